import {
  actions,
  openStatuses,
  withholds,
  type Action,
  type Actor,
  type Day,
  type InfoRequest,
  type Outcome,
  type Status,
} from './info-request.ts'
import { Refusal } from '../refusal.ts'

/**
 * The life of a request, one line per action: who may take it, from where, and where it leads.
 *
 *            ┌─────────return─────────┐
 *            ▼                        │
 *   submitted ──assign──▶ assigned ──accept──▶ in-progress ──propose──▶ awaiting-approval ──approve──▶ answered
 *       │                     ▲                │  ▲  ▲  ▲                     │      │                  ▲  │
 *       │                     └─────assign─────┘  │  │  └─────send-back───────┘      │ something is     │  │
 *       │                                         │  └────────send-back────┐         │ withheld         │  │
 *       └──advise──▶ answered                     │                        └── awaiting-clearance ──clear  │
 *                                                 └───────────────reopen─────────────────────────────────┘
 *
 *   in-progress ──ask──▶ awaiting-requester ──clarify──▶ in-progress, or ──lapse──▶ lapsed ──reopen──▶ in-progress
 *   in-progress ──notify-third-party──▶ awaiting-third-party ──record-objection (of the last one)──▶ in-progress
 *
 *   withdraw: from any open status.  All others leave the status as it is.
 */
const steps: Record<Exclude<Action, 'submit'>, Step> = {
  assign: {
    by: ['secretary', 'system'],
    from: ['submitted', 'assigned', 'in-progress'],
    to: 'assigned',
  },
  accept: { by: ['officer'], from: ['assigned'], to: 'in-progress', barriers: [otherDivision] },
  return: { by: ['officer'], from: ['assigned'], to: 'submitted', barriers: [otherDivision] },
  'hand-over': {
    by: ['head'],
    from: ['in-progress', 'awaiting-requester', 'awaiting-third-party'],
    barriers: [otherDivision],
  },
  ask: {
    by: ['officer'],
    from: ['in-progress'],
    to: 'awaiting-requester',
    barriers: [otherDivision, somebodyElseHoldsIt],
  },
  // Staff write down what somebody without e-mail says at the counter, by post or by telephone.
  clarify: {
    by: ['requester', 'officer', 'secretary'],
    from: ['awaiting-requester'],
    to: 'in-progress',
    barriers: [otherDivision],
  },
  lapse: { by: ['system'], from: ['awaiting-requester'], to: 'lapsed' },
  'notify-third-party': {
    by: ['officer'],
    from: ['in-progress', 'awaiting-third-party'],
    to: 'awaiting-third-party',
    barriers: [otherDivision, somebodyElseHoldsIt],
  },
  'record-objection': {
    by: ['officer'],
    from: ['awaiting-third-party'],
    to: ({ waitingParties }) => (waitingParties > 1 ? 'awaiting-third-party' : 'in-progress'),
    barriers: [otherDivision, somebodyElseHoldsIt],
  },
  'record-appeal': {
    by: ['officer', 'secretary'],
    from: ['in-progress', 'awaiting-third-party', 'awaiting-approval', 'awaiting-clearance'],
    barriers: [otherDivision, nothingToAppeal],
  },
  extend: {
    by: ['officer', 'head'],
    from: openStatuses.filter((status) => status !== 'submitted'),
    barriers: [otherDivision, somebodyElseHoldsIt],
  },
  propose: {
    by: ['officer'],
    from: ['in-progress'],
    to: 'awaiting-approval',
    barriers: [otherDivision, somebodyElseHoldsIt],
  },
  'send-back': {
    by: ['head', 'executive'],
    from: ['awaiting-approval', 'awaiting-clearance'],
    to: 'in-progress',
    barriers: [otherDivision, notYourDesk],
  },
  approve: {
    by: ['head'],
    from: ['awaiting-approval'],
    to: (infoRequest) => (needsClearance(infoRequest) ? 'awaiting-clearance' : 'answered'),
    barriers: [otherDivision, ownProposal, releaseLocked],
  },
  clear: {
    by: ['executive'],
    from: ['awaiting-clearance'],
    to: 'answered',
    barriers: [ownProposal, ownApproval, releaseLocked],
  },
  advise: { by: ['secretary'], from: ['submitted'], to: 'answered' },
  withdraw: { by: ['requester', 'secretary'], from: openStatuses, to: 'withdrawn' },
  dispute: {
    by: ['requester', 'secretary'],
    from: ['answered', 'lapsed'],
    barriers: [alreadyDisputed],
  },
  uphold: { by: ['secretary'], from: ['answered', 'lapsed'], barriers: [notDisputed] },
  reopen: {
    by: ['secretary'],
    from: ['answered', 'lapsed'],
    to: ({ divisionId }) => (divisionId === null ? 'submitted' : 'in-progress'),
  },
  'settle-fee': {
    by: ['officer', 'secretary'],
    from: ['answered'],
    barriers: [otherDivision, noFeeDue],
  },
  reschedule: { by: ['system'], from: openStatuses },
  note: {
    by: ['officer', 'head', 'secretary', 'executive'],
    from: openStatuses,
    barriers: [otherDivision],
  },
  message: {
    by: ['officer', 'head', 'secretary', 'requester'],
    from: openStatuses,
    barriers: [otherDivision],
  },
}

