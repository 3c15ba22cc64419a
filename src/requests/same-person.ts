import { and, count, desc, inArray, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { infoRequests } from '../database/schema.ts'
import type { InfoRequest } from './info-request.ts'
import { withinScope } from './store.ts'
import type { Scope } from './workflow.ts'

export type OtherRequest = Pick<
  InfoRequest,
  'reference' | 'subject' | 'status' | 'outcome' | 'receivedOn'
>

export const otherRequestColumns = {
  reference: infoRequests.reference,
  subject: infoRequests.subject,
  status: infoRequests.status,
  outcome: infoRequests.outcome,
  receivedOn: infoRequests.receivedOn,
}

/** The newest of somebody's other requests, and how many there are in all. */
export type SamePerson = { rows: OtherRequest[]; count: number }

const mostShown = 10

/**
 * Other requests with the same e-mail address or the same telephone number, within the scope: most likely of the same
 * person. Only for those who see how to reach the requester; the caller asks `seesContact`.
 */
export async function listOfSamePerson(
  tx: Tx,
  { id, email, phone }: Pick<InfoRequest, 'id' | 'email' | 'phone'>,
  scope: Scope,
): Promise<SamePerson> {
  if (email === '' && phone === '') return { rows: [], count: 0 }
  const isTheirs = and(
    ne(infoRequests.id, id),
    withinScope(scope),
    // "not empty", written out and not as a parameter, is what lets each half use its index
    or(
      and(sql`${infoRequests.email} <> ''`, inArray(infoRequests.email, emailSpellings(email))),
      and(sql`${infoRequests.phone} <> ''`, inArray(infoRequests.phone, phoneSpellings(phone))),
    ),
  )
  const rows = await tx
    .select(otherRequestColumns)
    .from(infoRequests)
    .where(isTheirs)
    .orderBy(desc(infoRequests.id))
    .limit(mostShown)
  if (rows.length < mostShown) return { rows, count: rows.length }
  const [all] = await tx.select({ count: count() }).from(infoRequests).where(isTheirs)
  return { rows, count: all?.count ?? rows.length }
}

/** Addresses are kept in lower case; those of before that, as they were typed. */
function emailSpellings(email: string): string[] {
  return [...new Set([email, email.toLowerCase()])]
}

/**
 * The ways in which people write the same Thai telephone number: in groups or in one, with dashes or spaces, with the
 * code of the country or without, in Thai digits. Numbers are kept as they were typed. One with an extension, or of
 * another country, is only known as it was written.
 */
export function phoneSpellings(phone: string): string[] {
  const western = phone.replace(/[๐-๙]/g, (digit) => String('๐๑๒๓๔๕๖๗๘๙'.indexOf(digit)))
  const digits = western.replaceAll(/[\s().-]/g, '')
  const national = /^(?:\+66|0066|66)?0?([2-9]\d{7,8})$/.exec(digits)?.[1]
  if (national === undefined) return [phone]
  const atHome = `0${national}`
  const groups = atHome.length === 10 ? groupsOfTen : groupsOfNine
  const written = groups.flatMap((sizes) => {
    const parts = cut(atHome, sizes)
    return [' ', '-'].flatMap((separator) => {
      const text = parts.join(separator)
      const abroad = text.replace(/^0[ -]?/, '')
      return [text, `+66${abroad}`, `+66${separator}${abroad}`]
    })
  })
  const inThai = written.map((text) => text.replace(/\d/g, (digit) => '๐๑๒๓๔๕๖๗๘๙'[+digit] ?? ''))
  return [...new Set([phone, ...written, ...inThai])]
}

const groupsOfTen = [[10], [3, 3, 4], [2, 4, 4], [3, 7], [3, 4, 3]]
const groupsOfNine = [[9], [2, 3, 4], [1, 4, 4], [2, 7], [3, 3, 3], [3, 6]]

function cut(text: string, sizes: readonly number[]): string[] {
  let from = 0
  return sizes.map((size) => text.slice(from, (from += size)))
}
