import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Reader } from '#views/reader.ts'
import { wordsIn } from '#views/words/words.ts'

/** Who reads this page, for a page without a form: sets no cookie. */
export function readerOf(request: FastifyRequest): Reader {
  const { language, url, staff } = request
  return { language, words: wordsIn[language], path: url, csrfToken: '', staff }
}

/** The same for a page with forms: makes their token, and the visitor's cookie on a first visit. */
export function readerWithForm(request: FastifyRequest, reply: FastifyReply): Reader {
  return { ...readerOf(request), csrfToken: request.server.csrf.create(request, reply) }
}
