import type { Day, Month } from '../requests/info-request.ts'

/*
 * Days are counted where the office stands. Thailand has kept one offset, UTC+7, without summer time
 * since 1920, so a fixed offset would give the same days; the zone is named all the same, because then
 * a change of the law is an update of the runtime and none of ours, and asking costs 3 µs.
 */
const timeZone = 'Asia/Bangkok'

/** A day on which government offices are closed although it may be a weekday. */
export type Holiday = {
  on: Day
  nameTh: string
  nameEn: string
  /** Predicted: expected from earlier years, not yet in a notice of the cabinet. It closes the office all the same. */
  standing: 'announced' | 'predicted'
}

/** The holidays by their day. Saturdays and Sundays need no row. */
export type Calendar = ReadonlyMap<Day, Holiday>

/** A day without office, and why. A holiday that falls on a weekend is a weekend: it would be closed anyway. */
export type ClosedDay = {
  on: Day
  why: 'weekend' | 'holiday'
  name?: { th: string; en: string }
  standing?: Holiday['standing']
}

/** Monday to Friday, Bangkok time. The opening moment belongs to the office's day; at the closing moment it is over. */
export const officeHours = { from: '08:30', until: '16:30' } as const
const opening = Temporal.PlainTime.from(officeHours.from)
const closing = Temporal.PlainTime.from(officeHours.until)

export function calendarOf(holidays: readonly Holiday[]): Calendar {
  return new Map(holidays.map((holiday) => [holiday.on, holiday]))
}

/** The day in Bangkok of an instant (whole UTC milliseconds). */
export function dayOf(at: number): Day {
  return inBangkok(at).toPlainDate().toString()
}

/** The time of day in Bangkok of an instant (UTC milliseconds), as `17:30`. */
export function timeOf(at: number): string {
  return inBangkok(at).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** The instant (UTC milliseconds) at which a day begins in Bangkok. */
export function startOfDay(day: Day): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** So many calendar days later; earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  return !calendar.has(day) && !isWeekend(day)
}

/** Why there is no office on a day, for explanations; undefined on a working day. */
export function whyClosed(day: Day, calendar: Calendar): ClosedDay | undefined {
  if (isWeekend(day)) return { on: day, why: 'weekend' }
  const holiday = calendar.get(day)
  if (!holiday) return undefined
  const { nameTh, nameEn, standing } = holiday
  return { on: day, why: 'holiday', name: { th: nameTh, en: nameEn }, standing }
}

/** The day itself if it is a working day, otherwise the first one after it. */
export function nextWorkingDay(day: Day, calendar: Calendar): Day {
  return isWorkingDay(day, calendar) ? day : addWorkingDays(day, 1, calendar)
}

/** The nth working day after a day; before it when n is negative; the day itself, working or not, when 0. */
export function addWorkingDays(day: Day, workingDays: number, calendar: Calendar): Day {
  let reached = day
  for (let left = Math.abs(workingDays); left > 0;) {
    reached = addDays(reached, Math.sign(workingDays))
    if (isWorkingDay(reached, calendar)) left -= 1
  }
  return reached
}

/**
 * Working days after `from`, up to and including `to`; negative when `to` lies before `from`. Counted in
 * weeks and not day by day: a queue asks it once for each row, and a row may be a year late.
 */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  if (to < from) return 0 - workingDaysBetween(to, from, calendar)
  let workingDays = weekdaysBetween(from, to)
  for (const holiday of calendar.keys()) {
    if (from < holiday && holiday <= to && !isWeekend(holiday)) workingDays -= 1
  }
  return workingDays
}

function weekdaysBetween(from: Day, to: Day): number {
  const first = Temporal.PlainDate.from(from)
  const { days } = first.until(to)
  const restDays = Array.from({ length: days % 7 }, (_, i) => (first.dayOfWeek + i) % 7)
  return Math.floor(days / 7) * 5 + restDays.filter((daysAfterMonday) => daysAfterMonday < 5).length
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek > 5
}

/**
 * When something that entered the system `at` an instant counts as received: that moment inside office
 * hours, otherwise the next opening of the office. Source: Electronic Government Act (พ.ร.บ. การปฏิบัติ
 * ราชการทางอิเล็กทรอนิกส์) B.E. 2565, section 10.
 */
export function deemedReceived(at: number, calendar: Calendar): { at: number; on: Day } {
  const entered = inBangkok(at)
  const today = entered.toPlainDate().toString()
  const isAfterHours = Temporal.PlainTime.compare(entered.toPlainTime(), closing) >= 0
  const on = nextWorkingDay(isAfterHours ? addDays(today, 1) : today, calendar)
  return { at: Math.max(at, instantOf(on, officeHours.from)), on }
}

/** How a day of receipt came about, so that it can explain itself. */
export type Receipt = {
  sentOn: Day
  /** The moment it was sent; null when only the day is known, which then counts as sent within office hours. */
  sentAt: number | null
  /** Where in the office's day that was, whether or not the office was open on it. */
  hour: 'before' | 'within' | 'after'
  /** The closed days from the day it was sent to the day of receipt, in order. */
  closed: ClosedDay[]
  on: Day
}

/** The receipt of what was sent at an instant (UTC milliseconds). */
export function receiptOf(sentAt: number, calendar: Calendar): Receipt {
  const { on } = deemedReceived(sentAt, calendar)
  const sentOn = dayOf(sentAt)
  const time = inBangkok(sentAt).toPlainTime()
  const isEarly = Temporal.PlainTime.compare(time, opening) < 0
  const isLate = Temporal.PlainTime.compare(time, closing) >= 0
  const hour = isEarly ? 'before' : isLate ? 'after' : 'within'
  return { sentOn, sentAt, hour, closed: closedDaysUntil(sentOn, on, calendar), on }
}

