import { max } from 'drizzle-orm'
import { dayOf, monthOf, workingDaysBetween, type Calendar } from '../calendar/calendar.ts'
import { lastDayOf } from '../calendar/fiscal-year.ts'
import { inTurn } from '../database/locking.ts'
import type { Database, Tx } from '../database/open.ts'
import { events, monthCounts, tallies, type JobCounts } from '../database/schema.ts'
import { isOpen, type Month } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import type { CountChange } from './counts.ts'
import { changesOf, type History } from './histories.ts'
import { readHistories } from './history-store.ts'
import {
  addToFigures,
  gather,
  mergedCounts,
  mergedTallies,
  type FigureChanges,
} from './kept-counts.ts'
import type { TallyChange } from './tallies.ts'

/** Everything that the histories give up to a month, counted from the first to the last. */
async function countAnew(tx: Tx, to: Month, calendar: Calendar): Promise<FigureChanges> {
  let all: FigureChanges = { tallies: [], counts: [] }
  for await (const histories of readHistories(tx, { to: lastDayOf(to) })) {
    for (const history of histories) gather(all, changesOf(completed(history, calendar), to))
    all = { tallies: mergedTallies(all.tallies), counts: mergedCounts(all.counts) }
  }
  return all
}

/** The oldest steps do not say how long an answer took: counted by the calendar of today. */
export function completed(history: History, calendar: Calendar): History {
  const { receivedOn } = history.infoRequest
  const steps = history.steps.map((step) =>
    step.workingDays === null && !isOpen({ status: step.toStatus })
      ? { ...step, workingDays: workingDaysBetween(receivedOn, step.on, calendar) }
      : step,
  )
  return { ...history, steps }
}

/**
 * Compares the kept counters of all months that are over with the histories. Gives how many months it looked at and how
 * many counters differ; the current month goes on while it counts, so it is left for later.
 */
export async function checkFigures({
  db,
  clock,
  calendar,
}: Pick<Services, 'db' | 'clock' | 'calendar'>): Promise<JobCounts> {
  const thisMonth = monthOf(dayOf(clock()))
  const again = await countAnew(db.read, thisMonth, await calendar())
  const isOver = ({ month }: { month: Month }) => month < thisMonth
  const kept = {
    tallies: mergedTallies((await db.read.select().from(tallies)).filter(isOver)),
    counts: mergedCounts((await db.read.select().from(monthCounts)).filter(isOver)),
  }
  const counted = {
    tallies: again.tallies.filter(isOver),
    counts: again.counts.filter(isOver),
  }
  const months = new Set(counted.tallies.map(({ month }) => month)).size
  return {
    months,
    differences:
      countDifferent(kept.tallies, counted.tallies) + countDifferent(kept.counts, counted.counts),
  }
}

/** How many counters are in one and not, or with another count, in the other. */
function countDifferent(one: readonly Counter[], other: readonly Counter[]): number {
  const linesOf = (rows: readonly Counter[]) => new Set(rows.map(lineOf))
  const [mine, theirs] = [linesOf(one), linesOf(other)]
  const isMissingIn = (lines: ReadonlySet<string>) => (line: string) => !lines.has(line)
  return [...[...mine].filter(isMissingIn(theirs)), ...[...theirs].filter(isMissingIn(mine))].length
}

type Counter = TallyChange | CountChange

function lineOf(counter: Counter): string {
  const { month, count } = counter
  const what =
    'name' in counter
      ? [counter.name, counter.detail]
      : [counter.divisionId, counter.channel, counter.measure]
  return [month, ...what, count].join(' ')
}

/**
 * Fills the counts of months in a database whose requests are older than these counts, once. Whoever changes a request
 * meanwhile is waited for.
 */
export async function fillMissingCounts(
  db: Database,
  { at, calendar }: { at: number; calendar: Calendar },
): Promise<void> {
  for (;;) {
    const newest = await findNewestEvent(db.read)
    if (newest === null || (await hasCounts(db.read))) return
    const { counts } = await countAnew(db.read, monthOf(dayOf(at)), calendar)
    const isFilled = await db.write(async (tx) => {
      await inTurn(tx, 'counts of months')
      if (await hasCounts(tx)) return true
      if ((await findNewestEvent(tx)) !== newest) return false
      await addToFigures(tx, { tallies: [], counts })
      return true
    })
    if (isFilled) return
  }
}

async function findNewestEvent(tx: Tx): Promise<number | null> {
  const [newest] = await tx.select({ id: max(events.id) }).from(events)
  return newest?.id ?? null
}

async function hasCounts(tx: Tx): Promise<boolean> {
  const rows = await tx.select({ month: monthCounts.month }).from(monthCounts).limit(1)
  return rows.length > 0
}
