import {
  actions,
  openStatuses,
  withholds,
  type Action,
  type Actor,
  type InfoRequest,
  type Status,
} from './info-request.ts'
import { Refusal } from '../refusal.ts'

/**
 * The life of a request, one line per action: who may take it, from where, and where it leads.
 *
 *            ┌─────────return─────────┐
 *            ▼                        │
 *   submitted ──assign──▶ assigned ──accept──▶ in-progress ──propose──▶ awaiting-approval ──approve──▶ answered
 *       │                     ▲                 │   ▲   ▲                      │      │                  ▲
 *       │                     └─────assign──────┘   │   └──────send-back───────┘      │ something is     │
 *       │                                           └──────send-back────┐             │ withheld         │
 *       └──advise──▶ answered                                           └── awaiting-clearance ──clear───┘
 *
 *   withdraw: the requester, from any open status.  note, message: no status changes.
 */
const steps: Record<Exclude<Action, 'submit'>, Step> = {
  assign: {
    by: ['secretary', 'system'],
    from: ['submitted', 'assigned', 'in-progress'],
    to: 'assigned',
  },
  accept: { by: ['officer'], from: ['assigned'], to: 'in-progress', barriers: [otherDivision] },
  return: { by: ['officer'], from: ['assigned'], to: 'submitted', barriers: [otherDivision] },
  'hand-over': { by: ['head'], from: ['in-progress'], barriers: [otherDivision] },
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
    barriers: [otherDivision, ownProposal],
  },
  clear: {
    by: ['executive'],
    from: ['awaiting-clearance'],
    to: 'answered',
    barriers: [ownProposal, ownApproval],
  },
  advise: { by: ['secretary'], from: ['submitted'], to: 'answered' },
  withdraw: { by: ['requester'], from: openStatuses, to: 'withdrawn' },
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
>

type Step = {
  by: readonly Actor['role'][]
  from: readonly Status[]
  /** Where it leads; absent when the status stays. */
  to?: Status | ((infoRequest: Standing) => Status)
  barriers?: readonly Barrier[]
}

/** Gives the reason against, or nothing. */
type Barrier = (infoRequest: Standing, actor: Actor) => Objection | undefined

/** Why an action is not open: a key of `words.refusals`. */
export type Objection =
  | 'not-your-role'
  | 'not-in-this-status'
  | 'other-division'
  | 'somebody-else-holds-it'
  | 'not-your-desk'
  | 'own-proposal'
  | 'own-approval'

/** The actions to offer this actor now, in the order of the table. */
export function openActions(infoRequest: Standing, actor: Actor): Action[] {
  return actions.filter((action) => objection(action, infoRequest, actor) === undefined)
}

/** The one question behind both the buttons and the door: what speaks against this action by this actor, now? */
export function objection(
  action: Action,
  infoRequest: Standing,
  actor: Actor,
): Objection | undefined {
  if (action === 'submit') return 'not-in-this-status' // only ever the first event
  const { by, from, barriers = [] } = steps[action]
  if (!by.includes(actor.role)) return 'not-your-role'
  if (!from.includes(infoRequest.status)) return 'not-in-this-status'
  for (const barrier of barriers) {
    const reason = barrier(infoRequest, actor)
    if (reason !== undefined) return reason
  }
  return undefined
}

/**
 * Decides, and changes nothing: gives the status the action leads to.
 * Throws a `Refusal`: `conflict` when the request has moved on, `not-allowed` when it is not this actor's to do.
 */
export function decide(action: Action, infoRequest: Standing, actor: Actor): Status {
  const reason = objection(action, infoRequest, actor)
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
  | { kind: 'division'; divisionId: number }
  | { kind: 'nothing' }

/**
 * Officers and heads see what their division holds; the secretary, executives and auditors see all.
 * Administrators look after accounts and lists, not after what people asked.
 */
export function scopeOf(actor: Actor): Scope {
  switch (actor.role) {
    case 'secretary':
    case 'executive':
    case 'auditor':
      return { kind: 'everything' }
    case 'officer':
    case 'head':
      return actor.divisionId === null
        ? { kind: 'nothing' }
        : { kind: 'division', divisionId: actor.divisionId }
    case 'administrator':
    case 'requester':
    case 'system':
      return { kind: 'nothing' }
  }
}

/** A third person, an executive, must agree when something is withheld or the request is marked sensitive. */
export function needsClearance(infoRequest: Pick<Standing, 'outcome' | 'isSensitive'>): boolean {
  return withholds(infoRequest.outcome) || infoRequest.isSensitive
}

/** Officers and heads act for their own division only; the other roles serve the whole department. */
function otherDivision(infoRequest: Standing, actor: Actor): Objection | undefined {
  const bound = actor.role === 'officer' || actor.role === 'head'
  return bound && infoRequest.divisionId !== actor.divisionId ? 'other-division' : undefined
}

function somebodyElseHoldsIt(infoRequest: Standing, actor: Actor): Objection | undefined {
  return infoRequest.officerId === actor.accountId ? undefined : 'somebody-else-holds-it'
}

/** The head looks at what waits for approval, the executive at what waits for clearance. */
function notYourDesk(infoRequest: Standing, actor: Actor): Objection | undefined {
  const desk = actor.role === 'head' ? 'awaiting-approval' : 'awaiting-clearance'
  return infoRequest.status === desk ? undefined : 'not-your-desk'
}

/** Two different people for every answer: nobody approves or clears what they proposed. */
function ownProposal(infoRequest: Standing, actor: Actor): Objection | undefined {
  return infoRequest.proposedById === actor.accountId ? 'own-proposal' : undefined
}

/** Three for what is withheld. */
function ownApproval(infoRequest: Standing, actor: Actor): Objection | undefined {
  return infoRequest.approvedById === actor.accountId ? 'own-approval' : undefined
}
