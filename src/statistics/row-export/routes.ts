import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { rowExportPage } from '#views/statistics/row-export.ts'
import { dayOf, monthOf } from '../../calendar/calendar.ts'
import { nextMonth, previousMonth } from '../../calendar/fiscal-year.ts'
import { attachment } from '../../files/send.ts'
import { Refusal } from '../../refusal.ts'
import type { Month } from '../../requests/info-request.ts'
import type { Services } from '../../services.ts'
import { requireOwnRole } from '../../staff/signed-in.ts'
import { bodyOf, readForm, text, typedText, type Fault } from '../../web/forms.ts'
import { inLanguage } from '../../web/language.ts'
import { readerWithForm } from '../../web/reader.ts'
import { orderExport, rowExportsOf } from './commands.ts'
import { findFirstDay, findOwnExport, listRowExports, type RowExport } from './store.ts'
import {
  columnsOf,
  exporters,
  mayExportContacts,
  parseMonth,
  standingOf,
  type ExportPeriod,
} from './columns.ts'

const longestReason = 500
const entriesPerPage = 50

const rowId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)
const PageQuery = z.object({
  /** Another page of the list: the last one on the page before. */
  before: rowId.optional().catch(undefined),
  /** The export that was just ordered. */
  ordered: rowId.optional().catch(undefined),
})

type ById = { Params: { id: string } }

/**
 * Requests row by row as a file, with a reason; and who had it when, and why. The form is answered by the page, from
 * where the browser fetches the file: once, soon, and only whoever ordered it.
 */
export async function rowExportRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  const exports = rowExportsOf(services)
  area.addHook('preHandler', async (request) => requireOwnRole(request, ...exporters))

  area.get('/exports', async (request, reply) => showExports(request, reply))

  area.post('/exports', async (request, reply) => {
    const { actor } = request
    const body = bodyOf(request)
    if ('withContacts' in body) refuseContacts(request)
    const form = readForm(exportForm(thisMonth()), body)
    if (!form.ok) {
      reply.code(422)
      return showExports(request, reply, { typed: typedText(body), faults: form.faults })
    }
    const order = { ...form.data, accountId: actor.accountId }
    const id = await orderExport(services, order, request.log)
    return reply.redirect(inLanguage(request, `/staff/exports?ordered=${id}`), 303)
  })

  // Not for HEAD: the file would be gone with it.
  area.get<ById>(
    '/exports/:id(^[1-9]\\d{0,14}$)/file',
    { exposeHeadRoute: false },
    async (request, reply) => {
      const ordered = await findOwn(request, Number(request.params.id))
      if (!ordered) throw new Refusal('not-found', 'no-such-page')
      if (ordered.withContacts) refuseContacts(request)
      const isThere = standingOf(ordered, clock()) === 'ordered'
      const file = isThere ? await exports.fetch(ordered, request.language, request.log) : 'gone'
      if (file === 'gone')
        return reply.redirect(inLanguage(request, `/staff/exports?ordered=${ordered.id}`), 303)
      if (file === 'busy') {
        reply.code(503).header('retry-after', 60)
        return showExports(request, reply, { busy: ordered })
      }
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': attachment(fileName(ordered)),
          'content-security-policy': "sandbox; default-src 'none'",
          'cache-control': 'private, no-store',
        })
        .send(file)
    },
  )

  /** Asked for the form and again for the file: a role may have changed in between. */
  function refuseContacts(request: FastifyRequest): void {
    const { actor, log } = request
    if (mayExportContacts(actor.role)) return
    log.warn({ by: actor.accountId }, 'row export with contacts refused')
    throw new Refusal('not-allowed', 'not-allowed')
  }

  async function findOwn(request: FastifyRequest, id: number | undefined) {
    const { accountId } = request.actor
    return id === undefined ? undefined : findOwnExport(db.read, { id, accountId })
  }

  function thisMonth(): Month {
    return monthOf(dayOf(clock()))
  }

  async function showExports(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: { typed?: Record<string, string>; faults?: readonly Fault[]; busy?: RowExport } = {},
  ) {
    const { before, ordered: orderedId } = PageQuery.parse(request.query)
    const { busy, faults = [] } = shown
    const now = clock()
    const stood = <Entry extends RowExport>(entry: Entry) => ({
      ...entry,
      standing: standingOf(entry, now),
    })
    const ordered = busy ?? (await findOwn(request, orderedId))
    const found = await listRowExports(db.read, { before, limit: entriesPerPage + 1 })
    const entries = found.slice(0, entriesPerPage)
    const withContacts = mayExportContacts(request.actor.role)
    const lastMonth = previousMonth(thisMonth())
    return rowExportPage(readerWithForm(request, reply), {
      months: await listMonths(),
      columns: columnsOf(withContacts),
      withContacts,
      longestReason,
      typed: inList(shown.typed ?? { from: lastMonth, to: lastMonth }),
      faults,
      ordered: ordered && stood(ordered),
      isBusy: busy !== undefined,
      entries: entries.map(stood),
      older: found.length > entriesPerPage ? entries.at(-1)?.id : undefined,
      continued: before !== undefined,
    })
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
