import { expect, it } from 'vitest'
import { monthPeriod, part, yearPeriod } from '#src/calendar/period.ts'
import { compare, compared } from '#src/statistics/comparison.ts'
import { figuresOf } from '#src/statistics/figures.ts'
import { listDivisions, takeFigures } from '#src/statistics/queries.ts'
import { freshDatabase } from '../support/database.ts'
import { receive } from './busy-department.ts'

const takenAt = Date.parse('2026-11-24T12:00:00+07:00')
const october = { period: monthPeriod('2026-10'), takenAt, divisions: [] }

it('the share in time is rounded once, not the sum of two that were rounded', () => {
  const standing = (name: string) =>
    ({ month: '2026-10', name: 'cohort', detail: `2026-10 ${name}`, count: 1 }) as const
  const counts = ['answered-in-time', 'answered-in-extension', 'answered-late'].map(standing)
  const { values } = compared(figuresOf(october, { tallies: [], counts, use: [] }))
  expect(values.find(({ figure }) => figure === 'in-time')?.value).toBe(66.7)
})

it('where there is nothing to divide by, or no middle, there is no figure', () => {
  const { values } = compared(figuresOf(october, { tallies: [], counts: [], use: [] }))
  expect(values.map(({ figure, value }) => [figure, value])).toEqual([
    ['received', 0],
    ['closed', 0],
    ['open', 0],
    ['in-time', null],
    ['median', null],
    ['online', null],
  ])
})

it.each([
  [monthPeriod('2026-10'), ['2026-10', '2026-09', '2025-10'], [0, 1, 1]],
  [part(2570, 'quarter', 1), ['2570-q1', '2569-q4', '2569-q1'], [0, 1, 1]],
  [part(2570, 'half', 1), ['2570-h1', '2569-h2', '2569-h1'], [0, 1, 1]],
  [yearPeriod(2570), ['2570', '2569'], [0, 2]],
])(
  '$id is compared with what was before it, and a year before',
  async (period, periods, received) => {
    const db = await freshDatabase()
    await receive(db, { on: '2025-10-20', serial: 1 })
    await receive(db, { on: '2026-09-20', serial: 2 })
    const divisions = await listDivisions(db.read)
    const figures = await takeFigures(db.read, { period, takenAt, divisions })
    const all = await compare(db.read, figures, { takenAt, divisions })
    expect(all.map((one) => one.period.id)).toEqual(periods)
    expect(all.map(({ values }) => values[0]?.value)).toEqual(received)
  },
)
