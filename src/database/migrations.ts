import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/* The rules of migrating that both databases share; how each applies one is in sqlite/ and postgres/. */

export type Migration = { name: string; sql: string; sha256: string }

export type Applied = Pick<Migration, 'name' | 'sha256'>

/** What a database holds: the number of rows of each table, and the names of its triggers. */
export type Contents = { rows: Map<string, number>; triggers: string[] }

/** Where our own migrations lie. */
export function folderOf(dialect: 'sqlite' | 'postgres'): string {
  return fileURLToPath(new URL(`../../migrations/${dialect}`, import.meta.url))
}

/** The migrations of a folder in their order. Throws a sentence when a number is missing or there twice. */
export function readMigrations(folder: string): Migration[] {
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

/**
 * The migrations after the last one applied, provided that all before it are those that were applied; throws a
 * sentence otherwise.
 */
export function notYetApplied(migrations: Migration[], history: Applied[]): Migration[] {
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

/**
 * Throws a sentence when a migration lost rows or triggers. One that is meant to lose something says so in a
 * comment of its own line, one name each: `-- loses drafts` for the rows of a table or for a trigger.
 */
export function refuseLoss(
  { name, sql: text }: Migration,
  before: Contents,
  after: Contents,
): void {
  const meant = new Set(Array.from(text.matchAll(/^-- loses (\w+)$/gm), ([, what]) => what))
  for (const [table, rows] of before.rows) {
    const left = after.rows.get(table) ?? 0
    if (left < rows && !meant.has(table)) {
      throw new Error(
        `The migration ${name} would lose ${rows - left} of the ${rows} rows of ${table}`,
      )
    }
  }
  for (const trigger of before.triggers) {
    if (!after.triggers.includes(trigger) && !meant.has(trigger)) {
      throw new Error(`The migration ${name} would lose the trigger ${trigger}`)
    }
  }
}
