import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Tx } from './open.ts'
import { infoRequests } from './schema.ts'

/*
 * Thai is written without spaces, so we index every three characters in a row (FTS5 `trigram`) and find a word
 * wherever it stands. Cutting Thai into words first loses rows.
 */

/** The index made by the migrations; it holds no text, only where each trigram occurs. Its row is the request's. */
const requestSearch = sqliteTable('info_request_search', {
  infoRequestId: integer('rowid').primaryKey(),
  words: text().notNull(),
})

const shortestIndexed = 3 // code points: what a trigram needs
const mostWords = 10
const longestWord = 100 // code points
/** At most so many of the newest requests with a word are looked at: a word in all of them must stay cheap. */
const mostFound = 30_000
/** Up to so many are looked up one by one. More are met soon enough by reading a list in its own order. */
const fewFound = 1000
/** Words too short for the index are looked for only in the subjects of this many of the newest requests. */
const newestScanned = 20_000

/** Makes `text` what the request is found by, in place of what it was found by before. */
export async function indexForSearch(tx: Tx, infoRequestId: number, words: string): Promise<void> {
  await tx.delete(requestSearch).where(eq(requestSearch.infoRequestId, infoRequestId))
  await tx.insert(requestSearch).values({ infoRequestId, words: searchKey(words) })
}

/**
 * The condition that a request contains every word of what somebody typed; undefined when they typed none.
 * Quotes and operators mean nothing: they are looked for like any other character.
 */
export async function matchingSearch(tx: Tx, typed: string): Promise<SQL | undefined> {
  const words = searchKey(typed).split(' ').filter(Boolean).slice(0, mostWords)
  const [short, indexed] = [words.filter(isShort), words.filter((word) => !isShort(word))]
  const phrases = indexed.map(firstCharacters).map(quoted).join(' ')
  return and(phrases === '' ? undefined : await inIndex(tx, phrases), ...short.map(inSubject))
}

/**
 * SQLite would look up every request that is found, then sort them and keep a page. For a word in thousands of them
 * the plus forbids that: then it reads the list as without a search and skips what was not found.
 */
async function inIndex(tx: Tx, phrases: string): Promise<SQL> {
  const matches = sql`${requestSearch.words} MATCH ${phrases}`
  const found = sql`(SELECT rowid FROM ${requestSearch} WHERE ${matches} ORDER BY rowid DESC LIMIT ${mostFound})`
  const [more] = await tx
    .select({ id: requestSearch.infoRequestId })
    .from(requestSearch)
    .where(matches)
    .limit(1)
    .offset(fewFound)
  return more ? sql`+${infoRequests.id} IN ${found}` : sql`${infoRequests.id} IN ${found}`
}

/** Text as it is compared: what looks the same, or is often typed the other way, becomes the same. */
export function searchKey(words: string): string {
  return words
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF\u00AD]/gu, '') // zero width, soft hyphen
    .replaceAll('\u0E40\u0E40', '\u0E41') // เเ → แ
    .replaceAll(/([\u0E48-\u0E4B])([\u0E31\u0E34-\u0E37\u0E47\u0E4D])/gu, '$2$1') // the tone is typed last
    .replaceAll(/\u0E4D([\u0E48-\u0E4B]?)\u0E32/gu, '$1\u0E33') // ํา → ำ, also around a tone
    .replaceAll(/[๐-๙]/gu, (digit) => String(thaiDigits.indexOf(digit)))
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

const thaiDigits = '๐๑๒๓๔๕๖๗๘๙'

function isShort(word: string): boolean {
  return Array.from(word).length < shortestIndexed
}

function firstCharacters(word: string): string {
  return Array.from(word).slice(0, longestWord).join('')
}

/** As a phrase of FTS5, in which only the quote itself has to be doubled. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`
}

/** The subject is stored as typed, so a number is looked for in both kinds of digits. */
function inSubject(word: string): SQL | undefined {
  const inThaiDigits = word.replaceAll(/\d/g, (digit) => thaiDigits.charAt(Number(digit)))
  const patterns = [...new Set([word, inThaiDigits])].map(
    (form) => `%${form.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
  )
  return and(
    sql`${infoRequests.id} > (SELECT coalesce(max(id), 0) FROM info_requests) - ${newestScanned}`,
    or(
      ...patterns.map((pattern) => sql`lower(${infoRequests.subject}) LIKE ${pattern} ESCAPE '\\'`),
    ),
  )
}
