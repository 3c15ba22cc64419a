import { monthOf } from '../calendar/calendar.ts'
import type { CountName } from '../database/schema.ts'
import { isOpen, type Day, type InfoRequest, type Month } from '../requests/info-request.ts'
import { countedOn } from './tallies.ts'

/*
 * What a step adds to the kept counts of its month, besides the flow (see `tallies.ts`). Every figure of a report is a
 * sum of these, so a month that is over has the same figures whenever they are asked for: what happens later is
 * counted in its own month. What each name means, and what stands in its detail:
 *
 *   ended           a closing, by the outcome or by `withdrawn`, `lapsed`
 *   ground          an answer that withholds something, once for each clause it rests on
 *   took            an answer, by the working days from the day received
 *   same-day        an answer on the day received
 *   cohort          `2026-11 answered-in-time`: how many of those received in that month came to stand so; less one
 *                   when a reopening takes it back
 *   cohort-due      `2026-11 2026-12-08`: how many of those received in that month came to be open with that due day;
 *                   less one when they are closed or the day moves
 *   language, requester-kind, purpose   the requests received
 */

/** What one step adds to one count of a month; less than nothing when it takes something back. */
export type CountChange = { month: Month; name: CountName; detail: string; count: number }

/** Where a closed request stands against its last day. */
export const closedStandings = [
  'answered-in-time',
  'answered-in-extension',
  'answered-late',
  'closed-unanswered',
] as const
export type ClosedStanding = (typeof closedStandings)[number]

/** Whether somebody said what they want it for; what they wrote is nobody's to count. */
export const purposes = ['stated', 'not-stated'] as const

export type CountedRequest = Pick<
  InfoRequest,
  | 'status'
  | 'outcome'
  | 'receivedOn'
  | 'dueOn'
  | 'limitOn'
  | 'closedOn'
  | 'language'
  | 'requesterKind'
  | 'purpose'
>

/** What is counted of an answer besides the request itself. */
export type AnswerFacts = {
  /** From the day received to the answer, by the calendar of that day. */
  workingDays: number
  /** The clauses on which it withholds something; none where it does not. */
  grounds: readonly string[]
}

/**
 * What a step on the day `on` adds to the counts. `before` is undefined for a submission; `answer` is needed where the
 * step gives one.
 */
export function countChanges(
  before: CountedRequest | undefined,
  after: CountedRequest,
  on: Day,
  answer?: AnswerFacts,
): CountChange[] {
  const { receivedOn } = after
  const month = before ? monthOf(countedOn(on, receivedOn)) : monthOf(receivedOn)
  const change = (name: CountName, detail: string, count = 1) => ({ month, name, detail, count })
  const place = (infoRequest: CountedRequest, count: 1 | -1) => {
    const cohort = monthOf(receivedOn)
    return isOpen(infoRequest)
      ? change('cohort-due', `${cohort} ${infoRequest.dueOn}`, count)
      : change('cohort', `${cohort} ${standingOf(infoRequest)}`, count)
  }

  const changes: CountChange[] = []
  if (!before)
    changes.push(
      change('language', after.language),
      change('requester-kind', after.requesterKind),
      change('purpose', after.purpose === '' ? 'not-stated' : 'stated'),
      place(after, 1),
    )
  else if (isOpen(before) !== isOpen(after) || (isOpen(after) && before.dueOn !== after.dueOn))
    changes.push(place(before, -1), place(after, 1))
  if ((!before || isOpen(before)) && !isOpen(after)) changes.push(...ending(after, change, answer))
  return changes
}

function ending(
  { status, outcome, receivedOn, closedOn }: CountedRequest,
  change: (name: CountName, detail: string) => CountChange,
  answer: AnswerFacts | undefined,
): CountChange[] {
  if (status !== 'answered') return [change('ended', status)]
  if (outcome === null || !answer) throw new Error('An answer without an outcome or its facts')
  return [
    change('ended', outcome),
    change('took', String(answer.workingDays)),
    ...(closedOn === receivedOn ? [change('same-day', '')] : []),
    ...answer.grounds.map((ground) => change('ground', ground)),
  ]
}

/** Measured by the day it was due, and by the limit before any extension. */
function standingOf({ status, closedOn, dueOn, limitOn }: CountedRequest): ClosedStanding {
  if (status !== 'answered') return 'closed-unanswered'
  if (closedOn === null) throw new Error('An answer without its day')
  if (closedOn > dueOn) return 'answered-late'
  return closedOn > limitOn ? 'answered-in-extension' : 'answered-in-time'
}
