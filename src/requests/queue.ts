import {
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  gte,
  or,
  sql,
} from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { addWorkingDays, type Calendar } from '../calendar/calendar.ts'
import type { Tx } from '../database/open.ts'
import { accounts, divisions, events, infoRequests } from '../database/schema.ts'
import { matchingSearch } from '../database/search.ts'
import { countInScope } from '../statistics/tallies.ts'
import { daysLeft } from './deadlines.ts'
import { isOpen, type Actor, type Day, type InfoRequest, type Status } from './info-request.ts'
import { readReference } from './reference.ts'
import { withinScope } from './store.ts'
import { capacitiesOf, scopeOf, type Capacity } from './workflow.ts'

/**
 * The lists side by side: what waits for this person, what is open in their division, what is due within three
 * working days, what is late, and everything they may see, closed requests last.
 */
export const queueTabs = ['mine', 'division', 'soon', 'overdue', 'all'] as const
export type QueueTab = (typeof queueTabs)[number]

export type QueueFilter = {
  tab: QueueTab
  status?: Status | undefined
  division?: number | undefined
  due?: Due | undefined
  /** A reference, or words of subject, details or name. */
  q: string
}
export type Due = 'soon' | 'overdue'

/** Who looks, and on which day: due soon means until `soonUntil`, that day included. */
export type Look = { actor: Actor; today: Day; soonUntil: Day }

export const queuePageLength = 25

const workingDaysThatAreSoon = 3

/** The last day that is due soon, seen from today. */
export function lastSoonDay(today: Day, calendar: Calendar): Day {
  return addWorkingDays(today, workingDaysThatAreSoon, calendar)
}

/** What remains until a last day: working days (negative when late), and whether that is late or soon. */
export function remaining(lastDay: Day, today: Day, calendar: Calendar) {
  const isSoon = today <= lastDay && lastDay <= lastSoonDay(today, calendar)
  return { ...daysLeft(lastDay, today, calendar), isSoon }
}

export type QueueRow = Pick<
  InfoRequest,
  'id' | 'reference' | 'subject' | 'status' | 'outcome' | 'channel' | 'dueOn' | 'closedOn'
> & {
  divisionTh: string | null
  divisionEn: string | null
  officer: string | null
  /** The requester wrote, and no member of staff has done anything since. */
  hasNews: boolean
}

export type QueuePage = {
  rows: QueueRow[]
  /** Cursors of the neighbouring pages, where there are any. */
  before?: string | undefined
  after?: string | undefined
}

/** What a filter selects for whoever looks: found once, then listed and counted. */
export type Selection = { segments: Segment[]; condition: SQL | undefined }

export async function select(tx: Tx, filter: QueueFilter, look: Look): Promise<Selection> {
  const words = await searchOf(tx, filter.q)
  return { segments: segmentsOf(filter), condition: and(conditionOf(filter, look), words) }
}

/**
 * One page: what is open by its last day, the most urgent first; then what is closed, the newest first.
 * `after` and `before` are cursors of an earlier page; one that is not ours gives the first page.
 */
export async function listQueue(
  tx: Tx,
  { segments, condition }: Selection,
  { after, before }: { after?: string | undefined; before?: string | undefined } = {},
): Promise<QueuePage> {
  const later = placeIn(segments, after)
  const earlier = later ? undefined : placeIn(segments, before)
  if (earlier) {
    const found = await collect(tx, segments.toReversed(), condition, earlier, 'backwards')
    // Not enough before it for a page: then it is the first page, and that one is full.
    if (found.length >= queuePageLength)
      return finished(tx, found.slice(0, queuePageLength).toReversed(), {
        isFirst: found.length === queuePageLength,
        isLast: false,
      })
  }
  const found = await collect(tx, segments, condition, later, 'forwards')
  return finished(tx, found.slice(0, queuePageLength), {
    isFirst: later === undefined,
    isLast: found.length <= queuePageLength,
  })
}

/** How many there are in each of these lists without any filter, for the tabs. */
export async function countTabs(
  tx: Tx,
  tabs: readonly QueueTab[],
  look: Look,
): Promise<Map<QueueTab, number>> {
  const counts = new Map<QueueTab, number>()
  for (const tab of tabs) counts.set(tab, await countTab(tx, tab, look))
  return counts
}

async function countTab(tx: Tx, tab: QueueTab, look: Look): Promise<number> {
  // To count a hundred thousand requests takes longer than the rest of the page.
  if (tab === 'all') return countInScope(tx, scopeOf(look.actor))
  return tx.$count(infoRequests, and(order.open.holds, conditionOf({ tab }, look)))
}

