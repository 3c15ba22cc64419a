import {
  addDays,
  addWorkingDays,
  type Calendar,
  type ClosedDay,
  whyClosed,
  workingDaysBetween,
} from '../calendar/calendar.ts'
import type { Day } from './info-request.ts'

/** A limit always carries its unit. */
export type Limit = { days: number; unit: 'calendar' | 'working' }

/**
 * Fifteen calendar days to answer: a practice, never to be shown as the words of the law. The Official
 * Information Act itself says only "within a reasonable time" (section 11). Regulations of other agencies
 * say 15 days, one of them expressly calendar days; the practice is attributed to a cabinet resolution of
 * 28 December B.E. 2547 whose own text we have not seen. Of the readings in use this is the stricter.
 */
export const defaultLimit: Limit = { days: 15, unit: 'calendar' }

/**
 * The last day for an answer, with all that led to it, so that it can explain itself. Pauses and
 * extensions are not known yet; when they come, each is one more list beside `rolledOver`.
 */
export type Deadline = {
  /** The last day: a working day. */
  on: Day
  /** The day it was received, which is not counted. */
  dayZero: Day
  limit: Limit
  /** Where the limit alone would end. */
  lastDayOfLimit: Day
  /** The closed days from there to `on`, in order; empty when the limit ends on a working day. */
  rolledOver: ClosedDay[]
}

/**
 * Counts the limit from the day after receipt, and moves a last day without office to the next working day.
 *
 * That move is the department's setting of its own limit, not a rule we can cite. Section 64 of the
 * Administrative Procedure Act B.E. 2539 (read in an English translation) moves the last day for what a
 * *person* has to do; where an *authority* has to act, it counts the last day even on its holiday.
 */
export function dueDate(receivedOn: Day, limit: Limit, calendar: Calendar): Deadline {
  const lastDayOfLimit =
    limit.unit === 'calendar'
      ? addDays(receivedOn, limit.days)
      : addWorkingDays(receivedOn, limit.days, calendar)
  const rolledOver = closedDaysFrom(lastDayOfLimit, calendar)
  const on = addDays(lastDayOfLimit, rolledOver.length)
  return { on, dayZero: receivedOn, limit, lastDayOfLimit, rolledOver }
}

function closedDaysFrom(day: Day, calendar: Calendar): ClosedDay[] {
  const closed = whyClosed(day, calendar)
  return closed ? [closed, ...closedDaysFrom(addDays(day, 1), calendar)] : []
}

/**
 * What remains of a limit today: 9 is "9 working days left", 0 is the last day, -2 is two working days late.
 * On a weekend after the last day it is late although no working day has passed: hence `isOverdue`.
 */
export function daysLeft(
  dueOn: Day,
  today: Day,
  calendar: Calendar,
): { working: number; isOverdue: boolean } {
  return { working: workingDaysBetween(today, dueOn, calendar), isOverdue: dueOn < today }
}

/**
 * The last day to appeal against a refusal: within 15 days of being notified of it (Official Information
 * Act B.E. 2540, section 18), the day of the notice not counted.
 *
 * Never moved to the next working day. Section 64 of the Administrative Procedure Act might allow that, but
 * its section 3 leaves appeal periods set by other laws alone. Whoever acts by the earlier day is in time
 * under either reading; a later day printed in our letter could cost somebody the appeal.
 */
export function appealLastDay(notifiedOn: Day): Day {
  return addDays(notifiedOn, daysToAppeal)
}

const daysToAppeal = 15
