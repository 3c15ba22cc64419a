import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { counterPage, type CounterPage } from '#views/staff/counter.ts'
import { slipPage } from '#views/staff/slip.ts'
import { dayOf } from '../calendar/calendar.ts'
import { fileLimits, fileTypes } from '../files/inspect.ts'
import { readFormWithFiles } from '../files/receive.ts'
import { listDivisions, listTopics } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { findLastSigned } from '../statistics/signing/store.ts'
import { requireRole } from '../staff/signed-in.ts'
import { readForm, typedText, type Body, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { newToken } from '../web/secrets.ts'
import { WrongChoice } from './choices.ts'
import { enterInfoRequest } from './commands.ts'
import { findSentDraft, trackingCode } from './drafts.ts'
import { addEntryFiles, dropEntryFile, listEntryFiles } from './entry-files.ts'
import { counterForm, entryKey, textLimits } from './form.ts'
import {
  accessForms,
  channels,
  deliverBys,
  languages,
  requesterKinds,
  type InfoRequest,
} from './info-request.ts'
import { readReceivedOn } from './received-on.ts'
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
  fileLimits,
  accept: fileTypes.flatMap(({ extensions }) => extensions.map((end) => `.${end}`)).join(),
}

/** The code can be read for half an hour after the entry, by the browser that made it. */
const codeShownMs = 30 * 60_000

/** Entering a request for somebody who came, wrote or called, and the slip they get for it. */
export async function counterRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, blobs, clock, config } = services

  app.get('/requests/new', async (request, reply) => {
    requireRole(request, 'secretary', 'officer')
    return showForm(request, reply, { idempotencyKey: newToken(), typed: {}, faults: [] })
  })

  app.post('/requests/new', { config: { multipart: true } }, async (request, reply) => {
    // Before the body is read: only their files reach the disk.
    requireRole(request, 'secretary', 'officer')
    const { body, received, faults } = await readFormWithFiles(request, {
      blobs,
      verifyToken: (token) => app.csrf.verify(request, token),
    })
    const { go, ...fields } = body
    const entry = entryOf(request, fields)
    const { idempotencyKey } = entry
    try {
      const fileFaults = await addEntryFiles(services, entry, received, request.language)
      const removed = typeof go === 'string' ? /^remove-(\w{1,64})$/.exec(go)?.[1] : undefined
      if (removed !== undefined) await dropEntryFile(services, entry, removed)
      faults.push(...fileFaults)
      const typed = typedText(fields)
      if (go === 'add' || removed !== undefined) {
        reply.code(faults.length > 0 ? 422 : 200)
        return await showForm(request, reply, { idempotencyKey, typed, faults: inOrder(faults) })
      }
      const form = await readCounterForm(request, fields)
      if (!form.ok || faults.length > 0) {
        faults.push(...(form.ok ? [] : form.faults))
        reply.code(422)
        return await showForm(request, reply, { idempotencyKey, typed, faults: inOrder(faults) })
      }
      const reference = await enterInfoRequest(services, { ...form.data, ...entry })
      return await reply.redirect(inLanguage(request, `/staff/requests/${reference}/slip`), 303)
    } catch (error) {
      if (error instanceof WrongChoice) {
        reply.code(422)
        const typed = typedText(fields)
        return showForm(request, reply, { idempotencyKey, typed, faults: [error] })
      }
      if (!(error instanceof Refusal) || error.reason !== 'entry-of-another') throw error
      reply.code(409)
      return showForm(request, reply, {
        idempotencyKey: newToken(),
        typed: typedText(fields),
        faults: [{ field: '', fault: error.reason }],
      })
    }
  })

  app.get<{ Params: { reference: string } }>(
    '/requests/:reference/slip',
    async (request, reply) => {
      const infoRequest = await findSlip(request)
      const { staffToken, actor } = request
      const sent = await findSentDraft(db.read, staffToken, infoRequest.id)
      const isFresh = sent !== undefined && clock() - infoRequest.submittedAt < codeShownMs
      return slipPage(readerWithForm(request, reply), {
        infoRequest,
        code: isFresh ? trackingCode(staffToken, sent.idempotencyKey) : undefined,
        trackUrl: `${config.baseUrl}${inLanguage(request, '/track')}`,
        mayOpen: isVisible(infoRequest, actor),
        mayEnter: actor.role === 'secretary' || actor.role === 'officer',
      })
    },
  )

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: Pick<CounterPage, 'idempotencyKey' | 'typed' | 'faults'>,
  ) {
    const { idempotencyKey } = shown
    const today = dayOf(clock())
    return counterPage(readerWithForm(request, reply), {
      ...lists,
      ...shown,
      topics: await listOfferedTopics(),
      today,
      lastClosed: await findLastSigned(db.read),
      files: await listEntryFiles(services, entryOf(request, { idempotencyKey })),
    })
  }

  /** All that is wrong at once; otherwise what the command needs. */
  async function readCounterForm(request: FastifyRequest, fields: Body) {
    const topicIds = (await listTopics(db.read)).map(({ id }) => id)
    const form = readForm(counterForm(topicIds, request.language), fields)
    const typed = form.ok ? form.data : form.typed
    const today = dayOf(clock())
    const lastClosed = await findLastSigned(db.read)
    const received = readReceivedOn(typed['receivedOn'] ?? '', typed['entryReason'] ?? '', {
      today,
      lastClosed,
    })
    if (form.ok && received.ok) {
      const { receivedOn: _typed, channel, entryReason, idempotencyKey: _key, ...asked } = form.data
      const data = { form: asked, channel, entryReason, receivedOn: received.on }
      return { ok: true, data } as const
    }
    const faults = [...(form.ok ? [] : form.faults), ...(received.ok ? [] : [received.fault])]
    return { ok: false, faults } as const
  }

  async function listOfferedTopics() {
    const divisions = await listDivisions(db.read)
    const topics = await listTopics(db.read)
    return topics.map((topic) => ({
      ...topic,
      division: divisions.find(({ id }) => id === topic.divisionId),
    }))
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

/** The form in hand: its key, or a new one where a broken one came. */
function entryOf({ actor, staffToken }: FastifyRequest, { idempotencyKey }: Body) {
  const isKey = typeof idempotencyKey === 'string' && entryKey.test(idempotencyKey)
  return {
    idempotencyKey: isKey ? idempotencyKey : newToken(),
    accountId: actor.accountId,
    browserSecret: staffToken,
    actor,
  }
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
  'entryReason',
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
  'file',
]
