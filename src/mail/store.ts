import { and, asc, eq, lte, notExists, sql, type SQLWrapper } from 'drizzle-orm'
import { notTaken } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { alias, letters } from '../database/schema.ts'

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
 * Takes letters that may be tried now, those that wait longest first, and counts the try. Of one request only the
 * oldest: letters arrive in the order in which they were written. Nobody else takes them before `until`; should this
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
