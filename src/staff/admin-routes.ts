import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newPasswordPage } from '#views/admin/new-password.ts'
import { userPage, usersPage, type UserPage } from '#views/admin/users.ts'
import { listDivisionEntries } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import { roles, type Role } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { bodyOf, readForm, text, typedText } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import {
  changeAccount,
  closeAccount,
  openAccount,
  renewPassword,
  reopenAccount,
} from './commands.ts'
import { emailField } from './email-field.ts'
import { requireOwnRole } from './signed-in.ts'
import { findAccountEntry, findOpenWork, listAccountEntries, type AccountEntry } from './store.ts'

/** These belong to one division; the others serve the whole department. */
const rolesOfDivision: readonly Role[] = ['officer', 'head']

const nameField = text({ most: 200, required: true })
const usernameField = text({ most: 40, required: true })
  .transform((typed) => typed.toLowerCase())
  .refine((typed) => /^[a-z0-9][a-z0-9._-]{1,39}$/.test(typed), 'not-a-username')
const roleField = z.enum(roles)
/** Which ones are on offer, the command knows. */
const divisionField = z
  .string()
  .regex(/^\d{0,9}$/, 'unknown-choice')
  .default('')
  .transform((typed) => (typed === '' ? null : Number(typed)))

const fields = {
  role: roleField,
  division: divisionField,
  post: text({ most: 200 }),
  email: emailField,
}
const AccountForm = z.strictObject({ name: nameField, ...fields }).superRefine(needsDivision)
const NewAccountForm = z
  .strictObject({ name: nameField, username: usernameField, ...fields })
  .superRefine(needsDivision)
const ListQuery = z.object({
  done: z.enum(['saved', 'closed', 'reopened']).optional().catch(undefined),
})

type ById = { Params: { id: string } }
/** In an address: anything else than a number is no page of ours. */
const byId = ':id(^\\d{1,9}$)'

/** The administrator's room for accounts. A password made here is in one answer and nowhere else. */
export async function accountRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db } = services
  area.addHook('preHandler', async (request) => requireOwnRole(request, 'administrator'))

  area.get('/admin/users', async (request, reply) =>
    usersPage(readerWithForm(request, reply), {
      users: await listAccountEntries(db.read),
      done: ListQuery.parse(request.query).done,
    }),
  )

  area.get('/admin/users/new', async (request, reply) =>
    showUser(request, reply, { user: undefined, typed: {}, faults: [] }),
  )

  area.post('/admin/users/new', async (request, reply) => {
    const form = readForm(NewAccountForm, bodyOf(request))
    const typed = typedText(bodyOf(request))
    if (!form.ok) return showUser(request, reply, { user: undefined, typed, faults: form.faults })
    const opened = await openAccount(services, form.data)
    if ('fault' in opened)
      return showUser(request, reply, { user: undefined, typed, faults: [opened.fault] })
    note(request, opened.id, 'account opened')
    return newPasswordPage(readerWithForm(request, reply), {
      isNewUser: true,
      user: form.data,
      password: opened.password,
    })
  })

  area.get<ById>(`/admin/users/${byId}`, async (request, reply) => {
    const user = await findAccountEntry(db.read, Number(request.params.id))
    return showUser(request, reply, { user, typed: typedOf(user), faults: [] })
  })

  area.post<ById>(`/admin/users/${byId}`, async (request, reply) => {
    const user = await findAccountEntry(db.read, Number(request.params.id))
    const form = readForm(AccountForm, bodyOf(request))
    const typed = typedText(bodyOf(request))
    if (!form.ok) return showUser(request, reply, { user, typed, faults: form.faults })
    const fault = await changeAccount(services, user.id, form.data)
    if (fault) return showUser(request, reply, { user, typed, faults: [fault] })
    note(request, user.id, 'account changed')
    return backToList('saved', request, reply)
  })

  area.post<ById>(`/admin/users/${byId}/password`, async (request, reply) => {
    refuseFields(request)
    const user = await findAccountEntry(db.read, Number(request.params.id))
    // One's own is changed by whoever knows the old one: an unguarded screen must not be enough.
    if (user.id === request.actor.accountId)
      return reply.redirect(inLanguage(request, '/staff/password'), 303)
    const { password } = await renewPassword(services, user.id)
    note(request, user.id, 'password renewed')
    return newPasswordPage(readerWithForm(request, reply), { isNewUser: false, user, password })
  })

  area.post<ById>(`/admin/users/${byId}/closure`, async (request, reply) => {
    refuseFields(request)
    const user = await findAccountEntry(db.read, Number(request.params.id))
    const fault = await closeAccount(services, user.id, request.actor)
    if (fault) return showUser(request, reply, { user, typed: typedOf(user), faults: [fault] })
    note(request, user.id, 'account closed')
    return backToList('closed', request, reply)
  })

  area.post<ById>(`/admin/users/${byId}/reopening`, async (request, reply) => {
    refuseFields(request)
    const id = Number(request.params.id)
    await reopenAccount(services, id)
    note(request, id, 'account reopened')
    return backToList('reopened', request, reply)
  })

  /** Offers the open divisions, and the closed one that somebody may still be in. */
  async function showUser(
    request: FastifyRequest,
    reply: FastifyReply,
    { user, typed, faults }: Pick<UserPage, 'user' | 'typed' | 'faults'>,
  ) {
    if (faults.length > 0) reply.code(422)
    const divisions = await listDivisionEntries(db.read)
    return userPage(readerWithForm(request, reply), {
      user,
      isSelf: user?.id === request.actor.accountId,
      work: user && (await findOpenWork(db.read, user)),
      roles,
      divisions: divisions.filter(({ id, isActive }) => isActive || id === user?.divisionId),
      typed,
      faults,
    })
  }
}

/** Who may sign in is changed by whom: the log tells, by the numbers of the accounts. */
function note(request: FastifyRequest, account: number, what: string): void {
  request.log.info({ account, by: request.actor.accountId }, what)
}

function needsDivision(
  { role, division }: { role: Role; division: number | null },
  context: z.core.$RefinementCtx,
): void {
  if (division === null && rolesOfDivision.includes(role))
    context.addIssue({ code: 'custom', path: ['division'], message: 'needed-for-role' })
}

function typedOf({ name, role, divisionId, post, email }: AccountEntry) {
  return { name, role, division: divisionId?.toString() ?? '', post, email }
}

/** A button with nothing to fill in: its form carries only its token. */
function refuseFields(request: FastifyRequest): void {
  if (!readForm(z.strictObject({}), bodyOf(request)).ok)
    throw new Refusal('bad-request', 'not-a-form')
}

/** 303 to the list, which says what was done. */
function backToList(
  done: 'saved' | 'closed' | 'reopened',
  request: FastifyRequest,
  reply: FastifyReply,
) {
  return reply.redirect(inLanguage(request, `/staff/admin/users?done=${done}`), 303)
}
