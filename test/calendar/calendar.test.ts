import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addWorkingDays,
  whyClosed,
  dayOf,
  deemedReceived,
  isWorkingDay,
  monthOf,
  nextWorkingDay,
  officeHours,
  startOfDay,
  workingDaysBetween,
} from '#src/calendar/calendar.ts'
import { anyCalendar, anyDay, dayAfter, daysAfter, isOpenByHand } from './by-hand.ts'
import { calendar2026 } from './holidays.ts'

const at = (text: string) => Date.parse(text)

describe('the day in Bangkok', () => {
  it('begins at 17:00 UTC of the day before', () => {
    expect(dayOf(at('2026-11-23T16:59:59.999Z'))).toBe('2026-11-23')
    expect(dayOf(at('2026-11-23T17:00:00.000Z'))).toBe('2026-11-24')
    expect(startOfDay('2026-11-24')).toBe(at('2026-11-24T00:00:00+07:00'))
  })

  it('crosses the end of a year, of a fiscal year and of February where Bangkok does', () => {
    expect(dayOf(at('2026-12-31T17:00:00Z'))).toBe('2027-01-01')
    expect(dayOf(at('2025-09-30T16:59:59Z'))).toBe('2025-09-30')
    expect(dayOf(at('2025-09-30T17:00:00Z'))).toBe('2025-10-01')
    expect(dayOf(at('2028-02-28T17:00:00Z'))).toBe('2028-02-29')
  })

  it('is the same as with seven hours added, at any instant of these years', () => {
    const instant = fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2029-01-01T00:00Z') })
    fc.assert(
      fc.property(instant, (ms) => {
        expect(dayOf(ms)).toBe(new Date(ms + 7 * 3600_000).toISOString().slice(0, 10))
        expect(startOfDay(dayOf(ms))).toBeLessThanOrEqual(ms)
        expect(startOfDay(addDays(dayOf(ms), 1))).toBeGreaterThan(ms)
      }),
    )
  })
})

describe('calendar days', () => {
  it('are added across months and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
    expect(addDays('2026-12-25', 15)).toBe('2027-01-09')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(monthOf('2026-11-24')).toBe('2026-11')
  })

  it('are refused when they do not exist', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
  })
})

describe('working days', () => {
  it('are Monday to Friday without the holidays', () => {
    expect(isWorkingDay('2026-11-24', calendar2026)).toBe(true)
    expect(isWorkingDay('2026-11-21', calendar2026)).toBe(false)
    expect(isWorkingDay('2026-11-22', calendar2026)).toBe(false)
    expect(isWorkingDay('2026-04-14', calendar2026)).toBe(false)
  })

  it('say why a day is closed', () => {
    expect(whyClosed('2026-04-14', calendar2026)).toEqual({
      on: '2026-04-14',
      why: 'holiday',
      name: { th: 'วันสงกรานต์', en: 'Songkran' },
      standing: 'announced',
    })
    expect(whyClosed('2027-01-01', calendar2026)?.standing).toBe('predicted')
    expect(whyClosed('2026-05-31', calendar2026)).toEqual({ on: '2026-05-31', why: 'weekend' })
    expect(whyClosed('2026-11-24', calendar2026)).toBeUndefined()
  })

  it('go on after Songkran and after New Year', () => {
    expect(nextWorkingDay('2026-04-11', calendar2026)).toBe('2026-04-16')
    expect(nextWorkingDay('2026-12-31', calendar2026)).toBe('2027-01-04')
    expect(nextWorkingDay('2026-04-16', calendar2026)).toBe('2026-04-16')
  })

  it('are counted after the first day up to and including the last', () => {
    expect(workingDaysBetween('2026-11-20', '2026-11-23', calendar2026)).toBe(1)
    expect(workingDaysBetween('2026-04-10', '2026-04-16', calendar2026)).toBe(1)
    expect(workingDaysBetween('2026-04-13', '2026-04-16', calendar2026)).toBe(1)
    expect(workingDaysBetween('2026-04-10', '2026-04-13', calendar2026)).toBe(0)
    expect(workingDaysBetween('2026-11-23', '2026-11-20', calendar2026)).toBe(-1)
    expect(workingDaysBetween('2026-11-21', '2026-11-20', calendar2026)).toBe(0)
    expect(workingDaysBetween('2026-11-20', '2026-11-20', calendar2026)).toBe(0)
  })

  it('are the same as counted on a wall calendar', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyCalendar, (one, other, calendar) => {
        const [from, to] = one < other ? [one, other] : [other, one]
        const byHand = daysAfter(from, to).filter((on) => isOpenByHand(on, calendar)).length
        expect(workingDaysBetween(from, to, calendar)).toBe(byHand)
        expect(workingDaysBetween(to, from, calendar)).toBe(0 - byHand)
      }),
    )
  })

  it('are found again by counting to them, forwards and backwards', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), anyCalendar, (day, n, calendar) => {
        const later = addWorkingDays(day, n, calendar)
        const earlier = addWorkingDays(day, -n, calendar)
        expect(isOpenByHand(later, calendar) || later > '2028-12-31').toBe(true)
        expect(workingDaysBetween(day, later, calendar)).toBe(n)
        expect(isWorkingDay(earlier, calendar)).toBe(true)
        expect(addWorkingDays(day, 0, calendar)).toBe(day)
      }),
    )
  })

  it('never leave one out on the way to the next', () => {
    fc.assert(
      fc.property(anyDay, anyCalendar, (day, calendar) => {
        let byHand = day
        while (!isOpenByHand(byHand, calendar)) byHand = dayAfter(byHand)
        expect(nextWorkingDay(day, calendar)).toBe(byHand)
        expect(isWorkingDay(day, calendar)).toBe(byHand === day)
      }),
    )
  })
})

