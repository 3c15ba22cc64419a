import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { dayOf } from '#src/calendar/calendar.ts'
import type { Tx } from '#src/database/open.ts'
import { infoRequests, tallies } from '#src/database/schema.ts'
import { countedOn, countInScope, tallyChanges, type TallyChange } from '#src/statistics/tallies.ts'
import { addToFigures } from '#src/statistics/kept-counts.ts'
import { freshDatabase } from '../support/database.ts'
import { aBusyDepartment } from './busy-department.ts'

const received = { channel: 'online', receivedOn: '2026-11-02' } as const
const submitted = { ...received, status: 'submitted', divisionId: null } as const
const assigned = { ...received, status: 'assigned', divisionId: 7 } as const
const answered = { ...received, status: 'answered', divisionId: 7 } as const

describe('what a step adds to the figures', () => {
  it('counts a submission for nobody, or for the division its topic assigned at once', () => {
    expect(brief(tallyChanges(undefined, submitted, '2026-11-02'))).toEqual(['2026-11 0 received'])
    expect(brief(tallyChanges(undefined, assigned, '2026-11-02'))).toEqual(['2026-11 7 received'])
  })

  it('counts a submission in the month it counts as received, whenever it was entered', () => {
    const late = { ...assigned, receivedOn: '2026-10-30' }
    expect(brief(tallyChanges(undefined, late, '2026-11-04'))).toEqual(['2026-10 7 received'])
  })

  it('counts a move out of where it was and into where it goes, in the month of the move', () => {
    expect(brief(tallyChanges(submitted, assigned, '2026-12-01'))).toEqual([
      '2026-12 0 moved-out',
      '2026-12 7 moved-in',
    ])
    expect(brief(tallyChanges(assigned, submitted, '2026-12-01'))).toEqual([
      '2026-12 7 moved-out',
      '2026-12 0 moved-in',
    ])
  })

  it('counts a closing for whoever held it then', () => {
    expect(brief(tallyChanges(assigned, answered, '2026-12-01'))).toEqual(['2026-12 7 closed'])
    const advised = { ...submitted, status: 'answered' } as const
    expect(brief(tallyChanges(submitted, advised, '2026-12-01'))).toEqual(['2026-12 0 closed'])
  })

  it('counts nothing when neither the holder nor the end changes', () => {
    const accepted = { ...assigned, status: 'in-progress' } as const
    expect(tallyChanges(assigned, accepted, '2026-11-03')).toEqual([])
    expect(tallyChanges(answered, answered, '2026-11-03')).toEqual([])
  })

  it('never counts a step before the request counts as received', () => {
    const october = { ...assigned, receivedOn: '2026-10-01' }
    const withdrawn = { ...october, status: 'withdrawn' } as const
    expect(brief(tallyChanges(october, withdrawn, '2026-09-30'))).toEqual(['2026-10 7 closed'])
    expect(countedOn('2026-09-30', '2026-10-01')).toBe('2026-10-01')
    expect(countedOn('2026-10-02', '2026-10-01')).toBe('2026-10-02')
  })

  it('belongs to the day and month of Bangkok', () => {
    const lastMoment = Date.parse('2026-09-30T23:59:59.999+07:00')
    const before = dayOf(lastMoment)
    const after = dayOf(lastMoment + 1)
    expect(
      brief(tallyChanges(assigned, { ...answered, receivedOn: '2026-09-01' }, before)),
    ).toEqual(['2026-09 7 closed'])
    expect(brief(tallyChanges(assigned, { ...answered, receivedOn: '2026-09-01' }, after))).toEqual(
      ['2026-10 7 closed'],
    )
  })
})

describe('the kept counters', () => {
  it('add up, also when one step counts the same twice', async () => {
    const db = await freshDatabase()
    const twice = [
      ...tallyChanges(undefined, assigned, '2026-11-02'),
      ...tallyChanges(undefined, assigned, '2026-11-02'),
    ]
    await db.write((tx) => addTallies(tx, twice))
    await db.write((tx) => addTallies(tx, tallyChanges(undefined, assigned, '2026-11-02')))
    await db.write((tx) => addTallies(tx, []))
    expect(await db.read.select().from(tallies)).toEqual([
      { month: '2026-11', divisionId: 7, channel: 'online', measure: 'received', count: 3 },
    ])
  })

  it('say how many requests each division has, whatever became of them', async () => {
    const db = await freshDatabase()
    const { divisions } = await aBusyDepartment(db, {
      seed: 70,
      count: 120,
      from: '2026-08-20',
      until: '2026-11-24',
    })
    for (const divisionId of divisions) {
      const held = await db.read.$count(infoRequests, eq(infoRequests.divisionId, divisionId))
      expect(held).toBeGreaterThan(0)
      expect(await countInScope(db.read, { kind: 'divisions', divisionIds: [divisionId] })).toBe(
        held,
      )
    }
    expect(await countInScope(db.read, { kind: 'everything' })).toBe(120)
    expect(await countInScope(db.read, { kind: 'nothing' })).toBe(0)
  })
})

describe('two steps that count at the same two places', () => {
  it('wait for each other once, whichever place each of them names first', async () => {
    const db = await freshDatabase()
    const [one, two] = [movedTo(1), movedTo(2)]
    let runs = 0
    const begun = Promise.withResolvers<void>()
    const first = db.write(async (tx) => {
      runs += 1
      await addTallies(tx, [one])
      begun.resolve()
      await pause(200)
      await addTallies(tx, [two])
    })
    await begun.promise
    const second = db.write(async (tx) => {
      runs += 1
      await addTallies(tx, [two, one])
    })
    await Promise.all([first, second])
    expect(runs).toBe(2)
  })
})

/** Counters of flow alone. */
async function addTallies(tx: Tx, changes: readonly TallyChange[]): Promise<void> {
  await addToFigures(tx, { tallies: [...changes], counts: [] })
}

function movedTo(divisionId: number): TallyChange {
  return { month: '2026-11', divisionId, channel: 'online', measure: 'moved-in', count: 1 }
}

function brief(changes: ReturnType<typeof tallyChanges>): string[] {
  return changes.map(({ month, divisionId, measure }) => [month, divisionId, measure].join(' '))
}
