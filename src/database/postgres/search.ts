import { and, arrayContains, sql, type SQL } from 'drizzle-orm'
import { bigint, pgTable, text } from 'drizzle-orm/pg-core'
import { contains } from '../like.ts'
import type { SearchIndex, Tx } from '../open.ts'
import { asPostgres } from './open.ts'

/**
 * Made by the migrations, with an index of the trigrams. They are cut here and not by `pg_trgm`, which leaves out what
 * the server's locale does not call a letter, such as the tone marks of Thai.
 */
export const requestSearch = pgTable('info_request_search', {
  infoRequestId: bigint('info_request_id', { mode: 'number' }).primaryKey(),
  words: text().notNull(),
  trigrams: text().array().notNull(),
})

export const postgresIndex: SearchIndex = { saveWords, containing }

async function saveWords(tx: Tx, infoRequestId: number, words: string): Promise<void> {
  const row = searchRow(infoRequestId, words)
  await asPostgres(tx)
    .insert(requestSearch)
    .values(row)
    .onConflictDoUpdate({ target: requestSearch.infoRequestId, set: row })
}

/** A request as the index has it. `words`: already as they are compared. */
export function searchRow(infoRequestId: number, words: string): typeof requestSearch.$inferSelect {
  return { infoRequestId, words, trigrams: trigramsOf(words) }
}

/** Those that have all their trigrams, and of them those that really have the words. */
function containing(words: readonly string[], most: number): SQL {
  const isFound = and(
    arrayContains(requestSearch.trigrams, [...new Set(words.flatMap(trigramsOf))]),
    ...words.map((word) => contains(requestSearch.words, word)),
  )
  return sql`(SELECT info_request_id FROM info_request_search WHERE ${isFound} ORDER BY info_request_id DESC LIMIT ${most})`
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
