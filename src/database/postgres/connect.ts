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
  /** How long one waits for somebody who is at the same row (milliseconds). */
  lockTimeoutMs?: number | undefined
  /** How long a server may say nothing at all: one that is frozen keeps no time-out of its own (milliseconds). */
  answerTimeoutMs?: number | undefined
}

/** A pool of connections that outlives a restart of the server: a broken connection is replaced by a new one. */
export function openPool(
  databaseUrl: string,
  { max, readOnly = false, lockTimeoutMs, answerTimeoutMs = 25_000 }: PoolOptions,
): Pool {
  const pool = new Pool({
    ...connectionTo(databaseUrl, {
      ...(readOnly && { default_transaction_read_only: 'on' }),
      ...(lockTimeoutMs !== undefined && { lock_timeout: `${lockTimeoutMs}ms` }),
    }),
    max,
    query_timeout: answerTimeoutMs,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 3_600,
  })
  // Without these a server that stops would end the process; whoever uses the connection hears of it by their query.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** What a connection is opened with. What the address asks for besides, such as a search path, stays. */
export function connectionTo(
  databaseUrl: string,
  further: Record<string, string> = {},
): ClientConfig {
  const url = new URL(databaseUrl)
  const asked = url.searchParams.get('options') ?? ''
  url.searchParams.delete('options') // the driver would take them instead of ours
  const settings = { ...sessionSettings, ...further }
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  return {
    connectionString: url.href,
    application_name: 'khamkho',
    keepAlive: true,
    options: [asked, ...ours].join(' ').trim(),
  }
}
