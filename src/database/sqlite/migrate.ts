import Sqlite from 'better-sqlite3'
import {
  folderOf,
  notYetApplied,
  readMigrations,
  refuseLoss,
  type Applied,
  type Contents,
  type Migration,
} from '../migrations.ts'

/**
 * Brings the database at `path` up to date, making it when there is none, and returns the names of the
 * migrations applied now. Each runs in one transaction: after a crash it was applied or it was not. Throws a
 * sentence, and changes nothing more, when the history in the database is not the one in the folder or when a
 * migration would lose rows, references or triggers. `at`: the present instant (UTC milliseconds).
 */
export function migrateSqlite(
  path: string,
  { at, folder = folderOf('sqlite') }: { at: number; folder?: string },
): string[] {
  const migrations = readMigrations(folder)
  const sqlite = new Sqlite(path, { timeout: 5_000 })
  try {
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    // Before BEGIN, or it has no effect: rebuilding a table must not touch the rows that refer to it.
    sqlite.pragma('foreign_keys = OFF')
    sqlite.exec(historyTable)
    const waiting = notYetApplied(migrations, readHistory(sqlite))
    for (const migration of waiting) apply(sqlite, migration, at)
    sqlite.pragma('foreign_keys = ON')
    return waiting.map(({ name }) => name)
  } finally {
    sqlite.close()
  }
}

/** The migrations that a database, which is not changed, has not had yet. Throws a sentence like `migrateSqlite`. */
export function listWaiting(sqlite: Sqlite.Database): string[] {
  return notYetApplied(readMigrations(folderOf('sqlite')), readHistory(sqlite)).map(
    ({ name }) => name,
  )
}

const historyTable = `CREATE TABLE IF NOT EXISTS applied_migrations (
  name text PRIMARY KEY NOT NULL,
  sha256 text NOT NULL,
  applied_at integer NOT NULL
) STRICT`

function readHistory(sqlite: Sqlite.Database): Applied[] {
  return sqlite
    .prepare<[], Applied>('SELECT name, sha256 FROM applied_migrations ORDER BY name')
    .all()
}

function apply(sqlite: Sqlite.Database, migration: Migration, at: number): void {
  sqlite.exec('BEGIN IMMEDIATE')
  try {
    const before = contentsOf(sqlite)
    sqlite.exec(migration.sql)
    refuseLoss(migration, before, contentsOf(sqlite))
    refuseDangling(sqlite, migration)
    sqlite
      .prepare('INSERT INTO applied_migrations (name, sha256, applied_at) VALUES (?, ?, ?)')
      .run(migration.name, migration.sha256, at)
    sqlite.exec('COMMIT')
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
    throw error
  }
}

function refuseDangling(sqlite: Sqlite.Database, { name }: Migration): void {
  const [dangling] = sqlite.prepare<[], { table: string }>('PRAGMA foreign_key_check').all()
  if (dangling) {
    throw new Error(
      `The migration ${name} would leave a row of ${dangling.table} that refers to nothing`,
    )
  }
}

function contentsOf(sqlite: Sqlite.Database): Contents {
  return { rows: countRows(sqlite), triggers: namesOfTriggers(sqlite) }
}

function countRows(sqlite: Sqlite.Database): Map<string, number> {
  const tables = sqlite
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    )
    .pluck()
    .all()
  return new Map(
    tables.map((table) => [
      table,
      sqlite.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0,
    ]),
  )
}

function namesOfTriggers(sqlite: Sqlite.Database): string[] {
  return sqlite
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all()
}
