import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRules } from '#src/department/rules.ts'
import { appealLastDay, daysLeft, dueDate } from '#src/requests/deadlines.ts'
import { anyCalendar, anyDay, dayAfter, daysAfter, isOpenByHand } from '../calendar/by-hand.ts'
import { calendar2026 } from '../calendar/holidays.ts'

const defaultLimit = defaultRules.limit

describe('the day an answer is due', () => {
  it('is fifteen calendar days after receipt, the day of receipt not counted', () => {
    expect(dueDate('2026-11-09', defaultLimit, calendar2026)).toEqual({
      on: '2026-11-24',
      dayZero: '2026-11-09',
      countsFrom: 'receipt',
      firstDay: '2026-11-10',
      limit: { days: 15, unit: 'calendar' },
      lastDayOfLimit: '2026-11-24',
      skipped: [],
      pauses: [],
      lastDayWithPauses: '2026-11-24',
      rolledOver: [],
      limitOn: '2026-11-24',
      extensions: [],
    })
  })

  it('moves from a weekend to Monday, and says so', () => {
    const deadline = dueDate('2026-11-06', defaultLimit, calendar2026)
    expect(deadline).toMatchObject({ lastDayOfLimit: '2026-11-21', on: '2026-11-23' })
    expect(deadline.rolledOver).toEqual([
      { on: '2026-11-21', why: 'weekend' },
      { on: '2026-11-22', why: 'weekend' },
    ])
  })

  it('moves past Songkran, naming each day', () => {
    const deadline = dueDate('2026-03-27', defaultLimit, calendar2026)
    expect(deadline).toMatchObject({ lastDayOfLimit: '2026-04-11', on: '2026-04-16' })
    expect(deadline.rolledOver.map(({ on, why }) => [on, why])).toEqual([
      ['2026-04-11', 'weekend'],
      ['2026-04-12', 'weekend'],
      ['2026-04-13', 'holiday'],
      ['2026-04-14', 'holiday'],
      ['2026-04-15', 'holiday'],
    ])
    expect(deadline.rolledOver[2]?.name).toEqual({ th: 'วันสงกรานต์', en: 'Songkran' })
  })

  it('moves past New Year, telling what is only predicted', () => {
    const deadline = dueDate('2026-12-16', defaultLimit, calendar2026)
    expect(deadline.on).toBe('2027-01-04')
    expect(deadline.rolledOver.map(({ standing }) => standing)).toEqual([
      'announced',
      'predicted',
      undefined,
      undefined,
    ])
  })

  it('counts over 29 February', () => {
    expect(dueDate('2028-02-14', defaultLimit, new Map()).on).toBe('2028-02-29')
    expect(dueDate('2028-02-15', defaultLimit, new Map()).on).toBe('2028-03-01')
  })

  it('leaves out closed days when the limit is in working days', () => {
    const deadline = dueDate('2026-04-10', { days: 3, unit: 'working' }, calendar2026)
    expect(deadline).toMatchObject({ on: '2026-04-20', rolledOver: [] })
  })

  it('is the same as on a wall calendar, for either unit', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 30 }),
        fc.constantFrom('calendar' as const, 'working' as const),
        anyCalendar,
        (received, days, unit, calendar) => {
          let on = received
          for (let counted = 0; counted < days;) {
            on = dayAfter(on)
            if (unit === 'calendar' || isOpenByHand(on, calendar)) counted += 1
          }
          const lastDayOfLimit = on
          while (!isOpenByHand(on, calendar)) on = dayAfter(on)

          const deadline = dueDate(received, { days, unit }, calendar)
          expect(deadline).toMatchObject({ on, lastDayOfLimit, dayZero: received })
          const rolledOver = daysAfter(lastDayOfLimit, on).map((_, i, all) =>
            i === 0 ? lastDayOfLimit : all[i - 1],
          )
          expect(deadline.rolledOver.map((day) => day.on)).toEqual(rolledOver)
        },
      ),
    )
  })
})

describe('what remains', () => {
  it('is counted in working days to the last day', () => {
    expect(daysLeft('2026-11-24', '2026-11-11', calendar2026)).toEqual({
      working: 9,
      isOverdue: false,
    })
    expect(daysLeft('2026-11-24', '2026-11-24', calendar2026)).toEqual({
      working: 0,
      isOverdue: false,
    })
  })

  it('is negative by the working days that it is late', () => {
    expect(daysLeft('2026-11-20', '2026-11-23', calendar2026)).toEqual({
      working: -1,
      isOverdue: true,
    })
    expect(daysLeft('2026-04-10', '2026-04-20', calendar2026).working).toBe(-3)
  })

  it('is late on the weekend after the last day, though by no working day', () => {
    expect(daysLeft('2026-11-20', '2026-11-21', calendar2026)).toEqual({
      working: 0,
      isOverdue: true,
    })
  })
})

describe('the last day to appeal', () => {
  it('is the fifteenth day after the notice', () => {
    expect(appealLastDay('2026-11-24')).toBe('2026-12-09')
    expect(appealLastDay('2028-02-14')).toBe('2028-02-29')
  })

  it('stays where it is on a closed day: the earlier date is the safe one', () => {
    expect(appealLastDay('2026-11-25')).toBe('2026-12-10')
    expect(isOpenByHand('2026-12-10', calendar2026)).toBe(false)
  })
})
