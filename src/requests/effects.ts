import { and, eq, gt, notInArray } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { events } from '../database/schema.ts'
import { ruleOn } from '../department/rules.ts'
import { attachToProposal, detachFromProposal } from '../files/store.ts'
import {
  objectionRejectedLetter,
  thirdPartyNoticeLetter,
  type Letter,
  type LetterPlace,
} from '../mail/letters.ts'
import { findActiveDivision } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import { findOfficerOf } from '../staff/store.ts'
import { countedOn } from '../statistics/tallies.ts'
import type { ActionForm, StaffAction } from './action-forms.ts'
import {
  copiesOf,
  refuseAgainstObjections,
  refuseAnswerDay,
  refuseEarlySilence,
  refuseExtension,
  refuseResponseDay,
  refuseWhileProposed,
  WrongChoice,
  type Bounds,
} from './choices.ts'
import {
  appealLastDay,
  clockFacts,
  clockRules,
  dayZeroOf,
  deadlineOf,
  objectionLastDay,
  releaseLockLastDay,
} from './deadlines.ts'
import { needsWeighing } from './grounds.ts'
import type { Actor, Day, InfoRequest } from './info-request.ts'
import { addProposal, listHistory } from './store.ts'
import {
  addThirdParty,
  countRejected,
  findWaitingParty,
  followObjections,
  letterKeyOf,
  saveResponse,
} from './third-parties.ts'

export type StaffActor = Extract<Actor, { accountId: number }>

type Step = Bounds & { actor: StaffActor; at: number; place: LetterPlace }

/** What a step does beside moving the request. */
export type Effect = {
  /** The columns that change. */
  changes?: Partial<InfoRequest>
  /** What the record says, where that is not the form's `note`. */
  note?: string
  /** The day it sets: answer by, objection by, the new due date. */
  until?: Day
  /** A letter to somebody other than the requester; theirs are written by `commands.ts`. */
  letter?: Letter
}

