import {
  and,
  asc,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  lte,
  or,
  type SQL,
} from 'drizzle-orm'
import { dayOf } from '../calendar/calendar.ts'
import type { Tx } from '../database/open.ts'
import { accounts, actingAppointments, alias, divisions } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import type { Absent, Role } from '../requests/info-request.ts'
import { rolesActedFor, rolesThatAct, type Held, type Wanted } from './acting.ts'

/** Who somebody is to others: by name and post. */
export type Post = {
  name: string
  role: Role
  /** As a letter names it; empty when nobody has said. */
  post: string
  divisionTh: string | null
  divisionEn: string | null
}

/** Somebody who is away, as the pages of whoever acts for them name them. */
export type StandIn = Absent & Post

const absent = alias(accounts, 'absent')
const absentDivision = alias(divisions, 'absent_division')

/**
 * For whom somebody acts at that moment (UTC milliseconds), in the order of their appointments. Only a post that
 * decides is lent, whatever role the absent person has by now; nothing is lent by a closed account, or to somebody
 * who has become an administrator or auditor meanwhile.
 */
export async function listStandIns(tx: Tx, accountId: number, at: number): Promise<StandIn[]> {
  const lent = await selectLent(tx, at, eq(actingAppointments.actingId, accountId))
  return lent.map(({ actingId: _, ...standIn }) => standIn)
}

/** The same of everybody at once, with who acts. */
export async function listAllStandIns(
  tx: Tx,
  at: number,
): Promise<(StandIn & { actingId: number })[]> {
  return selectLent(tx, at)
}

function selectLent(tx: Tx, at: number, whose?: SQL) {
  return tx
    .select({
      ...postColumns(absent, absentDivision),
      accountId: absent.id,
      divisionId: absent.divisionId,
      actingId: actingAppointments.actingId,
    })
    .from(actingAppointments)
    .innerJoin(accounts, eq(accounts.id, actingAppointments.actingId))
    .innerJoin(absent, eq(absent.id, actingAppointments.absentId))
    .leftJoin(absentDivision, eq(absentDivision.id, absent.divisionId))
    .where(
      and(
        whose,
        holdsAt(at),
        eq(absent.isActive, true),
        inArray(absent.role, rolesActedFor),
        eq(accounts.isActive, true),
        inArray(accounts.role, rolesThatAct),
      ),
    )
    .orderBy(asc(actingAppointments.id))
}

/** Whether the account of a query has an appointment at that moment: cheap enough to ask with every page. */
export function hasAppointment(tx: Tx, at: number): SQL {
  return exists(
    tx
      .select({ id: actingAppointments.id })
      .from(actingAppointments)
      .where(and(eq(actingAppointments.actingId, accounts.id), holdsAt(at))),
  )
}

/** On its days in Bangkok, both included, until somebody ends it. */
function holdsAt(at: number): SQL | undefined {
  const today = dayOf(at)
  return and(gte(actingAppointments.to, today), lte(actingAppointments.from, today), isNotEnded(at))
}

function isNotEnded(at: number): SQL | undefined {
  return or(isNull(actingAppointments.endedAt), gt(actingAppointments.endedAt, at))
}

/** An account as a choice: who can be acted for, or can act. */
export type Choosable = Post & { id: number }

/** Those of these roles who can sign in, by division and name. */
export async function listChoosable(tx: Tx, roles: readonly Role[]): Promise<Choosable[]> {
  return tx
    .select({ ...postColumns(accounts, divisions), id: accounts.id })
    .from(accounts)
    .leftJoin(divisions, eq(divisions.id, accounts.divisionId))
    .where(and(eq(accounts.isActive, true), inArray(accounts.role, [...roles])))
    .orderBy(asc(accounts.divisionId), asc(accounts.name), asc(accounts.id))
}

/** Of an account and its division, under whatever names a query has them. */
function postColumns<Name, RoleOf, PostOf, Thai, English>(
  { name, role, post }: { name: Name; role: RoleOf; post: PostOf },
  { nameTh, nameEn }: { nameTh: Thai; nameEn: English },
) {
  return { name, role, post, divisionTh: nameTh, divisionEn: nameEn }
}

