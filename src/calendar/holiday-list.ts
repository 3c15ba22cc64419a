import { countGraphemes } from '../web/forms.ts'
import type { Day } from '../requests/info-request.ts'
import { addDays, monthNames, parseDay } from './calendar.ts'

/** One day of a list, as somebody pasted it. */
export type ListedDay = {
  on: Day
  nameTh: string
  /** Empty where the line has none. */
  nameEn: string
  /** The line it stands in, from 1, empty lines counted. */
  line: number
}

/** Why a line cannot be read: a key of `words.holidays.lineFaults`. */
export type LineFault = {
  line: number
  text: string
  fault:
    | 'no-day'
    | 'impossible-day'
    | 'several-days'
    | 'wrong-weekday'
    | 'backwards'
    | 'too-long-a-range'
    | 'far-away'
    | 'no-name'
    | 'no-thai-name'
    | 'long-name'
    | 'same-day'
  /** The other line with the same day. */
  other?: number
}

export const mostLines = 100
/** How long a name may be, in graphemes. The longest in use has about 130. */
export const longestName = 200
/** Two such names with a day are shorter (UTF-16 units); what finds days in a line takes ever longer with its length. */
const longestLine = 1000
/** No holiday lasts longer: what does is a year or a month mistyped. */
const longestRange = 15

/**
 * Reads a list of holidays as notices of the cabinet have them, one a line, with or without bullets and numbers:
 *
 *     13 เมษายน 2569 วันสงกรานต์
 *     วันจันทร์ที่ 13 เมษายน พ.ศ. ๒๕๖๙  วันสงกรานต์
 *     2026-04-13 วันสงกรานต์ / Songkran Festival
 *     13/04/2569 วันสงกรานต์
 *     13–15 เมษายน 2569 วันสงกรานต์          (also: 13, 14 และ 15 …)
 *     31 ธันวาคม 2569 – 2 มกราคม 2570 วันหยุดปีใหม่
 *     วันสงกรานต์ วันจันทร์ที่ 13 เมษายน 2569
 *
 * A weekday that stands with a day has to be that of the day: otherwise one of the two is mistyped.
 *
 * @param years the first and the last year (common era) that a day may lie in
 */
export function readHolidayList(
  text: string,
  years: { first: number; last: number },
): { days: ListedDay[]; faults: LineFault[] } {
  const days: ListedDay[] = []
  const faults: LineFault[] = []
  for (const [index, typed] of text.split('\n').entries()) {
    const line = index + 1
    if (typed.length > longestLine) {
      faults.push({ line, text: typed.trim(), fault: 'long-name' })
      continue
    }
    if (plain(typed) === '') continue
    const read = readLine(plain(typed), years)
    if ('fault' in read) {
      faults.push({ line, text: typed.trim(), fault: read.fault })
      continue
    }
    const twin = days.find(({ on }) => read.on.includes(on))
    if (twin) faults.push({ line, text: typed.trim(), fault: 'same-day', other: twin.line })
    else for (const on of read.on) days.push({ on, ...read.name, line })
  }
  return { days, faults }
}

type Name = Pick<ListedDay, 'nameTh' | 'nameEn'>
type Read = { on: Day[]; name: Name } | { fault: LineFault['fault'] }

function readLine(text: string, years: { first: number; last: number }): Read {
  const found = findDays(text)
  if ('fault' in found) return found
  const farAway = found.on.some((day) => {
    const { year } = Temporal.PlainDate.from(day)
    return year < years.first || year > years.last
  })
  if (farAway) return { fault: 'far-away' }
  const name = readName(found.rest)
  return 'fault' in name ? name : { on: found.on, name }
}

type Found = { on: Day[]; rest: string } | { fault: LineFault['fault'] }

/** The days that a line names, and what it says besides. */
function findDays(text: string): Found {
  const matches = [...text.matchAll(anyDate)]
  const [first, second, third] = matches
  if (!first) return { fault: 'no-day' }
  if (!second) return daysOf(text, first, first)
  const between = text.slice(first.index + first[0].length, second.index)
  if (third || !untilWord.test(between)) return { fault: 'several-days' }
  return daysOf(text, first, second)
}

/** From one date to another, which are the same where the line has only one. */
function daysOf(text: string, first: RegExpExecArray, last: RegExpExecArray): Found {
  const from = datesIn(first)
  const to = first === last ? from : datesIn(last)
  if ('fault' in from) return from
  if ('fault' in to) return to
  const on = first === last ? from.on : daysBetween(from.on, to.on)
  if (!Array.isArray(on)) return on
  const rest = [text.slice(0, first.index), text.slice(last.index + last[0].length)]
  return { on, rest: rest.join('\t') }
}

type Days = { on: Day[] } | { fault: LineFault['fault'] }

