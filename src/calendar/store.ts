import { and, eq, inArray } from 'drizzle-orm'
import type { Database, Tx } from '../database/open.ts'
import { holidays, settings } from '../database/schema.ts'
import { kept, type Kept } from '../kept.ts'
import type { Day } from '../requests/info-request.ts'
import { type Calendar, calendarOf } from './calendar.ts'
import type { Difference, HolidayEntry } from './holiday-changes.ts'

/** All holidays, the earliest first. */
export async function listHolidays(tx: Tx): Promise<HolidayEntry[]> {
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

/** Makes the calendar say what the difference says. */
export async function saveHolidays(tx: Tx, { added, changed, removed }: Difference): Promise<void> {
  await removeHolidays(
    tx,
    removed.map(({ on }) => on),
  )
  for (const { after } of changed)
    await tx.update(holidays).set(after).where(eq(holidays.on, after.on))
  if (added.length > 0) await tx.insert(holidays).values(added)
}

async function removeHolidays(tx: Tx, days: readonly Day[]): Promise<void> {
  if (days.length > 0) await tx.delete(holidays).where(inArray(holidays.on, [...days]))
}

/**
 * How long a request can still be received by holidays and rules from before a change: another process keeps them for
 * a minute, and half a minute is the longest a transaction takes.
 */
export const oldCalendarLivesMs = 2 * 60_000

const checkName = 'check-due-days-at'

/** Notes when the due days of all open requests have to be looked at once more (UTC milliseconds). */
export async function noteDueCheck(tx: Tx, at: number): Promise<void> {
  const value = String(at)
  await tx
    .insert(settings)
    .values({ name: checkName, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } })
}

/** When that is; undefined when it is done. */
export async function findDueCheck(tx: Tx): Promise<number | undefined> {
  const [noted] = await tx
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.name, checkName))
  return noted && Number(noted.value)
}

/** It is done, unless another was noted since. */
export async function endDueCheck(tx: Tx, at: number): Promise<void> {
  await tx.delete(settings).where(and(eq(settings.name, checkName), eq(settings.value, String(at))))
}
