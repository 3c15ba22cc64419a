import { and, or, sql, type SQL } from 'drizzle-orm'
import { dialect } from './dialect.ts'
import { contains } from './like.ts'
import type { Tx } from './open.ts'
import { postgresIndex } from './postgres/search.ts'
import { infoRequests } from './schema.ts'
import { sqliteIndex } from './sqlite/search.ts'

/*
 * Thai is written without spaces, so we index every three characters in a row (FTS5 `trigram`, an array in PostgreSQL) and find a
 * word wherever it stands. Cutting Thai into words first loses rows.
 */

const index = dialect === 'postgres' ? postgresIndex : sqliteIndex

const shortestIndexed = 3 // code points: what a trigram needs
const mostWords = 10
const longestWord = 100 // code points
/** Words too short for the index are looked for only in the subjects of this many of the newest requests. */
const newestScanned = 20_000

/** Makes `text` what the request is found by, in place of what it was found by before. */
export async function indexForSearch(tx: Tx, infoRequestId: number, words: string): Promise<void> {
  await index.saveWords(tx, infoRequestId, searchKey(words))
}

/**
 * The condition that a request contains every word of what somebody typed; undefined when they typed none.
 * Quotes and operators mean nothing: they are looked for like any other character.
 */
export async function matchingSearch(tx: Tx, typed: string): Promise<SQL | undefined> {
  const words = searchKey(typed).split(' ').filter(Boolean).slice(0, mostWords)
  const [short, indexed] = [words.filter(isShort), words.filter((word) => !isShort(word))]
  return and(
    indexed.length === 0 ? undefined : await index.matching(tx, indexed.map(firstCharacters)),
    ...short.map(inSubject),
  )
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

/** The subject is stored as typed, so a number is looked for in both kinds of digits. */
function inSubject(word: string): SQL | undefined {
  const inThaiDigits = word.replaceAll(/\d/g, (digit) => thaiDigits.charAt(Number(digit)))
  const forms = [...new Set([word, inThaiDigits])]
  return and(
    sql`${infoRequests.id} > (SELECT coalesce(max(id), 0) FROM info_requests) - ${newestScanned}`,
    or(...forms.map((form) => contains(sql`lower(${infoRequests.subject})`, form))),
  )
}
