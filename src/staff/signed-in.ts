import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { readTyped } from '../files/receive.ts'
import { Refusal } from '../refusal.ts'
import type { Role } from '../requests/info-request.ts'
import type { StaffActor } from '../requests/effects.ts'
import type { Services } from '../services.ts'
import { inLanguage } from '../web/language.ts'
import { tokenHash } from '../web/secrets.ts'
import { clearCookie, cookieOf } from '../web/visitor.ts'
import { findSession, noteSeen, removeSession, type Session } from './store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts: set for every request inside the staff area. */
    actor: StaffActor
    /** The cookie of the sign-in. */
    staffToken: string
    /** Why nobody is signed in, for a form: it is told once the form has been read. */
    signInRefusal: Refusal | undefined
  }
}

/** Half an hour without a page, or eight hours in all, end a session. */
const idleMs = 30 * 60_000
export const longestSessionMs = 8 * 3_600_000
/** Writing the time of each page would be a write per page; a minute is exact enough. */
const noteSeenEveryMs = 60_000

/** Closes the area it is registered in to everybody who is not signed in. */
export const signedIn = fp(
  async (area: FastifyInstance, services: Services) => {
    area.decorateRequest('actor')
    area.decorateRequest('staffToken', '')
    area.decorateRequest('signInRefusal')
    area.addHook('onRequest', async (request, reply) => {
      const session = await sessionOf(services, request).catch((error: unknown) => {
        if (isPage(request) || !(error instanceof Refusal)) throw error
        request.signInRefusal = error
      })
      if (!session && isPage(request)) return sendToSignIn(request, reply, services)
      if (!session) return
      request.actor = {
        role: session.role,
        accountId: session.accountId,
        divisionId: session.divisionId,
      }
      request.staff = {
        name: session.name,
        role: session.role,
        division:
          (request.language === 'th' ? session.divisionTh : session.divisionEn) ?? undefined,
      }
    })
    // Forms are turned away only here, when they have been read: the page can give back what was typed.
    area.addHook('preHandler', async (request) => {
      if (request.staff !== undefined) return
      if (request.isMultipart())
        await readTyped(request, {
          blobs: services.blobs,
          verifyToken: (token) => area.csrf.verify(request, token),
        })
      throw request.signInRefusal ?? new Refusal('not-signed-in', 'signed-out')
    })
    // An address the area does not have is answered inside it, like every other page of the area.
    area.setNotFoundHandler(async () => {
      throw new Refusal('not-found', 'no-such-page')
    })
  },
  { name: 'signed-in' },
)

/** Refuses whoever has none of these roles. */
export function requireRole({ actor }: FastifyRequest, ...roles: readonly Role[]): void {
  if (!roles.includes(actor.role)) throw new Refusal('not-allowed', 'not-allowed')
}

async function sessionOf(
  { db, clock, config }: Services,
  request: FastifyRequest,
): Promise<Session | undefined> {
  const token = cookieOf(request, config, 'staff')
  if (token === undefined) return undefined
  const session = await findSession(db.read, tokenHash(token))
  if (!session) return undefined
  const now = clock()
  if (now - session.seenAt > idleMs || now - session.createdAt > longestSessionMs) {
    await db.write((tx) => removeSession(tx, session.tokenHash))
    return undefined
  }
  if (now - session.seenAt > noteSeenEveryMs)
    await db.write((tx) => noteSeen(tx, session.tokenHash, now))
  request.staffToken = token
  return session
}

function isPage({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** A page: go and sign in, then come back to it. */
function sendToSignIn(request: FastifyRequest, reply: FastifyReply, { config }: Services) {
  clearCookie(reply, config, 'staff')
  const next = request.url === '/staff' ? '' : `?next=${encodeURIComponent(request.url)}`
  return reply.redirect(inLanguage(request, `/staff/sign-in${next}`), 303)
}
