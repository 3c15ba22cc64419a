import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jobsPage } from '#views/admin/jobs.ts'
import type { Calendar } from './calendar/calendar.ts'
import { jobNames } from './database/schema.ts'
import { jobsOf, type NamedJob } from './jobs.ts'
import { Refusal } from './refusal.ts'
import { dueAt, listStandings, runNow, type Standing } from './schedule.ts'
import type { Services } from './services.ts'
import { requireRole } from './staff/signed-in.ts'
import { bodyOf, readForm } from './web/forms.ts'
import { inLanguage } from './web/language.ts'
import { readerWithForm } from './web/reader.ts'

/** Anything that is not as we write it counts as not there. */
const JobsQuery = z.object({
  result: z.enum(['ran', 'busy', 'failed']).optional().catch(undefined),
  of: z.enum(jobNames).optional().catch(undefined),
})

/** The page of what the service does by itself, and the button that has it done now. */
export async function jobsRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock, calendar } = services
  const jobs = jobsOf(services)

  area.get('/admin/jobs', async (request, reply) => {
    requireRole(request, 'administrator', 'secretary', 'executive', 'auditor')
    const { result, of } = JobsQuery.parse(request.query)
    const standings = await listStandings(db.read)
    const days = await calendar()
    return jobsPage(readerWithForm(request, reply), {
      jobs: jobs.map((job) => entryOf(job, standings, clock(), days)),
      mayRun: request.actor.role === 'administrator',
      result: result && of && { result, of },
    })
  })

  area.post<{ Params: { name: string } }>('/admin/jobs/:name/run', async (request, reply) => {
    requireRole(request, 'administrator')
    if (!readForm(z.strictObject({}), bodyOf(request)).ok)
      throw new Refusal('bad-request', 'not-a-form')
    const job = jobs.find(({ name }) => name === request.params.name)
    if (!job) throw new Refusal('not-found', 'no-such-page')
    const result = await runNow(services, job).then(
      (isOurs) => (isOurs ? 'ran' : 'busy'),
      (err: unknown) => {
        request.log.error({ err, job: job.name }, 'job failed')
        return 'failed'
      },
    )
    const address = `/staff/admin/jobs?result=${result}&of=${job.name}`
    return reply.redirect(inLanguage(request, address), 303)
  })
}

/** How a job stands, as its page tells it. */
export type JobEntry = Pick<NamedJob, 'name'> & {
  last: (Pick<Standing, 'startedAt' | 'endedAt' | 'did'> & { outcome: Ended }) | undefined
  /** When it is due (UTC milliseconds); nothing while it runs, and `now` when it is due already. */
  next: number | 'now' | undefined
}

/** Interrupted: whoever was at it has not ended it in time, so they are no more. */
type Ended = Standing['outcome'] | 'interrupted'

function entryOf(
  job: NamedJob,
  standings: readonly Standing[],
  now: number,
  calendar: Calendar,
): JobEntry {
  const last = standings.find(({ name }) => name === job.name)
  const isHeld = last !== undefined && last.heldUntil > now
  const dueOn = dueAt(last, job, now, calendar)
  return {
    name: job.name,
    last: last && {
      ...last,
      outcome: last.outcome === 'running' && !isHeld ? 'interrupted' : last.outcome,
    },
    next: isHeld ? undefined : dueOn <= now ? 'now' : dueOn,
  }
}
