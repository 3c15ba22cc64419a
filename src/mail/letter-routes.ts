import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { letterPage, type LetterPage } from '#views/staff/letter.ts'
import { lettersPage } from '#views/staff/letters.ts'
import { dayOf, parseDay } from '../calendar/calendar.ts'
import { deliveryStates, handledHows } from '../database/schema.ts'
import { ruleOn } from '../department/rules.ts'
import { paperRoute } from '../paper/route.ts'
import { Refusal } from '../refusal.ts'
import { contactScopeOf, seesContact } from '../requests/case-file.ts'
import type { InfoRequest } from '../requests/info-request.ts'
import { readReference } from '../requests/reference.ts'
import { findInfoRequest } from '../requests/store.ts'
import { scopeOf } from '../requests/workflow.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { findAccountEntry } from '../staff/store.ts'
import { bodyOf, readForm, text, typedText, type Body, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { isPlainAddress } from './addresses.ts'
import { canBeHandled, canBeSent, handleLetter, numberLetter, sendAgain } from './commands.ts'
import { triedUntil } from './outbox.ts'
import { goesTo } from './paper.ts'
import { sendOfficialLetter } from './send-paper.ts'
import {
  countLettersToDealWith,
  findLetter,
  lettersPerPage,
  listLettersToDealWith,
  readLetterId,
  type PostedLetter,
} from './store.ts'

type ToLetter = { Params: { reference: string; id: string } }
type Found = { infoRequest: InfoRequest; letter: PostedLetter }

const mostRegisterNumber = 100
/** To count on says no more to anybody. */
const mostCounted = 1000

/** Letters one by one: how each fares, what to do about it, and its paper; and the list of those that wait for a person. */
export async function letterRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services

  app.get('/letters', async (request, reply) => {
    requireRole(request, 'officer', 'head', 'secretary')
    const scope = contactScopeOf(request.actor)
    const place = ListQuery.parse(request.query)
    const found = await listLettersToDealWith(db.read, scope, place)
    const counted = await countLettersToDealWith(db.read, scope, mostCounted + 1)
    return lettersPage(readerWithForm(request, reply), {
      ...pageOf(found, place),
      total: { count: Math.min(counted, mostCounted), isMore: counted > mostCounted },
    })
  })

  app.get<ToLetter>('/requests/:reference/letters/:id', async (request, reply) => {
    const { done } = DoneQuery.parse(request.query)
    return show(request, reply, await find(request), { done })
  })

  app.get<ToLetter>('/requests/:reference/letters/:id.pdf', paperRoute, async (request, reply) => {
    const { infoRequest, letter } = await find(request)
    return sendOfficialLetter(reply, services, infoRequest, letter)
  })

  app.post<ToLetter>('/requests/:reference/letters/:id/sending', async (request, reply) => {
    const found = await find(request)
    const form = readForm(SendingForm, bodyOf(request))
    if (!form.ok) return again(request, reply, found, form)
    const { state, toAddress } = form.data
    if (state === 'failed' && toAddress === '')
      return again(request, reply, found, missing('toAddress', bodyOf(request)))
    return act(request, reply, found, 'sending', () =>
      sendAgain(services, { ...placeOf(request, found), state }, { toAddress }),
    )
  })

  app.post<ToLetter>('/requests/:reference/letters/:id/handling', async (request, reply) => {
    const found = await find(request)
    const body = bodyOf(request)
    const form = readForm(handlingForm(dayOf(found.letter.createdAt), dayOf(clock())), body)
    if (!form.ok) return again(request, reply, found, form)
    const { state, how, handledOn: on } = form.data
    return act(request, reply, found, 'handling', () =>
      handleLetter(services, { ...placeOf(request, found), state }, { how, on }),
    )
  })

  app.post<ToLetter>('/requests/:reference/letters/:id/register-number', async (request, reply) => {
    const found = await find(request)
    const form = readForm(RegisterForm, bodyOf(request))
    if (!form.ok) return again(request, reply, found, form)
    const { state, seen, registerNumber } = form.data
    return act(request, reply, found, 'register-number', () =>
      numberLetter(
        services,
        { ...placeOf(request, found), state, registerNumber: seen },
        registerNumber,
      ),
    )
  })

  /** The letter, if it is one this person may read; otherwise there is none. */
  async function find({ params, actor }: FastifyRequest<ToLetter>): Promise<Found> {
    const reference = readReference(params.reference)
    if (reference === undefined) throw new Refusal('not-found', 'no-such-request')
    const infoRequest = await findInfoRequest(db.read, reference, scopeOf(actor))
    if (!seesContact(infoRequest, actor)) throw new Refusal('not-found', 'no-such-page')
    return {
      infoRequest,
      letter: await findLetter(db.read, infoRequest.id, readLetterId(params.id)),
    }
  }

  /** Does it and shows the letter; whoever was overtaken sees how it stands now, with all that was typed. */
  async function act(
    request: FastifyRequest,
    reply: FastifyReply,
    { infoRequest, letter }: Found,
    done: Done,
    doIt: () => Promise<void>,
  ) {
    try {
      await doIt()
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'conflict') throw error
      const now = await findLetter(db.read, infoRequest.id, letter.id)
      reply.code(409)
      return show(request, reply, { infoRequest, letter: now }, { hasMovedOn: true })
    }
    const place = `/staff/requests/${infoRequest.reference}/letters/${letter.id}?done=${done}`
    return reply.redirect(inLanguage(request, place), 303)
  }

  function again(
    request: FastifyRequest,
    reply: FastifyReply,
    found: Found,
    form: { typed: Record<string, string>; faults: readonly Fault[] },
  ) {
    reply.code(422)
    return show(request, reply, found, form)
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { infoRequest, letter }: Found,
    shown: Pick<LetterPage, 'typed' | 'faults' | 'done' | 'hasMovedOn'>,
  ) {
    const { state, createdAt, handledById } = letter
    const isToRequester = goesTo(letter.kind) === 'requester'
    const letterhead = ruleOn(await services.rules(), 'letterhead', dayOf(createdAt))
    const handledBy =
      handledById === null ? undefined : await findAccountEntry(db.read, handledById)
    return letterPage(readerWithForm(request, reply), {
      ...shown,
      infoRequest,
      letter,
      triedUntil: triedUntil(letter),
      handledBy: handledBy?.name,
      phone: isToRequester ? infoRequest.phone : undefined,
      address: letter.postalAddress || (isToRequester ? infoRequest.address : ''),
      numberPrefix: letterhead.number,
      canBeSent: canBeSent.includes(state),
      canBeHandled: canBeHandled.includes(state),
      handledHows,
      today: dayOf(clock()),
    })
  }
}

