import { noCopies } from '../support/cases.ts'
import { eq } from 'drizzle-orm'
import { letters } from '#src/database/schema.ts'
import { keepBlob } from '#src/files/keep.ts'
import { addFile } from '#src/files/store.ts'
import type { ActionForm, StaffAction } from '#src/requests/action-forms.ts'
import { takeAction } from '#src/requests/commands.ts'
import { takeRequesterAction } from '#src/requests/requester-commands.ts'
import { outcomes } from '#src/requests/info-request.ts'
import { findInfoRequest } from '#src/requests/store.ts'
import { aPdf } from '../support/sample-files.ts'
import { openBrowser, signIn, submitRequest, type Browser } from '../support/service.ts'
import type { Album } from './album.ts'

type Pair = { reference: string; code: string }

/** A request in every status and with every outcome. */
export async function everyCase(album: Album) {
  const { cast, services, texts } = album
  const routed = { topic: String(cast.topics.first) }
  const taken = async (changes: Record<string, string> = {}) => {
    const pair = await ask(album, { ...routed, ...changes })
    await act(album, 'officer', 'accept', pair.reference, { seen: undefined, note: texts.note })
    return pair
  }
  const proposed = async (changes: Partial<ActionForm<'propose'>> = {}) => {
    const pair = await taken()
    await addAnswerFile(album, pair.reference, texts.file)
    await propose(album, pair.reference, changes)
    return pair
  }
  const approved = async (changes: Partial<ActionForm<'propose'>> = {}) => {
    const pair = await proposed(changes)
    await act(album, 'head', 'approve', pair.reference, { ...nothing, sensitive: false })
    return pair
  }
  const withheld = {
    outcome: 'refused' as const,
    grounds: [
      { ground: 's15-1' as const, reason: texts.details },
      { ground: 's24' as const, reason: texts.note },
    ],
    weighing: texts.note,
  }

  const unrouted = await ask(album, { email: '', phone: '0812345678', address: texts.address })
  const assigned = await ask(album, routed)
  const inProgress = await taken({
    subject: texts.unbroken,
    period: texts.short,
    affiliation: texts.short,
    email: `${'somebody'.repeat(8)}@${'somewhere'.repeat(7)}.example.com`,
  })
  await act(album, 'officer', 'message', inProgress.reference, {
    seen: undefined,
    note: texts.note,
  })
  await act(album, 'head', 'note', inProgress.reference, { seen: undefined, note: texts.details })
  const { id } = await findCase(album, inProgress.reference)
  await takeRequesterAction(services, 'message', id, texts.answer)
  await act(album, 'officer', 'message', inProgress.reference, {
    seen: undefined,
    note: texts.details,
  })
  const withNews = await taken()
  await takeRequesterAction(
    services,
    'message',
    (await findCase(album, withNews.reference)).id,
    texts.answer,
  )
  const sentBack = await proposed()
  await act(album, 'head', 'send-back', sentBack.reference, { seen: undefined, note: texts.note })
  const refused = await approved(withheld)
  await act(album, 'executive', 'clear', refused.reference, nothing)
  const advised = await ask(album)
  await act(album, 'secretary', 'advise', advised.reference, {
    ...nothing,
    agency: texts.address,
    reply: '',
  })
  const withdrawn = await taken()
  const former = await findCase(album, withdrawn.reference)
  await takeRequesterAction(services, 'withdraw', former.id, texts.answer)
  const plain = outcomes.filter(
    (outcome) => !['refused', 'partly-disclosed', 'advised-elsewhere'].includes(outcome),
  )
  const answered: Record<string, Pair> = {}
  for (const outcome of plain)
    answered[outcome] = await approved({
      outcome,
      agency: outcome === 'transferred' ? texts.address : '',
    })
  return {
    unrouted,
    assigned,
    'in progress': inProgress,
    'with news': withNews,
    'sent back': sentBack,
    'awaiting approval': await proposed(),
    'awaiting approval of a refusal': await proposed(withheld),
    'awaiting clearance': await approved({ ...withheld, outcome: 'partly-disclosed' }),
    refused,
    'advised-elsewhere': advised,
    withdrawn,
    disclosed: answered['disclosed'] ?? refused,
    ...answered,
  }
}

const nothing = { seen: undefined, note: '' }

export async function ask(
  { app, services, time, cast, language, texts }: Album,
  changes: Record<string, string> = {},
  browser = openBrowser({ app }),
): Promise<Pair> {
  return submitRequest(
    { app, services, time, cast },
    {
      subject: texts.subject,
      details: texts.details,
      name: texts.name,
      title: texts.title,
      language,
      ...changes,
    },
    browser,
  )
}

/** Somebody who showed reference and code. */
export async function follow({ app, at }: Album, { reference, code }: Pair): Promise<Browser> {
  const browser = openBrowser({ app })
  const answer = await browser.post(at('/track'), { reference, code })
  if (answer.statusCode !== 303) throw new Error(`${reference} could not be followed`)
  return browser
}

export async function signInAll(album: Album) {
  return {
    officer: await signIn(album, 'officer'),
    head: await signIn(album, 'head'),
    secretary: await signIn(album, 'secretary'),
    executive: await signIn(album, 'executive'),
    auditor: await signIn(album, 'auditor'),
    admin: await signIn(album, 'admin'),
  }
}

const roleOf = {
  officer: 'officer',
  head: 'head',
  secretary: 'secretary',
  executive: 'executive',
} as const

export async function act<A extends StaffAction>(
  { services, cast }: Album,
  member: keyof typeof roleOf,
  action: A,
  reference: string,
  form: ActionForm<A>,
): Promise<void> {
  const { id, divisionId } = cast[member]
  const actor = { role: roleOf[member], accountId: id, divisionId }
  await takeAction(services, action, reference, actor, form)
}

async function propose(
  album: Album,
  reference: string,
  changes: Partial<ActionForm<'propose'>>,
): Promise<void> {
  const { texts } = album
  await act(album, 'officer', 'propose', reference, {
    seen: undefined,
    note: texts.note,
    ...noCopies,
    outcome: 'disclosed',
    reply: texts.details,
    agency: '',
    grounds: [],
    sensitive: false,
    ...changes,
  })
}

export async function addAnswerFile(
  { services, cast }: Album,
  reference: string,
  name: string,
): Promise<void> {
  const { db, blobs, clock } = services
  const kept = await keepBlob(
    blobs,
    (async function* () {
      yield aPdf()
    })(),
    1_000_000,
  )
  const { id } = await findInfoRequest(db.read, reference, { kind: 'everything' })
  await db.write((tx) =>
    addFile(
      tx,
      { infoRequestId: id, proposalId: null },
      { ...kept, name, mediaType: 'application/pdf' },
      { at: clock(), by: cast.officer.id },
    ),
  )
}

export function findCase({ services }: Album, reference: string) {
  return findInfoRequest(services.db.read, reference, { kind: 'everything' })
}

export async function setLetterState(
  album: Album,
  reference: string,
  state: (typeof letters.$inferInsert)['state'],
): Promise<void> {
  const { id } = await findCase(album, reference)
  await album.services.db.write((tx) =>
    tx.update(letters).set({ state }).where(eq(letters.infoRequestId, id)),
  )
}
