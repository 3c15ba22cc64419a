import {
  addDays,
  addWorkingDays,
  type Calendar,
  type ClosedDay,
  closedDaysUntil,
  isWorkingDay,
  nextWorkingDay,
  whyClosed,
  workingDaysBetween,
} from '../calendar/calendar.ts'
import { type Rules, ruleOn } from '../department/rules.ts'
import { isOpen, type Day, type Event, type InfoRequest } from './info-request.ts'

/*
 * Every day that matters to somebody, from stored facts alone. What is counted here is a practice and never to be
 * shown as the words of the law: the Official Information Act B.E. 2540 itself says only "within a reasonable time"
 * (section 11). Regulations of other agencies say 15 days, one of them expressly calendar days; the practice is
 * attributed to a cabinet resolution of 28 December B.E. 2547 whose own text we have not seen. So length and unit
 * are the department's rule, and of the readings in use its default is the stricter.
 */

/** A limit always carries its unit. */
export type Limit = { days: number; unit: 'calendar' | 'working' }

/** What the department has decided about its clock, as it held on day 0. */
export type ClockRules = {
  limit: Limit
  /** Whether what was left of the limit runs on only from the day on which the requester answers a question. */
  pauseMovesDueDate: boolean
}

/** The days on which a clock was set, stopped or put off: all a deadline is counted from. */
export type ClockFacts = {
  /** The day it counts as received: `deemedReceived`, or the stamp of a letter. */
  receivedOn: Day
  /** The day it was taken up again after an answer; the clock begins anew then. */
  reopenedOn: Day | null
  /** Waiting for the requester: from the day of the question to the day that ended it, null while it goes on. In order. */
  pauses: readonly { from: Day; to: Day | null }[]
  /** Each time the answer was put off, and until when. In order. */
  extensions: readonly { on: Day; until: Day }[]
}

/** A stretch of time in both units. */
export type Span = { calendar: number; working: number }

/** The last day for an answer, with all that led to it, so that it can explain itself. */
export type Deadline = {
  /** The last day: a working day, with pauses and extensions. */
  on: Day
  /** The day from which it is counted, itself not counted. */
  dayZero: Day
  countsFrom: 'receipt' | 'reopening'
  /** The first day that counts: the day after it, or the first working day after it. */
  firstDay: Day
  limit: Limit
  /** Where the limit alone would end. */
  lastDayOfLimit: Day
  /** The closed days a limit in working days went past; none when it is in calendar days. */
  skipped: ClosedDay[]
  pauses: {
    from: Day
    to: Day | null
    /** The days after the question up to and including the day that ended the wait; null while it goes on. */
    days: Span | null
    /** Whether the end of the limit moved by it. */
    moved: boolean
  }[]
  /** The end of the limit with its pauses, office or not. */
  lastDayWithPauses: Day
  /** The closed days from there to `limitOn`, in order; empty when the limit ends on a working day. */
  rolledOver: ClosedDay[]
  /** The last day of the limit itself, before any extension: a working day. "In time" is measured by it. */
  limitOn: Day
  extensions: { on: Day; until: Day; rolledOver: ClosedDay[] }[]
}

/**
 * Reads the history, the first event first. After a reopening only what came after it counts.
 * Only the requester's silence is a pause; waiting for a third party is the department's own time.
 */
export function clockFacts(
  { receivedOn }: Pick<InfoRequest, 'receivedOn'>,
  history: readonly Pick<Event, 'action' | 'on' | 'until' | 'toStatus' | 'fromStatus'>[],
): ClockFacts {
  const reopened = history.findLastIndex(({ action }) => action === 'reopen')
  const pauses: { from: Day; to: Day | null }[] = []
  const extensions: { on: Day; until: Day }[] = []
  for (const { action, on, until, fromStatus, toStatus } of history.slice(reopened + 1)) {
    const isWaiting = toStatus === 'awaiting-requester'
    const wasWaiting = fromStatus === 'awaiting-requester'
    const running = pauses.at(-1)
    if (isWaiting && !wasWaiting) pauses.push({ from: on, to: null })
    if (wasWaiting && !isWaiting && running) running.to = on
    if (action === 'extend' && until !== null) extensions.push({ on, until })
  }
  return { receivedOn, reopenedOn: history[reopened]?.on ?? null, pauses, extensions }
}

/** The day from which a clock counts; it is not counted itself. */
export function dayZeroOf({ receivedOn, reopenedOn }: ClockFacts): Day {
  return reopenedOn ?? receivedOn
}

/** The rules for a clock: those that held on its day 0, whatever was decided since. */
export function clockRules(rules: Rules, dayZero: Day): ClockRules {
  return {
    limit: ruleOn(rules, 'limit', dayZero),
    pauseMovesDueDate: ruleOn(rules, 'pause', dayZero).movesDueDate,
  }
}

