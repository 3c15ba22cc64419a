import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { calendarOf } from '#src/calendar/calendar.ts'
import { changeHolidays, checkDueDays, planHolidays } from '#src/calendar/commands.ts'
import type { HolidayChange, HolidayEntry } from '#src/calendar/holiday-changes.ts'
import { listHolidays } from '#src/calendar/store.ts'
import { letters } from '#src/database/schema.ts'
import { saveRule } from '#src/department/store.ts'
import { saveStep } from '#src/requests/store.ts'
import { aCase, act, caseOf, enterCase, plainNote, standings, traceOf } from '../support/cases.ts'
import { startService, type Service } from '../support/service.ts'
import { addManyOpen } from './many-open.ts'

/** Received on 2 November 2026, a request is due on this Tuesday. */
const tuesday = '2026-11-17'
const wednesday = '2026-11-18'

const special = (on: string): HolidayEntry => ({
  on,
  nameTh: 'วันหยุดพิเศษ',
  nameEn: 'Special public holiday',
  source: 'มติคณะรัฐมนตรี',
  standing: 'announced',
})
const adding = (...days: string[]): HolidayChange => ({ removed: [], put: days.map(special) })
const removing = (...days: string[]): HolidayChange => ({ removed: days, put: [] })

/** Looks at the effect and does it. */
async function change({ services }: Service, what: HolidayChange) {
  const { mark } = await planHolidays(services, what)
  return changeHolidays(services, what, mark)
}

async function lettersAbout({ services }: Service, id: number) {
  return services.db.read
    .select()
    .from(letters)
    .where(and(eq(letters.infoRequestId, id), eq(letters.kind, 'due-moved')))
}

/** As the step of an officer will. */
async function extend(service: Service, reference: string, until: string): Promise<void> {
  const before = await caseOf(service, reference)
  await service.services.db.write((tx) =>
    saveStep(
      tx,
      before,
      {
        action: 'extend',
        toStatus: before.status,
        role: 'officer',
        accountId: service.cast.officer.id,
        actingForId: null,
        until,
        at: service.time.now,
        on: '2026-11-02',
        note: 'ต้องรวบรวมจากหลายแห่ง',
      },
      { dueOn: until },
    ),
  )
}

describe('a new holiday', () => {
  it('moves the open requests whose last day it is, each with an event and a letter', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const before = await caseOf(service, reference)
    expect(before).toMatchObject({ dueOn: tuesday, limitOn: tuesday })

    expect(await change(service, adding(tuesday))).toEqual({ later: 1, earlier: 0, kept: 0 })
    const { infoRequest, history } = await traceOf(service, reference)
    expect(infoRequest).toEqual({
      ...before,
      dueOn: wednesday,
      limitOn: wednesday,
      lastPosition: before.lastPosition + 1,
    })
    expect(history.at(-1)).toMatchObject({
      action: 'reschedule',
      role: 'system',
      accountId: null,
      fromStatus: 'in-progress',
      toStatus: 'in-progress',
      until: wednesday,
      on: '2026-11-02',
      note: 'มีวันหยุดราชการเพิ่ม: วันหยุดพิเศษ (17\u00a0พ.ย. 2569)',
    })
    const posted = await lettersAbout(service, infoRequest.id)
    expect(posted).toHaveLength(1)
    expect(posted[0]).toMatchObject({ state: 'waiting', toAddress: 'somchai@example.com' })
    expect(posted[0]?.body).toContain('18 พฤศจิกายน 2569')
  })

  it('moves every open request, wherever it stands, and no closed one', async () => {
    const service = await startService()
    const moved: string[] = []
    // To lapse takes three weeks, and by then all the others are late.
    for (const status of standings.filter((one) => one !== 'lapsed')) {
      const reference = await aCase(service, status)
      const before = await caseOf(service, reference)
      moved.push(`${status} ${before.closedOn === null}`)
    }
    const open = moved.filter((line) => line.endsWith('true')).length
    expect(open).toBe(7)
    expect(await change(service, adding(tuesday))).toEqual({ later: open, earlier: 0, kept: 0 })
  })

  it('is a letter on paper to whoever has no e-mail, and in English to whoever reads that', async () => {
    const service = await startService()
    const onPaper = await enterCase(service, {
      email: '',
      address: '1 ถนนสุขุมวิท',
      deliverBy: 'post',
    })
    const inEnglish = await enterCase(service, { language: 'en' })
    await change(service, adding(tuesday))
    const paper = await caseOf(service, onPaper)
    expect(await lettersAbout(service, paper.id)).toMatchObject([{ state: 'on-paper' }])
    const [letter] = await lettersAbout(service, (await caseOf(service, inEnglish)).id)
    expect(letter?.body).toContain('18 November 2026')
  })

  it('on any other day moves nobody', async () => {
    const service = await startService()
    const reference = await enterCase(service)
    const before = await traceOf(service, reference)
    // Within the limit, on a weekend, after the last day, and long ago.
    for (const day of ['2026-11-10', '2026-11-14', wednesday, '2026-10-05'])
      expect(await change(service, adding(day))).toEqual({ later: 0, earlier: 0, kept: 0 })
    expect(await traceOf(service, reference)).toEqual(before)
  })

  it('within the limit moves it where the limit is in working days', async () => {
    const service = await startService()
    const { services, cast } = service
    const reference = await enterCase(service)
    // As if that had been the rule on the day it was received.
    await services.db.write((tx) =>
      saveRule(tx, {
        name: 'limit',
        from: '2026-11-01',
        value: { days: 11, unit: 'working' },
        setById: cast.admin.id,
        setAt: 0,
      }),
    )
    expect(await change(service, adding('2026-11-10'))).toEqual({ later: 1, earlier: 0, kept: 0 })
    expect((await caseOf(service, reference)).dueOn).toBe(wednesday)
  })

  it('leaves a due day that has passed', async () => {
    const service = await startService()
    const reference = await enterCase(service)
    service.time.now = Date.parse('2026-11-18T10:00:00+07:00')
    const before = await traceOf(service, reference)
    expect(await change(service, adding(tuesday))).toEqual({ later: 0, earlier: 0, kept: 0 })
    expect(await traceOf(service, reference)).toEqual(before)
  })

  it('is known at once, also to the next request', async () => {
    const service = await startService()
    await service.services.calendar()
    await change(service, adding(tuesday))
    expect((await caseOf(service, await enterCase(service))).dueOn).toBe(wednesday)
  })
})

