import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actingPage } from '#views/staff/acting.ts'
import { dayOf, parseDay } from '../calendar/calendar.ts'
import { Refusal } from '../refusal.ts'
import type { Day } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireOwnRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, text, typedText, type Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { appoint, endAppointment, listChoices, mayEnd } from './acting-commands.ts'
import { listOpenAppointments, listPastAppointments } from './acting-store.ts'
import { faultOfFrom, faultOfPeriod, hasEffect, howEnded, stateOf, type Period } from './acting.ts'

const rowId = z
  .string()
  .default('')
  .pipe(z.string().regex(/^\d{1,9}$/, 'missing'))
  .transform(Number)
/** Which days they are, and whether they go together, is asked with the day of today. */
const typedDay = text({ most: 60, required: true })
const own = {
  acting: rowId,
  from: typedDay,
  to: typedDay,
  orderNumber: text({ most: 100, required: true }),
}
/** A head names somebody for themselves alone: then there is nobody to choose. */
const OwnForm = z.strictObject(own)
const FormForOthers = z.strictObject({ absent: rowId, ...own })
const DoneQuery = z.object({ done: z.enum(['appointed', 'ended']).optional().catch(undefined) })

/** How many of those that are over the page shows. */
const mostPast = 50

type ById = { Params: { id: string } }

/** Who acts for whom: for those who decide it, and the secretary. Asked of their own role, which nobody lends. */
export async function actingRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  area.addHook('preHandler', async (request) =>
    requireOwnRole(request, 'head', 'executive', 'secretary'),
  )

  area.get('/acting', async (request, reply) =>
    showActing(request, reply, {
      typed: {},
      faults: [],
      done: DoneQuery.parse(request.query).done,
    }),
  )

  area.post('/acting', async (request, reply) => {
    const { actor } = request
    const body = bodyOf(request)
    const form = actor.role === 'head' ? readForm(OwnForm, body) : readForm(FormForOthers, body)
    const period = readPeriod(typedText(body), dayOf(clock()))
    if (!form.ok || !period.ok)
      return showActing(request, reply, {
        typed: typedText(body),
        faults: inOrder([...(form.ok ? [] : form.faults), ...(period.ok ? [] : period.faults)]),
      })
    const appointed = await appoint(
      services,
      { absent: actor.accountId, ...form.data, ...period.data },
      actor,
    )
    if ('fault' in appointed)
      return showActing(request, reply, { typed: typedText(body), faults: [appointed.fault] })
    request.log.info({ appointment: appointed.id, by: actor.accountId }, 'acting begun')
    return backToPage('appointed', request, reply)
  })

  area.post<ById>('/acting/:id(^\\d{1,9}$)/end', async (request, reply) => {
    if (!readForm(z.strictObject({}), bodyOf(request)).ok)
      throw new Refusal('bad-request', 'not-a-form')
    const id = Number(request.params.id)
    if (await endAppointment(services, id, request.actor))
      request.log.info({ appointment: id, by: request.actor.accountId }, 'acting ended')
    return backToPage('ended', request, reply)
  })

  async function showActing(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: {
      typed: Record<string, string>
      faults: readonly Fault[]
      done?: 'appointed' | 'ended' | undefined
    },
  ) {
    if (shown.faults.length > 0) reply.code(422)
    const { actor } = request
    const at = clock()
    const open = (await listOpenAppointments(db.read, at)).map((entry) => ({
      ...entry,
      mayEnd: mayEnd({ absentId: entry.absentId, absentRole: entry.absent.role }, actor),
      hasEffect: hasEffect(entry),
    }))
    const past = await listPastAppointments(db.read, at, mostPast)
    const choices = await listChoices(db.read, actor)
    return actingPage(readerWithForm(request, reply), {
      ...shown,
      now: open.filter((entry) => stateOf(entry, at) === 'now'),
      coming: open.filter((entry) => stateOf(entry, at) === 'coming'),
      past: past.map((entry) => ({ ...entry, ended: howEnded(entry) })),
      mostPast,
      acting: choices.acting,
      absent: actor.role === 'head' ? undefined : choices.absent,
      selfId: actor.accountId,
      today: dayOf(at),
    })
  }
}

type ReadPeriod = { ok: true; data: Period } | { ok: false; faults: Fault[] }

/** The days of the order as they were typed, Thai years and digits too. What is empty, the form itself says. */
function readPeriod(typed: Record<string, string>, today: Day): ReadPeriod {
  const from = parseDay(typed['from'] ?? '')
  const to = parseDay(typed['to'] ?? '')
  if (from === undefined || to === undefined)
    return {
      ok: false,
      faults: [
        ...(from === undefined ? [{ field: 'from', fault: 'not-a-day' }] : []),
        ...(to === undefined ? [{ field: 'to', fault: 'not-a-day' }] : []),
      ],
    }
  const faultFrom = faultOfFrom(from, today)
  if (faultFrom) return { ok: false, faults: [{ field: 'from', fault: faultFrom }] }
  const faultTo = faultOfPeriod({ from, to }, today)
  if (faultTo) return { ok: false, faults: [{ field: 'to', fault: faultTo }] }
  return { ok: true, data: { from, to } }
}

/** One fault a field, in the order of the page. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const first = faults.filter(
    ({ field }, i) => faults.findIndex((fault) => fault.field === field) === i,
  )
  const place = ({ field }: Fault) => fieldOrder.indexOf(field)
  return first.toSorted((one, other) => place(one) - place(other))
}

const fieldOrder = ['absent', 'acting', 'from', 'to', 'orderNumber']

/** 303 to the page, which says what was done. */
function backToPage(done: 'appointed' | 'ended', request: FastifyRequest, reply: FastifyReply) {
  return reply.redirect(inLanguage(request, `/staff/acting?done=${done}`), 303)
}