describe('receipt', () => {
  it('is the moment itself during office hours', () => {
    expect(received('2026-11-24T08:30:00+07:00')).toEqual({
      moment: '2026-11-24T08:30:00',
      on: '2026-11-24',
    })
    expect(received('2026-11-24T16:29:59.999+07:00').on).toBe('2026-11-24')
    expect(deemedReceived(at('2026-11-24T11:11:11.111+07:00'), calendar2026).at).toBe(
      at('2026-11-24T11:11:11.111+07:00'),
    )
  })

  it('is the opening of the same day before office hours', () => {
    const opening = { moment: '2026-11-24T08:30:00', on: '2026-11-24' }
    expect(received('2026-11-24T00:00:00+07:00')).toEqual(opening)
    expect(received('2026-11-24T08:29:59.999+07:00')).toEqual(opening)
  })

  it('is the next opening from 16:30 exactly', () => {
    const opening = { moment: '2026-11-25T08:30:00', on: '2026-11-25' }
    expect(received('2026-11-24T16:30:00+07:00')).toEqual(opening)
    expect(received('2026-11-24T23:59:59.999+07:00')).toEqual(opening)
  })

  it('waits for Monday on a Friday evening and at any time of the weekend', () => {
    const monday = { moment: '2026-11-23T08:30:00', on: '2026-11-23' }
    expect(received('2026-11-20T18:00:00+07:00')).toEqual(monday)
    expect(received('2026-11-21T10:00:00+07:00')).toEqual(monday)
    expect(received('2026-11-22T23:59:00+07:00')).toEqual(monday)
  })

  it('waits for the end of Songkran and of New Year', () => {
    const afterSongkran = { moment: '2026-04-16T08:30:00', on: '2026-04-16' }
    expect(received('2026-04-10T16:30:00+07:00')).toEqual(afterSongkran)
    expect(received('2026-04-14T10:00:00+07:00')).toEqual(afterSongkran)
    expect(received('2026-12-30T20:00:00+07:00').on).toBe('2027-01-04')
  })

  it('is never earlier than the entry, always in office hours, and skips no office day', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 24 * 3600_000 - 1 }),
        anyCalendar,
        (day, timeOfDay, calendar) => {
          const midnight = at(`${day}T00:00:00+07:00`)
          const entered = midnight + timeOfDay
          const opens = at(`${day}T${officeHours.from}:00+07:00`)
          const closes = at(`${day}T${officeHours.until}:00+07:00`)

          let byHand = entered < closes ? day : dayAfter(day)
          while (!isOpenByHand(byHand, calendar) && byHand < '2029') byHand = dayAfter(byHand)
          const isNow = byHand === day && entered >= opens

          expect(deemedReceived(entered, calendar)).toEqual({
            on: byHand,
            at: isNow ? entered : at(`${byHand}T${officeHours.from}:00+07:00`),
          })
        },
      ),
    )
  })
})

function received(text: string): { moment: string; on: string } {
  const { at: moment, on } = deemedReceived(at(text), calendar2026)
  return { moment: new Date(moment + 7 * 3600_000).toISOString().slice(0, 19), on }
}
