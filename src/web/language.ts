import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Takes the language off the address, so that every page exists under `/en` without being registered twice. */
export function withoutLanguage(request: IncomingMessage): string {
  const url = readable(request.url ?? '/')
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

/** An address that cannot be decoded is taken letter by letter: it leads to a page that says so, not past all pages. */
function readable(url: string): string {
  const [path = '', ...query] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?')
  }
}

function isEnglish(url: string): boolean {
  return /^\/en(?=[/?#]|$)/.test(url)
}

/** An address in the language of the request, for redirects. */
export function inLanguage({ language }: { language: 'th' | 'en' }, path: string): string {
  return language === 'en' ? `/en${path === '/' ? '' : path}` : path
}
