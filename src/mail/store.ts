import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  lt,
  lte,
  notExists,
  sql,
  type SQLWrapper,
} from 'drizzle-orm'
import { notTaken, toChange } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { alias, divisions, infoRequests, letters, proposals } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import { withinScope } from '../requests/store.ts'
import type { Scope } from '../requests/workflow.ts'

/** A letter as it stands in the outbox. */
export type PostedLetter = typeof letters.$inferSelect

/** The letters of a request, oldest first, each with how its delivery stands. */
export async function listLetters(tx: Tx, infoRequestId: number): Promise<PostedLetter[]> {
  return tx
    .select()
    .from(letters)
    .where(eq(letters.infoRequestId, infoRequestId))
    .orderBy(asc(letters.id))
}

/** One letter of a request; `not-found` for any other's. */
export async function findLetter(tx: Tx, infoRequestId: number, id: number): Promise<PostedLetter> {
  return existing(await selectOne(tx, infoRequestId, id))
}

/** The number of a letter in an address; anything else names none. */
export function readLetterId(typed: string): number {
  if (!/^\d{1,12}$/.test(typed)) throw new Refusal('not-found', 'no-such-page')
  return Number(typed)
}

/** The same as `findLetter`, to change it: it stays as it is until the transaction ends. */
export async function findLetterToChange(
  tx: Tx,
  infoRequestId: number,
  id: number,
): Promise<PostedLetter> {
  return existing(await toChange(selectOne(tx, infoRequestId, id)))
}

function selectOne(tx: Tx, infoRequestId: number, id: number) {
  return tx
    .select()
    .from(letters)
    .where(and(eq(letters.infoRequestId, infoRequestId), eq(letters.id, id)))
}

function existing([letter]: PostedLetter[]): PostedLetter {
  if (!letter) throw new Refusal('not-found', 'no-such-page')
  return letter
}

/** Saves what somebody did about a letter. Throws `conflict` when it does not stand as they saw it any more. */
export async function saveLetter(
  tx: Tx,
  { id, state, registerNumber }: PostedLetter,
  changes: Partial<Omit<PostedLetter, 'id'>>,
): Promise<void> {
  const saved = await tx
    .update(letters)
    .set(changes)
    .where(
      and(eq(letters.id, id), eq(letters.state, state), eq(letters.registerNumber, registerNumber)),
    )
    .returning({ id: letters.id })
  if (saved.length === 0) throw new Refusal('conflict', 'moved-on')
}

/** The answer that a decision letter told of: the newest proposal there was when it was written. */
export async function findAnswerIn(
  tx: Tx,
  { infoRequestId, createdAt }: Pick<PostedLetter, 'infoRequestId' | 'createdAt'>,
): Promise<{ id: number; pages: number } | undefined> {
  if (infoRequestId === null) return undefined
  const [answer] = await tx
    .select({ id: proposals.id, pages: proposals.pages })
    .from(proposals)
    .where(and(eq(proposals.infoRequestId, infoRequestId), lte(proposals.proposedAt, createdAt)))
    .orderBy(desc(proposals.position))
    .limit(1)
  return answer
}

/** A letter that no mail takes to its reader, with the request it is about. */
export type LetterToDealWith = Pick<
  PostedLetter,
  'id' | 'kind' | 'toName' | 'createdAt' | 'state' | 'failure'
> & {
  reference: string
  name: string
  subject: string
  divisionTh: string | null
  divisionEn: string | null
}

export const lettersPerPage = 25

/**
 * The letters within somebody's scope that wait for a person: those that failed, and those for paper. Oldest first; one
 * more than a page holds where there are so many. `after` and `before` are the ids at the ends of another page.
 */
export async function listLettersToDealWith(
  tx: Tx,
  scope: Scope,
  { after, before }: { after?: number | undefined; before?: number | undefined } = {},
): Promise<LetterToDealWith[]> {
  const rows = await tx
    .select({
      id: letters.id,
      kind: letters.kind,
      toName: letters.toName,
      createdAt: letters.createdAt,
      state: letters.state,
      failure: letters.failure,
      reference: infoRequests.reference,
      name: infoRequests.name,
      subject: infoRequests.subject,
      divisionTh: divisions.nameTh,
      divisionEn: divisions.nameEn,
    })
    .from(letters)
    .innerJoin(infoRequests, eq(infoRequests.id, letters.infoRequestId))
    .leftJoin(divisions, eq(divisions.id, infoRequests.divisionId))
    .where(
      and(
        isToDealWith(scope),
        after === undefined ? undefined : gt(letters.id, after),
        before === undefined ? undefined : lt(letters.id, before),
      ),
    )
    .orderBy(before === undefined ? asc(letters.id) : desc(letters.id))
    .limit(lettersPerPage + 1)
  return before === undefined ? rows : rows.toReversed()
}

