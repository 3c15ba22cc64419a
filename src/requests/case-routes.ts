import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actionPage, type ActionPage } from '#views/staff/action.ts'
import { caseFilePage } from '#views/staff/case-file.ts'
import { dayOf } from '../calendar/calendar.ts'
import { fileLimits, fileTypes } from '../files/inspect.ts'
import { discardFiles, readFormWithFiles } from '../files/receive.ts'
import { sendFile } from '../files/send.ts'
import { findFileOfRequest, listFilesOfAnswer } from '../files/store.ts'
import { ruleOn } from '../department/rules.ts'
import { listDivisions } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { listOfficers } from '../staff/store.ts'
import { bodyOf, readForm, typedText, type Body, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import {
  actionForms,
  isStaffAction,
  mostGrounds,
  staffTextLimits,
  type StaffAction,
} from './action-forms.ts'
import { addAnswerFiles, dropAnswerFile } from './answer-files.ts'
import { readCaseFile, type CaseFile } from './case-file.ts'
import { takeAction } from './commands.ts'
import { readCopiedAnswer } from './copied-answer.ts'
import { answerDays, readExtensionCap, WrongChoice } from './choices.ts'
import { refuseUnread, type StaffActor } from './effects.ts'
import { objectionLastDay } from './deadlines.ts'
import { grounds } from './grounds.ts'
import { outcomes, type InfoRequest } from './info-request.ts'
import { countHeld } from './queue.ts'
import { readReference } from './reference.ts'
import { findInfoRequest, type HistoryEntry, type Proposal } from './store.ts'
import { listThirdParties } from './third-parties.ts'
import { capacitiesOf, capacityFor, decide, objection, scopeOf, type Capacity } from './workflow.ts'

type ToCase = { Params: { reference: string } }
type ToAction = { Params: { reference: string; action: string } }
type ToPart = { Params: { reference: string; id: string } }

/** How many grounds the form offers room for; one that names more keeps them all. */
const groundRows = 4

/** One request as staff see it, and every step they take with it: each has a page of its own. */
export async function caseRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, blobs, clock } = services
  const today = () => dayOf(clock())

  app.get<ToCase>('/requests/:reference', async (request, reply) => {
    const infoRequest = await findCase(request)
    const { done } = DoneQuery.parse(request.query)
    return caseFilePage(readerWithForm(request, reply), {
      ...(await readCaseFile(services, infoRequest, request.actor)),
      done,
    })
  })

  app.get<ToPart>('/requests/:reference/files/:id', async (request, reply) => {
    const infoRequest = await findCase(request)
    return sendFile(
      reply,
      blobs,
      await findFileOfRequest(db.read, infoRequest.id, request.params.id),
    )
  })

  app.get<ToAction>('/requests/:reference/:action', async (request, reply) => {
    const action = actionOf(request.params)
    const infoRequest = await findCase(request)
    if (objection(action, infoRequest, request.actor, today()) === 'not-in-this-status')
      return caseMovedOn(request, reply, infoRequest, {})
    decide(action, infoRequest, request.actor, today())
    const copied = action === 'propose' ? await readCopiedAnswer(services, request) : undefined
    const { faults = [] } = copied ?? {}
    if (faults.length > 0) reply.code(422)
    return showAction(request, reply, action, infoRequest, {
      ...(copied?.answer ?? (await earlierAnswer(action, infoRequest, request.actor))),
      copying: copied,
      faults,
    })
  })

  app.post<ToCase>(
    '/requests/:reference/propose',
    { config: { multipart: true } },
    async (request, reply) => {
      // Before the body is read: only officers' files reach the disk.
      if (!capacitiesOf(request.actor).some(({ role }) => role === 'officer')) {
        await findCase(request)
        throw new Refusal('not-allowed', 'not-your-role')
      }
      const { body, received, faults } = await readFormWithFiles(request, {
        blobs,
        verifyToken: (token) => app.csrf.verify(request, token),
      })
      const infoRequest = await findCase(request).catch(async (refusal: unknown) => {
        await discardFiles(received, blobs)
        throw refusal
      })
      const { go, ...fields } = body
      try {
        const work = {
          reference: infoRequest.reference,
          actor: request.actor,
          seen: seenOf(fields),
        }
        faults.push(...(await addAnswerFiles(services, work, received)))
        const removed = typeof go === 'string' ? /^remove-(\w{1,64})$/.exec(go)?.[1] : undefined
        if (removed !== undefined) await dropAnswerFile(services, work, removed)
        if (faults.length > 0 || go === 'add' || removed !== undefined) {
          reply.code(faults.length > 0 ? 422 : 200)
          return await showAction(request, reply, 'propose', infoRequest, {
            ...typedIn(fields),
            faults,
          })
        }
      } catch (error) {
        return answerConflict(request, reply, 'propose', infoRequest, fields, error)
      }
      return act(request, reply, 'propose', infoRequest, fields)
    },
  )

  app.post<ToAction>('/requests/:reference/:action', async (request, reply) => {
    const action = actionOf(request.params)
    return act(request, reply, action, await findCase(request), bodyOf(request))
  })

  /** The request, if it is one this person may see; otherwise there is none. */
  async function findCase(request: FastifyRequest<ToCase>): Promise<InfoRequest> {
    const reference = readReference(request.params.reference)
    if (reference === undefined) throw new Refusal('not-found', 'no-such-request')
    return findInfoRequest(db.read, reference, scopeOf(request.actor))
  }

  /** Takes a step, or shows what stands in its way with all that was typed. */
  async function act(
    request: FastifyRequest,
    reply: FastifyReply,
    action: StaffAction,
    infoRequest: InfoRequest,
    body: Body,
  ) {
    const { actor } = request
    const { reference } = infoRequest
    const again = (faults: readonly Fault[]) => {
      reply.code(422)
      return showAction(request, reply, action, infoRequest, { ...typedIn(body), faults })
    }
    try {
      await refuseUnlessOpen(action, infoRequest, actor, seenOf(body))
      const form = readForm(actionForms[action], body)
      if (!form.ok) return await again(form.faults)
      await takeAction(services, action, reference, actor, form.data)
    } catch (error) {
      if (error instanceof WrongChoice) return again([{ field: error.field, fault: error.fault }])
      return answerConflict(request, reply, action, infoRequest, body, error)
    }
    return reply.redirect(inLanguage(request, await placeAfter(action, reference, actor)), 303)
  }

  /** Whoever was overtaken hears that first, whatever else would speak against the step now. */
  async function refuseUnlessOpen(
    action: StaffAction,
    infoRequest: InfoRequest,
    actor: StaffActor,
    seen: number | undefined,
  ): Promise<void> {
    if (objection(action, infoRequest, actor, today()) === undefined) return
    if (seen !== undefined) await refuseUnread(db.read, infoRequest, seen)
    decide(action, infoRequest, actor, today())
  }

  /** Somebody was quicker: the request as it is now, and all that was typed. Any other error is not ours to answer. */
  async function answerConflict(
    request: FastifyRequest,
    reply: FastifyReply,
    action: StaffAction,
    { reference }: InfoRequest,
    body: Body,
    error: unknown,
  ) {
    if (!(error instanceof Refusal) || error.code !== 'conflict') throw error
    const now = await findInfoRequest(db.read, reference, scopeOf(request.actor))
    if (objection(action, now, request.actor, today()) !== undefined)
      return caseMovedOn(request, reply, now, body)
    const { history } = await readCaseFile(services, now, request.actor)
    reply.code(409)
    return showAction(request, reply, action, now, {
      ...typedIn(body),
      faults: [],
      movedOnBy: lastStep(history),
    })
  }

  async function caseMovedOn(
    request: FastifyRequest,
    reply: FastifyReply,
    infoRequest: InfoRequest,
    body: Body,
  ) {
    const caseFile = await readCaseFile(services, infoRequest, request.actor)
    reply.code(409)
    return caseFilePage(readerWithForm(request, reply), {
      ...caseFile,
      movedOn: { by: lastStep(caseFile.history), kept: keptTexts(body) },
    })
  }

  /** The request, with a word about what was done; the queue, where that took the request out of their sight. */
  async function placeAfter(
    action: StaffAction,
    reference: string,
    actor: StaffActor,
  ): Promise<string> {
    try {
      await findInfoRequest(db.read, reference, scopeOf(actor))
      return `/staff/requests/${reference}?done=${action}`
    } catch (error) {
      if (error instanceof Refusal) return `/staff?done=${action}&of=${reference}`
      throw error
    }
  }

  async function showAction(
    request: FastifyRequest,
    reply: FastifyReply,
    action: StaffAction,
    infoRequest: InfoRequest,
    shown: Pick<ActionPage, 'typed' | 'withheld' | 'faults' | 'copying'> & {
      movedOnBy?: HistoryEntry | undefined
    },
  ) {
    const caseFile = await readCaseFile(services, infoRequest, request.actor)
    return actionPage(readerWithForm(request, reply), {
      ...shown,
      action,
      caseFile,
      leadsTo: decide(action, infoRequest, request.actor, today()),
      actingFor: actedFor(request, capacityFor(action, infoRequest, request.actor, today())),
      limits: staffTextLimits,
      ...(await choicesFor(action, infoRequest)),
      ...(await boundsOf(action, infoRequest)),
      seen: infoRequest.lastPosition,
    })
  }

  /** The lists an action's form chooses from. */
  async function choicesFor(
    action: StaffAction,
    { id, divisionId, officerId, accessForm }: InfoRequest,
  ) {
    if (action === 'assign') {
      const divisions = await listDivisions(db.read)
      return { divisions: divisions.filter((division) => division.id !== divisionId) }
    }
    if (action === 'hand-over' && divisionId !== null) {
      const held = await countHeld(db.read, divisionId)
      const officers = await listOfficers(db.read, divisionId)
      return {
        officers: officers
          .filter((officer) => officer.id !== officerId)
          .map((officer) => ({
            id: officer.id,
            name: officer.name,
            held: held.get(officer.id) ?? 0,
          })),
      }
    }
    if (action === 'propose')
      return {
        proposing: {
          outcomes,
          laws: grounds,
          rows: groundRows,
          accessForm,
          rates: ruleOn(await services.rules(), 'fees', today()),
          files: await listFilesOfAnswer(db.read, id, null),
          fileLimits,
          accept: fileTypes.flatMap(({ extensions }) => extensions.map((end) => `.${end}`)).join(),
        },
      }
    return {}
  }

  /** What bounds the days of a step, and whom it can be about. */
  async function boundsOf(action: StaffAction, infoRequest: InfoRequest) {
    const rules = await services.rules()
    if (action === 'ask') return { answerDays: answerDays(today(), rules) }
    if (action === 'notify-third-party') {
      const rule = ruleOn(rules, 'objection', today())
      const last = (byPost: boolean) => objectionLastDay(today(), rule, byPost)
      return { objectionDays: { byMail: last(false), byPost: last(true) } }
    }
    if (action === 'record-objection') {
      const parties = await listThirdParties(db.read, infoRequest.id)
      return { waitingParties: parties.filter(({ response }) => response === null) }
    }
    if (action === 'extend') {
      const bounds = { today: today(), rules, calendar: await services.calendar() }
      return { extension: await readExtensionCap({ tx: db.read, before: infoRequest, ...bounds }) }
    }
    return {}
  }

  /** An answer that was sent back is not written again from nothing. */
  async function earlierAnswer(action: StaffAction, infoRequest: InfoRequest, actor: StaffActor) {
    if (action !== 'propose') return { typed: {}, withheld: [] }
    const { answer } = await readCaseFile(services, infoRequest, actor)
    if (!answer) return { typed: {}, withheld: [] }
    const { outcome, reply, agency, weighing, visitPlace, certifiedBy } = answer
    return {
      typed: { outcome, reply, agency, weighing, visitPlace, certifiedBy, ...numbersOf(answer) },
      withheld: answer.grounds.map(({ id, reason }) => ({ ground: id, reason })),
    }
  }
}

