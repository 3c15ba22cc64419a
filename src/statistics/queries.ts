import { and, asc, between, lte, sql } from 'drizzle-orm'
import { firstDayOfPeriod, lastDayOfPeriod, type Period } from '../calendar/period.ts'
import type { Tx } from '../database/open.ts'
import { divisions, monthCounts, monthOf, tallies, useCounts } from '../database/schema.ts'
import type { Month } from '../requests/info-request.ts'
import { figuresOf, type Counted, type Figures } from './figures.ts'

export type DivisionNames = { id: number; nameTh: string; nameEn: string; isActive: boolean }

/** All divisions, also those that were closed: their months keep their rows. */
export async function listDivisions(tx: Tx): Promise<DivisionNames[]> {
  return tx.select().from(divisions).orderBy(divisions.id)
}

/** The first month in which anything was counted; undefined in an empty service. */
export async function findFirstMonth(tx: Tx): Promise<Month | undefined> {
  const [first] = await tx
    .select({ month: tallies.month })
    .from(tallies)
    .orderBy(asc(tallies.month))
    .limit(1)
  return first?.month
}

/**
 * The figures of a period as they stand at `takenAt` (UTC milliseconds). The counters are several queries: when a step
 * is taken between two of them they cannot agree, so what disagrees is read once more.
 */
export async function takeFigures(
  tx: Tx,
  taking: { period: Period; takenAt: number; divisions: readonly DivisionNames[] },
): Promise<Figures> {
  const figures = figuresOf(taking, await readCounted(tx, taking.period))
  return figures.mismatches.length === 0
    ? figures
    : figuresOf(taking, await readCounted(tx, taking.period))
}

/** The kept counters that the figures of a period are made of: some hundred rows, however many requests there are. */
export async function readCounted(tx: Tx, period: Period): Promise<Counted> {
  return {
    tallies: await readTallies(tx, period),
    counts: await tx
      .select()
      .from(monthCounts)
      .where(isIn(period, monthCounts.month))
      .orderBy(asc(monthCounts.month), asc(monthCounts.name), asc(monthCounts.detail)),
    use: await readUse(tx, period),
  }
}

async function readTallies(tx: Tx, { from, to }: Period): Promise<Counted['tallies']> {
  const month = sql<string>`case when ${tallies.month} < ${from} then '' else ${tallies.month} end`
  const { divisionId, channel, measure } = tallies
  return tx
    .select({
      month: month.as('bucket'),
      divisionId,
      channel,
      measure,
      count: sql`sum(${tallies.count})`.mapWith(Number),
    })
    .from(tallies)
    .where(lte(tallies.month, to))
    .groupBy((counted) => [counted.month, divisionId, channel, measure])
    .orderBy((counted) => [counted.month, divisionId, channel, measure])
}

async function readUse(tx: Tx, period: Period): Promise<Counted['use']> {
  const { kind, detail, on } = useCounts
  const month = monthOf(on)
  return tx
    .select({
      month: sql<string>`${month}`.as('month'),
      kind,
      detail,
      count: sql`sum(${useCounts.count})`.mapWith(Number),
    })
    .from(useCounts)
    .where(
      and(between(on, firstDayOfPeriod(period), lastDayOfPeriod(period)), sql`${kind} <> 'viewed'`),
    )
    .groupBy((counted) => [counted.month, kind, detail])
    .orderBy((counted) => [counted.month, kind, detail])
}

function isIn({ from, to }: Period, month: typeof monthCounts.month) {
  return between(month, from, to)
}
