import { periodBefore, yearBefore, type Period } from '../calendar/period.ts'
import type { Tx } from '../database/open.ts'
import { total, type Figures, type TableId } from './figures.ts'
import { takePublishedFigures } from './month-closing-store.ts'
import type { DivisionNames } from './queries.ts'

/** The figures of a period by which it is compared with others. */
export const comparedFigures = [
  'received',
  'closed',
  'open',
  'in-time',
  'median',
  'online',
] as const

/** Null where there is nothing to divide by, or no middle. */
type Compared = {
  period: Period
  values: Record<(typeof comparedFigures)[number], number | null>
}

/** The period itself, the one before, and the same a year before. */
export type Comparison = readonly [own: Compared, before: Compared, yearBefore: Compared]

/** Takes the figures of the two others, as of their last evenings, and puts the three side by side. */
export async function compare(
  tx: Tx,
  figures: Figures,
  taking: { takenAt: number; divisions: readonly DivisionNames[] },
): Promise<Comparison> {
  const of = async (period: Period) =>
    compared(await takePublishedFigures(tx, { ...taking, period }))
  const { period } = figures
  return [compared(figures), await of(periodBefore(period)), await of(yearBefore(period))]
}

/** What of a report's tables is compared. In time counts also what was answered within an extension. */
export function compared({ period, tables }: Pick<Figures, 'period' | 'tables'>): Compared {
  const value = (id: TableId, row: string, column: string) => {
    const table = tables.find((one) => one.id === id)
    const found = row === total ? table?.total : table?.rows.find((one) => one.id === row)
    return found?.values[column] ?? null
  }
  const shares = [
    value('timeliness', 'answered-in-time', 'share'),
    value('timeliness', 'answered-in-extension', 'share'),
  ]
  const counted = shares.flatMap((share) => share ?? [])
  return {
    period,
    values: {
      received: value('service', total, 'received'),
      closed: value('service', total, 'closed'),
      open: value('service', total, 'open'),
      'in-time':
        counted.length === 0 ? null : Math.round(10 * counted.reduce((a, b) => a + b, 0)) / 10,
      median: value('speed', 'median', 'value'),
      online: value('use', 'received-online', 'share'),
    },
  }
}
