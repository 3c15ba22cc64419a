import * as fc from 'fast-check'
import { type Calendar, calendarOf } from '#src/calendar/calendar.ts'
import { aHoliday } from './holidays.ts'

/*
 * The same rules a second time, slowly, as somebody would do it with a finger on a wall calendar: one day
 * after the other, with nothing from the code under test. The wall calendar hangs from 2023 to 2029.
 */

const firstDay = Date.UTC(2023, 0, 1)
const dayMs = 24 * 60 * 60 * 1000

/** Every day from 2023 to 2029 in order. 1 January 2023 was a Sunday. */
export const wall = Array.from({ length: 7 * 365 + 2 }, (_, i) => ({
  on: new Date(firstDay + i * dayMs).toISOString().slice(0, 10),
  isWeekend: i % 7 === 0 || i % 7 === 6,
}))

export const placeOnWall = new Map(wall.map(({ on }, i) => [on, i]))

export function isOpenByHand(on: string, calendar: Calendar): boolean {
  const day = wall[placeOnWall.get(on) ?? -1]
  return day?.on === on && !day.isWeekend && !calendar.has(on)
}

/** The days after `from` up to and including `to`. */
export function daysAfter(from: string, to: string): string[] {
  return wall.map(({ on }) => on).filter((on) => on > from && on <= to)
}

export function dayAfter(on: string): string {
  return wall[(placeOnWall.get(on) ?? -2) + 1]?.on ?? 'beyond the wall'
}

/** Any day from 2024 to 2028. */
export const anyDay: fc.Arbitrary<string> = fc.constantFrom(
  ...wall.map(({ on }) => on).filter((on) => on >= '2024-01-01' && on <= '2028-12-31'),
)

/** A calendar of up to 600 holidays in those years, in clusters too, and some of them on weekends. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc
  .array(fc.tuple(anyDay, fc.integer({ min: 1, max: 6 })), { maxLength: 100, size: 'max' })
  .map((clusters) =>
    calendarOf(
      clusters.flatMap(([on, length]) =>
        wall
          .slice(placeOnWall.get(on), (placeOnWall.get(on) ?? 0) + length)
          .map((day) => aHoliday(day.on)),
      ),
    ),
  )
