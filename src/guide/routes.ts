import type { FastifyInstance, FastifyReply } from 'fastify'
import { guidePage } from '#views/guide/guide.ts'
import { homePage } from '#views/guide/home.ts'
import { privacyPage } from '#views/guide/privacy.ts'
import { dayOf, officeHours } from '../calendar/calendar.ts'
import { ruleOn, type RuleValue } from '../department/rules.ts'
import type { Limit } from '../requests/deadlines.ts'
import { trackingSessionMs } from '../requests/tracking-sessions.ts'
import type { Services } from '../services.ts'
import { longestSessionMs } from '../staff/signed-in.ts'
import { keptPage } from '../web/kept-page.ts'
import { readerOf } from '../web/reader.ts'
import { draftLifeMs } from '../web/visitor.ts'
import { timePlan } from './time-plan.ts'

/** What the service is, how it works, and what becomes of what people tell it. */
export async function guideRoutes(app: FastifyInstance, { clock, rules }: Services): Promise<void> {
  let promising: ReturnType<typeof pagesPromising> | undefined

  app.get('/', async (request, reply) => {
    sameForEverybody(reply)
    return (await pagesOfToday()).home(readerOf(request))
  })

  app.get('/guide', async (request, reply) => {
    sameForEverybody(reply)
    return (await pagesOfToday()).guide(readerOf(request))
  })

  app.get('/privacy', async (request, reply) => {
    sameForEverybody(reply)
    return privacy(readerOf(request))
  })

  /** Made anew when another limit or other rates begin to hold. */
  async function pagesOfToday() {
    const today = dayOf(clock())
    const known = await rules()
    const limit = ruleOn(known, 'limit', today)
    const rates = ruleOn(known, 'fees', today)
    const promise = JSON.stringify([limit, rates])
    if (promising?.promise !== promise) promising = pagesPromising(promise, limit, rates)
    return promising
  }
}

/** The two pages that promise an answer within the limit, and say what copies cost. */
function pagesPromising(promise: string, limit: Limit, rates: RuleValue<'fees'>) {
  return {
    promise,
    home: keptPage('/', (reader) => homePage(reader, { limit, rates })),
    guide: keptPage('/guide', (reader) =>
      guidePage(reader, { limit, rates, plan: timePlan(limit), officeHours }),
    ),
  }
}

const privacy = keptPage('/privacy', (reader) =>
  privacyPage(reader, {
    draftDays: draftLifeMs / 86_400_000,
    trackingMinutes: trackingSessionMs / 60_000,
    staffHours: longestSessionMs / 3_600_000,
  }),
)

/**
 * No form, no cookie, nothing of anybody: a store on the way may keep these pages and spare us a rush after an
 * announcement. Five minutes, so that a corrected sentence is everywhere soon.
 */
function sameForEverybody(reply: FastifyReply): void {
  reply.header('cache-control', 'public, max-age=300')
}
