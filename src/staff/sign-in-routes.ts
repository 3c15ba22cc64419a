import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { signInPage } from '#views/staff/sign-in.ts'
import type { Services } from '../services.ts'
import { guardAgainstGuessing, networkOf } from '../web/attempts.ts'
import { bodyOf, readForm, text } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { matchesHash, newToken, passwordCost, pretendToCompare, tokenHash } from '../web/secrets.ts'
import { clearCookie, cookieOf, setCookie } from '../web/visitor.ts'
import { addSession, findAccount, findAccountToChange, noteSignIn, removeSession } from './store.ts'

const SignInForm = z.strictObject({
  username: text({ most: 60, required: true }),
  password: z.string().min(1, 'missing').max(512, 'too-long'),
  next: z.string().max(500).optional(),
})

/** Signing in and out. A second step (a code, or single sign-on) will stand between the password and the session. */
export async function signInRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock, config } = services
  const guard = guardAgainstGuessing(services, { tries: 5, windowMs: 15 * 60_000 })

  app.get<{ Querystring: { next?: string | string[] } }>('/staff/sign-in', async (request, reply) =>
    signInPage(readerWithForm(request, reply), { next: safeNext(request.query.next) }),
  )

  app.post('/staff/sign-in', async (request, reply) => {
    const form = readForm(SignInForm, bodyOf(request))
    if (!form.ok) {
      reply.code(422)
      const { username = '', next } = form.typed
      return signInPage(readerWithForm(request, reply), {
        username,
        next: safeNext(next),
        faults: form.faults,
      })
    }
    const { password, next } = form.data
    const username = form.data.username.toLowerCase()
    // Both together, so that a stranger cannot keep somebody out from elsewhere; and each network for itself.
    const keys = [`sign-in ${username} from ${networkOf(request.ip)}`]
    const earlier = cookieOf(request, config, 'staff')
    const token = await guard.trying(keys, () => beginSession(username, password, earlier))
    if (token === undefined) {
      reply.code(422)
      return signInPage(readerWithForm(request, reply), {
        username: form.data.username,
        next: safeNext(next),
        faults: [{ field: 'username', fault: 'wrong-pair' }],
      })
    }

    setCookie(reply, config, 'staff', token)
    return reply.redirect(inLanguage(request, safeNext(next) ?? '/staff'), 303)
  })

  app.post('/staff/sign-out', async (request, reply) => {
    const token = cookieOf(request, config, 'staff')
    if (token !== undefined) await db.write((tx) => removeSession(tx, tokenHash(token)))
    clearCookie(reply, config, 'staff')
    reply.header('clear-site-data', '"cache"')
    return reply.redirect(inLanguage(request, '/staff/sign-in'), 303)
  })

  /**
   * The token of a new session in place of the earlier one, if name and password belong together and the account is
   * open. Takes as long when they do not.
   */
  async function beginSession(
    username: string,
    password: string,
    earlier: string | undefined,
  ): Promise<string | undefined> {
    const known = await findAccount(db.read, username)
    const matches = known
      ? await matchesHash(password, known.passwordHash)
      : await pretendToCompare(password, passwordCost)
    if (!known || !matches) return undefined
    const token = newToken() // a new one at every sign-in: one that was planted before is worth nothing
    const now = clock()
    return db.write(async (tx) => {
      const account = await findAccountToChange(tx, known.id)
      // Renewed or closed while we compared: then what was proved is no longer true.
      if (account?.passwordHash !== known.passwordHash || !account.isActive) return undefined
      if (earlier !== undefined) await removeSession(tx, tokenHash(earlier))
      await addSession(tx, {
        tokenHash: tokenHash(token),
        accountId: account.id,
        createdAt: now,
        seenAt: now,
      })
      await noteSignIn(tx, account.id, now)
      return token
    })
  }
}

/** Only a page of the staff area: never another site, however it is written. */
function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/staff(?:[/?][\w\-./?=&%]*)?$/.test(next) ? next : undefined
}
