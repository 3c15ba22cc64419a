import { addDays, monthOf, parseDay } from '../calendar/calendar.ts'
import type { Fault } from '../web/forms.ts'
import type { Day, Month } from './info-request.ts'

/** What was received longer ago than this is a year mistyped. */
const earliestEntryDays = 366

export type ReceivedOn = { ok: true; on: Day } | { ok: false; fault: Fault }

/**
 * The day on the stamp of the letter, or of the call, as somebody typed it. It cannot lie ahead; and when its month is
 * signed, what was signed no longer agrees with the facts, so somebody has to say why.
 */
export function readReceivedOn(
  typed: string,
  reason: string,
  { today, lastClosed }: { today: Day; lastClosed: Month | undefined },
): ReceivedOn {
  const fault = (name: string, field = 'receivedOn') =>
    ({ ok: false, fault: { field, fault: name } }) as const
  if (typed.trim() === '') return fault('missing')
  const on = parseDay(typed)
  if (on === undefined) return fault('not-a-day')
  if (on > today) return fault('in-future')
  if (on < addDays(today, -earliestEntryDays)) return fault('too-long-ago')
  if (needsReason(on, lastClosed) && reason.trim() === '') return fault('missing', 'entryReason')
  return { ok: true, on }
}

/** Whether what was received on that day comes too late for the figures of its month, which are signed. */
export function needsReason(on: Day, lastSigned: Month | undefined): boolean {
  return lastSigned !== undefined && monthOf(on) <= lastSigned
}