const state = z.enum(deliveryStates)

const SendingForm = z.strictObject({
  state,
  toAddress: text({ most: 254 }).refine(
    (typed) => typed === '' || isPlainAddress(typed),
    'not-an-address',
  ),
})

const RegisterForm = z.strictObject({
  state,
  seen: z.string().max(1000).default(''),
  registerNumber: text({ most: mostRegisterNumber }),
})

/** The day it was told lies between the day it was written and today. */
function handlingForm(writtenOn: string, today: string) {
  return z.strictObject({
    state,
    how: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(handledHows, 'missing'),
    ),
    handledOn: text({ most: 60, required: true }).transform((typed, context) => {
      const on = parseDay(typed)
      const fault =
        typed === ''
          ? undefined
          : on === undefined
            ? 'not-a-day'
            : on > today
              ? 'in-the-future'
              : on < writtenOn
                ? 'before-it-was-written'
                : undefined
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
      return on ?? ''
    }),
  })
}

function missing(field: string, body: Body) {
  return { typed: typedText(body), faults: [{ field, fault: 'missing' }] }
}

function placeOf({ actor }: FastifyRequest, { infoRequest, letter }: Found) {
  return { reference: infoRequest.reference, id: letter.id, actor }
}

const doneParts = ['sending', 'handling', 'register-number'] as const
type Done = (typeof doneParts)[number]
const DoneQuery = z.object({ done: z.enum(doneParts).optional().catch(undefined) })

const id = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number)
  .optional()
  .catch(undefined)
const ListQuery = z.object({ after: id, before: id })

/** A page of the list out of one row more than it holds, and the ends to go on from. */
function pageOf<Row extends { id: number }>(
  found: readonly Row[],
  { after, before }: z.infer<typeof ListQuery>,
): { rows: readonly Row[]; before?: number | undefined; after?: number | undefined } {
  const isMore = found.length > lettersPerPage
  const backwards = before !== undefined && after === undefined
  const rows = backwards ? found.slice(-lettersPerPage) : found.slice(0, lettersPerPage)
  const hasEarlier = backwards ? isMore : after !== undefined
  const hasLater = backwards || isMore
  return {
    rows,
    before: hasEarlier ? rows.at(0)?.id : undefined,
    after: hasLater ? rows.at(-1)?.id : undefined,
  }
}
