import { eq, and } from 'drizzle-orm'
import { toChange } from './database/locking.ts'
import type { Database } from './database/open.ts'
import { jobs } from './database/schema.ts'

/** Work that is done now and then, by whichever process is alive. */
export type Job = {
  name: string
  everyMs: number
  /** Longer than it ever takes: a process that dies at it keeps the others from it that long. */
  holdMs: number
  work: () => Promise<void>
}

/** After a failure it is tried again this soon, unless it comes more often anyway. */
const retryMs = 5 * 60_000

/**
 * Does the job if it is due and nobody else is at it, and notes how it ended. Gives whether it was done; what it
 * throws is thrown on, once that is noted.
 */
export async function runWhenDue(
  { db, clock }: { db: Database; clock: () => number },
  { name, everyMs, holdMs, work }: Job,
): Promise<boolean> {
  if (!isDue(await findJob(db, name), clock())) return false
  const heldUntil = await take(db, name, clock(), holdMs)
  if (heldUntil === undefined) return false
  try {
    await work()
  } catch (error) {
    // Where even this fails, it waits until the hold is over; why the work failed is what must be heard.
    await end({ outcome: 'failed', nextAt: clock() + Math.min(everyMs, retryMs) }).catch(() => {})
    throw error
  }
  await end({ outcome: 'done', nextAt: clock() + everyMs })
  return true

  /** Only what is still ours: whoever took it over when we were too slow notes the end themselves. */
  async function end(how: { outcome: 'done' | 'failed'; nextAt: number }): Promise<void> {
    await db.write(async (tx) => {
      await tx
        .update(jobs)
        .set({ ...how, heldUntil: 0, endedAt: clock() })
        .where(and(eq(jobs.name, name), eq(jobs.heldUntil, heldUntil ?? 0)))
    })
  }
}

type Standing = Pick<typeof jobs.$inferSelect, 'heldUntil' | 'nextAt'>

function isDue(standing: Standing | undefined, now: number): boolean {
  return standing === undefined || (standing.nextAt <= now && standing.heldUntil <= now)
}

async function findJob(db: Database, name: string): Promise<Standing | undefined> {
  const [job] = await db.read.select().from(jobs).where(eq(jobs.name, name))
  return job
}

/** Takes the job until the moment it gives; nothing when somebody was quicker. */
async function take(
  db: Database,
  name: string,
  now: number,
  holdMs: number,
): Promise<number | undefined> {
  return db.write(async (tx) => {
    await tx
      .insert(jobs)
      .values({ name, heldUntil: 0, nextAt: now, startedAt: now, outcome: 'done' })
      .onConflictDoNothing()
    const [job] = await toChange(tx.select().from(jobs).where(eq(jobs.name, name)))
    if (!isDue(job, now)) return undefined
    const heldUntil = now + holdMs
    await tx
      .update(jobs)
      .set({ heldUntil, startedAt: now, endedAt: null, outcome: 'running' })
      .where(eq(jobs.name, name))
    return heldUntil
  })
}
