import { describe, expect, it } from 'vitest'
import { dayOf } from '#src/calendar/calendar.ts'
import { lastDayOf } from '#src/calendar/fiscal-year.ts'
import { monthPeriod, yearPeriod, type Period } from '#src/calendar/period.ts'
import type { Database } from '#src/database/open.ts'
import { Cell } from '#src/statistics/cell.ts'
import type { Figures } from '#src/statistics/figures.ts'
import { listBehind } from '#src/statistics/lists.ts'
import { listDivisions, takeFigures } from '#src/statistics/queries.ts'
import { aCase, act, caseOf, plainNote } from '../support/cases.ts'
import { freshDatabase } from '../support/database.ts'
import { signIn, startService } from '../support/service.ts'
import {
  aBusyDepartment,
  aDepartment,
  answer,
  monthsBetween,
  receive,
  reopen,
  step,
} from './busy-department.ts'
import { countedByHand, daysByHand, readHistories } from './from-events.ts'

const takenAt = Date.parse('2026-11-24T12:00:00+07:00')
const today = dayOf(takenAt)

describe('the figures of every month', () => {
  it.each([11, 12])(
    'are those of somebody who goes through all histories by hand (%i)',
    async (seed) => {
      const from = '2026-07-20'
      const db = await freshDatabase()
      await aBusyDepartment(db, { seed, count: 140, from, until: today })
      const histories = await readHistories(db)
      let reopenings = 0
      let twice = 0
      for (const month of monthsBetween(from, today)) {
        const figures = await figuresOf(db, month)
        expect(figures.mismatches).toEqual([])
        const byHand = countedByHand(histories, month, today)
        const { middle, numbers } = apart(numbersIn(figures))
        expect(numbers).toEqual(
          Object.fromEntries([...byHand].map(([name, references]) => [name, references.length])),
        )
        expect([month, middle]).toEqual([month, middleOf(daysByHand(histories, month))])
        for (const [name, references] of byHand)
          expect([name, ...(await listed(db, name, month))]).toEqual([
            name,
            ...references.toSorted(),
          ])

        const closed = byHand.get('flow total closed') ?? []
        twice += closed.length - new Set(closed).size
        reopenings += byHand.get('flow total reopened')?.length ?? 0
      }
      expect(reopenings).toBeGreaterThan(20)
      expect(twice).toBeGreaterThan(2)
    },
  )
})

