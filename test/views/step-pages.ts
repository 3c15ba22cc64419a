import { addDays, dayOf } from '#src/calendar/calendar.ts'
import type { ActionForm, StaffAction } from '#src/requests/action-forms.ts'
import type { Language } from '#src/requests/info-request.ts'
import { listThirdParties } from '#src/requests/third-parties.ts'
import { attendToWaiting } from '#src/requests/waiting.ts'
import { letLapse, noCopies } from '../support/cases.ts'
import { setRule } from '../support/rules.ts'
import type { Browser, Fields } from '../support/service.ts'
import { openAlbum, type Album, type Shown } from './album.ts'
import { act, ask, findCase, follow, signInAll } from './cases.ts'

const nothing = { seen: undefined, note: '' }

/** The forms of the steps beyond the straight way, and the case file after each. */
export async function stepPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  await setRule(album.services, 'fees', '2026-01-01', { page: 100, certification: 500 })
  await thirdPartyPages(album)
  await extensionPages(album)
  await disputePages(album)
  await accessPages(album)
  await askingBackPages(album) // lets days pass
  return album.shown
}

async function askingBackPages(album: Album): Promise<void> {
  const { look, texts, services, time } = album
  const people = await signInAll(album)
  const asked = await aTaken(album)
  await form(album, people.officer, asked, 'ask', [
    ['nothing filled in', {}],
    ['no day', { question: texts.note, answerBy: texts.short }],
    ['too much, too soon', { question: texts.details.repeat(10), answerBy: '5/11/2569' }],
    ['too late', { question: texts.note, answerBy: '1/6/2570' }],
    ['sent', { question: texts.note, answerBy: '16/11/2569' }],
  ])
  await look(people.officer, 'case, asked', caseOf(asked))
  await form(album, people.officer, asked, 'clarify', [
    ['nothing filled in', {}],
    ['recorded', { note: texts.answer }],
  ])
  await look(people.officer, 'case, answered by the requester', caseOf(asked))
  const silent = await aTaken(album)
  await askQuestion(album, silent)
  time.now = Date.parse('2026-11-11T10:00:00+07:00')
  await attendToWaiting(services)
  const officer = (await signInAll(album)).officer
  await look(officer, 'case, asked and reminded', caseOf(silent))
  await letLapse(album)
  await look((await signInAll(album)).secretary, 'case, lapsed', caseOf(silent))
}

async function thirdPartyPages(album: Album): Promise<void> {
  const { look, send, texts } = album
  const { officer, head } = await signInAll(album)
  const noticed = await aTaken(album)
  const notice = {
    party: texts.name,
    partyEmail: 'party@example.com',
    about: texts.note,
    objectionBy: '17/11/2569',
  }
  await form(album, officer, noticed, 'notify-third-party', [
    ['nothing filled in', {}],
    ['all wrong', { ...notice, partyEmail: texts.short, objectionBy: '31/11/2569' }],
    ['nowhere to send it, too soon', { ...notice, partyEmail: '', objectionBy: '16/11/2569' }],
    ['too soon by post', { ...notice, partyEmail: '', partyAddress: texts.address }],
    ['sent', notice],
  ])
  await look(officer, 'record-objection, of one', `${caseOf(noticed)}/record-objection`)
  await act(album, 'officer', 'notify-third-party', noticed.reference, {
    ...nothing,
    ...notice,
    party: texts.short,
    partyEmail: '',
    partyAddress: texts.address,
    objectionBy: '2026-12-08',
  })
  const [first, second] = await listThirdParties(
    album.services.db.read,
    (await findCase(album, noticed.reference)).id,
  )
  const objects = { response: 'objects', respondedOn: '2/11/2569' }
  await form(album, officer, noticed, 'record-objection', [
    ['nothing filled in', {}],
    ['no decision', { ...objects, thirdParty: String(first?.id) }],
    ['no reason', { ...objects, thirdParty: String(first?.id), decision: 'rejected' }],
    ['silent too soon', { thirdParty: String(first?.id), response: 'silent' }],
    [
      'in the future',
      { thirdParty: String(first?.id), ...objects, respondedOn: '3/11/2569', decision: 'followed' },
    ],
    [
      'rejected',
      { ...objects, thirdParty: String(first?.id), decision: 'rejected', note: texts.note },
    ],
    [
      'the last one',
      { thirdParty: String(second?.id), response: 'consents', respondedOn: '2/11/2569' },
    ],
  ])
  await act(album, 'officer', 'propose', noticed.reference, disclosing(album))
  await look(head, 'case, locked, for the head', caseOf(noticed))
  await look(head, 'send-back, locked', `${caseOf(noticed)}/send-back`)
  await form(album, officer, noticed, 'record-appeal', [
    ['nothing filled in', {}],
    ['filed', { appeal: 'filed', note: texts.note }],
  ])
  await look(head, 'case, appealed, for the head', caseOf(noticed))
  await act(album, 'secretary', 'record-appeal', noticed.reference, {
    ...nothing,
    appeal: 'release-permitted',
    note: texts.note,
  })
  await look(head, 'case, permitted after an appeal, for the head', caseOf(noticed), {
    isVariant: true,
  })

  const followed = await aTaken(album)
  await act(album, 'officer', 'notify-third-party', followed.reference, {
    ...nothing,
    ...notice,
    partyAddress: '',
    objectionBy: '2026-11-17',
  })
  const [party] = await listThirdParties(
    album.services.db.read,
    (await findCase(album, followed.reference)).id,
  )
  await send(officer, 'record-objection, followed', `${caseOf(followed)}/record-objection`, {
    ...objects,
    thirdParty: String(party?.id),
    decision: 'followed',
  })
  await send(officer, 'propose, against an objection', `${caseOf(followed)}/propose`, {
    outcome: 'disclosed',
    reply: texts.answer,
  })
}