/** What each action does: writes its own rows, and gives the rest. */
export const effects: {
  [A in StaffAction]: (step: Step, form: ActionForm<A>) => Promise<Effect>
} = {
  async assign({ tx, before }, { division, note }) {
    if (division === before.divisionId) throw new WrongChoice('division', 'holds-it-already')
    if (before.divisionId !== null && note === '') throw new WrongChoice('note', 'missing')
    if (!(await findActiveDivision(tx, division)))
      throw new WrongChoice('division', 'unknown-choice')
    return { changes: { divisionId: division, officerId: null } }
  },

  async accept({ actor }) {
    return { changes: { officerId: actor.accountId } }
  },

  async return() {
    return { changes: { divisionId: null, officerId: null } }
  },

  async 'hand-over'({ tx, before }, { officer }) {
    if (officer === before.officerId) throw new WrongChoice('officer', 'holds-it-already')
    if (before.divisionId === null || !(await findOfficerOf(tx, before.divisionId, officer)))
      throw new WrongChoice('officer', 'unknown-choice')
    return { changes: { officerId: officer } }
  },

  async ask(step, { question, answerBy }) {
    refuseAnswerDay(step, answerBy)
    return { changes: { answerBy }, note: question, until: answerBy }
  },

  async clarify(step) {
    return { changes: await clarified(step) }
  },

  async 'notify-third-party'(step, { party, partyEmail, partyAddress, about, objectionBy, note }) {
    const { tx, before, today, rules, place } = step
    const rule = ruleOn(rules, 'objection', today)
    if (objectionBy < objectionLastDay(today, rule, partyEmail === ''))
      throw new WrongChoice('objectionBy', 'too-soon')
    const address = { name: party, email: partyEmail, address: partyAddress }
    const partyId = await addThirdParty(tx, {
      infoRequestId: before.id,
      ...address,
      about,
      notifiedOn: today,
      objectionBy,
    })
    return {
      changes: { waitingParties: before.waitingParties + 1 },
      note: [party, note].filter(Boolean).join('\n'),
      until: objectionBy,
      letter: {
        ...thirdPartyNoticeLetter(toParty(before, address), { about, objectionBy }, place),
        onceKey: letterKeyOf('notice', partyId),
      },
    }
  },

  async 'record-objection'(step, { thirdParty, response, respondedOn, decision, note }) {
    const { tx, before, today, rules, place } = step
    const party = await findWaitingParty(tx, before.id, thirdParty)
    if (!party) throw new WrongChoice('thirdParty', 'unknown-choice')
    refuseResponseDay(step, party, response, respondedOn)
    if (response === 'silent') await refuseEarlySilence(step, party)
    const isRejected = response === 'objects' && decision === 'rejected'
    await saveResponse(tx, party.id, { response, respondedOn: respondedOn ?? today, isRejected })
    const changes = { waitingParties: before.waitingParties - 1 }
    const said = [party.name, note].filter(Boolean).join('\n')
    if (!isRejected) return { changes, note: said }
    const { post } = ruleOn(rules, 'objection', today)
    const lock = releaseLockLastDay(today, post, party.email === '')
    const told = { reason: note, appealBy: appealLastDay(today) }
    return {
      changes: { ...changes, lockedUntil: laterDay(before.lockedUntil, lock) },
      note: said,
      until: lock,
      letter: {
        ...objectionRejectedLetter(toParty(before, party), told, place),
        onceKey: letterKeyOf('rejection', party.id),
      },
    }
  },

  async 'record-appeal'({ tx, before }, { appeal }) {
    if (appeal === 'filed') return { changes: { isAppealed: true } }
    if (appeal === 'release-forbidden') {
      refuseWhileProposed(before)
      await followObjections(tx, before.id)
      return { changes: { isAppealed: false, lockedUntil: null } }
    }
    // Permitted is what one of them objected to: the others can still appeal.
    const isOnly = (await countRejected(tx, before.id)) <= 1
    return { changes: { isAppealed: false, ...(isOnly && { lockedUntil: null }) } }
  },

  async extend(step, { until }) {
    await refuseExtension(step, until)
    return { changes: { dueOn: until }, until }
  },

  async propose(step, form) {
    const { tx, before, actor, at } = step
    const { outcome, reply, agency, grounds, weighing } = form
    await refuseAgainstObjections(step, outcome)
    const copies = copiesOf(step, form)
    const proposalId = await addProposal(
      tx,
      {
        infoRequestId: before.id,
        position: before.lastPosition + 1,
        outcome,
        reply,
        agency,
        weighing: grounds.some(({ ground }) => needsWeighing(ground)) ? weighing : '',
        ...copies,
        proposedById: actor.accountId,
        proposedAt: at,
      },
      grounds,
    )
    await attachToProposal(tx, before.id, proposalId)
    return {
      changes: { outcome, proposedById: actor.accountId, approvedById: null, clearedById: null },
    }
  },

  async 'send-back'({ tx, before }) {
    await detachFromProposal(tx, before.id)
    return {
      changes: {
        outcome: null,
        proposedById: null,
        approvedById: null,
        isSensitive: before.isSensitive,
      },
    }
  },

  async approve({ actor }) {
    return { changes: { approvedById: actor.accountId } }
  },

  async clear({ actor }) {
    return { changes: { clearedById: actor.accountId } }
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
    return { changes: { outcome: 'advised-elsewhere', proposedById: actor.accountId } }
  },

  async withdraw() {
    return { changes: { answerBy: null } }
  },

  async dispute({ at }) {
    return { changes: { disputedAt: at } }
  },

  async uphold() {
    return { changes: { disputedAt: null } }
  },

  async reopen(step) {
    const { before, today, calendar, rules } = step
    const on = countedOn(today, before.receivedOn) // as the event of it has it, from which the day is counted again
    const facts = { ...clockFacts(before, []), reopenedOn: on }
    const dueOn = deadlineOf(facts, clockRules(rules, on), calendar).on
    // What was not paid yet is not owed for an answer that is thought over again.
    const feeState = before.feeState === 'due' ? 'none' : before.feeState
    return { changes: { ...reopened, feeState, dueOn, limitOn: dueOn }, until: dueOn }
  },

  async 'settle-fee'(_step, { settled }) {
    return { changes: { feeState: settled } }
  },

  async note() {
    return {}
  },

  async message() {
    return {}
  },
}

/** The requester has answered: the pause is over, and where the department has it so, the due date moves by it. */
export async function clarified({
  tx,
  before,
  today,
  calendar,
  rules,
}: Bounds): Promise<Partial<InfoRequest>> {
  const history = await listHistory(tx, before.id)
  const on = countedOn(today, before.receivedOn)
  const facts = clockFacts(before, [...history, { ...answered, on }])
  const clock = clockRules(rules, dayZeroOf(facts))
  if (!clock.pauseMovesDueDate) return { answerBy: null }
  const deadline = deadlineOf(facts, clock, calendar)
  return { answerBy: null, dueOn: deadline.on, limitOn: deadline.limitOn }
}

const answered = {
  action: 'clarify',
  fromStatus: 'awaiting-requester',
  toStatus: 'in-progress',
  until: null,
} as const

/** What an answered or lapsed request loses when it is considered anew; what was answered stays in its history. */
const reopened = {
  closedOn: null,
  closedAt: null,
  outcome: null,
  proposedById: null,
  approvedById: null,
  clearedById: null,
  disputedAt: null,
  answerBy: null,
} satisfies Partial<InfoRequest>

function toParty(
  { id, reference }: InfoRequest,
  { name, email, address }: { name: string; email: string; address: string },
) {
  return { infoRequestId: id, reference, name, email, address }
}

function laterDay(one: Day | null, other: Day): Day {
  return one !== null && one > other ? one : other
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
        notInArray(events.action, ['note', 'message', 'reschedule']),
      ),
    )
    .limit(1)
  if (unread) throw new Refusal('conflict', 'moved-on')
}
