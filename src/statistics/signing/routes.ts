import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { labelled } from '#views/statistics/labels.ts'
import { closePage, reasonLimit, type ClosePage } from '#views/statistics/close.ts'
import { readPeriod } from '../../calendar/period.ts'
import { Refusal, statusOfRefusal } from '../../refusal.ts'
import { grounds } from '../../requests/grounds.ts'
import type { Month } from '../../requests/info-request.ts'
import type { Services } from '../../services.ts'
import { requireRole } from '../../staff/signed-in.ts'
import { findAccountEntry } from '../../staff/store.ts'
import { bodyOf, readForm, text, typedText, type Fault } from '../../web/forms.ts'
import { inLanguage } from '../../web/language.ts'
import { readerWithForm } from '../../web/reader.ts'
import { closeMonth, readMonthStanding } from './commands.ts'
import { findWritten } from './store.ts'
import { listDivisions } from '../queries.ts'

type OfMonth = { Params: { period: string } }
type OfRevision = { Params: { period: string; revision: string } }
const ofRevision = ':revision(^[1-9]\\d{0,3}$)'

/** Signing a month, and what was signed; inside the area of signed-in staff. */
export async function monthClosingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db } = services

  app.get<OfMonth>('/reports/:period/close', async (request, reply) => {
    requireRole(request, 'secretary')
    return show(request, reply, { typed: {}, faults: [] })
  })

  app.post<OfMonth>('/reports/:period/close', async (request, reply) => {
    requireRole(request, 'secretary')
    const month = monthIn(request)
    const typed = typedText(bodyOf(request))
    const form = readForm(CloseForm, bodyOf(request))
    if (!form.ok) return show(request, reply, { typed, faults: form.faults })
    const { revision, mark, reason } = form.data
    const faults = await missingIn(month, form.data)
    if (faults.length > 0) return show(request, reply, { typed, faults })
    try {
      const { accountId } = request.actor
      await closeMonth(services, { month, revision, mark, reason, accountId })
      services.figuresVersion.forget()
    } catch (error) {
      const fault = faultOf(error)
      if (!fault) throw error
      reply.code(fault.status)
      return show(request, reply, { typed, faults: [fault] })
    }
    return reply.redirect(inLanguage(request, `/staff/reports/${month}?done=signed`), 303)
  })

  app.get<OfRevision>(`/reports/:period/signed/${ofRevision}`, async (request, reply) => {
    requireRole(request, 'secretary', 'executive', 'auditor')
    const { document } = await findOr404(request)
    return send(reply, document, nameOf(request, 'signed'))
  })

  app.get<OfRevision>(`/reports/:period/signed/${ofRevision}/lists`, async (request, reply) => {
    requireRole(request, 'secretary', 'executive', 'auditor')
    const { lists } = await findOr404(request)
    return send(reply, lists, nameOf(request, 'lists'))
  })

  async function show(
    request: FastifyRequest<OfMonth>,
    reply: FastifyReply,
    { typed, faults }: Pick<ClosePage, 'typed' | 'faults'>,
  ) {
    if (faults.length > 0 && reply.statusCode === 200) reply.code(422)
    const reader = readerWithForm(request, reply)
    const standing = await readMonthStanding(services, monthIn(request))
    const names = { divisions: await listDivisions(db.read), grounds }
    const signatory = await findAccountEntry(db.read, request.actor.accountId)
    return closePage(reader, {
      standing,
      tables: labelled(reader, standing.figures.tables, names),
      signatory,
      typed,
      faults,
    })
  }

  /** The reason of a revision, and what has to be confirmed by hand; only the letters that there are. */
  async function missingIn(
    month: Month,
    { reason, paperEntered, lettersDated }: z.infer<typeof CloseForm>,
  ): Promise<Fault[]> {
    const { checks, signed, differences } = await readMonthStanding(services, month)
    const missing = (field: string) => ({ field, fault: 'missing' })
    const isRevision = signed !== undefined && differences.length > 0
    return [
      ...(isRevision && reason.trim() === '' ? [missing('reason')] : []),
      ...(paperEntered === 'yes' ? [] : [missing('paperEntered')]),
      ...(checks.undatedLetters > 0 && lettersDated !== 'yes' ? [missing('lettersDated')] : []),
    ]
  }

  async function findOr404(request: FastifyRequest<OfRevision>) {
    const written = await findWritten(db.read, monthIn(request), Number(request.params.revision))
    if (!written) throw new Refusal('not-found', 'no-such-page')
    return written
  }
}

const tick = z.literal('yes').optional()
const CloseForm = z.strictObject({
  revision: z.coerce.number().int().min(1).max(9999),
  mark: text({ most: 64 }),
  reason: text({ most: reasonLimit, lines: true }),
  paperEntered: tick,
  lettersDated: tick,
})

/** The month in the address, in either era. Throws a `Refusal` that says what is wrong with it. */
function monthIn({ params }: FastifyRequest<OfMonth>): Month {
  const read = readPeriod(params.period)
  if (!read.ok) throw new Refusal('not-found', read.fault)
  if (read.period.kind !== 'month') throw new Refusal('not-found', 'only-months-are-signed')
  return read.period.from
}

/** What the command would not do, for the form; nothing for any other error. */
function faultOf(error: unknown): (Fault & { status: number }) | undefined {
  if (!(error instanceof Refusal)) return undefined
  if (error.reason === 'reason-missing') return { field: 'reason', fault: 'missing', status: 422 }
  return signingRefusals.has(error.reason)
    ? { field: '', fault: error.reason, status: statusOfRefusal[error.code] }
    : undefined
}

const signingRefusals: ReadonlySet<string> = new Set([
  'month-not-over',
  'already-signed',
  'checks-open',
  'figures-changed',
  'recount-differs',
])

function nameOf({ params }: FastifyRequest<OfRevision>, what: string): string {
  return `khamkho-${params.period}-${what}-${params.revision}.json`
}

/** As it was signed, byte for byte. */
function send(reply: FastifyReply, json: string, name: string) {
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(json)
}
