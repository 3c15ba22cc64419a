import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { migrateDatabase } from '#src/database/migrate.ts'
import { openDatabase, type Database } from '#src/database/open.ts'
import type { WriterOptions } from '#src/database/write.ts'

/** A migrated database of the test's own, closed and removed after it. */
export function freshDatabase(options: WriterOptions = {}): Database {
  const db = openDatabase(freshDatabaseFile(), options)
  onTestFinished(() => db.close())
  return db
}

/** The path of a migrated database that nobody has opened yet. */
export function freshDatabaseFile(): string {
  const path = join(freshFolder(), 'khamkho.sqlite')
  writeFileSync(path, (template ??= makeTemplate()))
  return path
}

/** An empty folder, removed after the test. In memory where the system has such a place: a commit waits for the disk. */
export function freshFolder(): string {
  const folder = makeFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The bytes of a migrated database: copying them is quicker than migrating each time. */
let template: Buffer | undefined

function makeTemplate(): Buffer {
  const folder = makeFolder()
  try {
    const path = join(folder, 'khamkho.sqlite')
    migrateDatabase(path, { at: 0 })
    return readFileSync(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function makeFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'khamkho-'))
}
