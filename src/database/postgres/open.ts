import { AsyncLocalStorage } from 'node:async_hooks'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg'
import { Refusal } from '../../refusal.ts'
import { GivenUp, inTime } from '../in-time.ts'
import type { Database, Tx } from '../open.ts'
import { openPool, type PoolOptions } from './connect.ts'
import { asRefusal, isDisconnected, isRaced, isSilent, isUnsent } from './errors.ts'

/** Only tests want others. */
export type PostgresOptions = {
  /** How many connections at most to write with, and as many to read with. */
  connectionsEach?: number
  /** How long one transaction may take: while it waits for something slow, it holds up others (milliseconds). */
  longestJob?: number
} & Pick<PoolOptions, 'lockTimeoutMs' | 'answerTimeoutMs'>

/**
 * Opens an existing, migrated database (see `migratePostgres`) with one pool of connections that write and one of
 * connections that only read. A transaction sees what others committed before each of its queries (READ COMMITTED);
 * what it reads in order to change it, it reads with `toChange`.
 */
export function openPostgres(
  databaseUrl: string,
  { connectionsEach = 10, longestJob = 30_000, ...timeouts }: PostgresOptions = {},
): Database {
  const writing = openPool(databaseUrl, { max: connectionsEach, ...timeouts })
  const reading = openPool(databaseUrl, { max: connectionsEach, readOnly: true, ...timeouts })
  const writer = startWriter(writing, longestJob)
  return {
    read: handleOn(rereading(reading)),
    write: writer.write,
    isShared: true,
    async close() {
      await writer.finish()
      await writing.end()
      await reading.end()
    },
  }
}

type Scope = { client: PoolClient; isOpen: boolean }

/** A transaction of its own for each job, on a connection of its own. */
function startWriter(pool: Pool, longestJob: number) {
  const current = new AsyncLocalStorage<Scope>()
  /** One handle for each connection, so that it can keep its queries. */
  const handles = new WeakMap<PoolClient, Tx>()
  /** A pool that ends forgets whoever waits for a connection, so we end it only when nobody does. */
  const running = new Set<Promise<unknown>>()
  let isClosed = false

  function handleFor(client: PoolClient): Tx {
    const known = handles.get(client)
    if (known) return known
    const handle = handleOn({
      async query(query, values) {
        const scope = current.getStore()
        if (scope?.client !== client || !scope.isOpen) {
          throw new Error('A transaction was used outside the work it was given to')
        }
        return client.query(query, values)
      },
    })
    handles.set(client, handle)
    return handle
  }

  async function runOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const scope: Scope = { client, isOpen: true }
    let isBroken = false
    try {
      await client.query('BEGIN')
      // A query begins when it is awaited: that must happen in the scope, also of work that is one query.
      const job = current.run(scope, async () => await work(handleFor(client)))
      const result = await inTime(job, longestJob)
      scope.isOpen = false
      await commit(client)
      return result
    } catch (error) {
      scope.isOpen = false
      isBroken = isBeyondUse(error) || !(await hasRolledBack(client))
      throw error
    } finally {
      client.release(isBroken)
    }
  }

  async function runTwice<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await runOnce(work)
    } catch (error) {
      if (!canBeRetried(error)) throw asRefusal(error)
    }
    try {
      return await runOnce(work)
    } catch (error) {
      throw asRefusal(error)
    }
  }

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (current.getStore()?.isOpen === true) {
      throw new Error('db.write was called inside db.write: hand the tx on instead')
    }
    if (isClosed) throw new Error('The database is closed')
    const run = runTwice(work)
    running.add(run)
    try {
      return await run
    } finally {
      running.delete(run)
    }
  }

  async function finish(): Promise<void> {
    isClosed = true
    await Promise.allSettled(running)
  }

  return { write, finish }
}

/** Nobody answers on this connection any more, or it is still at what was given up. */
function isBeyondUse(error: unknown): boolean {
  return isDisconnected(error) || isSilent(error) || error instanceof GivenUp
}

/** Where even this fails the connection is of no more use, and the server rolls back by itself. */
async function hasRolledBack(client: PoolClient): Promise<boolean> {
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  )
}

/** Whether it is stored is unknown, so it must not be done again: the person is told to look or to repeat. */
class UnknownOutcome extends Error {}

async function commit(client: PoolClient): Promise<void> {
  let command: string
  try {
    command = (await client.query('COMMIT')).command
  } catch (cause) {
    throw isBeyondUse(cause) && !isUnsent(cause)
      ? new UnknownOutcome('The connection broke while a transaction was committed', { cause })
      : cause
  }
  // The server's answer when a query had failed and the work went on as if it had not.
  if (command !== 'COMMIT') throw new Error('A transaction went on after one of its queries failed')
}

function canBeRetried(error: unknown): boolean {
  if (error instanceof UnknownOutcome) return false
  return isRaced(error) || isDisconnected(error)
}

/** The pool, with each query tried on a second connection when the first turns out to be broken. */
function rereading(pool: Pool): Queryable {
  return {
    async query(query, values) {
      try {
        return await pool.query(query, values)
      } catch (error) {
        if (!isDisconnected(error)) throw asRefusal(error)
      }
      try {
        return await pool.query(query, values)
      } catch (error) {
        throw asRefusal(error)
      }
    },
  }
}

/** The same handle as what it is, for what only this database has. */
export function asPostgres(tx: Tx): NodePgDatabase {
  const handle: unknown = tx
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return handle as NodePgDatabase
}

/** All that the query builder asks of a connection. */
type Queryable = { query(query: QueryConfig, values?: unknown[]): Promise<QueryResult> }

function handleOn(connection: Queryable): Tx {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const db = drizzle(connection as Pool)
  const { session } = db._
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (...query) => bare(prepareQuery(...query))
  const handle: unknown = db
  // Its tables are those of schema.ts, which have the same rows in both databases, and its queries are only awaited.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return handle as Tx
}

type Prepared = { execute(...values: never[]): Promise<unknown> }

/** The query builder wraps an error in one about the query; a refusal is for the person and stays what it is. */
function bare<Query extends Prepared>(query: Query): Query {
  const execute = query.execute.bind(query)
  query.execute = async (...values) => {
    try {
      return await execute(...values)
    } catch (error) {
      throw error instanceof Error && error.cause instanceof Refusal ? error.cause : error
    }
  }
  return query
}
