import type { LabelledTable } from '#views/statistics/labels.ts'
import { monthPeriod } from '#src/calendar/period.ts'
import { kept } from '#src/kept.ts'
import type { Language, Month } from '#src/requests/info-request.ts'
import type { Figures } from '#src/statistics/figures.ts'
import { takeReport, type FiguresReport } from '#src/statistics/report.ts'
import { freshDatabase } from '../support/database.ts'
import { aBusyDepartment } from './busy-department.ts'

/** Tuesday 24 November 2026, noon in Bangkok: when the figures are taken. */
export const noon = Date.parse('2026-11-24T12:00:00+07:00')

type SomeReport = { figures: Figures; report: FiguresReport; tables: LabelledTable[] }

const known = new Map<string, SomeReport>()

/** The figures of a busy month, one of whose divisions is named like a formula, with their words; counted once for all tests. */
export async function aReport(language: Language, month: Month = '2026-10'): Promise<SomeReport> {
  const before = known.get(language + month)
  if (before) return before
  const db = await freshDatabase()
  await aBusyDepartment(db, { seed: 1, count: 40, from: '2026-09-20', until: '2026-11-24' })
  const rules = kept(async () => [], { forMs: 0, clock: () => noon })
  const { figures, ...taken } = await takeReport({ db, rules }, monthPeriod(month), noon)
  const made = { figures, report: taken.reportIn(language), tables: taken.tablesIn(language) }
  known.set(language + month, made)
  return made
}
