import { describe, expect, it } from 'vitest'
import { dayOf } from '#src/calendar/calendar.ts'
import { lastDayOf } from '#src/calendar/fiscal-year.ts'
import { monthPeriod } from '#src/calendar/period.ts'
import type { Database } from '#src/database/open.ts'
import { Cell } from '#src/statistics/cell.ts'
import type { FiguresTable, Figures } from '#src/statistics/figures.ts'
import { listBehind, type List, type Position } from '#src/statistics/lists.ts'
import { listDivisions, takeFigures } from '#src/statistics/queries.ts'
import { freshDatabase } from '../support/database.ts'
import {
  aBusyDepartment,
  aDepartment,
  answer,
  monthsBetween,
  proposeInVain,
  receive,
  step,
} from './busy-department.ts'

const takenAt = Date.parse('2026-11-24T12:00:00+07:00')
const today = dayOf(takenAt)
const from = '2026-08-20'

describe('the list behind a number', () => {
  it('has as many rows as the number says, for every cell of every month', async () => {
    const db = await freshDatabase()
    await aBusyDepartment(db, { seed: 69, count: 160, from, until: today })
    let numbers = 0
    for (const month of [...monthsBetween(from, today), '2026-07', '2026-12']) {
      const figures = await figuresOf(db, month)
      expect(figures.mismatches).toEqual([])
      const counted: Record<string, number> = {}
      const listed: Record<string, number> = {}
      for (const [cell, value] of countsOf(figures)) {
        const name = `${month} ${Object.values(cell).join(' ')}`
        const list = await listBehind(db.read, cell, { ...behind(month), limit: 1000 })
        counted[name] = value
        listed[name] = list.rows.length
        expect([name, list.total]).toEqual([name, list.rows.length])
        if (value > 0) numbers += 1
      }
      expect(listed).toEqual(counted)
    }
    expect(numbers).toBeGreaterThan(200)
  })

  it('has also what counts from a later day of the running month: sent on a Saturday, received on Monday', async () => {
    const db = await freshDatabase()
    await receive(db, { on: '2026-11-26', serial: 1 })
    const closed = await receive(db, { on: '2026-11-26', serial: 2 })
    await step(db, closed, today, 'withdraw', 'withdrawn')
    const figures = await figuresOf(db, '2026-11')
    for (const row of ['open-in-time', 'open-late', 'closed-unanswered'] as const) {
      const cell = { table: 'timeliness', row, column: 'count' } as const
      const { total } = await listBehind(db.read, cell, { ...behind('2026-11'), limit: 10 })
      expect([row, total]).toEqual([row, countsIn(tableOf(figures, 'timeliness'))[row] ?? 0])
    }
  })

  it('shows each of them once when read page by page', async () => {
    const db = await freshDatabase()
    await aBusyDepartment(db, { seed: 7, count: 60, from: '2026-10-01', until: '2026-11-10' })
    for (const column of ['closed', 'moved-in', 'reopened'] as const) {
      const cell = { table: 'flow', row: 'total', column } as const
      const whole = await listBehind(db.read, cell, { ...behind('2026-10'), limit: 1000 })
      expect(whole.rows.length).toBeGreaterThan(8)
      const pages: List[] = []
      let after: Position | undefined
      do {
        const page = await listBehind(db.read, cell, { ...behind('2026-10'), after, limit: 4 })
        expect(page.total).toBe(whole.total)
        pages.push(page)
        after = page.next
      } while (after)
      expect(pages.flatMap(({ rows }) => rows)).toEqual(whole.rows)
      expect(pages.length).toBe(Math.ceil(whole.total / 4))
    }
  })
})