/**
 * Counts the limit from the day after day 0, with its pauses, and moves a last day without office to the next
 * working day; then applies the last extension, a day of its own that no pause moves.
 *
 * The move to a working day is the department's setting of its own limit, not a rule we can cite. Section 64 of the
 * Administrative Procedure Act B.E. 2539 (read in an English translation) moves the last day for what a
 * *person* has to do; where an *authority* has to act, it counts the last day even on its holiday.
 *
 * For pauses no basis in law was found either. Where the rule lets them move the date, what was left of the limit on
 * the day of the question runs on from the day of the answer. A pause that goes on has moved nothing yet, and a
 * question asked after the last day makes nothing good.
 */
export function deadlineOf(
  facts: ClockFacts,
  { limit, pauseMovesDueDate }: ClockRules,
  calendar: Calendar,
): Deadline {
  const dayZero = dayZeroOf(facts)
  const lastDayOfLimit = count(dayZero, limit, calendar)
  let lastDay = lastDayOfLimit
  const pauses = facts.pauses.map(({ from, to }) => {
    const before = lastDay
    if (pauseMovesDueDate && to !== null) lastDay = resumed(lastDay, { from, to }, limit, calendar)
    return {
      from,
      to,
      days: to === null ? null : spanOf(from, to, calendar),
      moved: lastDay !== before,
    }
  })
  const rolledOver = closedDaysFrom(lastDay, calendar)
  const limitOn = addDays(lastDay, rolledOver.length)
  const extensions = facts.extensions.map(({ on, until }) => ({
    on,
    until,
    rolledOver: closedDaysFrom(until, calendar),
  }))
  const last = extensions.at(-1)
  const extendedTo = last ? addDays(last.until, last.rolledOver.length) : limitOn
  return {
    on: limitOn < extendedTo ? extendedTo : limitOn,
    dayZero,
    countsFrom: facts.reopenedOn === null ? 'receipt' : 'reopening',
    firstDay: count(dayZero, { days: 1, unit: limit.unit }, calendar),
    limit,
    lastDayOfLimit,
    skipped:
      limit.unit === 'working'
        ? closedDaysUntil(addDays(dayZero, 1), lastDayOfLimit, calendar)
        : [],
    pauses,
    lastDayWithPauses: lastDay,
    rolledOver,
    limitOn,
    extensions,
  }
}

/** The deadline of a request to which nothing has happened yet. */
export function dueDate(receivedOn: Day, limit: Limit, calendar: Calendar): Deadline {
  const facts = { receivedOn, reopenedOn: null, pauses: [], extensions: [] }
  return deadlineOf(facts, { limit, pauseMovesDueDate: false }, calendar)
}

/** So many days of the limit's unit after a day; the day itself, working or not, when none are left. */
function count(from: Day, { days, unit }: Limit, calendar: Calendar): Day {
  return unit === 'calendar' ? addDays(from, days) : addWorkingDays(from, days, calendar)
}

/** What was left on the day of the question runs on from the day of the answer. */
function resumed(
  lastDay: Day,
  { from, to }: { from: Day; to: Day },
  { unit }: Limit,
  calendar: Calendar,
): Day {
  if (from > nextWorkingDay(lastDay, calendar)) return lastDay
  const left = Math.max(0, spanOf(from, lastDay, calendar)[unit])
  return from === to ? lastDay : count(to, { days: left, unit }, calendar)
}

/** The days after one day up to and including another; negative when it lies before. */
function spanOf(from: Day, to: Day, calendar: Calendar): Span {
  const { days } = Temporal.PlainDate.from(from).until(to)
  return { calendar: days, working: workingDaysBetween(from, to, calendar) }
}

function closedDaysFrom(day: Day, calendar: Calendar): ClosedDay[] {
  const closed = whyClosed(day, calendar)
  return closed ? [closed, ...closedDaysFrom(addDays(day, 1), calendar)] : []
}

/**
 * How far the answer may still be put off: `extension.times` in all, and by no more than `extension.days` calendar
 * days beyond the last day of the limit. The Act knows no extension and no cap; the practice is to tell the requester
 * within the limit, with the day on which it will be done.
 *
 * An extension lies from `earliest`, the first working day after the present last day, to `latest`, the last working
 * day within the cap. None is possible when there are no `timesLeft`, or when `latest` is before `earliest`.
 */
export function extensionCap(
  facts: ClockFacts,
  rules: ClockRules,
  { times, days }: { times: number; days: number },
  calendar: Calendar,
): { timesLeft: number; earliest: Day; latest: Day } {
  const { on, limitOn } = deadlineOf(facts, rules, calendar)
  return {
    timesLeft: Math.max(0, times - facts.extensions.length),
    earliest: addWorkingDays(on, 1, calendar),
    latest: lastWorkingDay(addDays(limitOn, days), calendar),
  }
}

