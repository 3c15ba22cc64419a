import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { rowExportPage, type RowExportPage } from '#views/statistics/row-export.ts'
import { dayOf, monthOf } from '../calendar/calendar.ts'
import { nextMonth, previousMonth } from '../calendar/fiscal-year.ts'
import { attachment } from '../files/send.ts'
import { Refusal } from '../refusal.ts'
import type { Month } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireOwnRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, text, typedText, type Fault } from '../web/forms.ts'
import { readerWithForm } from '../web/reader.ts'
import { longestExportMs, rowExportsOf } from './row-export-commands.ts'
import { findFirstDay, listRowExports } from './row-export-store.ts'
import {
  columnsOf,
  exporters,
  mayExportContacts,
  parseMonth,
  standingOf,
  type ExportPeriod,
} from './row-export.ts'

const longestReason = 500
const entriesPerPage = 50

/** Another page of the list: the id of the last one on the page before. */
const ListQuery = z.object({
  before: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .optional()
    .catch(undefined),
})

/**
 * Requests row by row as a file, with a reason; and who had it when, and why. The form itself is answered with the
 * file: no address gives it to whoever comes after.
 */
export async function rowExportRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  const exports = rowExportsOf(services)
  area.addHook('preHandler', async (request) => requireOwnRole(request, ...exporters))

  area.get('/exports', async (request, reply) => showExports(request, reply))

  area.post('/exports', async (request, reply) => {
    const { actor, language } = request
    const body = bodyOf(request)
    if ('withContacts' in body && !mayExportContacts(actor.role)) {
      request.log.warn({ by: actor.accountId }, 'row export with contacts refused')
      throw new Refusal('not-allowed', 'not-allowed')
    }
    const form = readForm(exportForm(thisMonth()), body)
    const typed = typedText(body)
    if (!form.ok) {
      reply.code(422)
      return showExports(request, reply, { typed, faults: form.faults })
    }
    const order = { ...form.data, accountId: actor.accountId, language }
    const begun = await exports.begin(order, request.log)
    if (!begun) {
      reply.code(503).header('retry-after', 60)
      return showExports(request, reply, { typed, faults: [{ field: '', fault: 'busy' }] })
    }
    return reply
      .headers({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': attachment(fileName(form.data)),
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
      })
      .send(begun.file)
  })

  function thisMonth(): Month {
    return monthOf(dayOf(clock()))
  }

  async function showExports(
    request: FastifyRequest,
    reply: FastifyReply,
    { typed, faults }: { typed?: Record<string, string>; faults?: readonly Fault[] } = {},
  ) {
    const { before } = ListQuery.parse(request.query)
    const now = clock()
    const found = await listRowExports(db.read, { before, limit: entriesPerPage + 1 })
    const shown = found.slice(0, entriesPerPage)
    const withContacts = mayExportContacts(request.actor.role)
    const page: RowExportPage = {
      months: await listMonths(),
      columns: columnsOf(withContacts),
      withContacts,
      longestReason,
      typed: inList(typed ?? { from: previousMonth(thisMonth()), to: previousMonth(thisMonth()) }),
      faults: faults ?? [],
      entries: shown.map((entry) => ({
        ...entry,
        standing: standingOf(entry, { now, longestMs: longestExportMs }),
      })),
      older: found.length > entriesPerPage ? shown.at(-1)?.id : undefined,
      continued: before !== undefined,
    }
    return rowExportPage(readerWithForm(request, reply), page)
  }

  /** From the month of the first request to this one, the newest first; last month is always among them. */
  async function listMonths(): Promise<Month[]> {
    const newest = thisMonth()
    const firstDay = await findFirstDay(db.read)
    const before = previousMonth(newest)
    const first = firstDay && monthOf(firstDay) < before ? monthOf(firstDay) : before
    const months: Month[] = []
    for (let month = first; month <= newest; month = nextMonth(month)) months.push(month)
    return months.toReversed()
  }
}

/** The period, and a reason that somebody can judge later. All that is wrong is told at once. */
function exportForm(thisMonth: Month) {
  const month = z
    .string()
    .default('')
    .transform((typed, context) => {
      const read = parseMonth(typed)
      if (read !== undefined && read <= thisMonth) return read
      const fault =
        typed.trim() === '' ? 'missing' : read === undefined ? 'not-a-month' : 'in-future'
      context.addIssue({ code: 'custom', message: fault, continue: true })
      return z.NEVER
    })
  return z
    .strictObject({
      from: month,
      to: month,
      reason: text({ most: longestReason, lines: true, required: true }),
      withContacts: z
        .literal('yes')
        .optional()
        .transform((value) => value === 'yes'),
    })
    .superRefine(({ from, to }, context) => {
      if (typeof from === 'string' && typeof to === 'string' && to < from)
        context.addIssue({ code: 'custom', path: ['to'], message: 'before-from' })
    })
}

/** A month that was typed in another way is found in the list of choices. */
function inList(typed: Record<string, string>): Record<string, string> {
  const { from = '', to = '' } = typed
  return { ...typed, from: parseMonth(from) ?? from, to: parseMonth(to) ?? to }
}

function fileName({ from, to, withContacts }: ExportPeriod & { withContacts: boolean }): string {
  const period = from === to ? from : `${from}-to-${to}`
  return `khamkho-requests-${period}${withContacts ? '-with-contacts' : ''}.csv`
}