/** What the rules look at; a test can write one down in a line. */
export type Standing = Pick<
  InfoRequest,
  | 'status'
  | 'divisionId'
  | 'officerId'
  | 'outcome'
  | 'isSensitive'
  | 'proposedById'
  | 'approvedById'
  | 'waitingParties'
  | 'lockedUntil'
  | 'isAppealed'
  | 'disputedAt'
  | 'feeState'
>

type Step = {
  by: readonly Actor['role'][]
  from: readonly Status[]
  /** Where it leads; absent when the status stays. */
  to?: Status | ((infoRequest: Standing) => Status)
  barriers?: readonly Barrier[]
}

/** Gives the reason against, or nothing. */
type Barrier = (infoRequest: Standing, capacity: Capacity, today: Day) => Objection | undefined

/** One of the posts somebody acts in: their own, or that of a person they stand in for (รักษาราชการแทน). */
export type Capacity = {
  role: Actor['role']
  /** The person who acts, never the one they stand in for: two people are two people. */
  accountId: number | null
  divisionId: number | null
  actingForId: number | null
}

/** Why an action is not open: a key of `words.refusals`. */
export type Objection =
  | 'not-your-role'
  | 'not-in-this-status'
  | 'other-division'
  | 'somebody-else-holds-it'
  | 'not-your-desk'
  | 'own-proposal'
  | 'own-approval'
  | 'release-locked'
  | 'nothing-to-appeal'
  | 'already-disputed'
  | 'not-disputed'
  | 'no-fee-due'

/** The actions to offer this actor now, in the order of the table. */
export function openActions(infoRequest: Standing, actor: Actor, today: Day): Action[] {
  return actions.filter((action) => objection(action, infoRequest, actor, today) === undefined)
}

/**
 * The one question behind both the buttons and the door: what speaks against this action by this actor, now? Whoever
 * stands in for somebody may do what either of the two may.
 */
export function objection(
  action: Action,
  infoRequest: Standing,
  actor: Actor,
  today: Day,
): Objection | undefined {
  if (capacityFor(action, infoRequest, actor, today)) return undefined
  const reasons = capacitiesOf(actor).map((capacity) =>
    objectionIn(capacity, action, infoRequest, today),
  )
  return reasons.find((reason) => reason !== 'not-your-role') ?? 'not-your-role'
}

/** The post in which this actor may take the action now, their own first; undefined when in none. */
export function capacityFor(
  action: Action,
  infoRequest: Standing,
  actor: Actor,
  today: Day,
): Capacity | undefined {
  return capacitiesOf(actor).find(
    (capacity) => objectionIn(capacity, action, infoRequest, today) === undefined,
  )
}

/** All posts somebody acts in, their own first. */
export function capacitiesOf(actor: Actor): Capacity[] {
  const { role, accountId, divisionId } = actor
  const others = 'standsInFor' in actor ? (actor.standsInFor ?? []) : []
  return [
    { role, accountId, divisionId, actingForId: null },
    ...others.map((absent) => ({
      role: absent.role,
      accountId,
      divisionId: absent.divisionId,
      actingForId: absent.accountId,
    })),
  ]
}

function objectionIn(
  capacity: Capacity,
  action: Action,
  infoRequest: Standing,
  today: Day,
): Objection | undefined {
  if (action === 'submit') return 'not-in-this-status' // only ever the first event
  const { by, from, barriers = [] } = steps[action]
  if (!by.includes(capacity.role)) return 'not-your-role'
  if (!from.includes(infoRequest.status)) return 'not-in-this-status'
  for (const barrier of barriers) {
    const reason = barrier(infoRequest, capacity, today)
    if (reason !== undefined) return reason
  }
  return undefined
}

/**
 * Decides, and changes nothing: gives the status the action leads to.
 * Throws a `Refusal`: `conflict` when the request has moved on, `not-allowed` when it is not this actor's to do.
 */