async function extensionPages(album: Album): Promise<void> {
  const { look, texts } = album
  const { officer, head } = await signInAll(album)
  const extended = await aTaken(album)
  await form(album, officer, extended, 'extend', [
    ['nothing filled in', {}],
    ['no day', { until: texts.short }],
    ['not later', { until: '17/11/2569', note: texts.note }],
    ['a holiday', { until: '22/11/2569', note: texts.note }],
    ['too late', { until: '3/12/2569', note: texts.note }],
    ['extended', { until: '1/12/2569', note: texts.note }],
    ['once too often', { until: '2/12/2569', note: texts.note }],
  ])
  await look(head, 'extend, none left', `${caseOf(extended)}/extend`)
}

async function disputePages(album: Album): Promise<void> {
  const { look, send, texts } = album
  const { officer, secretary } = await signInAll(album)
  const withdrawn = await aTaken(album)
  await form(album, secretary, withdrawn, 'withdraw', [
    ['nothing filled in', {}],
    ['recorded', { note: texts.note }],
  ])
  const answered = await anAnswered(album)
  await form(album, secretary, answered, 'dispute', [
    ['nothing filled in', {}],
    ['recorded', { note: texts.note }],
  ])
  await look(secretary, 'case, disputed', caseOf(answered))
  await form(album, secretary, answered, 'uphold', [
    ['nothing filled in', {}],
    ['sent', { note: texts.answer }],
  ])
  await send(secretary, 'reopen, nothing said wrong', `${caseOf(answered)}/reopen`, { note: ' ' })
  await act(album, 'secretary', 'dispute', answered.reference, { ...nothing, note: texts.note })
  await form(album, secretary, answered, 'reopen', [
    ['nothing filled in', {}],
    ['reopened', { note: texts.answer }],
  ])
  await look(officer, 'case, reopened, for the officer', caseOf(answered))
  await look(officer, 'propose, anew after reopening', `${caseOf(answered)}/propose`)
}

async function accessPages(album: Album): Promise<void> {
  const { look, send, texts } = album
  const { officer, head, secretary } = await signInAll(album)
  const answer = { outcome: 'disclosed', reply: texts.answer }
  const inspected = await aTaken(album, { accessForm: 'inspect' })
  await form(album, officer, inspected, 'propose', [
    ['inspection, nothing filled in', answer],
    ['inspection, on a holiday', { ...answer, visitOn: '22/11/2569', visitTime: '25.00' }],
    ['inspection, without a place', { ...answer, visitOn: '24/11/2569', visitTime: '9.30' }],
    [
      'inspection',
      { ...answer, visitOn: '24/11/2569', visitTime: '9.30', visitPlace: texts.short },
    ],
  ])
  await look(head, 'approve, inspection', `${caseOf(inspected)}/approve`)

  const certified = await aTaken(album, { accessForm: 'certified-copy' })
  await form(album, officer, certified, 'propose', [
    ['certified copies, nothing filled in', answer],
    ['certified copies, no numbers', { ...answer, pages: texts.short, certifications: '-1' }],
    ['certified copies, by nobody', { ...answer, pages: '12', certifications: '2' }],
    ['certified copies', { ...answer, pages: '12', certifications: '2', certifiedBy: texts.name }],
  ])
  await look(head, 'approve, certified copies', `${caseOf(certified)}/approve`)
  await act(album, 'head', 'approve', certified.reference, { ...nothing, sensitive: false })
  await form(album, secretary, certified, 'settle-fee', [
    ['nothing filled in', {}],
    ['paid', { settled: 'paid', note: texts.note }],
  ])
  await look(secretary, 'case, a fee paid', caseOf(certified))
  const copied = await aTaken(album, { accessForm: 'paper-copy' })
  await send(officer, 'propose, copies without pages', `${caseOf(copied)}/propose`, answer)
}

