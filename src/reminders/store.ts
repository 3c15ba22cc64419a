import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  isNotNull,
  isNull,
  lt,
  max,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm'
import type { SQL, SQLWrapper } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { accounts, alias, divisions, events, infoRequests, letters } from '../database/schema.ts'
import { listAllStandIns } from '../organisation/acting-store.ts'
import { hasNotReachedAnybody } from '../mail/store.ts'
import type { Day, Status } from '../requests/info-request.ts'
import type { OpenCase, Person } from './digest.ts'
import type { Found, RiskyCase, UndeliveredLetter } from './net.ts'

/**
 * Everybody who can sign in, with whom they act for on that day.
 *
 * @param now UTC milliseconds: an appointment may have been ended earlier on its last day
 */
export async function listPeople(tx: Tx, now: number): Promise<Person[]> {
  const people = await tx
    .select({
      id: accounts.id,
      name: accounts.name,
      role: accounts.role,
      divisionId: accounts.divisionId,
      email: accounts.email,
    })
    .from(accounts)
    .where(eq(accounts.isActive, true))
    .orderBy(asc(accounts.id))
  const lent = await listAllStandIns(tx, now)
  return people.map((person) => ({
    ...person,
    standsInFor: lent.filter(({ actingId }) => actingId === person.id),
  }))
}

/** All open requests, the most urgent first. */
export async function listOpenCases(tx: Tx): Promise<OpenCase[]> {
  const rows = await tx
    .select({
      reference: infoRequests.reference,
      status: infoRequests.status,
      divisionId: infoRequests.divisionId,
      officerId: infoRequests.officerId,
      dueOn: infoRequests.dueOn,
      proposedById: infoRequests.proposedById,
      approvedById: infoRequests.approvedById,
      wroteAt: lastPosition(
        sql`${events.role} = 'requester' AND ${events.action} IN ('message', 'clarify')`,
      ),
      actedAt: lastPosition(isNotNull(events.accountId)),
      sentBackAt: lastPosition(eq(events.action, 'send-back')),
      movedOnAt: lastPosition(sql`${events.action} IN ('propose', 'assign', 'reopen')`),
    })
    .from(infoRequests)
    .innerJoin(events, eq(events.infoRequestId, infoRequests.id))
    .where(isNull(infoRequests.closedOn))
    .groupBy(infoRequests.dueOn, infoRequests.id)
    .orderBy(asc(infoRequests.dueOn), asc(infoRequests.id))
  return rows.map(({ wroteAt, actedAt, sentBackAt, movedOnAt, ...row }) => ({
    ...row,
    hasNews: wroteAt > actedAt,
    isSentBack: sentBackAt > movedOnAt,
  }))
}

/** The position of the last event of a kind; 0 when there is none. */
function lastPosition(condition: SQLWrapper): SQL<number> {
  return sql`coalesce(max(CASE WHEN ${condition} THEN ${events.position} END), 0)`.mapWith(Number)
}

/** Open requests that have been in one of these statuses since before a moment, the longest first. */
export async function listStandingStill(
  tx: Tx,
  statuses: readonly [Status, ...Status[]],
  { before, most }: { before: number; most: number },
): Promise<Found<RiskyCase>> {
  const since = sql<number>`(${tx
    .select({ at: max(events.at) })
    .from(events)
    .where(and(eq(events.infoRequestId, infoRequests.id), beganStatus()))})`.mapWith(Number)
  const isIn = or(...statuses.map((status) => eq(infoRequests.status, status)))
  // Nothing stands longer than it exists: what came later need not be looked into.
  const where = and(isNull(infoRequests.closedOn), isIn, lt(infoRequests.submittedAt, before))
  return find(tx, and(where, lt(since, before)), { since, order: since, most })
}

/** The event brought the request to where it stands; being assigned to another division counts anew. */
function beganStatus(): SQL | undefined {
  return and(
    eq(events.toStatus, infoRequests.status),
    or(
      isNull(events.fromStatus),
      ne(events.fromStatus, events.toStatus),
      eq(events.action, 'assign'),
    ),
  )
}

/** Open requests whose last day is over, the latest first. */
export async function listOverdue(
  tx: Tx,
  { today, most }: { today: Day; most: number },
): Promise<Found<RiskyCase>> {
  const where = and(isNull(infoRequests.closedOn), lt(infoRequests.dueOn, today))
  return find(tx, where, { since: infoRequests.submittedAt, order: infoRequests.dueOn, most })
}

