import { type Calendar, calendarOf, type Holiday } from '#src/calendar/calendar.ts'

/** Some closures of 2026, and one of 2027 that is only predicted. */
const holidays2026: Holiday[] = [
  aHoliday('2026-01-01', 'วันขึ้นปีใหม่', 'New Year’s Day'),
  aHoliday('2026-01-02', 'วันหยุดพิเศษ', 'Special holiday'),
  aHoliday('2026-04-06', 'วันจักรี', 'Chakri Memorial Day'),
  aHoliday('2026-04-13', 'วันสงกรานต์', 'Songkran'),
  aHoliday('2026-04-14', 'วันสงกรานต์', 'Songkran'),
  aHoliday('2026-04-15', 'วันสงกรานต์', 'Songkran'),
  aHoliday('2026-05-31', 'วันวิสาขบูชา', 'Visakha Bucha'), // a Sunday
  aHoliday('2026-06-01', 'วันหยุดชดเชยวันวิสาขบูชา', 'Substitution for Visakha Bucha'),
  aHoliday('2026-10-13', 'วันนวมินทรมหาราช', 'King Bhumibol Memorial Day'),
  aHoliday('2026-10-23', 'วันปิยมหาราช', 'King Chulalongkorn Day'),
  aHoliday('2026-12-10', 'วันรัฐธรรมนูญ', 'Constitution Day'),
  aHoliday('2026-12-31', 'วันสิ้นปี', 'New Year’s Eve'),
  { ...aHoliday('2027-01-01', 'วันขึ้นปีใหม่', 'New Year’s Day'), standing: 'predicted' },
]

export const calendar2026: Calendar = calendarOf(holidays2026)

export function aHoliday(on: string, nameTh = 'วันหยุด', nameEn = 'Holiday'): Holiday {
  return { on, nameTh, nameEn, standing: 'announced' }
}
