import { wordsIn } from '#views/words/words.ts'
import { fullDay, legalDay, timeOfDay } from '#views/parts/dates.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { LetterKind } from '../database/schema.ts'
import { defaultRules, type RuleValue } from '../department/rules.ts'
import { feedbackLink } from '../feedback/link.ts'
import { complaint, grounds, isGround, remediesOf, type Remedy } from '../requests/grounds.ts'
import type { Day, InfoRequest, Language, Outcome } from '../requests/info-request.ts'
import {
  textFor,
  variablesOf,
  type LetterTexts,
  type TextKind,
  type Variable,
} from './letter-texts.ts'
import { fill, fillLine } from './templates.ts'

/** One letter, ready for the outbox. */
export type Letter = {
  /** What it is about; null for what goes to staff about many. */
  infoRequestId: number | null
  /** The member of staff it goes to; null for everybody outside. */
  accountId: number | null
  /** Says what it is the only one of; null for what may come again. */
  onceKey: string | null
  kind: LetterKind
  language: Language
  /** Empty when no address was given: then it is for paper. */
  toAddress: string
  toName: string
  /** Where it goes on paper. */
  postalAddress: string
  subject: string
  body: string
  /** Who signs, and for whom when acting. */
  signedById: number | null
  signedForId: number | null
}

/** What a letter to the requester needs to know of the request. */
export type Addressee = Pick<
  InfoRequest,
  | 'id'
  | 'reference'
  | 'language'
  | 'email'
  | 'address'
  | 'title'
  | 'name'
  | 'subject'
  | 'receivedOn'
  | 'dueOn'
>

/** Somebody whose interests a disclosure may touch. Nothing here says who asked. */
export type PartyAddressee = {
  infoRequestId: number
  reference: string
  name: string
  email: string
  address: string
}

export type LetterPlace = {
  /** Where the links lead; from the settings, never from a request. */
  baseUrl: string
  /** The key behind links that open one thing without a code; a letter written without it has none. */
  linkKey?: string | undefined
  /** What an administrator put in the place of our texts. */
  texts?: LetterTexts | undefined
  /** Name, address and telephone at the end of a letter; our own when nothing is given. */
  letterhead?: RuleValue<'letterhead'> | undefined
}

/**
 * Says that a request has arrived. It holds nothing that was typed into the form, neither name nor subject:
 * nobody has shown yet that the address is theirs, and the service must not carry messages to strangers.
 */
export function receiptLetter(to: Addressee, place: LetterPlace): Letter {
  return letterToStranger(to, 'receipt', unread(to, place), place)
}

/** Confirms that a request was withdrawn, in case it was not the requester who did. Nobody may have read it: as above. */
export function withdrawalLetter(to: Addressee, place: LetterPlace): Letter {
  return letterToStranger(to, 'withdrawn', unread(to, place), place)
}

/** Says that the calendar has moved the due day. It goes to everybody at once, read or not: as above. */
export function dueMovedLetter(
  to: Addressee,
  { from, dueOn }: { from: Day; dueOn: Day },
  place: LetterPlace,
): Letter {
  const earlierDueOn = fullDay(to.language, from)
  return letterToStranger(
    to,
    'due-moved',
    { ...unread({ ...to, dueOn }, place), earlierDueOn },
    place,
  )
}

/** Says that an officer wrote; what was written is read on the page of the request, behind the code. */
export function messageLetter(to: Addressee, place: LetterPlace): Letter {
  return letterToRequester(to, 'message', ofRequester(to, place), place)
}

/** Asks what an officer has to know, by when, and says what follows without an answer. */
export function questionLetter(
  to: Addressee,
  { question, answerBy }: { question: string; answerBy: Day },
  place: LetterPlace,
): Letter {
  const values = { question, answerBy: fullDay(to.language, answerBy) }
  return letterToRequester(to, 'question', { ...ofRequester(to, place), ...values }, place)
}

/** The one reminder before a request is closed without an answer; from `lapsesOn` on, that can happen. */
export function reminderLetter(
  to: Addressee,
  { question, answerBy, lapsesOn }: { question: string; answerBy: Day; lapsesOn: Day },
  place: LetterPlace,
): Letter {
  const values = {
    question,
    answerBy: fullDay(to.language, answerBy),
    lapsesOn: fullDay(to.language, lapsesOn),
  }
  return letterToRequester(to, 'reminder', { ...ofRequester(to, place), ...values }, place)
}

