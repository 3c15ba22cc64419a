import type { Database, Tx } from '../database/open.ts'
import { holidays } from '../database/schema.ts'
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

/**
 * Gives the calendar, read at most once a minute. A clock that jumps, either way, leads to a new reading;
 * a reading that fails is not kept.
 */
export function keptCalendar(db: Database, clock: () => number): () => Promise<Calendar> {
  let kept: { readAt: number; calendar: Promise<Calendar> } | undefined
  return () => {
    const now = clock()
    if (!kept || Math.abs(now - kept.readAt) >= keepForMs) {
      const reading = { readAt: now, calendar: readCalendar(db.read) }
      kept = reading
      reading.calendar.catch(() => {
        if (kept === reading) kept = undefined
      })
    }
    return kept.calendar
  }
}
