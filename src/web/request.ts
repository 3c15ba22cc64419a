import type { Language } from '../requests/info-request.ts'
import type { Reader } from '#views/reader.ts'
import type { Csrf } from './csrf.ts'

/*
 * What belongs to one HTTP request, beyond what Fastify knows. Everything else a handler needs comes to
 * it as plugin options.
 */
declare module 'fastify' {
  interface FastifyRequest {
    /** From the address: `/en/…` is English, everything else Thai. */
    language: Language
    /** The visitor's cookie, once a page has asked for it. */
    visitor: string | undefined
    /** The member of staff who is signed in, as pages show them. */
    staff: Reader['staff']
  }

  interface FastifyInstance {
    csrf: Csrf
  }

  interface FastifyContextConfig {
    /** The route reads a multipart body with `receiveForm`. */
    multipart?: boolean
  }
}