export type Appointment = typeof actingAppointments.$inferSelect

/** An appointment with the people it names, as they are now. */
export type AppointmentEntry = Appointment & {
  absent: Post & { isActive: boolean }
  acting: Post & { isActive: boolean }
  appointedBy: string
}

const acting = alias(accounts, 'acting')
const actingDivision = alias(divisions, 'acting_division')
const appointer = alias(accounts, 'appointer')

/** Those that hold or are still to come, the first to begin first. */
export async function listOpenAppointments(tx: Tx, at: number): Promise<AppointmentEntry[]> {
  return selectEntries(tx)
    .where(and(gte(actingAppointments.to, dayOf(at)), isNotEnded(at)))
    .orderBy(asc(actingAppointments.from), asc(actingAppointments.id))
}

/** The last so many that are over, the newest first. */
export async function listPastAppointments(
  tx: Tx,
  at: number,
  most: number,
): Promise<AppointmentEntry[]> {
  return selectEntries(tx)
    .where(or(lt(actingAppointments.to, dayOf(at)), lte(actingAppointments.endedAt, at)))
    .orderBy(desc(actingAppointments.to), desc(actingAppointments.id))
    .limit(most)
}

function selectEntries(tx: Tx) {
  return tx
    .select({
      ...getTableColumns(actingAppointments),
      absent: { ...postColumns(absent, absentDivision), isActive: absent.isActive },
      acting: { ...postColumns(acting, actingDivision), isActive: acting.isActive },
      appointedBy: appointer.name,
    })
    .from(actingAppointments)
    .innerJoin(absent, eq(absent.id, actingAppointments.absentId))
    .leftJoin(absentDivision, eq(absentDivision.id, absent.divisionId))
    .innerJoin(acting, eq(acting.id, actingAppointments.actingId))
    .leftJoin(actingDivision, eq(actingDivision.id, acting.divisionId))
    .innerJoin(appointer, eq(appointer.id, actingAppointments.appointedById))
}

/** What could be in the way of a new one: whatever the two people have on its days, ended early or not. */
export async function listHeld(tx: Tx, wanted: Wanted): Promise<Held[]> {
  return tx
    .select({
      absentId: actingAppointments.absentId,
      absentRole: absent.role,
      actingId: actingAppointments.actingId,
      from: actingAppointments.from,
      to: actingAppointments.to,
      endedAt: actingAppointments.endedAt,
    })
    .from(actingAppointments)
    .innerJoin(absent, eq(absent.id, actingAppointments.absentId))
    .where(
      and(
        gte(actingAppointments.to, wanted.from),
        lte(actingAppointments.from, wanted.to),
        or(
          inArray(actingAppointments.absentId, [wanted.absentId, wanted.actingId]),
          eq(actingAppointments.actingId, wanted.actingId),
        ),
      ),
    )
    .orderBy(asc(actingAppointments.id))
}

export async function addAppointment(
  tx: Tx,
  appointment: Omit<Appointment, 'id' | 'endedAt'>,
): Promise<number> {
  const [added] = await tx
    .insert(actingAppointments)
    .values(appointment)
    .returning({ id: actingAppointments.id })
  if (!added) throw new Error('The appointment was not added')
  return added.id
}

/** An appointment with the role the absent person has now. Throws a `Refusal` `not-found`. */
export async function findAppointment(
  tx: Tx,
  id: number,
): Promise<Appointment & { absentRole: Role }> {
  const [found] = await tx
    .select({ ...getTableColumns(actingAppointments), absentRole: absent.role })
    .from(actingAppointments)
    .innerJoin(absent, eq(absent.id, actingAppointments.absentId))
    .where(eq(actingAppointments.id, id))
  if (!found) throw new Refusal('not-found', 'no-such-page')
  return found
}

/** Ends one that nobody has ended yet. Whether there was any such. */
export async function saveEnd(tx: Tx, id: number, endedAt: number): Promise<boolean> {
  const ended = await tx
    .update(actingAppointments)
    .set({ endedAt })
    .where(and(eq(actingAppointments.id, id), isNull(actingAppointments.endedAt)))
    .returning({ id: actingAppointments.id })
  return ended.length > 0
}
