import { sql } from 'drizzle-orm'
import { dialect } from './dialect.ts'
import type { Tx } from './open.ts'

/*
 * SQLite has one writer, so what a transaction has read stays true until it ends. On PostgreSQL many write at once:
 * whoever decides on what they read says so here, and others wait for their COMMIT. On SQLite these do nothing.
 */

/** Rows that are read in order to change them, or because of what they say: nobody else can, until the transaction ends. */
export function toChange<Query extends object>(query: Query): Query {
  return isLocking(query) ? query.for('update') : query
}

/** The same for rows that somebody else may as well have: those that are taken already are left out. */
export function notTaken<Query extends object>(query: Query): Query {
  return isLocking(query) ? query.for('update', { skipLocked: true }) : query
}

/**
 * For decisions that no single row can guard ("is there another administrator?", "has this visitor a draft?"):
 * transactions that name the same thing come one after the other.
 */
export async function inTurn(tx: Tx, ...thing: (string | number)[]): Promise<void> {
  if (dialect !== 'postgres') return
  const name = thing.join(' ')
  await tx
    .select({ turn: sql`pg_advisory_xact_lock(hashtextextended(${name}, 0))` })
    .from(sql`(SELECT 1) AS one`)
}

type Locking<Query> = { for(strength: 'update', config?: { skipLocked: true }): Query }

/** Only the queries of PostgreSQL have it. */
function isLocking<Query extends object>(query: Query): query is Query & Locking<Query> {
  return 'for' in query
}
