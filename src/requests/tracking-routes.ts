import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { followPage, type Answer, type FollowPage } from '#views/requests/follow.ts'
import { disputePage } from '#views/requests/dispute.ts'
import { trackPage, type TrackPage } from '#views/requests/track.ts'
import { withdrawalPage } from '#views/requests/withdrawal.ts'
import { dayOf } from '../calendar/calendar.ts'
import { standingOf } from '../feedback/rules.ts'
import { fileLimits } from '../files/inspect.ts'
import { discardFiles, readFormWithFiles } from '../files/receive.ts'
import { sendFile } from '../files/send.ts'
import {
  findFileOfRequest,
  isFromRequester,
  listFilesOfAnswer,
  listFilesOfRequest,
  type KeptFile,
} from '../files/store.ts'
import { goesTo } from '../mail/paper.ts'
import { paperRoute, sendOfficialLetter } from '../mail/send-paper.ts'
import { findLetter, listLetters, readLetterId } from '../mail/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { guardAgainstGuessing, networkOf } from '../web/attempts.ts'
import { bodyOf, readForm, text, typedText, type Body, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { codeCost, matchesHash, newToken, pretendToCompare, tokenHash } from '../web/secrets.ts'
import { clearCookie, cookieOf, setCookie } from '../web/visitor.ts'
import { addRequesterFiles } from './attachments.ts'
import { takeRequesterAction, type RequesterAction } from './requester-commands.ts'
import { daysLeft } from './deadlines.ts'
import { grounds, remediesOf } from './grounds.ts'
import { isOpen, type InfoRequest } from './info-request.ts'
import { milestones, milestonesOf } from './milestones.ts'
import { readCode, readReference } from './reference.ts'
import {
  findCodeHash,
  findInfoRequestById,
  findPlacement,
  findGivenAnswer,
  listHistory,
  wasGiven,
  type HistoryEntry,
} from './store.ts'
import {
  addTrackingSession,
  removeTrackingSession,
  trackingSessionMs,
} from './tracking-sessions.ts'
import { isSaid, type Saying } from './thread.ts'
import { findTracking } from './tracking.ts'

/** What cannot be a reference is said to be none; everything else that is wrong gets one answer. */
const TrackForm = z.strictObject({
  reference: z
    .string()
    .default('')
    .transform((typed, context) => {
      const reference = readReference(typed)
      if (reference !== undefined) return reference
      const message = typed.trim() === '' ? 'missing' : 'not-a-reference'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }),
  code: z
    .string()
    .prefault('')
    .refine((typed) => typed.trim() !== '', 'missing')
    .transform(readCode),
})

const noteLimit = 4000
const neededNote = text({ most: noteLimit, lines: true, required: true })
const MessageForm = z.strictObject({
  note: neededNote,
  /** The form stood under a question of ours: what is written answers it. */
  answers: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
})
const DisputeForm = z.strictObject({ note: neededNote })
const withdrawalNoteLimit = 1000
const WithdrawalForm = z.strictObject({ note: text({ most: withdrawalNoteLimit, lines: true }) })

const sessionMinutes = trackingSessionMs / 60_000

type ToOne = { Params: { reference: string } }

/** Following a request: reference and code open it for half an hour, to read, to write and to withdraw. */
export async function trackingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock, config, blobs } = services
  const guard = guardAgainstGuessing(services, { tries: 10, windowMs: 3_600_000 })

  app.get<{ Querystring: { reference?: unknown } }>('/track', async (request, reply) => {
    const { reference } = request.query
    const known = typeof reference === 'string' ? shortened(reference) : undefined
    return track(request, reply, { reference: known })
  })

  app.post('/track', async (request, reply) => {
    const form = readForm(TrackForm, bodyOf(request))
    if (!form.ok) return wrongPair(request, reply, form.faults)
    const { reference, code } = form.data
    const keys = [`tracking from ${networkOf(request.ip)}`, `tracking ${reference}`]
    const infoRequestId = await guard.trying(keys, () => openedBy(reference, code))
    if (infoRequestId === undefined)
      return wrongPair(request, reply, [{ field: 'reference', fault: 'wrong-pair' }])
    await startTracking(request, reply, infoRequestId)
    return reply.redirect(inLanguage(request, `/requests/${reference}`), 303)
  })

  app.post('/track/sign-out', async (request, reply) => {
    const token = cookieOf(request, config, 'tracking')
    if (token !== undefined) await db.write((tx) => removeTrackingSession(tx, tokenHash(token)))
    clearCookie(reply, config, 'tracking')
    reply.header('clear-site-data', '"cache"')
    return reply.redirect(inLanguage(request, '/track'), 303)
  })

  app.get<ToOne>('/requests/:reference', async (request, reply) => {
    const infoRequest = await followed(request, request.params.reference)
    if (!infoRequest) return askForCode(request, reply, request.params.reference)
    return follow(request, reply, infoRequest)
  })

  app.post<ToOne>(
    '/requests/:reference/messages',
    { config: { multipart: true } },
    async (request, reply) => {
      const infoRequest = await followed(request, request.params.reference)
      const { body, received, faults } = await readFormWithFiles(request, {
        blobs,
        verifyToken: (token) => app.csrf.verify(request, token),
      })
      if (!infoRequest) {
        await discardFiles(received, blobs)
        return askForCode(request, reply, request.params.reference, body)
      }
      faults.push(...(await addRequesterFiles(services, infoRequest.id, received)))
      const form = readForm(MessageForm, body)
      if (!form.ok || faults.length > 0) {
        reply.code(422)
        const noteFaults = form.ok ? [] : form.faults
        return follow(request, reply, infoRequest, {
          typed: typedText(body),
          faults: [...noteFaults, ...faults],
        })
      }
      const { note, answers } = form.data
      // Whoever wrote to a question that is answered already (at the counter, say) has written a message.
      const isAnswer = answers && infoRequest.status === 'awaiting-requester'
      if (!(await take(isAnswer ? 'clarify' : 'message', infoRequest, note))) {
        const now = await findInfoRequestById(db.read, infoRequest.id)
        reply.code(409)
        return follow(request, reply, now, { typed: { note }, tooLate: true })
      }
      return reply.redirect(inLanguage(request, `/requests/${infoRequest.reference}#messages`), 303)
    },
  )

  app.get<ToOne>('/requests/:reference/dispute', async (request, reply) => {
    const infoRequest = await followed(request, request.params.reference)
    if (!infoRequest) return askForCode(request, reply, request.params.reference)
    return disputePage(readerWithForm(request, reply), { infoRequest, noteLimit })
  })

  app.post<ToOne>('/requests/:reference/dispute', async (request, reply) => {
    const infoRequest = await followed(request, request.params.reference)
    if (!infoRequest) return askForCode(request, reply, request.params.reference)
    const form = readForm(DisputeForm, bodyOf(request))
    if (!form.ok) {
      reply.code(422)
      return disputePage(readerWithForm(request, reply), { infoRequest, noteLimit, ...form })
    }
    if (!(await take('dispute', infoRequest, form.data.note))) {
      reply.code(409)
      return disputePage(readerWithForm(request, reply), {
        infoRequest: await findInfoRequestById(db.read, infoRequest.id),
        noteLimit,
        typed: { note: form.data.note },
      })
    }
    return reply.redirect(inLanguage(request, `/requests/${infoRequest.reference}#messages`), 303)
  })

  app.get<ToOne>('/requests/:reference/withdrawal', async (request, reply) => {
    const infoRequest = await followed(request, request.params.reference)
    if (!infoRequest) return askForCode(request, reply, request.params.reference)
    return withdrawalPage(readerWithForm(request, reply), {
      infoRequest,
      noteLimit: withdrawalNoteLimit,
    })
  })

  app.post<ToOne>('/requests/:reference/withdrawal', async (request, reply) => {
    const infoRequest = await followed(request, request.params.reference)
    if (!infoRequest) return askForCode(request, reply, request.params.reference)
    const form = readForm(WithdrawalForm, bodyOf(request))
    if (!form.ok) {
      reply.code(422)
      return withdrawalPage(readerWithForm(request, reply), {
        infoRequest,
        noteLimit: withdrawalNoteLimit,
        ...form,
      })
    }
    if (!(await take('withdraw', infoRequest, form.data.note))) {
      reply.code(409)
      return withdrawalPage(readerWithForm(request, reply), {
        infoRequest: await findInfoRequestById(db.read, infoRequest.id),
        noteLimit: withdrawalNoteLimit,
        typed: { note: form.data.note },
      })
    }
    return reply.redirect(inLanguage(request, `/requests/${infoRequest.reference}`), 303)
  })

  app.get<{ Params: { reference: string; id: string } }>(
    '/requests/:reference/files/:id',
    async (request, reply) => {
      const infoRequest = await followed(request, request.params.reference)
      if (!infoRequest) return askForCode(request, reply, request.params.reference)
      const file = await findFileOfRequest(db.read, infoRequest.id, request.params.id)
      if (!(await isTheirs(infoRequest, file))) throw new Refusal('not-found', 'no-such-page')
      return sendFile(reply, blobs, file)
    },
  )

  app.get<{ Params: { reference: string; id: string } }>(
    '/requests/:reference/letters/:id.pdf',
    paperRoute,
    async (request, reply) => {
      const infoRequest = await followed(request, request.params.reference)
      if (!infoRequest) return askForCode(request, reply, request.params.reference)
      const letter = await findLetter(db.read, infoRequest.id, readLetterId(request.params.id))
      if (goesTo(letter.kind) !== 'requester') throw new Refusal('not-found', 'no-such-page')
      return sendOfficialLetter(reply, services, infoRequest, letter)
    },
  )

  // -- Reference and code ------------------------------------------------------------------------

  /** The request that the pair opens. Takes as long when there is none. */
  async function openedBy(
    reference: string,
    code: string | undefined,
  ): Promise<number | undefined> {
    const found = await findCodeHash(db.read, reference)
    const matches =
      found && code !== undefined
        ? await matchesHash(code, found.codeHash)
        : await pretendToCompare(code ?? '', codeCost)
    return matches ? found?.id : undefined
  }

  async function startTracking(
    request: FastifyRequest,
    reply: FastifyReply,
    infoRequestId: number,
  ): Promise<void> {
    const token = newToken() // a new one each time: one that was planted before is worth nothing
    const earlier = cookieOf(request, config, 'tracking')
    await db.write(async (tx) => {
      if (earlier !== undefined) await removeTrackingSession(tx, tokenHash(earlier))
      await addTrackingSession(tx, {
        tokenHash: tokenHash(token),
        infoRequestId,
        expiresAt: clock() + trackingSessionMs,
      })
    })
    setCookie(reply, config, 'tracking', token, trackingSessionMs)
  }

  function track(
    request: FastifyRequest,
    reply: FastifyReply,
    props: Omit<TrackPage, 'sessionMinutes'>,
  ) {
    return trackPage(readerWithForm(request, reply), { ...props, sessionMinutes })
  }

  function wrongPair(request: FastifyRequest, reply: FastifyReply, faults: Fault[]) {
    const { reference = '', code = '' } = typedText(bodyOf(request))
    reply.code(422)
    return track(request, reply, {
      reference: shortened(reference),
      code: shortened(code),
      faults,
    })
  }

  /** The request of this address, if this browser may read that very one. */
  async function followed(
    request: FastifyRequest,
    reference: string,
  ): Promise<InfoRequest | undefined> {
    const id = await findTracking(services, request)
    if (id === undefined) return undefined
    const infoRequest = await findInfoRequestById(db.read, id)
    return infoRequest.reference === readReference(reference) ? infoRequest : undefined
  }

  /** The same for every address, whether there is such a request or not; what was written is not lost. */
  function askForCode(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: string,
    body: Body = bodyOf(request),
  ) {
    const reference = readReference(typed)
    const { note = '' } = typedText(body)
    if (note.trim() !== '') {
      reply.code(401)
      return track(request, reply, { reference, unsent: note })
    }
    const query = reference === undefined ? '' : `?reference=${reference}`
    return reply.redirect(inLanguage(request, `/track${query}`), 303)
  }

  // -- The request -------------------------------------------------------------------------------

  /** Does what the requester asked for; false when the request has moved on. */
  async function take(
    action: RequesterAction,
    { id }: InfoRequest,
    note: string,
  ): Promise<boolean> {
    try {
      await takeRequesterAction(services, action, id, note)
      return true
    } catch (error) {
      // Closed, or disputed already: the page says which.
      const isTooLate = error instanceof Refusal && ['conflict', 'not-allowed'].includes(error.code)
      if (isTooLate) return false
      throw error
    }
  }

  async function follow(
    request: FastifyRequest,
    reply: FastifyReply,
    infoRequest: InfoRequest,
    more: Pick<FollowPage, 'typed' | 'faults' | 'tooLate'> = {},
  ) {
    const [history, placement, files, answer, calendar] = await Promise.all([
      listHistory(db.read, infoRequest.id),
      findPlacement(db.read, infoRequest.id),
      listFilesOfRequest(db.read, infoRequest.id),
      answerTo(infoRequest),
      services.calendar(),
    ])
    const today = dayOf(clock())
    return followPage(readerWithForm(request, reply), {
      infoRequest,
      topic: both(placement.topicTh, placement.topicEn),
      division: both(placement.divisionTh, placement.divisionEn),
      steps: milestones,
      milestones: milestonesOf(history).map(({ milestone, event }) => ({
        milestone,
        isReopening: event.action === 'reopen',
        at: event.at,
        division: both(event.divisionNameTh, event.divisionNameEn),
        note: milestone === 'withdrawn' ? event.note : '',
      })),
      isOutOfHours:
        infoRequest.channel === 'online' && dayOf(infoRequest.submittedAt) < infoRequest.receivedOn,
      left: isOpen(infoRequest) ? daysLeft(infoRequest.dueOn, today, calendar) : undefined,
      today,
      answer,
      question: questionOf(infoRequest, history),
      disputedOn: infoRequest.disputedAt === null ? undefined : dayOf(infoRequest.disputedAt),
      extension: extensionOf(infoRequest, history),
      reopening: reopeningOf(infoRequest, history),
      feedback: standingOf(infoRequest, answer?.answeredOn, today),
      messages: history.filter(isSaid).map(messageOf),
      fileLimits,
      files: files.filter(isFromRequester),
      noteLimit,
      sessionMinutes,
      ...more,
    })
  }

  /** What was answered, also before it was reopened; nothing of a proposal that is still on its way. */
  async function answerTo({ id, feeState }: InfoRequest): Promise<Answer | undefined> {
    const given = await findGivenAnswer(db.read, id)
    if (!given) return undefined
    const { answeredOn, ...proposal } = given
    const { outcome, reply, agency, weighing, visitAt, visitPlace, certifiedBy, fee } = proposal
    const letters = await listLetters(db.read, id)
    return {
      outcome,
      reply,
      agency,
      weighing,
      answeredOn,
      visit: visitAt === null ? undefined : { at: visitAt, place: visitPlace },
      certifiedBy,
      fee: fee === 0 ? undefined : { satang: fee, state: feeState },
      grounds: proposal.grounds.flatMap(({ ground, reason }) => {
        const clause = grounds.find(({ id: known }) => known === ground)
        return clause ? [{ section: clause.section, text: clause.text, reason }] : []
      }),
      remedies: remediesOf(outcome, proposal.grounds).map(({ kind, lastDay }) => ({
        kind,
        lastDay: lastDay?.(answeredOn),
      })),
      files: await listFilesOfAnswer(db.read, id, proposal.id),
      letterId: letters.findLast(({ kind }) => kind === 'decision')?.id,
    }
  }

  /** What they sent, and what went out with an answer: nothing that was only proposed, no scan that staff attached. */
  async function isTheirs({ id }: InfoRequest, file: KeptFile): Promise<boolean> {
    if (file.purpose === 'request') return isFromRequester(file)
    return file.proposalId !== null && wasGiven(db.read, id, file.proposalId)
  }
}

