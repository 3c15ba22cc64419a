import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { keptCalendar } from '#src/calendar/store.ts'
import type { Database } from '#src/database/open.ts'
import { openPostgres } from '#src/database/postgres/open.ts'
import { openSqlite } from '#src/database/sqlite/open.ts'
import { keptRules } from '#src/department/store.ts'
import { findSignedMonth, findWritten } from '#src/statistics/signing/store.ts'
import {
  freshDatabaseFile,
  freshDatabaseUrl,
  freshFolder,
  isPostgres,
} from '../support/database.ts'
import { signMonth } from '../support/months.ts'
import { findPostgres } from '../support/postgres-server.ts'
import { dropDatabase } from '../support/postgres.ts'
import { aBusyDepartment } from './busy-department.ts'

const now = Date.parse('2026-11-05T12:00:00+07:00')
const clock = () => now

it.runIf(!isPostgres)(
  'a signed month comes back from a backup of the file byte for byte',
  async () => {
    const file = freshDatabaseFile()
    const before = await sign(openSqlite(file))
    const backup = join(freshFolder(), 'khamkho.sqlite')
    const sqlite = new Sqlite(file)
    await sqlite.backup(backup)
    sqlite.close()
    expect(await readFrom(openSqlite(backup))).toEqual(before)
  },
)

it.runIf(isPostgres)('a signed month comes back from pg_dump byte for byte', async () => {
  const url = await freshDatabaseUrl()
  const before = await sign(openPostgres(url))
  const dump = join(freshFolder(), 'khamkho.dump')
  execFileSync(programOf('pg_dump'), ['--format=custom', `--file=${dump}`, url])
  const restored = new URL(url)
  restored.pathname = `${restored.pathname}_restored`
  execFileSync(programOf('createdb'), [
    `--maintenance-db=${url}`,
    '--template=template0',
    restored.pathname.slice(1),
  ])
  try {
    execFileSync(programOf('pg_restore'), [`--dbname=${restored.href}`, dump])
    expect(await readFrom(openPostgres(restored.href))).toEqual(before)
  } finally {
    await dropDatabase(restored.href)
  }
})

function programOf(name: string): string {
  return join(findPostgres() ?? '', name)
}

async function sign(db: Database) {
  const department = await aBusyDepartment(db, {
    seed: 8,
    count: 40,
    from: '2026-10-01',
    until: '2026-11-04',
  })
  const services = {
    db,
    clock,
    rules: keptRules(db, clock),
    calendar: keptCalendar(db, clock),
  }
  await signMonth(services, department.people[0], '2026-10')
  return readFrom(db)
}

/** What was signed, and that it still is what its hash says. */
async function readFrom(db: Database) {
  const written = await findWritten(db.read, '2026-10', 1)
  expect(await findSignedMonth(db.read, '2026-10')).toMatchObject({ sha256: written?.sha256 })
  await db.close()
  return written
}