describe('a request that was closed and reopened', () => {
  /** Refused in September, reopened in October, disclosed in November. */
  async function live() {
    const db = await freshDatabase()
    const department = await aDepartment(db)
    const [, division = 0] = department.divisions
    const id = await receive(db, { on: '2026-09-01', divisionId: division, serial: 1 })
    await answer(db, department, id, '2026-09-10', 'refused', ['s15-1'])
    const reportOf = async (month: string) => withoutMoment(await figuresOf(db, month))
    return { db, department, division, id, reportOf }
  }

  it('stays closed in the month that closed it', async () => {
    const { db, division, id, reportOf } = await live()
    const before = await reportOf('2026-09')
    await reopen(db, id, '2026-10-20')
    const after = await reportOf('2026-09')
    expect(after).toEqual(before)
    expect(numbersIn(after)).toMatchObject({
      'service online closed': 1,
      [`flow ${division} closed`]: 1,
      'outcomes refused count': 1,
      'grounds s15-1 count': 1,
      'speed answered value': 1,
      'speed median value': 7,
    })
    expect(after.mismatches).toEqual([])
  })

  it('was not open in between, is so from its reopening on, and the flow balances', async () => {
    const { db, department, division, id, reportOf } = await live()
    await reopen(db, id, '2026-10-20')
    await answer(db, department, id, '2026-11-03', 'disclosed')
    const flow = async (month: string) => {
      const { tables, mismatches } = await reportOf(month)
      expect(mismatches).toEqual([])
      const table = tables.find(({ id: name }) => name === 'flow')
      return table?.rows.find(({ id: row }) => row === String(division))?.values
    }
    const nothing = { opening: 0, received: 0, reopened: 0, 'moved-in': 0, 'moved-out': 0 }
    expect(await flow('2026-09')).toEqual({ ...nothing, received: 1, closed: 1, closing: 0 })
    expect(await flow('2026-10')).toEqual({ ...nothing, reopened: 1, closed: 0, closing: 1 })
    expect(await flow('2026-11')).toEqual({ ...nothing, opening: 1, closed: 1, closing: 0 })
    expect(await listed(db, 'service total open', '2026-09')).toEqual([])
    expect(await listed(db, 'service total open', '2026-10')).toEqual(['69-000001-0'])
  })

  it('is listed as it was closed, with the day it was reopened; and as it stands where that is meant', async () => {
    const { db, division, id } = await live()
    await reopen(db, id, '2026-10-20')
    const closed = await listBehind(db.read, cellOf('outcomes refused count'), {
      ...behind('2026-09'),
      limit: 50,
    })
    expect(closed.rows).toMatchObject([
      { closedOn: '2026-09-10', status: 'answered', outcome: 'refused', undoneOn: '2026-10-20' },
    ])
    const reopened = await listBehind(db.read, cellOf(`flow ${division} reopened`), {
      ...behind('2026-10'),
      limit: 50,
    })
    expect(reopened.rows).toMatchObject([
      { reopenedOn: '2026-10-20', status: 'in-progress', outcome: null, divisionId: division },
    ])
  })

  it('counts each closing of one month, by its own outcome and its own ground', async () => {
    const { db, department, id, reportOf } = await live()
    await reopen(db, id, '2026-09-14')
    await answer(db, department, id, '2026-09-14', 'partly-disclosed', ['s15-3'])
    await step(db, id, '2026-09-15', 'dispute', 'answered')
    await reopen(db, id, '2026-09-16')
    await step(db, id, '2026-09-17', 'withdraw', 'withdrawn')
    const { mismatches, ...figures } = await reportOf('2026-09')
    expect(mismatches).toEqual([])
    expect(numbersIn(figures)).toMatchObject({
      'flow total closed': 3,
      'flow total reopened': 2,
      'outcomes refused count': 1,
      'outcomes partly-disclosed count': 1,
      'outcomes withdrawn count': 1,
      'grounds s15-1 count': 1,
      'grounds s15-3 count': 1,
      'speed answered value': 2,
    })
    expect(await listed(db, 'flow total closed', '2026-09')).toEqual(
      Array.from({ length: 3 }, () => '69-000001-0'),
    )
  })

  it('stands in its cohort as it stood when that month ended, and in a longer one as when that ended', async () => {
    const { db, department, id } = await live()
    const standings = async (period: Period) => {
      const divisions = await listDivisions(db.read)
      const figures = await takeFigures(db.read, { period, takenAt, divisions })
      return Object.keys(numbersIn(figures)).filter(
        (name) => /^timeliness .* count$/.test(name) && !name.includes('total'),
      )
    }
    const [september, year] = [monthPeriod('2026-09'), yearPeriod(2569)]
    expect(await standings(september)).toEqual(['timeliness answered-in-time count'])
    await reopen(db, id, '2026-09-28')
    expect(await standings(september)).toEqual(['timeliness open-in-time count'])
    expect(await standings(year)).toEqual(['timeliness open-in-time count'])
    await answer(db, department, id, '2026-11-20', 'disclosed')
    expect(await standings(september)).toEqual(['timeliness open-in-time count'])
    expect(await standings(year)).toEqual(['timeliness open-in-time count'])
  })
})

