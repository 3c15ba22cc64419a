import type { Tx } from '../database/open.ts'
import type { Action, Event } from './info-request.ts'
import { listHistory } from './store.ts'

/** Steps that only say something: taken twice in the same words, they were meant once. */
const saidOnce: readonly Action[] = ['message', 'note', 'clarify', 'dispute']

/** After these the same words are said anew: the answer to another question, a dispute of our reply. */
const asksAnew: { [A in Action]?: readonly Action[] } = {
  clarify: ['ask'],
  dispute: ['uphold', 'reopen'],
}

/**
 * Whether the last message, or the last note, is just this one of the same person, and came after the event they had
 * seen, or since a moment: then its form was sent twice.
 */
export async function wasSaid(
  tx: Tx,
  infoRequestId: number,
  said: Pick<Event, 'action' | 'role' | 'accountId' | 'note'>,
  { seen = 0, since = 0 }: { seen?: number; since?: number },
): Promise<boolean> {
  if (!saidOnce.includes(said.action)) return false
  const history = await listHistory(tx, infoRequestId)
  const anew = asksAnew[said.action] ?? []
  const last = history.findLast(({ action }) => action === said.action || anew.includes(action))
  return (
    last?.action === said.action &&
    last.position > seen &&
    last.at > since &&
    last.accountId === said.accountId &&
    (last.accountId !== null || last.role === said.role) && // staff may have said it in a post they act in
    last.note === said.note
  )
}
