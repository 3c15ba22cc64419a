import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { readFiscalYear } from '../calendar/period.ts'
import type { Day } from '../requests/info-request.ts'

/** The first fiscal year (B.E.) of which the service knows any item. */
const firstYear = 2567

/** The fiscal years (B.E.) whose items can be kept: from the first to the one after that of today. */
export function itaYears(today: Day): number[] {
  const last = fiscalYearOf(today) + 1
  return Array.from({ length: last - firstYear + 1 }, (_, years) => firstYear + years)
}

/**
 * The fiscal year (B.E.) that an address means: also one of the common era, and in Thai digits. Undefined when it is
 * none of `years`.
 */
export function readItaYear(typed: string, years: readonly number[]): number | undefined {
  const read = readFiscalYear(typed)
  return years.find((year) => year === read?.fiscalYear)
}
