import { isSafeHtml } from '#views/html.ts'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { FinishedPage } from './kept-page.ts'

/** Lets a handler return a view. Pages hold what somebody wrote: no store keeps them unless the handler says so. */
export const htmlReplies = fp(
  async (app: FastifyInstance) => {
    app.addHook('preSerialization', (_request, reply, payload, done) => {
      if (isSafeHtml(payload) || payload instanceof FinishedPage) {
        reply.type('text/html; charset=utf-8').serializer(writing)
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      }
      done(null, payload)
    })
  },
  { name: 'html-replies' },
)

function written(page: unknown): string | Buffer {
  return page instanceof FinishedPage ? page.bytes : String(page)
}

// Fastify sends bytes as well; its types know only of text.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const writing = written as (page: unknown) => string
