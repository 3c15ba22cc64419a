import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { itaItemPage, itaYearPage, type ItaItemPage } from '#views/admin/ita.ts'
import { longDay } from '#views/parts/dates.ts'
import { dayOf } from '../calendar/calendar.ts'
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { itaSlugs, type ItaSlug } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import type { Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireOwnRole, requireRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, typedText } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { copyFromYearBefore, saveItem } from './commands.ts'
import { itaYears, readItaYear } from './fiscal-years.ts'
import { inOrderOfForm, itemForm, longest } from './item-form.ts'
import { findItaItem, listItaItems, type ItaItem } from './store.ts'

type ToYear = { Params: { fiscalYear: string } }
type ToItem = { Params: { fiscalYear: string; slug: string } }

const room = '/staff/admin/ita'

const YearQuery = z.object({
  done: z.enum(['saved', 'copied']).optional().catch(undefined),
  of: z.enum(itaSlugs).optional().catch(undefined),
})

/** What the assessment calls each item, year by year: data, because it changes every year. */
export async function itaRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services

  area.get(room.slice('/staff'.length), async (request, reply) => {
    requireRole(request, ...readers)
    return onTo(request, reply, fiscalYearOf(today()))
  })

  area.get<ToYear>('/admin/ita/:fiscalYear', async (request, reply) => {
    requireRole(request, ...readers)
    const fiscalYear = yearIn(request.params)
    if (String(fiscalYear) !== request.params.fiscalYear) return onTo(request, reply, fiscalYear)
    const { done, of } = YearQuery.parse(request.query)
    const items = await listItaItems(db.read, fiscalYear)
    const earlier = await listItaItems(db.read, fiscalYear - 1)
    return itaYearPage(readerWithForm(request, reply), {
      fiscalYear,
      years: itaYears(today()),
      entries: itaSlugs.map((slug) => ({ slug, item: items.find((one) => one.slug === slug) })),
      mayEdit: request.actor.role === 'administrator',
      canCopy: earlier.some(({ slug }) => items.every((one) => one.slug !== slug)),
      done: done && { done, of },
    })
  })

  area.post<ToYear>('/admin/ita/:fiscalYear/copy', async (request, reply) => {
    requireOwnRole(request, 'administrator')
    const fiscalYear = yearIn(request.params)
    if (!readForm(z.strictObject({}), bodyOf(request)).ok)
      throw new Refusal('bad-request', 'not-a-form')
    const { accountId } = request.actor
    const copied = await copyFromYearBefore(services, { fiscalYear, accountId })
    request.log.info({ fiscalYear, copied, by: accountId }, 'items of the assessment copied')
    return onTo(request, reply, fiscalYear, copied > 0 ? '?done=copied' : '')
  })

  area.get<ToItem>('/admin/ita/:fiscalYear/:slug', async (request, reply) => {
    requireOwnRole(request, 'administrator')
    const { fiscalYear, slug } = whichItem(request.params)
    if (String(fiscalYear) !== request.params.fiscalYear)
      return onTo(request, reply, fiscalYear, `/${slug}`)
    const item = await findItaItem(db.read, fiscalYear, slug)
    const typed = typedOf(item, request.language)
    return showItem(request, reply, { fiscalYear, slug, item, typed, faults: [] })
  })

  area.post<ToItem>('/admin/ita/:fiscalYear/:slug', async (request, reply) => {
    requireOwnRole(request, 'administrator')
    const which = whichItem(request.params)
    const { fiscalYear, slug } = which
    const form = readForm(itemForm(today()), bodyOf(request))
    const typed = typedText(bodyOf(request))
    if (!form.ok) {
      const item = await findItaItem(db.read, fiscalYear, slug)
      reply.code(422)
      const faults = inOrderOfForm(form.faults)
      return showItem(request, reply, { ...which, item, typed, faults })
    }
    const { confirmed: isConfirmed, ...data } = form.data
    const { accountId } = request.actor
    const newer = await saveItem(services, { ...which, ...data, isConfirmed, accountId })
    if (newer) {
      reply.code(409)
      const seen = String(newer.setAt) // read now: whoever saves again means to replace it
      const props = { ...which, item: newer, typed: { ...typed, seen }, faults: [], newer }
      return showItem(request, reply, props)
    }
    request.log.info({ ...which, isConfirmed, by: accountId }, 'item of the assessment saved')
    return onTo(request, reply, fiscalYear, `?done=saved&of=${slug}`)
  })

  function today() {
    return dayOf(clock())
  }

  /** Throws a `Refusal` `not-found` for a year of which nothing can be kept. */
  function yearIn({ fiscalYear }: { fiscalYear: string }): number {
    const year = readItaYear(fiscalYear, itaYears(today()))
    if (year === undefined) throw new Refusal('not-found', 'no-such-fiscal-year')
    return year
  }

  function whichItem(params: ToItem['Params']): { fiscalYear: number; slug: ItaSlug } {
    const fiscalYear = yearIn(params)
    const slug = itaSlugs.find((one) => one === params.slug)
    if (slug === undefined) throw new Refusal('not-found', 'no-such-page')
    return { fiscalYear, slug }
  }
}

/** Whoever answers for the figures sees what they are filed under. */
const readers = ['administrator', 'secretary', 'executive', 'auditor'] as const

function onTo(request: FastifyRequest, reply: FastifyReply, fiscalYear: number, further = '') {
  return reply.redirect(inLanguage(request, `${room}/${fiscalYear}${further}`), 303)
}

function showItem(
  request: FastifyRequest,
  reply: FastifyReply,
  props: Omit<ItaItemPage, 'longest'>,
) {
  return itaItemPage(readerWithForm(request, reply), { ...props, longest })
}

function typedOf(item: ItaItem | undefined, language: Language): Record<string, string> {
  if (!item) return { seen: '' }
  const { code, wording, address, liveOn, isConfirmed, setAt } = item
  return {
    code,
    wording,
    address,
    liveOn: liveOn === null ? '' : longDay(language, liveOn),
    ...(isConfirmed && { confirmed: 'yes' }),
    seen: String(setAt),
  }
}
