import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Database, Tx } from '../open.ts'
import * as schema from '../schema.sqlite.ts'
import { startWriter, type WriterOptions } from './write.ts'

/**
 * Opens an existing, migrated database (see `migrateSqlite`) with one connection that writes and one that
 * only reads. Throws a sentence when the file is missing or a commit would not be durable.
 */
export function openSqlite(path: string, options: WriterOptions = {}): Database {
  const writing = connect(path)
  const reading = connect(path)
  reading.pragma('query_only = ON')
  const writer = startWriter(writing, handleOn, options)
  return {
    read: handleOn(reading),
    write: writer.write,
    isShared: false,
    async close() {
      await writer.close()
      reading.close()
      writing.close()
    },
  }
}

/** Opens one connection with the settings every connection must have, and refuses one that is not durable. */
export function connect(path: string): Sqlite.Database {
  const sqlite = openFile(path)
  const journal = sqlite.pragma('journal_mode = WAL', { simple: true })
  // A file that was opened before comes back as NORMAL: then a power cut could take what was acknowledged.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('recursive_triggers = ON') // so that REPLACE cannot delete around the append-only triggers
  sqlite.pragma('trusted_schema = OFF')
  sqlite.pragma('secure_delete = ON')
  sqlite.pragma('cell_size_check = ON')
  sqlite.pragma('wal_autocheckpoint = 1000')
  sqlite.pragma('journal_size_limit = 67108864')
  const synchronous = sqlite.pragma('synchronous', { simple: true })
  if (journal !== 'wal' || synchronous !== 2) {
    sqlite.close()
    throw new Error(
      `The database ${path} would not keep what it acknowledges (journal ${String(journal)}, synchronous ${String(synchronous)})`,
    )
  }
  return sqlite
}

function openFile(path: string): Sqlite.Database {
  try {
    // The timeout blocks the event loop, so it is short; the writer waits by itself.
    return new Sqlite(path, { fileMustExist: true, timeout: 100 })
  } catch (cause) {
    throw new Error(`The database ${path} cannot be opened; has it been migrated?`, { cause })
  }
}

function handleOn(sqlite: Sqlite.Database, mayQuery?: () => void): Tx {
  const handle: unknown = drizzle(rememberingStatements(sqlite, mayQuery), { schema })
  // The driver works at once, yet each of its queries can be awaited; promising no more than that is what lets
  // the store functions run on an asynchronous driver too.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return handle as Tx
}

const mostStatements = 500

/**
 * The connection, keeping its prepared statements: our queries are few and come again and again. (They may be
 * shared because a statement runs from start to end without a break, and every caller sets its row mode first.)
 */
function rememberingStatements(sqlite: Sqlite.Database, mayQuery?: () => void): Sqlite.Database {
  const statements = new Map<string, Sqlite.Statement>()
  function prepare(source: string): Sqlite.Statement {
    mayQuery?.()
    const known = statements.get(source)
    if (known) return known
    if (statements.size >= mostStatements) statements.clear()
    const statement = sqlite.prepare(source)
    statements.set(source, statement)
    return statement
  }
  return new Proxy(sqlite, {
    get: (target, key): unknown => (key === 'prepare' ? prepare : Reflect.get(target, key)),
  })
}
