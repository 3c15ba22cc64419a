import type { CountName, Measure, UseKind } from '../database/schema.ts'
import { dayOf, monthOf } from '../calendar/calendar.ts'
import { lastDayOfPeriod, monthsOf, type Period } from '../calendar/period.ts'
import { groundIds } from '../requests/grounds.ts'
import {
  channels,
  languages,
  outcomes,
  requesterKinds,
  type Channel,
  type Day,
  type Month,
} from '../requests/info-request.ts'
import { closedStandings, purposes } from './counts.ts'
import { formPages } from './use/use.ts'

/*
 * From counted steps to the figures of a period. Every table has the same shape, so that the page, the downloads, what
 * is signed and the list behind each number are made from one and the same object and cannot disagree. What is counted
 * was counted when it happened, so the figures of a period that is over never change by what happens later: a request
 * stands as it stood on the period's last evening.
 */

/** What stands in a row, by its columns; null where there is nothing to divide by or no middle. */
export type FiguresRow = {
  id: string
  values: Record<string, number | null>
  /** Too few to be shown to everybody (see `published/small-cells.ts`). */
  isHidden?: boolean
}

export type FiguresTable = {
  id: TableId
  columns: readonly string[]
  rows: FiguresRow[]
  /** Absent where adding the rows up would mean nothing. */
  total?: FiguresRow
}

/** The columns of each table, in order. */
export const columnsOf = {
  months: ['received', 'online', 'closed', 'open'],
  service: ['received', 'closed', 'open'],
  flow: ['opening', 'received', 'reopened', 'moved-in', 'moved-out', 'closed', 'closing'],
  timeliness: ['count', 'share'],
  outcomes: ['count'],
  grounds: ['count'],
  speed: ['value'],
  languages: ['count', 'share'],
  requesters: ['count', 'share'],
  purposes: ['count', 'share'],
  use: ['count', 'share'],
} as const
export type TableId = keyof typeof columnsOf

/** Where a request of the received cohort stands. Open is never counted as success. */
export const standings = [...closedStandings, 'open-in-time', 'open-late'] as const
export type Standing = (typeof standings)[number]

/** How requests end: with one of the outcomes, or without an answer. */
export const endings = [...outcomes, 'withdrawn', 'lapsed'] as const
export type Ending = (typeof endings)[number]

/** Of the answers: how many, how long they took in working days, how many came the same day. */
export const speeds = ['answered', 'median', 'ninetieth', 'same-day'] as const
type Speed = (typeof speeds)[number]

/** How the online form was used. */
export const uses = [
  'begun',
  ...formPages.map((page) => `abandoned-${page}` as const),
  'submitted',
  'received-online',
] as const

/** The row of requests that nobody holds yet, among the rows of divisions. */
export const unassigned = '0'
/** The row of all rows together. */
export const total = 'total'

/** What was counted up to the end of a period; read by `queries.ts`, or added up from histories (`histories.ts`). */
export type Counted = {
  /** The kept counters of flow. `month` is empty for all that lies before the period, together. */
  tallies: TallyCount[]
  /** The kept counts of the months of the period. */
  counts: { month: Month; name: CountName; detail: string; count: number }[]
  /** How the form was used in the period. */
  use: { month: Month; kind: UseKind; detail: string; count: number }[]
}

export type TallyCount = {
  /** Empty for all months before the period together. */
  month: Month
  divisionId: number
  channel: Channel
  measure: Measure
  count: number
}

/** Two counters that were kept apart and ought to agree. */
export type Mismatch = {
  what: 'received-standing' | 'received-language' | 'closed-ending' | 'answered-took'
  /** By the flow, and by what each is compared with. */
  flow: number
  counted: number
}

export type Figures = {
  period: Period
  /** The instant the figures were taken (UTC milliseconds), and its day. */
  takenAt: number
  takenOn: Day
  /** The evening on which everything stands as the tables say. */
  asOf: Day
  /** Whether the period was over then; the figures of one that is not can still change every day. */
  standing: 'over' | 'running' | 'to-come'
  tables: FiguresTable[]
  /** Empty when the counters that were kept apart agree. */
  mismatches: Mismatch[]
}

