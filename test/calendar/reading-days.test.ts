import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDay } from '#src/calendar/calendar.ts'
import { monthsOfFiscalYear } from '#src/calendar/fiscal-year.ts'
import { anyDay } from './by-hand.ts'

describe('a typed day', () => {
  it.each([
    '24/11/2569',
    '24/11/2026',
    '24-11-2569',
    '24-11-2026',
    '24.11.2569',
    ' 24 / 11 / 2569 ',
    '24 11 2569',
    '2026-11-24',
    '2569-11-24',
    '2026/11/24',
    '๒๔/๑๑/๒๕๖๙',
    '๒๔ พฤศจิกายน ๒๕๖๙',
    '\uff12\uff14\uff0f\uff11\uff11\uff0f\uff12\uff15\uff16\uff19',
    '24 พ.ย. 2569',
    '24 พ.ย.2569',
    '24พ.ย.2569',
    '24 พย 2569',
    '24 พฤศจิกายน 2569',
    '24 พฤศจิกายน พ.ศ. 2569',
    '24\u00a0พฤศจิกายน\u00a02569',
    '24 November 2026',
    '24 november 2569',
    '24 NOV 2026',
    '24 Nov. 2026',
    'November 24, 2026',
  ])('is understood as 24 November 2026: %s', (text) => {
    expect(parseDay(text)).toBe('2026-11-24')
  })

  it.each([
    ['of two-digit years', '24/11/69'],
    ['of two-digit years', '24 พ.ย. 69'],
    ['of three-digit years', '24/11/256'],
    ['of five-digit years', '24/11/25690'],
    ['of years nobody means', '24/11/1256'],
    ['of years nobody means', '24/11/2399'],
    ['of years nobody means', '24/11/2601'],
    ['of years nobody means', '24/11/0543'],
    ['of an era that does not fit', '24 พฤศจิกายน พ.ศ. 2026'],
    ['of an impossible month', '24/13/2569'],
    ['of an impossible month', '11/24/2026'],
    ['of an impossible month', '24/00/2569'],
    ['of an impossible day', '31/04/2569'],
    ['of an impossible day', '00/04/2569'],
    ['of an impossible day', '32/01/2569'],
    ['of an impossible day', '31 กุมภาพันธ์ 2569'],
    ['of a leap day in another year', '29/02/2568'],
    ['of a leap day in another year', '29/02/2026'],
    ['of an unknown month', '24 พฤศ 2569'],
    ['of an unknown month', '24 Brumaire 2026'],
    ['of what lacks a part', '11/2569'],
    ['of what lacks a part', '2569'],
    ['of what has too much', '24/11/2569 10:00'],
    ['of what has too much', '24/11/2569 x'],
    ['of what has too much', '<b>24/11/2569</b>'],
    ['of nothing', ''],
    ['of nothing', '  '],
    ['of floods', `${' '.repeat(100)}24/11/2569`],
    ['of floods', `${'9'.repeat(100_000)}/11/2569`],
  ])('is refused because %s: %s', (_, text) => {
    expect(parseDay(text)).toBeUndefined()
  })

  it.each(
    ['th-TH-u-ca-buddhist', 'th-TH-u-ca-buddhist-nu-thai', 'en-GB'].flatMap((locale) =>
      (['short', 'long'] as const).map((month) => ({ locale, month })),
    ),
  )('knows the $month names of the months in $locale', ({ locale, month }) => {
    const format = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month,
      year: 'numeric',
      timeZone: 'UTC',
    })
    const middles = monthsOfFiscalYear(2569).map((yearMonth) => `${yearMonth}-15`)
    const written = middles.map((day) => {
      const parts = format.formatToParts(
        Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds,
      )
      return parts.map(({ type, value }) => (type === 'era' ? '' : value)).join('')
    })
    expect(written.map(parseDay)).toEqual(middles)
  })

  it('takes 29 February in leap years of either era', () => {
    expect(parseDay('29/02/2567')).toBe('2024-02-29')
    expect(parseDay('29 Feb 2028')).toBe('2028-02-29')
  })

  it('is the same day in either era, however written', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year = '', month = '', date = ''] = day.split('-')
        const buddhist = String(Number(year) + 543)
        expect(parseDay(day)).toBe(day)
        expect(parseDay(`${date}/${month}/${year}`)).toBe(day)
        expect(parseDay(`${Number(date)}-${Number(month)}-${buddhist}`)).toBe(day)
      }),
    )
  })

  it('never breaks, whatever is typed', () => {
    const anything = fc.oneof(
      fc.uint16Array({ maxLength: 60 }).map((units) => String.fromCharCode(...units)),
      fc.string({
        unit: fc.constantFrom(...'0123456789/-. ๐๑๒๙พศยมค.Nov'.split('')),
        maxLength: 20,
      }),
    )
    fc.assert(
      fc.property(anything, (text) => {
        expect(parseDay(text) ?? '2026-11-24').toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }),
    )
  })
})