/** Says that a request was closed because nobody answered, and what can be done about it. */
export function lapsedLetter(
  to: Addressee,
  { question }: { question: string },
  place: LetterPlace,
): Letter {
  const values = { question, remedies: remedyText(to.language, complaint) }
  return letterToRequester(to, 'lapsed', { ...ofRequester(to, place), ...values }, place)
}

/** Says by when the answer will come instead, and why it takes longer. */
export function extendedLetter(
  to: Addressee,
  { reason, dueOn }: { reason: string; dueOn: Day },
  place: LetterPlace,
): Letter {
  const values = { reason, remedies: remedyText(to.language, complaint) }
  return letterToRequester(
    to,
    'extended',
    { ...ofRequester({ ...to, dueOn }, place), ...values },
    place,
  )
}

/** Answers somebody who said that something is wrong with the answer, which stays. */
export function upheldLetter(
  to: Addressee,
  { reply }: { reply: string },
  place: LetterPlace,
): Letter {
  return letterToRequester(to, 'upheld', { ...ofRequester(to, place), reply }, place)
}

/** Says that a closed request is considered again, and by when. */
export function reopenedLetter(
  to: Addressee,
  { reason, dueOn }: { reason: string; dueOn: Day },
  place: LetterPlace,
): Letter {
  const values = { ...ofRequester({ ...to, dueOn }, place), reason }
  return letterToRequester(to, 'reopened', values, place)
}

export type Decision = {
  outcome: Outcome
  reply: string
  agency: string
  grounds: readonly { ground: string; reason: string }[]
  /** How duty, public interest and private interests were weighed (s.15); empty without such a ground. */
  weighing: string
  /** How many files go with the answer. */
  files: number
  /** The day the requester is told: the appeal period runs from it. */
  notifiedOn: Day
  /** For inspection: when (UTC milliseconds) and where. */
  visit?: { at: number; place: string } | undefined
  /** Satang. */
  fee?: number | undefined
  /** Name and post of whoever certifies the copies. */
  certifiedBy?: string | undefined
}

/**
 * The answer, and where something is withheld on which ground and why (s.15), how that was weighed, and what one can do
 * about it until when (s.18).
 */
export function decisionLetter(to: Addressee, decision: Decision, place: LetterPlace): Letter {
  const { language } = to
  const { letters, domain } = wordsIn[language]
  const { visit, fee = 0, files } = decision
  const values = {
    outcome: domain.outcome[decision.outcome],
    reply: decision.reply,
    agency: decision.agency,
    grounds: groundsText(language, decision),
    weighing: decision.weighing,
    visitAt: visit ? momentOfVisit(language, visit.at) : '',
    visitPlace: visit?.place ?? '',
    certifiedBy: decision.certifiedBy ?? '',
    fee: fee > 0 ? letters.baht(bahtOf(fee)) : '',
    remedies: remediesText(language, decision),
    howToRead: files > 0 ? letters.files(files) : letters.readOnline,
    feedback: feedbackAddress(to, place),
  }
  return letterToRequester(to, 'decision', { ...ofRequester(to, place), ...values }, place)
}

/** Tells somebody what of theirs is asked for, and that they may object by a day (s.17). Never who asks. */
export function thirdPartyNoticeLetter(
  party: PartyAddressee,
  { about, objectionBy }: { about: string; objectionBy: Day },
  place: LetterPlace,
): Letter {
  const values = { ...ofParty(party, place), about, objectionBy: legalDay('th', objectionBy) }
  return letterToParty(party, 'third-party-notice', values, place)
}

/** Tells whoever objected that the department means to disclose all the same, and of the appeal (s.17, s.18). */
export function objectionRejectedLetter(
  party: PartyAddressee,
  { reason, appealBy }: { reason: string; appealBy: Day },
  place: LetterPlace,
): Letter {
  const values = { ...ofParty(party, place), reason, appealBy: legalDay('th', appealBy) }
  return letterToParty(party, 'objection-rejected', values, place)
}

// -- The kinds of reader ------------------------------------------------------------------------

/** Every variable the text of a kind may use. */
type ValuesOf<Kind extends TextKind> = Record<Variable<Kind>, string>

function letterToRequester<Kind extends TextKind>(
  to: Addressee,
  kind: Kind,
  values: ValuesOf<Kind>,
  place: LetterPlace,
): Letter {
  return {
    ...nobodyInside,
    ...written(kind, to.language, values, place),
    infoRequestId: to.id,
    toAddress: to.email,
    toName: to.name,
    postalAddress: to.address,
  }
}

