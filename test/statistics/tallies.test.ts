import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { addTallies, type TallyChange } from '#src/statistics/tallies.ts'
import { freshDatabase } from '../support/database.ts'

function movedTo(divisionId: number): TallyChange {
  return { month: '2026-11', divisionId, channel: 'online', measure: 'moved-in', count: 1 }
}

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
