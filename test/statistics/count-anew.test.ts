import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { calendarOf } from '#src/calendar/calendar.ts'
import { monthCounts, tallies } from '#src/database/schema.ts'
import { checkFigures, fillMissingCounts } from '#src/statistics/count-anew.ts'
import { freshDatabase } from '../support/database.ts'
import { aBusyDepartment } from './busy-department.ts'

const noon = Date.parse('2026-11-24T12:00:00+07:00')
const calendar = calendarOf([])
const asked = { clock: () => noon, calendar: Object.assign(async () => calendar, { forget() {} }) }

async function aBusyDatabase() {
  const db = await freshDatabase()
  await aBusyDepartment(db, { seed: 4, count: 80, from: '2026-08-10', until: '2026-11-24' })
  return db
}

it('the counters of the months that are over are those of the histories', async () => {
  const db = await aBusyDatabase()
  expect(await checkFigures({ db, ...asked })).toEqual({ months: 3, differences: 0 })
})

it('a counter that was lost, or counts one too many, is found', async () => {
  const db = await aBusyDatabase()
  const isLost = and(eq(tallies.month, '2026-09'), eq(tallies.measure, 'received'))
  await db.write((tx) => tx.delete(tallies).where(isLost))
  const lost = await checkFigures({ db, ...asked })
  expect(lost['differences']).toBeGreaterThan(0)
  const added = { month: '2026-10', name: 'ended', detail: 'excessive', count: 1000 } as const
  await db.write((tx) =>
    tx
      .insert(monthCounts)
      .values(added)
      .onConflictDoUpdate({
        target: [monthCounts.month, monthCounts.name, monthCounts.detail],
        set: { count: 1000 },
      }),
  )
  const both = await checkFigures({ db, ...asked })
  expect(both['differences']).toBeGreaterThan(Number(lost['differences']))
})

it('a database that is older than the counts of months has them after its next start, and only then', async () => {
  const db = await aBusyDatabase()
  const list = () =>
    db.read
      .select()
      .from(monthCounts)
      .orderBy(monthCounts.month, monthCounts.name, monthCounts.detail)
  const kept = (await list()).filter(({ count }) => count !== 0)
  await db.write((tx) => tx.delete(monthCounts))
  await fillMissingCounts(db, { at: noon, calendar })
  expect(await list()).toEqual(kept)
  await fillMissingCounts(db, { at: noon, calendar })
  expect(await list()).toEqual(kept)
})

it('an empty service has nothing to fill or to compare', async () => {
  const db = await freshDatabase()
  await fillMissingCounts(db, { at: noon, calendar })
  expect(await db.read.$count(monthCounts)).toBe(0)
  expect(await checkFigures({ db, ...asked })).toEqual({ months: 0, differences: 0 })
})
