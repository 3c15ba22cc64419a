/**
 * A request is one person's question to the department under the Official Information Act, together
 * with the answer it gets. (In this code a bare `request` is an HTTP request; this is an `infoRequest`.)
 */
export type InfoRequest = {
  id: number
  reference: string
  /** How it reached us; the monthly statistics count by it. */
  channel: Channel
  /** The language of the letters, and of the answer where it can be chosen. */
  language: Language
  topicId: number | null
  /** Who holds it now; nobody while it waits for the secretary. */
  divisionId: number | null
  /** Who took it in their own name. */
  officerId: number | null
  status: Status
  outcome: Outcome | null
  subject: string
  details: string
  period: string
  accessForm: AccessForm
  requesterKind: RequesterKind
  title: string
  name: string
  affiliation: string
  purpose: string
  email: string
  phone: string
  deliverBy: DeliverBy
  address: string
  /** The moment it entered the system (UTC milliseconds). */
  submittedAt: number
  /** The day it counts as received: day 0 of every limit. */
  receivedOn: Day
  /** The last day for an answer, as `deadlines.ts` gives it; kept so that a queue can be sorted by it. */
  dueOn: Day
  /** Wants a second approval whatever the outcome. */
  isSensitive: boolean
  proposedById: number | null
  approvedById: number | null
  clearedById: number | null
  closedOn: Day | null
  closedAt: number | null
  /** The member of staff who entered it for somebody; null when the requester did. */
  enteredById: number | null
  /** How many events it has: the position of the last. */
  lastPosition: number
  /** The last day of the limit itself, before any extension; "in time" is measured by it. */
  limitOn: Day
  /** While it waits for the requester: the day by which they were asked to answer. */
  answerBy: Day | null
  /** How many third parties have been notified and have not answered (s.17). */
  waitingParties: number
  /** Nothing is released up to this day: a rejected objection can still be appealed (s.17, s.18). */
  lockedUntil: Day | null
  /** A third party has appealed: nothing is released until that is decided. */
  isAppealed: boolean
  /** Since when the requester says that something is wrong with the answer, and has no reply to that. */
  disputedAt: number | null
  feeState: FeeState
  /** The requester has filled in the survey; what they said is kept apart. */
  hasGivenFeedback: boolean
}

/** A day in Asia/Bangkok, `YYYY-MM-DD` of the common era. */
export type Day = string

/** A calendar month, `YYYY-MM` of the common era. */
export type Month = string

export const languages = ['th', 'en'] as const
export type Language = (typeof languages)[number]

export const statuses = [
  'submitted',
  'assigned',
  'in-progress',
  'awaiting-requester',
  'awaiting-third-party',
  'awaiting-approval',
  'awaiting-clearance',
  'answered',
  'withdrawn',
  'lapsed',
] as const
export type Status = (typeof statuses)[number]

export const closedStatuses: readonly Status[] = ['answered', 'withdrawn', 'lapsed']
export const openStatuses = statuses.filter((status) => !closedStatuses.includes(status))

export function isOpen({ status }: Pick<InfoRequest, 'status'>): boolean {
  return openStatuses.includes(status)
}

/** What a request is found by. */
export function searchText({
  subject,
  details,
  name,
}: Pick<InfoRequest, 'subject' | 'details' | 'name'>): string {
  return `${subject}\n${details}\n${name}`
}

export const outcomes = [
  'disclosed',
  'partly-disclosed',
  'refused',
  'not-held',
  'advised-elsewhere',
  'transferred',
  'already-public',
  'would-need-creating',
  'excessive',
] as const
export type Outcome = (typeof outcomes)[number]

/** Something is withheld: it needs a ground with its reason, and an executive as third person. */
export function withholds(outcome: Outcome | null): boolean {
  return outcome === 'partly-disclosed' || outcome === 'refused'
}

export const channels = ['online', 'counter', 'post', 'phone', 'email'] as const
export type Channel = (typeof channels)[number]

export const accessForms = ['file', 'paper-copy', 'certified-copy', 'inspect'] as const
export type AccessForm = (typeof accessForms)[number]

export const requesterKinds = [
  'thai',
  'foreign-resident',
  'foreign-non-resident',
  'juristic',
  'unspecified',
] as const
export type RequesterKind = (typeof requesterKinds)[number]

export const deliverBys = ['email', 'post', 'pick-up'] as const
export type DeliverBy = (typeof deliverBys)[number]

/** Whether something is to be paid for the copies of the answer. */
export const feeStates = ['none', 'due', 'paid', 'waived'] as const
export type FeeState = (typeof feeStates)[number]

export const roles = [
  'officer',
  'head',
  'secretary',
  'executive',
  'administrator',
  'auditor',
] as const
/** What a member of staff is here to do. */
export type Role = (typeof roles)[number]

export const actions = [
  'submit',
  'assign',
  'accept',
  'return',
  'hand-over',
  'ask',
  'clarify',
  'lapse',
  'notify-third-party',
  'record-objection',
  'record-appeal',
  'extend',
  'propose',
  'send-back',
  'approve',
  'clear',
  'advise',
  'withdraw',
  'dispute',
  'uphold',
  'reopen',
  'settle-fee',
  'reschedule',
  'note',
  'message',
] as const
/** A step of the workflow; every one taken is an event. */
export type Action = (typeof actions)[number]

/** Somebody acting: a member of staff, the person who asked, or the service itself. */
export type Actor =
  | {
      role: Role
      accountId: number
      divisionId: number | null
      /** Whose rights they have besides their own, for the days of an order (รักษาราชการแทน). */
      standsInFor?: readonly Absent[]
    }
  | { role: 'requester' | 'system'; accountId: null; divisionId: null }

/** Somebody who is away, and for whom another person acts. */
export type Absent = { role: Role; accountId: number; divisionId: number | null }

/** One row of the append-only history. */
export type Event = {
  id: number
  infoRequestId: number
  /** 1 for the submission, then without a gap. */
  position: number
  action: Action
  fromStatus: Status | null
  toStatus: Status
  role: Actor['role']
  accountId: number | null
  /** Who holds the request after this step. */
  divisionId: number | null
  at: number
  /** The day it counts for in the figures: the day of `at`, but for a submission the day received. */
  on: Day
  /** What the actor wrote: a message to the other side, an internal note, a reason. */
  note: string
  /** For whom they acted; null when for themselves. */
  actingForId: number | null
  /** The day this step sets: answer by, objection by, the new due date. */
  until: Day | null
  /** When the request was due after this step, and the last day of its limit; null in the oldest rows. */
  dueOn: Day | null
  limitOn: Day | null
  /** Working days from the day received to the answer that this step gives; null where it gives none. */
  workingDays: number | null
}