describe('an extension', () => {
  it('sets apart what was answered only with it, on its last day too; after that it is late', async () => {
    const db = await freshDatabase()
    const department = await aDepartment(db)
    // The limit of 15 days ends on Monday 16 November, the extension on the 20th.
    for (const [serial, on] of ['2026-11-16', '2026-11-17', '2026-11-20', '2026-11-23'].entries()) {
      const id = await receive(db, { on: '2026-11-01', serial })
      await step(db, id, '2026-11-02', 'extend', 'submitted', { dueOn: '2026-11-20' })
      await answer(db, department, id, on, 'disclosed')
    }
    const open = await receive(db, { on: '2026-11-01', serial: 5 })
    await step(db, open, '2026-11-02', 'extend', 'submitted', { dueOn: '2026-11-24' })
    const numbers = numbersIn(await figuresOf(db, '2026-11'))
    expect(numbers).toMatchObject({
      'timeliness answered-in-time count': 1,
      'timeliness answered-in-extension count': 2,
      'timeliness answered-late count': 1,
      'timeliness open-in-time count': 1,
      'timeliness answered-in-extension share': 40,
    })
    expect(await listed(db, 'timeliness answered-in-extension count', '2026-11')).toEqual([
      '69-000001-0',
      '69-000002-0',
    ])
  })
})

describe('the report', () => {
  it('agrees with its counters after the secretary has reopened, and opens both lists', async () => {
    const service = await startService()
    const answered = await aCase(service, 'answered')
    const lapsed = await aCase(service, 'lapsed')
    for (const reference of [answered, lapsed]) {
      await act(service, reference, 'secretary', 'reopen', { ...plainNote, note: 'พบเอกสารเพิ่ม' })
      expect((await caseOf(service, reference)).status).toBe('in-progress')
    }
    const secretary = await signIn(service, 'secretary')
    const month = dayOf(service.time.now).slice(0, 7)
    const { body } = await secretary.get(`/staff/reports/${month}`)
    expect(body).toContain('ยกมา + รับใหม่ + พิจารณาใหม่ + รับโอน − โอนออก − ปิด = ยกไป')
    expect(body).toContain('ตรวจแล้วว่าตรงกัน')
    const list = `/staff/reports/${month}/list?table=flow&row=total&column=`
    const reopenings = await secretary.get(`${list}reopened`)
    expect(reopenings.body).toContain('นำกลับมาพิจารณาใหม่ 2 ครั้ง')
    expect(reopenings.body).toContain(answered)
    expect(reopenings.body).toContain(lapsed)
  })
})

/** A month's list, as of its last evening or of today. */
function behind(month: string) {
  const lastDay = lastDayOf(month)
  return { period: monthPeriod(month), asOf: today < lastDay ? today : lastDay }
}

async function figuresOf(db: Database, month: string): Promise<Figures> {
  const divisions = await listDivisions(db.read)
  return takeFigures(db.read, { period: monthPeriod(month), takenAt, divisions })
}

function withoutMoment({ tables, mismatches }: Figures) {
  return { tables, mismatches }
}

/** Every number but zeros or blanks, by the words of its cell. */
function numbersIn({ tables }: Pick<Figures, 'tables'>): Record<string, number> {
  return Object.fromEntries(
    tables.flatMap((table) =>
      [...table.rows, ...(table.total ? [table.total] : [])].flatMap(({ id, values }) =>
        Object.entries(values).flatMap(([column, value]) =>
          value ? [[[table.id, id, column].join(' '), value]] : [],
        ),
      ),
    ),
  )
}

/** The counts, and of what is worked out from them the median. */
function apart({ 'speed median value': middle = 0, ...numbers }: Record<string, number>) {
  const counts = Object.entries(numbers).filter(([name]) => !/ share$| ninetieth |^use /.test(name))
  return { middle, numbers: Object.fromEntries(counts) }
}

function middleOf(days: readonly number[]): number {
  const sorted = days.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const [below = 0, above = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return (below + above) / 2
}

function cellOf(name: string): Cell {
  const [table, row, column] = name.split(' ')
  return Cell.parse({ table, row, column })
}

/** The references of the list behind a number, in their own order. */
async function listed(db: Database, name: string, month: string): Promise<string[]> {
  const { rows } = await listBehind(db.read, cellOf(name), { ...behind(month), limit: 1000 })
  return rows.map(({ reference }) => reference).toSorted()
}
