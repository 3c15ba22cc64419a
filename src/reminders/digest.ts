import type { Absent, Day, InfoRequest, Role } from '../requests/info-request.ts'

/** What somebody may have to look at, in the order in which their mail tells it. */
export const duties = [
  'overdue',
  'dueToday',
  'dueSoon',
  'toApprove',
  'toClear',
  'sentBack',
  'news',
  'toAccept',
] as const
export type Duty = (typeof duties)[number]

/** An open request, as far as a digest looks at it. */
export type OpenCase = Pick<
  InfoRequest,
  'reference' | 'status' | 'divisionId' | 'officerId' | 'dueOn' | 'proposedById' | 'approvedById'
> & {
  /** The proposal was sent back, and no new one was made since. */
  isSentBack: boolean
  /** The requester had the last word: they wrote or answered, and no member of staff has done anything since. */
  hasNews: boolean
}

/** Somebody who can sign in, and for whom they act today (รักษาราชการแทน). */
export type Person = {
  id: number
  name: string
  role: Role
  divisionId: number | null
  /** Empty when they gave none: then nothing is written to them. */
  email: string
  standsInFor: readonly (Absent & { name: string })[]
}

/** The days that matter: due soon means after today, until `soonUntil`, that day included. */
export type Days = { today: Day; soonUntil: Day }

/** What somebody has to look at in one of their posts. */
export type Part = {
  /** For whom they act in it; nothing when it is their own. */
  actingFor: { name: string; role: Role } | undefined
  /** Only those that hold something. */
  lists: { duty: Duty; cases: OpenCase[] }[]
}

/**
 * What belongs into somebody's digest today: their own part first, then that of everybody they act for. Empty when
 * there is nothing to tell. The secretary is told by the net of missed requests instead.
 *
 * @param cases all open requests, in the order in which they are to be listed
 */
export function digestOf(person: Person, cases: readonly OpenCase[], days: Days): Part[] {
  const { id, role, divisionId } = person
  const own = { holds: { role, accountId: id, divisionId }, actingFor: undefined }
  const others = person.standsInFor.map(({ name, ...absent }) => ({
    holds: absent,
    actingFor: { name, role: absent.role },
  }))
  return [own, ...others]
    .map(({ holds, actingFor }) => ({ actingFor, lists: listsOf(id, holds, cases, days) }))
    .filter(({ lists }) => lists.length > 0)
}

/** How many requests a digest names, each counted once; and how many of them are late. */
export function countCases(parts: readonly Part[]): { all: number; overdue: number } {
  const lists = parts.flatMap((part) => part.lists)
  const late = lists.filter(({ duty }) => duty === 'overdue')
  return { all: different(lists), overdue: different(late) }
}

function different(lists: Part['lists']): number {
  return new Set(lists.flatMap(({ cases }) => cases.map(({ reference }) => reference))).size
}

function listsOf(
  readerId: number,
  post: Absent,
  cases: readonly OpenCase[],
  days: Days,
): Part['lists'] {
  return duties
    .map((duty) => ({
      duty,
      cases: cases.filter((one) => isDutyOf(duty, one, readerId, post, days)),
    }))
    .filter((list) => list.cases.length > 0)
}

/**
 * Officers look after what they took and what their division has not accepted; heads after all that their division
 * holds; executives after what waits for them.
 *
 * @param readerId who reads it: nobody is asked to decide on what they themselves proposed or approved
 * @param post whose part it is: their own, or that of somebody they act for
 */
function isDutyOf(
  duty: Duty,
  one: OpenCase,
  readerId: number,
  { role, accountId, divisionId }: Absent,
  { today, soonUntil }: Days,
): boolean {
  const isInDivision = divisionId !== null && one.divisionId === divisionId
  const isOwn = role === 'officer' && one.officerId === accountId
  const looksAfter = isOwn || (role === 'head' && isInDivision)
  switch (duty) {
    case 'overdue':
      return looksAfter && one.dueOn < today
    case 'dueToday':
      return looksAfter && one.dueOn === today
    case 'dueSoon':
      return looksAfter && today < one.dueOn && one.dueOn <= soonUntil
    case 'toApprove':
      return (
        role === 'head' &&
        isInDivision &&
        one.status === 'awaiting-approval' &&
        one.proposedById !== readerId
      )
    case 'toClear':
      return (
        role === 'executive' &&
        one.status === 'awaiting-clearance' &&
        one.proposedById !== readerId &&
        one.approvedById !== readerId
      )
    case 'sentBack':
      return isOwn && one.isSentBack
    case 'news':
      return isOwn && one.hasNews
    case 'toAccept':
      return (role === 'officer' || role === 'head') && isInDivision && one.status === 'assigned'
  }
}
