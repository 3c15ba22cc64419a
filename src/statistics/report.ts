import { longDay } from '#views/parts/dates.ts'
import { labelled, type LabelledTable, type Names } from '#views/statistics/labels.ts'
import { reportTitle } from '#views/statistics/period-name.ts'
import { difference } from '#views/statistics/report.ts'
import { wordsIn } from '#views/words/words.ts'
import { dayOf } from '../calendar/calendar.ts'
import { firstDayOfPeriod, lastDayOfPeriod, type Period } from '../calendar/period.ts'
import { ruleOn } from '../department/rules.ts'
import { grounds } from '../requests/grounds.ts'
import type { Day, Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import type { Figures } from './figures.ts'
import { findSignedMonth, takePublishedFigures, type SignedMonth } from './signing/store.ts'
import { listDivisions } from './queries.ts'

/** A report of figures with everything its paper and its workbook say. */
export type FiguresReport = {
  language: Language
  /** Whose report it is. */
  department: string
  /** What it is called: `รายงานประจำเดือนตุลาคม 2569`. */
  title: string
  /** The first and the last day it covers. */
  from: Day
  to: Day
  /** The instant the figures were taken (UTC milliseconds): when its files say that they were written. */
  takenAt: number
  /** Said in its place: the day, at whose end everything stands as the figures say. */
  asOf?: Day | undefined
  /** Said before the figures: that they can still change. */
  caution?: string | undefined
  tables: readonly ReportTable[]
  /** Said below a table, by its id. */
  remarks?: Readonly<Record<string, readonly string[]>>
  /** Said below them all. */
  notes?: readonly string[]
  /** Whether there is a place to sign at the end. */
  isToSign: boolean
  /** Nothing as long as nobody has signed it. */
  signed?: SignedReport | undefined
}

/** A table and what its sheet in a workbook is called: at most 31 characters. */
export type ReportTable = Omit<LabelledTable, 'id'> & { id: string; sheet: string }

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

/** The figures of a period with their names, and the report made of them. */
export type TakenReport = {
  figures: Figures
  names: Names
  /** Its tables, with their words. */
  tablesIn: (language: Language) => LabelledTable[]
  /** The same with everything that stands beside them in a file. */
  reportIn: (language: Language) => FiguresReport
}

/**
 * The figures of a period as the department stands by them: of a signed month what was signed, word for word; otherwise
 * what is counted at `takenAt` (UTC milliseconds).
 */
export async function takeReport(
  { db, rules }: Pick<Services, 'db' | 'rules'>,
  period: Period,
  takenAt: number,
): Promise<TakenReport> {
  const names = { divisions: await listDivisions(db.read), grounds }
  const signed = period.kind === 'month' ? await findSignedMonth(db.read, period.to) : undefined
  if (signed) return signedReport(signed, names)
  const taking = { period, takenAt, divisions: names.divisions }
  const figures = await takePublishedFigures(db.read, taking)
  const { nameTh, nameEn } = ruleOn(await rules(), 'letterhead', dayOf(takenAt))
  const tablesIn = (language: Language) =>
    labelled({ language, words: wordsIn[language] }, figures.tables, names)
  return {
    figures,
    names,
    tablesIn,
    reportIn: (language) =>
      reportOf(language, figures, {
        department: language === 'th' ? nameTh : nameEn,
        tables: tablesIn(language),
      }),
  }
}

/** What was signed of a month: nothing in it is worked out again. */
export function signedReport(signed: SignedMonth, names: Names): TakenReport {
  const { document, sha256, signedAt, revision, reason } = signed
  const { figures, tables, department, signedBy } = document
  const { name, post } = signedBy
  return {
    figures,
    names,
    tablesIn: (language) => tables[language],
    reportIn: (language) => ({
      ...reportOf(language, figures, {
        department: department[language],
        tables: tables[language],
      }),
      signed: { name, post, signedAt, revision, reason, sha256 },
    }),
  }
}

function reportOf(
  language: Language,
  { period, takenAt, takenOn, standing, mismatches }: Figures,
  { department, tables }: { department: string; tables: readonly LabelledTable[] },
): FiguresReport {
  const words = wordsIn[language]
  const reader = { language, words }
  const { balance } = words.reports
  const takenDay = longDay(language, takenOn)
  const cautions = {
    over: undefined,
    running: words.reportPaper.running(takenDay),
    'to-come': words.reportPaper.toCome(takenDay),
  }
  const found = mismatches.map((mismatch) => difference(reader, mismatch))
  return {
    language,
    department,
    title: reportTitle(reader, period),
    from: firstDayOfPeriod(period),
    to: lastDayOfPeriod(period),
    takenAt,
    caution: cautions[standing],
    tables: tables.map((table) => ({ ...table, sheet: words.reports.tables[table.id].sheet })),
    remarks: {
      flow: [
        balance.rule,
        ...(found.length === 0 ? [balance.agrees] : [balance.differs, ...found]),
      ],
    },
    isToSign: true,
  }
}