/** The page of a request beyond the straight way, as its requester sees it. */
export async function followedStepPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { look, send, texts, shown, services } = album
  await setRule(services, 'fees', '2026-01-01', { page: 100, certification: 500 })
  const silent = await aTaken(album)
  await askQuestion(album, silent)

  const asked = await aTaken(album)
  await askQuestion(album, asked)
  const requester = await follow(album, asked)
  await look(requester, 'follow, asked', pageOf(asked))
  const messages = `${pageOf(asked)}/messages`
  const answers = { answers: 'yes', note: ' ' }
  await send(requester, 'follow, an empty answer', messages, answers, pageOf(asked))
  await send(
    requester,
    'follow, an answer',
    messages,
    { answers: 'yes', note: texts.answer },
    pageOf(asked),
  )
  await act(album, 'officer', 'extend', asked.reference, {
    ...nothing,
    until: '2026-12-01',
    note: texts.note,
  })
  await look(requester, 'follow, extended', pageOf(asked))

  const noticed = await aTaken(album)
  await act(album, 'officer', 'notify-third-party', noticed.reference, {
    ...nothing,
    party: texts.short,
    partyEmail: 'party@example.com',
    partyAddress: '',
    about: texts.note,
    objectionBy: '2026-11-17',
  })
  await look(await follow(album, noticed), 'follow, third party asked', pageOf(noticed), {
    isVariant: true,
  })

  const answered = await anAnswered(album)
  const disputer = await follow(album, answered)
  const dispute = `${pageOf(answered)}/dispute`
  await look(await follow(album, noticed), 'dispute, no answer yet', `${pageOf(noticed)}/dispute`)
  await look(disputer, 'dispute', dispute)
  await send(disputer, 'dispute, nothing filled in', dispute, {})
  await send(disputer, 'dispute, too much', dispute, { note: texts.details.repeat(10) })
  await send(disputer, 'follow, disputed', dispute, { note: texts.note })
  await send(disputer, 'dispute, again', dispute, { note: texts.answer }, pageOf(answered))
  await act(album, 'secretary', 'uphold', answered.reference, { ...nothing, note: texts.note })
  await look(disputer, 'follow, upheld', pageOf(answered))
  await act(album, 'secretary', 'reopen', answered.reference, { ...nothing, note: texts.note })
  await look(disputer, 'follow, reopened', pageOf(answered))

  const inspected = await anAnswered(album, { accessForm: 'inspect' }, visit(album))
  await look(await follow(album, inspected), 'follow, an appointment', pageOf(inspected))
  const certified = await anAnswered(album, { accessForm: 'certified-copy' }, copies(album))
  await look(await follow(album, certified), 'follow, a fee due', pageOf(certified))

  await letLapse(album)
  const late = await follow(album, silent)
  await look(late, 'follow, lapsed', pageOf(silent))
  await send(
    late,
    'follow, an answer after it lapsed',
    `${pageOf(silent)}/messages`,
    { answers: 'yes', note: texts.answer },
    pageOf(silent),
  )
  await look(late, 'dispute, lapsed', `${pageOf(silent)}/dispute`)
  await send(late, 'follow, lapsed and disputed', `${pageOf(silent)}/dispute`, { note: texts.note })
  return shown
}

type Pair = { reference: string; code: string }

const caseOf = ({ reference }: Pair) => `/staff/requests/${reference}`
const pageOf = ({ reference }: Pair) => `/requests/${reference}`

/**
 * A form as it is opened, and then sent in these ways. What it ends at when it is right is a case file like others:
 * where that is worth a look, it is looked at by name.
 */
async function form(
  { shown, look, send }: Album,
  browser: Browser,
  pair: Pair,
  action: StaffAction,
  ways: readonly (readonly [name: string, fields: Fields])[],
): Promise<void> {
  const path = `${caseOf(pair)}/${action}`
  const [[first] = ['']] = ways
  await look(browser, `${action}, before ${first}`, path, { isVariant: true })
  for (const [name, fields] of ways) {
    await send(browser, `${action}, ${name}`, path, fields)
    const last = shown.at(-1)
    if (last?.status === 200) last.isVariant = true
  }
}

async function aTaken(album: Album, changes: Record<string, string> = {}): Promise<Pair> {
  const pair = await ask(album, { topic: String(album.cast.topics.first), ...changes })
  await act(album, 'officer', 'accept', pair.reference, nothing)
  return pair
}

async function anAnswered(
  album: Album,
  changes: Record<string, string> = {},
  how: Partial<ActionForm<'propose'>> = {},
): Promise<Pair> {
  const pair = await aTaken(album, changes)
  await act(album, 'officer', 'propose', pair.reference, { ...disclosing(album), ...how })
  await act(album, 'head', 'approve', pair.reference, { ...nothing, sensitive: false })
  return pair
}

function disclosing({ texts }: Album): ActionForm<'propose'> {
  return {
    ...nothing,
    ...noCopies,
    outcome: 'disclosed',
    reply: texts.details,
    agency: '',
    grounds: [],
    sensitive: false,
  }
}

function visit({ texts }: Album): Partial<ActionForm<'propose'>> {
  return { visitOn: '2026-11-24', visitTime: '09:30', visitPlace: texts.address }
}

function copies({ texts }: Album): Partial<ActionForm<'propose'>> {
  return { pages: 12, certifications: 2, certifiedBy: texts.name }
}

async function askQuestion(album: Album, { reference }: Pair): Promise<void> {
  const { texts, time } = album
  const answerBy = addDays(dayOf(time.now), 14)
  await act(album, 'officer', 'ask', reference, { seen: undefined, question: texts.note, answerBy })
}
