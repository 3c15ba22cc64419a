import { and, asc, count, desc, eq, isNull, lt, ne, sql } from 'drizzle-orm'
import { toChange } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { accounts, divisions, infoRequests, staffSessions } from '../database/schema.ts'
import { hasAppointment, listStandIns, type StandIn } from '../organisation/acting-store.ts'
import { Refusal } from '../refusal.ts'
import type { Role, Status } from '../requests/info-request.ts'

export type Account = typeof accounts.$inferSelect

/** An account by its name in lower case, active or not. */
export async function findAccount(tx: Tx, username: string): Promise<Account | undefined> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.username, username))
  return account
}

/** An account, to end its sessions or to begin one: its password stays the same until the transaction ends, and it open. */
export async function findAccountToChange(tx: Tx, id: number): Promise<Account | undefined> {
  const [account] = await toChange(tx.select().from(accounts).where(eq(accounts.id, id)))
  return account
}

/** An officer of that division who can be given work, or undefined. */
export async function findOfficerOf(
  tx: Tx,
  divisionId: number,
  accountId: number,
): Promise<Account | undefined> {
  const officers = await listOfficers(tx, divisionId)
  return officers.find(({ id }) => id === accountId)
}

/** The officers of a division who can be given work. */
export async function listOfficers(tx: Tx, divisionId: number): Promise<Account[]> {
  return tx
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.divisionId, divisionId),
        eq(accounts.role, 'officer'),
        eq(accounts.isActive, true),
      ),
    )
    .orderBy(asc(accounts.id))
}

export async function addAccount(
  tx: Tx,
  account: Omit<typeof accounts.$inferInsert, 'id'>,
): Promise<number> {
  const [added] = await tx.insert(accounts).values(account).returning({ id: accounts.id })
  if (!added) throw new Error('The account was not added')
  return added.id
}

export async function noteSignIn(tx: Tx, accountId: number, at: number): Promise<void> {
  await tx.update(accounts).set({ lastSignedInAt: at }).where(eq(accounts.id, accountId))
}

/** Whether the service has anybody at all: a new one says how to make the first administrator. */
export async function hasAccounts(tx: Tx): Promise<boolean> {
  const [one] = await tx.select({ id: accounts.id }).from(accounts).limit(1)
  return one !== undefined
}

export type Session = {
  tokenHash: string
  accountId: number
  createdAt: number
  seenAt: number
  username: string
  name: string
  role: Role
  divisionId: number | null
  divisionTh: string | null
  divisionEn: string | null
  mustChangePassword: boolean
  /** For whom they act at that moment. */
  standsInFor: StandIn[]
}

/**
 * A session with its account and whoever that person acts for at a moment (UTC milliseconds); nothing when either is
 * gone or the account was closed.
 */
export async function findSession(
  tx: Tx,
  tokenHash: string,
  at: number,
): Promise<Session | undefined> {
  const [found] = await tx
    .select({
      tokenHash: staffSessions.tokenHash,
      accountId: accounts.id,
      createdAt: staffSessions.createdAt,
      seenAt: staffSessions.seenAt,
      username: accounts.username,
      name: accounts.name,
      role: accounts.role,
      divisionId: accounts.divisionId,
      divisionTh: divisions.nameTh,
      divisionEn: divisions.nameEn,
      mustChangePassword: accounts.mustChangePassword,
      isActing: sql<boolean | number>`${hasAppointment(tx, at)}`,
    })
    .from(staffSessions)
    .innerJoin(accounts, eq(accounts.id, staffSessions.accountId))
    .leftJoin(divisions, eq(divisions.id, accounts.divisionId))
    .where(and(eq(staffSessions.tokenHash, tokenHash), eq(accounts.isActive, true)))
  if (!found) return undefined
  const { isActing, ...session } = found
  // Hardly anybody does, and nobody else waits for a second query with every page.
  return { ...session, standsInFor: isActing ? await listStandIns(tx, session.accountId, at) : [] }
}

export async function addSession(
  tx: Tx,
  session: typeof staffSessions.$inferInsert,
): Promise<void> {
  await tx.insert(staffSessions).values(session)
}

export async function noteSeen(tx: Tx, tokenHash: string, seenAt: number): Promise<void> {
  await tx.update(staffSessions).set({ seenAt }).where(eq(staffSessions.tokenHash, tokenHash))
}

export async function removeSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.delete(staffSessions).where(eq(staffSessions.tokenHash, tokenHash))
}

