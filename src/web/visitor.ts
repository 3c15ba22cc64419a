import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { newToken } from './secrets.ts'

/** The three cookies there are. Each is a random token; only its hash is stored. */
export const cookies = {
  /** Somebody filling in a form: finds their draft and proves that a form came from our page. */
  visitor: 'p',
  /** A requester who showed reference and code. */
  tracking: 't',
  /** A member of staff who signed in. */
  staff: 's',
} as const
export type CookieKind = keyof typeof cookies

/** A draft can be taken up for a week. */
export const draftLifeMs = 7 * 24 * 3_600_000

const token = /^[\w-]{43}$/

/** The value of one of our cookies; anything not of our making counts as none. */
export function cookieOf(
  request: FastifyRequest,
  config: Pick<Config, 'secureCookies'>,
  kind: CookieKind,
): string | undefined {
  const value = request.cookies[cookieName(config, kind)]
  return value !== undefined && token.test(value) ? value : undefined
}

/** Sets a cookie for `maxAgeMs`, or until the browser closes. Never readable by scripts. */
export function setCookie(
  reply: FastifyReply,
  config: Pick<Config, 'secureCookies'>,
  kind: CookieKind,
  value: string,
  maxAgeMs?: number,
): void {
  reply.setCookie(cookieName(config, kind), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secureCookies,
    ...(maxAgeMs !== undefined && { maxAge: Math.floor(maxAgeMs / 1000) }),
  })
}

export function clearCookie(
  reply: FastifyReply,
  config: Pick<Config, 'secureCookies'>,
  kind: CookieKind,
): void {
  reply.clearCookie(cookieName(config, kind), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secureCookies,
  })
}

/** The visitor's token; a first visit to a page with a form mints one. */
export function visitorToken(
  request: FastifyRequest,
  reply: FastifyReply,
  config: Pick<Config, 'secureCookies'>,
): string {
  if (request.visitor === undefined) {
    const known = cookieOf(request, config, 'visitor')
    request.visitor = known ?? newToken()
    if (known === undefined) setCookie(reply, config, 'visitor', request.visitor, draftLifeMs)
  }
  return request.visitor
}

/** `__Host-` binds a cookie to this host and to HTTPS; without HTTPS browsers refuse the prefix. */
function cookieName(config: Pick<Config, 'secureCookies'>, kind: CookieKind): string {
  return config.secureCookies ? `__Host-${cookies[kind]}` : cookies[kind]
}
