import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOf } from '#src/calendar/calendar.ts'
import { channels, type Channel } from '#src/requests/info-request.ts'
import {
  flowTable,
  monthFigures,
  outcomesTable,
  serviceTable,
  speedTable,
  timelinessTable,
  type Counted,
  type FiguresTable,
  type TallySum,
} from '#src/statistics/figures.ts'
import { tallyChanges, type TallyChange } from '#src/statistics/tallies.ts'

const months = ['2026-08', '2026-09', '2026-10', '2026-11']
const divisions = [1, 2, 3].map((id) => ({ id, isActive: true }))

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
    const opening: TallySum = { ...nothing, divisionId: 9, before: 1 }
    expect(flowTable([opening], closed).rows.map(({ id }) => id)).toEqual(['0', '9'])
  })
})

describe('a month in which nothing happened', () => {
  const { tables, mismatches } = monthFigures(
    { month: '2026-11', takenAt: noon('2026-11-24'), calendar: calendarOf([]), divisions },
    { tallies: [], received: [], reopened: [], closed: [], grounds: [], answered: [], open: [] },
  )

  it('has every row, with zeros', () => {
    expect(tables.map(({ id, rows }) => [id, rows.length])).toEqual([
      ['service', 5],
      ['flow', 4],
      ['timeliness', 6],
      ['outcomes', 11],
      ['grounds', 10],
      ['speed', 4],
    ])
    const values = tables.flatMap(rowsOf).flatMap(({ values: own }) => Object.values(own))
    expect(new Set(values)).toEqual(new Set([0, null]))
    expect(mismatches).toEqual([])
  })

  it('leaves blank what has nothing to divide by', () => {
    const blanks = tables.flatMap((table) =>
      rowsOf(table).flatMap(({ id, values }) =>
        Object.entries(values).flatMap(([column, value]) =>
          value === null ? [`${table.id} ${id} ${column}`] : [],
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

describe('timeliness', () => {
  it('never counts an open request as success, and shows what is open apart', () => {
    const table = timelinessTable([
      { channel: 'online', standing: 'answered-in-time', count: 1 },
      { channel: 'post', standing: 'answered-in-time', count: 1 },
      { channel: 'online', standing: 'open-in-time', count: 3 },
      { channel: 'online', standing: 'open-late', count: 1 },
    ])
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
  it('counts what was withdrawn as withdrawn, whatever had been proposed', () => {
    const table = outcomesTable([
      { channel: 'online', status: 'withdrawn', outcome: 'refused', count: 1 },
      { channel: 'online', status: 'answered', outcome: 'refused', count: 2 },
      { channel: 'online', status: 'lapsed', outcome: null, count: 4 },
    ])
    const counted = table.rows.filter(({ values }) => values['count'] !== 0)
    expect(counted.map(({ id, values }) => [id, values['count']])).toEqual([
      ['refused', 2],
      ['withdrawn', 1],
      ['lapsed', 4],
    ])
    expect(table.total?.values).toEqual({ count: 7 })
  })
})

describe('speed', () => {
  // 23 October 2026 is a holiday, the 24th and 25th a weekend.
  const calendar = calendarOf([{ on: '2026-10-23', nameTh: '', nameEn: '', standing: 'announced' }])
  const speedOf = (...rows: Counted['answered']) =>
    Object.fromEntries(
      speedTable(rows, calendar).rows.map(({ id, values }) => [id, values['value']]),
    )

  it('counts working days after the day received', () => {
    expect(speedOf(answered('2026-10-26'))).toEqual({
      answered: 1,
      median: 2,
      ninetieth: 2,
      'same-day': 0,
    })
    expect(speedOf(answered('2026-10-21'))).toMatchObject({ median: 0, 'same-day': 1 })
  })

  it('takes the middle, or half-way between the middle two', () => {
    expect(speedOf(answered('2026-10-22'), answered('2026-10-26'))['median']).toBe(1.5)
    expect(speedOf(answered('2026-10-26', 2), answered('2026-10-22'))['median']).toBe(2)
    expect(speedOf(answered('2026-10-26', 2), answered('2026-10-22', 2))['median']).toBe(1.5)
  })

  it('takes as ninetieth percentile the least number that covers nine of ten', () => {
    expect(speedOf(answered('2026-10-22', 9), answered('2026-10-27'))['ninetieth']).toBe(1)
    expect(speedOf(answered('2026-10-22', 8), answered('2026-10-27', 2))['ninetieth']).toBe(3)
    expect(speedOf(answered('2026-10-22', 9), answered('2026-10-27', 2))['ninetieth']).toBe(3)
    expect(speedOf(answered('2026-10-22', 10), answered('2026-10-27'))['ninetieth']).toBe(1)
  })
})

describe('the check', () => {
  const counted: Counted = {
    tallies: [{ ...nothing, divisionId: 1, during: 2 }],
    received: [{ channel: 'online', standing: 'open-in-time', count: 2 }],
    reopened: [],
    closed: [],
    grounds: [],
    answered: [],
    open: [{ divisionId: 1, count: 2 }],
  }
  const check = (changes: Partial<Counted>) =>
    monthFigures(
      { month: '2026-11', takenAt: noon('2026-11-24'), calendar: calendarOf([]), divisions },
      { ...counted, ...changes },
    ).mismatches

  it('finds nothing when counters and requests agree', () => {
    expect(check({})).toEqual([])
  })

  it('names the counter that does not agree with the requests', () => {
    expect(check({ open: [] })).toEqual([{ what: 'open', row: '1', kept: 2, counted: 0 }])
    expect(check({ open: [...counted.open, { divisionId: 2, count: 1 }] })).toEqual([
      { what: 'open', row: '2', kept: 0, counted: 1 },
    ])
    expect(check({ received: [] })).toEqual([
      { what: 'received', row: 'online', kept: 2, counted: 0 },
    ])
    expect(check({ reopened: [{ channel: 'post', count: 1 }] })).toEqual([
      { what: 'reopened', row: 'post', kept: 0, counted: 1 },
    ])
    expect(
      check({ closed: [{ channel: 'post', status: 'answered', outcome: 'refused', count: 1 }] }),
    ).toEqual([{ what: 'closed', row: 'post', kept: 0, counted: 1 }])
  })
})

describe('a month', () => {
  it.each([
    ['2026-09', 'over'],
    ['2026-10', 'running'],
    ['2026-11', 'to-come'],
  ])('%s is %s a moment after September in Bangkok', (month, standing) => {
    const takenAt = Date.parse('2026-09-30T17:00:00Z')
    const figures = monthFigures(
      { month, takenAt, calendar: calendarOf([]), divisions },
      { tallies: [], received: [], reopened: [], closed: [], grounds: [], answered: [], open: [] },
    )
    expect(figures).toMatchObject({ takenOn: '2026-10-01', standing })
  })
})

const nothing: TallySum = {
  divisionId: 0,
  channel: 'online',
  measure: 'received',
  before: 0,
  during: 0,
  after: 0,
}

function answered(closedOn: string, count = 1) {
  return { receivedOn: '2026-10-21', closedOn, count }
}

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

/** What `queries.ts` adds up in the database. */
function sums(changes: readonly TallyChange[], month: string): TallySum[] {
  return changes.map(({ month: of, divisionId, channel, measure, count }) => ({
    divisionId,
    channel,
    measure,
    before: of < month ? count : 0,
    during: of === month ? count : 0,
    after: of > month ? count : 0,
  }))
}

function rowsOf({ rows, total }: FiguresTable) {
  return total ? [...rows, total] : rows
}

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00+07:00`)
}
