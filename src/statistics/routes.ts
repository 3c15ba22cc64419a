import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Names } from '#views/statistics/labels.ts'
import { listPage, type ListProps } from '#views/statistics/list.ts'
import { reportTitle } from '#views/statistics/period-name.ts'
import { reportPage, type Choices } from '#views/statistics/report.ts'
import type { SignatureStanding } from '#views/statistics/signature.ts'
import { link } from '#views/reader.ts'
import { wordsIn } from '#views/words/words.ts'
import { dayOf, monthOf } from '../calendar/calendar.ts'
import { firstDayOf, fiscalYearOf, monthsOfFiscalYear } from '../calendar/fiscal-year.ts'
import {
  lastDayOfPeriod,
  monthPeriod,
  part,
  periodAfter,
  periodBefore,
  readPeriod,
  yearPeriod,
  type Period,
  type ReadPeriod,
} from '../calendar/period.ts'
import { paperRoute } from '../paper/route.ts'
import { Refusal } from '../refusal.ts'
import { grounds } from '../requests/grounds.ts'
import type { Month } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { Cell } from './cell.ts'
import { compare } from './comparison.ts'
import { figuresCsv, figuresJson, figuresXlsx } from './exports.ts'
import { unassigned, total, type Figures } from './figures.ts'
import { listBehind, type Position } from './lists.ts'
import { listIn } from './signing/document.ts'
import { readDifferences } from './signing/commands.ts'
import { findSignedMonth, findWritten, listSignatures } from './signing/store.ts'
import { findFirstMonth, listDivisions } from './queries.ts'
import { writeReportPaper } from './report-paper.ts'
import { takeReport } from './report.ts'
import { chartFiles, drawChart, shownCharts } from './charts/shown-charts.ts'
import { policyOfCharts } from './charts/svg.ts'

const rowsPerPage = 50

/** The month report, the lists behind its numbers, and its downloads; inside the area of signed-in staff. */
export async function reportRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  app.addHook('preHandler', async (request) => {
    requireRole(request, 'secretary', 'executive', 'auditor')
  })

  app.get('/reports', async (request, reply) => {
    const { month } = readOr404(MonthQuery, request.query)
    const chosen = month === undefined ? monthPeriod(monthOf(dayOf(clock()))) : periodIn(month)
    return reply.redirect(inLanguage(request, `/staff/reports/${chosen.id}`), 303)
  })

  app.get('/reports/:period', async (request, reply) => {
    const { period, isOurForm } = readAddress(request)
    if (!isOurForm) return reply.redirect(inLanguage(request, `/staff/reports/${period.id}`), 303)
    const { figures, names, tablesIn } = await takeReport(services, period, clock())
    const { divisions } = names
    const tables = tablesIn(request.language)
    return reportPage(readerWithForm(request, reply), {
      figures,
      names,
      tables,
      charts: shownCharts(tables, link(request, `/staff/reports/${period.id}/charts`)),
      comparison: await compare(db.read, figures, { takenAt: clock(), divisions }),
      choices: await choicesFrom(services, period),
      signature: await signatureOf(services, figures, request),
      isDone: DoneQuery.safeParse(request.query).success,
    })
  })

  app.get('/reports/:period.csv', async (request, reply) => {
    const { figures, tablesIn } = await takeReport(services, ourPeriod(request), clock())
    const csv = figuresCsv(figures, tablesIn(request.language))
    return attach(reply, figures, 'csv', 'text/csv; charset=utf-8').send(csv)
  })

  app.get('/reports/:period.xlsx', async (request, reply) => {
    const { figures, reportIn } = await takeReport(services, ourPeriod(request), clock())
    const xlsx = await figuresXlsx(reportIn(request.language))
    return attach(reply, figures, 'xlsx', spreadsheet).send(Buffer.from(xlsx))
  })

  app.get('/reports/:period.pdf', paperRoute, async (request, reply) => {
    const { figures, reportIn } = await takeReport(services, ourPeriod(request), clock())
    const pdf = await writeReportPaper(reportIn(request.language))
    return attach(reply, figures, 'pdf', 'application/pdf').send(pdf)
  })

  app.get('/reports/:period.json', async (request, reply) => {
    const { figures, tablesIn } = await takeReport(services, ourPeriod(request), clock())
    const json = figuresJson(figures, { th: tablesIn('th'), en: tablesIn('en') })
    return attach(reply, figures, 'json', 'application/json; charset=utf-8').send(json)
  })

  for (const file of chartFiles)
    app.get(`/reports/:period/charts/${file.file}`, async (request, reply) => {
      const { language } = request
      const period = ourPeriod(request)
      const { tablesIn } = await takeReport(services, period, clock())
      const title = reportTitle({ language, words: wordsIn[language] }, period)
      const drawn = await drawChart(file, language, tablesIn(language), title)
      if (drawn === undefined) throw new Refusal('not-found', 'no-such-page')
      return reply
        .type('image/svg+xml; charset=utf-8')
        .header('content-security-policy', await policyOfCharts(language))
        .header('cache-control', 'no-store')
        .send(drawn)
    })

  app.get('/reports/:period/list', async (request, reply) => {
    const period = ourPeriod(request)
    const { after, ...query } = readOr404(ListQuery, request.query)
    const cell = readOr404(Cell, query)
    const names = await namesFor(services)
    if (!isKnownRow(cell, names)) throw new Refusal('not-found', 'no-such-page')
    const takenAt = clock()
    const today = dayOf(takenAt)
    const lastDay = lastDayOfPeriod(period)
    const list = await listBehind(db.read, cell, {
      period,
      asOf: today < lastDay ? today : lastDay,
      after,
      limit: rowsPerPage,
    })
    return listPage(readerWithForm(request, reply), {
      period,
      cell,
      list,
      takenAt,
      names,
      continued: after !== undefined,
      signed: await compareWithSigned(services, cell, period),
    })
  })
}