/** How many a filter leaves, counted no further than `most`. */
export async function countQueue(
  tx: Tx,
  { segments, condition }: Selection,
  most: number,
): Promise<number> {
  let found = 0
  // The closed ones, by far the most, say "more than" soonest.
  for (const segment of segments.toReversed()) {
    const some = tx
      .select({ id: infoRequests.id })
      .from(infoRequests)
      .where(and(order[segment].holds, condition))
      .limit(most - found)
      .as('some')
    const [counted] = await tx.select({ count: count() }).from(some)
    found += counted?.count ?? 0
    if (found >= most) break
  }
  return found
}

/** The lists that make sense for somebody. */
export function tabsFor(actor: Actor): QueueTab[] {
  return queueTabs.filter((tab) => {
    if (tab === 'mine') return waitingFor(actor) !== undefined
    if (tab === 'division') return divisionsOf(actor).length > 0
    return true
  })
}

/** What this person is to deal with next, also for those they act for; undefined for a role that only looks. */
function waitingFor(actor: Actor): SQL | undefined {
  return or(...capacitiesOf(actor).map(waitingIn))
}

function waitingIn({ role, accountId, divisionId }: Capacity): SQL | undefined {
  switch (role) {
    case 'officer':
      return eq(infoRequests.officerId, accountId ?? 0)
    case 'head':
      return and(
        eq(infoRequests.status, 'awaiting-approval'),
        eq(infoRequests.divisionId, divisionId ?? 0),
      )
    case 'secretary':
      return eq(infoRequests.status, 'submitted')
    case 'executive':
      return eq(infoRequests.status, 'awaiting-clearance')
    case 'administrator':
    case 'auditor':
    case 'requester':
    case 'system':
      return undefined
  }
}

/** A person's own division, and those of the people they act for. */
function divisionsOf(actor: Actor): number[] {
  return capacitiesOf(actor).flatMap(({ divisionId }) => divisionId ?? [])
}

/** The scope comes first and always: what is outside does not exist, not even as a count. */
function conditionOf(
  { tab, status, division, due }: Omit<QueueFilter, 'q'>,
  { actor, today, soonUntil }: Look,
): SQL | undefined {
  const dueWithin = {
    soon: and(gte(infoRequests.dueOn, today), lte(infoRequests.dueOn, soonUntil)),
    overdue: lt(infoRequests.dueOn, today),
  }
  return and(
    withinScope(scopeOf(actor)),
    tab === 'mine' ? (waitingFor(actor) ?? sql`1 = 0`) : undefined,
    tab === 'division' ? inArray(infoRequests.divisionId, divisionsOf(actor)) : undefined,
    tab === 'soon' || tab === 'overdue' ? dueWithin[tab] : undefined,
    due && dueWithin[due],
    status && eq(infoRequests.status, status),
    division === undefined ? undefined : eq(infoRequests.divisionId, division),
  )
}

async function searchOf(tx: Tx, q: string): Promise<SQL | undefined> {
  const reference = readReference(q)
  return reference === undefined ? matchingSearch(tx, q) : eq(infoRequests.reference, reference)
}

/** Open and closed requests are sorted by different days, so a page reads one after the other. */
type Segment = 'open' | 'closed'

/** Only the list of everything has closed requests. */
function segmentsOf({ tab, status, due }: QueueFilter): Segment[] {
  const wants = (segment: Segment) =>
    status === undefined || isOpen({ status }) === (segment === 'open')
  const held: Segment[] = tab === 'all' && due === undefined ? ['open', 'closed'] : ['open']
  return held.filter(wants)
}

const { id, dueOn, closedOn } = infoRequests
const order = {
  open: {
    holds: isNull(closedOn),
    forwards: [asc(dueOn), asc(id)],
    backwards: [desc(dueOn), desc(id)],
  },
  closed: {
    holds: isNotNull(closedOn),
    forwards: [desc(closedOn), desc(id)],
    backwards: [asc(closedOn), asc(id)],
  },
}

type Direction = 'forwards' | 'backwards'
/** A row's place in the whole list: its segment, and what that is sorted by. */
type Place = { segment: Segment; on: Day; id: number }
type FoundRow = Omit<QueueRow, 'hasNews'>

