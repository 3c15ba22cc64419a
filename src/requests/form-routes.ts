import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkPage } from '#views/requests/check.ts'
import { filesPage } from '#views/requests/files.ts'
import { informationPage } from '#views/requests/information.ts'
import { receiptPage } from '#views/requests/receipt.ts'
import { youPage } from '#views/requests/you.ts'
import { deemedReceived } from '../calendar/calendar.ts'
import { fileLimits } from '../files/inspect.ts'
import { discardFiles, discardRefused, receiveForm, type ReceivedFile } from '../files/receive.ts'
import { addFile, listFilesOfDraft, removeDraftFile } from '../files/store.ts'
import { maskAddress } from '../mail/addresses.ts'
import { listLetters } from '../mail/store.ts'
import { listTopics, type Topic } from '../organisation/store.ts'
import { dayOf } from '../calendar/calendar.ts'
import { ruleOn } from '../department/rules.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { bodyOf, readForm, typedText, type Fault } from '../web/forms.ts'
import { keptPage } from '../web/kept-page.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { cookieOf, visitorToken } from '../web/visitor.ts'
import { submitInfoRequest } from './commands.ts'
import { calculatorPath, questionAbout } from './calculator.ts'
import { clockRules, dueDate } from './deadlines.ts'
import {
  findDraft,
  findDraftByKey,
  findSentDraft,
  leaveFilesPage,
  refuseSent,
  saveDraftPage,
  trackingCode,
  type Draft,
} from './drafts.ts'
import { informationForm, textLimits, youForm, type InfoRequestForm } from './form.ts'
import { accessForms, deliverBys, languages, requesterKinds } from './info-request.ts'
import { readReference } from './reference.ts'
import { findCodeHash, findInfoRequestById } from './store.ts'
import { findTracking } from './tracking.ts'

/** The lists and limits that the pages of the form show. */
const lists = { accessForms, deliverBys, languages, requesterKinds, limits: textLimits, fileLimits }

/** The code can be read again for half an hour after sending, in the browser that sent. */
const codeShownMs = 30 * 60_000

