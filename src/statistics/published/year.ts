import { dayOf } from '../../calendar/calendar.ts'
import type { Day, Month } from '../../requests/info-request.ts'
import {
  percent,
  total,
  valueIn,
  type Figures,
  type FiguresTable,
  type TableId,
} from '../figures.ts'
import type { Signature } from '../signing/store.ts'
import { withoutSmallCells } from './small-cells.ts'

/** What everybody may know of a fiscal year. */
export type PublishedYear = {
  /** B.E. */
  fiscalYear: number
  /** Whether the year was over on the day its figures were taken. */
  standing: 'running' | 'over'
  /** The day the figures were taken, and the evening on which everything stands as they say. */
  takenOn: Day
  asOf: Day
  /** Not by division, and nothing from which somebody could be known. */
  tables: FiguresTable[]
  months: MonthStanding[]
}

/** Whether the figures of a month can still change. */
export type MonthStanding =
  | {
      month: Month
      standing: 'signed'
      signedOn: Day
      revision: number
      /** Why it was signed again; empty the first time. */
      reason: string
      sha256: string
    }
  | { month: Month; standing: 'before-first' | 'over' | 'running' | 'to-come' }

type KnownSignature = Pick<Signature, 'month' | 'revision' | 'reason' | 'sha256' | 'signedAt'>

/**
 * The figures of a fiscal year as they are published, with the newest signature of each month that has one. `firstMonth`
 * is the first with a figure: what lies before it is never signed.
 */
export function publishedYear(
  figures: Figures,
  signatures: readonly KnownSignature[],
  firstMonth: Month | undefined,
): PublishedYear {
  const { period, takenOn, asOf, standing, tables } = figures
  const thisMonth = takenOn.slice(0, 7)
  const months = tables.find(({ id }) => id === 'months')?.rows ?? []
  return {
    fiscalYear: period.fiscalYear,
    standing: standing === 'over' ? 'over' : 'running',
    takenOn,
    asOf,
    tables: tables.filter(({ id }) => id !== 'flow').map(withoutSmallCells),
    months: months.map(({ id: month }) => {
      const signature = signatures.find((one) => one.month === month)
      if (signature) return signed(signature)
      return { month, standing: standingOf(month, { thisMonth, firstMonth }) }
    }),
  }
}

function signed({ month, revision, reason, sha256, signedAt }: KnownSignature): MonthStanding {
  return { month, standing: 'signed', signedOn: dayOf(signedAt), revision, reason, sha256 }
}

function standingOf(
  month: Month,
  { thisMonth, firstMonth }: { thisMonth: Month; firstMonth: Month | undefined },
) {
  if (month >= thisMonth) return month === thisMonth ? 'running' : 'to-come'
  return firstMonth === undefined || month < firstMonth ? 'before-first' : 'over'
}

/** The newest day that anything of the year is from. */
export function lastChangeOf({ asOf, months }: PublishedYear): Day {
  const days = months.map((month) => (month.standing === 'signed' ? month.signedOn : asOf))
  return [asOf, ...days].toSorted().at(-1) ?? asOf
}

/** The four figures that are told first, with what belongs to them. Null where there is nothing to divide by. */
export type MainFigures = {
  received: number
  online: number
  onlineShare: number | null
  answered: number
  sameDay: number
  /** Of the year's requests that were answered or are past their due date: open is never counted as success. */
  inTime: { count: number; inExtension: number; all: number; share: number | null }
  /** Working days. */
  median: number | null
  ninetieth: number | null
}

export function mainFigures({ tables }: Pick<PublishedYear, 'tables'>): MainFigures {
  const value = (id: TableId, row: string, column: string) => valueIn(tables, id, row, column)
  const count = (id: TableId, row: string, column = 'count') => value(id, row, column) ?? 0
  const inExtension = count('timeliness', 'answered-in-extension')
  const inTime = count('timeliness', 'answered-in-time') + inExtension
  const late = count('timeliness', 'answered-late') + count('timeliness', 'open-late')
  const all = inTime + late
  return {
    received: count('service', total, 'received'),
    online: count('use', 'received-online'),
    onlineShare: value('use', 'received-online', 'share'),
    answered: count('speed', 'answered', 'value'),
    sameDay: count('speed', 'same-day', 'value'),
    inTime: {
      count: inTime,
      inExtension,
      all,
      share: percent(inTime, all),
    },
    median: value('speed', 'median', 'value'),
    ninetieth: value('speed', 'ninetieth', 'value'),
  }
}
