import { expect, it } from 'vitest'
import { addDays, dayOf, monthOf, startOfDay } from '#src/calendar/calendar.ts'
import { lastDayOf, previousMonth } from '#src/calendar/fiscal-year.ts'
import { monthPeriod, yearPeriod } from '#src/calendar/period.ts'
import { changeHolidays, planHolidays } from '#src/calendar/commands.ts'
import { Refusal } from '#src/refusal.ts'
import { WrongChoice } from '#src/requests/choices.ts'
import { isOpen, type Day } from '#src/requests/info-request.ts'
import { takeRequesterAction } from '#src/requests/requester-commands.ts'
import { attendToWaiting } from '#src/requests/waiting.ts'
import { Cell } from '#src/statistics/cell.ts'
import { checkFigures } from '#src/statistics/count-anew.ts'
import { listBehind } from '#src/statistics/lists.ts'
import { listDivisions, takeFigures } from '#src/statistics/queries.ts'
import { readDifferences } from '#src/statistics/signing/commands.ts'
import {
  listSignedMonths,
  listUnsigned,
  takePublishedFigures,
} from '#src/statistics/signing/store.ts'
import {
  aNotice,
  aQuestion,
  act,
  caseOf,
  disclosing,
  enterCase,
  plainNote,
  refusing,
  sendLetters,
} from '../support/cases.ts'
import { signMonth } from '../support/months.ts'
import { startService, submitRequest, type Service } from '../support/service.ts'
import { randomNumbers } from './busy-department.ts'

const hour = 3_600_000
const begun: Day = '2026-09-07'
const ended: Day = '2026-12-20'

it('months that were lived through the commands of the service agree, are signed, and stay', async () => {
  const service = await startService({ at: startOfDay(begun) + 9 * hour })
  const { services, time, cast } = service
  const { db } = services
  const random = randomNumbers(3)
  const references: string[] = []
  for (let day = begun; day <= ended; day = addDays(day, 1)) {
    time.now = startOfDay(day) + Math.floor(random() * 23 * hour)
    await orRefused(() => attendToWaiting(services))
    await sendLetters(service)
    if (random() < 0.45)
      references.push(
        random() < 0.5
          ? (await submitRequest(service)).reference
          : await enterCase(service, {
              receivedOn: addDays(day, -Math.floor(random() * 3)),
              topic: cast.topics[random() < 0.5 ? 'first' : 'unrouted'],
            }).catch(() => enterCase(service, { receivedOn: day })),
      )
    for (const reference of references)
      if (random() < 0.35) await orRefused(() => aStep(service, reference, random))
    if (random() < 0.05) await holiday(service, addDays(day, Math.floor(random() * 20) - 5))
    const [unsigned] = await listUnsigned(db.read, previousMonth(monthOf(day)))
    if (unsigned && random() < 0.2) await signMonth(services, cast.secretary.id, unsigned)
  }
  expect(references.length).toBeGreaterThan(30)

  expect(await checkFigures(services)).toMatchObject({ differences: 0 })
  for (const month of await listUnsigned(db.read, '2026-11'))
    await signMonth(services, cast.secretary.id, month)
  for (const month of ['2026-09', '2026-10', '2026-11'])
    expect([month, await readDifferences(services, month)]).toEqual([month, []])
  expect(await listSignedMonths(db.read, { from: '2026-09', to: '2026-11' })).toHaveLength(3)
  const taking = { takenAt: time.now, divisions: await listDivisions(db.read) }
  for (const period of [
    ...['2026-09', '2026-10', '2026-11', '2026-12'].map(monthPeriod),
    yearPeriod(2570),
  ]) {
    const figures = await takeFigures(db.read, { ...taking, period })
    expect([period.id, figures.mismatches]).toEqual([period.id, []])
    expect((await takePublishedFigures(db.read, { ...taking, period })).tables).toEqual(
      figures.tables,
    )
    const today = dayOf(time.now)
    const lastDay = lastDayOf(period.to)
    const asOf = today < lastDay ? today : lastDay
    for (const table of figures.tables)
      for (const row of [...table.rows, ...(table.total ? [table.total] : [])])
        for (const column of table.columns) {
          const cell = Cell.safeParse({ table: table.id, row: row.id, column })
          if (!cell.success || column === 'share' || ['median', 'ninetieth'].includes(row.id))
            continue
          const list = await listBehind(db.read, cell.data, { period, asOf, limit: 500 })
          const name = [period.id, table.id, row.id, column]
          expect([...name, list.rows.length]).toEqual([...name, row.values[column]])
        }
  }
}, 120_000)

/** Whatever could come next in the life of a request, by whoever it is to do. */
async function aStep(service: Service, reference: string, random: () => number): Promise<void> {
  const { status, id, outcome } = await caseOf(service, reference)
  const what = random()
  const { services, cast, time } = service
  if (isOpen({ status }) && what < 0.04) {
    await takeRequesterAction(services, 'withdraw', id, '')
    return
  }
  if (isOpen({ status }) && what < 0.12) {
    const division = cast.divisions[what < 0.08 ? 'first' : 'secretariat']
    return act(service, reference, 'secretary', 'assign', { ...plainNote, division })
  }
  switch (status) {
    case 'submitted':
      if (what < 0.3)
        return act(service, reference, 'secretary', 'advise', {
          ...plainNote,
          agency: 'กรมอื่น',
          reply: '',
        })
      return act(service, reference, 'secretary', 'assign', {
        ...plainNote,
        division: cast.divisions.first,
      })
    case 'assigned':
      if (what < 0.25)
        return act(service, reference, 'officer', 'return', { ...plainNote, note: 'ไม่ใช่ของกองนี้' })
      return act(service, reference, 'officer', 'accept', plainNote)
    case 'in-progress':
      if (what < 0.3) return act(service, reference, 'officer', 'ask', aQuestion(service))
      if (what < 0.35)
        return act(service, reference, 'officer', 'notify-third-party', aNotice(service))
      if (what < 0.5)
        return act(service, reference, 'officer', 'extend', {
          ...plainNote,
          note: 'เอกสารมาก',
          until: addDays(dayOf(time.now), 12),
        })
      return act(service, reference, 'officer', 'propose', what < 0.7 ? refusing : disclosing)
    case 'awaiting-requester':
      if (what < 0.4) await takeRequesterAction(services, 'clarify', id, `ปี ${time.now}`)
      return
    case 'awaiting-approval':
      if (what < 0.3)
        return act(service, reference, 'head', 'send-back', { ...plainNote, note: 'ขอให้แก้' })
      return act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
    case 'awaiting-clearance':
      return act(service, reference, 'executive', 'clear', plainNote)
    case 'answered':
    case 'lapsed':
      if (what < 0.15)
        return act(service, reference, 'secretary', 'reopen', {
          ...plainNote,
          note: `ขอให้พิจารณาใหม่ ${outcome}`,
        })
      if (what < 0.2) await takeRequesterAction(services, 'dispute', id, 'ยังขาดภาคผนวก')
      return
    case 'awaiting-third-party':
    case 'withdrawn':
  }
}

async function holiday({ services }: Service, on: Day): Promise<void> {
  const change = {
    removed: [],
    put: [{ on, nameTh: 'วันหยุดพิเศษ', nameEn: 'Special holiday', standing, source: '' }],
  }
  const { mark } = await planHolidays(services, change)
  await changeHolidays(services, change, mark)
}

const standing = 'announced' as const

/** What may not be done just now is left for another day. */
async function orRefused(step: () => Promise<unknown>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof WrongChoice)) throw error
  }
}
