import type { Measure } from '../database/schema.ts'
import { dayOf, monthOf, workingDaysBetween, type Calendar } from '../calendar/calendar.ts'
import { groundIds } from '../requests/grounds.ts'
import {
  channels,
  outcomes,
  type Channel,
  type Day,
  type Month,
  type Outcome,
  type Status,
} from '../requests/info-request.ts'

/*
 * From counted rows to the figures of a month. Every table has the same shape, so that the page, the three
 * downloads and the list behind each number are made from one and the same object and cannot disagree.
 */

/** What stands in a row, by its columns; null where there is nothing to divide by or no middle. */
type FiguresRow = { id: string; values: Record<string, number | null> }

export type FiguresTable = {
  id: TableId
  columns: readonly string[]
  rows: FiguresRow[]
  /** Absent where adding the rows up would mean nothing. */
  total?: FiguresRow
}

/** The columns of each table, in order. */
export const columnsOf = {
  service: ['received', 'closed', 'open'],
  flow: ['opening', 'received', 'reopened', 'moved-in', 'moved-out', 'closed', 'closing'],
  timeliness: ['count', 'share'],
  outcomes: ['count'],
  grounds: ['count'],
  speed: ['value'],
} as const
export type TableId = keyof typeof columnsOf

/** Where a request of the month's received cohort stands. Open is never counted as success. */
export const standings = [
  'answered-in-time',
  'answered-in-extension',
  'answered-late',
  'closed-unanswered',
  'open-in-time',
  'open-late',
] as const
export type Standing = (typeof standings)[number]

/** How requests end: with one of the outcomes, or without an answer. */
export const endings = [...outcomes, 'withdrawn', 'lapsed'] as const
export type Ending = (typeof endings)[number]

/** Of the answers of the month: how many, how long they took in working days, how many came the same day. */
export const speeds = ['answered', 'median', 'ninetieth', 'same-day'] as const
type Speed = (typeof speeds)[number]

/** The row of requests that nobody holds yet, among the rows of divisions. */
export const unassigned = '0'
/** The row of all rows together. */
export const total = 'total'

/** Rows counted by the database; see `queries.ts`. */
export type Counted = {
  /** The kept counters as one balance of each kind: what came in counts up, what went out counts down. */
  tallies: TallySum[]
  /** The requests received in the month. */
  received: { channel: Channel; standing: Standing; count: number }[]
  /** The reopenings of the month. */
  reopened: { channel: Channel; count: number }[]
  /** The closings of the month, also those that a later reopening undid. */
  closed: { channel: Channel; status: Status; outcome: Outcome | null; count: number }[]
  /** The answers of the month that withhold something, by ground. */
  grounds: { ground: string; count: number }[]
  /** The answers of the month, by their first and last day. */
  answered: { receivedOn: Day; closedOn: Day; count: number }[]
  /** The requests open now, by who holds them. */
  open: { divisionId: number; count: number }[]
}

export type TallySum = {
  divisionId: number
  channel: Channel
  measure: Measure
  /** Counted in all earlier months, in this month, and in all later months. */
  before: number
  during: number
  after: number
}

/** A counter that does not agree with a count of the requests themselves. */
export type Mismatch = {
  what: 'received' | 'reopened' | 'closed' | 'open'
  /** The channel, or the division that holds them. */
  row: string
  kept: number
  counted: number
}

export type MonthFigures = {
  month: Month
  /** The instant the figures were taken (UTC milliseconds), and its day. */
  takenAt: number
  takenOn: Day
  /** Whether the month was over then; the figures of a month that is not can still change every day. */
  standing: 'over' | 'running' | 'to-come'
  tables: FiguresTable[]
  /** Empty when all kept counters agree with the requests counted one by one: then the flow balances. */
  mismatches: Mismatch[]
}

/** A division and whether it takes requests; one that does not is shown as long as it has figures. */
export type DivisionInFigures = { id: number; isActive: boolean }

/** All figures of a month, from what the database counted. */
export function monthFigures(
  {
    month,
    takenAt,
    calendar,
    divisions,
  }: {
    month: Month
    takenAt: number
    calendar: Calendar
    divisions: readonly DivisionInFigures[]
  },
  counted: Counted,
): MonthFigures {
  const takenOn = dayOf(takenAt)
  return {
    month,
    takenAt,
    takenOn,
    standing: standingOf(month, monthOf(takenOn)),
    tables: [
      serviceTable(counted.tallies),
      flowTable(counted.tallies, divisions),
      timelinessTable(counted.received),
      outcomesTable(counted.closed),
      groundsTable(counted.grounds),
      speedTable(counted.answered, calendar),
    ],
    mismatches: mismatchesIn(counted),
  }
}

function standingOf(month: Month, thisMonth: Month): MonthFigures['standing'] {
  if (month === thisMonth) return 'running'
  return month < thisMonth ? 'over' : 'to-come'
}

/** By channel: received and closed in the month, open at its end. All channels always: zero is a figure. */
export function serviceTable(tallies: readonly TallySum[]): FiguresTable {
  const rows = channels.map((channel) => {
    const own = tallies.filter((tally) => tally.channel === channel)
    return {
      id: channel,
      values: {
        received: sum(own, 'received', 'during'),
        closed: sum(own, 'closed', 'during'),
        open: balance(own, 'before') + balance(own, 'during'),
      },
    }
  })
  return withTotal('service', rows)
}

