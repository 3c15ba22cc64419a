import type { SQL } from 'drizzle-orm'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type * as schema from './schema.sqlite.ts'

/**
 * What every store function takes: a transaction, or the handle for reading. Queries are only ever awaited
 * (`const [row] = await tx.select()…`), so that the same function runs on either database.
 */
export type Tx = Pick<
  BaseSQLiteDatabase<'async', unknown, typeof schema>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | '$with' | 'with' | '$count'
>

export type Database = {
  /** For queries. Each sees what was committed before it began; writing through it fails. */
  read: Tx
  /**
   * Runs `work` as one transaction: all of it or nothing, and done only once it is safely stored. Rejects with
   * what `work` threw, or with a `busy` refusal (`try-again`, `storage-full`); then nothing was stored, unless the
   * connection broke while it was acknowledged: a thing done twice must be recognised by its key.
   *
   * Await only queries in `work`, for others wait for it. It may run twice, where another process got in between.
   */
  write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Other processes may serve the same database, so nothing may be counted in the memory of this one. */
  isShared: boolean
  /** Finishes the writes that wait, then closes. */
  close(): Promise<void>
}

/** How a database finds words in requests: what is left to each of them. */
export type SearchIndex = {
  /** Makes these, already as they are compared, what the request is found by. */
  saveWords(tx: Tx, infoRequestId: number, words: string): Promise<void>
  /** The condition that a request contains all of these, each of three characters or more. */
  matching(tx: Tx, words: readonly string[]): Promise<SQL>
}
