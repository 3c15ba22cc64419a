import type { Tx } from '../database/open.ts'
import { listFilesOfAnswer } from '../files/store.ts'
import {
  decisionLetter,
  extendedLetter,
  messageLetter,
  questionLetter,
  reopenedLetter,
  upheldLetter,
  withdrawalLetter,
  type Letter,
  type LetterPlace,
} from '../mail/letters.ts'
import type { Action, InfoRequest } from './info-request.ts'
import { findProposal } from './store.ts'

/** The letter to the requester that a step calls for; nothing where they need not hear of it. */
export async function letterAbout(
  tx: Tx,
  { action, note }: { action: Action; note: string },
  after: InfoRequest,
  place: LetterPlace,
): Promise<Letter | undefined> {
  return letters[action]?.({ tx, note, after, place })
}

type Told = { tx: Tx; note: string; after: InfoRequest; place: LetterPlace }

const letters: {
  [A in Action]?: (told: Told) => Letter | undefined | Promise<Letter | undefined>
} = {
  message: ({ after, place }) => messageLetter(after, place),
  ask: ({ note, after, place }) =>
    questionLetter(after, { question: note, answerBy: after.answerBy ?? '' }, place),
  extend: ({ note, after, place }) =>
    extendedLetter(after, { reason: note, dueOn: after.dueOn }, place),
  withdraw: ({ after, place }) => withdrawalLetter(after, place),
  uphold: ({ note, after, place }) => upheldLetter(after, { reply: note }, place),
  reopen: ({ note, after, place }) =>
    reopenedLetter(after, { reason: note, dueOn: after.dueOn }, place),
  approve: letterOfAnswer,
  clear: letterOfAnswer,
  advise: letterOfAnswer,
}

/** Only once it is the answer: an approval may only pass it on to an executive. */
async function letterOfAnswer({ tx, after, place }: Told): Promise<Letter | undefined> {
  if (after.status !== 'answered') return undefined
  const answer = await findProposal(tx, after.id)
  if (!answer || after.closedOn === null) throw new Error('An answered request without its answer')
  const files = await listFilesOfAnswer(tx, after.id, answer.id)
  const { visitAt, visitPlace, fee, certifiedBy } = answer
  return decisionLetter(
    after,
    {
      ...answer,
      files: files.length,
      notifiedOn: after.closedOn,
      ...(visitAt !== null && { visit: { at: visitAt, place: visitPlace } }),
      fee,
      certifiedBy,
    },
    place,
  )
}
