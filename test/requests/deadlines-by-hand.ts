import * as fc from 'fast-check'
import { calendarOf, type Calendar } from '#src/calendar/calendar.ts'
import type { ClockFacts, ClockRules } from '#src/requests/deadlines.ts'
import {
  anyCalendar,
  anyDay,
  dayAfter,
  daysAfter,
  isOpenByHand,
  placeOnWall,
  wall,
} from '../calendar/by-hand.ts'
import { aHoliday } from '../calendar/holidays.ts'

/*
 * The deadlines a second time, as a clerk finds them with a finger on the wall calendar and a sheet for ticks. From
 * the paper ("day 0 is not counted; so many days; on a closed day the next open one; what was left when a question
 * went out runs on when the answer is in; then whatever it was put off to"), with nothing from the code under test.
 */

/** New Year, the end of February, Songkran, the turn of the fiscal year, the end of the year. */
const boundaryDays = [
  '01-01',
  '01-02',
  '02-28',
  '02-29',
  '03-01',
  '04-11',
  '04-12',
  '04-13',
  '04-14',
  '04-15',
  '04-16',
  '04-17',
  '09-29',
  '09-30',
  '10-01',
  '10-02',
  '12-29',
  '12-30',
  '12-31',
]

/** Where the finger ends: by the limit alone, with the pauses, on an open day, and with what it was put off to. */
export function dueByHand(facts: ClockFacts, rules: ClockRules, calendar: Calendar) {
  const dayZero = facts.reopenedOn ?? facts.receivedOn
  const answered = rules.pauseMovesDueDate ? facts.pauses.filter(({ to }) => to !== null) : []
  const lastDayOfLimit = tickOff(dayZero, rules.limit, [], calendar)
  let lastDay = tickOff(dayZero, rules.limit, answered, calendar)
  let finger = lastDay
  const late = answered.filter(({ from }) => from >= lastDay)
  for (;;) {
    // A question that goes out on the last day, or while the office is closed after it: nothing is left but the day
    // on which the answer comes.
    const asked = late[0]
    if (asked?.from === finger) {
      late.shift()
      if (asked.to === null || asked.to === asked.from) continue
      lastDay = asked.to
      finger = lastDay
      continue
    }
    if (isOpenByHand(finger, calendar)) break
    finger = dayAfter(finger)
  }
  const limitOn = finger
  const putOff = facts.extensions.at(-1)?.until
  const extendedOn = putOff === undefined ? limitOn : openDayFrom(putOff, calendar)
  const on = extendedOn > limitOn ? extendedOn : limitOn
  return { lastDayOfLimit, lastDayWithPauses: lastDay, limitOn, on }
}

/** One tick for each day that counts, from the day after day 0; none while the clock stands still. */
function tickOff(
  dayZero: string,
  { days, unit }: ClockRules['limit'],
  pauses: ClockFacts['pauses'],
  calendar: Calendar,
): string {
  let finger = dayZero
  for (let ticks = 0; ticks < days;) {
    finger = dayAfter(finger)
    const standsStill = pauses.some(({ from, to }) => from < finger && to !== null && finger <= to)
    if (!standsStill && (unit === 'calendar' || isOpenByHand(finger, calendar))) ticks += 1
  }
  return finger
}

/** The day itself when the office is open on it, else the first open day after it. */
export function openDayFrom(day: string, calendar: Calendar): string {
  let finger = day
  while (!isOpenByHand(finger, calendar)) finger = dayAfter(finger)
  return finger
}

/** The day itself when the office is open on it, else the last open day before it. */
export function openDayUpTo(day: string, calendar: Calendar): string {
  const before = wall.filter(({ on }) => on <= day && isOpenByHand(on, calendar))
  return before.at(-1)?.on ?? 'before the wall'
}

/** So many days on the wall after a day. */
export function daysLater(day: string, days: number): string {
  return days === 0 ? day : daysLater(dayAfter(day), days - 1)
}

/** Days after one up to and including another, each looked at: all of them, and those with office. */
export function spanByHand(from: string, to: string, calendar: Calendar) {
  const days = daysAfter(from, to)
  return { calendar: days.length, working: days.filter((on) => isOpenByHand(on, calendar)).length }
}

/** The days on which something begins or ends in every one of the years, and their neighbours. */
const boundaries = [2024, 2025, 2026, 2027, 2028]
  .flatMap((year) => boundaryDays.map((day) => `${year}-${day}`))
  .filter((day) => placeOnWall.has(day))

/** Any day of 2024–2028; every second one such that some span of a limit from it meets a boundary closely. */
export const anyDayOrBoundary: fc.Arbitrary<string> = fc.oneof(
  anyDay,
  fc.constantFrom(...boundaries),
  fc
    .tuple(fc.constantFrom(...boundaries), fc.integer({ min: 0, max: 22 }))
    .map(([day, before]) => wall[(placeOnWall.get(day) ?? 0) - before]?.on ?? day),
)

/** Songkran and the turn of the year closed in all five years, as they always are. */
export const plainCalendar: Calendar = calendarOf(
  [2024, 2025, 2026, 2027, 2028].flatMap((year) =>
    ['01-01', '04-13', '04-14', '04-15', '10-13', '10-23', '12-10', '12-31'].map((day) =>
      aHoliday(`${year}-${day}`),
    ),
  ),
)

export const anyRules: fc.Arbitrary<ClockRules> = fc.record({
  limit: fc.record({
    days: fc.oneof(fc.constant(15), fc.integer({ min: 1, max: 60 })),
    unit: fc.constantFrom('calendar' as const, 'working' as const),
  }),
  pauseMovesDueDate: fc.boolean(),
})

/**
 * A life as it may be: received, perhaps reopened; questions one after the other, the last perhaps unanswered, some
 * asked and answered on one day, some on the day the one before was answered; put off now and then.
 */
export const anyFacts: fc.Arbitrary<ClockFacts> = fc
  .record({
    receivedOn: anyDayOrBoundary,
    reopenedAfter: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 4 }),
    waits: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 12 }),
        length: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 4 },
    ),
    goesOn: fc.boolean(),
    putOff: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
  })
  .map(({ receivedOn, reopenedAfter, waits, goesOn, putOff }) => {
    const reopenedOn = reopenedAfter === null ? null : daysLater(receivedOn, reopenedAfter)
    let day = reopenedOn ?? receivedOn
    const pauses = waits.map(({ after, length }, index) => {
      const from = daysLater(day, after)
      const to = daysLater(from, length)
      day = to
      return { from, to: goesOn && index === waits.length - 1 ? null : to }
    })
    let until = reopenedOn ?? receivedOn
    const extensions = putOff.map((days) => {
      const on = until
      until = daysLater(until, days)
      return { on, until }
    })
    return { receivedOn, reopenedOn, pauses, extensions }
  })

export const anyHolidays: fc.Arbitrary<Calendar> = fc.oneof(anyCalendar, fc.constant(plainCalendar))