/** A division and whether it takes requests; one that does not is shown as long as it has figures. */
export type DivisionInFigures = { id: number; isActive: boolean }

/** All figures of a period, from what was counted. */
export function figuresOf(
  {
    period,
    takenAt,
    divisions,
  }: { period: Period; takenAt: number; divisions: readonly DivisionInFigures[] },
  counted: Counted,
): Figures {
  const takenOn = dayOf(takenAt)
  const lastDay = lastDayOfPeriod(period)
  const asOf = takenOn < lastDay ? takenOn : lastDay
  return {
    period,
    takenAt,
    takenOn,
    asOf,
    standing: standingOfPeriod(period, monthOf(takenOn)),
    tables: [
      ...(period.kind === 'month'
        ? []
        : [monthsTable(monthsOf(period), counted.tallies, monthOf(asOf))]),
      serviceTable(counted.tallies),
      flowTable(counted.tallies, divisions),
      timelinessTable(counted.counts, period, asOf),
      outcomesTable(counted.counts),
      groundsTable(counted.counts),
      speedTable(counted.counts),
      sharesTable('languages', languages, countsBy(counted.counts, 'language')),
      sharesTable('requesters', requesterKinds, countsBy(counted.counts, 'requester-kind')),
      sharesTable('purposes', purposes, countsBy(counted.counts, 'purpose')),
      useTable(counted),
    ],
    mismatches: mismatchesIn(counted, period),
  }
}

function standingOfPeriod({ from, to }: Period, thisMonth: Month): Figures['standing'] {
  if (to < thisMonth) return 'over'
  return from > thisMonth ? 'to-come' : 'running'
}

/**
 * Each month of a longer period: received (and how many of them online), closed, open at its end. Nothing for a month
 * after `newest`, which has not come yet.
 */
export function monthsTable(
  months: readonly Month[],
  tallies: readonly TallyCount[],
  newest: Month,
): FiguresTable {
  const rows = months.map((month) => {
    if (month > newest) return { id: month, values: blank('months') }
    const own = tallies.filter((tally) => tally.month === month)
    const online = own.filter(({ channel }) => channel === 'online')
    return {
      id: month,
      values: {
        received: sum(own, 'received'),
        online: sum(online, 'received'),
        closed: sum(own, 'closed'),
        open: balance(tallies.filter((tally) => tally.month <= month)),
      },
    }
  })
  const added = withTotal('months', rows)
  const open = balance(tallies)
  return { ...added, total: { id: total, values: { ...added.total?.values, open } } }
}

/** By channel: received and closed in the period, open at its end. All channels always: zero is a figure. */
export function serviceTable(tallies: readonly TallyCount[]): FiguresTable {
  const rows = channels.map((channel) => {
    const own = tallies.filter((tally) => tally.channel === channel)
    const during = own.filter(isDuring)
    return {
      id: channel,
      values: {
        received: sum(during, 'received'),
        closed: sum(during, 'closed'),
        open: balance(own),
      },
    }
  })
  return withTotal('service', rows)
}

/** By division: opening + received + reopened + moved in − moved out − closed = closing. */
export function flowTable(
  tallies: readonly TallyCount[],
  divisions: readonly DivisionInFigures[],
): FiguresTable {
  const holders = [{ id: Number(unassigned), isActive: true }, ...divisions]
  const rows = holders
    .map(({ id, isActive }) => ({
      isActive,
      row: flowRow(
        id,
        tallies.filter(({ divisionId }) => divisionId === id),
      ),
    }))
    .filter(
      ({ isActive, row }) => isActive || Object.values(row.values).some((value) => value !== 0),
    )
    .map(({ row }) => row)
  return withTotal('flow', rows)
}

function flowRow(divisionId: number, own: readonly TallyCount[]) {
  const during = own.filter(isDuring)
  return {
    id: String(divisionId),
    values: {
      opening: balance(own.filter((tally) => !isDuring(tally))),
      received: sum(during, 'received'),
      reopened: sum(during, 'reopened'),
      'moved-in': sum(during, 'moved-in'),
      'moved-out': sum(during, 'moved-out'),
      closed: sum(during, 'closed'),
      closing: balance(own),
    },
  }
}

/**
 * Where the requests received in the period stood on its last evening (or stand today), each with its share of all of
 * them in percent. What was due that very day was still in time.
 */
