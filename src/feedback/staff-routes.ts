import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { improvementPage, type ImprovementPage } from '#views/feedback/improvement.ts'
import { staffFeedbackPage } from '#views/feedback/staff.ts'
import { longDay } from '#views/parts/dates.ts'
import { dayOf, parseDay } from '../calendar/calendar.ts'
import { Refusal } from '../refusal.ts'
import type { Day } from '../requests/info-request.ts'
import { capacitiesOf } from '../requests/workflow.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, text, typedText } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { correctImprovement, publishImprovement, showImprovement } from './commands.ts'
import { fewestShown, markOf, questions, quarterOf, steps } from './rules.ts'
import { feedbackResults, findImprovement, listComments, listImprovements } from './store.ts'

/** How long the text of a change may be, in graphemes: a short list is read. */
const longestText = 600

const hasThai = (typed: string) => /[\u0e00-\u0e7f]/.test(typed)
/** A rule for a text; where that is none, or missing, it is told already. */
const ofText = (isFit: (typed: string) => boolean) => (typed: unknown) =>
  typeof typed !== 'string' || typed === '' || isFit(typed)

function improvementForm(today: Day) {
  return z.strictObject({
    on: z
      .string()
      .default('')
      .transform((typed, context) => {
        const day = parseDay(typed)
        if (day !== undefined && day <= today) return day
        const fault =
          day !== undefined ? 'in-future' : typed.trim() === '' ? 'missing' : 'not-a-day'
        context.addIssue({ code: 'custom', message: fault, continue: true })
        return z.NEVER
      }),
    textTh: text({ most: longestText, lines: true, required: true }).refine(
      ofText(hasThai),
      'not-thai',
    ),
    textEn: text({ most: longestText, lines: true, required: true }).refine(
      ofText((typed) => !hasThai(typed)),
      'not-english',
    ),
    seen: z
      .string()
      .regex(/^[0-9a-f]{0,16}$/, 'unknown-choice')
      .default(''),
  })
}

const StaffQuery = z.object({
  quarter: z.string().optional().catch(''),
  done: z.enum(['added', 'saved', 'hidden', 'shown']).optional().catch(undefined),
})

type ById = { Params: { id: string } }
/** In an address: anything else than a number is no page of ours. */
const byId = ':id(^\\d{1,9}$)'

/** What people said, for those who look after the service; the secretary keeps the list of what was changed. */
export async function staffFeedbackRoutes(
  area: FastifyInstance,
  services: Services,
): Promise<void> {
  const { db, clock } = services

  area.get('/feedback', async (request, reply) => {
    requireRole(request, 'secretary', 'executive', 'auditor')
    const { quarter, done } = StaffQuery.parse(request.query)
    const results = await feedbackResults(db.read)
    const chosen =
      quarter === undefined ? results[0] : results.find((one) => one.quarter === quarter)
    if (quarter !== undefined && !chosen) throw new Refusal('not-found', 'no-such-page')
    return staffFeedbackPage(readerWithForm(request, reply), {
      questions,
      steps,
      fewestShown,
      results,
      chosen,
      thisQuarter: quarterOf(today()),
      comments: chosen?.isShown ? await listComments(db.read, chosen.quarter) : [],
      improvements: await listImprovements(db.read),
      mayChange: capacitiesOf(request.actor).some(({ role }) => role === 'secretary'),
      done,
    })
  })

  area.get('/feedback/improvements/new', async (request, reply) => {
    requireRole(request, 'secretary')
    const typed = { on: longDay(request.language, today()) }
    return showForm(request, reply, { typed, faults: [], seen: '' })
  })

  area.post('/feedback/improvements/new', async (request, reply) => {
    requireRole(request, 'secretary')
    const body = bodyOf(request)
    const form = readForm(improvementForm(today()), body)
    if (!form.ok)
      return showForm(request, reply, { typed: typedText(body), faults: form.faults, seen: '' })
    const { seen: _seen, ...improvement } = form.data
    await publishImprovement(services, improvement, request.actor.accountId)
    request.log.info({ by: request.actor.accountId }, 'improvement published')
    return backTo('added', request, reply)
  })

  area.get<ById>(`/feedback/improvements/${byId}`, async (request, reply) => {
    requireRole(request, 'secretary')
    const improvement = await findImprovement(db.read, idOf(request))
    const { on, textTh, textEn } = improvement
    return showForm(request, reply, {
      improvement,
      typed: { on: longDay(request.language, on), textTh, textEn },
      faults: [],
      seen: markOf(improvement),
    })
  })

  area.post<ById>(`/feedback/improvements/${byId}`, async (request, reply) => {
    requireRole(request, 'secretary')
    const { accountId: savedById } = request.actor
    const improvement = await findImprovement(db.read, idOf(request))
    const body = bodyOf(request)
    const typed = typedText(body)
    const form = readForm(improvementForm(today()), body)
    if (!form.ok)
      return showForm(request, reply, {
        improvement,
        typed,
        faults: form.faults,
        seen: typed['seen'] ?? '',
      })
    const { seen, ...corrected } = form.data
    const change = { improvement: corrected, seen, savedById }
    if (!(await correctImprovement(services, improvement.id, change))) {
      const now = await findImprovement(db.read, improvement.id)
      reply.code(409)
      return showForm(request, reply, {
        improvement: now,
        typed,
        faults: [],
        seen: markOf(now),
        isOvertaken: true,
      })
    }
    request.log.info({ improvement: improvement.id, by: savedById }, 'improvement corrected')
    return backTo('saved', request, reply)
  })

  for (const [step, isPublished, done] of [
    ['hiding', false, 'hidden'],
    ['showing', true, 'shown'],
  ] as const)
    area.post<ById>(`/feedback/improvements/${byId}/${step}`, async (request, reply) => {
      requireRole(request, 'secretary')
      if (!readForm(z.strictObject({}), bodyOf(request)).ok)
        throw new Refusal('bad-request', 'not-a-form')
      const { accountId: savedById } = request.actor
      await showImprovement(services, idOf(request), { isPublished, savedById })
      request.log.info({ improvement: idOf(request), by: savedById }, `improvement ${done}`)
      return backTo(done, request, reply)
    })

  function today(): Day {
    return dayOf(clock())
  }
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  props: Omit<ImprovementPage, 'longestText'>,
) {
  if (props.faults.length > 0) reply.code(422)
  return improvementPage(readerWithForm(request, reply), { ...props, longestText })
}

function idOf({ params }: FastifyRequest<ById>): number {
  return Number(params.id)
}

/** 303 to the list, which says what was done. */
function backTo(
  done: NonNullable<z.infer<typeof StaffQuery>['done']>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  return reply.redirect(inLanguage(request, `/staff/feedback?done=${done}`), 303)
}
