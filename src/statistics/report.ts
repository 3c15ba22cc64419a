import { longDay } from '#views/parts/dates.ts'
import { labelled, type LabelledTable, type Names } from '#views/statistics/labels.ts'
import { reportTitle } from '#views/statistics/period-name.ts'
import { difference } from '#views/statistics/report.ts'
import { wordsIn } from '#views/words/words.ts'
import { firstDayOfPeriod, lastDayOfPeriod } from '../calendar/period.ts'
import type { RuleValue } from '../department/rules.ts'
import type { Day, Language } from '../requests/info-request.ts'
import type { Figures } from './figures.ts'

/** A report of figures with everything its paper and its workbook say. */
export type FiguresReport = {
  language: Language
  /** What it is called: `รายงานประจำเดือนตุลาคม 2569`. */
  title: string
  /** The first and the last day it covers. */
  from: Day
  to: Day
  /** The instant the figures were taken (UTC milliseconds). */
  takenAt: number
  letterhead: Pick<RuleValue<'letterhead'>, 'nameTh' | 'nameEn'>
  /** Said before the figures: that they can still change. */
  caution?: string | undefined
  tables: readonly LabelledTable[]
  /** Said below a table, by its id. */
  remarks?: Readonly<Record<string, readonly string[]>>
  /** Said below them all. */
  notes?: readonly string[]
  /** Nothing as long as nobody has signed it. */
  signed?: SignedReport | undefined
}

/** Who signed the figures, and what exactly. */
export type SignedReport = {
  name: string
  post: string
  /** UTC milliseconds. */
  signedAt: number
  /** 1 for the first. */
  revision: number
  /** Why it was signed anew; empty for the first. */
  reason: string
  /** SHA-256 of the signed document, hexadecimal. */
  sha256: string
}

/** Whose report it is, in its language. */
export function departmentOf({
  language,
  letterhead,
}: Pick<FiguresReport, 'language' | 'letterhead'>): string {
  return language === 'th' ? letterhead.nameTh : letterhead.nameEn
}

/** The report of a period: what the page shows, for the files. */
export function periodReport(
  language: Language,
  figures: Figures,
  names: Names,
  letterhead: FiguresReport['letterhead'],
): FiguresReport {
  const { period, takenAt, takenOn, standing, mismatches } = figures
  const words = wordsIn[language]
  const reader = { language, words }
  const { balance } = words.reports
  const takenDay = longDay(language, takenOn)
  const cautions = {
    over: undefined,
    running: words.reportPaper.running(takenDay),
    'to-come': words.reportPaper.toCome(takenDay),
  }
  return {
    language,
    title: reportTitle(reader, period),
    from: firstDayOfPeriod(period),
    to: lastDayOfPeriod(period),
    takenAt,
    letterhead,
    caution: cautions[standing],
    tables: labelled(reader, figures.tables, names),
    remarks: {
      flow: [
        balance.rule,
        ...(mismatches.length === 0
          ? [balance.agrees]
          : [balance.differs, ...mismatches.map((mismatch) => difference(reader, mismatch))]),
      ],
    },
  }
}
