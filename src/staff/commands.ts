import { inTurn } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { isOnOffer } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import type { Role } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import { matchesHash, newToken, passwordCost, slowHash, tokenHash } from '../web/secrets.ts'
import { randomPassword } from './passwords.ts'
import {
  addAccount,
  addSession,
  countOthers,
  findAccount,
  findAccountToChange,
  findAccountEntry,
  findPasswordHash,
  findSession,
  removeSessionsOf,
  saveAccount,
  type AccountEntry,
} from './store.ts'

/*
 * What an administrator does with accounts, and everybody with their own password. A command gives the fault of
 * a form that cannot be taken as it is; for an account that does not exist it throws a `Refusal` `not-found`.
 * Whatever changes what somebody may do ends their sessions in the same transaction.
 */

export type AccountForm = {
  name: string
  role: Role
  division: number | null
  /** Where the daily digest goes; empty when none is wanted. */
  email: string
  /** As a letter names it below the signature; empty for those who sign none. */
  post: string
}

/** Opens an account with a password made for it, which is given back and kept nowhere: its owner chooses another first. */
export async function openAccount(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { username, name, role, division, email, post }: AccountForm & { username: string },
): Promise<{ id: number; password: string } | { fault: Fault }> {
  const password = randomPassword()
  const passwordHash = await slowHash(password, passwordCost)
  return db.write(async (tx) => {
    if (await findAccount(tx, username)) return { fault: { field: 'username', fault: 'taken' } }
    if (!(await isOnOffer(tx, division))) return { fault: notOnOffer }
    const id = await addAccount(tx, {
      username,
      name,
      role,
      divisionId: division,
      passwordHash,
      mustChangePassword: true,
      createdAt: clock(),
      email,
      post,
    })
    return { id, password }
  })
}

export async function changeAccount(
  { db }: Pick<Services, 'db'>,
  id: number,
  { name, role, division, email, post }: AccountForm,
): Promise<Fault | undefined> {
  return db.write(async (tx) => {
    await inTurn(tx, 'accounts')
    const before = await findAccountEntry(tx, id)
    if (role !== before.role && (await isLastAdministrator(tx, before)))
      return { field: 'role', fault: 'last-administrator' }
    if (!(await isOnOffer(tx, division, before.divisionId))) return notOnOffer
    await saveAccount(tx, id, { name, role, divisionId: division, email, post })
    if (role !== before.role || division !== before.divisionId) await removeSessionsOf(tx, id)
  })
}

/** A new password for somebody who has lost theirs; given back and kept nowhere, and only good to choose another with. */
export async function renewPassword(
  { db }: Pick<Services, 'db'>,
  id: number,
): Promise<{ password: string }> {
  const password = randomPassword()
  const passwordHash = await slowHash(password, passwordCost)
  await db.write(async (tx) => {
    await findAccountEntry(tx, id)
    await saveAccount(tx, id, { passwordHash, mustChangePassword: true })
    await removeSessionsOf(tx, id)
  })
  return { password }
}

/** Closes an account: its owner is signed out at once. What they held stays in their name until it is handed over. */
export async function closeAccount(
  { db }: Pick<Services, 'db'>,
  id: number,
  by: { accountId: number },
): Promise<Fault | undefined> {
  return db.write(async (tx) => {
    await inTurn(tx, 'accounts')
    const account = await findAccountEntry(tx, id)
    if (id === by.accountId) return { field: 'closure', fault: 'yourself' }
    // Two administrators may close each other at the same moment: the second one is refused.
    if (await isLastAdministrator(tx, account))
      return { field: 'closure', fault: 'last-administrator' }
    await saveAccount(tx, id, { isActive: false })
    await removeSessionsOf(tx, id)
  })
}

export async function reopenAccount({ db }: Pick<Services, 'db'>, id: number): Promise<void> {
  await db.write(async (tx) => {
    await findAccountEntry(tx, id)
    await saveAccount(tx, id, { isActive: true })
  })
}

/**
 * Changes one's own password: all sessions end, and this one goes on under the new token that is given back
 * (with no more time than it had). Gives undefined when the present password is wrong; throws a `Refusal`
 * `not-signed-in` when the session has ended meanwhile.
 */
export async function changeOwnPassword(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { accountId, staffToken }: { accountId: number; staffToken: string },
  passwords: { present: string; next: string },
): Promise<string | undefined> {
  const known = await findPasswordHash(db.read, accountId)
  if (!(await matchesHash(passwords.present, known))) return undefined
  const passwordHash = await slowHash(passwords.next, passwordCost)
  const token = newToken()
  await db.write(async (tx) => {
    const account = await findAccountToChange(tx, accountId)
    const session = await findSession(tx, tokenHash(staffToken), clock())
    // Changed elsewhere while we compared: then what was proved is no longer true.
    if (!session || account?.passwordHash !== known)
      throw new Refusal('not-signed-in', 'signed-out')
    await saveAccount(tx, accountId, { passwordHash, mustChangePassword: false })
    await removeSessionsOf(tx, accountId)
    await addSession(tx, {
      tokenHash: tokenHash(token),
      accountId,
      createdAt: session.createdAt,
      seenAt: session.seenAt,
    })
  })
  return token
}

/** Without an administrator nobody could ever open an account again. */
async function isLastAdministrator(
  tx: Tx,
  { id, role }: Pick<AccountEntry, 'id' | 'role'>,
): Promise<boolean> {
  return role === 'administrator' && (await countOthers(tx, { id, role })) === 0
}

const notOnOffer: Fault = { field: 'division', fault: 'unknown-choice' }
