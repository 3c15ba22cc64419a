import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayOf, monthOf } from '#src/calendar/calendar.ts'
import {
  firstDayOf,
  fiscalYearOf,
  lastDayOf,
  monthsOfFiscalYear,
  nextMonth,
  previousMonth,
} from '#src/calendar/fiscal-year.ts'
import { anyDay, dayAfter } from './by-hand.ts'

it('begins on 1 October and is named by the year it ends in', () => {
  expect(fiscalYearOf('2025-09-30')).toBe(2568)
  expect(fiscalYearOf('2025-10-01')).toBe(2569)
  expect(fiscalYearOf('2025-12-31')).toBe(2569)
  expect(fiscalYearOf('2026-01-01')).toBe(2569)
  expect(fiscalYearOf('2026-09-30')).toBe(2569)
  expect(fiscalYearOf('2026-10-01')).toBe(2570)
})

it('changes at midnight in Bangkok', () => {
  expect(fiscalYearOf(dayOf(Date.parse('2025-09-30T16:59:59Z')))).toBe(2568)
  expect(fiscalYearOf(dayOf(Date.parse('2025-09-30T17:00:00Z')))).toBe(2569)
})

it('has twelve months, October to September', () => {
  const months = monthsOfFiscalYear(2569)
  expect(months).toHaveLength(12)
  expect(months[0]).toBe('2025-10')
  expect(months[3]).toBe('2026-01')
  expect(months[11]).toBe('2026-09')
})

it('puts every day into one month of its own year', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const month = monthOf(day)
      expect(monthsOfFiscalYear(fiscalYearOf(day)).filter((m) => m === month)).toEqual([month])
      expect(firstDayOf(month) <= day && day <= lastDayOf(month)).toBe(true)
      expect(dayAfter(lastDayOf(month))).toBe(firstDayOf(nextMonth(month)))
      expect(previousMonth(nextMonth(month))).toBe(month)
    }),
  )
})

it('knows the months around the turn of a year and the end of February', () => {
  expect(previousMonth('2026-01')).toBe('2025-12')
  expect(nextMonth('2026-12')).toBe('2027-01')
  expect(lastDayOf('2028-02')).toBe('2028-02-29')
  expect(lastDayOf('2026-02')).toBe('2026-02-28')
})
