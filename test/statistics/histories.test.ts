import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarOf, startOfDay, workingDaysBetween } from '#src/calendar/calendar.ts'
import { firstDayOf, nextMonth } from '#src/calendar/fiscal-year.ts'
import { monthPeriod, part, yearPeriod, type Period } from '#src/calendar/period.ts'
import { groundIds } from '#src/requests/grounds.ts'
import {
  channels,
  isOpen,
  outcomes,
  requesterKinds,
  withholds,
  type Action,
  type Status,
} from '#src/requests/info-request.ts'
import { figuresOf, type Figures } from '#src/statistics/figures.ts'
import {
  addReferences,
  changesOf,
  countedFrom,
  type History,
  type References,
} from '#src/statistics/histories.ts'
import { countedByHand, daysByHand, type WrittenHistory } from './from-events.ts'

const months = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12']
const divisions = [1, 2, 3].map((id) => ({ id, isActive: true }))
const noHolidays = calendarOf([])

describe('the figures from histories', () => {
  it('are those of somebody who counts by hand, for a thousand departments of random histories', () => {
    let reopened = 0
    let withheld = 0
    fc.assert(
      fc.property(fc.array(aHistory, { minLength: 1, maxLength: 4 }), (lives) => {
        const histories = lives.map((life, index) => ({
          ...life,
          infoRequest: { ...life.infoRequest, reference: `69-${index}` },
        }))
        for (const month of months) {
          const takenAt = startOfDay(firstDayOf(nextMonth(month))) - 1
          const { figures, references } = count(histories, monthPeriod(month), takenAt)
          expect(figures.mismatches).toEqual([])
          expectBalance(figures)
          const byHand = countedByHand(histories, month, figures.asOf)
          expect(numbersIn(figures)).toEqual(
            new Map([...byHand].map(([cell, listed]) => [cell, listed.length])),
          )
          expect(inOrder(references)).toEqual(inOrder(byHand))
          expect(middleIn(figures)).toBe(middleOf(daysByHand(histories, month)))
          reopened += byHand.get('flow total reopened')?.length ?? 0
          withheld += groundIds.reduce(
            (all, id) => all + (byHand.get(`grounds ${id} count`)?.length ?? 0),
            0,
          )
        }
      }),
      { numRuns: 1000, seed: 69 },
    )
    expect(reopened).toBeGreaterThan(100)
    expect(withheld).toBeGreaterThan(100)
  })

  it('are the same at the end of a period and a year later, and those of months add up to longer ones', () => {
    fc.assert(
      fc.property(fc.array(aHistory, { minLength: 1, maxLength: 4 }), (histories) => {
        for (const period of [
          ...months.map(monthPeriod),
          part(2570, 'quarter', 1),
          yearPeriod(2569),
        ]) {
          const end = startOfDay(firstDayOf(nextMonth(period.to))) - 1
          const then = count(histories, period, end).figures
          const later = count(histories, period, end + 365 * 86_400_000).figures
          expect(later.tables).toEqual(then.tables)
          expectBalance(then)
        }
        const quarter = count(histories, part(2570, 'quarter', 1), startOfDay('2027-01-01')).figures
        const ofMonths = ['2026-10', '2026-11', '2026-12'].map(
          (month) => count(histories, monthPeriod(month), startOfDay('2027-01-01')).figures,
        )
        for (const cell of ['flow total received', 'flow total closed', 'outcomes total count']) {
          const added = ofMonths.reduce((all, one) => all + (numbersIn(one).get(cell) ?? 0), 0)
          expect([cell, numbersIn(quarter).get(cell) ?? 0]).toEqual([cell, added])
        }
      }),
      { numRuns: 200, seed: 70 },
    )
  })
})

/** A request, and steps of every kind in whatever order the statuses allow; days between them at random. */
const aHistory = fc
  .record({
    channel: fc.constantFrom(...channels),
    language: fc.constantFrom('th' as const, 'en' as const),
    requesterKind: fc.constantFrom(...requesterKinds),
    purpose: fc.constantFrom('', 'ทำรายงาน'),
    receivedOn: fc.integer({ min: 0, max: 110 }).map((days) => addDays('2026-08-01', days)),
    routed: fc.option(fc.integer({ min: 1, max: 3 })),
    steps: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 20 }),
        what: fc.constantFrom(
          'move',
          'extend',
          'answer',
          'answer',
          'withdraw',
          'lapse',
          'reopen',
          'note',
        ),
        to: fc.option(fc.integer({ min: 1, max: 3 })),
        outcome: fc.constantFrom(...outcomes),
        grounds: fc.array(fc.constantFrom(...groundIds), { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 9 },
    ),
  })
  .map(live)

type Life = typeof aHistory extends fc.Arbitrary<infer T> ? T : never

