import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'

const ownMigrations = fileURLToPath(new URL('../../migrations/sqlite', import.meta.url))

/**
 * Brings the database at `path` up to date, making it when there is none, and returns the names of the
 * migrations applied now. Each runs in one transaction: after a crash it was applied or it was not. Throws a
 * sentence, and changes nothing more, when the history in the database is not the one in the folder or when a
 * migration would lose rows, references or triggers. `at`: the present instant (UTC milliseconds).
 */
export function migrateDatabase(
  path: string,
  { at, folder = ownMigrations }: { at: number; folder?: string },
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

type Migration = { name: string; sql: string; sha256: string }

type Applied = Pick<Migration, 'name' | 'sha256'>

const historyTable = `CREATE TABLE IF NOT EXISTS applied_migrations (
  name text PRIMARY KEY NOT NULL,
  sha256 text NOT NULL,
  applied_at integer NOT NULL
) STRICT`

function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
  return files.map((file, position) => {
    if (!file.startsWith(`${String(position).padStart(4, '0')}_`)) {
      throw new Error(
        `The migration ${file} in ${folder} is out of order: number ${position} comes here`,
      )
    }
    const text = readFileSync(join(folder, file), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    return { name: file.slice(0, -'.sql'.length), sql: text, sha256 }
  })
}

function readHistory(sqlite: Sqlite.Database): Applied[] {
  return sqlite
    .prepare<[], Applied>('SELECT name, sha256 FROM applied_migrations ORDER BY name')
    .all()
}

/** The migrations after the last one applied, provided that all before it are those that were applied. */
function notYetApplied(migrations: Migration[], history: Applied[]): Migration[] {
  for (const [position, applied] of history.entries()) {
    const migration = migrations[position]
    if (!migration) {
      throw new Error(
        `The database is newer than this program: it has the migration ${applied.name}`,
      )
    }
    if (migration.name > applied.name) {
      throw new Error(`The migration ${applied.name} was applied, but its file is missing`)
    }
    if (migration.name < applied.name) {
      throw new Error(
        `The migration ${migration.name} is out of order: ${applied.name} was already applied without it`,
      )
    }
    if (migration.sha256 !== applied.sha256) {
      throw new Error(`The migration ${migration.name} was edited after it had been applied`)
    }
  }
  return migrations.slice(history.length)
}

function apply(sqlite: Sqlite.Database, migration: Migration, at: number): void {
  sqlite.exec('BEGIN IMMEDIATE')
  try {
    const before = countRows(sqlite)
    const triggers = namesOfTriggers(sqlite)
    sqlite.exec(migration.sql)
    refuseLoss(sqlite, migration, before, triggers)
    sqlite
      .prepare('INSERT INTO applied_migrations (name, sha256, applied_at) VALUES (?, ?, ?)')
      .run(migration.name, migration.sha256, at)
    sqlite.exec('COMMIT')
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
    throw error
  }
}

/**
 * A migration that is meant to lose something says so in a comment of its own line, one name each:
 * `-- loses drafts` for the rows of a table or for a trigger.
 */
function refuseLoss(
  sqlite: Sqlite.Database,
  { name, sql: text }: Migration,
  before: Map<string, number>,
  triggers: string[],
): void {
  const meant = new Set(Array.from(text.matchAll(/^-- loses (\w+)$/gm), ([, what]) => what))
  const after = countRows(sqlite)
  for (const [table, rows] of before) {
    const left = after.get(table) ?? 0
    if (left < rows && !meant.has(table)) {
      throw new Error(
        `The migration ${name} would lose ${rows - left} of the ${rows} rows of ${table}`,
      )
    }
  }
  const triggersLeft = new Set(namesOfTriggers(sqlite))
  for (const trigger of triggers) {
    if (!triggersLeft.has(trigger) && !meant.has(trigger)) {
      throw new Error(`The migration ${name} would lose the trigger ${trigger}`)
    }
  }
  const [dangling] = sqlite.prepare<[], { table: string }>('PRAGMA foreign_key_check').all()
  if (dangling) {
    throw new Error(
      `The migration ${name} would leave a row of ${dangling.table} that refers to nothing`,
    )
  }
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
