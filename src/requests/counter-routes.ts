import type { FastifyInstance, FastifyRequest } from 'fastify'
import { counterPage } from '#views/staff/counter.ts'
import { slipPage } from '#views/staff/slip.ts'
import { addDays, dayOf, parseDay } from '../calendar/calendar.ts'
import { listDivisions, listTopics } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, typedText, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { newToken } from '../web/secrets.ts'
import { enterInfoRequest } from './commands.ts'
import { findSentDraft, trackingCode } from './drafts.ts'
import { counterForm, textLimits } from './form.ts'
import {
  accessForms,
  channels,
  deliverBys,
  languages,
  requesterKinds,
  type Day,
  type InfoRequest,
} from './info-request.ts'
import { readReference } from './reference.ts'
import { findInfoRequest } from './store.ts'
import { scopeOf } from './workflow.ts'

const lists = {
  channels: channels.filter((channel) => channel !== 'online'),
  accessForms,
  deliverBys,
  languages,
  requesterKinds,
  limits: textLimits,
}

/** The code can be read for half an hour after the entry, by the browser that made it. */
const codeShownMs = 30 * 60_000

/** Entering a request for somebody who came, wrote or called, and the slip they get for it. */
export async function counterRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock, config } = services

  app.get('/requests/new', async (request, reply) => {
    requireRole(request, 'secretary', 'officer')
    return counterPage(readerWithForm(request, reply), {
      ...(await choices()),
      today: dayOf(clock()),
      idempotencyKey: newToken(),
      typed: {},
      faults: [],
    })
  })

  app.post('/requests/new', async (request, reply) => {
    requireRole(request, 'secretary', 'officer')
    const today = dayOf(clock())
    const offered = await choices()
    const topicIds = offered.topics.map(({ id }) => id)
    const body = bodyOf(request)
    const form = readForm(counterForm(topicIds, request.language), body)
    const typedDay = form.ok ? form.data.receivedOn : (form.typed['receivedOn'] ?? '')
    const received = readReceivedOn(typedDay, today)
    if (form.ok && received.ok) {
      const { receivedOn: _, channel, idempotencyKey, ...fields } = form.data
      const reference = await enterInfoRequest(services, {
        form: fields,
        channel,
        receivedOn: received.on,
        idempotencyKey,
        actor: request.actor,
        browserSecret: request.staffToken,
      })
      return reply.redirect(inLanguage(request, `/staff/requests/${reference}/slip`), 303)
    }
    const typed = form.ok ? typedText(body) : form.typed
    reply.code(422)
    return counterPage(readerWithForm(request, reply), {
      ...offered,
      today,
      idempotencyKey: typed['idempotencyKey'] || newToken(),
      typed,
      faults: inOrder([...(form.ok ? [] : form.faults), ...(received.ok ? [] : [received.fault])]),
    })
  })

  app.get<{ Params: { reference: string } }>(
    '/requests/:reference/slip',
    async (request, reply) => {
      const infoRequest = await findSlip(request)
      const { staffToken, actor } = request
      const sent = await findSentDraft(db.read, staffToken, infoRequest.id)
      const isFresh = sent !== undefined && clock() - sent.createdAt < codeShownMs
      return slipPage(readerWithForm(request, reply), {
        infoRequest,
        code: isFresh ? trackingCode(staffToken, sent.idempotencyKey) : undefined,
        trackUrl: `${config.baseUrl}${inLanguage(request, '/track')}`,
        mayOpen: isVisible(infoRequest, actor),
        mayEnter: actor.role === 'secretary' || actor.role === 'officer',
      })
    },
  )

  async function choices() {
    const divisions = await listDivisions(db.read)
    const topics = await listTopics(db.read)
    return {
      ...lists,
      topics: topics.map((topic) => ({
        ...topic,
        division: divisions.find(({ id }) => id === topic.divisionId),
      })),
    }
  }

  /** Whoever entered it gets its slip, even where the topic took it to another division at once. */
  async function findSlip(
    request: FastifyRequest<{ Params: { reference: string } }>,
  ): Promise<InfoRequest> {
    const reference = readReference(request.params.reference)
    if (reference === undefined) throw new Refusal('not-found', 'no-such-request')
    const infoRequest = await findInfoRequest(db.read, reference, { kind: 'everything' })
    const { actor } = request
    if (!isVisible(infoRequest, actor) && infoRequest.enteredById !== actor.accountId)
      throw new Refusal('not-found', 'no-such-request')
    return infoRequest
  }
}

function isVisible(infoRequest: InfoRequest, actor: FastifyRequest['actor']): boolean {
  const scope = scopeOf(actor)
  return (
    scope.kind === 'everything' ||
    (scope.kind === 'divisions' &&
      infoRequest.divisionId !== null &&
      scope.divisionIds.includes(infoRequest.divisionId))
  )
}

/** What was received longer ago than this is a year mistyped. */
const earliestEntryDays = 366

type ReceivedOn = { ok: true; on: Day } | { ok: false; fault: Fault }

/** The day on the stamp of the letter, or of the call; it cannot lie ahead. */
function readReceivedOn(typed: string, today: Day): ReceivedOn {
  const fault = (name: string) =>
    ({ ok: false, fault: { field: 'receivedOn', fault: name } }) as const
  if (typed.trim() === '') return fault('missing')
  const on = parseDay(typed)
  if (on === undefined) return fault('not-a-day')
  if (on > today) return fault('in-future')
  return on < addDays(today, -earliestEntryDays) ? fault('too-long-ago') : { ok: true, on }
}

/** One fault a field, in the order of the page. A broken key is nobody's typing: it concerns the form as a whole. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const known = faults.map((fault) =>
    fault.field === 'idempotencyKey' ? { ...fault, field: '' } : fault,
  )
  const first = known.filter(
    ({ field }, i) => known.findIndex((fault) => fault.field === field) === i,
  )
  const place = ({ field }: Fault) => fieldOrder.indexOf(field)
  return first.toSorted((one, other) => place(one) - place(other))
}

const fieldOrder = [
  'channel',
  'receivedOn',
  'subject',
  'details',
  'period',
  'topic',
  'accessForm',
  'language',
  'name',
  'title',
  'email',
  'phone',
  'address',
  'deliverBy',
  'requesterKind',
  'affiliation',
  'purpose',
]
