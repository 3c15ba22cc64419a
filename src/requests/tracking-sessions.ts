import { and, eq, gt, lt } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { trackingSessions } from '../database/schema.ts'

/** Whoever showed reference and code may read that one request for half an hour. */
export const trackingSessionMs = 30 * 60_000

export async function addTrackingSession(
  tx: Tx,
  session: typeof trackingSessions.$inferInsert,
): Promise<void> {
  await tx.insert(trackingSessions).values(session)
}

/** The request that this session may read, while it lasts. */
export async function findTrackedRequest(
  tx: Tx,
  tokenHash: string,
  now: number,
): Promise<number | undefined> {
  const [session] = await tx
    .select({ infoRequestId: trackingSessions.infoRequestId })
    .from(trackingSessions)
    .where(and(eq(trackingSessions.tokenHash, tokenHash), gt(trackingSessions.expiresAt, now)))
  return session?.infoRequestId
}

export async function removeTrackingSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.delete(trackingSessions).where(eq(trackingSessions.tokenHash, tokenHash))
}

export async function forgetOldTrackingSessions(tx: Tx, now: number): Promise<number> {
  const forgotten = await tx
    .delete(trackingSessions)
    .where(lt(trackingSessions.expiresAt, now))
    .returning({ tokenHash: trackingSessions.tokenHash })
  return forgotten.length
}