/** Requests whose answer is disputed and has no reply to that, the longest first. */
export async function listDisputed(tx: Tx, { most }: { most: number }): Promise<Found<RiskyCase>> {
  const { disputedAt } = infoRequests
  const since = sql`${disputedAt}`.mapWith(Number)
  return find(tx, isNotNull(disputedAt), { since, order: disputedAt, most })
}

async function find(
  tx: Tx,
  where: SQL | undefined,
  {
    since,
    order,
    most,
  }: { since: SQL<number> | typeof infoRequests.submittedAt; order: SQLWrapper; most: number },
): Promise<Found<RiskyCase>> {
  const rows = await tx
    .select({
      reference: infoRequests.reference,
      subject: infoRequests.subject,
      status: infoRequests.status,
      dueOn: infoRequests.dueOn,
      divisionTh: divisions.nameTh,
      divisionEn: divisions.nameEn,
      officer: accounts.name,
      since,
    })
    .from(infoRequests)
    .leftJoin(divisions, eq(divisions.id, infoRequests.divisionId))
    .leftJoin(accounts, eq(accounts.id, infoRequests.officerId))
    .where(where)
    .orderBy(asc(order), asc(infoRequests.id))
    .limit(most)
  const isAll = rows.length < most
  return { count: isAll ? rows.length : await tx.$count(infoRequests, where), rows }
}

/** Written out, so that the index over just these letters serves it. */
const isToDealWith = sql`${letters.state} IN ('failed', 'on-paper')`
const isToSend = sql`${letters.state} IN ('waiting', 'retrying')`

/**
 * Letters to people outside that could not be delivered, then those that have been tried since before a moment, then
 * those that wait to be posted: what has waited longest first.
 */
export async function listUndelivered(
  tx: Tx,
  { triedSince, most }: { triedSince: number; most: number },
): Promise<Found<UndeliveredLetter>> {
  const isOutside = isNotNull(letters.infoRequestId)
  const { id, nextTryAt, state } = letters
  const failed = and(isToDealWith, eq(state, 'failed'), isOutside)
  // SQLite takes an index over some rows only where its column is asked for, so the next try is, which every letter has.
  const stuck = and(isToSend, gt(nextTryAt, 0), lt(letters.tryingSince, triedSince), isOutside)
  const onPaper = and(isToDealWith, eq(state, 'on-paper'), hasNotReachedAnybody)
  const lists = [
    await findLetters(tx, failed, { order: id, most }),
    await findLetters(tx, stuck, { order: nextTryAt, most }),
    await findLetters(tx, onPaper, { order: id, most }),
  ]
  return {
    count: lists.reduce((sum, found) => sum + found.count, 0),
    rows: lists.flatMap(({ rows }) => rows).slice(0, most),
  }
}

async function findLetters(
  tx: Tx,
  where: SQL | undefined,
  { order, most }: { order: SQLWrapper; most: number },
): Promise<Found<UndeliveredLetter>> {
  const rows = await tx
    .select({
      id: letters.id,
      reference: infoRequests.reference,
      kind: letters.kind,
      state: letters.state,
      createdAt: letters.createdAt,
    })
    .from(letters)
    .innerJoin(infoRequests, eq(infoRequests.id, letters.infoRequestId))
    .where(where)
    .orderBy(asc(order), asc(letters.id))
    .limit(most)
  if (rows.length < most) return { count: rows.length, rows }
  const [all] = await tx
    .select({ count: count() })
    .from(letters)
    .innerJoin(infoRequests, eq(infoRequests.id, letters.infoRequestId))
    .where(where)
  return { count: all?.count ?? rows.length, rows }
}

/** Names of staff to whom a mail written since a moment could not be delivered, and none after it. */
export async function listUnreached(tx: Tx, since: number): Promise<string[]> {
  const later = alias(letters, 'later')
  const rows = await tx
    .selectDistinct({ id: accounts.id, name: accounts.name })
    .from(letters)
    .innerJoin(accounts, eq(accounts.id, letters.accountId))
    .where(
      and(
        isToDealWith,
        eq(letters.state, 'failed'),
        gte(letters.createdAt, since),
        eq(accounts.isActive, true),
        notExists(
          tx
            .select({ id: later.id })
            .from(later)
            .where(
              and(
                sql`${later.id} > ${letters.id}`,
                eq(later.accountId, letters.accountId),
                eq(later.state, 'sent'),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(accounts.id))
  return rows.map(({ name }) => name)
}