describe('one request through the months', () => {
  let db: Database
  let first: number
  let second: number

  async function live() {
    db = await freshDatabase()
    const department = await aDepartment(db)
    ;[, first = 0, second = 0] = department.divisions
    // Received by the first division in September, moved to the second in October, refused in November.
    const id = await receive(db, { on: '2026-09-28', divisionId: first, serial: 1 })
    await step(db, id, '2026-10-02', 'assign', 'assigned', { divisionId: second })
    await answer(db, department, id, '2026-11-03', 'refused', ['s15-1', 's24'])
  }

  it('is carried from one month to the next by whoever held it then', async () => {
    await live()
    const flow = async (month: string, division: number) => {
      const table = tableOf(await figuresOf(db, month), 'flow')
      return Object.values(table.rows.find(({ id }) => id === String(division))?.values ?? {})
    }
    expect(await flow('2026-09', first)).toEqual([0, 1, 0, 0, 0, 0, 1])
    expect(await flow('2026-10', first)).toEqual([1, 0, 0, 0, 1, 0, 0])
    expect(await flow('2026-10', second)).toEqual([0, 0, 0, 1, 0, 0, 1])
    expect(await flow('2026-11', second)).toEqual([1, 0, 0, 0, 0, 1, 0])
    expect(await flow('2026-12', second)).toEqual([0, 0, 0, 0, 0, 0, 0])

    const opening = { table: 'flow', row: String(first), column: 'opening' } as const
    const list = await listBehind(db.read, opening, { ...behind('2026-10'), limit: 50 })
    expect(list.rows.map(({ reference }) => reference)).toEqual(['69-000001-0'])
    const moves = { table: 'flow', row: String(second), column: 'moved-in' } as const
    const moved = await listBehind(db.read, moves, { ...behind('2026-10'), limit: 50 })
    expect(moved.rows.map(({ move }) => move)).toEqual([
      { on: '2026-10-02', from: first, to: second },
    ])
  })

  it('stands as it stood when the month it was received in ended, and by its grounds in the month it was closed', async () => {
    await live()
    const september = tableOf(await figuresOf(db, '2026-09'), 'timeliness')
    // It was due on 13 October: on the last evening of September it was open and in time.
    expect(countsIn(september)).toEqual({ 'open-in-time': 1 })
    const november = await figuresOf(db, '2026-11')
    expect(countsIn(tableOf(november, 'grounds'))).toEqual({ 's15-1': 1, s24: 1 })
    expect(countsIn(tableOf(november, 'outcomes'))).toEqual({ refused: 1 })
  })
})

describe('the limit', () => {
  it('is kept on its last day and broken on the next, for answers and for what is open', async () => {
    const db = await freshDatabase()
    const department = await aDepartment(db)
    // Due on Monday 16 November.
    const inTime = await receive(db, { on: '2026-11-01', serial: 1 })
    await answer(db, department, inTime, '2026-11-16', 'disclosed')
    const late = await receive(db, { on: '2026-11-01', serial: 2 })
    await answer(db, department, late, '2026-11-17', 'disclosed')
    await receive(db, { on: '2026-11-09', serial: 3 }) // due on the 24th: today
    await receive(db, { on: '2026-11-08', serial: 4 }) // due on the 23rd
    expect(countsIn(tableOf(await figuresOf(db, '2026-11'), 'timeliness'))).toEqual({
      'answered-in-time': 1,
      'answered-late': 1,
      'open-in-time': 1,
      'open-late': 1,
    })
  })
})

describe('the grounds', () => {
  it('are those of the answer itself, not of what was proposed before it', async () => {
    const db = await freshDatabase()
    const department = await aDepartment(db)
    const id = await receive(db, { on: '2026-11-02', divisionId: 1, serial: 1 })
    await proposeInVain(db, department, id, '2026-11-03')
    await answer(db, department, id, '2026-11-04', 'refused', ['s15-3', 's15-3'])
    const counted = countsIn(tableOf(await figuresOf(db, '2026-11'), 'grounds'))
    expect(counted).toEqual({ 's15-3': 1 })
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

/** Every cell that counts something, as the address of its list names it. */
function countsOf({ tables }: Figures): [Cell, number][] {
  return tables.flatMap((table) =>
    [...table.rows, ...(table.total ? [table.total] : [])].flatMap(({ id, values }) =>
      table.columns.flatMap((column): [Cell, number][] => {
        const isCount = column !== 'share' && id !== 'median' && id !== 'ninetieth'
        if (!isCount || table.id === 'use') return []
        const cell = Cell.parse({ table: table.id, row: id, column })
        return [[cell, values[column] ?? Number.NaN]]
      }),
    ),
  )
}

function tableOf({ tables }: Figures, id: FiguresTable['id']): FiguresTable {
  const table = tables.find((one) => one.id === id)
  if (!table) throw new Error(`There is no table ${id}`)
  return table
}

function countsIn({ rows }: FiguresTable): Record<string, number | null | undefined> {
  const counted = rows.filter(({ values }) => values['count'] !== 0)
  return Object.fromEntries(counted.map(({ id, values }) => [id, values['count']]))
}
