import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connect, openSqlite } from '#src/database/sqlite/open.ts'
import { settings } from '#src/database/schema.ts'
import { freshDatabase, freshDatabaseFile, freshFolder } from '../../support/database.ts'

describe('opening the database', () => {
  it('waits for the disk at every commit, also when the file was opened before', () => {
    const path = freshDatabaseFile()
    connect(path).close()

    const byDefault = new Sqlite(path)
    expect(byDefault.pragma('synchronous', { simple: true })).toBe(1) // the trap: not durable
    byDefault.close()

    const again = connect(path)
    const setting = (name: string) => again.pragma(name, { simple: true })
    expect(setting('synchronous')).toBe(2)
    expect(setting('journal_mode')).toBe('wal')
    expect(setting('busy_timeout')).toBe(100)
    expect(setting('foreign_keys')).toBe(1)
    expect(setting('recursive_triggers')).toBe(1)
    expect(setting('trusted_schema')).toBe(0)
    expect(setting('secure_delete')).toBe(1)
    expect(setting('cell_size_check')).toBe(1)
    expect(setting('wal_autocheckpoint')).toBe(1000)
    expect(setting('journal_size_limit')).toBe(67_108_864)
    again.close()
  })

  it('refuses a database that cannot have a write-ahead log', () => {
    expect(() => openSqlite('file:memory?mode=memory')).toThrow('cannot be opened')
    expect(() => connect(':memory:')).toThrow('would not keep what it acknowledges')
  })

  it('names the file that is missing', () => {
    const path = join(freshFolder(), 'nowhere.sqlite')
    expect(() => openSqlite(path)).toThrow(`The database ${path} cannot be opened`)
  })

  it('reads what was committed, and cannot write through the handle for reading', async () => {
    const db = await freshDatabase()
    await db.write(async (tx) => {
      await tx.insert(settings).values({ name: 'colour', value: 'blue' })
      expect(await tx.select().from(settings)).toHaveLength(1)
      expect(await db.read.select().from(settings)).toHaveLength(0)
    })
    expect(await db.read.select().from(settings)).toHaveLength(1)

    await expect(db.read.delete(settings)).rejects.toThrow('readonly database')
    expect(await db.read.$count(settings)).toBe(1)
  })

  it('finishes the writes that wait when it is closed, and takes no more', async () => {
    const path = freshDatabaseFile()
    const db = openSqlite(path)
    const written = db.write((tx) => tx.insert(settings).values({ name: 'colour', value: 'blue' }))
    await db.close()
    await written
    await expect(db.write(async () => 'late')).rejects.toThrow('The database is closed')

    const again = openSqlite(path)
    expect(await again.read.select().from(settings)).toEqual([{ name: 'colour', value: 'blue' }])
    await again.close()
  })
})