const DoneQuery = z.object({ done: z.literal('signed') })
const PeriodParams = z.object({ period: z.string() })
const MonthQuery = z.object({ month: z.string().optional() })

/** The period in the address, in whichever form it was written. Throws a `Refusal` that says what is wrong with it. */
function readAddress({ params }: FastifyRequest): Extract<ReadPeriod, { ok: true }> {
  const read = readPeriod(readOr404(PeriodParams, params).period)
  if (!read.ok) throw new Refusal('not-found', read.fault)
  return read
}

/** The same where nobody types it: only our own form is known. */
function ourPeriod(request: FastifyRequest): Period {
  const { period, isOurForm } = readAddress(request)
  if (!isOurForm) throw new Refusal('not-found', 'no-such-page')
  return period
}

function periodIn(text: string): Period {
  const read = readPeriod(text)
  if (!read.ok) throw new Refusal('not-found', read.fault)
  return read.period
}

/** The place to go on from, as the link to the next page writes it: `2026-11-24.1234`. */
const After = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/)
  .transform((text): Position => ({ day: text.slice(0, 10), id: Number(text.slice(11)) }))

const ListQuery = z.looseObject({ after: After.optional() })

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** An address nobody linked to names nothing: that is a 404, whatever part of it is wrong. */
function readOr404<Shape extends z.ZodType>(shape: Shape, value: unknown): z.infer<Shape> {
  const read = shape.safeParse(value)
  if (!read.success) throw new Refusal('not-found', 'no-such-page')
  return read.data
}

/** How a month that is over stands with its signature; nothing for other periods. */
async function signatureOf(
  services: Services,
  { period, standing }: Figures,
  { actor }: FastifyRequest,
): Promise<SignatureStanding | undefined> {
  if (period.kind !== 'month' || standing !== 'over') return undefined
  const signatures = await listSignatures(services.db.read, period.to)
  const differences = await readDifferences(services, period.to)
  return { signatures, differences, maySign: actor.role === 'secretary' }
}

/** More than that no list of a month is compared with what was signed. */
const mostCompared = 20_000

/** What came to a list of a signed month, and what went from it, since it was signed; nothing where it was not. */
async function compareWithSigned(
  { db }: Services,
  cell: Cell,
  period: Period,
): Promise<ListProps['signed']> {
  const signed = period.kind === 'month' ? await findSignedMonth(db.read, period.to) : undefined
  if (!signed) return undefined
  const written = await findWritten(db.read, signed.month, signed.revision)
  const then = listIn(written?.lists ?? '{}', cell)
  if (!then) return undefined
  const paging = { period, asOf: lastDayOfPeriod(period), limit: mostCompared }
  const now = (await listBehind(db.read, cell, paging)).rows.map(({ reference }) => reference)
  return { added: without(now, then), gone: without(then, now) }
}

/** Those of one list that are not, or fewer times, in another. */
function without(one: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const reference of other) left.set(reference, (left.get(reference) ?? 0) + 1)
  return one.filter((reference) => {
    const times = left.get(reference) ?? 0
    left.set(reference, times - 1)
    return times <= 0
  })
}

async function namesFor({ db }: Services) {
  return { divisions: await listDivisions(db.read), grounds }
}

/** Where one can go: periods that are over or running, from the first with a figure (or the one shown) on. */
async function choicesFrom({ db, clock }: Services, period: Period): Promise<Choices> {
  const thisMonth = monthOf(dayOf(clock()))
  const first = (await findFirstMonth(db.read)) ?? thisMonth
  const { from, to, fiscalYear } = period
  const earliest = fiscalYearOf(firstDayOf(first < from ? first : from))
  const latest = fiscalYearOf(firstDayOf(thisMonth > to ? thisMonth : to))
  const isOffered = (one: Month) => one <= thisMonth || one === period.id
  const years = Array.from({ length: latest - earliest + 1 }, (_, i) => latest - i)
  const next = periodAfter(period)
  const quarters = [1, 2, 3, 4].map((n) => part(fiscalYear, 'quarter', n))
  const halves = [1, 2].map((n) => part(fiscalYear, 'half', n))
  return {
    previous: readPeriod(periodBefore(period).id).ok ? periodBefore(period) : undefined,
    next: next.from <= thisMonth ? next : undefined,
    fiscalYear,
    monthsOfYear: monthsOfFiscalYear(fiscalYear).filter(isOffered),
    longer: [...quarters, ...halves, yearPeriod(fiscalYear)].filter(
      (one) => one.from <= thisMonth || one.id === period.id,
    ),
    all: years.flatMap((year) => monthsOfFiscalYear(year).filter(isOffered).toReversed()),
  }
}

function isKnownRow({ table, row }: Cell, { divisions }: Names): boolean {
  if (table !== 'flow' || row === total || row === unassigned) return true
  return divisions.some(({ id }) => String(id) === row)
}

function attach(reply: FastifyReply, { period }: Figures, type: string, mediaType: string) {
  return reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename="khamkho-${period.id}.${type}"`)
    .header('cache-control', 'no-store')
}
