import type { Period } from '#src/calendar/period.ts'
import { monthName, shortMonth } from '../parts/dates.ts'
import type { Reader } from '../reader.ts'

type Language = Pick<Reader, 'language' | 'words'>

/** `รายงานประจำเดือนพฤศจิกายน 2569`, `Report of quarter 1, fiscal year B.E. 2570 (Oct 2026 – Dec 2026)`. */
export function reportTitle({ language, words }: Language, period: Period): string {
  const { title } = words.reports
  if (period.kind === 'month') return title.month(monthName(language, period.from))
  const months = [period.from, period.to].map((month) => shortMonth(language, month)).join(' – ')
  return title[period.kind](String(period.fiscalYear), period.number, months)
}

/** `พ.ย. 2569`, `ไตรมาสที่ 1/2570`: for links and the heads of columns. */
export function periodName({ language, words }: Language, period: Period): string {
  const { shortTitle } = words.reports
  if (period.kind === 'month') return shortTitle.month(shortMonth(language, period.from))
  return shortTitle[period.kind](String(period.fiscalYear), period.number)
}
