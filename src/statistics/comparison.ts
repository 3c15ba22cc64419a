import { periodBefore, yearBefore, type Period } from '../calendar/period.ts'
import type { Tx } from '../database/open.ts'
import { percent, total, valueIn, type Figures, type TableId } from './figures.ts'
import { takePublishedFigures } from './signing/store.ts'
import { findFirstMonth, type DivisionNames } from './queries.ts'

/** The figures of a period by which it is compared with others. */
export type ComparedFigure = 'received' | 'closed' | 'open' | 'in-time' | 'median' | 'online'

/** In one order for all; null where there is nothing to divide by, or no middle. */
type Compared = { period: Period; values: { figure: ComparedFigure; value: number | null }[] }

/** The period itself, the one before, and the same a year before where that is another. */
export type Comparison = readonly [own: Compared, ...others: Compared[]]

/** Takes the figures of the others, as of their last evenings, and puts them side by side. */
export async function compare(
  tx: Tx,
  figures: Figures,
  taking: { takenAt: number; divisions: readonly DivisionNames[] },
): Promise<Comparison> {
  const first = await findFirstMonth(tx)
  const of = async (period: Period) => {
    const taken = compared(await takePublishedFigures(tx, { ...taking, period }))
    // Before the service began nobody counted: no zeros, but nothing.
    return first !== undefined && period.to >= first ? taken : withoutFigures(taken)
  }
  const { period } = figures
  const others = [await of(periodBefore(period))]
  if (period.kind !== 'year') others.push(await of(yearBefore(period)))
  return [compared(figures), ...others]
}

function withoutFigures({ period, values }: Compared): Compared {
  return { period, values: values.map(({ figure }) => ({ figure, value: null })) }
}

/** What of a report's tables is compared. In time counts also what was answered within an extension. */
export function compared({ period, tables }: Pick<Figures, 'period' | 'tables'>): Compared {
  const value = (id: TableId, row: string, column: string) => valueIn(tables, id, row, column)
  const answeredInTime = ['answered-in-time', 'answered-in-extension'].reduce(
    (sofar, row) => sofar + (value('timeliness', row, 'count') ?? 0),
    0,
  )
  return {
    period,
    values: [
      { figure: 'received', value: value('service', total, 'received') },
      { figure: 'closed', value: value('service', total, 'closed') },
      { figure: 'open', value: value('service', total, 'open') },
      {
        figure: 'in-time',
        value: percent(answeredInTime, value('timeliness', total, 'count') ?? 0),
      },
      { figure: 'median', value: value('speed', 'median', 'value') },
      { figure: 'online', value: value('use', 'received-online', 'share') },
    ],
  }
}
