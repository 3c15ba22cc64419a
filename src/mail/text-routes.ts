import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { textPage, versionPage, type TextPage } from '#views/admin/text.ts'
import { textsPage } from '#views/admin/texts.ts'
import { dayOf } from '../calendar/calendar.ts'
import { Refusal } from '../refusal.ts'
import type { Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, text } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import {
  defaultText,
  isTextKind,
  languagesOf,
  textKinds,
  variablesOf,
  type LetterText,
  type TextKind,
} from './letter-texts.ts'
import { sampleLetter } from './sample-letters.ts'
import { saveText } from './text-commands.ts'
import { faultsOfText, mostLines, requiredIn, type TextFault } from './text-faults.ts'
import { letterPlace, listCurrentTexts, listVersions, type TextVersion } from './text-store.ts'

/** How long a text may be, in graphemes. */
const longestSubject = 150
const longestBody = 8000

const seen = z
  .string()
  .regex(/^\d{1,9}$/, 'unknown-choice')
  .transform(Number)
const TextForm = z.strictObject({
  subject: text({ most: longestSubject, required: true }),
  body: text({ most: longestBody, lines: true, required: true }),
  seen,
})
const RestoreForm = z.strictObject({ seen })
const TextQuery = z.object({
  done: z.literal('saved').optional().catch(undefined),
  preview: z.string().optional().catch(undefined),
})

type Which = { kind: TextKind; language: Language }
type OfText = { Params: { kind: string; language: string } }
type OfVersion = { Params: { kind: string; language: string; version: string } }

/** The administrator's rooms for the texts of letters. */
export async function letterTextRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  area.addHook('preHandler', async (request) => requireRole(request, 'administrator'))

  area.get('/admin/texts', async (request, reply) =>
    textsPage(readerWithForm(request, reply), {
      kinds: textKinds.map((kind) => ({ kind, languages: languagesOf(kind) })),
      changed: await listCurrentTexts(db.read),
    }),
  )

  area.get<OfText>('/admin/texts/:kind/:language', async (request, reply) => {
    const which = whichText(request)
    const versions = await listVersions(db.read, which.kind, which.language)
    const typed = textOf(which, versions[0])
    return showText(request, reply, {
      ...which,
      versions,
      typed,
      faults: [],
      toMend: faultsOfText(which.kind, typed),
      isDone: TextQuery.parse(request.query).done === 'saved',
    })
  })

  area.post<OfText>('/admin/texts/:kind/:language', async (request, reply) => {
    const which = whichText(request)
    const isPreview = TextQuery.parse(request.query).preview !== undefined
    const form = readText(which, request)
    const { typed, faults } = form
    if (faults.length > 0 || isPreview) {
      const versions = await listVersions(db.read, which.kind, which.language)
      if (faults.length > 0) reply.code(422)
      const toMend = isPreview ? faults : []
      return showText(request, reply, { ...which, versions, ...form, toMend })
    }
    return save(request, reply, which, typed, form.seen)
  })

  area.get<OfVersion>('/admin/texts/:kind/:language/versions/:version', async (request, reply) => {
    const which = whichText(request)
    const { version, versions } = await findVersion(which, request.params.version)
    const shown = textOf(which, version)
    const inUse = textOf(which, versions[0])
    return versionPage(readerWithForm(request, reply), {
      ...which,
      version,
      text: shown,
      sample: await sampleOf(which, shown),
      seen: versions[0]?.version ?? 0,
      isInUse: shown.subject === inUse.subject && shown.body === inUse.body,
    })
  })

  area.post<OfVersion>('/admin/texts/:kind/:language/versions/:version', async (request, reply) => {
    const which = whichText(request)
    const form = readForm(RestoreForm, bodyOf(request))
    if (!form.ok) throw new Refusal('bad-request', 'not-a-form')
    const { version, versions } = await findVersion(which, request.params.version)
    const typed = textOf(which, version)
    const faults = faultsOfText(which.kind, typed)
    if (faults.length === 0) return save(request, reply, which, typed, form.data.seen)
    reply.code(422)
    return showText(request, reply, { ...which, versions, typed, faults, toMend: [] })
  })

  /** A version that exists; 0 is the text that comes with the service. */
  async function findVersion(which: Which, number: string) {
    const versions = await listVersions(db.read, which.kind, which.language)
    const version = versions.find((one) => String(one.version) === number)
    if (!version && number !== '0') throw new Refusal('not-found', 'no-such-page')
    return { version, versions }
  }

  /** 303 to the text, or the text again when somebody else was quicker. */
  async function save(
    request: FastifyRequest,
    reply: FastifyReply,
    which: Which,
    typed: LetterText,
    seenVersion: number,
  ) {
    const { accountId } = request.actor
    const newer = await saveText(services, { ...which, text: typed, seen: seenVersion, accountId })
    if (!newer) {
      const address = `/staff/admin/texts/${which.kind}/${which.language}?done=saved`
      return reply.redirect(inLanguage(request, address), 303)
    }
    const versions = await listVersions(db.read, which.kind, which.language)
    reply.code(409)
    return showText(request, reply, { ...which, versions, typed, faults: [], toMend: [], newer })
  }

  async function showText(
    request: FastifyRequest,
    reply: FastifyReply,
    props: Omit<TextPage, 'seen' | 'sample' | 'variables' | 'mostLines'> & { seen?: number },
  ) {
    const { kind, typed, versions } = props
    const required: readonly string[] = requiredIn[kind]
    return textPage(readerWithForm(request, reply), {
      seen: versions[0]?.version ?? 0,
      ...props,
      sample: await sampleOf(props, typed),
      variables: variablesOf[kind]
        .map((name) => ({ name, isRequired: required.includes(name) }))
        .toSorted((one, other) => Number(other.isRequired) - Number(one.isRequired)),
      mostLines,
    })
  }

  async function sampleOf({ kind, language }: Which, shown: LetterText) {
    const place = { ...(await letterPlace(services)), texts: { [kind]: { [language]: shown } } }
    return sampleLetter(kind, language, dayOf(clock()), place)
  }
}

/** Which text an address names. Throws a `Refusal` `not-found` for one that does not exist. */
function whichText({ params: { kind, language } }: FastifyRequest<OfText>): Which {
  const spoken = isTextKind(kind) && languagesOf(kind).find((one) => one === language)
  if (!isTextKind(kind) || !spoken) throw new Refusal('not-found', 'no-such-page')
  return { kind, language: spoken }
}

function textOf({ kind, language }: Which, version: TextVersion | undefined): LetterText {
  if (!version || version.isOurs) return defaultText(kind, language)
  const { subject, body } = version
  return { subject, body }
}

/** What was typed, all that is wrong with it, and the version its author had seen. */
function readText(
  { kind }: Which,
  request: FastifyRequest,
): { typed: LetterText; faults: TextFault[]; seen: number } {
  const form = readForm(TextForm, bodyOf(request))
  if (form.ok) {
    const { seen: seenVersion, ...typed } = form.data
    return { typed, faults: faultsOfText(kind, typed), seen: seenVersion }
  }
  const { subject = '', body = '', seen: typedVersion = '0' } = form.typed
  const seenVersion = Number(typedVersion)
  return {
    typed: { subject, body },
    faults: form.faults,
    seen: Number.isSafeInteger(seenVersion) ? seenVersion : 0,
  }
}