/** The receipt of what was sent on a day, nobody knows when. */
export function receiptOfDay(sentOn: Day, calendar: Calendar): Receipt {
  const on = nextWorkingDay(sentOn, calendar)
  return {
    sentOn,
    sentAt: null,
    hour: 'within',
    closed: closedDaysUntil(sentOn, on, calendar),
    on,
  }
}

/** The closed days from a day, itself included, to another, itself not included. */
export function closedDaysUntil(from: Day, until: Day, calendar: Calendar): ClosedDay[] {
  const closed: ClosedDay[] = []
  for (let day = from; day < until; day = addDays(day, 1)) {
    const why = whyClosed(day, calendar)
    if (why) closed.push(why)
  }
  return closed
}

/**
 * What is known of a year's holidays: all announced, some only predicted, or nothing entered. Then a day counted in
 * it stands on weekends alone.
 */
export function knownHolidays(
  year: number,
  calendar: Calendar,
): 'announced' | 'predicted' | 'none' {
  const ofYear = [...calendar.values()].filter(({ on }) => on.startsWith(`${year}-`))
  if (ofYear.length === 0) return 'none'
  return ofYear.some(({ standing }) => standing === 'predicted') ? 'predicted' : 'announced'
}

function inBangkok(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
}

/**
 * The day that somebody typed, or undefined when it is none. Reads `24/11/2569`, `24-11-2026`, `2026-11-24`,
 * `24 พ.ย. 2569`, `24 พฤศจิกายน พ.ศ. 2569`, `24 November 2026`, `Nov 24, 2026`, also in Thai or full-width
 * digits. A number before another is the day: nobody here writes the month first.
 *
 * Years 2400–2600 are of the Buddhist era and 1857–2057 are the same years of the common era; all others,
 * and years of two digits, are refused: 69 may be meant for 2569 or for 1969.
 */
export function parseDay(text: string): Day | undefined {
  if (text.length > longestDay) return undefined
  const typed = text.normalize('NFKC').replace(/[๐-๙]/g, westernDigit)
  if (!/^[\d\p{L}\p{M}\s/.,-]+$/u.test(typed)) return undefined

  const parts = typed.replace(/พ\.?ศ\.?\s*(?=2[456])/, '').match(/\d+|[\p{L}\p{M}][\p{L}\p{M}.]*/gu)
  if (parts?.length !== 3) return undefined
  const [first = '', second = '', third = ''] = parts
  if (/^\d{4}$/.test(first)) return dayFrom(third, second, first)
  if (/^\d/.test(first)) return dayFrom(first, second, third)
  return dayFrom(second, first, third)
}

const longestDay = 60

/**
 * The time of day that somebody typed, as `17:30`, or undefined when it is none. Reads `17:30`, `17.30`, `9.05 น.`,
 * also in Thai or full-width digits.
 */
export function parseTime(text: string): string | undefined {
  if (text.length > longestDay) return undefined
  const typed = text.normalize('NFKC').replace(/[๐-๙]/g, westernDigit).trim()
  const [, hour = '', minute = ''] = /^(\d{1,2})\s?[:.]\s?(\d{2})\s*(?:น\.?)?$/.exec(typed) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}

/** The instant (UTC milliseconds) of a day and a time as `17:30` in Bangkok. */
export function instantOf(day: Day, time: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time })
    .epochMilliseconds
}

function dayFrom(typedDay: string, typedMonth: string, typedYear: string): Day | undefined {
  if (!/^\d{1,2}$/.test(typedDay) || !/^\d{4}$/.test(typedYear)) return undefined
  const day = Number(typedDay)
  const month = monthNumber(typedMonth)
  const year = commonEra(Number(typedYear))
  if (month === undefined || year === undefined) return undefined

  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month })
  if (day < 1 || day > daysInMonth) return undefined
  return Temporal.PlainDate.from({ year, month, day }).toString()
}

function commonEra(year: number): number | undefined {
  if (year >= 2400 && year <= 2600) return year - 543
  if (year >= 2400 - 543 && year <= 2600 - 543) return year
  return undefined
}

function monthNumber(typed: string): number | undefined {
  if (/^(0?[1-9]|1[0-2])$/.test(typed)) return Number(typed)
  return monthNames.get(typed.toLowerCase().replaceAll('.', ''))
}

/** The number of each month by its names, long and short, in small letters and without dots. */
export const monthNames: ReadonlyMap<string, number> = new Map(
  [
    ['มกราคม', 'มค', 'january', 'jan'],
    ['กุมภาพันธ์', 'กพ', 'february', 'feb'],
    ['มีนาคม', 'มีค', 'march', 'mar'],
    ['เมษายน', 'เมย', 'april', 'apr'],
    ['พฤษภาคม', 'พค', 'may'],
    ['มิถุนายน', 'มิย', 'june', 'jun'],
    ['กรกฎาคม', 'กค', 'july', 'jul'],
    ['สิงหาคม', 'สค', 'august', 'aug'],
    ['กันยายน', 'กย', 'september', 'sep', 'sept'],
    ['ตุลาคม', 'ตค', 'october', 'oct'],
    ['พฤศจิกายน', 'พย', 'november', 'nov'],
    ['ธันวาคม', 'ธค', 'december', 'dec'],
  ].flatMap((names, i) => names.map((name) => [name, i + 1] as const)),
)

function westernDigit(thaiDigit: string): string {
  return String(thaiDigit.charCodeAt(0) - '๐'.charCodeAt(0))
}