/** `13 เมษายน 2569`, `13–15 เมษายน 2569`, `13, 14 และ 15 เมษายน 2569`, with or without a weekday. */
function datesIn(match: RegExpExecArray): Days {
  const { weekday, first, more = '', month, year, numeric } = match.groups ?? {}
  const typed = numeric ?? `${first} ${month} ${year}`
  const start = parseDay(typed)
  if (start === undefined) return { fault: 'impossible-day' }
  if (weekday !== undefined && !isOn(weekday, start)) return { fault: 'wrong-weekday' }

  const on = [start]
  for (const [, joint = '', number] of more.matchAll(moreDays)) {
    const next = parseDay(`${number} ${month} ${year}`)
    if (next === undefined) return { fault: 'impossible-day' }
    const days = untilWord.test(joint) ? daysBetween(on.slice(-1), [next]) : [next]
    if (!Array.isArray(days)) return days
    on.push(...days.filter((day) => !on.includes(day)))
  }
  return { on }
}

/** The days from the last of one list to the first of the other, both included. */
function daysBetween(
  [from = '']: readonly Day[],
  [to = '']: readonly Day[],
): Day[] | { fault: LineFault['fault'] } {
  if (to < from) return { fault: 'backwards' }
  const days = [from]
  for (let day = from; day < to && days.length <= longestRange;) {
    day = addDays(day, 1)
    days.push(day)
  }
  return days.length > longestRange ? { fault: 'too-long-a-range' } : days
}

/** The Thai name and the English one, on either side of a stroke, a bar or a tab, or English in brackets. */
function readName(rest: string): Name | { fault: LineFault['fault'] } {
  const parts = rest
    .replace(/\(([^()\u0e00-\u0e7f]*[A-Za-z][^()\u0e00-\u0e7f]*)\)\s*$/u, '\t$1')
    .split(/\s*[\t|]\s*|\s+\/\s*|\s*\/\s+/)
    .map(trimmed)
    .filter((part) => part !== '')
  const isThai = (part: string) => /[\u0e00-\u0e7f]/.test(part)
  const nameTh = parts.filter(isThai).join(' ')
  const nameEn = parts.filter((part) => !isThai(part)).join(' ')
  if (nameTh === '') return { fault: nameEn === '' ? 'no-name' : 'no-thai-name' }
  if (countGraphemes(nameTh) > longestName || countGraphemes(nameEn) > longestName)
    return { fault: 'long-name' }
  return { nameTh, nameEn }
}

/** A line with Western digits and plain blanks, without the bullet or the number before it. A tab stays: it parts names. */
function plain(line: string): string {
  return line
    .normalize('NFC')
    .replaceAll(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)))
    .replaceAll(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '')
    .replaceAll(/[^\S\t\n]+/gu, ' ')
    .replace(/^\s*(?:[-–—•●○▪■◦·*]\s*)?/u, '')
    .replace(/^(?:ข้อ\s*)?(?:\(\d{1,3}\)|\d{1,3}(?:\.\d{1,2})*[.)])\s+/u, '')
    .trim()
}

function trimmed(part: string): string {
  return part.replaceAll(/^[\s:;,.–—-]+|[\s:;,–—-]+$/gu, '')
}

/** Monday first; the beginning of each name, in both languages, is enough to know it. */
const weekdays = [
  ['จันทร์', 'mon'],
  ['อังคาร', 'tue'],
  ['พุธ', 'wed'],
  ['พฤหัส', 'thu'],
  ['ศุกร์', 'fri'],
  ['เสาร์', 'sat'],
  ['อาทิตย์', 'sun'],
]

function isOn(weekday: string, day: Day): boolean {
  const names = weekdays[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? []
  return names.some((name) => weekday.toLowerCase().startsWith(name))
}

const weekday = String.raw`(?:วัน\s*)?(?<weekday>จันทร์|อังคาร|พุธ|พฤหัส(?:บดี|ฯ)?|ศุกร์|เสาร์|อาทิตย์|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)`
const month = [...monthNames.keys()]
  .map((name) => name.replaceAll(/./gu, String.raw`$&\.?`))
  .join('|')
const until = String.raw`-|–|—|~|ถึงวันที่|ถึง`
const joint = String.raw`\s*(?:${until}|,?\s*และ(?:วันที่)?|,)\s*`
const anyDate = new RegExp(
  String.raw`(?:ตรงกับ\s*)?(?:${weekday}\s*)?(?:วันที่|ที่)?\s*(?<!\d)` +
    String.raw`(?:(?<numeric>\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})` +
    String.raw`|(?<first>\d{1,2})(?<more>(?:${joint}\d{1,2})*)\s*` +
    String.raw`(?<month>${month})\s*,?\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(?<year>\d{4}))(?!\d)`,
  'giu',
)
const moreDays = new RegExp(String.raw`(${joint})(\d{1,2})`, 'gu')
/** What stands between two days that mean all from the one to the other. */
const untilWord = new RegExp(String.raw`^\s*(?:${until})\s*$`, 'u')
