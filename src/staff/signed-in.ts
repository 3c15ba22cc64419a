import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { readTyped } from '../files/receive.ts'
import { Refusal } from '../refusal.ts'
import type { Role } from '../requests/info-request.ts'
import type { StaffActor } from '../requests/effects.ts'
import { capacitiesOf } from '../requests/workflow.ts'
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
    /** Why no form is taken: nobody is signed in, or their password has to be changed first. Told once it has been read. */
    formRefusal: Refusal | undefined
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
    area.decorateRequest('formRefusal')
    area.addHook('onRequest', async (request, reply) => {
      const session = await sessionOf(services, request).catch((error: unknown) => {
        if (isPage(request) || !(error instanceof Refusal)) throw error
        request.formRefusal = error
      })
      if (!session && isPage(request)) return sendToSignIn(request, reply, services)
      if (!session) return
      enter(request, session)
      if (!session.mustChangePassword || isOwnPassword(request)) return
      if (isPage(request)) return reply.redirect(inLanguage(request, ownPassword), 303)
      request.formRefusal = new Refusal('not-allowed', 'password-first')
    })
    // Forms are turned away only here, when they have been read: the page can give back what was typed.
    area.addHook('preHandler', async (request) => {
      if (request.staff !== undefined && request.formRefusal === undefined) return
      if (request.isMultipart())
        await readTyped(request, {
          blobs: services.blobs,
          verifyToken: (token) => area.csrf.verify(request, token),
        })
      throw request.formRefusal ?? new Refusal('not-signed-in', 'signed-out')
    })
    // An address the area does not have is answered inside it, like every other page of the area.
    area.setNotFoundHandler(async () => {
      throw new Refusal('not-found', 'no-such-page')
    })
  },
  { name: 'signed-in' },
)

/**
 * Refuses whoever has none of these roles, neither of their own nor for the days they act for somebody. Rooms of the
 * administrator stay closed to whoever acts for others: that post is never lent.
 */
export function requireRole({ actor }: FastifyRequest, ...roles: readonly Role[]): void {
  if (!capacitiesOf(actor).some(({ role }) => roles.some((one) => one === role)))
    throw new Refusal('not-allowed', 'not-allowed')
}

/** Refuses whoever has none of these roles themselves: what is not lent with a post. */
export function requireOwnRole({ actor }: FastifyRequest, ...roles: readonly Role[]): void {
  if (!roles.includes(actor.role)) throw new Refusal('not-allowed', 'not-allowed')
}

function enter(request: FastifyRequest, session: Session): void {
  const { accountId, role, divisionId, name, standsInFor } = session
  request.actor = { role, accountId, divisionId, standsInFor }
  request.staff = {
    name,
    role,
    division: (request.language === 'th' ? session.divisionTh : session.divisionEn) ?? undefined,
    standsInFor,
  }
}

const ownPassword = '/staff/password'

function isOwnPassword({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url === ownPassword
}

async function sessionOf(
  { db, clock, config }: Services,
  request: FastifyRequest,
): Promise<Session | undefined> {
  const token = cookieOf(request, config, 'staff')
  if (token === undefined) return undefined
  const now = clock()
  const session = await findSession(db.read, tokenHash(token), now)
  if (!session) return undefined
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