/** The name goes on the envelope but not into the mail: it was typed as well. */
function letterToStranger<Kind extends TextKind>(
  to: Addressee,
  kind: Kind,
  values: ValuesOf<Kind>,
  place: LetterPlace,
): Letter {
  const letter = letterToRequester(to, kind, values, place)
  return to.email === '' ? letter : { ...letter, toName: '' }
}

function letterToParty<Kind extends TextKind>(
  { infoRequestId, name, email, address }: PartyAddressee,
  kind: Kind,
  values: ValuesOf<Kind>,
  place: LetterPlace,
): Letter {
  return {
    ...nobodyInside,
    ...written(kind, 'th', values, place),
    infoRequestId,
    toAddress: email,
    toName: name,
    postalAddress: address,
  }
}

const nobodyInside = { accountId: null, onceKey: null, signedById: null, signedForId: null }

function written<Kind extends TextKind>(
  kind: Kind,
  language: Language,
  values: ValuesOf<Kind>,
  { texts }: LetterPlace,
) {
  const text = textFor(kind, language, texts)
  const spaced = Object.fromEntries(
    variablesOf[kind].map((name) => [name, spacedOut(values[name as Variable<Kind>])]),
  )
  return { kind, language, subject: fillLine(text.subject, spaced), body: fill(text.body, spaced) }
}

/** Mail programs break lines as they like, and people search for dates. */
function spacedOut(value: string): string {
  return value.replaceAll('\u00a0', ' ')
}

// -- What every letter says ---------------------------------------------------------------------

function inAll(
  language: Language,
  { reference, email }: { reference: string; email: string },
  { letterhead = defaultRules.letterhead }: LetterPlace,
) {
  const { letters } = wordsIn[language]
  const { nameTh, nameEn, addressTh, addressEn, phone, email: ours } = letterhead
  return {
    reference,
    contact:
      language === 'th'
        ? letters.contact(nameTh, addressTh, phone, ours)
        : letters.contact(nameEn, addressEn, fromAbroad(phone), ours),
    mailNote: email === '' ? '' : letters.automatic,
  }
}

/** English letters go abroad as well: `0 2203 5000` is dialled as `+66 2203 5000` there. */
export function fromAbroad(phone: string): string {
  return phone.replace(/^0 ?(?=\d)/, '+66 ')
}

function unread(to: Addressee, place: LetterPlace) {
  const { language } = to
  return {
    ...inAll(language, to, place),
    receivedOn: fullDay(language, to.receivedOn),
    dueOn: fullDay(language, to.dueOn),
    track: `${place.baseUrl}${language === 'en' ? '/en' : ''}/track`,
  }
}

function ofRequester(to: Addressee, place: LetterPlace) {
  return { ...unread(to, place), name: greeted(to), requestSubject: to.subject }
}

function ofParty(party: PartyAddressee, place: LetterPlace) {
  return { ...inAll('th', party, place), name: party.name }
}

function greeted({ title, name, language }: Addressee): string {
  if (title === '') return language === 'th' ? `คุณ${name}` : name
  return `${title} ${name}`
}

function feedbackAddress(to: Addressee, { baseUrl, linkKey }: LetterPlace): string {
  if (linkKey === undefined) return ''
  return `${baseUrl}${to.language === 'en' ? '/en' : ''}${feedbackLink(linkKey, to)}`
}

// -- What a decision says -----------------------------------------------------------------------

function groundsText(language: Language, decision: Decision): string {
  return decision.grounds
    .map(({ ground, reason }, index) => {
      const known = isGround(ground) ? grounds.find(({ id }) => id === ground) : undefined
      const law = known ? `${known.section[language]}: ${known.text[language]}` : ground
      return `${index + 1}. ${law}\n   ${wordsIn[language].letters.reason} ${reason}`
    })
    .join('\n')
}

function remediesText(language: Language, { outcome, grounds: applied, notifiedOn }: Decision) {
  return remediesOf(outcome, applied)
    .map((remedy) => remedyText(language, remedy, notifiedOn))
    .join('\n\n')
}

function remedyText(language: Language, { kind, lastDay }: Remedy, notifiedOn?: Day): string {
  const { domain, letters } = wordsIn[language]
  if (!lastDay || notifiedOn === undefined) return domain.remedy[kind]
  return `${domain.remedy[kind]} ${letters.lastDay(legalDay(language, lastDay(notifiedOn)))}`
}

function momentOfVisit(language: Language, at: number): string {
  return wordsIn[language].letters.visitAt(fullDay(language, dayOf(at)), timeOfDay(language, at))
}

/** @param satang a hundred to the baht */
function bahtOf(satang: number): string {
  return amounts.format(satang / 100)
}

const amounts = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
