import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { wordsIn } from '#views/words/words.ts'
import { fiscalYearOf, firstDayOf } from '../../calendar/fiscal-year.ts'
import { readFiscalYear, yearPeriod } from '../../calendar/period.ts'
import type { Config } from '../../config.ts'
import { Refusal } from '../../refusal.ts'
import type { Language } from '../../requests/info-request.ts'
import type { Services } from '../../services.ts'
import { inLanguage } from '../../web/language.ts'
import { catalogJson } from './catalog.ts'
import { finishedAnswer, KeptAnswers, sendAnswer, type FinishedAnswer } from './kept-answers.ts'
import { listNewestSignatures, takePublishedFigures } from '../signing/store.ts'
import { chartAnswer, csvAnswer, jsonAnswer, pageAnswer, xlsxAnswer } from './answers.ts'
import { lastChangeOf, publishedYear, type PublishedYear } from './year.ts'
import { chartFiles } from '../charts/shown-charts.ts'
import type { FiguresVersion } from './version.ts'

/*
 * The statistics that everybody may read, as pages, charts and open data. They are made once and kept until something
 * was written that figures are made of, so a rush of readers costs hardly more than one of them. Nothing here depends
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
    return send(request, reply, fiscalYearOf(version.today), version, {
      name: 'newest',
      make: (language, year) =>
        pageAnswer(language, year, { path: '/statistics', years: yearsIn(version) }),
    })
  })

  for (const { ending, ...form } of forms(config))
    app.get<{ Params: { fiscalYear: string } }>(
      `/statistics/:fiscalYear${ending}`,
      async (request, reply) => {
        const version = await figuresVersion()
        const { fiscalYear, isOurForm } = yearIn(request.params.fiscalYear, version)
        if (!isOurForm)
          return reply.redirect(inLanguage(request, `/statistics/${fiscalYear}${ending}`), 303)
        return send(request, reply, fiscalYear, version, { ...form, name: ending })
      },
    )

  app.get('/statistics/catalog.json', async (request, reply) => {
    const version = await figuresVersion()
    if (catalogue?.of !== version.id) catalogue = { of: version.id, answers: new KeptAnswers() }
    const answer = await catalogue.answers.get('catalog', async () => {
      const kept = await Promise.all(yearsIn(version).map((year) => yearOf(year, version)))
      const years = kept.map(({ year }) => ({
        fiscalYear: year.fiscalYear,
        lastChangedOn: lastChangeOf(year),
      }))
      return finishedAnswer(catalogJson(years, config.baseUrl, wordsIn), {
        mediaType: 'application/ld+json; charset=utf-8',
      })
    })
    return sendAnswer(request, reply, answer)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    fiscalYear: number,
    version: FiguresVersion,
    { name, make }: { name: string } & Pick<Form, 'make'>,
  ): Promise<FastifyReply> {
    const { language } = request
    const { year, answers } = await yearOf(fiscalYear, version)
    const answer = await answers.get(`${name} ${language}`, async () =>
      make(language, year, version),
    )
    return sendAnswer(request, reply, answer)
  }
}

/** What a year is to be had as: how its address ends, and how it is made. */
type Form = {
  ending: string
  make: (
    language: Language,
    year: PublishedYear,
    version: FiguresVersion,
  ) => FinishedAnswer | Promise<FinishedAnswer>
}

function forms(config: Pick<Config, 'baseUrl'>): Form[] {
  return [
    {
      ending: '',
      make: (language, year, version) =>
        pageAnswer(language, year, {
          path: `/statistics/${year.fiscalYear}`,
          years: yearsIn(version),
        }),
    },
    { ending: '.csv', make: csvAnswer },
    { ending: '.xlsx', make: xlsxAnswer },
    { ending: '.json', make: (_language, year) => jsonAnswer(year, config.baseUrl) },
    ...chartFiles.map((file) => ({
      ending: `/charts/${file.file}`,
      make: (language: Language, year: PublishedYear) => chartAnswer(file, language, year),
    })),
  ]
}

type KeptYear = { year: PublishedYear; answers: KeptAnswers; madeOf: string }

/** The figures of each year with the answers made of them, kept as long as they are the same. */
function keptYears({ db, clock }: Services) {
  const known = new Map<number, { of: string; reading: Promise<KeptYear> }>()

  return (fiscalYear: number, version: FiguresVersion): Promise<KeptYear> => {
    const last = known.get(fiscalYear)
    if (last?.of === version.id) return last.reading
    const entry = { of: version.id, reading: read(fiscalYear, version, last?.reading) }
    known.set(fiscalYear, entry)
    entry.reading.catch(() => {
      if (known.get(fiscalYear) === entry) known.delete(fiscalYear)
    })
    return entry.reading
  }

  async function read(
    fiscalYear: number,
    version: FiguresVersion,
    last?: Promise<KeptYear>,
  ): Promise<KeptYear> {
    const period = yearPeriod(fiscalYear)
    const taking = { period, takenAt: clock(), divisions: [] }
    const figures = await takePublishedFigures(db.read, taking)
    const signatures = await listNewestSignatures(db.read, period)
    const year = publishedYear(figures, signatures, version.firstMonth)
    const before = await last?.catch(() => undefined)
    // Most of what is written changes no figure of the year, and then nothing is made anew.
    const madeOf = JSON.stringify([year, yearsIn(version)])
    return before?.madeOf === madeOf ? before : { year, answers: new KeptAnswers(), madeOf }
  }
}

/** The fiscal year in an address. Throws a `Refusal` that says what is wrong with it. */
function yearIn(text: string, version: FiguresVersion) {
  const read = readFiscalYear(text)
  if (!read) throw new Refusal('not-found', 'no-such-statistics-year')
  const years = yearsIn(version)
  if (read.fiscalYear > (years[0] ?? 0)) throw new Refusal('not-found', 'fiscal-year-to-come')
  if (read.fiscalYear < (years.at(-1) ?? 0)) throw new Refusal('not-found', 'fiscal-year-too-early')
  return read
}

/** The fiscal years that have statistics, the newest first: from that of the first figure to that of today. */
function yearsIn({ today, firstMonth }: FiguresVersion): number[] {
  const newest = fiscalYearOf(today)
  const oldest = firstMonth === undefined ? newest : fiscalYearOf(firstDayOf(firstMonth))
  return Array.from({ length: Math.max(1, newest - oldest + 1) }, (_, before) => newest - before)
}
