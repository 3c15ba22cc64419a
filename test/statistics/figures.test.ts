import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monthPeriod } from '#src/calendar/period.ts'
import type { CountName } from '#src/database/schema.ts'
import { channels, type Channel } from '#src/requests/info-request.ts'
import {
  flowTable,
  figuresOf,
  outcomesTable,
  serviceTable,
  speedTable,
  timelinessTable,
  type Counted,
  type FiguresTable,
  type TallyCount,
} from '#src/statistics/figures.ts'
import { tallyChanges, type TallyChange } from '#src/statistics/tallies.ts'

const months = ['2026-08', '2026-09', '2026-10', '2026-11']
const divisions = [1, 2, 3].map((id) => ({ id, isActive: true }))

const nothing: TallyCount = {
  month: '',
  divisionId: 0,
  channel: 'online',
  measure: 'received',
  count: 1,
}

function counted(name: CountName, detail: string, count: number): Counted['counts'] {
  return [{ month: '2026-11', name, detail, count }]
}

function cohort(detail: string, count: number): Counted['counts'] {
  return counted('cohort', detail, count)
}

function due(detail: string, count: number): Counted['counts'] {
  return counted('cohort-due', detail, count)
}

describe('the flow', () => {
  it('balances in every month after any sequence of steps, and ends with what is really open', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('move' as const),
        to: fc.option(fc.integer({ min: 1, max: 3 })),
      }),
      fc.record({ kind: fc.constant('close' as const) }),
      fc.record({ kind: fc.constant('reopen' as const) }),
      fc.record({ kind: fc.constant('wait' as const) }),
    )
    const life = fc.record({
      channel: fc.constantFrom(...channels),
      first: fc.option(fc.integer({ min: 1, max: 3 })),
      receivedOn: fc.constantFrom('2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01'),
      steps: fc.array(
        fc.record({
          step,
          on: fc.constantFrom('2026-08-31', '2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01'),
        }),
        { maxLength: 6 },
      ),
    })
    fc.assert(
      fc.property(fc.array(life, { maxLength: 12 }), (lives) => {
        const played = lives.map(play)
        const changes = played.flatMap((one) => one.changes)
        for (const month of months) {
          const flow = flowTable(sums(changes, month), divisions)
          for (const { id, values } of rowsOf(flow)) {
            const { opening, received, reopened, closed, closing } = values
            const moved = (values['moved-in'] ?? 0) - (values['moved-out'] ?? 0)
            const came = Number(opening) + Number(received) + Number(reopened)
            expect(came + moved - Number(closed)).toBe(closing)
            const open = played.filter(({ openAt }) => openAt(month, id)).length
            expect(closing).toBe(open)
          }
          expect(flow.total?.values['moved-in']).toBe(flow.total?.values['moved-out'])
          const service = serviceTable(sums(changes, month))
          expect(service.total?.values['open']).toBe(flow.total?.values['closing'])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('shows a division that takes no more requests only as long as it has figures', () => {
    const closed = [{ id: 9, isActive: false }]
    expect(flowTable([], closed).rows.map(({ id }) => id)).toEqual(['0'])
    const opening: TallyCount = { ...nothing, divisionId: 9 }
    expect(flowTable([opening], closed).rows.map(({ id }) => id)).toEqual(['0', '9'])
  })
})

describe('a month in which nothing happened', () => {
  const { tables, mismatches } = figuresOf(
    { period: monthPeriod('2026-11'), takenAt: noon('2026-11-24'), divisions },
    { tallies: [], counts: [], use: [] },
  )

  it('has every row, with zeros', () => {
    expect(tables.map(({ id, rows }) => [id, rows.length])).toEqual([
      ['service', 5],
      ['flow', 4],
      ['timeliness', 6],
      ['outcomes', 11],
      ['grounds', 10],
      ['speed', 4],
      ['languages', 2],
      ['requesters', 5],
      ['purposes', 2],
      ['use', 7],
    ])
    const values = tables.flatMap(rowsOf).flatMap(({ values: own }) => Object.values(own))
    expect(new Set(values)).toEqual(new Set([0, null]))
    expect(mismatches).toEqual([])
  })

  it('leaves blank what has nothing to divide by', () => {
    const blanks = tables.flatMap((table) =>
      rowsOf(table).flatMap(({ id, values }) =>
        Object.entries(values).flatMap(([column, value]) =>
          value === null && isReport(table.id) ? [`${table.id} ${id} ${column}`] : [],
        ),
      ),
    )
    expect(blanks).toEqual([
      'timeliness answered-in-time share',
      'timeliness answered-in-extension share',
      'timeliness answered-late share',
      'timeliness closed-unanswered share',
      'timeliness open-in-time share',
      'timeliness open-late share',
      'timeliness total share',
      'speed median value',
      'speed ninetieth value',
    ])
  })
})

function isReport(id: FiguresTable['id']): boolean {
  return !['languages', 'requesters', 'purposes', 'use'].includes(id)
}

describe('timeliness', () => {
  it('never counts an open request as success, and shows what is open apart', () => {
    const table = timelinessTable(
      [
        ...cohort('2026-11 answered-in-time', 3),
        ...cohort('2026-11 answered-in-time', -1), // reopened
        ...due('2026-11 2026-11-24', 3),
        ...due('2026-11 2026-11-23', 1),
        ...cohort('2026-10 answered-late', 5), // received before
      ],
      monthPeriod('2026-11'),
      '2026-11-24',
    )
    expect(table.rows.map(({ id, values }) => [id, values['count'], values['share']])).toEqual([
      ['answered-in-time', 2, 33.3],
      ['answered-in-extension', 0, 0],
      ['answered-late', 0, 0],
      ['closed-unanswered', 0, 0],
      ['open-in-time', 3, 50],
      ['open-late', 1, 16.7],
    ])
    expect(table.total?.values).toEqual({ count: 6, share: 100 })
  })
})

describe('outcomes', () => {
  it('shows every way a request ends', () => {
    const table = outcomesTable([
      ...counted('ended', 'withdrawn', 1),
      ...counted('ended', 'refused', 2),
      ...counted('ended', 'lapsed', 4),
    ])
    const shown = table.rows.filter(({ values }) => values['count'] !== 0)
    expect(shown.map(({ id, values }) => [id, values['count']])).toEqual([
      ['refused', 2],
      ['withdrawn', 1],
      ['lapsed', 4],
    ])
    expect(table.total?.values).toEqual({ count: 7 })
  })
})

describe('speed', () => {
  const speedOf = (...took: [days: number, count: number][]) =>
    Object.fromEntries(
      speedTable(took.flatMap(([days, count]) => counted('took', String(days), count))).rows.map(
        ({ id, values }) => [id, values['value']],
      ),
    )

  it('takes the middle, or half-way between the middle two', () => {
    expect(speedOf([1, 1], [2, 1])['median']).toBe(1.5)
    expect(speedOf([2, 2], [1, 1])['median']).toBe(2)
    expect(speedOf([2, 2], [1, 2])['median']).toBe(1.5)
  })

  it('takes as ninetieth percentile the least number that covers nine of ten', () => {
    expect(speedOf([1, 9], [10, 1])['ninetieth']).toBe(1)
    expect(speedOf([1, 8], [10, 2])['ninetieth']).toBe(10)
    expect(speedOf([1, 9], [10, 2])['ninetieth']).toBe(10)
    expect(speedOf([1, 10], [10, 1])['ninetieth']).toBe(1)
  })
})

describe('the check', () => {
  const agreeing: Counted = {
    tallies: [{ ...nothing, month: '2026-11', count: 2 }],
    counts: [...due('2026-11 2026-11-24', 2), ...counted('language', 'th', 2)],
    use: [],
  }
  const check = (changes: Partial<Counted>) =>
    figuresOf(
      { period: monthPeriod('2026-11'), takenAt: noon('2026-11-24'), divisions },
      { ...agreeing, ...changes },
    ).mismatches

  it('finds nothing when counters that are kept apart agree', () => {
    expect(check({})).toEqual([])
  })

  it('names those that do not', () => {
    expect(check({ tallies: [] })).toEqual([
      { what: 'received-standing', flow: 0, counted: 2 },
      { what: 'received-language', flow: 0, counted: 2 },
    ])
    const more = (...added: Counted['counts']) => check({ counts: [...agreeing.counts, ...added] })
    expect(more(...counted('ended', 'refused', 1))).toEqual([
      { what: 'closed-ending', flow: 0, counted: 1 },
      { what: 'answered-took', flow: 1, counted: 0 },
    ])
    expect(more(...counted('took', '3', 1))).toEqual([
      { what: 'answered-took', flow: 0, counted: 1 },
    ])
  })
})

describe('a month', () => {
  it.each([
    ['2026-09', 'over'],
    ['2026-10', 'running'],
    ['2026-11', 'to-come'],
  ])('%s is %s a moment after September in Bangkok', (month, standing) => {
    const takenAt = Date.parse('2026-09-30T17:00:00Z')
    const figures = figuresOf(
      { period: monthPeriod(month), takenAt, divisions },
      { tallies: [], counts: [], use: [] },
    )
    expect(figures).toMatchObject({ takenOn: '2026-10-01', standing })
  })
})

type Life = {
  channel: Channel
  first: number | null
  receivedOn: string
  steps: {
    step: { kind: 'move'; to: number | null } | { kind: 'close' | 'reopen' | 'wait' }
    on: string
  }[]
}

/** Lets a request live, and remembers by its own book who held it when. */
function play({ channel, first, receivedOn, steps }: Life) {
  let now = {
    status: first === null ? ('submitted' as const) : ('assigned' as const),
    divisionId: first,
    channel,
    receivedOn,
  } as Parameters<typeof tallyChanges>[1]
  const book = [{ on: receivedOn, holder: first ?? 0, isOpen: true }]
  const changes = tallyChanges(undefined, now, receivedOn)
  for (const { step, on } of steps.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    const isClosed = now.status === 'answered'
    if (step.kind === 'wait' || isClosed !== (step.kind === 'reopen')) continue
    const after = {
      ...now,
      status: step.kind === 'close' ? ('answered' as const) : ('assigned' as const),
      ...(step.kind === 'move' && { divisionId: step.to }),
    }
    changes.push(...tallyChanges(now, after, on))
    now = after
    book.push({
      on: on < receivedOn ? receivedOn : on,
      holder: now.divisionId ?? 0,
      isOpen: now.status !== 'answered',
    })
  }
  const openAt = (month: string, holder: string): boolean => {
    const last = book.findLast(({ on }) => on.slice(0, 7) <= month)
    return last?.isOpen === true && (holder === 'total' || String(last.holder) === holder)
  }
  return { changes, openAt }
}

/** What `queries.ts` reads from the database. */
function sums(changes: readonly TallyChange[], month: string): TallyCount[] {
  return changes
    .filter((change) => change.month <= month)
    .map((change) => ({ ...change, month: change.month < month ? '' : change.month }))
}

function rowsOf({ rows, total }: FiguresTable) {
  return total ? [...rows, total] : rows
}

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00+07:00`)
}
