import { between, sql } from 'drizzle-orm'
import type { Tx } from '../../database/open.ts'
import { monthOf, useCounts } from '../../database/schema.ts'
import type { Day, Month } from '../../requests/info-request.ts'
import { useByMonth, type UseByMonth, type UseCount } from './use.ts'

/** Adds to what was counted, inside the transaction of what is counted where it has one. */
export async function addUse(tx: Tx, counts: readonly UseCount[]): Promise<void> {
  if (counts.length === 0) return
  await tx
    .insert(useCounts)
    .values(merged(counts))
    .onConflictDoUpdate({
      target: [useCounts.on, useCounts.kind, useCounts.detail],
      set: { count: sql`${useCounts.count} + excluded.count` },
    })
}

/** One row for each counter, in one order for everybody: as with the tallies, or two processes would wait for each other. */
function merged(counts: readonly UseCount[]): UseCount[] {
  const byCounter = new Map<string, UseCount>()
  for (const one of counts) {
    const counter = [one.on, one.kind, one.detail].join(' ')
    const earlier = byCounter.get(counter)?.count ?? 0
    byCounter.set(counter, { ...one, count: earlier + one.count })
  }
  return [...byCounter]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, count]) => count)
}

/**
 * How the online service was used on the days `from` to `to` (both included, in Bangkok), for each of their months and
 * in all. Views of the last ten seconds may not be in it yet; forms begun and requests sent are. What each count
 * means: `words.use.definitions`; who is not counted: `words.use.rule`.
 */
export async function takeUse(tx: Tx, days: { from: Day; to: Day }): Promise<UseByMonth> {
  const { on, kind, detail, count } = useCounts
  const month = sql<Month>`${monthOf(on)}`.as('month')
  const counted = await tx
    .select({ month, kind, detail, count: sql`sum(${count})`.mapWith(Number) })
    .from(useCounts)
    .where(between(on, days.from, days.to))
    .groupBy((row) => [row.month, row.kind, row.detail])
  return useByMonth(days, counted)
}
