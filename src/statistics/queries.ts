import {
  and,
  between,
  count,
  eq,
  inArray,
  isNull,
  lte,
  gt,
  gte,
  lt,
  sql,
  type SQL,
} from 'drizzle-orm'
import { dayOf, type Calendar } from '../calendar/calendar.ts'
import { firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import type { Tx } from '../database/open.ts'
import {
  appliedGrounds,
  divisions,
  events,
  infoRequests,
  monthOf,
  proposals,
  tallies,
} from '../database/schema.ts'
import { channels, withholds, type Day, type Month } from '../requests/info-request.ts'
import { closing, isAnswerOfClosing, isClosedRequest, reopenedIn, undoneIn } from './closings.ts'
import {
  monthFigures,
  standings,
  type Counted,
  type MonthFigures,
  type Standing,
} from './figures.ts'

export type DivisionNames = { id: number; nameTh: string; nameEn: string; isActive: boolean }

/** All divisions, also those that were closed: their months keep their rows. */
export async function listDivisions(tx: Tx): Promise<DivisionNames[]> {
  return tx.select().from(divisions).orderBy(divisions.id)
}

/** The first month in which anything was counted; undefined in an empty service. */
export async function findFirstMonth(tx: Tx): Promise<Month | undefined> {
  const [first] = await tx
    .select({ month: tallies.month })
    .from(tallies)
    .orderBy(tallies.month)
    .limit(1)
  return first?.month
}

/**
 * The figures of a month as they stand at `takenAt` (UTC milliseconds). The counts are several queries: when a
 * request is closed between two of them they cannot agree, so what disagrees is counted once more.
 */
export async function takeFigures(
  tx: Tx,
  taking: { month: Month; takenAt: number; calendar: Calendar; divisions: DivisionNames[] },
): Promise<MonthFigures> {
  const today = dayOf(taking.takenAt)
  const figures = monthFigures(taking, await countMonth(tx, taking.month, today))
  return figures.mismatches.length === 0
    ? figures
    : monthFigures(taking, await countMonth(tx, taking.month, today))
}

/** Everything the figures of a month are made of, counted by the database. */
async function countMonth(tx: Tx, month: Month, today: Day): Promise<Counted> {
  const undone = await listUndone(tx, month)
  const undoneAnswers = undone.filter(({ status }) => status === 'answered')
  return {
    tallies: await sumTallies(tx, month),
    received: await countReceived(tx, month, today),
    reopened: await countReopened(tx, month),
    closed: [...(await countClosed(tx, month)), ...undone],
    grounds: [...(await countGrounds(tx, month)), ...(await countUndoneGrounds(tx, undoneAnswers))],
    answered: [...(await countAnswered(tx, month)), ...undoneAnswers],
    open: await countOpen(tx),
  }
}

async function sumTallies(tx: Tx, month: Month): Promise<Counted['tallies']> {
  return tx
    .select({
      divisionId: tallies.divisionId,
      channel: tallies.channel,
      measure: tallies.measure,
      before: sumWhere(lt(tallies.month, month)),
      during: sumWhere(eq(tallies.month, month)),
      after: sumWhere(gt(tallies.month, month)),
    })
    .from(tallies)
    .groupBy(tallies.divisionId, tallies.channel, tallies.measure)
}

function sumWhere(condition: SQL) {
  return sql`sum(case when ${condition} then ${tallies.count} else 0 end)`.mapWith(Number)
}

async function countReceived(tx: Tx, month: Month, today: Day): Promise<Counted['received']> {
  const cases = standings.map((name) => sql`when ${standsAs(name, today)} then ${name}`)
  const standing = sql`case ${sql.join(cases, sql` `)} end`
  // As one text the two are grouped in less time than as two.
  const cohort = sql<string>`${infoRequests.channel} || ' ' || ${standing}`.as('cohort')
  const rows = await tx
    .select({ cohort, count: count() })
    .from(infoRequests)
    .where(receivedIn(month))
    .groupBy((counted) => counted.cohort)
  const counts = new Map(rows.map((row) => [row.cohort, row.count]))
  return channels.flatMap((channel) =>
    standings.map((name) => ({
      channel,
      standing: name,
      count: counts.get(`${channel} ${name}`) ?? 0,
    })),
  )
}

async function countReopened(tx: Tx, month: Month): Promise<Counted['reopened']> {
  const { channel, id } = infoRequests
  return tx
    .select({ channel, count: count() })
    .from(events)
    .innerJoin(infoRequests, eq(id, events.infoRequestId))
    .where(reopenedIn(month))
    .groupBy(channel)
}

/** Those that are closed since then: what is read from the rows of requests, because their indexes hold it. */
async function countClosed(tx: Tx, month: Month): Promise<Counted['closed']> {
  const { channel, status, outcome, closedOn } = infoRequests
  return (
    tx
      .select({ channel, status, outcome, count: count() })
      .from(infoRequests)
      // The month as the index has it, whose order is that of the groups: a quarter of the time that sorting takes.
      .where(and(eq(monthOf(closedOn), month), closedIn(month)))
      .groupBy(status, outcome, channel)
  )
}

async function countAnswered(tx: Tx, month: Month): Promise<Counted['answered']> {
  const { closedOn, receivedOn } = infoRequests
  return tx
    .select({ receivedOn, closedOn: sql<Day>`${closedOn}`, count: count() })
    .from(infoRequests)
    .where(answeredIn(month))
    .groupBy(receivedOn, closedOn) // the other way round takes half as long again
}

async function countGrounds(tx: Tx, month: Month): Promise<Counted['grounds']> {
  const { ground } = appliedGrounds
  return tx
    .select({ ground, count: sql`count(distinct ${infoRequests.id})`.mapWith(Number) })
    .from(infoRequests)
    .innerJoin(proposals, isAnswer())
    .innerJoin(appliedGrounds, eq(appliedGrounds.proposalId, proposals.id))
    .where(withheldIn(month))
    .groupBy(ground)
}

/** The closings of the month that a reopening undid: no row of a request tells of them, but they are few. */
async function listUndone(tx: Tx, month: Month) {
  const { channel, receivedOn } = infoRequests
  const rows = await tx
    .select({
      channel,
      receivedOn,
      closedOn: closing.on,
      status: closing.toStatus,
      outcome: proposals.outcome,
      answerId: proposals.id,
    })
    .from(closing)
    .innerJoin(infoRequests, isClosedRequest)
    .leftJoin(proposals, isAnswerOfClosing)
    .where(undoneIn(month))
  return rows.map((row) => ({ ...row, count: 1 }))
}

async function countUndoneGrounds(
  tx: Tx,
  undone: Awaited<ReturnType<typeof listUndone>>,
): Promise<Counted['grounds']> {
  const { ground, proposalId } = appliedGrounds
  const withheld = undone.flatMap(({ outcome, answerId }) =>
    withholds(outcome) && answerId !== null ? [answerId] : [],
  )
  if (withheld.length === 0) return []
  return tx
    .select({ ground, count: sql`count(distinct ${proposalId})`.mapWith(Number) })
    .from(appliedGrounds)
    .where(inArray(proposalId, withheld))
    .groupBy(ground)
}

async function countOpen(tx: Tx): Promise<Counted['open']> {
  const rows = await tx
    .select({ divisionId: infoRequests.divisionId, count: count() })
    .from(infoRequests)
    .where(isNull(infoRequests.closedOn))
    .groupBy(infoRequests.divisionId)
  return rows.map((row) => ({ ...row, divisionId: row.divisionId ?? 0 }))
}

/*
 * The conditions behind the numbers, most of which the lists share. Only what was closed is counted from the rows of
 * requests and listed from their history, which the tests compare.
 */

export function receivedIn(month: Month): SQL | undefined {
  return between(infoRequests.receivedOn, firstDayOf(month), lastDayOf(month))
}

/** Closed in the month, and still so. */
function closedIn(month: Month): SQL | undefined {
  return between(infoRequests.closedOn, firstDayOf(month), lastDayOf(month))
}

/**
 * A plain comparison of the status would make SQLite choose the index by status and look every request up; in
 * `coalesce` it is read from the index by closing day, which holds all that is counted.
 */
function answeredIn(month: Month): SQL | undefined {
  return and(closedIn(month), sql`coalesce(${infoRequests.status}, '') = 'answered'`)
}

/** Only what is withheld rests on grounds of the Act. */
function withheldIn(month: Month): SQL | undefined {
  return and(answeredIn(month), inArray(infoRequests.outcome, ['partly-disclosed', 'refused']))
}

/** The newest proposal of a request: the one that became its answer. */
function isAnswer(): SQL | undefined {
  return and(
    eq(proposals.infoRequestId, infoRequests.id),
    sql`not exists (select 1 from ${proposals} later where later.info_request_id = ${infoRequests.id} and later.position > ${proposals.position})`,
  )
}

/** Where a request stands today against its last day. */
export function standsAs(standing: Standing, today: Day): SQL | undefined {
  const { status, closedOn, dueOn, limitOn } = infoRequests
  const isAnswered = eq(status, 'answered')
  switch (standing) {
    case 'answered-in-time':
      return and(isAnswered, lte(closedOn, dueOn), lte(closedOn, limitOn))
    case 'answered-in-extension':
      return and(isAnswered, lte(closedOn, dueOn), gt(closedOn, limitOn))
    case 'answered-late':
      return and(isAnswered, gt(closedOn, dueOn))
    case 'closed-unanswered':
      return inArray(status, ['withdrawn', 'lapsed'])
    case 'open-in-time':
      return and(isNull(closedOn), gte(dueOn, today))
    case 'open-late':
      return and(isNull(closedOn), lt(dueOn, today))
  }
}