function live({
  routed,
  steps: planned,
  receivedOn,
  ...about
}: {
  channel: (typeof channels)[number]
  language: 'th' | 'en'
  requesterKind: (typeof requesterKinds)[number]
  purpose: string
  receivedOn: string
  routed: number | null
  steps: {
    after: number
    what: string
    to: number | null
    outcome: (typeof outcomes)[number]
    grounds: (typeof groundIds)[number][]
  }[]
}): History & WrittenHistory {
  const first = addDays(receivedOn, 15)
  const infoRequest = { reference: '', ...about, receivedOn, dueOn: first, limitOn: first }
  const steps: (History['steps'][number] & WrittenHistory['steps'][number])[] = []
  const proposals: { position: number; outcome: (typeof outcomes)[number]; grounds: string[] }[] =
    []
  let now = {
    status: 'submitted' as Status,
    divisionId: null as number | null,
    dueOn: first,
    limitOn: first,
  }
  const take = (
    action: Action,
    on: string,
    changes: Partial<typeof now>,
    workingDays: number | null = null,
    role: 'secretary' | 'system' = 'secretary',
  ) => {
    const fromStatus = steps.length === 0 ? null : now.status
    now = { ...now, ...changes }
    const { status: toStatus, ...rest } = now
    steps.push({
      position: steps.length + 1,
      action,
      role,
      fromStatus,
      toStatus,
      on,
      workingDays,
      ...rest,
    })
  }
  take('submit', receivedOn, {})
  if (routed !== null)
    take('assign', receivedOn, { status: 'assigned', divisionId: routed }, null, 'system')
  let on = receivedOn
  for (const { after, what, to, outcome, grounds } of planned) {
    on = addDays(on, after)
    if (!isOpen({ status: now.status })) {
      if (what === 'reopen' && now.status !== 'withdrawn') {
        const due = addDays(on, 15)
        take('reopen', on, { status: 'in-progress', dueOn: due, limitOn: due })
      } else if (what === 'note') take('dispute', on, {})
    } else if (what === 'move')
      take(to === null ? 'return' : 'assign', on, {
        status: to === null ? 'submitted' : 'assigned',
        divisionId: to,
      })
    else if (what === 'extend') take('extend', on, { dueOn: addDays(now.dueOn, 7) })
    else if (what === 'withdraw') take('withdraw', on, { status: 'withdrawn' })
    else if (what === 'lapse') take('lapse', on, { status: 'lapsed' })
    else if (what === 'note') take('note', on, {})
    else if (what === 'answer') {
      proposals.push({
        position: steps.length + 1,
        outcome,
        grounds: withholds(outcome) ? grounds : [],
      })
      take('propose', on, { status: 'awaiting-approval' })
      take('approve', on, { status: 'answered' }, workingDaysBetween(receivedOn, on, noHolidays))
    }
  }
  return { infoRequest, steps, proposals }
}

function count(histories: readonly Life[], period: Period, takenAt: number) {
  const figuring = { period, takenAt, divisions }
  const references: References = new Map()
  const all = histories.map((history) => {
    const changes = changesOf(history, period.to)
    addReferences(references, history, changes, figuring)
    return changes
  })
  const gathered = {
    tallies: all.flatMap(({ tallies }) => tallies),
    counts: all.flatMap(({ counts }) => counts),
  }
  return { figures: figuresOf(figuring, countedFrom(gathered, period)), references }
}

function expectBalance({ tables }: Figures): void {
  const flow = tables.find(({ id }) => id === 'flow')
  for (const { values } of [...(flow?.rows ?? []), ...(flow?.total ? [flow.total] : [])]) {
    const { opening, received, reopened, closed, closing } = values
    const moved = Number(values['moved-in']) - Number(values['moved-out'])
    expect(Number(opening) + Number(received) + Number(reopened) + moved - Number(closed)).toBe(
      closing,
    )
    expect(Number(closing)).toBeGreaterThanOrEqual(0)
  }
}

/** Every count that is not zero, by the words of its cell. */
function numbersIn({ tables }: Figures): Map<string, number> {
  const cells = tables.flatMap(({ id, rows, total }) =>
    (total ? [...rows, total] : rows).flatMap(({ id: row, values }) =>
      Object.entries(values).flatMap(([column, value]): [string, number][] => {
        const isCount = column !== 'share' && row !== 'median' && row !== 'ninetieth'
        return value && isCount && id !== 'use' && id !== 'months'
          ? [[[id, row, column].join(' '), value]]
          : []
      }),
    ),
  )
  return new Map(cells)
}

function middleIn({ tables }: Figures): number | null {
  const speed = tables.find(({ id }) => id === 'speed')
  return speed?.rows.find(({ id }) => id === 'median')?.values['value'] ?? null
}

function middleOf(days: readonly number[]): number | null {
  const sorted = days.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const [below, above] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return below === undefined || above === undefined ? null : (below + above) / 2
}

function inOrder(lists: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const sorted = [...lists].map(([cell, listed]): [string, string[]] => [cell, listed.toSorted()])
  return new Map(sorted.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
