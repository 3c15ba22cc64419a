import type { Day, Month } from '../requests/info-request.ts'
import { addWorkingDays, type Calendar } from './calendar.ts'

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

/** The secretary has so many working days of a month to sign the one before it: a convention of the department's own. */
export const signedByWorkingDay = 3

/** The day by which the secretary is to have signed a month. */
export function signedBy(month: Month, calendar: Calendar): Day {
  return addWorkingDays(lastDayOf(month), signedByWorkingDay, calendar)
}