describe('a holiday that is none any more', () => {
  it('makes requests due earlier, without a letter', async () => {
    const service = await startService()
    // 10 December is the day of the constitution.
    const reference = await enterCase(service, { receivedOn: '2026-11-25' })
    expect((await caseOf(service, reference)).dueOn).toBe('2026-12-11')
    expect(await change(service, removing('2026-12-10'))).toEqual({ later: 0, earlier: 1, kept: 0 })
    const { infoRequest, history } = await traceOf(service, reference)
    expect(infoRequest).toMatchObject({ dueOn: '2026-12-10', limitOn: '2026-12-10' })
    expect(history.at(-1)?.note).toBe('ไม่เป็นวันหยุดราชการแล้ว: วันรัฐธรรมนูญ (10\u00a0ธ.ค. 2569)')
    expect(await lettersAbout(service, infoRequest.id)).toEqual([])
  })

  it('makes nobody late: no due day moves to before today', async () => {
    const service = await startService()
    const reference = await enterCase(service, { receivedOn: '2026-11-25' })
    const before = await traceOf(service, reference)
    service.time.now = Date.parse('2026-12-11T10:00:00+07:00')
    expect(await change(service, removing('2026-12-10'))).toEqual({ later: 0, earlier: 0, kept: 0 })
    expect(await traceOf(service, reference)).toEqual(before)
  })

  it('can be another day instead, in one change', async () => {
    const service = await startService()
    const reference = await enterCase(service, { receivedOn: '2026-11-25' })
    const moved = await change(service, { removed: ['2026-12-10'], put: [special('2026-12-11')] })
    expect(moved).toEqual({ later: 0, earlier: 1, kept: 0 })
    expect((await traceOf(service, reference)).history.at(-1)?.note.split('\n')).toHaveLength(2)
  })
})

describe('a request whose answer was put off', () => {
  it('keeps its due day, while the end of its limit moves, and its requester hears nothing', async () => {
    const service = await startService()
    const reference = await enterCase(service)
    await extend(service, reference, '2026-12-01')
    expect(await change(service, adding(tuesday))).toEqual({ later: 0, earlier: 0, kept: 1 })
    const { infoRequest, history } = await traceOf(service, reference)
    expect(infoRequest).toMatchObject({ dueOn: '2026-12-01', limitOn: wednesday })
    expect(history.at(-1)).toMatchObject({ action: 'reschedule', until: '2026-12-01' })
    expect(history.at(-1)?.note).toContain('กำหนดตอบที่ขยายไว้คงเดิม')
    expect(await lettersAbout(service, infoRequest.id)).toEqual([])
  })

  it('moves when the new last day is no working day any more', async () => {
    const service = await startService()
    const reference = await enterCase(service)
    await extend(service, reference, '2026-12-01')
    expect(await change(service, adding('2026-12-01'))).toEqual({ later: 1, earlier: 0, kept: 0 })
    expect(await caseOf(service, reference)).toMatchObject({
      dueOn: '2026-12-02',
      limitOn: tuesday,
    })
  })
})

