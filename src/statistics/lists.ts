import {
  and,
  asc,
  between,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  lte,
  ne,
  or,
  sql,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm'
import { addDays } from '../calendar/calendar.ts'
import { firstDayOfPeriod, lastDayOfPeriod, type Period } from '../calendar/period.ts'
import type { Tx } from '../database/open.ts'
import { alias, appliedGrounds, events, infoRequests, proposals } from '../database/schema.ts'
import {
  openStatuses,
  outcomes,
  type Channel,
  type Day,
  type Outcome,
  type Status,
} from '../requests/info-request.ts'
import type { Cell } from './cell.ts'
import {
  closesIn,
  closing,
  dayUndone,
  isAnswerOfClosing,
  isClosedRequest,
  reopenedFrom,
  reopenedIn,
  type Days,
} from './closings.ts'
import type { ClosedStanding, purposes } from './counts.ts'
import { total, type Ending, type Standing } from './figures.ts'

/** One request behind a number, or one thing that happened to it: a closing, a reopening, a move. */
export type ListRow = {
  reference: string
  subject: string
  channel: Channel
  /** Who holds it now, or held it when that happened; nobody when null. */
  divisionId: number | null
  receivedOn: Day
  dueOn: Day
  closedOn: Day | null
  status: Status
  outcome: Outcome | null
  /** When it was reopened after this closing, if ever; only in the lists of closings. */
  undoneOn?: Day | null
  /** When it was reopened; only in the lists of reopenings. */
  reopenedOn?: Day
  /** When and between whom it moved; only in the lists of moves. */
  move?: { on: Day; from: number | null; to: number | null }
  /** Where the list goes on after this row. */
  position: Position
}

/** A place in a list: by day, then by id. */
export type Position = { day: Day; id: number }

export type List = { total: number; rows: ListRow[]; next: Position | undefined }

function daysOf(period: Period): Days {
  return { from: firstDayOfPeriod(period), to: lastDayOfPeriod(period) }
}

type Paging = { after?: Position | undefined; limit: number }

/** The requests behind one number of a report, a page at a time, the earliest first. */
export async function listBehind(
  tx: Tx,
  cell: Cell,
  { period, asOf, ...paging }: { period: Period; asOf: Day } & Paging,
): Promise<List> {
  const { of, where } = selectionBehind(cell, daysOf(period), asOf)
  switch (of) {
    case 'requests':
      return listRequests(tx, where, paging)
    case 'closings':
      return listClosings(tx, where, paging)
    case 'reopenings':
      return listReopenings(tx, where, paging)
    case 'moves':
      return listMoves(tx, where, paging)
  }
}

/** What a number counts: requests, or what happened to them. */
type Selection = {
  of: 'requests' | 'closings' | 'reopenings' | 'moves'
  where: SQL | undefined
}

function selectionBehind(cell: Cell, days: Days, asOf: Day): Selection {
  const received = (condition: SQL | undefined): Selection => ({
    of: 'requests',
    where: and(receivedIn(days), condition),
  })
  switch (cell.table) {
    case 'service': {
      const ofChannel = cell.row === total ? undefined : eq(infoRequests.channel, cell.row)
      if (cell.column === 'received') return received(ofChannel)
      if (cell.column === 'closed') return { of: 'closings', where: and(closesIn(days), ofChannel) }
      return { of: 'requests', where: and(openOnTheEveningOf(days.to), ofChannel) }
    }
    case 'flow':
      return flowSelection(cell, days)
    case 'timeliness':
      return received(cell.row === total ? undefined : stoodAs(cell.row, days, asOf))
    case 'outcomes': {
      const ending = cell.row === total ? undefined : endsAs(cell.row)
      return { of: 'closings', where: and(closesIn(days), ending) }
    }
    case 'grounds':
      return { of: 'closings', where: and(closesIn(days), isWithheld, restsOn(cell.row)) }
    case 'speed': {
      const { receivedOn } = infoRequests
      const sameDay = cell.row === 'same-day' ? eq(closing.on, receivedOn) : undefined
      return { of: 'closings', where: and(closesIn(days), isAnswered, sameDay) }
    }
    case 'languages':
      return received(cell.row === total ? undefined : eq(infoRequests.language, cell.row))
    case 'requesters':
      return received(cell.row === total ? undefined : eq(infoRequests.requesterKind, cell.row))
    case 'purposes':
      return received(cell.row === total ? undefined : isPurpose(cell.row))
  }
}

function receivedIn({ from, to }: Days): SQL | undefined {
  return between(infoRequests.receivedOn, from, to)
}

function isPurpose(row: (typeof purposes)[number]): SQL {
  return row === 'stated' ? ne(infoRequests.purpose, '') : eq(infoRequests.purpose, '')
}

type FlowCell = Extract<Cell, { table: 'flow' }>

function flowSelection({ row, column }: FlowCell, days: Days): Selection {
  const heldBy = (holder: SQLWrapper) => (row === total ? undefined : isHolder(holder, row))
  switch (column) {
    case 'received':
      return { of: 'requests', where: and(receivedIn(days), heldBy(firstHolder)) }
    case 'reopened':
      return { of: 'reopenings', where: and(reopenedIn(days), heldBy(events.divisionId)) }
    case 'moved-in':
      return { of: 'moves', where: and(movedIn(days), heldBy(events.divisionId)) }
    case 'moved-out':
      return { of: 'moves', where: and(movedIn(days), heldBy(earlier.divisionId)) }
    case 'closed':
      return { of: 'closings', where: and(closesIn(days), heldBy(closing.divisionId)) }
    case 'opening':
    case 'closing': {
      const evening = column === 'opening' ? addDays(days.from, -1) : days.to
      const holder = onTheEveningOf(evening, sql`past.division_id`)
      return { of: 'requests', where: and(openOnTheEveningOf(evening), heldBy(holder)) }
    }
  }
}

/**
 * How requests stood at the end of the days on which they were received. Of those that nobody ever reopened the rows say
 * it, as far as they were closed by then: nothing about them changes any more. For the few others their histories have to
 * be asked. In days that are not over, to their end all the same: what was sent on a Saturday counts from Monday, and
 * is open until then.
 *
 * @param asOf what is open is late when it was due before this day
 */
function stoodAs(standing: Standing, { from, to }: Days, asOf: Day): SQL | undefined {
  const { id, status, closedOn, dueOn, limitOn } = infoRequests
  const wasReopened = sql`${id} in (${reopenedFrom(from)})` // none before they were received
  const statusThen = onTheEveningOf(to, sql`past.to_status`)
  const dueThen = sql`coalesce(${onTheEveningOf(to, sql`past.due_on`)}, ${dueOn})`
  if (standing === 'open-in-time' || standing === 'open-late') {
    const isOpenThen = inArray(statusThen, openStatuses)
    return and(
      or(isNull(closedOn), gt(closedOn, to), wasReopened),
      isOpenThen,
      standing === 'open-late' ? lt(dueThen, asOf) : gte(dueThen, asOf),
    )
  }
  const limitThen = sql`coalesce(${onTheEveningOf(to, sql`past.limit_on`)}, ${limitOn})`
  const now = endedAs(standing, { status, closedOn, dueOn, limitOn })
  const then = endedAs(standing, {
    status: statusThen,
    closedOn: closedLastBy(to),
    dueOn: dueThen,
    limitOn: limitThen,
  })
  // In one expression: of several, the index of all answered requests would be chosen before that of the period.
  return sql`case when ${wasReopened} then ${then} else ${and(lte(closedOn, to), now)} end`
}

function endedAs(
  standing: ClosedStanding,
  {
    status,
    closedOn,
    dueOn,
    limitOn,
  }: Record<'status' | 'closedOn' | 'dueOn' | 'limitOn', SQLWrapper>,
): SQL | undefined {
  const answered = sql`${status} = 'answered'`
  switch (standing) {
    case 'answered-in-time':
      return and(answered, sql`${closedOn} <= ${dueOn}`, sql`${closedOn} <= ${limitOn}`)
    case 'answered-in-extension':
      return and(answered, sql`${closedOn} <= ${dueOn}`, sql`${closedOn} > ${limitOn}`)
    case 'answered-late':
      return and(answered, sql`${closedOn} > ${dueOn}`)
    case 'closed-unanswered':
      return sql`${status} in ('withdrawn', 'lapsed')`
  }
}

/** What was closed then and reopened since has no closing day any more: only its history tells. */
function openOnTheEveningOf(lastDay: Day): SQL | undefined {
  const { id, receivedOn, closedOn } = infoRequests
  return and(
    lte(receivedOn, lastDay),
    or(isNull(closedOn), gt(closedOn, lastDay)),
    or(
      sql`${id} not in (${reopenedFrom(addDays(lastDay, 1))})`,
      inArray(onTheEveningOf(lastDay, sql`past.to_status`), openStatuses),
    ),
  )
}

function isHolder(holder: SQLWrapper, row: string): SQL {
  return sql`coalesce(${holder}, 0) = ${Number(row)}`
}

/** What the last step up to the evening of a day says. */
function onTheEveningOf(day: Day, said: SQL): SQL {
  return sql`(select ${said} from ${events} past where past.info_request_id = ${infoRequests.id} and past."on" <= ${day} order by past.position desc limit 1)`
}

/** The day of the last closing up to then. */
function closedLastBy(day: Day): SQL {
  return sql`(select max(past."on") from ${events} past where past.info_request_id = ${infoRequests.id} and past."on" <= ${day} and past.to_status in ('answered', 'withdrawn', 'lapsed') and not past.from_status in ('answered', 'withdrawn', 'lapsed'))`
}

/** Who held it once it was received; the topic's rule assigns within the same step, as the second event. */
const firstHolder = sql`(select past.division_id from ${events} past where past.info_request_id = ${infoRequests.id} and (past.position = 1 or (past.position = 2 and past.action = 'assign' and past.role = 'system')) order by past.position desc limit 1)`

const isAnswered = eq(closing.toStatus, 'answered')
const isWithheld = inArray(proposals.outcome, ['partly-disclosed', 'refused'])

/** Only an answer has an outcome. */
function endsAs(ending: Ending): SQL {
  return isOutcome(ending) ? eq(proposals.outcome, ending) : eq(closing.toStatus, ending)
}

function isOutcome(ending: Ending): ending is Outcome {
  return outcomes.some((outcome) => outcome === ending)
}

function restsOn(ground: string): SQL {
  return sql`exists (select 1 from ${appliedGrounds} where ${appliedGrounds.proposalId} = ${proposals.id} and ${appliedGrounds.ground} = ${ground})`
}

async function listRequests(tx: Tx, where: SQL | undefined, paging: Paging): Promise<List> {
  const { after, limit } = paging
  const { receivedOn, id } = infoRequests
  const rows = await tx
    .select({ ...rowColumns, position: { day: receivedOn, id } })
    .from(infoRequests)
    .where(and(where, beyond(receivedOn, id, after)))
    .orderBy(asc(receivedOn), asc(id))
    .limit(limit + 1)
  const [counted] = await tx.select({ total: count() }).from(infoRequests).where(where)
  return page(rows, counted?.total ?? 0, limit)
}

const rowColumns = {
  reference: infoRequests.reference,
  subject: infoRequests.subject,
  channel: infoRequests.channel,
  divisionId: infoRequests.divisionId,
  receivedOn: infoRequests.receivedOn,
  dueOn: infoRequests.dueOn,
  closedOn: infoRequests.closedOn,
  status: infoRequests.status,
  outcome: infoRequests.outcome,
}

/** Each request as it was when that closing ended it. */
async function listClosings(tx: Tx, where: SQL | undefined, paging: Paging): Promise<List> {
  const { after, limit } = paging
  const rows = await tx
    .select({
      ...rowColumns,
      divisionId: closing.divisionId,
      closedOn: closing.on,
      status: closing.toStatus,
      outcome: proposals.outcome,
      undoneOn: dayUndone,
      position: { day: closing.on, id: closing.id },
    })
    .from(closing)
    .innerJoin(infoRequests, isClosedRequest)
    .leftJoin(proposals, isAnswerOfClosing)
    .where(and(where, beyond(closing.on, closing.id, after)))
    .orderBy(asc(closing.on), asc(closing.id))
    .limit(limit + 1)
  const [counted] = await tx
    .select({ total: count() })
    .from(closing)
    .innerJoin(infoRequests, isClosedRequest)
    .leftJoin(proposals, isAnswerOfClosing)
    .where(where)
  return page(rows, counted?.total ?? 0, limit)
}

async function listReopenings(tx: Tx, where: SQL | undefined, paging: Paging): Promise<List> {
  const { after, limit } = paging
  const rows = await tx
    .select({
      ...rowColumns,
      divisionId: events.divisionId,
      reopenedOn: events.on,
      position: { day: events.on, id: events.id },
    })
    .from(events)
    .innerJoin(infoRequests, eq(infoRequests.id, events.infoRequestId))
    .where(and(where, beyond(events.on, events.id, after)))
    .orderBy(asc(events.on), asc(events.id))
    .limit(limit + 1)
  const [counted] = await tx.select({ total: count() }).from(events).where(where)
  return page(rows, counted?.total ?? 0, limit)
}

const earlier = alias(events, 'earlier')

/** The moves of a time: the steps after which another division, or nobody, holds the request. */
function movedIn({ from, to }: Days): SQL | undefined {
  return and(
    between(events.on, from, to),
    // Written out, not bound: only then may the database use the index that holds just these two.
    sql`${events.action} in ('assign', 'return')`,
    sql`coalesce(${events.divisionId}, 0) <> coalesce(${earlier.divisionId}, 0)`,
    // The topic's rule assigns while the request is received: that is no move.
    sql`not (${events.position} = 2 and ${events.role} = 'system')`,
  )
}

async function listMoves(tx: Tx, where: SQL | undefined, { after, limit }: Paging): Promise<List> {
  const rows = await tx
    .select({
      ...rowColumns,
      move: { on: events.on, from: earlier.divisionId, to: events.divisionId },
      position: { day: events.on, id: events.id },
    })
    .from(events)
    .innerJoin(earlier, isStepBefore)
    .innerJoin(infoRequests, eq(infoRequests.id, events.infoRequestId))
    .where(and(where, beyond(events.on, events.id, after)))
    .orderBy(asc(events.on), asc(events.id))
    .limit(limit + 1)
  const [counted] = await tx
    .select({ total: count() })
    .from(events)
    .innerJoin(earlier, isStepBefore)
    .where(where)
  return page(rows, counted?.total ?? 0, limit)
}

const isStepBefore = and(
  eq(earlier.infoRequestId, events.infoRequestId),
  sql`${earlier.position} = ${events.position} - 1`,
)

type DayColumn = typeof infoRequests.receivedOn | typeof events.on | typeof closing.on
type IdColumn = typeof infoRequests.id | typeof events.id | typeof closing.id

function beyond(day: DayColumn, id: IdColumn, after: Position | undefined): SQL | undefined {
  return after && or(gt(day, after.day), and(eq(day, after.day), gt(id, after.id)))
}

function page(rows: ListRow[], counted: number, limit: number): List {
  const shown = rows.slice(0, limit)
  return {
    total: counted,
    rows: shown,
    next: rows.length > limit ? shown.at(-1)?.position : undefined,
  }
}