export function timelinessTable(
  counts: Counted['counts'],
  period: Pick<Period, 'from' | 'to'>,
  asOf: Day,
): FiguresTable {
  const ofCohort = counts
    .filter(({ name }) => name === 'cohort' || name === 'cohort-due')
    .map(({ name, detail, count }) => ({ name, ...cohortOf(detail), count }))
    .filter(({ month }) => month >= period.from && month <= period.to)
  const closed = ofCohort.filter(({ name }) => name === 'cohort')
  const open = ofCohort.filter(({ name }) => name === 'cohort-due')
  const counted: Record<string, number> = {
    ...Object.fromEntries(
      closedStandings.map((id) => [id, countOf(closed.filter(({ rest }) => rest === id))]),
    ),
    'open-in-time': countOf(open.filter(({ rest: dueOn }) => dueOn >= asOf)),
    'open-late': countOf(open.filter(({ rest: dueOn }) => dueOn < asOf)),
  }
  return sharesTable('timeliness', standings, new Map(Object.entries(counted)))
}

/** `2026-11 answered-late`: the month received, and the rest. */
function cohortOf(detail: string): { month: Month; rest: string } {
  return { month: detail.slice(0, 7), rest: detail.slice(8) }
}

/** How each closing of the period ended the request; every way is shown. */
export function outcomesTable(counts: Counted['counts']): FiguresTable {
  const ended = countsBy(counts, 'ended')
  return withTotal(
    'outcomes',
    endings.map((id) => ({ id, values: { count: ended.get(id) ?? 0 } })),
  )
}

/** On which grounds of the Act something was withheld. Not added up: one answer may rest on several. */
function groundsTable(counts: Counted['counts']): FiguresTable {
  const withheld = countsBy(counts, 'ground')
  const rows = groundIds.map((id) => ({ id, values: { count: withheld.get(id) ?? 0 } }))
  return { id: 'grounds', columns: columnsOf.grounds, rows }
}

/** How quickly the answers of the period came, in working days after the day received. */
export function speedTable(counts: Counted['counts']): FiguresTable {
  const durations = Array.from(countsBy(counts, 'took'), ([days, count]) => ({
    days: Number(days),
    count,
  })).toSorted((a, b) => a.days - b.days)
  const values: Record<Speed, number | null> = {
    answered: countOf(durations),
    median: median(durations),
    ninetieth: ninetiethPercentile(durations),
    'same-day': countsBy(counts, 'same-day').get('') ?? 0,
  }
  return {
    id: 'speed',
    columns: columnsOf.speed,
    rows: speeds.map((id) => ({ id, values: { value: values[id] } })),
  }
}

/** How many there are of each, with the share of all of them. */
function sharesTable(
  id: 'timeliness' | 'languages' | 'requesters' | 'purposes',
  kinds: readonly string[],
  counted: ReadonlyMap<string, number>,
): FiguresTable {
  const counts = kinds.map((kind) => counted.get(kind) ?? 0)
  const all = counts.reduce((sofar, count) => sofar + count, 0)
  const row = (name: string, count: number) => ({
    id: name,
    values: { count, share: percent(count, all) },
  })
  return {
    id,
    columns: columnsOf[id],
    rows: kinds.map((kind, place) => row(kind, counts[place] ?? 0)),
    total: row(total, all),
  }
}

/** How the online form was used, and which share of all requests came by it. */
export function useTable({ use, tallies }: Pick<Counted, 'use' | 'tallies'>): FiguresTable {
  const count = (kind: UseKind, detail?: string) =>
    countOf(use.filter((one) => one.kind === kind && (detail ?? one.detail) === one.detail))
  const received = tallies.filter((tally) => isDuring(tally) && tally.measure === 'received')
  const online = countOf(received.filter(({ channel }) => channel === 'online'))
  const values: Record<(typeof uses)[number], [number, number | null]> = {
    begun: [count('begun'), null],
    'abandoned-information': [count('abandoned', 'information'), null],
    'abandoned-you': [count('abandoned', 'you'), null],
    'abandoned-files': [count('abandoned', 'files'), null],
    'abandoned-check': [count('abandoned', 'check'), null],
    submitted: [count('submitted'), null],
    'received-online': [online, percent(online, countOf(received))],
  }
  return {
    id: 'use',
    columns: columnsOf.use,
    rows: uses.map((id) => ({ id, values: { count: values[id][0], share: values[id][1] } })),
  }
}

