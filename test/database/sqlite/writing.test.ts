import Sqlite from 'better-sqlite3'
import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect, openSqlite } from '#src/database/sqlite/open.ts'
import { divisions, settings, topics } from '#src/database/schema.ts'
import { startWriter } from '#src/database/sqlite/write.ts'
import { freshDatabase, freshDatabaseFile } from '../../support/database.ts'
import { startProcess } from './other-process.ts'

describe('writing together', () => {
  it('commits fifty writes of the same moment; the one that fails fails alone', async () => {
    const db = await freshDatabase()
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        db.write(async (tx) => {
          await tx.insert(settings).values({ name: `n${n}`, value: 'kept' })
          if (n === 25) throw new Error('the twenty-fifth changed its mind')
          return n
        }),
      ),
    )

    const failed = results.filter((result) => result.status === 'rejected')
    expect(failed.map((result) => String(result.reason))).toEqual([
      'Error: the twenty-fifth changed its mind',
    ])
    expect(results[49]).toEqual({ status: 'fulfilled', value: 49 })
    const names = await db.read.select({ name: settings.name }).from(settings)
    expect(names).toHaveLength(49)
    expect(names).not.toContainEqual({ name: 'n25' })
  })

  it('uses one commit for all who wait at the same time', async () => {
    const path = freshDatabaseFile()
    const db = openSqlite(path)
    const versions = new Sqlite(path)
    const version = () => versions.pragma('data_version', { simple: true })
    const before = version()
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        db.write(async (tx) => {
          expect(version()).toBe(before) // nobody else sees a part of it
          await tx.insert(settings).values({ name: `n${n}`, value: '' })
        }),
      ),
    )
    expect(version()).not.toBe(before)
    versions.close()
    await db.close()
  })

  it('leaves nothing of a transaction whose second statement breaks a rule', async () => {
    const db = await freshDatabase()
    await expect(
      db.write(async (tx) => {
        await tx.insert(settings).values({ name: 'colour', value: 'blue' })
        await tx.insert(topics).values({ nameTh: 'ก', nameEn: 'a', divisionId: 99, position: 1 })
      }),
    ).rejects.toThrow('FOREIGN KEY constraint failed')
    expect(await db.read.$count(settings)).toBe(0)
  })

  it('lets the loser of a race see that the row has changed', async () => {
    const db = await freshDatabase()
    const take = (name: string) =>
      db.write((tx) =>
        tx
          .update(divisions)
          .set({ nameEn: name })
          .where(eq(divisions.nameEn, 'Office of the Secretary'))
          .returning({ id: divisions.id }),
      )
    const [first, second] = await Promise.all([take('First'), take('Second')])
    expect(first).toHaveLength(1)
    expect(second).toHaveLength(0)
  })

  it('says clearly that a write inside a write is a mistake', async () => {
    const db = await freshDatabase()
    await expect(db.write(() => db.write(async () => 'never'))).rejects.toThrow(
      'db.write was called inside db.write',
    )
    expect(await db.write(async () => 'works again')).toBe('works again')
  })

  it('refuses a transaction that is used after its end', async () => {
    const db = await freshDatabase()
    const late = await db.write(async (tx) => async () => tx.select().from(settings))
    await expect(late()).rejects.toThrow('outside the work it was given to')
  })

  it('gives up a transaction that waits for something slow, and serves the others', async () => {
    const db = await freshDatabase({ longestJob: 200 })
    const slow = db.write(async (tx) => {
      await tx.insert(settings).values({ name: 'slow', value: '' })
      await pause(60_000, undefined, { ref: false })
    })
    const quick = db.write((tx) => tx.insert(settings).values({ name: 'quick', value: '' }))
    await expect(slow).rejects.toThrow('waited for something slow')
    await quick
    expect(await db.read.select({ name: settings.name }).from(settings)).toEqual([
      { name: 'quick' },
    ])
  })
})

describe('writing when the disk fails', () => {
  it('says that the storage is full, and works again once there is space', async () => {
    const { sqlite, write } = writerOnItsOwn()
    const pages = sqlite.pragma('page_count', { simple: true })
    sqlite.pragma(`max_page_count = ${String(pages)}`)
    const big = () =>
      write((tx) => tx.insert(settings).values({ name: 'big', value: 'x'.repeat(100_000) }))

    const results = await Promise.allSettled(Array.from({ length: 5 }, big))
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: 'busy', reason: 'storage-full' },
      })
    }
    expect(sqlite.prepare('SELECT * FROM settings').all()).toEqual([])

    sqlite.pragma('max_page_count = 100000')
    await big()
    expect(sqlite.prepare('SELECT name FROM settings').all()).toEqual([{ name: 'big' }])
  })

  it('acknowledges nobody when the commit fails', async () => {
    const { sqlite, write } = writerOnItsOwn()
    const results = await Promise.allSettled([
      write((tx) => tx.insert(settings).values({ name: 'innocent', value: '' })),
      write(async (tx) => {
        sqlite.pragma('defer_foreign_keys = ON') // the broken reference is noticed by COMMIT only
        await tx.insert(topics).values({ nameTh: 'ก', nameEn: 'a', divisionId: 99, position: 1 })
      }),
    ])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(sqlite.prepare('SELECT * FROM settings').all()).toEqual([])
    await write((tx) => tx.insert(settings).values({ name: 'next', value: '' }))
  })

  it('stops writing and says so when a commit meets an I/O error', async () => {
    const path = freshDatabaseFile()
    // A limit on the size of files makes write() fail with EFBIG: for SQLite an I/O error.
    const other = startProcess(
      `
      import { openSqlite } from '#src/database/sqlite/open.ts'
      import { settings } from '#src/database/schema.ts'
      const db = openSqlite(${JSON.stringify(path)}, {
        onBroken: (cause) => console.log('broken', cause.code.startsWith('SQLITE_IOERR')),
      })
      const write = (name) =>
        db.write((tx) => tx.insert(settings).values({ name, value: 'x'.repeat(400_000) }))
          .then(() => console.log(name, 'acknowledged'), (error) => console.log(name, error.message))
      await write('small')
      await Promise.all([write('first'), write('second')])
      await write('third')
      console.log((await db.read.select({ name: settings.name }).from(settings)).map((row) => row.name).join())
      `,
      { before: 'ulimit -f 1800' },
    )
    const lines: string[] = []
    for (let line = await other.nextLine(); line !== undefined; line = await other.nextLine()) {
      lines.push(line)
    }
    expect(lines).toEqual([
      'small acknowledged',
      'broken true',
      'first busy: try-again',
      'second busy: try-again',
      'third busy: try-again',
      'small',
    ])

    const after = openSqlite(path)
    expect(await after.read.select({ name: settings.name }).from(settings)).toEqual([
      { name: 'small' },
    ])
    await after.close()
  })
})

/** A writer whose connection the test can reach, to make the disk fail. */
function writerOnItsOwn() {
  const sqlite = connect(freshDatabaseFile())
  onTestFinished(() => {
    sqlite.close()
  })
  return { sqlite, ...startWriter(sqlite, (connection) => drizzle(connection)) }
}
