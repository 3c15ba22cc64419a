import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Takes the language off the address, so that every page exists under `/en` without being registered twice. */
export function withoutLanguage(request: IncomingMessage): string {
  const url = request.url ?? '/'
  if (!isEnglish(url)) return url
  const rest = url.slice('/en'.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** Tells each request which language its address asked for. */
export const languageOfAddress = fp(
  async (app: FastifyInstance) => {
    app.decorateRequest('language', 'th')
    app.addHook('onRequest', (request, _reply, done) => {
      request.language = isEnglish(request.originalUrl) ? 'en' : 'th'
      done()
    })
  },
  { name: 'language-of-address' },
)

function isEnglish(url: string): boolean {
  return /^\/en(?=[/?#]|$)/.test(url)
}

/** An address in the language of the request, for redirects. */
export function inLanguage({ language }: { language: 'th' | 'en' }, path: string): string {
  return language === 'en' ? `/en${path === '/' ? '' : path}` : path
}