/** Ends every session of an account: when it is closed, or its password or role changes. */
export async function removeSessionsOf(tx: Tx, accountId: number): Promise<void> {
  await tx.delete(staffSessions).where(eq(staffSessions.accountId, accountId))
}

/** Forgets sessions begun before that moment. Gives how many. */
export async function forgetOldSessions(tx: Tx, begunBefore: number): Promise<number> {
  const forgotten = await tx
    .delete(staffSessions)
    .where(lt(staffSessions.createdAt, begunBefore))
    .returning({ tokenHash: staffSessions.tokenHash })
  return forgotten.length
}

/** An account with the names of its division; never its password hash. */
export type AccountEntry = Omit<Account, 'passwordHash'> & {
  divisionTh: string | null
  divisionEn: string | null
}

const accountEntry = {
  id: accounts.id,
  username: accounts.username,
  name: accounts.name,
  role: accounts.role,
  divisionId: accounts.divisionId,
  isActive: accounts.isActive,
  createdAt: accounts.createdAt,
  lastSignedInAt: accounts.lastSignedInAt,
  email: accounts.email,
  post: accounts.post,
  mustChangePassword: accounts.mustChangePassword,
  divisionTh: divisions.nameTh,
  divisionEn: divisions.nameEn,
}

/** All accounts by username, the closed ones last. */
export async function listAccountEntries(tx: Tx): Promise<AccountEntry[]> {
  return tx
    .select(accountEntry)
    .from(accounts)
    .leftJoin(divisions, eq(divisions.id, accounts.divisionId))
    .orderBy(desc(accounts.isActive), asc(accounts.username))
}

/** Throws a `Refusal` `not-found`. */
export async function findAccountEntry(tx: Tx, id: number): Promise<AccountEntry> {
  const [account] = await tx
    .select(accountEntry)
    .from(accounts)
    .leftJoin(divisions, eq(divisions.id, accounts.divisionId))
    .where(eq(accounts.id, id))
  if (!account) throw new Refusal('not-found', 'no-such-page')
  return account
}

/** What a password is compared with. Throws a `Refusal` `not-found`. */
export async function findPasswordHash(tx: Tx, accountId: number): Promise<string> {
  const [account] = await tx
    .select({ passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId))
  if (!account) throw new Refusal('not-found', 'no-such-page')
  return account.passwordHash
}

export async function saveAccount(
  tx: Tx,
  id: number,
  changes: Partial<Omit<Account, 'id' | 'username' | 'createdAt'>>,
): Promise<void> {
  await tx.update(accounts).set(changes).where(eq(accounts.id, id))
}

/** How many others with this role (in this division, where one is given) can sign in. */
export async function countOthers(
  tx: Tx,
  { id, role, divisionId }: { id: number; role: Role; divisionId?: number | null },
): Promise<number> {
  const [others] = await tx
    .select({ count: count() })
    .from(accounts)
    .where(
      and(
        eq(accounts.role, role),
        eq(accounts.isActive, true),
        ne(accounts.id, id),
        divisionId == null ? undefined : eq(accounts.divisionId, divisionId),
      ),
    )
  return others?.count ?? 0
}

/** What stays behind when somebody leaves. */
export type OpenWork = {
  /** Open requests they took in their own name. */
  held: number
  /** Open requests that wait for somebody of their role, and who else there is to act on them. */
  waiting: number
  others: number
}

/** The step at which a request waits for each role; administrators and auditors have none. */
const deskOf: Partial<Record<Role, Status>> = {
  officer: 'assigned',
  head: 'awaiting-approval',
  secretary: 'submitted',
  executive: 'awaiting-clearance',
}

export async function findOpenWork(
  tx: Tx,
  { id, role, divisionId }: Pick<Account, 'id' | 'role' | 'divisionId'>,
): Promise<OpenWork> {
  const [held] = await tx
    .select({ count: count() })
    .from(infoRequests)
    .where(and(eq(infoRequests.officerId, id), isNull(infoRequests.closedOn)))
  const division = role === 'officer' || role === 'head' ? divisionId : null
  const desk = deskOf[role]
  const [waiting] =
    desk === undefined
      ? []
      : await tx
          .select({ count: count() })
          .from(infoRequests)
          .where(
            and(
              eq(infoRequests.status, desk),
              isNull(infoRequests.closedOn),
              division === null ? undefined : eq(infoRequests.divisionId, division),
            ),
          )
  return {
    held: held?.count ?? 0,
    waiting: waiting?.count ?? 0,
    others: await countOthers(tx, { id, role, divisionId: division }),
  }
}
