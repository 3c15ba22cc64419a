import { asc, count, max, ne, sum } from 'drizzle-orm'
import { dayOf } from '../../calendar/calendar.ts'
import type { Database, Tx } from '../../database/open.ts'
import { events, monthClosings, tallies, useCounts } from '../../database/schema.ts'
import { kept, type Kept } from '../../kept.ts'
import type { Day, Month } from '../../requests/info-request.ts'

/** Whether published figures are still what they were. */
export type FiguresVersion = {
  /** Another one when anything was written that figures are made of, by whichever process. */
  id: string
  today: Day
  /** The first month with a figure; undefined in an empty service. */
  firstMonth: Month | undefined
}

/** A page is at most so much older than what another process wrote. */
const keepForMs = 1000

/**
 * A transaction that began before the newest step may be committed after it; until it must be over, each reading counts
 * as a new version.
 */
const settlingMs = 10_000

/** Gives the version, read at most once a second however many ask. */
export function keptFiguresVersion(
  db: Pick<Database, 'read'>,
  clock: () => number,
): Kept<FiguresVersion> {
  let last: { written: string; since: number } | undefined
  const read = async () => {
    const at = clock()
    const { firstMonth, ...written } = await readWhatIsWritten(db.read)
    const today = dayOf(at)
    const id = Object.values(written).join(' ')
    if (last?.written !== id) last = { written: id, since: at }
    const isSettled = Math.abs(at - last.since) >= settlingMs
    return { id: [id, today, ...(isSettled ? [] : [at])].join(' '), today, firstMonth }
  }
  return kept(read, { forMs: keepForMs, clock })
}

/** Every step writes an event, every signature a closing, and the use of the form is counted. */
async function readWhatIsWritten(tx: Tx) {
  const [newest] = await tx.select({ id: max(events.id) }).from(events)
  const [closings] = await tx.select({ count: count() }).from(monthClosings)
  const [use] = await tx
    .select({ count: sum(useCounts.count) })
    .from(useCounts)
    .where(ne(useCounts.kind, 'viewed'))
  const [first] = await tx
    .select({ month: tallies.month })
    .from(tallies)
    .orderBy(asc(tallies.month))
    .limit(1)
  return {
    event: newest?.id ?? 0,
    closings: closings?.count ?? 0,
    use: use?.count ?? 0,
    firstMonth: first?.month,
  }
}
