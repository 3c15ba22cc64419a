import { createHash } from 'node:crypto'
import type { Day } from '../requests/info-request.ts'
import { isWeekend, type Calendar, type Holiday } from './calendar.ts'
import type { ListedDay } from './holiday-list.ts'

/** A holiday with where it was read: a notice, a resolution of the cabinet. */
export type HolidayEntry = Holiday & { source: string }

/** What somebody wants the calendar to say: these days gone, and those there as written here. */
export type HolidayChange = { removed: readonly Day[]; put: readonly HolidayEntry[] }

/** What a change does to the calendar as it stands. Each list in the order of the days. */
export type Difference = {
  added: HolidayEntry[]
  changed: { before: HolidayEntry; after: HolidayEntry }[]
  removed: HolidayEntry[]
  /** How many of the days are there already just as they are wanted. */
  unchanged: number
}

export function differenceOf(
  present: readonly HolidayEntry[],
  { removed, put }: HolidayChange,
): Difference {
  const known = new Map(present.map((holiday) => [holiday.on, holiday]))
  const difference: Difference = { added: [], changed: [], removed: [], unchanged: 0 }
  for (const after of put.toSorted(byDay)) {
    const before = known.get(after.on)
    if (!before) difference.added.push(after)
    else if (isSame(before, after)) difference.unchanged += 1
    else difference.changed.push({ before, after })
  }
  const isPut = (day: Day) => put.some(({ on }) => on === day)
  difference.removed = present
    .filter(({ on }) => removed.includes(on) && !isPut(on))
    .toSorted(byDay)
  return difference
}

/** The first weekday that the office opens or closes on by this; undefined when there is none, and no limit moves. */
export function firstDayAffected({ added, removed }: Difference): Day | undefined {
  return weekdaysAffected({ added, removed })[0]?.on
}

/** The weekdays that the office opens or closes on, in order: a holiday on a weekend changes nothing. */
export function weekdaysAffected({
  added,
  removed,
}: Pick<Difference, 'added' | 'removed'>): HolidayEntry[] {
  return [...added, ...removed].filter(({ on }) => !isWeekend(on)).toSorted(byDay)
}

/** A mark of what somebody was shown: another one means that the calendar has changed since. */
export function markOf(difference: Difference): string {
  return createHash('sha256').update(JSON.stringify(difference)).digest('hex').slice(0, 16)
}

/** The calendar as it will be. */
export function calendarAfter(
  present: readonly HolidayEntry[],
  { removed, put }: HolidayChange,
): Calendar {
  const days = new Map<Day, Holiday>(present.map((holiday) => [holiday.on, holiday]))
  for (const day of removed) days.delete(day)
  for (const holiday of put) days.set(holiday.on, holiday)
  return days
}

/**
 * The days of a pasted list as holidays. Where a line has no English name, it is that of the same day, of a holiday of
 * the same Thai name in any year, or of the one it is the substitution for; else `fallback`.
 */
export function entriesOf(
  days: readonly ListedDay[],
  { source, standing }: Pick<HolidayEntry, 'source' | 'standing'>,
  present: readonly HolidayEntry[],
  fallback: string,
): HolidayEntry[] {
  return days.map(({ on, nameTh, nameEn }) => ({
    on,
    nameTh,
    nameEn: nameEn || englishName(nameTh, on, present) || fallback,
    source,
    standing,
  }))
}

function englishName(nameTh: string, on: Day, present: readonly HolidayEntry[]): string {
  const named = (name: string) =>
    present.find((holiday) => withoutBlanks(holiday.nameTh) === name)?.nameEn ?? ''
  const name = withoutBlanks(nameTh)
  const substitutedFor = /^(?:วันหยุด)?ชดเชย(.+)$/u.exec(name)?.[1]
  const original = substitutedFor === undefined ? '' : named(substitutedFor)
  return (
    present.find((holiday) => holiday.on === on && withoutBlanks(holiday.nameTh) === name)
      ?.nameEn ||
    named(name) ||
    (original && `Substitution for ${original}`)
  )
}

function withoutBlanks(name: string): string {
  return name.replaceAll(/\s/gu, '')
}

/** Those predicted for the years of a list that are not in it: its notice has decided otherwise. */
export function predictedBeside(
  put: readonly HolidayEntry[],
  present: readonly HolidayEntry[],
): Day[] {
  const years = new Set(put.map(({ on }) => on.slice(0, 4)))
  return present
    .filter(({ on, standing }) => standing === 'predicted' && years.has(on.slice(0, 4)))
    .map(({ on }) => on)
    .filter((day) => !put.some(({ on }) => on === day))
}

function isSame(one: HolidayEntry, other: HolidayEntry): boolean {
  const { on, nameTh, nameEn, source, standing } = other
  return (
    one.on === on &&
    one.nameTh === nameTh &&
    one.nameEn === nameEn &&
    one.source === source &&
    one.standing === standing
  )
}

function byDay(one: { on: Day }, other: { on: Day }): number {
  return one.on < other.on ? -1 : 1
}
