import type { JobCounts } from './database/schema.ts'
import { listKnownFiles } from './files/store.ts'
import { forgetOldDrafts } from './requests/drafts.ts'
import { forgetOldTrackingSessions } from './requests/tracking-sessions.ts'
import type { Services } from './services.ts'
import { longestSessionMs } from './staff/signed-in.ts'
import { forgetOldSessions } from './staff/store.ts'
import { forgetOldAttempts } from './web/attempts.ts'

/** Bytes are kept before their row is written; younger ones may still be on their way. */
const orphanAgeMs = 24 * 3_600_000

/** Forgets what nobody can use any more: old drafts with their files, sessions, counted attempts. Gives how many of each. */
export async function tidy({ db, blobs, clock }: Services): Promise<JobCounts> {
  const now = clock()
  const drafts = await forgetOldDrafts(db, now)
  const signedIn = await db.write((tx) => forgetOldSessions(tx, now - longestSessionMs))
  const following = await db.write((tx) => forgetOldTrackingSessions(tx, now))
  const attempts = await forgetOldAttempts(db, now)
  const files = await blobs.sweep(now - orphanAgeMs, (ids) => listKnownFiles(db.read, ids))
  return { drafts, sessions: signedIn + following, attempts, files }
}
