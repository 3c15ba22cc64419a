import type { DeliveryState, HandledHow } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import type { StaffActor } from '../requests/effects.ts'
import type { Day } from '../requests/info-request.ts'
import { findToChange } from '../requests/store.ts'
import { scopeOf } from '../requests/workflow.ts'
import type { Services } from '../services.ts'
import { newMessageId } from './outbox.ts'
import { findLetterToChange, saveLetter, type PostedLetter } from './store.ts'

/** A letter of a request, as somebody saw it. */
export type SeenLetter = {
  reference: string
  id: number
  actor: StaffActor
  /** How it stood on their page. */
  state: DeliveryState
}

/** Letters that can be sent (again): where nobody tries any more. */
export const canBeSent: readonly DeliveryState[] = ['failed', 'sent']
/** Letters that somebody can have taken care of; what was recorded can be corrected. */
export const canBeHandled: readonly DeliveryState[] = ['failed', 'on-paper', 'by-hand']

/**
 * Has a letter sent once more, as a new sending: the outbox tries as long as it did with the first. Only one that
 * failed can go to another address.
 * Throws `not-found` outside the scope, and `conflict` when the letter does not stand as they saw it.
 */
export async function sendAgain(
  services: Services,
  seen: SeenLetter,
  { toAddress }: { toAddress: string },
): Promise<void> {
  const at = services.clock()
  await changeLetter(services, seen, canBeSent, (letter) => ({
    state: 'waiting',
    ...(letter.state === 'failed' && { toAddress }),
    messageId: newMessageId(services.config.baseUrl), // or mail programs would hide what came before
    attempts: 0,
    failure: '',
    tryingSince: at,
    nextTryAt: at,
  }))
}

/** Records that somebody posted a letter, handed it over or told it by telephone. Throws like `sendAgain`. */
export async function handleLetter(
  services: Services,
  seen: SeenLetter,
  { how, on }: { how: HandledHow; on: Day },
): Promise<void> {
  await changeLetter(services, seen, canBeHandled, () => ({
    state: 'by-hand',
    handledHow: how,
    handledOn: on,
    handledById: seen.actor.accountId,
  }))
}

/** Writes the number of the department's register onto a letter, in place of the one they saw. Throws like `sendAgain`. */
export async function numberLetter(
  services: Services,
  seen: SeenLetter & { registerNumber: string },
  registerNumber: string,
): Promise<void> {
  await changeLetter(services, seen, undefined, (letter) => {
    if (letter.registerNumber !== seen.registerNumber) throw new Refusal('conflict', 'moved-on')
    return { registerNumber }
  })
}

async function changeLetter(
  { db }: Pick<Services, 'db'>,
  { reference, id, actor, state }: SeenLetter,
  states: readonly DeliveryState[] | undefined,
  changes: (letter: PostedLetter) => Partial<PostedLetter>,
): Promise<void> {
  await db.write(async (tx) => {
    const infoRequest = await findToChange(tx, reference, scopeOf(actor))
    const letter = await findLetterToChange(tx, infoRequest.id, id)
    const isOpen = states === undefined || (letter.state === state && states.includes(state))
    if (!isOpen) throw new Refusal('conflict', 'moved-on')
    await saveLetter(tx, letter, changes(letter))
  })
}
