import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  holidayPage,
  holidaysPage,
  holidayListPage,
  type HolidayListPage,
  type HolidayPage,
} from '#views/admin/holidays.ts'
import { holidayPreviewPage } from '#views/admin/holiday-preview.ts'
import { longDay } from '#views/parts/dates.ts'
import { wordsIn } from '#views/words/words.ts'
import { Refusal } from '../refusal.ts'
import type { Day, Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, typedText } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { dayOf } from './calendar.ts'
import { changeHolidays, planHolidays } from './commands.ts'
import {
  entriesOf,
  predictedBeside,
  type HolidayChange,
  type HolidayEntry,
} from './holiday-changes.ts'
import { HolidayListForm, holidayForm, RemovalForm, yearsNear } from './holiday-forms.ts'
import { readHolidayList } from './holiday-list.ts'
import { listHolidays } from './store.ts'

type ByDay = { Params: { on: Day } }
/** In an address: anything else is no page of ours. */
const byDay = ':on(^\\d{4}-\\d{2}-\\d{2}$)'
const number = z.coerce.number().int().min(0).max(1_000_000).catch(0)
const ListQuery = z.object({
  /** Of the Buddhist era. */
  year: z.coerce.number().int().min(2400).max(2700).optional().catch(undefined),
  done: z.literal('saved').optional().catch(undefined),
  later: number,
  earlier: number,
  kept: number,
})

/** What to do with a change that can be taken as it is. */
type Deciding = {
  change: HolidayChange
  step: 'preview' | 'apply' | 'edit'
  mark: string
  /** Of the form that it came from, which takes the decision as well. */
  path: string
  /** Where the way back leads: the form with what was typed, unless nothing was. */
  hasForm: boolean
}

