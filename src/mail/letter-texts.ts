import { wordsIn } from '#views/words/words.ts'
import { partyLetters } from '#views/words/th/party-letters.ts'
import type { LetterKind } from '../database/schema.ts'
import { languages, type Language } from '../requests/info-request.ts'
import { faultsOf } from './templates.ts'

/** The text of one kind of letter: a template with variables in double braces. */
export type LetterText = { subject: string; body: string }

/** The texts an administrator has put in the place of ours. */
export type LetterTexts = {
  readonly [Kind in TextKind]?: { readonly [Spoken in Language]?: LetterText }
}

const inAll = ['reference', 'contact', 'mailNote'] as const
/** For what goes to an address nobody has shown to be theirs, before anybody here has read the request. */
const unread = ['receivedOn', 'dueOn', 'track', ...inAll] as const
const toRequester = ['name', 'requestSubject', ...unread] as const
const toParty = ['name', ...inAll] as const

/** Which variables a text may use: the letters to people outside that are written from texts. */
export const variablesOf = {
  receipt: unread,
  question: ['question', 'answerBy', ...toRequester],
  reminder: ['question', 'answerBy', 'lapsesOn', ...toRequester],
  lapsed: ['question', 'remedies', ...toRequester],
  message: toRequester,
  extended: ['reason', 'remedies', ...toRequester],
  'due-moved': ['earlierDueOn', ...unread],
  decision: [
    'outcome',
    'reply',
    'agency',
    'grounds',
    'weighing',
    'remedies',
    'visitAt',
    'visitPlace',
    'fee',
    'certifiedBy',
    'howToRead',
    'feedback',
    ...toRequester,
  ],
  upheld: ['reply', ...toRequester],
  reopened: ['reason', ...toRequester],
  withdrawn: unread,
  'third-party-notice': ['about', 'objectionBy', ...toParty],
  'objection-rejected': ['reason', 'appealBy', ...toParty],
} as const satisfies Partial<Record<LetterKind, readonly string[]>>

export type TextKind = keyof typeof variablesOf
export type Variable<Kind extends TextKind = TextKind> = (typeof variablesOf)[Kind][number]

/** In the order in which a request may come to need them. */
export const textKinds = Object.keys(variablesOf).filter(isTextKind)

export function isTextKind(kind: string): kind is TextKind {
  return Object.hasOwn(variablesOf, kind)
}

/** The text a letter is written from. */
export function textFor(kind: TextKind, language: Language, texts: LetterTexts = {}): LetterText {
  return texts[kind]?.[language] ?? defaultText(kind, language)
}

/** Whether this program knows all that a text names: it may have been saved under another. */
export function isFillable(kind: TextKind, { subject, body }: LetterText): boolean {
  return faultsOf(`${subject}\n${body}`, variablesOf[kind]).length === 0
}

/** Whether a letter may carry what the requester typed: not before somebody here has read it. */
export function mayHoldTyped(kind: TextKind): boolean {
  return variablesOf[kind].some((name) => name === 'name')
}

/** The text that comes with the service. */
export function defaultText(kind: TextKind, language: Language): LetterText {
  return isToParty(kind) ? partyLetters[kind] : wordsIn[language].letters.texts[kind]
}

/** Letters to people whose interests a disclosure may touch are written in Thai, the language of the Act. */
export function languagesOf(kind: TextKind): readonly Language[] {
  return isToParty(kind) ? ['th'] : languages
}

function isToParty(kind: TextKind): kind is keyof typeof partyLetters {
  return Object.hasOwn(partyLetters, kind)
}
