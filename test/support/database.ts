import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, sql } from 'drizzle-orm'
import { onTestFinished } from 'vitest'
import { dialect } from '#src/database/dialect.ts'
import type { Database } from '#src/database/open.ts'
import { openPostgres } from '#src/database/postgres/open.ts'
import { migrateSqlite } from '#src/database/sqlite/migrate.ts'
import { openSqlite } from '#src/database/sqlite/open.ts'
import type { WriterOptions } from '#src/database/sqlite/write.ts'
import type { Services } from '#src/services.ts'
import { dropDatabase, makeDatabase } from './postgres.ts'

/** For what is true of one of the two databases alone: `it.runIf(isPostgres)`. */
export const isPostgres = dialect === 'postgres'

/** A migrated database of the test's own, closed and removed after it: of the kind that this run is about. */
export async function freshDatabase(options: WriterOptions = {}): Promise<Database> {
  const db = isPostgres
    ? openPostgres(await freshDatabaseUrl())
    : openSqlite(freshDatabaseFile(), options)
  onTestFinished(() => db.close())
  return db
}

/** The address of a migrated database that nobody has opened yet. */
export async function freshDatabaseUrl(): Promise<string> {
  const url = await makeDatabase(process.env['DATABASE_URL'] ?? '')
  onTestFinished(() => dropDatabase(url))
  return url
}

/** The path of a migrated database file that nobody has opened yet. */
export function freshDatabaseFile(): string {
  const path = join(freshFolder(), 'khamkho.sqlite')
  writeFileSync(path, (template ??= makeTemplate()))
  return path
}

/** How many files are kept, whoever knows of them. */
export async function countKeptFiles({
  db,
  config,
}: Pick<Services, 'db' | 'config'>): Promise<number> {
  if (db.isShared) {
    const [kept] = await db.read.select({ count: count() }).from(sql`kept_files`)
    return kept?.count ?? 0
  }
  const folder = join(config.dataDir, 'files')
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length
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
    migrateSqlite(path, { at: 0 })
    return readFileSync(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function makeFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'khamkho-'))
}