export function decide(action: Action, infoRequest: Standing, actor: Actor, today: Day): Status {
  const reason = objection(action, infoRequest, actor, today)
  if (reason === 'not-in-this-status') throw new Refusal('conflict', reason)
  if (reason !== undefined) throw new Refusal('not-allowed', reason)
  if (action === 'submit') return 'submitted'
  const { to } = steps[action]
  if (to === undefined) return infoRequest.status
  return typeof to === 'function' ? to(infoRequest) : to
}

/** Which requests somebody may see at all. Queries carry it as a condition, so what is outside does not exist for them. */
export type Scope =
  | { kind: 'everything' }
  | { kind: 'divisions'; divisionIds: readonly number[] }
  | { kind: 'nothing' }

/**
 * Officers and heads see what their division holds; the secretary, executives and auditors see all.
 * Administrators look after accounts and lists, not after what people asked. Whoever stands in for somebody sees
 * what both see.
 */
export function scopeOf(actor: Actor): Scope {
  const capacities = capacitiesOf(actor)
  if (capacities.some(({ role }) => seesEverything.includes(role))) return { kind: 'everything' }
  const divisionIds = capacities.flatMap(({ role, divisionId }) =>
    (role === 'officer' || role === 'head') && divisionId !== null ? [divisionId] : [],
  )
  return divisionIds.length === 0
    ? { kind: 'nothing' }
    : { kind: 'divisions', divisionIds: [...new Set(divisionIds)] }
}

const seesEverything: readonly Actor['role'][] = ['secretary', 'executive', 'auditor']

/** A third person, an executive, must agree when something is withheld or the request is marked sensitive. */
export function needsClearance(infoRequest: Pick<Standing, 'outcome' | 'isSensitive'>): boolean {
  return withholds(infoRequest.outcome) || infoRequest.isSensitive
}

/** Whether an answer gives something away: what a third party may have objected to. */
export function releases(outcome: Outcome | null): boolean {
  return outcome === 'disclosed' || outcome === 'partly-disclosed' || outcome === 'already-public'
}

/** Nothing leaves before a third party's appeal period is over, or while their appeal is being heard (s.17). */
export function isLocked(
  { lockedUntil, isAppealed }: Pick<Standing, 'lockedUntil' | 'isAppealed'>,
  today: Day,
): boolean {
  return isAppealed || (lockedUntil !== null && today <= lockedUntil)
}

/** Officers and heads act for their own division only; the other roles serve the whole department. */
function otherDivision(
  infoRequest: Standing,
  { role, divisionId }: Capacity,
): Objection | undefined {
  const bound = role === 'officer' || role === 'head'
  return bound && infoRequest.divisionId !== divisionId ? 'other-division' : undefined
}

/** What one officer has taken in their own name, no other officer works on; a head is not bound by it. */
function somebodyElseHoldsIt(
  infoRequest: Standing,
  { role, accountId }: Capacity,
): Objection | undefined {
  return role === 'officer' && infoRequest.officerId !== accountId
    ? 'somebody-else-holds-it'
    : undefined
}

/** The head looks at what waits for approval, the executive at what waits for clearance. */
function notYourDesk(infoRequest: Standing, { role }: Capacity): Objection | undefined {
  const desk = role === 'head' ? 'awaiting-approval' : 'awaiting-clearance'
  return infoRequest.status === desk ? undefined : 'not-your-desk'
}

/** Two different people for every answer: nobody approves or clears what they proposed. */
function ownProposal(infoRequest: Standing, { accountId }: Capacity): Objection | undefined {
  return infoRequest.proposedById === accountId ? 'own-proposal' : undefined
}

/** Three for what is withheld. */
function ownApproval(infoRequest: Standing, { accountId }: Capacity): Objection | undefined {
  return infoRequest.approvedById === accountId ? 'own-approval' : undefined
}

/** It would be the step that releases: an approval that only passes it on to an executive may come before. */
function releaseLocked(
  infoRequest: Standing,
  { role }: Capacity,
  today: Day,
): Objection | undefined {
  const leaves = role === 'executive' || !needsClearance(infoRequest)
  return leaves && releases(infoRequest.outcome) && isLocked(infoRequest, today)
    ? 'release-locked'
    : undefined
}

function nothingToAppeal({ lockedUntil, isAppealed }: Standing): Objection | undefined {
  return lockedUntil === null && !isAppealed ? 'nothing-to-appeal' : undefined
}

function alreadyDisputed({ disputedAt }: Standing): Objection | undefined {
  return disputedAt === null ? undefined : 'already-disputed'
}

function notDisputed({ disputedAt }: Standing): Objection | undefined {
  return disputedAt === null ? 'not-disputed' : undefined
}

function noFeeDue({ feeState }: Standing): Objection | undefined {
  return feeState === 'due' ? undefined : 'no-fee-due'
}
