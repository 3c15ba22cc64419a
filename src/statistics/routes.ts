import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { labelled, type LabelledTable, type Names } from '#views/statistics/labels.ts'
import { listPage } from '#views/statistics/list.ts'
import { monthPage, type MonthChoices } from '#views/statistics/month.ts'
import { wordsIn } from '#views/words/words.ts'
import { dayOf, monthOf } from '../calendar/calendar.ts'
import {
  firstDayOf,
  fiscalYearOf,
  monthsOfFiscalYear,
  nextMonth,
  previousMonth,
} from '../calendar/fiscal-year.ts'
import { ruleOn } from '../department/rules.ts'
import { paperRoute } from '../paper/route.ts'
import { Refusal } from '../refusal.ts'
import { grounds } from '../requests/grounds.ts'
import type { Language, Month } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { Cell } from './cell.ts'
import { figuresCsv, figuresJson, figuresXlsx } from './exports.ts'
import { unassigned, total, type MonthFigures } from './figures.ts'
import { listBehind, type Position } from './lists.ts'
import { findFirstMonth, listDivisions, takeFigures } from './queries.ts'
import { writeReportPaper } from './report-paper.ts'
import { monthReport, type FiguresReport } from './report.ts'

const rowsPerPage = 50

/** The month report, the lists behind its numbers, and its downloads; inside the area of signed-in staff. */
export async function reportRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  app.addHook('preHandler', async (request) => {
    requireRole(request, 'secretary', 'executive', 'auditor')
  })

  app.get('/reports', async (request, reply) => {
    const { month } = readOr404(MonthQuery, request.query)
    const chosen = month ?? monthOf(dayOf(clock()))
    return reply.redirect(inLanguage(request, `/staff/reports/${chosen}`), 303)
  })

  app.get('/reports/:month', async (request, reply) => {
    const { figures, names, tablesIn } = await takeReport(services, request)
    const months = await monthChoices(services, figures.month)
    const reader = readerWithForm(request, reply)
    return monthPage(reader, { figures, names, months, tables: tablesIn(request.language) })
  })

  app.get('/reports/:month.csv', async (request, reply) => {
    const { figures, tablesIn } = await takeReport(services, request)
    const csv = figuresCsv(figures, tablesIn(request.language))
    return attach(reply, figures, 'csv', 'text/csv; charset=utf-8').send(csv)
  })

  app.get('/reports/:month.xlsx', async (request, reply) => {
    const { figures, reportIn } = await takeReport(services, request)
    const xlsx = await figuresXlsx(reportIn(request.language))
    return attach(reply, figures, 'xlsx', spreadsheet).send(Buffer.from(xlsx))
  })

  app.get('/reports/:month.pdf', paperRoute, async (request, reply) => {
    const { figures, reportIn } = await takeReport(services, request)
    const pdf = await writeReportPaper(reportIn(request.language))
    return attach(reply, figures, 'pdf', 'application/pdf').send(pdf)
  })

  app.get('/reports/:month.json', async (request, reply) => {
    const { figures, tablesIn } = await takeReport(services, request)
    const json = figuresJson(figures, { th: tablesIn('th'), en: tablesIn('en') })
    return attach(reply, figures, 'json', 'application/json; charset=utf-8').send(json)
  })

  app.get('/reports/:month/list', async (request, reply) => {
    const { month } = readOr404(MonthParams, request.params)
    const { after, ...query } = readOr404(ListQuery, request.query)
    const cell = readOr404(Cell, query)
    const names = await namesFor(services)
    if (!isKnownRow(cell, names)) throw new Refusal('not-found', 'no-such-page')
    const takenAt = clock()
    const list = await listBehind(db.read, cell, {
      month,
      today: dayOf(takenAt),
      after,
      limit: rowsPerPage,
    })
    const reader = readerWithForm(request, reply)
    return listPage(reader, { month, cell, list, takenAt, names, continued: after !== undefined })
  })
}

/** The Official Information Act came into force in December 1997; a month before that is a mistake. */
const firstReport = '1997-12'
const lastReport = '2100-12'

const ReportMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .refine((month) => month >= firstReport && month <= lastReport)

const MonthParams = z.object({ month: ReportMonth })
const MonthQuery = z.object({ month: ReportMonth.optional() })

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

type Report = {
  figures: MonthFigures
  names: Names
  /** Its tables, with their words. */
  tablesIn: (language: Language) => LabelledTable[]
  /** The same with everything that stands beside them in a file. */
  reportIn: (language: Language) => FiguresReport
}

/** The figures of the month in the address. */
async function takeReport(services: Services, { params }: FastifyRequest): Promise<Report> {
  const { month } = readOr404(MonthParams, params)
  const { db, clock, calendar, rules } = services
  const names = await namesFor(services)
  const takenAt = clock()
  const letterhead = ruleOn(await rules(), 'letterhead', dayOf(takenAt))
  const figures = await takeFigures(db.read, {
    month,
    takenAt,
    calendar: await calendar(),
    divisions: names.divisions,
  })
  return {
    figures,
    names,
    tablesIn: (language) => labelled({ language, words: wordsIn[language] }, figures.tables, names),
    reportIn: (language) => monthReport(language, figures, names, letterhead),
  }
}

async function namesFor({ db }: Services) {
  return { divisions: await listDivisions(db.read), grounds }
}

/** Where one can go: months that are over or running, from the first with a figure (or the one shown) on. */
async function monthChoices({ db, clock }: Services, month: Month): Promise<MonthChoices> {
  const thisMonth = monthOf(dayOf(clock()))
  const first = (await findFirstMonth(db.read)) ?? thisMonth
  const fiscalYear = fiscalYearOf(firstDayOf(month))
  const earliest = fiscalYearOf(firstDayOf(first < month ? first : month))
  const latest = fiscalYearOf(firstDayOf(thisMonth > month ? thisMonth : month))
  const isOffered = (one: Month) => one <= thisMonth || one === month
  const years = Array.from({ length: latest - earliest + 1 }, (_, i) => latest - i)
  return {
    previous: month > firstReport ? previousMonth(month) : undefined,
    next: month < thisMonth ? nextMonth(month) : undefined,
    fiscalYear,
    monthsOfYear: monthsOfFiscalYear(fiscalYear).filter(isOffered),
    all: years.flatMap((year) => monthsOfFiscalYear(year).filter(isOffered).toReversed()),
  }
}

function isKnownRow({ table, row }: Cell, { divisions }: Names): boolean {
  if (table !== 'flow' || row === total || row === unassigned) return true
  return divisions.some(({ id }) => String(id) === row)
}

function attach(reply: FastifyReply, { month }: MonthFigures, type: string, mediaType: string) {
  return reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename="khamkho-${month}.${type}"`)
    .header('cache-control', 'no-store')
}
