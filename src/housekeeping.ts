import type { FastifyBaseLogger } from 'fastify'
import { checkDueDays } from './calendar/commands.ts'
import { listKnownFiles } from './files/store.ts'
import { forgetOldDrafts } from './requests/drafts.ts'
import { runWhenDue } from './schedule.ts'
import type { Services } from './services.ts'
import { longestSessionMs } from './staff/signed-in.ts'
import { forgetOldSessions } from './staff/store.ts'
import { forgetOldTrackingSessions } from './requests/tracking-sessions.ts'
import { forgetOldAttempts } from './web/attempts.ts'

const lookEveryMs = 60_000
const hour = 3_600_000
/** Bytes are kept before their row is written; younger ones may still be on their way. */
const orphanAgeMs = 24 * hour

/**
 * Forgets once an hour what nobody can use any more: old drafts with their files, sessions, counted attempts. Of
 * several processes, whichever comes first does it. And looks once more at the due days after the holidays changed.
 */
export function startHousekeeping(
  services: Services,
  log: FastifyBaseLogger,
): { stop(): Promise<void> } {
  const job = {
    name: 'housekeeping',
    everyMs: hour,
    holdMs: hour,
    work: () => tidy(services),
  }
  let round: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    round = round
      .then(() => runWhenDue(services, job))
      .catch((err) => log.error({ err }, 'housekeeping'))
      .then(() => checkDueDays(services))
      .catch((err) => log.error({ err }, 'due days'))
  }, lookEveryMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await round
    },
  }
}

/** One round of it. */
export async function tidy({ db, blobs, clock }: Services): Promise<void> {
  const now = clock()
  await forgetOldDrafts(db, now)
  await db.write((tx) => forgetOldSessions(tx, now - longestSessionMs))
  await db.write((tx) => forgetOldTrackingSessions(tx, now))
  await forgetOldAttempts(db, now)
  await blobs.sweep(now - orphanAgeMs, (ids) => listKnownFiles(db.read, ids))
}
