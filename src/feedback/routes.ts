import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { publicFeedbackPage } from '#views/feedback/public.ts'
import { givenPage, noSurveyPage, surveyPage } from '#views/feedback/survey.ts'
import { dayOf } from '../calendar/calendar.ts'
import { ruleOn } from '../department/rules.ts'
import { Refusal } from '../refusal.ts'
import type { InfoRequest } from '../requests/info-request.ts'
import { readReference } from '../requests/reference.ts'
import { findAnsweredOn, findCodeHash, findInfoRequestById } from '../requests/store.ts'
import { findTracking } from '../requests/tracking.ts'
import type { Services } from '../services.ts'
import { bodyOf, readForm, text, typedText, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerOf, readerWithForm } from '../web/reader.ts'
import { giveFeedback } from './commands.ts'
import { feedbackLink, opensFeedback } from './link.ts'
import {
  fewestShown,
  openForDays,
  questions,
  quarterOf,
  standingOf,
  steps,
  type Standing,
  type Step,
} from './rules.ts'
import { feedbackResults, listPublishedImprovements } from './store.ts'

const commentLimit = 1000

/** One of the five, or nothing chosen. */
const step = z
  .string()
  .default('')
  .transform((typed, context): Step => {
    const chosen = steps.find((one) => String(one) === typed)
    if (chosen !== undefined) return chosen
    const message = typed === '' ? 'missing' : 'unknown-choice'
    context.addIssue({ code: 'custom', message, continue: true })
    return z.NEVER
  })

const FeedbackForm = z.strictObject({
  clearSteps: step,
  equalTreatment: step,
  clearAnswer: step,
  easyService: step,
  comment: text({ most: commentLimit, lines: true }),
})

type ToOne = { Params: { reference: string } }

/** Who may answer the survey about a request: whoever follows it, or has the link of the letter with its answer. */
type Opened = { infoRequest: InfoRequest; isFollowing: boolean }

/** The survey after an answer, and the page that tells everybody what came of it. */
export async function feedbackRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock, rules, signingKey } = services

  app.get('/feedback', async (request, reply) => {
    const today = dayOf(clock())
    const { url } = ruleOn(await rules(), 'survey', today)
    // No form, no cookie, nothing of anybody, as on the pages of the guide.
    reply.header('cache-control', 'public, max-age=300')
    return publicFeedbackPage(readerOf(request), {
      questions,
      steps,
      fewestShown,
      results: await feedbackResults(db.read),
      thisQuarter: quarterOf(today),
      improvements: await listPublishedImprovements(db.read),
      officialSurvey: url,
    })
  })

  app.get<ToOne>('/requests/:reference/feedback', async (request, reply) => {
    const opened = await openedBy(request)
    if (!opened) return askForCode(request, reply)
    const standing = await standingNow(opened)
    if (standing === 'open') return showForm(request, reply, opened)
    return showStanding(request, opened, standing)
  })

  app.post<ToOne>('/requests/:reference/feedback', async (request, reply) => {
    const opened = await openedBy(request)
    if (!opened) return askForCode(request, reply)
    const body = bodyOf(request)
    const form = readForm(FeedbackForm, body)
    const standing = form.ok
      ? await giveFeedback(services, opened.infoRequest.id, form.data)
      : await standingNow(opened)
    if (standing !== 'open') {
      const page = showStanding(request, opened, standing, typedText(body)['comment'])
      reply.code(409)
      return page
    }
    if (!form.ok) {
      reply.code(422)
      return showForm(request, reply, opened, { typed: typedText(body), faults: form.faults })
    }
    const address = `${feedbackLink(signingKey, opened.infoRequest)}&done=given`
    return reply.redirect(inLanguage(request, address), 303)
  })

  // -- Who may answer ----------------------------------------------------------------------------

  /** Nothing when it takes reference and code. Throws `not-found`, always the same, for a link that opens nothing. */
  async function openedBy(request: FastifyRequest<ToOne>): Promise<Opened | undefined> {
    const reference = readReference(request.params.reference)
    const followed = await findTracking(services, request)
    if (followed !== undefined) {
      const infoRequest = await findInfoRequestById(db.read, followed)
      if (infoRequest.reference === reference) return { infoRequest, isFollowing: true }
    }
    const token = tokenOf(request)
    if (token === undefined) return undefined
    const found = reference === undefined ? undefined : await findCodeHash(db.read, reference)
    // Compared in any case: how long it takes tells nothing of what there is.
    const opens = opensFeedback(signingKey, { id: found?.id ?? 0 }, token)
    if (!found || !opens) throw noSuchLink()
    return { infoRequest: await findInfoRequestById(db.read, found.id), isFollowing: false }
  }

  async function standingNow({ infoRequest }: Opened): Promise<Standing> {
    const answeredOn = await findAnsweredOn(db.read, infoRequest.id)
    return standingOf(infoRequest, answeredOn, dayOf(clock()))
  }

  function askForCode(request: FastifyRequest<ToOne>, reply: FastifyReply) {
    const reference = readReference(request.params.reference)
    const query = reference === undefined ? '' : `?reference=${reference}`
    return reply.redirect(inLanguage(request, `/track${query}`), 303)
  }

  // -- Pages -------------------------------------------------------------------------------------

  /** The form carries the token of the link: the half hour of whoever follows the request may end while they write. */
  function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    opened: Opened,
    more: { typed?: Record<string, string>; faults?: readonly Fault[] } = {},
  ) {
    return surveyPage(readerWithForm(request, reply), {
      ...opened,
      questions,
      steps,
      commentLimit,
      action: feedbackLink(signingKey, opened.infoRequest),
      ...more,
    })
  }

  /** `unsent`: a comment that is not kept. A link whose time is over is a link like any other that opens nothing. */
  function showStanding(
    request: FastifyRequest,
    opened: Opened,
    standing: Exclude<Standing, 'open'>,
    unsent?: string,
  ) {
    const reader = readerOf(request)
    if (standing === 'given') {
      const { done } = FeedbackQuery.parse(request.query)
      return givenPage(reader, { ...opened, isDone: done !== undefined, unsent })
    }
    if (!opened.isFollowing) throw noSuchLink()
    return noSurveyPage(reader, { ...opened, why: standing, openForDays, unsent })
  }
}

const FeedbackQuery = z.object({
  token: z.string().optional().catch(''),
  done: z.literal('given').optional().catch(undefined),
})

/** The token of the address; undefined when it has none. */
function tokenOf({ query }: FastifyRequest): string | undefined {
  return FeedbackQuery.parse(query).token
}

function noSuchLink(): Refusal {
  return new Refusal('not-found', 'no-such-link')
}
