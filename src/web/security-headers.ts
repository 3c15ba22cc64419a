import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Config } from '../config.ts'

/*
 * What every answer carries, whatever its status: pages, errors, redirects, files. Written out as they leave, so
 * that they can be read here, and made once instead of for every answer.
 */

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types htmx',
].join(';')

const always = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0', // what the old filter of some browsers did was itself a hole
}

/** Only over HTTPS: a browser that was told so reaches this host by no other way for a year. */
const overHttps = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

/** Set before anything else, so that also what is refused at once has them; a route may replace one by its own. */
export const securityHeaders = fp(
  async (app: FastifyInstance, { secureCookies }: Pick<Config, 'secureCookies'>) => {
    const headers = secureCookies ? { ...always, ...overHttps } : always
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(headers)
      done()
    })
  },
  { name: 'security-headers' },
)