const DoneQuery = z.object({ done: z.string().refine(isStaffAction).optional().catch(undefined) })

function actionOf({ action }: { action: string }): StaffAction {
  if (!isStaffAction(action)) throw new Refusal('not-found', 'no-such-page')
  return action
}

/** The person whose post somebody takes a step in, where it is not their own. */
function actedFor({ staff }: FastifyRequest, capacity: Capacity | undefined) {
  return staff?.standsInFor?.find(({ accountId }) => accountId === capacity?.actingForId)
}

/** The last event the person had seen, as their form says. */
function seenOf({ seen }: Body): number | undefined {
  return typeof seen === 'string' && /^\d{1,9}$/.test(seen) ? Number(seen) : undefined
}

/** Numbers of an earlier proposal as they would be typed; zero is an empty field. */
function numbersOf({ pages, certifications }: Pick<Proposal, 'pages' | 'certifications'>) {
  const typed = (count: number) => (count === 0 ? '' : String(count))
  return { pages: typed(pages), certifications: typed(certifications) }
}

/** What was typed, to show it again: grounds and reasons side by side. */
function typedIn(body: Body) {
  const [ids, reasons] = [listOf(body['grounds']), listOf(body['reasons'])]
  const sent = Math.min(Math.max(ids.length, reasons.length), mostGrounds)
  const rows = Array.from({ length: sent }, (_, row) => ({
    ground: ids[row] ?? '',
    reason: reasons[row] ?? '',
  }))
  const last = rows.findLastIndex(({ ground, reason }) => ground !== '' || reason !== '')
  return { typed: typedText(body), withheld: rows.slice(0, last + 1) }
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** Texts that took somebody time; a choice is made again in a moment. */
const writtenFields = [
  'reply',
  'reasons',
  'weighing',
  'agency',
  'question',
  'about',
  'note',
] as const

function keptTexts(body: Body) {
  return writtenFields.flatMap((field) =>
    listOf(body[field])
      .filter((text) => text.trim() !== '')
      .map((text) => ({ field, text })),
  )
}

/** The last event that changed something: what a person was overtaken by. */
function lastStep(history: CaseFile['history']): HistoryEntry | undefined {
  return history.findLast(({ action }) => action !== 'note' && action !== 'message')
}
