import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { calendarOf } from '#src/calendar/calendar.ts'
import { monthCounts } from '#src/database/schema.ts'
import { openSqlite } from '#src/database/sqlite/open.ts'
import { keptRules } from '#src/department/store.ts'
import { fillMissingCounts } from '#src/statistics/count-anew.ts'
import { findSignedMonth } from '#src/statistics/signing/store.ts'
import { freshDatabaseFile, isPostgres } from '../support/database.ts'
import { signMonth } from '../support/months.ts'
import { aBusyDepartment } from './busy-department.ts'

/** A holiday that was entered after the counters were filled: no old step tells how it was counted before. */
const later = [
  { on: '2026-10-13', nameTh: 'วันหยุด', nameEn: 'Holiday', standing: 'announced' as const },
]
const clock = () => Date.parse('2026-11-05T12:00:00+07:00')

/** As an older version left it: its steps do not say when a request was due, nor how long an answer took. */
function forgetWhatIsNew(file: string): void {
  const sqlite = new Sqlite(file)
  const [{ sql } = { sql: '' }] = sqlite
    .prepare<[], { sql: string }>(
      "SELECT sql FROM sqlite_schema WHERE name = 'events_are_never_changed'",
    )
    .all()
  sqlite.exec(`DROP TRIGGER events_are_never_changed;
    UPDATE events SET due_on = NULL, limit_on = NULL, working_days = NULL;
    ${sql}; DELETE FROM month_counts;`)
  sqlite.close()
}

it.runIf(!isPostgres)('a month of requests older than its counts can be signed', async () => {
  const file = freshDatabaseFile()
  let db = openSqlite(file)
  const life = { seed: 8, count: 40, from: '2026-10-01', until: '2026-11-04' }
  const department = await aBusyDepartment(db, life)
  await db.close()
  forgetWhatIsNew(file)

  db = openSqlite(file)
  await fillMissingCounts(db, { at: clock(), calendar: calendarOf([]) })
  expect(await db.read.$count(monthCounts)).toBeGreaterThan(0)
  const calendar = Object.assign(async () => calendarOf(later), {
    forget() {},
  })
  const services = { db, clock, rules: keptRules(db, clock), calendar }
  await signMonth(services, department.people[0], '2026-10')
  expect(await findSignedMonth(db.read, '2026-10')).toBeDefined()
  await db.close()
})
