import { and, asc, eq, lte, notExists, sql } from 'drizzle-orm'
import { alias, type SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Tx } from '../database/open.ts'
import { letters } from '../database/schema.ts'

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

/**
 * Letters that may be tried now, those that wait longest first. Of one request only the oldest: letters arrive
 * in the order in which they were written.
 *
 * @param now UTC milliseconds
 */
export async function listDueLetters(tx: Tx, now: number, most: number): Promise<PostedLetter[]> {
  const earlier = alias(letters, 'earlier')
  return tx
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
                sql`${earlier.id} < ${letters.id}`,
                isToSend(earlier.state),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(letters.nextTryAt), asc(letters.id))
    .limit(most)
}

/**
 * Begins a try: counts it, and sets when the next may be. So nobody else takes the letter meanwhile, and should
 * this process end in the middle, the letter comes again. False when somebody was quicker.
 */
export async function beginTry(
  tx: Tx,
  { id, attempts }: Pick<PostedLetter, 'id' | 'attempts'>,
  nextTryAt: number,
): Promise<boolean> {
  const begun = await tx
    .update(letters)
    .set({ attempts: attempts + 1, nextTryAt })
    .where(and(eq(letters.id, id), eq(letters.attempts, attempts), isToSend(letters.state)))
    .returning({ id: letters.id })
  return begun.length > 0
}

/** Ends a try. */
export async function endTry(
  tx: Tx,
  id: number,
  change: Partial<Pick<PostedLetter, 'state' | 'sentAt' | 'failure' | 'nextTryAt'>>,
): Promise<void> {
  await tx.update(letters).set(change).where(eq(letters.id, id))
}

/** How many letters wait, and how many could not be delivered: for whoever watches the service. */
export async function countLetters(tx: Tx): Promise<{ waiting: number; failed: number }> {
  const waiting = await tx.$count(letters, isToSend(letters.state))
  const failed = await tx.$count(letters, eq(letters.state, 'failed'))
  return { waiting, failed }
}

/** Written out, so that the index over just these letters serves it. */
function isToSend(state: SQLiteColumn) {
  return sql`${state} IN ('waiting', 'retrying')`
}