/** The rows next to a place, one more than a page holds where there are so many. */
async function collect(
  tx: Tx,
  segments: readonly Segment[],
  condition: SQL | undefined,
  from: Place | undefined,
  direction: Direction,
): Promise<FoundRow[]> {
  const start = from ? segments.indexOf(from.segment) : 0
  const found: FoundRow[] = []
  for (const segment of segments.slice(start)) {
    const wanted = queuePageLength + 1 - found.length
    if (wanted <= 0) break
    const place = from?.segment === segment ? from : undefined
    const where = and(order[segment].holds, condition, place && beyond(place, direction))
    found.push(...(await readRows(tx, where, order[segment][direction], wanted)))
  }
  return found
}

async function readRows(
  tx: Tx,
  where: SQL | undefined,
  sorting: readonly SQL[],
  most: number,
): Promise<FoundRow[]> {
  return tx
    .select({
      id: infoRequests.id,
      reference: infoRequests.reference,
      subject: infoRequests.subject,
      status: infoRequests.status,
      outcome: infoRequests.outcome,
      channel: infoRequests.channel,
      dueOn: infoRequests.dueOn,
      closedOn: infoRequests.closedOn,
      divisionTh: divisions.nameTh,
      divisionEn: divisions.nameEn,
      officer: accounts.name,
    })
    .from(infoRequests)
    .leftJoin(divisions, eq(divisions.id, infoRequests.divisionId))
    .leftJoin(accounts, eq(accounts.id, infoRequests.officerId))
    .where(where)
    .orderBy(...sorting)
    .limit(most)
}

/** What comes after a place, or before it. Compared as a pair, so that one index answers it. */
function beyond({ segment, on, id: row }: Place, direction: Direction): SQL {
  const day = segment === 'open' ? dueOn : closedOn
  const grows = (segment === 'open') === (direction === 'forwards')
  return grows ? sql`(${day}, ${id}) > (${on}, ${row})` : sql`(${day}, ${id}) < (${on}, ${row})`
}

async function finished(
  tx: Tx,
  found: readonly FoundRow[],
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
): Promise<QueuePage> {
  const news = await listWithNews(tx, found)
  const rows = found.map((row) => ({ ...row, hasNews: news.has(row.id) }))
  const [first, last] = [found.at(0), found.at(-1)]
  return {
    rows,
    before: isFirst || !first ? undefined : writePlace(first),
    after: isLast || !last ? undefined : writePlace(last),
  }
}

/** Those among these requests in which the requester had the last word. */
async function listWithNews(tx: Tx, rows: readonly FoundRow[]): Promise<Set<number>> {
  const open = rows.filter(isOpen).map((row) => row.id)
  if (open.length === 0) return new Set()
  const last = await tx
    .select({
      infoRequestId: events.infoRequestId,
      wrote: sql<
        number | null
      >`max(CASE WHEN ${events.role} = 'requester' AND ${events.action} = 'message' THEN ${events.position} END)`,
      acted: sql<
        number | null
      >`max(CASE WHEN ${events.accountId} IS NOT NULL THEN ${events.position} END)`,
    })
    .from(events)
    .where(inArray(events.infoRequestId, open))
    .groupBy(events.infoRequestId)
  return new Set(
    last
      .filter(({ wrote, acted }) => wrote !== null && wrote > (acted ?? 0))
      .map(({ infoRequestId }) => infoRequestId),
  )
}

function writePlace({ id: row, dueOn: due, closedOn: closed }: FoundRow): string {
  const place = closed === null ? `open ${due} ${row}` : `closed ${closed} ${row}`
  return Buffer.from(place).toString('base64url')
}

function placeIn(segments: readonly Segment[], cursor = ''): Place | undefined {
  const place = Buffer.from(cursor, 'base64url').toString()
  const [, segment, on, row] = /^(open|closed) (\d{4}-\d\d-\d\d) (\d{1,12})$/.exec(place) ?? []
  const known = segments.find((one) => one === segment)
  return known && on && row ? { segment: known, on, id: Number(row) } : undefined
}

/** How many open requests each officer of a division holds, by account: to see who has room for one more. */
export async function countHeld(tx: Tx, divisionId: number): Promise<Map<number, number>> {
  const rows = await tx
    .select({ officerId: infoRequests.officerId, held: count() })
    .from(infoRequests)
    .where(and(eq(infoRequests.divisionId, divisionId), isNull(infoRequests.closedOn)))
    .groupBy(infoRequests.officerId)
  return new Map(rows.map(({ officerId, held }) => [officerId ?? 0, held]))
}
