import { and, asc, count, eq, gt, gte, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { firstDayOf, lastDayOf, previousMonth } from '../calendar/fiscal-year.ts'
import type { Tx } from '../database/open.ts'
import { alias, appliedGrounds, events, infoRequests, proposals } from '../database/schema.ts'
import {
  outcomes,
  type Channel,
  type Day,
  type Month,
  type Outcome,
  type Status,
} from '../requests/info-request.ts'
import type { Cell } from './cell.ts'
import { total, type Ending } from './figures.ts'
import { answeredIn, closedIn, isAnswer, receivedIn, standsAs, withheldIn } from './queries.ts'

/** One request behind a number, or one move of it. */
export type ListRow = {
  reference: string
  subject: string
  channel: Channel
  /** Who holds it now, or held it when it was closed; nobody when null. */
  divisionId: number | null
  receivedOn: Day
  dueOn: Day
  closedOn: Day | null
  status: Status
  outcome: Outcome | null
  /** When and between whom it moved; only in the lists of moves. */
  move?: { on: Day; from: number | null; to: number | null }
  /** Where the list goes on after this row. */
  position: Position
}

/** A place in a list: by day, then by id. */
export type Position = { day: Day; id: number }

export type List = { total: number; rows: ListRow[]; next: Position | undefined }

type Paging = { after?: Position | undefined; limit: number }

/** The requests behind one number of the month report, a page at a time, the earliest first. */
export async function listBehind(
  tx: Tx,
  cell: Cell,
  { month, today, ...paging }: { month: Month; today: Day } & Paging,
): Promise<List> {
  const isMove =
    cell.table === 'flow' && (cell.column === 'moved-in' || cell.column === 'moved-out')
  return isMove
    ? listMoves(tx, movesBehind(cell, month), paging)
    : listRequests(tx, requestsBehind(cell, month, today), paging)
}

/** A set of requests, and the day by which it is listed. */
type Selection = {
  by: typeof infoRequests.receivedOn | typeof infoRequests.closedOn
  where: SQL | undefined
}

function requestsBehind(cell: Cell, month: Month, today: Day): Selection {
  const { receivedOn, closedOn, channel } = infoRequests
  switch (cell.table) {
    case 'service': {
      const ofChannel = cell.row === total ? undefined : eq(channel, cell.row)
      if (cell.column === 'received')
        return { by: receivedOn, where: and(receivedIn(month), ofChannel) }
      if (cell.column === 'closed') return { by: closedOn, where: and(closedIn(month), ofChannel) }
      return { by: receivedOn, where: and(openAtEndOf(month), ofChannel) }
    }
    case 'flow':
      return flowSelection(cell, month)
    case 'timeliness': {
      const standing = cell.row === total ? undefined : standsAs(cell.row, today)
      return { by: receivedOn, where: and(receivedIn(month), standing) }
    }
    case 'outcomes': {
      const ending = cell.row === total ? undefined : endsAs(cell.row)
      return { by: closedOn, where: and(closedIn(month), ending) }
    }
    case 'grounds':
      return { by: closedOn, where: and(withheldIn(month), restsOn(cell.row)) }
    case 'speed': {
      const sameDay = cell.row === 'same-day' ? eq(receivedOn, closedOn) : undefined
      return { by: closedOn, where: and(answeredIn(month), sameDay) }
    }
  }
}

type FlowCell = Extract<Cell, { table: 'flow' }>

function flowSelection({ row, column }: FlowCell, month: Month): Selection {
  const { receivedOn, closedOn, divisionId } = infoRequests
  const heldBy = (holder: SQL) => (row === total ? undefined : isHolder(holder, row))
  if (column === 'received')
    return { by: receivedOn, where: and(receivedIn(month), heldBy(firstHolder)) }
  // Who closed a request holds it for good.
  if (column === 'closed')
    return { by: closedOn, where: and(closedIn(month), heldBy(sql`${divisionId}`)) }
  const at = column === 'opening' ? previousMonth(month) : month
  return {
    by: receivedOn,
    where: and(openAtEndOf(at), heldBy(holderOn(lastDayOf(at)))),
  }
}

function openAtEndOf(month: Month): SQL | undefined {
  const lastDay = lastDayOf(month)
  const { receivedOn, closedOn } = infoRequests
  return and(lte(receivedOn, lastDay), or(isNull(closedOn), gt(closedOn, lastDay)))
}

function isHolder(holder: SQL, row: string): SQL {
  return sql`coalesce(${holder}, 0) = ${Number(row)}`
}

/** Who held it on the evening of a day, as its history tells. */
function holderOn(day: Day): SQL {
  return sql`(select past.division_id from ${events} past where past.info_request_id = ${infoRequests.id} and past."on" <= ${day} order by past.position desc limit 1)`
}

/** Who held it once it was received; the topic's rule assigns within the same step, as the second event. */
const firstHolder = sql`(select past.division_id from ${events} past where past.info_request_id = ${infoRequests.id} and (past.position = 1 or (past.position = 2 and past.action = 'assign' and past.role = 'system')) order by past.position desc limit 1)`

function endsAs(ending: Ending): SQL | undefined {
  const { status, outcome } = infoRequests
  return isOutcome(ending) ? and(eq(status, 'answered'), eq(outcome, ending)) : eq(status, ending)
}

function isOutcome(ending: Ending): ending is Outcome {
  return outcomes.some((outcome) => outcome === ending)
}

function restsOn(ground: string): SQL {
  return sql`exists (select 1 from ${proposals} inner join ${appliedGrounds} on ${appliedGrounds.proposalId} = ${proposals.id} where ${isAnswer()} and ${appliedGrounds.ground} = ${ground})`
}

async function listRequests(tx: Tx, { by, where }: Selection, paging: Paging): Promise<List> {
  const { after, limit } = paging
  const rows = await tx
    .select({ ...rowColumns, position: { day: sql<Day>`${by}`, id: infoRequests.id } })
    .from(infoRequests)
    .where(and(where, beyond(by, infoRequests.id, after)))
    .orderBy(asc(by), asc(infoRequests.id))
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

const earlier = alias(events, 'earlier')

/** The moves of a month: the steps after which another division, or nobody, holds the request. */
function movesBehind({ row, column }: FlowCell, month: Month): SQL | undefined {
  const holder = column === 'moved-in' ? events.divisionId : earlier.divisionId
  return and(
    gte(events.on, firstDayOf(month)),
    lte(events.on, lastDayOf(month)),
    // Written out, not bound: only then may the database use the index that holds just these two.
    sql`${events.action} in ('assign', 'return')`,
    sql`coalesce(${events.divisionId}, 0) <> coalesce(${earlier.divisionId}, 0)`,
    // The topic's rule assigns while the request is received: that is no move.
    sql`not (${events.position} = 2 and ${events.role} = 'system')`,
    row === total ? undefined : isHolder(sql`${holder}`, row),
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

type DayColumn = Selection['by'] | typeof events.on
type IdColumn = typeof infoRequests.id | typeof events.id

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
