import { sql } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { monthCounts, tallies } from '../database/schema.ts'
import type { Day } from '../requests/info-request.ts'
import { countChanges, type AnswerFacts, type CountChange, type CountedRequest } from './counts.ts'
import { tallyChanges, type TalliedRequest, type TallyChange } from './tallies.ts'

/** Everything that steps add to the figures. */
export type FigureChanges = { tallies: TallyChange[]; counts: CountChange[] }

export type FiguredRequest = TalliedRequest & CountedRequest

/** What a step on the day `on` adds; `before` is undefined for a submission, `answer` is needed where it gives one. */
export function changesOfStep(
  before: FiguredRequest | undefined,
  after: FiguredRequest,
  on: Day,
  answer?: AnswerFacts,
): FigureChanges {
  return {
    tallies: tallyChanges(before, after, on),
    counts: countChanges(before, after, on, answer),
  }
}

/** Puts more to what was gathered. */
export function gather(gathered: FigureChanges, added: FigureChanges): void {
  gathered.tallies.push(...added.tallies)
  gathered.counts.push(...added.counts)
}

/**
 * Adds to the kept counters, inside the transaction of the step itself. Everybody takes them in one order, tallies
 * first, and once in a transaction: two that change the same counters would otherwise wait for each other.
 */
export async function addToFigures(tx: Tx, changes: FigureChanges): Promise<void> {
  const tallied = mergedTallies(changes.tallies)
  if (tallied.length > 0)
    await tx
      .insert(tallies)
      .values(tallied)
      .onConflictDoUpdate({
        target: [tallies.month, tallies.divisionId, tallies.channel, tallies.measure],
        set: { count: sql`${tallies.count} + excluded.count` },
      })
  const counted = mergedCounts(changes.counts)
  if (counted.length > 0)
    await tx
      .insert(monthCounts)
      .values(counted)
      .onConflictDoUpdate({
        target: [monthCounts.month, monthCounts.name, monthCounts.detail],
        set: { count: sql`${monthCounts.count} + excluded.count` },
      })
}

/** One change for each counter of flow, in their one order. */
export function mergedTallies(changes: readonly TallyChange[]): TallyChange[] {
  return merged(changes, ({ month, divisionId, channel, measure }) =>
    [month, divisionId, channel, measure].join(' '),
  )
}

/** One change for each count of a month, in their one order. */
export function mergedCounts(changes: readonly CountChange[]): CountChange[] {
  return merged(changes, ({ month, name, detail }) => [month, name, detail].join(' '))
}

/** One row for each counter, in one order: PostgreSQL refuses an upsert that meets the same row twice. */
function merged<Change extends { count: number }>(
  changes: readonly Change[],
  counterOf: (change: Change) => string,
): Change[] {
  const byCounter = new Map<string, Change>()
  for (const change of changes) {
    const counter = counterOf(change)
    byCounter.set(counter, {
      ...change,
      count: change.count + (byCounter.get(counter)?.count ?? 0),
    })
  }
  return [...byCounter]
    .filter(([, { count }]) => count !== 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, change]) => change)
}
