import type { Day, Month } from '../requests/info-request.ts'
import { addWorkingDays, monthOf, type Calendar } from './calendar.ts'

/** The Thai government's year: 1 October to 30 September, named by the Buddhist year in which it ends. */
export function fiscalYearOf(day: Day): number {
  const { year, month } = Temporal.PlainDate.from(day)
  return year + 543 + (month >= 10 ? 1 : 0)
}

/** The twelve months of a fiscal year (B.E.), October first. */
export function monthsOfFiscalYear(fiscalYear: number): Month[] {
  const october = Temporal.PlainYearMonth.from({ year: fiscalYear - 544, month: 10 })
  return Array.from({ length: 12 }, (_, months) => october.add({ months }).toString())
}

export function firstDayOf(month: Month): Day {
  return Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }).toString()
}

export function lastDayOf(month: Month): Day {
  const yearMonth = Temporal.PlainYearMonth.from(month)
  return yearMonth.toPlainDate({ day: yearMonth.daysInMonth }).toString()
}

export function previousMonth(month: Month): Month {
  return Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString()
}

export function nextMonth(month: Month): Month {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()
}

/** The secretary has so many working days of a month to close the one before it. */
const closedOnWorkingDay = 3

/**
 * The newest month that counts as closed on a day: from the third working day of a month on it is the month before.
 * A convention of this department's own until months are closed by signature, which will then say so instead.
 */
export function lastClosedMonth(today: Day, calendar: Calendar): Month {
  const before = previousMonth(monthOf(today))
  const isClosed = today >= addWorkingDays(lastDayOf(before), closedOnWorkingDay, calendar)
  return isClosed ? before : previousMonth(before)
}