/** Asking: the form page by page, saved on the server as one goes, and the receipt. */
export async function formRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock, config, blobs } = services

  app.get('/requests/new', async (request, reply) =>
    reply.redirect(inLanguage(request, '/requests/new/information'), 303),
  )

  app.get('/requests/new/information', async (request, reply) => {
    const typed = (await draftOf(request))?.answers.information
    const topics = await services.topics()
    const reader = readerWithForm(request, reply)
    if (!typed && !isChanging(request)) return emptyForm(topics)(reader)
    return informationPage(reader, {
      ...lists,
      topics,
      typed: typed ?? {},
      faults: [],
      isChanging: isChanging(request),
    })
  })

  app.post('/requests/new/information', async (request, reply) => {
    const topics = await listTopics(db.read)
    const form = readForm(informationForm(idsOf(topics), request.language), bodyOf(request))
    if (!form.ok) {
      reply.code(422)
      return informationPage(readerWithForm(request, reply), {
        ...lists,
        topics,
        ...form,
        isChanging: isChanging(request),
      })
    }
    await save(request, reply, 'information')
    return continueAt(request, reply, isChanging(request) ? lastPage : '/requests/new/you')
  })

  app.get('/requests/new/you', async (request, reply) => {
    const draft = await draftOf(request)
    if (!draft?.answers.information) return continueAt(request, reply, '/requests/new/information')
    return youPage(readerWithForm(request, reply), {
      ...lists,
      typed: draft.answers.you ?? {},
      faults: [],
      isChanging: isChanging(request),
    })
  })

  app.post('/requests/new/you', async (request, reply) => {
    const form = readForm(youForm, bodyOf(request))
    if (!form.ok) {
      reply.code(422)
      return youPage(readerWithForm(request, reply), {
        ...lists,
        ...form,
        isChanging: isChanging(request),
      })
    }
    await save(request, reply, 'you')
    return continueAt(request, reply, isChanging(request) ? lastPage : '/requests/new/files')
  })

  app.get('/requests/new/files', async (request, reply) => {
    const draft = await draftOf(request)
    if (!draft) return continueAt(request, reply, '/requests/new/information')
    return showFiles(request, reply, draft, [])
  })

  app.post('/requests/new/files', { config: { multipart: true } }, async (request, reply) => {
    const draft = await draftOf(request)
    if (!request.isMultipart()) return goOnFromFiles(request, reply, draft)
    const received = await receiveForm(request, {
      blobs,
      verifyToken: (token) => app.csrf.verify(request, token),
    })
    if (!draft) {
      await discardFiles(received.files, blobs)
      throw new Refusal('not-found', 'draft-gone')
    }
    const faults: Fault[] = received.faults.map(({ fault }) => ({ field: 'file', fault }))
    faults.push(...(await keep(draft, received.files)))
    if (faults.length > 0) {
      reply.code(422)
      return showFiles(request, reply, draft, faults)
    }
    return received.fields['go'] === 'continue'
      ? goOnFromFiles(request, reply, draft)
      : continueAt(request, reply, '/requests/new/files')
  })

  app.post<{ Params: { id: string } }>(
    '/requests/new/files/:id/removal',
    async (request, reply) => {
      const draft = await draftOf(request)
      const { id } = request.params
      const removed = draft && (await db.write((tx) => removeDraftFile(tx, draft.id, id)))
      if (removed) await blobs.remove(id)
      return continueAt(request, reply, '/requests/new/files')
    },
  )

  app.get('/requests/new/check', async (request, reply) => {
    const draft = await draftOf(request)
    const answers = draft && (await readAnswers(draft))
    if (!draft || !answers?.form) return continueAt(request, reply, answers?.missing ?? firstPage)
    return checkPage(readerWithForm(request, reply), {
      form: answers.form,
      topic: answers.topics.find(({ id }) => id === answers.form.topic),
      files: await listFilesOfDraft(db.read, draft.id),
      idempotencyKey: draft.idempotencyKey,
      rates: ruleOn(await services.rules(), 'fees', dayOf(clock())),
    })
  })

  app.post('/requests', async (request, reply) => {
    const visitor = visitorToken(request, reply, config)
    const { idempotencyKey } = typedText(bodyOf(request))
    if (idempotencyKey === undefined) throw new Refusal('not-found', 'draft-gone')
    const draft = await findDraftByKey(db.read, visitor, idempotencyKey)
    if (!draft) throw new Refusal('not-found', 'draft-gone')
    const answers = await readAnswers(draft)
    // Sent already: whatever became of its topics since, it gets the same receipt.
    if (!answers.form && draft.infoRequestId === null)
      return continueAt(request, reply, answers.missing)
    const reference =
      answers.form && draft.infoRequestId === null
        ? await submitInfoRequest(services, visitor, draft, answers.form)
        : (await findInfoRequestById(db.read, draft.infoRequestId ?? 0)).reference
    // Changed in another tab at this very moment: to be looked at once more.
    if (reference === undefined) return continueAt(request, reply, lastPage)
    return continueAt(request, reply, `/requests/${reference}/receipt`)
  })

  app.get<{ Params: { reference: string } }>(
    '/requests/:reference/receipt',
    async (request, reply) => {
      const reference = readReference(request.params.reference) ?? ''
      const visitor = cookieOf(request, config, 'visitor')
      const found = await findCodeHash(db.read, reference)
      const sent = found && visitor ? await findSentDraft(db.read, visitor, found.id) : undefined
      const tracked = found !== undefined && (await findTracking(services, request)) === found.id
      if (!found || !(sent || tracked))
        return continueAt(request, reply, `/track?reference=${encodeURIComponent(reference)}`)

      const infoRequest = await findInfoRequestById(db.read, found.id)
      const letters = await listLetters(db.read, found.id)
      const letter = letters.find(({ kind }) => kind === 'receipt')
      const days = await services.calendar()
      const { limit } = clockRules(await services.rules(), infoRequest.receivedOn)
      const showsCode =
        sent && visitor && clock() - infoRequest.submittedAt < codeShownMs
          ? trackingCode(visitor, sent.idempotencyKey)
          : undefined
      return receiptPage(readerWithForm(request, reply), {
        infoRequest,
        code: showsCode,
        deadline: dueDate(infoRequest.receivedOn, limit, days),
        isOutOfHours: deemedReceived(infoRequest.submittedAt, days).at !== infoRequest.submittedAt,
        mail: letter && { state: letter.state, maskedAddress: maskAddress(letter.toAddress) },
        trackUrl: `${config.baseUrl}${inLanguage(request, '/track')}`,
        countedAt:
          infoRequest.channel === 'online'
            ? calculatorPath(questionAbout(request.language, infoRequest.submittedAt))
            : undefined,
      })
    },
  )

  function draftOf(request: FastifyRequest): Promise<Draft | undefined> {
    const visitor = cookieOf(request, config, 'visitor')
    return visitor === undefined ? Promise.resolve(undefined) : findDraft(db.read, visitor, clock())
  }

  async function save(
    request: FastifyRequest,
    reply: FastifyReply,
    page: 'information' | 'you',
  ): Promise<void> {
    const { _csrf, website: _trap, ...fields } = typedText(bodyOf(request))
    await saveDraftPage(db, visitorToken(request, reply, config), page, fields, {
      language: request.language,
      now: clock(),
    })
  }

  /** Each by itself, so that none is lost by another. Gives what could not be taken. */
  async function keep({ id }: Draft, received: readonly ReceivedFile[]): Promise<Fault[]> {
    const faults: Fault[] = []
    for (const [index, file] of received.entries()) {
      const fault = await keepOne(id, file).catch(async (error: unknown) => {
        await discardRefused(error, received.slice(index), blobs)
        throw error
      })
      if (fault) await discardFiles([file], blobs)
      if (fault) faults.push({ field: 'file', fault })
    }
    return faults
  }

  async function keepOne(draftId: number, file: ReceivedFile) {
    return db.write(async (tx) => {
      await refuseSent(tx, draftId) // in another tab, while the file was on its way
      return addFile(tx, { draftId }, file, { at: clock() })
    })
  }

  async function goOnFromFiles(
    request: FastifyRequest,
    reply: FastifyReply,
    draft: Draft | undefined,
  ) {
    if (draft && !draft.answers.files) {
      const noting = leaveFilesPage(db, draft.id)
      // Only a count: nobody is kept from sending because it failed.
      await noting.catch((err: unknown) => request.log.warn({ err }, 'a page was not counted'))
    }
    return continueAt(request, reply, lastPage)
  }

  async function showFiles(
    request: FastifyRequest,
    reply: FastifyReply,
    draft: Draft,
    faults: Fault[],
  ) {
    const files = await listFilesOfDraft(db.read, draft.id)
    return filesPage(readerWithForm(request, reply), { files, faults, limits: fileLimits })
  }

  /** What a draft holds, checked as one; or the first page that still needs something. */
  async function readAnswers(draft: Draft) {
    const topics = await listTopics(db.read)
    const { answers, language } = draft
    const information = readForm(
      informationForm(idsOf(topics), language),
      answers.information ?? {},
    )
    const you = readForm(youForm, answers.you ?? {})
    if (!information.ok) return { topics, form: undefined, missing: firstPage }
    if (!you.ok) return { topics, form: undefined, missing: '/requests/new/you' }
    const { website: _trap, ...asked } = information.data
    const form: InfoRequestForm = { ...asked, ...you.data }
    return { topics, form, missing: firstPage }
  }
}

/** The page most people see first, kept as long as its list of topics. */
const emptyForms = new WeakMap<readonly Topic[], ReturnType<typeof keptPage>>()

function emptyForm(topics: readonly Topic[]): ReturnType<typeof keptPage> {
  const form =
    emptyForms.get(topics) ??
    keptPage(firstPage, (reader) =>
      informationPage(reader, { ...lists, topics, typed: {}, faults: [], isChanging: false }),
    )
  emptyForms.set(topics, form)
  return form
}

const firstPage = '/requests/new/information'
const lastPage = '/requests/new/check'

/** Came from the last page to change one thing, and goes back there. */
function isChanging({ query }: FastifyRequest): boolean {
  return typeof query === 'object' && query !== null && 'change' in query
}

function idsOf(topics: readonly Topic[]): number[] {
  return topics.map(({ id }) => id)
}

/** 303: the page that follows can be reloaded and left without sending anything again. */
function continueAt(request: FastifyRequest, reply: FastifyReply, path: string) {
  return reply.redirect(inLanguage(request, path), 303)
}
