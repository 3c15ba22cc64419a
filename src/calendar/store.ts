import type { Database, Tx } from '../database/open.ts'
import { holidays } from '../database/schema.ts'
import { kept, type Kept } from '../kept.ts'
import { type Calendar, calendarOf, type Holiday } from './calendar.ts'

/** All holidays, the earliest first. */
export async function listHolidays(tx: Tx): Promise<Holiday[]> {
  return tx.select().from(holidays).orderBy(holidays.on)
}

export async function readCalendar(tx: Tx): Promise<Calendar> {
  return calendarOf(await listHolidays(tx))
}

/** A minute: a holiday added by the administrator is soon known, and a busy minute reads the table once. */
const keepForMs = 60_000

/** Gives the calendar, read at most once a minute. */
export function keptCalendar(db: Pick<Database, 'read'>, clock: () => number): Kept<Calendar> {
  return kept(() => readCalendar(db.read), { forMs: keepForMs, clock })
}
