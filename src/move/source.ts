import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { lockFolder } from '../database/sqlite/folder-lock.ts'
import { listWaiting } from '../database/sqlite/migrate.ts'
import { databaseFile } from '../database/start.ts'

/** The folder that is moved: its database as it was at one moment, which nobody can change through this. */
export type Source = {
  dataDir: string
  sqlite: Sqlite.Database
  /** What tells this folder from others, wherever it lies. */
  identity: string
  /** Throws a sentence when somebody else changed the database since it was opened. */
  refuseChange(): void
  close(): void
}

/**
 * Opens a data folder to be moved, and keeps everybody else from serving it. Throws a sentence when there is none,
 * when it is served, when its database is of another version than the program, and when the database is damaged.
 */
export function openSource(dataDir: string): Source {
  const file = databaseFile(dataDir)
  if (!existsSync(file))
    throw new Error(`DATA_DIR ${dataDir} has no database (khamkho.sqlite) that could be moved.`)
  const lock = lockFolder(dataDir)
  try {
    const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true })
    sqlite.pragma('query_only = ON')
    const version = () => sqlite.pragma('data_version', { simple: true })
    const opened = version()
    sqlite.exec('BEGIN') // one look at everything: what is written meanwhile is not seen
    refuseOtherVersion(sqlite, dataDir)
    return {
      dataDir,
      sqlite,
      identity: identityOf(sqlite),
      refuseChange() {
        sqlite.exec('COMMIT')
        if (version() !== opened)
          throw new Error(
            `The database in ${dataDir} was changed while it was moved (by add-user?).`,
          )
      },
      close() {
        sqlite.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    if (!(error instanceof Sqlite.SqliteError)) throw error
    throw new Error(`The database in DATA_DIR ${dataDir} cannot be read (${error.message}).`, {
      cause: error,
    })
  }
}

/** Throws a sentence when the database file is damaged: what cannot be read cannot be moved. */
export function refuseDamage({ sqlite, dataDir }: Source): void {
  const found = sqlite.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get()
  if (found === 'ok') return
  const damage = found?.split('\n').at(-1) ?? ''
  throw new Error(
    `The database in ${dataDir} is damaged (${damage}); nothing was moved. Restore it from a backup first.`,
  )
}

function refuseOtherVersion(sqlite: Sqlite.Database, dataDir: string): void {
  const isOurs = sqlite
    .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'applied_migrations'")
    .get()
  if (!isOurs) throw new Error(`The database in DATA_DIR ${dataDir} is not one of this service.`)
  const waiting = listWaiting(sqlite)
  if (waiting.length > 0)
    throw new Error(
      `The database in DATA_DIR ${dataDir} is older than this program (${waiting.join(', ')}). Bring it up to date first: npm run migrate, without DATABASE_URL.`,
    )
}

/** When its database was made, and its signing key, which nobody learns from this. */
function identityOf(sqlite: Sqlite.Database): string {
  const facts = [
    sqlite.prepare('SELECT applied_at FROM applied_migrations ORDER BY name LIMIT 1').pluck().get(),
    sqlite.prepare("SELECT value FROM settings WHERE name = 'signing-key'").pluck().get(),
  ]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
