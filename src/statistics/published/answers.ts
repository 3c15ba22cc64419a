import { monthName, shortDay } from '#views/parts/dates.ts'
import { link } from '#views/reader.ts'
import { labelled, type LabelledTable } from '#views/statistics/labels.ts'
import { publicStatisticsPage, withStandings } from '#views/statistics/public.ts'
import { wordsIn } from '#views/words/words.ts'
import { startOfDay } from '../../calendar/calendar.ts'
import { firstDayOfPeriod, lastDayOfPeriod, yearPeriod } from '../../calendar/period.ts'
import { grounds } from '../../requests/grounds.ts'
import type { Language } from '../../requests/info-request.ts'
import { licence } from './catalog.ts'
import { figuresXlsx } from '../exports.ts'
import { finishedAnswer, type FinishedAnswer } from './kept-answers.ts'
import { openDataCsv, openDataJson } from './open-data.ts'
import { mainFigures, type PublishedYear } from './year.ts'
import { drawChart, shownCharts, type ChartFile } from '../charts/shown-charts.ts'
import { policyOfCharts } from '../charts/svg.ts'

/* A published year in each of its forms, as it leaves. */

/** The page of the year at `path`; `years` are those one can go to. */
export function pageAnswer(
  language: Language,
  year: PublishedYear,
  { path, years }: { path: string; years: readonly number[] },
): FinishedAnswer {
  const reader = { language, words: wordsIn[language], path, csrfToken: '' }
  const tables = tablesOf(language, year)
  const page = publicStatisticsPage(reader, {
    year,
    main: mainFigures(year),
    tables,
    charts: shownCharts(tables, link(reader, `${addressOf(year)}/charts`)),
    years,
  })
  return finishedAnswer(String(page), { mediaType: 'text/html; charset=utf-8' })
}

export async function chartAnswer(
  file: ChartFile,
  language: Language,
  year: PublishedYear,
): Promise<FinishedAnswer> {
  const period = wordsIn[language].reports.shortTitle.year(String(year.fiscalYear))
  const drawn = await drawChart(file, language, tablesOf(language, year), period)
  if (drawn === undefined) throw new Error(`A year without the table of ${file.name}`)
  return finishedAnswer(drawn, {
    mediaType: 'image/svg+xml; charset=utf-8',
    policy: await policyOfCharts(language),
  })
}

export function csvAnswer(language: Language, year: PublishedYear): FinishedAnswer {
  return finishedAnswer(openDataCsv(year, tablesOf(language, year)), {
    mediaType: 'text/csv; charset=utf-8',
    fileName: fileNameOf(year, 'csv'),
  })
}

export function jsonAnswer(year: PublishedYear, baseUrl: string): FinishedAnswer {
  const title = (language: Language) => wordsIn[language].statistics.title(String(year.fiscalYear))
  const json = openDataJson(
    year,
    { th: tablesOf('th', year), en: tablesOf('en', year) },
    {
      title: { th: title('th'), en: title('en') },
      licence: licence.address,
      address: `${baseUrl}${addressOf(year)}`,
    },
  )
  return finishedAnswer(json, {
    mediaType: 'application/json; charset=utf-8',
    fileName: fileNameOf(year, 'json'),
  })
}

export async function xlsxAnswer(language: Language, year: PublishedYear): Promise<FinishedAnswer> {
  const words = wordsIn[language]
  const { openData, small, title, months } = words.statistics
  const period = yearPeriod(year.fiscalYear)
  const signatures = year.months.flatMap((month) =>
    month.standing === 'signed'
      ? [
          [
            monthName(language, month.month),
            months.signed(shortDay(language, month.signedOn), String(month.revision)),
            month.reason,
            `SHA-256 ${month.sha256}`,
          ]
            .filter(Boolean)
            .join(' · '),
        ]
      : [],
  )
  const xlsx = await figuresXlsx({
    language,
    department: words.layout.department,
    title: title(String(year.fiscalYear)),
    from: firstDayOfPeriod(period),
    to: lastDayOfPeriod(period),
    takenAt: startOfDay(year.takenOn),
    asOf: year.takenOn,
    tables: tablesOf(language, year).map((table) => ({
      ...table,
      sheet: words.reports.tables[table.id].sheet,
      rows: table.rows.map((row) => ({
        ...row,
        explanation: row.isHidden
          ? [small.notShown, row.explanation].filter(Boolean).join(' · ')
          : row.explanation,
      })),
    })),
    notes: [small.note, ...signatures, openData.licence, openData.licenceName],
    isToSign: false,
  })
  return finishedAnswer(xlsx, {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: fileNameOf(year, 'xlsx'),
  })
}

function tablesOf(language: Language, year: PublishedYear): LabelledTable[] {
  const reader = { language, words: wordsIn[language] }
  return withStandings(reader, labelled(reader, year.tables, { divisions: [], grounds }), year)
}

function addressOf({ fiscalYear }: PublishedYear): string {
  return `/statistics/${fiscalYear}`
}

function fileNameOf({ fiscalYear }: PublishedYear, ending: string): string {
  return `khamkho-statistics-${fiscalYear}.${ending}`
}