/** An answer or a dispute is the requester's, also where staff wrote it down for them. */
function messageOf({ position, role, action, at, note }: Saying<HistoryEntry>) {
  const own = role === 'requester' || action === 'clarify' || action === 'dispute'
  return { position, own, kind: action, at, text: note }
}

/** What the requester is asked, while it waits for them. */
function questionOf({ status, answerBy }: InfoRequest, history: readonly HistoryEntry[]) {
  if (status !== 'awaiting-requester' || answerBy === null) return undefined
  const asked = history.findLast(({ action }) => action === 'ask')
  return asked && { text: asked.note, answerBy }
}

/** Why the answer takes longer, as long as it does. */
function extensionOf({ closedOn }: InfoRequest, history: readonly HistoryEntry[]) {
  const last = history.findLast(({ action }) => action === 'extend' || action === 'reopen')
  return closedOn === null && last?.action === 'extend'
    ? { on: last.on, reason: last.note }
    : undefined
}

/** Why it is considered again, as long as it is. */
function reopeningOf({ closedOn }: InfoRequest, history: readonly HistoryEntry[]) {
  const last = history.findLast(({ action }) => action === 'reopen')
  return closedOn === null && last ? { on: last.on, reason: last.note } : undefined
}

function both(th: string | null, en: string | null): { th: string; en: string } | undefined {
  return th === null || en === null ? undefined : { th, en }
}

/** As much as a reference or a code can be; more is shown to nobody. */
function shortened(typed: string): string {
  return typed.slice(0, 100)
}