/** The administrator's room for holidays: nothing is changed before its effect was shown. */
export async function holidayRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db, clock } = services
  area.addHook('preHandler', async (request) => requireRole(request, 'administrator'))

  area.get('/admin/holidays', async (request, reply) => {
    const { year, done, ...moved } = ListQuery.parse(request.query)
    return holidaysPage(readerWithForm(request, reply), {
      holidays: await listHolidays(db.read),
      thisYear: yearOf(today()),
      year: year === undefined ? yearOf(today()) : year - 543,
      moved: done && moved,
    })
  })

  area.get('/admin/holidays/new', async (request, reply) =>
    showHoliday(request, reply, { typed: { standing: 'announced' }, faults: [] }),
  )

  area.post('/admin/holidays/new', async (request, reply) => {
    const typed = typedText(bodyOf(request))
    const form = readForm(holidayForm(today()), bodyOf(request))
    if (!form.ok) return showHoliday(request, reply, { typed, faults: form.faults })
    const { step, mark, ...holiday } = form.data
    if (step === 'edit') return showHoliday(request, reply, { typed, faults: [] })
    if (await isHoliday(holiday.on)) return showHoliday(request, reply, { typed, faults: [taken] })
    return decide(request, reply, {
      change: { removed: [], put: [holiday] },
      step,
      mark,
      path: '/staff/admin/holidays/new',
      hasForm: true,
    })
  })

  area.get('/admin/holidays/list', async (request, reply) =>
    showList(request, reply, { typed: { standing: 'announced' }, faults: [], lines: [] }),
  )

  area.post('/admin/holidays/list', async (request, reply) => {
    const typed = typedText(bodyOf(request))
    const form = readForm(HolidayListForm, bodyOf(request))
    // As it was typed, so that the numbers of the lines are those of the field.
    const list = readHolidayList(
      (typed['list'] ?? '').replaceAll(/\r\n?/g, '\n'),
      yearsNear(today()),
    )
    const isReadable = form.ok || form.faults.every(({ field }) => field !== 'list')
    const lines = isReadable ? list.faults : []
    if (!form.ok) return showList(request, reply, { typed, faults: form.faults, lines })
    if (lines.length > 0 || form.data.step === 'edit')
      return showList(request, reply, { typed, faults: [], lines })
    const present = await listHolidays(db.read)
    const { step, mark, source, standing, replace } = form.data
    const put = entriesOf(list.days, { source, standing }, present, anyHoliday)
    return decide(request, reply, {
      change: { removed: replace ? predictedBeside(put, present) : [], put },
      step,
      mark,
      path: '/staff/admin/holidays/list',
      hasForm: true,
    })
  })

  area.get<ByDay>(`/admin/holidays/${byDay}`, async (request, reply) => {
    const holiday = await findHoliday(request)
    return showHoliday(request, reply, {
      holiday,
      typed: typedOf(holiday, request.language),
      faults: [],
    })
  })

  area.post<ByDay>(`/admin/holidays/${byDay}`, async (request, reply) => {
    const holiday = await findHoliday(request)
    const typed = typedText(bodyOf(request))
    const form = readForm(holidayForm(today()), bodyOf(request))
    if (!form.ok) return showHoliday(request, reply, { holiday, typed, faults: form.faults })
    const { step, mark, ...after } = form.data
    if (step === 'edit') return showHoliday(request, reply, { holiday, typed, faults: [] })
    if (after.on !== holiday.on && (await isHoliday(after.on)))
      return showHoliday(request, reply, { holiday, typed, faults: [taken] })
    return decide(request, reply, {
      change: { removed: [holiday.on], put: [after] },
      step,
      mark,
      path: `/staff/admin/holidays/${holiday.on}`,
      hasForm: true,
    })
  })

  area.post<ByDay>(`/admin/holidays/${byDay}/removal`, async (request, reply) => {
    const form = readForm(RemovalForm, bodyOf(request))
    if (!form.ok) throw new Refusal('bad-request', 'not-a-form')
    const { on } = await findHoliday(request)
    return decide(request, reply, {
      change: { removed: [on], put: [] },
      ...form.data,
      path: `/staff/admin/holidays/${on}/removal`,
      hasForm: false,
    })
  })

  function today(): Day {
    return dayOf(clock())
  }

  async function findHoliday({ params }: FastifyRequest<ByDay>): Promise<HolidayEntry> {
    const holiday = (await listHolidays(db.read)).find(({ on }) => on === params.on)
    if (!holiday) throw new Refusal('not-found', 'no-such-page')
    return holiday
  }

  async function isHoliday(day: Day): Promise<boolean> {
    return (await listHolidays(db.read)).some(({ on }) => on === day)
  }

  /** Shows what a change would do, or does it and goes back to the list. */
  async function decide(
    request: FastifyRequest,
    reply: FastifyReply,
    { change, step, mark, path, hasForm }: Deciding,
  ) {
    const moved = step === 'apply' ? await changeHolidays(services, change, mark) : undefined
    if (moved) {
      const { removed, put } = change
      request.log.info(
        { removed: removed.length, put: put.length, ...moved, by: request.actor.accountId },
        'holidays changed',
      )
      const year = yearOf(put[0]?.on ?? removed[0] ?? today()) + 543
      const query = `year=${year}&done=saved&later=${moved.later}&earlier=${moved.earlier}&kept=${moved.kept}`
      return reply.redirect(inLanguage(request, `/staff/admin/holidays?${query}`), 303)
    }
    if (step === 'apply') reply.code(409)
    const { _csrf, step: _step, mark: _mark, ...fields } = typedText(bodyOf(request))
    return holidayPreviewPage(readerWithForm(request, reply), {
      plan: await planHolidays(services, change),
      today: today(),
      isOutdated: step === 'apply',
      fields,
      path,
      hasForm,
    })
  }
}

/** For a holiday whose English name nobody gave and no other holiday tells. */
const anyHoliday = wordsIn.en.holidays.anyHoliday

const taken = { field: 'on', fault: 'taken' }

function showHoliday(request: FastifyRequest, reply: FastifyReply, props: HolidayPage) {
  if (props.faults.length > 0) reply.code(422)
  return holidayPage(readerWithForm(request, reply), props)
}

function showList(request: FastifyRequest, reply: FastifyReply, props: HolidayListPage) {
  if (props.faults.length > 0 || props.lines.length > 0) reply.code(422)
  return holidayListPage(readerWithForm(request, reply), props)
}

function typedOf({ on, ...names }: HolidayEntry, language: Language): Record<string, string> {
  return { on: longDay(language, on), ...names }
}

function yearOf(day: Day): number {
  return Temporal.PlainDate.from(day).year
}