/** By division: opening + received + reopened + moved in − moved out − closed = closing. */
export function flowTable(
  tallies: readonly TallySum[],
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

function flowRow(divisionId: number, own: readonly TallySum[]) {
  const opening = balance(own, 'before')
  return {
    id: String(divisionId),
    values: {
      opening,
      received: sum(own, 'received', 'during'),
      reopened: sum(own, 'reopened', 'during'),
      'moved-in': sum(own, 'moved-in', 'during'),
      'moved-out': sum(own, 'moved-out', 'during'),
      closed: sum(own, 'closed', 'during'),
      closing: opening + balance(own, 'during'),
    },
  }
}

/** Where the requests received in the month stand now, each with its share of all of them in percent. */
export function timelinessTable(received: Counted['received']): FiguresTable {
  const all = countOf(received)
  const row = (id: string, count: number) => ({ id, values: { count, share: percent(count, all) } })
  return {
    id: 'timeliness',
    columns: columnsOf.timeliness,
    rows: standings.map((id) =>
      row(id, countOf(received.filter(({ standing }) => standing === id))),
    ),
    total: row(total, all),
  }
}

/** How each closing of the month ended the request; every way is shown. */
export function outcomesTable(closed: Counted['closed']): FiguresTable {
  const rows = endings.map((ending) => ({
    id: ending,
    values: { count: countOf(closed.filter((row) => endingOf(row) === ending)) },
  }))
  return withTotal('outcomes', rows)
}

function endingOf({ status, outcome }: Counted['closed'][number]): Ending | undefined {
  if (status === 'withdrawn' || status === 'lapsed') return status
  return outcome ?? undefined
}

/** On which grounds of the Act something was withheld. Not added up: one answer may rest on several. */
function groundsTable(counted: Counted['grounds']): FiguresTable {
  const rows = groundIds.map((id) => ({
    id,
    values: { count: countOf(counted.filter(({ ground }) => ground === id)) },
  }))
  return { id: 'grounds', columns: columnsOf.grounds, rows }
}

/** How quickly the answers of the month came, in working days after the day received. */
export function speedTable(answered: Counted['answered'], calendar: Calendar): FiguresTable {
  const durations = workingDaysOf(answered, calendar)
  const values: Record<Speed, number | null> = {
    answered: countOf(answered),
    median: median(durations),
    ninetieth: ninetiethPercentile(durations),
    'same-day': countOf(answered.filter(({ receivedOn, closedOn }) => receivedOn === closedOn)),
  }
  return {
    id: 'speed',
    columns: columnsOf.speed,
    rows: speeds.map((id) => ({ id, values: { value: values[id] } })),
  }
}

/** How many took so many working days, the shortest first. */
type Durations = { days: number; count: number }[]

function workingDaysOf(answered: Counted['answered'], calendar: Calendar): Durations {
  // Each day is looked up in the calendar once, however many requests were received or answered on it.
  const [firstDay = ''] = answered.map(({ receivedOn }) => receivedOn).toSorted()
  const known = new Map<Day, number>()
  const sinceFirstDay = (day: Day): number => {
    const workingDays = known.get(day) ?? workingDaysBetween(firstDay, day, calendar)
    known.set(day, workingDays)
    return workingDays
  }
  return answered
    .map(({ receivedOn, closedOn, count }) => ({
      days: sinceFirstDay(closedOn) - sinceFirstDay(receivedOn),
      count,
    }))
    .toSorted((a, b) => a.days - b.days)
}

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
 * Compares the kept counters with a count of the requests themselves: received, reopened and closed in the month
 * by channel, and what is open now by division with all that was ever counted for it. A closing balance of an
 * earlier month is today's balance without the months since, so it is right when all four agree.
 */
function mismatchesIn({ tallies, open, ...inMonth }: Counted): Mismatch[] {
  const byChannel = (['received', 'reopened', 'closed'] as const).flatMap((what) =>
    channels.map((channel) => {
      const own = tallies.filter((tally) => tally.channel === channel)
      const counted = countOf(inMonth[what].filter((row) => row.channel === channel))
      return { what, row: channel, kept: sum(own, what, 'during'), counted }
    }),
  )
  const holders = new Set([...tallies, ...open].map(({ divisionId }) => divisionId))
  const byDivision = [...holders].map((divisionId) => {
    const own = tallies.filter((tally) => tally.divisionId === divisionId)
    return {
      what: 'open' as const,
      row: String(divisionId),
      kept: balance(own, 'before') + balance(own, 'during') + balance(own, 'after'),
      counted: countOf(open.filter((row) => row.divisionId === divisionId)),
    }
  })
  return [...byChannel, ...byDivision].filter(({ kept, counted }) => kept !== counted)
}

type Period = 'before' | 'during' | 'after'

const directions: Record<Measure, 1 | -1> = {
  received: 1,
  reopened: 1,
  'moved-in': 1,
  'moved-out': -1,
  closed: -1,
}

/** What the counters leave open: all that came in without all that went out. */
function balance(tallies: readonly TallySum[], period: Period): number {
  return tallies.reduce((left, tally) => left + directions[tally.measure] * tally[period], 0)
}

function sum(tallies: readonly TallySum[], measure: TallySum['measure'], period: Period): number {
  return tallies
    .filter((tally) => tally.measure === measure)
    .reduce((all, tally) => all + tally[period], 0)
}

function countOf(rows: readonly { count: number }[]): number {
  return rows.reduce((all, { count }) => all + count, 0)
}

/** To one decimal place; null when there is nothing to divide by. */
function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10
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
