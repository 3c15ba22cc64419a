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

/** The letter a step calls for, if the requester should hear about it. */
export async function letterAbout(
  tx: Tx,
  { action, note }: { action: Action; note: string },
  after: InfoRequest,
  place: LetterPlace,
): Promise<Letter | undefined> {
  switch (action) {
    case 'message':
      return messageLetter(after, place)
    case 'ask':
      return questionLetter(after, { question: note, answerBy: after.answerBy ?? '' }, place)
    case 'extend':
      return extendedLetter(after, { reason: note, dueOn: after.dueOn }, place)
    case 'withdraw':
      return withdrawalLetter(after, place)
    case 'uphold':
      return upheldLetter(after, { reply: note }, place)
    case 'reopen':
      return reopenedLetter(after, { reason: note, dueOn: after.dueOn }, place)
    case 'approve':
    case 'clear':
    case 'advise':
      return after.status === 'answered' ? letterOfAnswer(tx, after, place) : undefined
    default:
      return undefined
  }
}

async function letterOfAnswer(tx: Tx, after: InfoRequest, place: LetterPlace): Promise<Letter> {
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
