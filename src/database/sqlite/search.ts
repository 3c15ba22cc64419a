import { eq, sql, type SQL } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SearchIndex, Tx } from '../open.ts'
import { infoRequests } from '../schema.sqlite.ts'

/** The index made by the migrations; it holds no text, only where each trigram occurs. Its row is the request's. */
const requestSearch = sqliteTable('info_request_search', {
  infoRequestId: integer('rowid').primaryKey(),
  words: text().notNull(),
})

export const sqliteIndex: SearchIndex = { saveWords, matching }

/** At most so many of the newest requests with a word are looked at: a word in all of them must stay cheap. */
const mostFound = 30_000
/** Up to so many are looked up one by one. More are met soon enough by reading a list in its own order. */
const fewFound = 1000

async function saveWords(tx: Tx, infoRequestId: number, words: string): Promise<void> {
  await tx.delete(requestSearch).where(eq(requestSearch.infoRequestId, infoRequestId))
  await tx.insert(requestSearch).values({ infoRequestId, words })
}

/**
 * SQLite would look up every request that is found, then sort them and keep a page. For a word in thousands of them
 * the plus forbids that: then it reads the list as without a search and skips what was not found.
 */
async function matching(tx: Tx, words: readonly string[]): Promise<SQL> {
  const matches = sql`${requestSearch.words} MATCH ${words.map(quoted).join(' ')}`
  const found = sql`(SELECT rowid FROM ${requestSearch} WHERE ${matches} ORDER BY rowid DESC LIMIT ${mostFound})`
  const [more] = await tx
    .select({ id: requestSearch.infoRequestId })
    .from(requestSearch)
    .where(matches)
    .limit(1)
    .offset(fewFound)
  return more ? sql`+${infoRequests.id} IN ${found}` : sql`${infoRequests.id} IN ${found}`
}

/** As a phrase of FTS5, in which only the quote itself has to be doubled. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`
}
