import type { FastifyInstance } from 'fastify'
import { longDay, monthName, shortDay } from '#views/parts/dates.ts'
import { chartTexts, type ShownChart } from '#views/statistics/chart.ts'
import { labelled, type LabelledTable } from '#views/statistics/labels.ts'
import { publicStatisticsPage, withStandings } from '#views/statistics/public.ts'
import { link } from '#views/reader.ts'
import { wordsIn } from '#views/words/words.ts'
import { fiscalYearOf, firstDayOf } from '../calendar/fiscal-year.ts'
import { readPeriod, yearPeriod } from '../calendar/period.ts'
import { Refusal } from '../refusal.ts'
import { grounds } from '../requests/grounds.ts'
import type { Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { inLanguage } from '../web/language.ts'
import { catalogJson, licence } from './catalog.ts'
import { chartNames, chartOf, isWorthDrawing, tableOfChart, type ChartName } from './charts.ts'
import { figuresXlsx } from './exports.ts'
import { finishedAnswer, KeptAnswers, sendAnswer, type FinishedAnswer } from './kept-answers.ts'
import { openDataCsv, openDataJson } from './open-data.ts'
import {
  lastChangeOf,
  mainFigures,
  publishedYear,
  type PublishedYear,
  type Signature,
} from './published-year.ts'
import { takeFigures } from './queries.ts'
import { policyOfCharts, svgOf } from './svg.ts'
import type { FiguresVersion } from './version.ts'

/*
 * The statistics that everybody may read, as pages, charts and open data. They are made once and kept until something
 * was written that figures are made of, so that a rush of readers costs no more than one of them. Nothing here depends
 * on who asks: no cookie is read or set.
 */

export async function publicStatisticsRoutes(
  app: FastifyInstance,
  services: Services,
): Promise<void> {
  const { config, figuresVersion } = services
  const yearOf = keptYears(services)
  let catalogue: { of: string; answers: KeptAnswers } | undefined

  app.get('/statistics', async (request, reply) => {
    const version = await figuresVersion()
    const fiscalYear = fiscalYearOf(version.today)
    const { year, answers } = await yearOf(fiscalYear, version)
    const { language } = request
    const answer = await answers.get(`/statistics ${language}`, async () =>
      pageOf(language, '/statistics', year, version),
    )
    return sendAnswer(request, reply, answer)
  })

  app.get('/statistics/catalog.json', async (request, reply) => {
    const version = await figuresVersion()
    if (catalogue?.of !== version.id) catalogue = { of: version.id, answers: new KeptAnswers() }
    const answer = await catalogue.answers.get('catalog', async () => {
      const years = await Promise.all(
        yearsIn(version).map(async (fiscalYear) => (await yearOf(fiscalYear, version)).year),
      )
      const entries = years.map((year) => ({
        fiscalYear: year.fiscalYear,
        lastChangedOn: lastChangeOf(year),
      }))
      return finishedAnswer(catalogJson(entries, config.baseUrl, wordsIn), {
        mediaType: 'application/ld+json; charset=utf-8',
      })
    })
    return sendAnswer(request, reply, answer)
  })

  const kinds: [ending: string, make: Make][] = [
    ['', async (language, year, version) => pageOf(language, addressOf(year), year, version)],
    ['.csv', async (language, year) => csvOf(language, year)],
    ['.xlsx', xlsxOf],
    ['.json', async (_language, year) => jsonOf(year, config.baseUrl)],
    ...chartNames.flatMap((name) =>
      [false, true].map((isNarrow): [string, Make] => [
        `/charts/${fileOf(name, isNarrow)}`,
        (language, year) => chartAnswer(name, isNarrow, language, year),
      ]),
    ),
  ]
  for (const [ending, make] of kinds)
    app.get<{ Params: { fiscalYear: string } }>(
      `/statistics/:fiscalYear${ending}`,
      async (request, reply) => {
        const version = await figuresVersion()
        const { fiscalYear, isOurForm } = readFiscalYear(request.params.fiscalYear, version)
        if (!isOurForm)
          return reply.redirect(inLanguage(request, `/statistics/${fiscalYear}${ending}`), 303)
        const { year, answers } = await yearOf(fiscalYear, version)
        const { language } = request
        const answer = await answers.get(`${ending} ${language}`, () =>
          make(language, year, version),
        )
        return sendAnswer(request, reply, answer)
      },
    )
}

type Make = (
  language: Language,
  year: PublishedYear,
  version: FiguresVersion,
) => Promise<FinishedAnswer>

type KeptYear = { year: PublishedYear; answers: KeptAnswers }

/** The figures of each year with the answers made of them, kept as long as they are the same. */
function keptYears({ db, clock }: Services) {
  const known = new Map<number, { of: string; reading: Promise<KeptYear> }>()

  return (fiscalYear: number, version: FiguresVersion): Promise<KeptYear> => {
    const last = known.get(fiscalYear)
    if (last?.of === version.id) return last.reading
    const entry = { of: version.id, reading: read(fiscalYear, last?.reading) }
    known.set(fiscalYear, entry)
    entry.reading.catch(() => {
      if (known.get(fiscalYear) === entry) known.delete(fiscalYear)
    })
    return entry.reading
  }

  async function read(fiscalYear: number, last?: Promise<KeptYear>): Promise<KeptYear> {
    const figures = await takeFigures(db.read, {
      period: yearPeriod(fiscalYear),
      takenAt: clock(),
      divisions: [],
    })
    const year = publishedYear(figures, noSignatures)
    const before = await last?.catch(() => undefined)
    // Most of what is written changes no figure of the year, and then nothing is made anew.
    return before && JSON.stringify(before.year) === JSON.stringify(year)
      ? before
      : { year, answers: new KeptAnswers() }
  }
}

const noSignatures: readonly Signature[] = []

/** The fiscal year in an address, in whichever era it was written. Throws a `Refusal` that says what is wrong with it. */
function readFiscalYear(text: string, version: FiguresVersion) {
  const read = readPeriod(text)
  if (!read.ok || read.period.kind !== 'year')
    throw new Refusal('not-found', 'no-such-fiscal-year')
  const fiscalYear = Number(read.period.id)
  const years = yearsIn(version)
  if (fiscalYear > (years[0] ?? 0)) throw new Refusal('not-found', 'fiscal-year-to-come')
  if (fiscalYear < (years.at(-1) ?? 0)) throw new Refusal('not-found', 'fiscal-year-too-early')
  return { fiscalYear, isOurForm: read.isOurForm }
}

/** The fiscal years that have statistics, the newest first: from that of the first figure to that of today. */
function yearsIn({ today, firstMonth }: FiguresVersion): number[] {
  const newest = fiscalYearOf(today)
  const oldest = firstMonth === undefined ? newest : fiscalYearOf(firstDayOf(firstMonth))
  return Array.from({ length: Math.max(1, newest - oldest + 1) }, (_, before) => newest - before)
}
