import { eq, sql, type SQL } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SearchIndex, Tx } from '../open.ts'

/** The index made by the migrations; it holds no text, only where each trigram occurs. Its row is the request's. */
const requestSearch = sqliteTable('info_request_search', {
  infoRequestId: integer('rowid').primaryKey(),
  words: text().notNull(),
})

export const sqliteIndex: SearchIndex = { saveWords, containing }

async function saveWords(tx: Tx, infoRequestId: number, words: string): Promise<void> {
  await tx.delete(requestSearch).where(eq(requestSearch.infoRequestId, infoRequestId))
  await tx.insert(requestSearch).values({ infoRequestId, words })
}

function containing(words: readonly string[], most: number): SQL {
  const phrases = words.map(quoted).join(' ')
  return sql`(SELECT rowid FROM info_request_search WHERE words MATCH ${phrases} ORDER BY rowid DESC LIMIT ${most})`
}

/** As a phrase of FTS5, in which only the quote itself has to be doubled. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`
}
