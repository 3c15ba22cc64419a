import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

export type FolderLock = {
  release(): void
}

/** Connections whose lock is held; kept here, because a forgotten one would be collected and let go of it. */
const held = new Set<Sqlite.Database>()

/**
 * Makes this process the only one that serves `dataDir`. The kernel lets go of the lock when the process ends,
 * however it ends, so nothing stale can be left behind. Throws a sentence naming the folder when another
 * process has it.
 */
export function lockFolder(dataDir: string): FolderLock {
  const sqlite = new Sqlite(join(dataDir, 'lock.sqlite'), { timeout: 0 })
  try {
    sqlite.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    sqlite.close()
    if (!(cause instanceof Sqlite.SqliteError) || cause.code !== 'SQLITE_BUSY') throw cause
    throw new Error(`Another process is already serving the folder ${dataDir}`, { cause })
  }
  held.add(sqlite)
  return {
    release() {
      held.delete(sqlite)
      sqlite.close()
    },
  }
}
