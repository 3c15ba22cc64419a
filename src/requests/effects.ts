import { and, eq, gt, notInArray } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { events } from '../database/schema.ts'
import { attachToProposal, detachFromProposal } from '../files/store.ts'
import { findActiveDivision } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import { findOfficerOf } from '../staff/store.ts'
import type { ActionForm, StaffAction } from './action-forms.ts'
import type { Actor, InfoRequest } from './info-request.ts'
import { addProposal } from './store.ts'

export type StaffActor = Extract<Actor, { accountId: number }>

/** A choice that was not, or is no longer, on offer: the form is shown again with a sentence beside the field. */
export class WrongChoice extends Error {
  readonly field: string
  readonly fault: string

  constructor(field: string, fault: string) {
    super(`${field}: ${fault}`)
    this.field = field
    this.fault = fault
  }
}

type Step = { tx: Tx; before: InfoRequest; actor: StaffActor; at: number }

/** What each action does beside moving the request: writes its rows, and gives the columns that change. */
export const effects: {
  [A in StaffAction]: (step: Step, form: ActionForm<A>) => Promise<Partial<InfoRequest>>
} = {
  async assign({ tx, before }, { division, note }) {
    if (division === before.divisionId) throw new WrongChoice('division', 'holds-it-already')
    if (before.divisionId !== null && note === '') throw new WrongChoice('note', 'missing')
    if (!(await findActiveDivision(tx, division)))
      throw new WrongChoice('division', 'unknown-choice')
    return { divisionId: division, officerId: null }
  },

  async accept({ actor }) {
    return { officerId: actor.accountId }
  },

  async return() {
    return { divisionId: null, officerId: null }
  },

  async 'hand-over'({ tx, before }, { officer }) {
    if (officer === before.officerId) throw new WrongChoice('officer', 'holds-it-already')
    if (before.divisionId === null || !(await findOfficerOf(tx, before.divisionId, officer)))
      throw new WrongChoice('officer', 'unknown-choice')
    return { officerId: officer }
  },

  async propose({ tx, before, actor, at }, { outcome, reply, agency, grounds }) {
    const proposalId = await addProposal(
      tx,
      {
        infoRequestId: before.id,
        position: before.lastPosition + 1,
        outcome,
        reply,
        agency,
        proposedById: actor.accountId,
        proposedAt: at,
      },
      grounds,
    )
    await attachToProposal(tx, before.id, proposalId)
    return { outcome, proposedById: actor.accountId, approvedById: null, clearedById: null }
  },

  async 'send-back'({ tx, before }) {
    await detachFromProposal(tx, before.id)
    return {
      outcome: null,
      proposedById: null,
      approvedById: null,
      isSensitive: before.isSensitive,
    }
  },

  async approve({ actor }) {
    return { approvedById: actor.accountId }
  },

  async clear({ actor }) {
    return { clearedById: actor.accountId }
  },

  async advise({ tx, before, actor, at }, { agency, reply }) {
    await addProposal(
      tx,
      {
        infoRequestId: before.id,
        position: before.lastPosition + 1,
        outcome: 'advised-elsewhere',
        reply,
        agency,
        proposedById: actor.accountId,
        proposedAt: at,
      },
      [],
    )
    return { outcome: 'advised-elsewhere', proposedById: actor.accountId }
  },

  async note() {
    return {}
  },

  async message() {
    return {}
  },
}

/** Nobody decides on what they have not read: refuses when a step was taken after the event the person saw last. */
export async function refuseUnread(tx: Tx, infoRequest: InfoRequest, seen: number): Promise<void> {
  if (seen >= infoRequest.lastPosition) return
  const [unread] = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.infoRequestId, infoRequest.id),
        gt(events.position, seen),
        notInArray(events.action, ['note', 'message']),
      ),
    )
    .limit(1)
  if (unread) throw new Refusal('conflict', 'moved-on')
}
