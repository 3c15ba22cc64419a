import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keptCalendar, listHolidays, readCalendar } from '#src/calendar/store.ts'
import { migrateSqlite } from '#src/database/sqlite/migrate.ts'
import type { Database } from '#src/database/open.ts'
import { openSqlite } from '#src/database/sqlite/open.ts'
import { holidays } from '#src/database/schema.ts'
import { aHoliday } from './holidays.ts'

const minuteMs = 60_000
const noon = Date.parse('2026-11-24T12:00:00+07:00')

// A new database knows the closures of some years already, none of them this far away.
const [monday, tuesday] = ['2099-11-23', '2099-11-24'] as const

it('lists the holidays, the earliest first', async () => {
  const db = openFresh()
  await add(db, tuesday, monday)
  const days = (await listHolidays(db.read)).map(({ on }) => on)
  expect(days.slice(-2)).toEqual([monday, tuesday])
  expect(days).toEqual(days.toSorted())
  expect((await readCalendar(db.read)).get(monday)).toMatchObject(aHoliday(monday))
})

it('is read in the transaction that needs it, with what that has just written', async () => {
  const db = openFresh()
  const calendar = await db.write(async (tx) => {
    await tx.insert(holidays).values({ ...aHoliday(monday), source: 'test' })
    return readCalendar(tx)
  })
  expect(calendar.has(monday)).toBe(true)
})

it('keeps the calendar for a minute, then sees what was added', async () => {
  const db = openFresh()
  let now = noon
  const calendar = keptCalendar(db, () => now)
  expect((await calendar()).has(monday)).toBe(false)

  await add(db, monday)
  now += minuteMs - 1
  expect((await calendar()).has(monday)).toBe(false)
  now += 1
  expect((await calendar()).has(monday)).toBe(true)
})

it('reads again when the clock was set back', async () => {
  const db = openFresh()
  let now = noon
  const calendar = keptCalendar(db, () => now)
  await calendar()

  await add(db, monday)
  now -= 24 * 60 * minuteMs
  expect((await calendar()).has(monday)).toBe(true)
})

it('does not keep a reading that failed', async () => {
  const db = openFresh()
  const closed = openFresh()
  await closed.close()
  const breaking = { ...db, read: closed.read }
  const calendar = keptCalendar(breaking, () => noon)

  await expect(calendar()).rejects.toThrow('not open')
  breaking.read = db.read
  expect(await calendar()).toEqual(await readCalendar(db.read))
})

function openFresh(): Database {
  const folder = mkdtempSync(join(tmpdir(), 'khamkho-calendar-'))
  const path = join(folder, 'khamkho.db')
  migrateSqlite(path, { at: 0 })
  const db = openSqlite(path)
  onTestFinished(async () => {
    await db.close()
    rmSync(folder, { recursive: true })
  })
  return db
}

async function add(db: Database, ...days: string[]): Promise<void> {
  const rows = days.map((on) => ({ ...aHoliday(on), source: 'test' }))
  await db.write(async (tx) => {
    await tx.insert(holidays).values(rows)
  })
}
