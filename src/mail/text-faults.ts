import type { Fault } from '../web/forms.ts'
import {
  mayHoldTyped,
  variablesOf,
  type LetterText,
  type TextKind,
  type Variable,
} from './letter-texts.ts'
import { faultsOf, variablesIn } from './templates.ts'

/** What is wrong with a text, and in which line; without a line it is about the whole of it. */
export type TextFault = Fault & { line?: number; variable?: string }

/** Longer letters are not read to their end. What the variables bring is not counted. */
export const mostLines = 40

/**
 * Subjects are seen on locked telephones and over shoulders: nothing that a person typed, nothing about what was asked,
 * and nothing that is longer than a few words.
 */
const inSubject: readonly Variable[] = [
  'reference',
  'receivedOn',
  'dueOn',
  'earlierDueOn',
  'answerBy',
  'lapsesOn',
  'objectionBy',
  'appealBy',
]

/** Without these a letter does not do what it is sent for, or does not say what the law wants said. */
export const requiredIn: { readonly [Kind in TextKind]: readonly Variable<Kind>[] } = {
  receipt: ['reference', 'receivedOn', 'dueOn', 'track', 'contact'],
  question: ['reference', 'question', 'answerBy', 'track', 'contact'],
  reminder: ['reference', 'question', 'lapsesOn', 'track', 'contact'],
  lapsed: ['reference', 'question', 'remedies', 'track', 'contact'],
  message: ['reference', 'track', 'contact'],
  extended: ['reference', 'reason', 'dueOn', 'remedies', 'contact'],
  'due-moved': ['reference', 'dueOn', 'contact'],
  decision: [
    'reference',
    'outcome',
    'reply',
    'agency',
    'grounds',
    'weighing',
    'visitAt',
    'visitPlace',
    'certifiedBy',
    'fee',
    'remedies',
    'howToRead',
    'track',
    'contact',
  ],
  upheld: ['reference', 'reply', 'contact'],
  reopened: ['reference', 'reason', 'dueOn', 'contact'],
  withdrawn: ['reference', 'contact'],
  'third-party-notice': ['reference', 'about', 'objectionBy', 'contact'],
  'objection-rejected': ['reference', 'reason', 'appealBy', 'contact'],
}

/** Everything an administrator has to mend before a text is taken: the subject first, then the body from top to bottom. */
export function faultsOfText(kind: TextKind, { subject, body }: LetterText): TextFault[] {
  return [
    ...faultsOfField(kind, 'subject', subject),
    ...outOfPlace(kind, subject),
    ...faultsOfField(kind, 'body', body),
    ...missing(kind, body),
    ...tooManyLines(body),
  ]
}

function faultsOfField(kind: TextKind, field: 'subject' | 'body', text: string): TextFault[] {
  return faultsOf(text, variablesOf[kind]).map(({ fault, line, variable }) => ({
    field,
    fault: isTyped(variable) && !mayHoldTyped(kind) ? 'typed-by-requester' : fault,
    line,
    variable,
  }))
}

function isTyped(variable: string): boolean {
  return variable === 'name' || variable === 'requestSubject'
}

/** What the kind does not know at all has been told already. */
function outOfPlace(kind: TextKind, subject: string): TextFault[] {
  const long = variablesOf[kind].filter((name) => !inSubject.includes(name))
  return [...variablesIn(subject)]
    .filter(([name]) => long.some((known) => known === name))
    .map(([variable, line]) => ({ field: 'subject', fault: 'not-in-subject', line, variable }))
}

function missing(kind: TextKind, body: string): TextFault[] {
  const used = variablesIn(body)
  return requiredIn[kind]
    .filter((name) => !used.has(name))
    .map((variable) => ({ field: 'body', fault: 'left-out', variable }))
}

function tooManyLines(body: string): TextFault[] {
  return body.split('\n').length > mostLines
    ? [{ field: 'body', fault: 'too-many-lines', limit: mostLines }]
    : []
}
