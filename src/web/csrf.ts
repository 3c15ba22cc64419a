import { Tokens } from '@fastify/csrf'
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import fp from 'fastify-plugin'
import type { Config } from '../config.ts'
import { Refusal } from '../refusal.ts'
import { bodyOf } from './forms.ts'
import { cookieOf, visitorToken } from './visitor.ts'

type Options = { config: Config; signingKey: string }

/** Makes and checks the `_csrf` tokens of forms. */
export type Csrf = {
  /** A token for the forms of this page, bound to the visitor's cookie and to who is signed in. */
  create(request: FastifyRequest, reply: FastifyReply): string
  /** Throws a `Refusal` unless the token was made for this very browser and sign-in. */
  verify(request: FastifyRequest, token: unknown): void
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * Protects every unsafe route, whether its author thought of it or not: a request from another site is
 * refused before its body is read, and a form without its token before any handler runs. Multipart
 * bodies are not read yet at that point: a route that takes them says so in its config
 * (`multipart: true`) and passes `app.csrf.verify` to `receiveForm`, which demands the token as the first part.
 */
export const csrfProtection = fp(
  async (app: FastifyInstance, { config, signingKey }: Options) => {
    const tokens = new Tokens({ hmacKey: signingKey, userInfo: true })
    const signedInAs = (request: FastifyRequest) => cookieOf(request, config, 'staff') ?? 'nobody'

    const csrf: Csrf = {
      create: (request, reply) =>
        tokens.create(visitorToken(request, reply, config), signedInAs(request)),
      verify(request, token) {
        const secret = cookieOf(request, config, 'visitor')
        const known =
          secret !== undefined &&
          typeof token === 'string' &&
          tokens.verify(secret, token, signedInAs(request))
        if (!known) throw new Refusal('not-allowed', 'stale-form')
      },
    }
    app.decorate('csrf', csrf)

    app.addHook(
      'onRequest',
      forUnsafe((request) => refuseOtherSites(request, config)),
    )
    app.addHook(
      'preHandler',
      forUnsafe((request) => {
        if (request.is404) return
        if (request.headers['content-type']?.toLowerCase().startsWith('multipart/')) {
          if (!request.routeOptions.config.multipart) throw new Refusal('wrong-type', 'not-a-form')
          return
        }
        csrf.verify(request, bodyOf(request)['_csrf'])
      }),
    )
  },
  { name: 'csrf-protection', dependencies: ['@fastify/cookie'] },
)

/** A hook for what can change something. What only reads, the most by far, passes without waiting. */
function forUnsafe(check: (request: FastifyRequest) => void): onRequestHookHandler {
  return (request, _reply, done) => {
    if (!safeMethods.includes(request.method)) check(request)
    done()
  }
}

/** Browsers say where a form came from: `Sec-Fetch-Site`, or `Origin` in older ones. A page of ours sends one of them. */
function refuseOtherSites(request: FastifyRequest, config: Config): void {
  const site = request.headers['sec-fetch-site']
  const { origin, host } = request.headers
  const ours =
    site === undefined
      ? origin === undefined || origin === config.baseUrl || hostOf(origin) === host
      : site === 'same-origin' || site === 'none'
  if (!ours) throw new Refusal('not-allowed', 'other-site')
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}