/** How many took so many working days, the shortest first. */
type Durations = { days: number; count: number }[]

/** The middle one, or half-way between the middle two. */
function median(durations: Durations): number | null {
  const all = countOf(durations)
  if (all === 0) return null
  return (nth(durations, Math.floor((all + 1) / 2)) + nth(durations, Math.floor(all / 2) + 1)) / 2
}

/** The least number of days within which at least nine of ten were answered: a number that occurred. */
function ninetiethPercentile(durations: Durations): number | null {
  const all = countOf(durations)
  return all === 0 ? null : nth(durations, Math.ceil((all * 9) / 10))
}

function nth(durations: Durations, position: number): number {
  let reached = 0
  for (const { days, count } of durations) {
    reached += count
    if (reached >= position) return days
  }
  throw new RangeError(`There is no number ${position} of ${reached}`)
}

/**
 * What comes in by the flow stands somewhere and has a language; what is closed has ended somehow; what was answered
 * took so long. Each is kept apart from the others, so a counter that was lost or counted twice shows.
 */
function mismatchesIn({ tallies, counts }: Counted, period: Period): Mismatch[] {
  const during = tallies.filter(isDuring)
  const received = sum(during, 'received')
  const ended = countsBy(counts, 'ended')
  const answered = outcomes.reduce((all, outcome) => all + (ended.get(outcome) ?? 0), 0)
  const stands = counts.filter(
    ({ name, detail }) =>
      (name === 'cohort' || name === 'cohort-due') && cohortOf(detail).month >= period.from,
  )
  const of = (name: CountName) => countOf(counts.filter((row) => row.name === name))
  const compared: Mismatch[] = [
    { what: 'received-standing', flow: received, counted: countOf(stands) },
    { what: 'received-language', flow: received, counted: of('language') },
    { what: 'closed-ending', flow: sum(during, 'closed'), counted: of('ended') },
    { what: 'answered-took', flow: answered, counted: of('took') },
  ]
  return compared.filter(({ flow, counted }) => flow !== counted)
}

const directions: Record<Measure, 1 | -1> = {
  received: 1,
  reopened: 1,
  'moved-in': 1,
  'moved-out': -1,
  closed: -1,
}

/** What the counters leave open: all that came in without all that went out. */
function balance(tallies: readonly TallyCount[]): number {
  return tallies.reduce((left, { measure, count }) => left + directions[measure] * count, 0)
}

function isDuring({ month }: TallyCount): boolean {
  return month !== ''
}

function sum(tallies: readonly TallyCount[], measure: Measure): number {
  return countOf(tallies.filter((tally) => tally.measure === measure))
}

function countsBy(counts: Counted['counts'], name: CountName): Map<string, number> {
  const by = new Map<string, number>()
  for (const row of counts)
    if (row.name === name) by.set(row.detail, (by.get(row.detail) ?? 0) + row.count)
  return by
}

function countOf(rows: readonly { count: number }[]): number {
  return rows.reduce((all, { count }) => all + count, 0)
}

/** One value of some tables; null where it is blank, or no such table is among them. */
export function valueIn(
  tables: readonly Pick<FiguresTable, 'id' | 'rows' | 'total'>[],
  id: TableId,
  row: string,
  column: string,
): number | null {
  const table = tables.find((one) => one.id === id)
  const found = row === total ? table?.total : table?.rows.find((one) => one.id === row)
  return found?.values[column] ?? null
}

/** To one decimal place; null when there is nothing to divide by. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10
}

function blank(id: TableId): FiguresRow['values'] {
  return Object.fromEntries(columnsOf[id].map((column) => [column, null]))
}

function withTotal(id: TableId, rows: FiguresRow[]): FiguresTable {
  const columns = columnsOf[id]
  const values = Object.fromEntries(
    columns.map((column) => [
      column,
      rows.reduce((all, row) => all + (row.values[column] ?? 0), 0),
    ]),
  )
  return { id, columns, rows, total: { id: total, values } }
}
