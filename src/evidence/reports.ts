import { longDay, shortMonth } from '#views/parts/dates.ts'
import { monthsOf, quarterName } from '#views/feedback/results.ts'
import { wordsIn } from '#views/words/words.ts'
import { startOfDay } from '../calendar/calendar.ts'
import type { ItaSlug } from '../database/schema.ts'
import { fewestShown, questions, steps } from '../feedback/rules.ts'
import { draftLifeMs } from '../web/visitor.ts'
import type { Language } from '../requests/info-request.ts'
import type { FiguresReport, ReportTable } from '../statistics/report.ts'
import type { Use } from '../statistics/use/use.ts'
import { familiesOf, yearReport, type Evidence } from './facts.ts'

/** How the pages that show an item were used, month by month. */
export function useReport(
  evidence: Evidence,
  slug: Exclude<ItaSlug, 'questions'>,
  language: Language,
): FiguresReport {
  const { use: words, evidence: own, ita } = wordsIn[language]
  const { robots, ahead, kept, nobody } = words.rule
  const title = own.useTitle(ita.items[slug], String(evidence.fiscalYear))
  return {
    ...blank(evidence, language, title),
    tables: [
      viewsTable(evidence, slug, language),
      ...(slug === 'e-service' ? [formsTable(evidence, language)] : []),
    ],
    notes: [robots, ahead, kept, nobody],
  }
}

function viewsTable(evidence: Evidence, slug: ItaSlug, language: Language): ReportTable {
  const { use: words, evidence: own } = wordsIn[language]
  const families = familiesOf[slug].map((family) => ({ id: family, label: words.families[family] }))
  return {
    id: 'views',
    sheet: own.views.sheet,
    caption: words.kinds.viewed,
    columns: families,
    ...byMonth(evidence, language, ({ viewed }) => viewed),
    definitions: [{ id: 'views', term: words.kinds.viewed, text: words.definitions.viewed }],
  }
}

function formsTable(evidence: Evidence, language: Language): ReportTable {
  const { use: words, evidence: own } = wordsIn[language]
  const { begun, abandoned, submitted } = words.definitions
  const days = draftLifeMs / 86_400_000
  const texts = { begun, abandoned: abandoned(days), submitted }
  const kinds = ['begun', 'abandoned', 'submitted'] as const
  return {
    id: 'forms',
    sheet: own.forms.sheet,
    caption: own.forms.caption,
    columns: kinds.map((id) => ({ id, label: words.kinds[id] })),
    ...byMonth(evidence, language, (use) => ({
      begun: use.begun,
      abandoned: use.left,
      submitted: use.submitted,
    })),
    definitions: kinds.map((id) => ({ id, term: words.kinds[id], text: texts[id] })),
  }
}

function byMonth(
  { use }: Evidence,
  language: Language,
  valuesOf: (use: Use) => Record<string, number>,
): Pick<ReportTable, 'rowHeader' | 'rows' | 'total'> {
  const { reports } = wordsIn[language]
  return {
    rowHeader: reports.tables.months.rowHeader,
    rows: use.months.map((one) => ({
      id: one.month,
      label: shortMonth(language, one.month),
      values: valuesOf(one),
    })),
    total: { id: 'total', label: reports.total, values: valuesOf(use.total) },
  }
}

/** Of the year's figures, those of requests that came online. */
export function onlineReport(evidence: Evidence, language: Language): FiguresReport {
  const report = yearReport(evidence, language)
  const shown = ['months', 'service', 'use']
  return {
    ...report,
    title: wordsIn[language].evidence.onlineTitle(String(evidence.fiscalYear)),
    tables: report.tables.filter(({ id }) => shown.includes(id)),
    isToSign: false,
  }
}

/** What people said of the service, quarter by quarter, and what was changed because of it. */
export function surveyReport(evidence: Evidence, language: Language): FiguresReport {
  const { feedback: words, evidence: own } = wordsIn[language]
  const { results, improvements } = evidence
  const reader = { language, words: wordsIn[language] }
  const hidden = results.filter(({ isShown }) => !isShown)
  return {
    ...blank(evidence, language, own.surveyTitle(String(evidence.fiscalYear))),
    tables: [
      ...results.flatMap((quarter): ReportTable[] =>
        quarter.isShown
          ? [
              {
                id: quarter.quarter,
                sheet: quarter.quarter,
                caption: `${quarterName(reader, quarter)} (${monthsOf(reader, quarter)})`,
                rowHeader: words.results.question,
                columns: steps.map((step) => ({ id: String(step), label: words.steps[step] })),
                rows: questions.map((question) => ({
                  id: question,
                  label: words.questions[question],
                  values: { ...quarter.counts[question] },
                })),
                total: undefined,
                definitions: [
                  {
                    id: 'answers',
                    term: own.answers,
                    text: words.results.answers(String(quarter.answers)),
                  },
                ],
              },
            ]
          : [],
      ),
      ...(improvements.length === 0
        ? []
        : [
            {
              id: 'improvements',
              sheet: own.improvementsSheet,
              caption: words.public.improvements,
              rowHeader: own.change,
              columns: [],
              rows: improvements.map(({ on, textTh, textEn }, place) => ({
                id: String(place),
                label: language === 'th' ? textTh : textEn,
                explanation: longDay(language, on),
                values: {},
              })),
              total: undefined,
              definitions: [],
            },
          ]),
    ],
    notes: [
      words.public.resultsText(fewestShown),
      ...(results.length === 0 ? [words.results.none] : []),
      ...hidden.map(
        (quarter) => `${quarterName(reader, quarter)}: ${words.results.tooFew(fewestShown)}`,
      ),
      ...(improvements.length === 0 ? [own.noImprovements] : []),
    ],
  }
}

/** A report that nobody signs, of the year so far. */
function blank(
  evidence: Evidence,
  language: Language,
  title: string,
): Omit<FiguresReport, 'tables'> {
  const { from, to, asOf } = evidence
  const { department, caution } = yearReport(evidence, language)
  return {
    language,
    department,
    title,
    from,
    to,
    takenAt: startOfDay(asOf),
    asOf,
    caution,
    isToSign: false,
  }
}
