import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '#src/database/sqlite/open.ts'
import { settings } from '#src/database/schema.ts'
import { freshDatabaseFile } from '../../support/database.ts'
import { startProcess } from './other-process.ts'

describe('writing while another process holds the file', () => {
  it('waits three seconds without stopping anything else', async () => {
    const path = freshDatabaseFile()
    const db = openSqlite(path)
    const other = holdLock(path, 3_000)
    expect(await other.nextLine()).toBe('locked')

    const lag = measureLag()
    const started = performance.now()
    await db.write((tx) => tx.insert(settings).values({ name: 'patient', value: '' }))
    expect(performance.now() - started).toBeGreaterThan(2_000)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(lag.longest()).toBeLessThan(500)
    await db.close()
  }, 10_000)

  it('gives up in time, but only for those who waited so long', async () => {
    const path = freshDatabaseFile()
    const db = openSqlite(path, { longestWait: 1_000 })
    const other = holdLock(path, 60_000)
    expect(await other.nextLine()).toBe('locked')

    const started = performance.now()
    const early = Promise.allSettled([db.write(async () => 'never')])
    await pause(700)
    const late = db.write(async () => 'after all')
    expect(await early).toMatchObject([{ reason: { code: 'busy', reason: 'try-again' } }])
    expect(performance.now() - started).toBeGreaterThan(900)
    await other.kill()
    expect(await late).toBe('after all')
    await db.close()
  })
})

function holdLock(path: string, milliseconds: number) {
  return startProcess(`
    import Sqlite from 'better-sqlite3'
    const sqlite = new Sqlite(${JSON.stringify(path)})
    sqlite.exec('BEGIN IMMEDIATE')
    console.log('locked')
    setTimeout(() => sqlite.exec('ROLLBACK'), ${milliseconds})
  `)
}

function measureLag() {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - 10)
    last = now
  }, 10)
  onTestFinished(() => clearInterval(timer))
  return { longest: () => longest }
}
