import { Pool, type ClientConfig } from 'pg'

/** What every session must have, whatever the server's own defaults are. */
const sessionSettings = {
  // Only then does "done" mean that it would survive a power cut.
  synchronous_commit: 'on',
  // A person waits no longer than this for somebody who is at the same thing, or for a query that went astray.
  lock_timeout: '5s',
  statement_timeout: '20s',
  idle_in_transaction_session_timeout: '10s',
  timezone: 'UTC',
  client_encoding: 'UTF8',
}

export type PoolOptions = {
  /** How many connections at most. */
  max: number
  /** Only queries: writing through it fails. */
  readOnly?: boolean
}

/** A pool of connections that outlives a restart of the server: a broken connection is replaced by a new one. */
export function openPool(databaseUrl: string, { max, readOnly = false }: PoolOptions): Pool {
  const pool = new Pool({
    ...connectionTo(databaseUrl, readOnly ? { default_transaction_read_only: 'on' } : {}),
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 3_600,
  })
  // Without these a server that stops would end the process; whoever uses the connection hears of it by their query.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** What a connection is opened with. */
export function connectionTo(
  databaseUrl: string,
  further: Record<string, string> = {},
): ClientConfig {
  const settings = { ...sessionSettings, ...further }
  return {
    connectionString: databaseUrl,
    application_name: 'khamkho',
    keepAlive: true,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  }
}
