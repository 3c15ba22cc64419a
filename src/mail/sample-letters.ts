import { wordsIn } from '#views/words/words.ts'
import { addDays, startOfDay } from '../calendar/calendar.ts'
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import type { Day, Language } from '../requests/info-request.ts'
import { formatReference } from '../requests/reference.ts'
import type { TextKind } from './letter-texts.ts'
import {
  decisionLetter,
  dueMovedLetter,
  extendedLetter,
  lapsedLetter,
  messageLetter,
  objectionRejectedLetter,
  questionLetter,
  receiptLetter,
  reminderLetter,
  reopenedLetter,
  thirdPartyNoticeLetter,
  upheldLetter,
  withdrawalLetter,
  type Addressee,
  type Letter,
  type LetterPlace,
  type PartyAddressee,
} from './letters.ts'

type Sample = {
  to: Addressee
  party: PartyAddressee
  words: (typeof wordsIn)[Language]['texts']['sample']
  today: Day
  place: LetterPlace
}

/** A letter as somebody would get it, with made-up facts: what a text looks like when it is filled in. */
export function sampleLetter(
  kind: TextKind,
  language: Language,
  today: Day,
  place: LetterPlace,
): Letter {
  const { sample: words } = wordsIn[language].texts
  const reference = formatReference(fiscalYearOf(today), 123)
  const email = 'requester@example.org'
  const to: Addressee = {
    id: 0,
    reference,
    language,
    email,
    address: '',
    title: '',
    name: words.name,
    subject: words.subject,
    receivedOn: addDays(today, -7),
    dueOn: addDays(today, 8),
  }
  const party = { infoRequestId: 0, reference, name: words.party, email, address: '' }
  return samples[kind]({ to, party, words, today, place })
}

const samples: { [Kind in TextKind]: (sample: Sample) => Letter } = {
  receipt: ({ to, place }) => receiptLetter(to, place),
  withdrawn: ({ to, place }) => withdrawalLetter(to, place),
  message: ({ to, place }) => messageLetter(to, place),
  question: ({ to, words: { question }, today, place }) =>
    questionLetter(to, { question, answerBy: addDays(today, 14) }, place),
  reminder: ({ to, words: { question }, today, place }) =>
    reminderLetter(
      to,
      { question, answerBy: addDays(today, -1), lapsesOn: addDays(today, 5) },
      place,
    ),
  lapsed: ({ to, words: { question }, place }) => lapsedLetter(to, { question }, place),
  extended: ({ to, words: { reason }, today, place }) =>
    extendedLetter(to, { reason, dueOn: addDays(today, 23) }, place),
  'due-moved': ({ to, today, place }) =>
    dueMovedLetter(to, { from: to.dueOn, dueOn: addDays(today, 9) }, place),
  decision: ({ to, words, today, place }) =>
    decisionLetter(
      to,
      {
        outcome: 'partly-disclosed',
        reply: words.reply,
        agency: '',
        grounds: [{ ground: 's15-1', reason: words.groundReason }],
        weighing: words.weighing,
        files: 2,
        notifiedOn: today,
        visit: { at: startOfDay(addDays(today, 7)) + 10 * hour, place: words.visitPlace },
        fee: 2500,
        certifiedBy: words.certifiedBy,
      },
      place,
    ),
  upheld: ({ to, words: { disputeReply: reply }, place }) => upheldLetter(to, { reply }, place),
  reopened: ({ to, words: { reason }, today, place }) =>
    reopenedLetter(to, { reason, dueOn: addDays(today, 15) }, place),
  'third-party-notice': ({ party, words: { about }, today, place }) =>
    thirdPartyNoticeLetter(party, { about, objectionBy: addDays(today, 22) }, place),
  'objection-rejected': ({ party, words: { rejection: reason }, today, place }) =>
    objectionRejectedLetter(party, { reason, appealBy: addDays(today, 15) }, place),
}

const hour = 3_600_000
