import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownPasswordPage, type OwnPassword } from '#views/admin/own-password.ts'
import { wordsIn } from '#views/words/words.ts'
import type { Services } from '../services.ts'
import { guardAgainstGuessing } from '../web/attempts.ts'
import { bodyOf, readForm, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { setCookie } from '../web/visitor.ts'
import { changeOwnPassword } from './commands.ts'
import { emailField } from './email-field.ts'
import { objectionToPassword, passwordLimits } from './passwords.ts'
import { findAccountEntry, saveAccount } from './store.ts'

const DoneQuery = z.object({ done: z.enum(['yes', 'email']).optional().catch(undefined) })
const EmailForm = z.strictObject({ email: emailField })

/** Changing one's own password, and where one's mail goes: for everybody who is signed in. */
export async function passwordRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, config } = services
  const guard = guardAgainstGuessing(services, { tries: 5, windowMs: 15 * 60_000 })

  area.get('/password', async (request, reply) =>
    showOwn(request, reply, { done: DoneQuery.parse(request.query).done, faults: [] }),
  )

  area.post('/password', async (request, reply) => {
    const { accountId } = request.actor
    const account = await findAccountEntry(db.read, accountId)
    const form = readForm(
      passwordForm([account.username, account.name, ...namesOfService]),
      bodyOf(request),
    )
    const askAgain = (faults: Fault[]) => showOwn(request, reply, { faults })
    if (!form.ok) return askAgain(form.faults)

    const keys = [`password of account ${accountId}`]
    const passwords = { present: form.data.password, next: form.data.newPassword }
    const token = await guard.trying(keys, () =>
      changeOwnPassword(services, { accountId, staffToken: request.staffToken }, passwords),
    )
    if (token === undefined) return askAgain([{ field: 'password', fault: 'wrong' }])
    setCookie(reply, config, 'staff', token)
    return reply.redirect(inLanguage(request, '/staff/password?done=yes'), 303)
  })

  area.post('/password/email', async (request, reply) => {
    const form = readForm(EmailForm, bodyOf(request))
    if (!form.ok)
      return showOwn(request, reply, { typedEmail: form.typed['email'], faults: form.faults })
    await db.write((tx) => saveAccount(tx, request.actor.accountId, form.data))
    return reply.redirect(inLanguage(request, '/staff/password?done=email'), 303)
  })

  async function showOwn(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      typedEmail,
      ...shown
    }: Pick<OwnPassword, 'faults'> & {
      done?: OwnPassword['done']
      typedEmail?: string | undefined
    },
  ) {
    if (shown.faults.length > 0) reply.code(422)
    const { email, mustChangePassword } = await findAccountEntry(db.read, request.actor.accountId)
    return ownPasswordPage(readerWithForm(request, reply), {
      ...shown,
      limits: passwordLimits,
      mustChange: mustChangePassword,
      email: typedEmail ?? email,
    })
  }
}

/**
 * The present password is called `password` as at sign-in: a form with a field of that name is never shown
 * again by a page about a problem.
 */
function passwordForm(names: readonly string[]) {
  return z
    .strictObject({
      password: z.string().default('').pipe(z.string().min(1, 'missing').max(512, 'too-long')),
      newPassword: z.string().default('').pipe(z.string().min(1, 'missing')),
    })
    .superRefine(({ password, newPassword }, context) => {
      const objection =
        newPassword === password ? 'not-new' : objectionToPassword(newPassword, names)
      if (objection) context.addIssue({ code: 'custom', path: ['newPassword'], message: objection })
    })
}

/** How the service and the department are called, in both languages: the first things to be tried. */
const namesOfService = [
  'khamkho',
  'คำขอ',
  ...Object.values(wordsIn).flatMap(({ layout }) => [
    layout.service,
    layout.staffService,
    layout.department,
  ]),
]
