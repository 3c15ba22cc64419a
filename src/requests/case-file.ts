import { dayOf, officeHours, receiptOf, type Calendar, type Receipt } from '../calendar/calendar.ts'
import {
  listFilesOfAnswer,
  listFilesOfRequest,
  type KeptFile,
  type RequestFile,
} from '../files/store.ts'
import { triedUntil } from '../mail/outbox.ts'
import { listLetters, type PostedLetter } from '../mail/store.ts'
import type { Services } from '../services.ts'
import { isStaffAction, type StaffAction } from './action-forms.ts'
import { mayAttach } from './attachments.ts'
import {
  clockFacts,
  clockRules,
  dayZeroOf,
  deadlineOf,
  divisionClock,
  statutoryClock,
  stepClock,
  type Clock,
  type Deadline,
} from './deadlines.ts'
import type { StaffActor } from './effects.ts'
import { grounds, type Ground } from './grounds.ts'
import type { Day, InfoRequest, Status } from './info-request.ts'
import { remaining } from './queue.ts'
import { listRelated, mayRelate, type RelatedRequests } from './related.ts'
import { listOfSamePerson, type SamePerson } from './same-person.ts'
import {
  findPlacement,
  findGivenAnswer,
  findProposal,
  listHistory,
  type HistoryEntry,
  type Placement,
  type Proposal,
} from './store.ts'
import { isSaid, type Saying } from './thread.ts'
import { listThirdParties, type ThirdParty } from './third-parties.ts'
import {
  capacitiesOf,
  isLocked,
  objection,
  openActions,
  scopeOf,
  type Objection,
  type Scope,
} from './workflow.ts'

/** Everything staff see of one request, and what this person can do with it now. */
export type CaseFile = {
  infoRequest: InfoRequest
  placement: Placement
  /** What remains of the limit today. */
  left: ReturnType<typeof remaining>
  deadline: Deadline
  /** How the day of receipt came about; undefined where staff wrote it down, or the holidays changed since. */
  receipt: Receipt | undefined
  officeHours: typeof officeHours
  clocks: { statutory: Clock; division: Clock | undefined; step: Clock }
  /** The step the request waits for, if this person can take it: the first thing to offer. */
  mainAction: StaffAction | undefined
  otherActions: StaffAction[]
  /** Why this person, of all, cannot take the step it waits for: they took an earlier one. */
  fourEyes: Extract<Objection, 'own-proposal' | 'own-approval'> | undefined
  showsContact: boolean
  /** Scans of paper can be put with it by this person. */
  mayAttach: boolean
  /** It can be linked with others by this person. */
  mayRelate: boolean
  related: RelatedRequests
  /** Most likely of the same person; only for those who see how to reach them. */
  samePerson: SamePerson | undefined
  files: RequestFile[]
  answer: ProposedAnswer | undefined
  history: HistoryEntry[]
  /** What the two sides said to each other, in order: a part of the history. */
  said: Saying<HistoryEntry>[]
  /** Those on their way with the moment until which they are tried. */
  letters: (PostedLetter & { triedUntil: number | undefined })[]
  /** Who was notified under section 17, and what they said. */
  thirdParties: ThirdParty[]
  /** Nothing can be released for the moment, because of them. */
  isLocked: boolean
}

/** The newest proposal with what it stands on. */
export type ProposedAnswer = Omit<Proposal, 'grounds'> & {
  grounds: (Pick<Ground, 'section' | 'text'> & { id: string; reason: string })[]
  files: KeptFile[]
  /** It was sent back (or the request moved on): not what anybody decides on now. */
  isSentBack: boolean
  /** It has been the answer; the request may have been reopened since. */
  wasGiven: boolean
}

