import { and, asc, eq } from 'drizzle-orm'
import {
  addWorkingDays,
  dayOf,
  isWorkingDay,
  instantOf,
  type Calendar,
} from './calendar/calendar.ts'
import { toChange } from './database/locking.ts'
import type { Database, Tx } from './database/open.ts'
import { jobs, type JobCounts } from './database/schema.ts'

/** When a job is due. Instants are UTC milliseconds. */
export type Rhythm = {
  /** The first moment after another at which it is due. */
  nextAfter: (at: number, calendar: Calendar) => number
  /** Whether what was missed may be done at that moment; at any when absent. */
  isTimeFor?: (at: number, calendar: Calendar) => boolean
}

/** Work that is done now and then, by whichever process is alive. */
export type Job = Rhythm & {
  name: string
  /** Longer than it ever takes: a process that dies at it keeps the others from it that long. */
  holdMs: number
  /** Done again from the beginning when somebody died at it, so it must find what is done already. */
  work: () => Promise<JobCounts>
}

/** What a schedule needs of the services. */
export type Scheduling = {
  db: Database
  /** UTC milliseconds. */
  clock: () => number
  calendar: () => Promise<Calendar>
}

/** As often as that, counted from the end of the last time; at once when it never was. */
export function every(ms: number): Rhythm {
  return { nextAfter: (at) => at + ms }
}

/**
 * On each working day at that time in Bangkok (`08:30`). When that was missed, at once, but only within the same day:
 * what was meant for a Friday is of no use on a Saturday, and on Monday morning it comes anyway.
 */
export function eachWorkingDayAt(time: string): Rhythm {
  const isTimeFor = (at: number, calendar: Calendar) =>
    isWorkingDay(dayOf(at), calendar) && at >= instantOf(dayOf(at), time)
  return {
    isTimeFor,
    nextAfter(at, calendar) {
      const today = dayOf(at)
      const isAhead = isWorkingDay(today, calendar) && at < instantOf(today, time)
      return instantOf(isAhead ? today : addWorkingDays(today, 1, calendar), time)
    },
  }
}

/** How a job stands: when somebody was last at it, and how that ended. */
export type Standing = typeof jobs.$inferSelect

/** All that was ever begun, by name. */
export async function listStandings(tx: Tx): Promise<Standing[]> {
  return tx.select().from(jobs).orderBy(asc(jobs.name))
}

/** When a job is due, seen from now; in the past or now: it is due. */
export function dueAt(
  standing: Pick<Standing, 'nextAt'> | undefined,
  job: Rhythm,
  now: number,
  calendar: Calendar,
): number {
  const planned = Math.max(standing?.nextAt ?? now, now)
  // A holiday may have been announced since it was planned.
  return job.isTimeFor?.(planned, calendar) === false ? job.nextAfter(planned, calendar) : planned
}

/** After a failure it is tried again this soon, unless it comes more often anyway. */
const retryMs = 5 * 60_000

/**
 * Does the job if it is due and nobody else is at it, and notes how it ended and what it did. Gives whether it was
 * done; what it throws is thrown on, once that is noted.
 */
export async function runWhenDue(services: Scheduling, job: Job): Promise<boolean> {
  const calendar = await services.calendar()
  return run(services, job, (standing, now) => dueAt(standing, job, now, calendar) <= now)
}

/** Does it now, whenever it is due; not when somebody is at it. Gives and throws the same. */
export async function runNow(services: Scheduling, job: Job): Promise<boolean> {
  return run(services, job, () => true)
}

type Wanted = (standing: Standing | undefined, now: number) => boolean

async function run(services: Scheduling, job: Job, isWanted: Wanted): Promise<boolean> {
  const { db, clock, calendar } = services
  const mayBegin: Wanted = (standing, now) =>
    (standing === undefined || standing.heldUntil <= now) && isWanted(standing, now)
  if (!mayBegin(await findStanding(db.read, job.name), clock())) return false
  const heldUntil = await take(db, job, clock(), mayBegin)
  if (heldUntil === undefined) return false
  try {
    const did = await job.work()
    await end({ outcome: 'done', did, nextAt: job.nextAfter(clock(), await calendar()) })
  } catch (error) {
    // Where even this fails, it waits until the hold is over; why the work failed is what must be heard.
    await noteFailure().catch(() => {})
    throw error
  }
  return true

  async function noteFailure(): Promise<void> {
    const nextAt = Math.min(job.nextAfter(clock(), await calendar()), clock() + retryMs)
    await end({ outcome: 'failed', did: null, nextAt })
  }

  /** Only what is still ours: whoever took it over when we were too slow notes the end themselves. */
  async function end(how: Pick<Standing, 'outcome' | 'did' | 'nextAt'>): Promise<void> {
    await db.write(async (tx) => {
      await tx
        .update(jobs)
        .set({ ...how, heldUntil: 0, endedAt: clock() })
        .where(and(eq(jobs.name, job.name), eq(jobs.heldUntil, heldUntil ?? 0)))
    })
  }
}

async function findStanding(tx: Tx, name: string): Promise<Standing | undefined> {
  const [standing] = await tx.select().from(jobs).where(eq(jobs.name, name))
  return standing
}

/** Takes the job until the moment it gives; nothing when somebody was quicker. */
async function take(
  db: Database,
  { name, holdMs }: Job,
  now: number,
  mayBegin: Wanted,
): Promise<number | undefined> {
  return db.write(async (tx) => {
    await tx
      .insert(jobs)
      .values({ name, heldUntil: 0, nextAt: now, startedAt: now, outcome: 'done' })
      .onConflictDoNothing()
    const [standing] = await toChange(tx.select().from(jobs).where(eq(jobs.name, name)))
    if (!mayBegin(standing, now)) return undefined
    const heldUntil = now + holdMs
    await tx
      .update(jobs)
      .set({ heldUntil, startedAt: now, endedAt: null, outcome: 'running', did: null })
      .where(eq(jobs.name, name))
    return heldUntil
  })
}
