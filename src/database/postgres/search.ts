import { and, arrayContains, desc, sql, type SQL } from 'drizzle-orm'
import { bigint, pgTable, text } from 'drizzle-orm/pg-core'
import { contains } from '../like.ts'
import type { SearchIndex, Tx } from '../open.ts'
import { infoRequests } from '../schema.postgres.ts'
import { asPostgres } from './open.ts'

/**
 * Made by the migrations, with an index of the trigrams. They are cut here and not by `pg_trgm`, which leaves out what
 * the server's locale does not call a letter, such as the tone marks of Thai.
 */
const requestSearch = pgTable('info_request_search', {
  infoRequestId: bigint('info_request_id', { mode: 'number' }).primaryKey(),
  words: text().notNull(),
  trigrams: text().array().notNull(),
})

export const postgresIndex: SearchIndex = { saveWords, matching }

/** So many of the newest requests are looked at to tell how frequent a word is … */
const newest = 5000
/** … which it is with so many hits among them. */
const frequent = 500
/** At most so many of the newest requests with a word that is not are looked at. */
const mostFound = 30_000
/** Up to so many are looked up one by one. More are met soon enough by reading a list in its own order. */
const fewFound = 1000

async function saveWords(tx: Tx, infoRequestId: number, words: string): Promise<void> {
  const row = { words, trigrams: trigramsOf(words) }
  await asPostgres(tx)
    .insert(requestSearch)
    .values({ infoRequestId, ...row })
    .onConflictDoUpdate({ target: requestSearch.infoRequestId, set: row })
}

/**
 * A list with a frequent word is read in its own order, and whoever has not the word is skipped. Otherwise the index
 * of trigrams says who has them all, and their words who really has the words; the zero keeps the server from looking
 * up thousands of them, sorting them and keeping a page.
 */
async function matching(tx: Tx, words: readonly string[]): Promise<SQL> {
  const hasWords = and(...words.map((word) => contains(requestSearch.words, word))) ?? sql`true`
  if (await isFrequent(tx, hasWords))
    return sql`(SELECT ${hasWords} FROM ${requestSearch} WHERE ${requestSearch.infoRequestId} = ${infoRequests.id})`
  const found = await asPostgres(tx)
    .select({ id: requestSearch.infoRequestId })
    .from(requestSearch)
    .where(and(arrayContains(requestSearch.trigrams, words.flatMap(trigramsOf)), hasWords))
    .orderBy(desc(requestSearch.infoRequestId))
    .limit(mostFound)
  const ids = sql.param(found.map(({ id }) => id))
  return found.length > fewFound
    ? sql`${infoRequests.id} + 0 = ANY(${ids}::bigint[])`
    : sql`${infoRequests.id} = ANY(${ids}::bigint[])`
}

async function isFrequent(tx: Tx, hasWords: SQL): Promise<boolean> {
  const recent = asPostgres(tx)
    .select({ words: requestSearch.words })
    .from(requestSearch)
    .orderBy(desc(requestSearch.infoRequestId))
    .limit(newest)
    .as('info_request_search')
  const [hit] = await asPostgres(tx)
    .select({ words: recent.words })
    .from(recent)
    .where(hasWords)
    .limit(1)
    .offset(frequent - 1)
  return hit !== undefined
}

/** Every three characters (code points) in a row, each once. */
export function trigramsOf(words: string): string[] {
  const characters = Array.from(words)
  return [
    ...new Set(
      characters.slice(2).map((third, at) => `${characters[at]}${characters[at + 1]}${third}`),
    ),
  ]
}