export async function readCaseFile(
  { db, clock, calendar, rules }: Pick<Services, 'db' | 'clock' | 'calendar' | 'rules'>,
  infoRequest: InfoRequest,
  actor: StaffActor,
): Promise<CaseFile> {
  const days = await calendar()
  const today = dayOf(clock())
  const history = await listHistory(db.read, infoRequest.id)
  const facts = clockFacts(infoRequest, history)
  const open = openActions(infoRequest, actor, today).filter(isStaffAction)
  const next = nextStep[infoRequest.status]
  const letters = await listLetters(db.read, infoRequest.id)
  const mainAction = open.find((action) => action === next)
  return {
    infoRequest,
    placement: await findPlacement(db.read, infoRequest.id),
    left: remaining(infoRequest.dueOn, today, days),
    deadline: deadlineOf(facts, clockRules(await rules(), dayZeroOf(facts)), days),
    receipt: receiptKnown(infoRequest, days),
    officeHours,
    clocks: {
      statutory: statutoryClock(infoRequest, history, today, days),
      division: divisionClock(infoRequest, history, today, days),
      step: stepClock(infoRequest, history, today, days),
    },
    mainAction,
    otherActions: open.filter((action) => action !== mainAction),
    fourEyes: next && fourEyesAgainst(next, infoRequest, actor, today),
    showsContact: seesContact(infoRequest, actor),
    mayAttach: mayAttach(infoRequest, actor),
    mayRelate: mayRelate(infoRequest, actor),
    related: await listRelated(db.read, infoRequest.id, scopeOf(actor)),
    samePerson: seesContact(infoRequest, actor)
      ? await listOfSamePerson(db.read, infoRequest, scopeOf(actor))
      : undefined,
    files: await listFilesOfRequest(db.read, infoRequest.id),
    answer: await readAnswer({ db }, infoRequest),
    history,
    said: history.filter(isSaid),
    letters: letters.map((letter) => ({ ...letter, triedUntil: triedUntil(letter) })),
    thirdParties: await listThirdParties(db.read, infoRequest.id),
    isLocked: isLocked(infoRequest, today),
  }
}

function receiptKnown(
  { channel, submittedAt, receivedOn }: InfoRequest,
  calendar: Calendar,
): Receipt | undefined {
  const receipt = receiptOf(submittedAt, calendar)
  return channel === 'online' && receipt.on === receivedOn ? receipt : undefined
}

export async function readAnswer(
  { db }: Pick<Services, 'db'>,
  { id, status }: InfoRequest,
): Promise<ProposedAnswer | undefined> {
  const proposal = await findProposal(db.read, id)
  if (!proposal) return undefined
  const given = await findGivenAnswer(db.read, id)
  const wasGiven = given?.id === proposal.id
  const isSentBack = !wasGiven && !standsOnProposal.includes(status)
  return {
    ...proposal,
    isSentBack,
    wasGiven,
    files: await listFilesOfAnswer(db.read, id, isSentBack ? null : proposal.id),
    grounds: proposal.grounds.flatMap(({ ground, reason }) => {
      const law = grounds.find((one) => one.id === ground)
      return law ? [{ ...law, reason }] : []
    }),
  }
}

/**
 * Those who write to requesters see how to reach them; those who decide or check do not need it. Whoever acts
 * for somebody sees the contact where one of their posts does, and nowhere else.
 */
export function seesContact(
  { divisionId }: Pick<InfoRequest, 'divisionId'>,
  actor: StaffActor,
): boolean {
  return capacitiesOf(actor).some(
    (capacity) =>
      capacity.role === 'secretary' ||
      ((capacity.role === 'officer' || capacity.role === 'head') &&
        capacity.divisionId === divisionId),
  )
}

/** Where `seesContact` holds: what lists of letters and the like are limited to. */
export function contactScopeOf(actor: StaffActor): Scope {
  const capacities = capacitiesOf(actor)
  if (capacities.some(({ role }) => role === 'secretary')) return { kind: 'everything' }
  const divisionIds = capacities.flatMap(({ role, divisionId }) =>
    (role === 'officer' || role === 'head') && divisionId !== null ? [divisionId] : [],
  )
  return divisionIds.length === 0 ? { kind: 'nothing' } : { kind: 'divisions', divisionIds }
}

/** The step each status waits for; a closed request waits for nothing. */
const nextStep: { [status in Status]?: StaffAction } = {
  submitted: 'assign',
  assigned: 'accept',
  'in-progress': 'propose',
  'awaiting-requester': 'clarify',
  'awaiting-third-party': 'record-objection',
  'awaiting-approval': 'approve',
  'awaiting-clearance': 'clear',
}

const standsOnProposal: readonly Status[] = ['awaiting-approval', 'awaiting-clearance', 'answered']

function fourEyesAgainst(
  action: StaffAction,
  infoRequest: InfoRequest,
  actor: StaffActor,
  today: Day,
) {
  const reason = objection(action, infoRequest, actor, today)
  return reason === 'own-proposal' || reason === 'own-approval' ? reason : undefined
}
