import { describe, expect, it } from 'vitest'
import { readHolidayList } from '#src/calendar/holiday-list.ts'

const years = { first: 2024, last: 2031 }

function daysOf(line: string) {
  const { days, faults } = readHolidayList(line, years)
  if (faults.length > 0) return faults.map(({ fault }) => fault)
  return days.map(({ on, nameTh, nameEn }) => [on, nameTh, nameEn].filter(Boolean).join(' | '))
}

describe('a list of holidays', () => {
  it.each([
    ['13 เมษายน 2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['๑๓ เมษายน ๒๕๖๙ วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['13 เม.ย. 2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['13เมษายน2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['วันจันทร์ที่ 13 เมษายน พ.ศ. 2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['วันพฤหัสบดีที่ ๑๐ ธันวาคม พ.ศ.๒๕๖๙ วันรัฐธรรมนูญ', '2026-12-10 | วันรัฐธรรมนูญ'],
    ['2026-04-13 วันสงกรานต์ / Songkran Festival', '2026-04-13 | วันสงกรานต์ | Songkran Festival'],
    ['2569-04-13 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['13/04/2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['13.4.2569\tวันสงกรานต์\tSongkran Festival', '2026-04-13 | วันสงกรานต์ | Songkran Festival'],
    ['13 April 2026 วันสงกรานต์ (Songkran Festival)', '2026-04-13 | วันสงกรานต์ | Songkran Festival'],
    ['Monday, 13 April 2026 – วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['1. 13 เมษายน 2569: วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['๑) 13 เมษายน 2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['(12) 13 เมษายน 2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['ข้อ ๑.๒. 13 เมษายน 2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['•\u00a013 เมษายน 2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['- 13/04/2569 วันสงกรานต์', '2026-04-13 | วันสงกรานต์'],
    ['วันสงกรานต์ ตรงกับวันจันทร์ที่ 13 เมษายน 2569', '2026-04-13 | วันสงกรานต์'],
    ['5 พฤษภาคม 2570 วันครบ 50 ปี 2520', '2027-05-05 | วันครบ 50 ปี 2520'],
  ])('reads %s', (line, read) => {
    expect(daysOf(line)).toEqual([read])
  })

  it.each([
    ['13–15 เมษายน 2569 วันสงกรานต์', ['2026-04-13', '2026-04-14', '2026-04-15']],
    ['13 ถึง 15 เมษายน 2569 วันสงกรานต์', ['2026-04-13', '2026-04-14', '2026-04-15']],
    ['13, 14 และ 16 เมษายน 2569 วันสงกรานต์', ['2026-04-13', '2026-04-14', '2026-04-16']],
    ['31 ธันวาคม 2569 – 2 มกราคม 2570 วันหยุด', ['2026-12-31', '2027-01-01', '2027-01-02']],
    ['วันพฤหัสบดีที่ 31 ธันวาคม 2569 ถึงวันศุกร์ที่ 1 มกราคม 2570 วันหยุด', ['2026-12-31', '2027-01-01']],
  ])('reads several days in %s', (line, days) => {
    expect(readHolidayList(line, years).days.map(({ on }) => on)).toEqual(days)
    expect(readHolidayList(line, years).faults).toEqual([])
  })

  it.each([
    ['วันสงกรานต์', 'no-day'],
    ['13 เมษายน วันสงกรานต์', 'no-day'],
    ['13 เมษายน 69 วันสงกรานต์', 'no-day'],
    ['31 เมษายน 2569 วันสงกรานต์', 'impossible-day'],
    ['04/13/2569 วันสงกรานต์', 'impossible-day'],
    ['29 กุมภาพันธ์ 2570 วันหยุด', 'impossible-day'],
    ['วันอังคารที่ 13 เมษายน 2569 วันสงกรานต์', 'wrong-weekday'],
    ['Tuesday 13 April 2026 วันสงกรานต์', 'wrong-weekday'],
    ['13 เมษายน 2569 และ 15 เมษายน 2569 วันสงกรานต์', 'several-days'],
    ['15–13 เมษายน 2569 วันสงกรานต์', 'backwards'],
    ['1–30 เมษายน 2569 วันสงกรานต์', 'too-long-a-range'],
    ['13 เมษายน 2596 วันสงกรานต์', 'far-away'],
    ['13 เมษายน 2569', 'no-name'],
    ['13 เมษายน 2569 Songkran', 'no-thai-name'],
    [`13 เมษายน 2569 ${'ก'.repeat(201)}`, 'long-name'],
  ])('does not read %s', (line, fault) => {
    expect(daysOf(line)).toEqual([fault])
  })

  it('tells the wrong lines by their numbers, counting empty ones, and reads the others', () => {
    const list = [
      '',
      '13 เมษายน 2569 วันสงกรานต์',
      '',
      'อะไรก็ไม่รู้',
      '  2026-04-13 วันอื่น  ',
      '14 เม.ย. 2569 วันสงกรานต์',
    ]
    const { days, faults } = readHolidayList(list.join('\n'), years)
    expect(days.map(({ on, line }) => `${line} ${on}`)).toEqual(['2 2026-04-13', '6 2026-04-14'])
    expect(faults).toEqual([
      { line: 4, text: 'อะไรก็ไม่รู้', fault: 'no-day' },
      { line: 5, text: '2026-04-13 วันอื่น', fault: 'same-day', other: 2 },
    ])
  })

  it('reads no line that is longer than a holiday can be, so that none takes long', () => {
    const began = performance.now()
    expect(daysOf('1,'.repeat(40_000))).toEqual(['long-name'])
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
