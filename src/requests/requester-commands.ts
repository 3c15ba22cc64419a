import { dayOf } from '../calendar/calendar.ts'
import { withdrawalLetter } from '../mail/letters.ts'
import { post } from '../mail/outbox.ts'
import { letterPlace } from '../mail/text-store.ts'
import type { Services } from '../services.ts'
import type { Bounds } from './choices.ts'
import { clarified } from './effects.ts'
import type { Action, Actor, InfoRequest } from './info-request.ts'
import { closing } from './closing.ts'
import { wasSaid } from './said.ts'
import { findByIdToChange, saveStep } from './store.ts'
import { decide } from './workflow.ts'

/** So soon the same words again are the same form again; later they remind. */
const sameFormMs = 3_600_000

/** What the person who asked can do with their request. */
export type RequesterAction = Extract<Action, 'message' | 'clarify' | 'withdraw' | 'dispute'>

/**
 * What the requester does: messages, answers to a question, disputes and withdrawal. The same text twice in a row
 * within an hour is the same form sent twice, and arrives once. Throws a `Refusal` `conflict` when the request has
 * moved on, and `not-allowed` when they have disputed it already.
 */
export async function takeRequesterAction(
  services: Services,
  action: RequesterAction,
  infoRequestId: number,
  note: string,
): Promise<void> {
  const { db, clock } = services
  const at = clock()
  const today = dayOf(at)
  const bounds = { today, calendar: await services.calendar(), rules: await services.rules() }
  const place = await letterPlace(services)
  await db.write(async (tx) => {
    const before = await findByIdToChange(tx, infoRequestId)
    const since = at - sameFormMs
    if (await wasSaid(tx, infoRequestId, { action, ...requester, note }, { since })) return
    const toStatus = decide(action, before, requester, today)
    const changes = await requesterEffects[action]({ tx, before, at, ...bounds })
    const step = { action, toStatus, ...byRequester, at, on: today, note, until: null }
    const after = await saveStep(tx, before, step, { ...changes, ...closing(before, toStatus, at) })
    if (action === 'withdraw') await post(tx, withdrawalLetter(after, place), place, at)
  })
}

const requester: Actor = { role: 'requester', accountId: null, divisionId: null }
const byRequester = { role: 'requester', accountId: null, actingForId: null } as const

const requesterEffects: {
  [A in RequesterAction]: (step: Bounds & { at: number }) => Promise<Partial<InfoRequest>>
} = {
  message: async () => ({}),
  clarify: clarified,
  withdraw: async () => ({ answerBy: null }),
  dispute: async ({ at }) => ({ disputedAt: at }),
}