describe('changing the holidays', () => {
  it('does all of it or nothing', async () => {
    const service = await startService()
    const reference = await enterCase(service)
    const before = await traceOf(service, reference)
    const { mark } = await planHolidays(service.services, adding(tuesday))
    const noLetters = { ...service.services.config, baseUrl: 'no address' } // no Message-ID can be made of it
    const broken = { ...service.services, config: noLetters }
    await expect(changeHolidays(broken, adding(tuesday), mark)).rejects.toThrow('Invalid URL')
    expect(await traceOf(service, reference)).toEqual(before)
    expect((await listHolidays(service.services.db.read)).map(({ on }) => on)).not.toContain(
      tuesday,
    )
  })

  it('is done once, for the calendar that was looked at', async () => {
    const service = await startService()
    await enterCase(service)
    const { mark } = await planHolidays(service.services, adding(tuesday))
    const done = await Promise.all(
      [1, 2, 3].map(async () => changeHolidays(service.services, adding(tuesday), mark)),
    )
    expect(done.filter((moved) => moved !== undefined)).toEqual([{ later: 1, earlier: 0, kept: 0 }])
  })

  it('counts anew what moves: another request may have come since', async () => {
    const service = await startService()
    const { mark, moves } = await planHolidays(service.services, adding(tuesday))
    expect(moves.later).toBe(0)
    await enterCase(service)
    expect(await changeHolidays(service.services, adding(tuesday), mark)).toMatchObject({
      later: 1,
    })
  })

  it('goes through more requests than it reads at once, and shows the first hundred', async () => {
    const service = await startService()
    await addManyOpen(service, 520)
    const plan = await planHolidays(service.services, adding(tuesday))
    expect(plan.moves).toEqual({ later: 520, earlier: 0, kept: 0 })
    expect(plan.first).toHaveLength(100)
    expect(await change(service, adding(tuesday))).toEqual(plan.moves)
    expect((await planHolidays(service.services, removing(tuesday))).moves.earlier).toBe(520)
  })
})

describe('a request that is received while the holidays change', () => {
  /** As by another process, which keeps the calendar for a minute. */
  function stillOld({ services }: Service) {
    const old = listHolidays(services.db.read)
    const calendar = Object.assign(async () => calendarOf(await old), { forget() {} })
    return { ...services, calendar }
  }

  it('gets its right day two minutes later, and its requester is told', async () => {
    const service = await startService()
    const services = stillOld(service)
    await services.calendar()
    await change(service, adding(tuesday))
    const reference = await enterCase({ ...service, services })
    expect((await caseOf(service, reference)).dueOn).toBe(tuesday)

    expect(await checkDueDays(service.services)).toBeUndefined()
    service.time.now += 2 * 60_000
    expect(await checkDueDays(service.services)).toEqual({ later: 1, earlier: 0, kept: 0 })
    const { infoRequest, history } = await traceOf(service, reference)
    expect(infoRequest.dueOn).toBe(wednesday)
    expect(history.at(-1)).toMatchObject({ action: 'reschedule', role: 'system' })
    expect(await lettersAbout(service, infoRequest.id)).toHaveLength(1)
    expect(await checkDueDays(service.services)).toBeUndefined()
  })

  it('is looked for once more when the holidays change again meanwhile', async () => {
    const service = await startService()
    await change(service, adding(tuesday))
    service.time.now += 60_000
    await change(service, adding(wednesday))
    service.time.now += 60_000
    expect(await checkDueDays(service.services)).toBeUndefined()
    service.time.now += 60_000
    expect(await checkDueDays(service.services)).toEqual({ later: 0, earlier: 0, kept: 0 })
  })

  it('and one on which staff work at the same moment lose nothing', async () => {
    const service = await startService()
    const references: string[] = []
    for (let number = 0; number < 5; number += 1) references.push(await aCase(service, 'assigned'))
    const { mark } = await planHolidays(service.services, adding(tuesday))
    const [moved] = await Promise.all([
      changeHolidays(service.services, adding(tuesday), mark),
      ...references.map((reference) => act(service, reference, 'officer', 'accept', plainNote)),
    ])
    expect(moved).toMatchObject({ later: 5 })
    for (const reference of references)
      expect(await caseOf(service, reference)).toMatchObject({
        dueOn: wednesday,
        status: 'in-progress',
        officerId: service.cast.officer.id,
        lastPosition: 4,
      })
  })
})
