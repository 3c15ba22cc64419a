import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { settingPage, settingsPage, type RuleStanding } from '#views/admin/settings.ts'
import { longDay } from '#views/parts/dates.ts'
import { dayOf } from '../calendar/calendar.ts'
import { Refusal } from '../refusal.ts'
import type { Day } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, typedText, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { earliestStart, setRule, takeBackRule } from './commands.ts'
import { ruleFields, typedRule } from './rule-forms.ts'
import { readRule, ruleNames, ruleOn, type RuleName, type Rules } from './rules.ts'
import { listRecords, listRules } from './store.ts'

const RuleParams = z.object({ name: z.enum(ruleNames) })
const ValueParams = RuleParams.extend({ from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) })
const DoneQuery = z.object({ done: z.enum(['saved', 'back']).optional().catch(undefined) })

/** The administrator's room for what the department decides for itself. */
export async function settingsRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  area.addHook('preHandler', async (request) => requireRole(request, 'administrator'))

  area.get('/admin/settings', async (request, reply) => {
    const rules = await listRules(db.read)
    const today = dayOf(clock())
    return settingsPage(readerWithForm(request, reply), {
      standings: ruleNames.map((name) => standingOf(rules, name, today)),
    })
  })

  area.get('/admin/settings/:name', async (request, reply) =>
    showRule(request, reply, ruleOf(request), { faults: [] }),
  )

  area.post('/admin/settings/:name', async (request, reply) => {
    const name = ruleOf(request)
    const body = bodyOf(request)
    const faults = await setRule(services, name, body, request.actor.accountId)
    if (faults.length > 0) return showRule(request, reply, name, { typed: typedText(body), faults })
    request.log.info({ rule: name, by: request.actor.accountId }, 'rule set')
    return backTo(name, 'saved', request, reply)
  })

  area.post('/admin/settings/:name/:from/withdrawal', async (request, reply) => {
    if (!readForm(z.strictObject({}), bodyOf(request)).ok)
      throw new Refusal('bad-request', 'not-a-form')
    const params = ValueParams.safeParse(request.params)
    if (!params.success) throw new Refusal('not-found', 'no-such-page')
    const { name, from } = params.data
    await takeBackRule(services, name, from)
    request.log.info({ rule: name, by: request.actor.accountId }, 'rule taken back')
    return backTo(name, 'back', request, reply)
  })

  async function showRule(
    request: FastifyRequest,
    reply: FastifyReply,
    name: RuleName,
    { typed, faults }: { typed?: Record<string, string>; faults: readonly Fault[] },
  ) {
    if (faults.length > 0) reply.code(422)
    const today = dayOf(clock())
    const standing = standingOf(await listRules(db.read), name, today)
    const earliest = await earliestStart(db.read, name, today)
    const records = await listRecords(db.read, name)
    return settingPage(readerWithForm(request, reply), {
      ...standing,
      fields: ruleFields[name],
      earliest,
      history: records.map((record) => ({ ...record, value: readRule(name, record.value) })),
      done: DoneQuery.parse(request.query).done,
      typed: typed ?? {
        ...typedRule(name, standing.now.value),
        from: longDay(request.language, earliest),
      },
      faults,
    })
  }
}

/** What holds today, since when, and what is set for later. */
function standingOf(rules: Rules, name: RuleName, today: Day): RuleStanding {
  const ofRule = rules.filter((rule) => rule.name === name)
  const begun = ofRule.filter(({ from }) => from <= today).map(({ from }) => from)
  return {
    name,
    now: { from: begun.toSorted().at(-1) ?? null, value: ruleOn(rules, name, today) },
    coming: ofRule
      .filter(({ from }) => from > today)
      .toSorted((one, other) => (one.from < other.from ? -1 : 1))
      .map(({ from, value }) => ({ from, value: readRule(name, value) })),
  }
}

function ruleOf(request: FastifyRequest): RuleName {
  const params = RuleParams.safeParse(request.params)
  if (!params.success) throw new Refusal('not-found', 'no-such-page')
  return params.data.name
}

/** 303 to the page of the rule, which says what was done. */
function backTo(
  name: RuleName,
  done: 'saved' | 'back',
  request: FastifyRequest,
  reply: FastifyReply,
) {
  return reply.redirect(inLanguage(request, `/staff/admin/settings/${name}?done=${done}`), 303)
}
