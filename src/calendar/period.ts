import type { Day, Month } from '../requests/info-request.ts'
import { firstDayOf, fiscalYearOf, lastDayOf, monthsOfFiscalYear } from './fiscal-year.ts'

/** What a report is about: a month, or a quarter, a half or the whole of a fiscal year. */
export type Period = {
  /** As addresses have it: `2026-11`, `2570-q1`, `2570-h1`, `2570`; the fiscal year in B.E. */
  id: string
  kind: 'month' | 'quarter' | 'half' | 'year'
  /** The first and the last month. */
  from: Month
  to: Month
  /** Of the last day, in B.E. */
  fiscalYear: number
  /** Which quarter or half of its year; 1 for a month and a year. */
  number: number
}

export function monthPeriod(month: Month): Period {
  const fiscalYear = fiscalYearOf(firstDayOf(month))
  return { id: month, kind: 'month', from: month, to: month, fiscalYear, number: 1 }
}

/** The whole of a fiscal year (B.E.). */
export function yearPeriod(fiscalYear: number): Period {
  return part(fiscalYear, 'year', 1)
}

const monthsIn = { quarter: 3, half: 6, year: 12 } as const

/** The first, second … quarter or half of a fiscal year (B.E.). */
export function part(fiscalYear: number, kind: keyof typeof monthsIn, number: number): Period {
  const length = monthsIn[kind]
  const months = monthsOfFiscalYear(fiscalYear).slice((number - 1) * length, number * length)
  const [from, to] = [months[0], months.at(-1)]
  if (from === undefined || to === undefined) throw new RangeError(`${kind} ${number} of a year`)
  const id = kind === 'year' ? String(fiscalYear) : `${fiscalYear}-${kind.charAt(0)}${number}`
  return { id, kind, from, to, fiscalYear, number }
}

/** The months of a period, the first first. */
export function monthsOf({ from, to }: Pick<Period, 'from' | 'to'>): Month[] {
  const months: Month[] = []
  let month = Temporal.PlainYearMonth.from(from)
  for (; month.toString() <= to; month = month.add({ months: 1 })) months.push(month.toString())
  return months
}

export function firstDayOfPeriod({ from }: Period): Day {
  return firstDayOf(from)
}

export function lastDayOfPeriod({ to }: Period): Day {
  return lastDayOf(to)
}

/** The one of the same length before it. */
export function periodBefore(period: Period): Period {
  return shifted(period, -monthsOf(period).length)
}

/** The one of the same length after it. */
export function periodAfter(period: Period): Period {
  return shifted(period, monthsOf(period).length)
}

/** The same, a year earlier. */
export function yearBefore(period: Period): Period {
  return shifted(period, -12)
}

function shifted({ kind, from, to }: Period, months: number): Period {
  const moved = (month: Month) => Temporal.PlainYearMonth.from(month).add({ months }).toString()
  const first = moved(from)
  if (kind === 'month') return monthPeriod(first)
  const fiscalYear = fiscalYearOf(firstDayOf(moved(to)))
  const place = monthsOfFiscalYear(fiscalYear).indexOf(first)
  return part(fiscalYear, kind, place / monthsIn[kind] + 1)
}

/** A period as somebody wrote it: in our form, in another that is plainly meant, or in none. */
export type ReadPeriod =
  | { ok: true; period: Period; isOurForm: boolean }
  | { ok: false; fault: 'no-such-month' | 'no-such-period' | 'out-of-range' }

/** The Official Information Act came into force in December 1997; what lies before that is a mistake. */
const firstMonth = '1997-12'
const lastMonth = '2100-12'
/** Years from here on are of the Buddhist era, as in typed days. */
const buddhistFrom = 2400

/**
 * Reads `2026-11`, `2570`, `2570-q1` or `2570-h2`. Months are of the Christian era and fiscal years of the Buddhist, as
 * their addresses are; a year of the other era is understood.
 */
export function readPeriod(text: string): ReadPeriod {
  const month = /^(\d{4})-(\d{1,2})$/.exec(text)
  if (month) return readMonth(Number(month[1]), Number(month[2]), text)
  const parts = /^(\d{4})(?:-([qh])([1-4]))?$/i.exec(text)
  if (!parts) return { ok: false, fault: 'no-such-period' }
  const typed = Number(parts[1])
  const fiscalYear = typed >= buddhistFrom ? typed : typed + 543
  const kind = kinds[parts[2]?.toLowerCase() ?? '']
  const number = Number(parts[3] ?? 1)
  if (!kind || number > 12 / monthsIn[kind]) return { ok: false, fault: 'no-such-period' }
  return inRange(part(fiscalYear, kind, number), text)
}

/** A fiscal year (B.E.) that was written in four digits, Thai ones too, of either era; undefined for anything else. */
export function readFiscalYear(
  text: string,
): { fiscalYear: number; isOurForm: boolean } | undefined {
  const digits = text.replaceAll(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - thaiZero))
  if (!/^\d{4}$/.test(digits)) return undefined
  const typed = Number(digits)
  const fiscalYear = typed >= buddhistFrom ? typed : typed + 543
  return { fiscalYear, isOurForm: String(fiscalYear) === text }
}

const thaiZero = '๐'.charCodeAt(0)

const kinds: Record<string, keyof typeof monthsIn> = { '': 'year', q: 'quarter', h: 'half' }

function readMonth(typedYear: number, month: number, text: string): ReadPeriod {
  if (month < 1 || month > 12) return { ok: false, fault: 'no-such-month' }
  const year = typedYear >= buddhistFrom ? typedYear - 543 : typedYear
  return inRange(monthPeriod(`${year}-${String(month).padStart(2, '0')}`), text)
}

function inRange(period: Period, text: string): ReadPeriod {
  return period.to < firstMonth || period.from > lastMonth
    ? { ok: false, fault: 'out-of-range' }
    : { ok: true, period, isOurForm: period.id === text }
}
