import type { FastifyBaseLogger } from 'fastify'
import { checkDueDays } from './calendar/commands.ts'
import { officeHours } from './calendar/calendar.ts'
import { jobNames, type JobName } from './database/schema.ts'
import { tidy } from './housekeeping.ts'
import { writeDigests, writeNet, writeUnsignedMonth } from './reminders/commands.ts'
import { attendToWaiting } from './requests/waiting.ts'
import { eachWorkingDayAt, every, runWhenDue, type Job } from './schedule.ts'
import type { Services } from './services.ts'
import { checkFigures } from './statistics/count-anew.ts'

const minute = 60_000
const hour = 60 * minute

/** All the work that the service does by itself, in the order in which its page shows it. */
export function jobsOf(services: Services): NamedJob[] {
  const jobs: Record<JobName, Omit<Job, 'name'>> = {
    /** Reminds whoever has not answered a question, and closes what has lapsed. */
    'waiting-for-requesters': {
      ...eachWorkingDayAt(officeHours.from),
      holdMs: 10 * minute,
      work: () => attendToWaiting(services),
    },
    /** To officers, heads and executives: what waits for them and what is due. */
    'morning-digest': {
      ...eachWorkingDayAt(officeHours.from),
      holdMs: 10 * minute,
      work: () => writeDigests(services),
    },
    /** To the secretary: what may have been missed. */
    'missed-requests': {
      ...eachWorkingDayAt(officeHours.from),
      holdMs: 10 * minute,
      work: () => writeNet(services),
    },
    /** Some minutes after the holidays changed, a second look at what was received meanwhile. */
    'due-days': {
      ...every(5 * minute),
      holdMs: 5 * minute,
      work: async () => (await checkDueDays(services)) ?? {},
    },
    /** To the secretary, from the third working day of a month on: the month before is not signed yet. */
    'unsigned-month': {
      ...eachWorkingDayAt(officeHours.from),
      holdMs: 10 * minute,
      work: () => writeUnsignedMonth(services),
    },
    /** Whether the kept counters of the months that are over agree with the histories. */
    figures: {
      ...eachWorkingDayAt('07:00'),
      holdMs: hour,
      work: () => checkFigures(services),
    },
    /** What nobody can use any more. */
    housekeeping: { ...every(hour), holdMs: hour, work: () => tidy(services) },
  }
  return jobNames.map((name) => ({ name, ...jobs[name] }))
}

export type NamedJob = Job & { name: JobName }

/** How often one looks whether something is due. */
const lookEveryMs = minute

/**
 * Does each job when it is due, from now on; of several processes, whichever comes first. What was due while none
 * was running is done at once. Does not keep the process alive by itself.
 */
export function startJobs(
  services: Services,
  log: Pick<FastifyBaseLogger, 'info' | 'error'>,
  jobs: readonly Job[] = jobsOf(services),
): { stop(): Promise<void> } {
  const underWay = new Map<string, Promise<void>>()
  async function look(job: Job): Promise<void> {
    try {
      if (await runWhenDue(services, job)) log.info({ job: job.name }, 'job done')
    } catch (err) {
      log.error({ err, job: job.name }, 'job failed')
    }
    underWay.delete(job.name)
  }
  function lookAtAll(): void {
    // One that takes long holds up no other, and is not begun a second time.
    for (const job of jobs) if (!underWay.has(job.name)) underWay.set(job.name, look(job))
  }
  lookAtAll()
  const timer = setInterval(lookAtAll, lookEveryMs).unref()
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(underWay.values())
    },
  }
}
