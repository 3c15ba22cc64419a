import { longDay, monthName, shortDay } from '#views/parts/dates.ts'
import { link } from '#views/reader.ts'
import { chartTexts, type ShownChart } from '#views/statistics/chart.ts'
import { labelled, type LabelledTable } from '#views/statistics/labels.ts'
import { publicStatisticsPage, withStandings } from '#views/statistics/public.ts'
import { wordsIn } from '#views/words/words.ts'
import { grounds } from '../requests/grounds.ts'
import type { Language } from '../requests/info-request.ts'
import { licence } from './catalog.ts'
import { chartNames, chartOf, isWorthDrawing, tableOfChart, type ChartName } from './charts.ts'
import { figuresXlsx } from './exports.ts'
import { finishedAnswer, type FinishedAnswer } from './kept-answers.ts'
import { openDataCsv, openDataJson } from './open-data.ts'
import { mainFigures, type PublishedYear } from './published-year.ts'
import { policyOfCharts, svgOf } from './svg.ts'

/* A published year in each of its forms, as it leaves. */

function addressOf({ fiscalYear }: PublishedYear): string {
  return `/statistics/${fiscalYear}`
}

function fileOf(name: ChartName, isNarrow: boolean): string {
  return `${name}${isNarrow ? '-narrow' : ''}.svg`
}

function tablesOf(language: Language, year: PublishedYear): LabelledTable[] {
  const reader = { language, words: wordsIn[language] }
  return withStandings(
    reader,
    labelled(reader, year.tables, { divisions: [], grounds }),
    year,
  )
}

/** The page as it is at `path`, for whoever reads that language. */
function pageOf(
  language: Language,
  path: string,
  year: PublishedYear,
  version: FiguresVersion,
): FinishedAnswer {
  const reader = { language, words: wordsIn[language], path, csrfToken: '' }
  const tables = tablesOf(language, year)
  const image = (name: ChartName, table: LabelledTable, isNarrow: boolean) => {
    const { width, height } = chartOf(name, table, isNarrow)
    const address = link(reader, `${addressOf(year)}/charts/${fileOf(name, isNarrow)}`)
    return { width, height, address }
  }
  const charts = chartNames.flatMap((name) => {
    const table = tables.find(({ id }) => id === tableOfChart[name])
    if (!table || !isWorthDrawing(name, table)) return []
    const shown: ShownChart = {
      name,
      wide: image(name, table, false),
      narrow: image(name, table, true),
    }
    return [{ ...shown, table: table.id }]
  })
  const page = publicStatisticsPage(reader, {
    year,
    main: mainFigures(year),
    tables,
    charts,
    years: yearsIn(version),
  })
  return finishedAnswer(String(page), { mediaType: 'text/html; charset=utf-8' })
}

async function chartAnswer(
  name: ChartName,
  isNarrow: boolean,
  language: Language,
  year: PublishedYear,
): Promise<FinishedAnswer> {
  const words = wordsIn[language]
  const table = tablesOf(language, year).find(({ id }) => id === tableOfChart[name])
  if (!table) throw new Error(`A year without its table ${tableOfChart[name]}`)
  const period = words.reports.shortTitle.year(String(year.fiscalYear))
  const texts = chartTexts({ words }, name, table, period)
  return finishedAnswer(await svgOf(chartOf(name, table, isNarrow), texts, language), {
    mediaType: 'image/svg+xml; charset=utf-8',
    policy: await policyOfCharts(language),
  })
}

function csvOf(language: Language, year: PublishedYear): FinishedAnswer {
  return finishedAnswer(openDataCsv(year, tablesOf(language, year)), {
    mediaType: 'text/csv; charset=utf-8',
    fileName: fileNameOf(year, 'csv'),
  })
}

async function xlsxOf(language: Language, year: PublishedYear): Promise<FinishedAnswer> {
  const words = wordsIn[language]
  const { openData, small, title, months } = words.statistics
  const xlsx = await figuresXlsx(tablesOf(language, year), words.reports, {
    title: title(String(year.fiscalYear)),
    takenAt: longDay(language, year.takenOn),
    notShown: small.notShown,
    notes: [
      [openData.licence],
      [openData.licenceName],
      [small.note],
      ...year.months.flatMap((month) =>
        month.standing === 'signed'
          ? [
              [
                monthName(language, month.month),
                months.signed(shortDay(language, month.signedOn), String(month.revision)),
                `SHA-256 ${month.sha256}`,
              ],
            ]
          : [],
      ),
    ],
  })
  return finishedAnswer(xlsx, {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: fileNameOf(year, 'xlsx'),
  })
}

function jsonOf(year: PublishedYear, baseUrl: string): FinishedAnswer {
  const title = (language: Language) =>
    wordsIn[language].statistics.title(String(year.fiscalYear))
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

function fileNameOf({ fiscalYear }: PublishedYear, ending: string): string {
  return `khamkho-statistics-${fiscalYear}.${ending}`
}
