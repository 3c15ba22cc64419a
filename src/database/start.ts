import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DrizzleQueryError } from 'drizzle-orm'
import { Refusal } from '../refusal.ts'
import type { Database } from './open.ts'
import { sentenceFor } from './postgres/errors.ts'
import { migratePostgres } from './postgres/migrate.ts'
import { openPostgres } from './postgres/open.ts'
import { lockFolder } from './sqlite/folder-lock.ts'
import { migrateSqlite } from './sqlite/migrate.ts'
import { refuseMovedFolder } from './sqlite/moved-folder.ts'
import { openSqlite } from './sqlite/open.ts'

/** Where the database is: on a server, or a file in the data folder. */
export type Place = { dataDir: string; databaseUrl: string | undefined }

/** The file of a data folder. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'khamkho.sqlite')
}

/**
 * Brings the database up to date, making its tables where there are none, and gives the names of the migrations
 * applied now. Throws a sentence naming what is in the way. `at`: the present instant (UTC milliseconds).
 */
export async function migrateDatabase(
  { dataDir, databaseUrl }: Place,
  { at }: { at: number },
): Promise<string[]> {
  if (databaseUrl !== undefined) return migratePostgres(databaseUrl, { at })
  refuseMovedFolder(dataDir)
  return migrateSqlite(databaseFile(dataDir), { at })
}

/**
 * Opens the database to serve from it, brought up to date. Of a data folder this makes the process the only one that
 * serves; a server is open to as many as there are. Throws a sentence naming what is in the way.
 */
export async function startDatabase(
  place: Place,
  { at, onBroken }: { at: number; onBroken?: ((cause: unknown) => void) | undefined },
): Promise<Database> {
  const { dataDir, databaseUrl } = place
  if (databaseUrl !== undefined) {
    await migrateDatabase(place, { at })
    return openPostgres(databaseUrl)
  }
  const lock = lockFolder(dataDir)
  try {
    await migrateDatabase(place, { at })
    const db = openSqlite(databaseFile(dataDir), onBroken && { onBroken })
    return {
      ...db,
      async close() {
        await db.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Opens the database beside a service that may be running: a command of whoever looks after it. */
export async function visitDatabase(place: Place, { at }: { at: number }): Promise<Database> {
  const { dataDir, databaseUrl } = place
  if (databaseUrl !== undefined) return startDatabase(place, { at })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  refuseMovedFolder(dataDir)
  if (!existsSync(databaseFile(dataDir))) await migrateDatabase(place, { at })
  return openSqlite(databaseFile(dataDir))
}

/**
 * For whoever runs a command: what a page would tell a person as "try again", or would not tell at all, has its reason
 * in the database. Any other error stays what it is.
 */
export function reasonOf(error: unknown): unknown {
  const isAboutQuery = error instanceof Refusal || error instanceof DrizzleQueryError
  if (!isAboutQuery || error.cause === undefined) return error
  return sentenceFor(error.cause) ?? error.cause
}
