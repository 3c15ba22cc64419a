import { Client, DatabaseError } from 'pg'
import { WrongSetting } from '../../config.ts'
import {
  folderOf,
  notYetApplied,
  readMigrations,
  refuseLoss,
  type Applied,
  type Contents,
  type Migration,
} from '../migrations.ts'
import { connectionTo } from './connect.ts'
import { codeIn, sentenceFor } from './errors.ts'
import { readMoveMark, refuseUnfinishedMove } from './move-mark.ts'

/** The oldest server we run on. */
const oldestVersion = 15

/** Held while migrating: of several processes that start at once one migrates, and the others find it done. */
const migrationLock = 5_607_311 // any number, as long as nobody else's is the same

/**
 * Brings the database up to date and returns the names of the migrations applied now. Each runs in one
 * transaction: after a crash it was applied or it was not. Throws a sentence, and changes nothing more, when the
 * server cannot be used, when the database is somebody else's, when its history is not the one in the folder, or when
 * a migration would lose rows or triggers; and when a move into it is unfinished, unless `isMoving` says that this is
 * the move itself. `at`: the present instant (UTC milliseconds).
 */
export async function migratePostgres(
  databaseUrl: string,
  {
    at,
    folder = folderOf('postgres'),
    isMoving = false,
    timeoutMs,
  }: { at: number; folder?: string; isMoving?: boolean; timeoutMs?: number },
): Promise<string[]> {
  const migrations = readMigrations(folder)
  const work = async (client: Client) => {
    refuseUnfit(await askWhatItIs(client))
    return inTurnToMigrate(client, async () => {
      if (!isMoving) await refuseUnfinishedMove(client)
      const { tables } = await contentsOf(client, { counting: false })
      await refuseForeign(client, tables)
      // Looked for first: who may make no tables can still serve from what their owner has migrated.
      if (!tables.includes('applied_migrations')) await client.query(historyTable)
      const waiting = notYetApplied(migrations, await readHistory(client))
      for (const migration of waiting) await apply(client, migration, at)
      return waiting.map(({ name }) => name)
    })
  }
  return withClient(databaseUrl, work, timeoutMs)
}

/** Whoever decides by what tables there are does it here, so that nobody makes some meanwhile. */
export async function inTurnToMigrate<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
  try {
    return await work()
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => {}) // gone with its connection
  }
}

/** Does something over a connection of its own. Throws a sentence when the server cannot be used. */
export async function withClient<T>(
  databaseUrl: string,
  work: (client: Client) => Promise<T>,
  /** How long the server may take to let us in (milliseconds). */
  timeoutMs = 10_000,
): Promise<T> {
  const client = await connect(databaseUrl, timeoutMs)
  try {
    return await work(client)
  } catch (error) {
    throw sentenceFor(error) ?? error
  } finally {
    await client.end()
  }
}

async function connect(databaseUrl: string, timeoutMs: number): Promise<Client> {
  const client = new Client({
    // Rebuilding a large table takes as long as it takes; another process that migrates is waited for, not for ever.
    ...connectionTo(databaseUrl, {
      statement_timeout: '0',
      idle_in_transaction_session_timeout: '0',
      lock_timeout: '5min',
    }),
    connectionTimeoutMillis: timeoutMs,
  })
  client.on('error', () => {}) // the query under way hears of it
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => {})
    throw sentenceFor(error) ?? error
  }
  return client
}

type Kind = { version: number; encoding: string }

/** What server and database these are. */
export async function askWhatItIs(client: Client): Promise<Kind> {
  const { rows } = await client.query<Kind>(
    `SELECT current_setting('server_version_num')::integer / 10000 AS version,
            current_setting('server_encoding') AS encoding`,
  )
  const [found] = rows
  if (!found) throw new Error('The server did not say what it is')
  return found
}

/** Throws a sentence when the server or the database is not what the service can work on. */
export function refuseUnfit({ version, encoding }: Kind): void {
  if (version < oldestVersion)
    throw new WrongSetting(
      `DATABASE_URL leads to PostgreSQL ${version}; ${oldestVersion} or later is needed.`,
    )
  if (encoding !== 'UTF8')
    throw new WrongSetting(
      `The database of DATABASE_URL is encoded as ${encoding}; create it with ENCODING 'UTF8'.`,
    )
}

/** Throws a sentence when there are tables, but not ours. */
async function refuseForeign(client: Client, tables: readonly string[]): Promise<void> {
  if (tables.length === 0 || tables.includes('applied_migrations')) return
  if (await readMoveMark(client)) return // a move stopped before there was anything else
  throw new WrongSetting(
    `The database of DATABASE_URL holds something else already (${tables.slice(0, 3).join(', ')}); nothing was touched. Give the service a database of its own.`,
  )
}

const historyTable = `CREATE TABLE applied_migrations (
  name text PRIMARY KEY NOT NULL,
  sha256 text NOT NULL,
  applied_at bigint NOT NULL
)`

async function readHistory(client: Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    'SELECT name, sha256 FROM applied_migrations ORDER BY name COLLATE "C"',
  )
  return rows
}

async function apply(client: Client, migration: Migration, at: number): Promise<void> {
  await client.query('BEGIN')
  try {
    const before = await contentsOf(client)
    await client.query(migration.sql)
    refuseLoss(migration, before, await contentsOf(client))
    await client.query(
      'INSERT INTO applied_migrations (name, sha256, applied_at) VALUES ($1, $2, $3)',
      [migration.name, migration.sha256, at],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}) // a broken connection has rolled back by itself
    // Whoever runs the service needs to know which file; what the server said comes with it.
    if (error instanceof DatabaseError && codeIn(error) !== '42501')
      throw new Error(`The migration ${migration.name} failed: ${error.message}`, { cause: error })
    throw error
  }
}

async function contentsOf(
  client: Client,
  { counting = true } = {},
): Promise<Contents & { tables: string[] }> {
  const { rows: found } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"',
  )
  const tables = found.map(({ name }) => name)
  const rows = new Map<string, number>()
  for (const table of counting ? tables : []) rows.set(table, await countRows(client, table))
  const { rows: triggers } = await client.query<{ name: string }>(
    `SELECT tgname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace`,
  )
  return { tables, rows, triggers: triggers.map(({ name }) => name) }
}

async function countRows(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) AS count FROM ${client.escapeIdentifier(table)}`,
  )
  return Number(rows[0]?.count)
}