/** The day itself if it is a working day, otherwise the last one before it. */
function lastWorkingDay(day: Day, calendar: Calendar): Day {
  return isWorkingDay(day, calendar) ? day : addWorkingDays(day, -1, calendar)
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

/** Time that has passed in one hand: days after `since` up to and including `until`. */
export type Clock = {
  since: Day
  /** Today, or the day it was closed. */
  until: Day
  isRunning: boolean
  elapsed: Span
  /** The part of it in which the department waited for the requester; it stands beside the time, never taken off. */
  paused: Span
}

type ClockEvent = Pick<Event, 'action' | 'on' | 'until' | 'fromStatus' | 'toStatus' | 'divisionId'>

/** The clock towards the requester: from day 0. */
export function statutoryClock(
  infoRequest: Pick<InfoRequest, 'receivedOn'>,
  history: readonly ClockEvent[],
  today: Day,
  calendar: Calendar,
): Clock {
  const since = dayZeroOf(clockFacts(infoRequest, history))
  return clockSince(since, infoRequest, history, today, calendar)
}

/**
 * The clock of the division that holds it: from the day it got it, which a reopening makes anew. Undefined while no
 * division holds it.
 */
export function divisionClock(
  infoRequest: Pick<InfoRequest, 'receivedOn'>,
  history: readonly ClockEvent[],
  today: Day,
  calendar: Calendar,
): Clock | undefined {
  const holder = history.at(-1)?.divisionId ?? null
  if (holder === null) return undefined
  const got = lastOf(
    history,
    ({ action, divisionId }, before) =>
      divisionId === holder && (action === 'reopen' || before?.divisionId !== holder),
  )
  return got && clockSince(got.on, infoRequest, history, today, calendar)
}

/** The clock of the present step: from the day its status began, or another division got it. */
export function stepClock(
  infoRequest: Pick<InfoRequest, 'receivedOn'>,
  history: readonly ClockEvent[],
  today: Day,
  calendar: Calendar,
): Clock {
  const began = lastOf(
    history,
    ({ fromStatus, toStatus, divisionId }, before) =>
      fromStatus !== toStatus || divisionId !== before?.divisionId,
  )
  const since = began?.on ?? infoRequest.receivedOn
  return clockSince(since, infoRequest, history, today, calendar)
}

function lastOf(
  history: readonly ClockEvent[],
  isIt: (event: ClockEvent, before: ClockEvent | undefined) => boolean,
): ClockEvent | undefined {
  return history.findLast((event, index) => isIt(event, history[index - 1]))
}

function clockSince(
  since: Day,
  infoRequest: Pick<InfoRequest, 'receivedOn'>,
  history: readonly ClockEvent[],
  today: Day,
  calendar: Calendar,
): Clock {
  const closed = lastOf(history, ({ fromStatus, toStatus }) => fromStatus !== toStatus)
  const isRunning = !closed || isOpen({ status: closed.toStatus })
  const end = isRunning ? today : closed.on
  // What was sent in the evening counts as received on a day that has not come yet.
  const until = end < since ? since : end
  const paused = { calendar: 0, working: 0 }
  for (const { from, to } of clockFacts(infoRequest, history).pauses) {
    const began = from < since ? since : from
    const ended = to === null || to > until ? until : to
    if (began >= ended) continue
    const days = spanOf(began, ended, calendar)
    paused.calendar += days.calendar
    paused.working += days.working
  }
  return { since, until, isRunning, elapsed: spanOf(since, until, calendar), paused }
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

/**
 * The same when the department does not correct or delete what it keeps about somebody: within 30 days (section 25).
 * A complaint that nothing was answered (section 13) has no last day, so there is no function for it.
 */
export function ownDataAppealLastDay(notifiedOn: Day): Day {
  return addDays(notifiedOn, daysToAppealOwnData)
}

const daysToAppealOwnData = 30

/**
 * The last day on which a third party may object: not less than 15 days from the receipt of our notice (section 17).
 * A notice by post is received later than it is sent, so the days the department reckons for the way are added. Never
 * moved back; the department is free to accept an objection that comes later.
 */
export function objectionLastDay(
  notifiedOn: Day,
  { days, post }: { days: number; post: number },
  byPost: boolean,
): Day {
  return addDays(notifiedOn, Math.max(fewestDaysToObject, days) + (byPost ? post : 0))
}

export const fewestDaysToObject = 15

/**
 * The last day on which nothing may be released after an objection was rejected: that of the appeal of whoever objected
 * (sections 17 and 18). They are told later than we decide where that goes by post, and their time begins then, so the
 * days the department reckons for the way are added; the letter names the day without them.
 */
export function releaseLockLastDay(decidedOn: Day, post: number, byPost: boolean): Day {
  return appealLastDay(addDays(decidedOn, byPost ? post : 0))
}
