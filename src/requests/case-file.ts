import { dayOf } from '../calendar/calendar.ts'
import { listFilesOfAnswer, listFilesOfRequest, type KeptFile } from '../files/store.ts'
import { listLetters, type PostedLetter } from '../mail/store.ts'
import type { Services } from '../services.ts'
import { isStaffAction, type StaffAction } from './action-forms.ts'
import { defaultLimit, dueDate, type Deadline } from './deadlines.ts'
import type { StaffActor } from './effects.ts'
import { grounds, type Ground } from './grounds.ts'
import type { Day, InfoRequest, Status } from './info-request.ts'
import { remaining } from './queue.ts'
import {
  findPlacement,
  findProposal,
  listHistory,
  type HistoryEntry,
  type Placement,
  type Proposal,
} from './store.ts'
import { capacitiesOf, objection, openActions, type Objection } from './workflow.ts'

/** Everything staff see of one request, and what this person can do with it now. */
export type CaseFile = {
  infoRequest: InfoRequest
  placement: Placement
  /** What remains of the limit today. */
  left: ReturnType<typeof remaining>
  deadline: Deadline
  /** The step the request waits for, if this person can take it: the first thing to offer. */
  mainAction: StaffAction | undefined
  otherActions: StaffAction[]
  /** Why this person, of all, cannot take the step it waits for: they took an earlier one. */
  fourEyes: Extract<Objection, 'own-proposal' | 'own-approval'> | undefined
  showsContact: boolean
  files: KeptFile[]
  answer: ProposedAnswer | undefined
  history: HistoryEntry[]
  letters: PostedLetter[]
}

/** The newest proposal with what it stands on. */
export type ProposedAnswer = Omit<Proposal, 'grounds'> & {
  grounds: (Pick<Ground, 'section' | 'text'> & { id: string; reason: string })[]
  files: KeptFile[]
  /** It was sent back (or the request moved on): not what anybody decides on now. */
  isSentBack: boolean
}

export async function readCaseFile(
  { db, clock, calendar }: Pick<Services, 'db' | 'clock' | 'calendar'>,
  infoRequest: InfoRequest,
  actor: StaffActor,
): Promise<CaseFile> {
  const days = await calendar()
  const today = dayOf(clock())
  const open = openActions(infoRequest, actor, today).filter(isStaffAction)
  const next = nextStep[infoRequest.status]
  const mainAction = open.find((action) => action === next)
  return {
    infoRequest,
    placement: await findPlacement(db.read, infoRequest.id),
    left: remaining(infoRequest.dueOn, today, days),
    deadline: dueDate(infoRequest.receivedOn, defaultLimit, days),
    mainAction,
    otherActions: open.filter((action) => action !== mainAction),
    fourEyes: next && fourEyesAgainst(next, infoRequest, actor, today),
    showsContact: seesContact(infoRequest, actor),
    files: await listFilesOfRequest(db.read, infoRequest.id),
    answer: await readAnswer({ db }, infoRequest),
    history: await listHistory(db.read, infoRequest.id),
    letters: await listLetters(db.read, infoRequest.id),
  }
}

export async function readAnswer(
  { db }: Pick<Services, 'db'>,
  { id, status }: InfoRequest,
): Promise<ProposedAnswer | undefined> {
  const proposal = await findProposal(db.read, id)
  if (!proposal) return undefined
  const isSentBack = !standsOnProposal.includes(status)
  return {
    ...proposal,
    isSentBack,
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

/** The step each status waits for; a closed request waits for nothing. */
const nextStep: { [status in Status]?: StaffAction } = {
  submitted: 'assign',
  assigned: 'accept',
  'in-progress': 'propose',
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
