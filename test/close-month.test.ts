import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { openPostgres } from '#src/database/postgres/open.ts'
import { openSqlite } from '#src/database/sqlite/open.ts'
import { findWritten } from '#src/statistics/signing/store.ts'
import { aBusyDepartment } from './statistics/busy-department.ts'
import { freshDatabaseFile, freshDatabaseUrl, freshFolder, isPostgres } from './support/database.ts'
import { addCast, password } from './support/service.ts'

/** A department with an October, in a place of its own, and how to run the command there. */
async function aPlace() {
  const url = isPostgres ? await freshDatabaseUrl() : undefined
  const file = freshDatabaseFile()
  const open = (): Database => (url === undefined ? openSqlite(file) : openPostgres(url))
  const db = open()
  await addCast({ db, clock: () => Date.parse('2026-11-05T12:00:00+07:00') })
  await aBusyDepartment(db, { seed: 9, count: 20, from: '2026-10-01', until: '2026-11-04' })
  await db.close()
  const env = {
    ...process.env,
    ...(url === undefined ? { DATA_DIR: dirname(file) } : { DATA_DIR: freshFolder() }),
    BASE_URL: 'http://localhost:3000', // the test runner has one of its own
    DATABASE_URL: url,
  }
  const run = (words: string[], input = password) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['src/main.ts', 'close-month', ...words],
      { input, env, encoding: 'utf8' },
    )
    return { status, said: `${stdout}${stderr}` }
  }
  const signed = async () => {
    const again = open()
    const written = await findWritten(again.read, '2026-10', 1)
    await again.close()
    return written
  }
  return { run, signed }
}

const october = ['--month', '2569-10', '--username', 'secretary', '--paper-entered']

it('close-month signs a month for the secretary, and says what proves it', async () => {
  const { run, signed } = await aPlace()
  const { status, said } = run(october)
  const written = await signed()
  expect(said).toContain(`Signed 2026-10, revision 1`)
  expect(said).toContain(String(written?.sha256))
  expect(status).toBe(0)
  const again = run(october)
  expect([again.status, again.said]).toEqual([1, expect.stringContaining('signed already')])
})

it.each([
  ['nobody knows the password', october, 'wrong password', 'not a secretary with that password'],
  [
    'somebody else signs',
    ['--month', '2026-10', '--username', 'officer', '--paper-entered'],
    password,
    'not a secretary with that password',
  ],
  ['no password comes', october, '', 'comes from standard input'],
  ['nobody says that paper was entered', october.slice(0, 4), password, '--paper-entered'],
  [
    'there is no such month',
    ['--month', '2569-13', ...october.slice(2)],
    password,
    '--month 2026-10',
  ],
  ['a year is no month', ['--month', '2570', ...october.slice(2)], password, '--month 2026-10'],
  ['it is not over', ['--month', '2100-01', ...october.slice(2)], password, 'not over'],
  ['nobody is named', ['--month', '2026-10'], password, '--username'],
])('close-month signs nothing when %s', async (_when, words, input, sentence) => {
  const { run, signed } = await aPlace()
  const { status, said } = run(words, input)
  expect([status, said]).toEqual([1, expect.stringContaining(sentence)])
  expect(said).not.toMatch(/\n\s+at /)
  expect(await signed()).toBeUndefined()
})