/** How many there are, counted no further than `most`. */
export async function countLettersToDealWith(tx: Tx, scope: Scope, most: number): Promise<number> {
  const some = tx
    .select({ id: letters.id })
    .from(letters)
    .innerJoin(infoRequests, eq(infoRequests.id, letters.infoRequestId))
    .where(isToDealWith(scope))
    .limit(most)
    .as('some')
  const [counted] = await tx.select({ count: count() }).from(some)
  return counted?.count ?? 0
}

/** How many letters written before `before` (UTC milliseconds) still wait for somebody to tell the person, in every division. */
export async function countUndatedLetters(tx: Tx, before: number): Promise<number> {
  const [counted] = await tx
    .select({ count: count() })
    .from(letters)
    .innerJoin(infoRequests, eq(infoRequests.id, letters.infoRequestId))
    .where(and(hasToBeTold, lt(letters.createdAt, before)))
  return counted?.count ?? 0
}

function isToDealWith(scope: Scope) {
  return and(hasToBeTold, withinScope(scope))
}

/**
 * Of letters on paper, joined with their requests: a receipt has reached whoever saw it on the screen, or got the slip at
 * the counter.
 */
export const hasNotReachedAnybody = sql`NOT (${letters.kind} = 'receipt' AND ${letters.state} = 'on-paper' AND ${infoRequests.channel} IN ('online', 'counter'))`

const hasToBeTold = and(sql`${letters.state} IN ('failed', 'on-paper')`, hasNotReachedAnybody)

/**
 * Takes letters that may be tried now, those that wait longest first, and counts the try. Of one request only the
 * oldest to each address: letters arrive in the order in which they were written, and no one's mail server holds up what
 * another person waits for. Nobody else takes them before `until`; should this
 * process end in the middle, they come again then.
 *
 * @param now UTC milliseconds
 * @returns the letters as they were, with the tries before this one
 */
export async function takeDueLetters(
  tx: Tx,
  { now, until, most }: { now: number; until: number; most: number },
): Promise<PostedLetter[]> {
  const due = await listDueLetters(tx, now, most)
  for (const { id, attempts } of due)
    await tx
      .update(letters)
      .set({ attempts: attempts + 1, nextTryAt: until })
      .where(eq(letters.id, id))
  return due
}

/** Whether there are any, without taking them. */
export async function hasDueLetters(tx: Tx, now: number): Promise<boolean> {
  const [one] = await tx
    .select({ id: letters.id })
    .from(letters)
    .where(and(isToSend(letters.state), lte(letters.nextTryAt, now)))
    .limit(1)
  return one !== undefined
}

async function listDueLetters(tx: Tx, now: number, most: number): Promise<PostedLetter[]> {
  const earlier = alias(letters, 'earlier')
  const due = tx
    .select()
    .from(letters)
    .where(
      and(
        isToSend(letters.state),
        lte(letters.nextTryAt, now),
        notExists(
          tx
            .select({ id: earlier.id })
            .from(earlier)
            .where(
              and(
                eq(earlier.infoRequestId, letters.infoRequestId),
                eq(earlier.toAddress, letters.toAddress),
                sql`${earlier.id} < ${letters.id}`,
                isToSend(earlier.state),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(letters.nextTryAt), asc(letters.id))
    .limit(most)
  return notTaken(due)
}

/** Ends a try. What was sent stays sent, whatever another try, begun when this one seemed dead, comes to. */
export async function endTry(
  tx: Tx,
  id: number,
  change: Partial<Pick<PostedLetter, 'state' | 'sentAt' | 'failure' | 'nextTryAt'>>,
): Promise<void> {
  await tx
    .update(letters)
    .set(change)
    .where(and(eq(letters.id, id), isToSend(letters.state)))
}

/** How many letters wait, and how many could not be delivered: for whoever watches the service. */
export async function countLetters(tx: Tx): Promise<{ waiting: number; failed: number }> {
  const waiting = await tx.$count(letters, isToSend(letters.state))
  const failed = await tx.$count(letters, eq(letters.state, 'failed'))
  return { waiting, failed }
}

/** Written out, so that the index over just these letters serves it. */
function isToSend(state: SQLWrapper) {
  return sql`${state} IN ('waiting', 'retrying')`
}
