import { eq, getTableColumns } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { accounts, itaItems, itaSlugs, type ItaSlug } from '../database/schema.ts'
import type { Day } from '../requests/info-request.ts'

/** What the integrity assessment calls one item in one fiscal year, and where we show it. */
export type ItaItem = {
  /** B.E. */
  fiscalYear: number
  slug: ItaSlug
  /** `O12`; empty while it is not known. */
  code: string
  /** The item in the words of the official manual, in Thai; empty while it is not known. */
  wording: string
  /** The public address that shows it: a path of ours or an `https` address; empty while there is none. */
  address: string
  /** The day since which it has been there. */
  liveOn: Day | null
  /** Code and wording were compared with the official manual of that year. */
  isConfirmed: boolean
  /** Who saved it last; nothing for what came with the service. */
  setBy: string | null
  /** UTC milliseconds; 0 for what came with the service. */
  setAt: number
}

/**
 * The items of a fiscal year (B.E.) that somebody has written down, in the order of `itaSlugs`; none for a year that
 * nobody has entered yet. What is not confirmed must be marked wherever it is shown.
 */
export async function listItaItems(tx: Tx, fiscalYear: number): Promise<ItaItem[]> {
  const { setById: _setById, ...columns } = getTableColumns(itaItems)
  const rows = await tx
    .select({ ...columns, setBy: accounts.name })
    .from(itaItems)
    .leftJoin(accounts, eq(accounts.id, itaItems.setById))
    .where(eq(itaItems.fiscalYear, fiscalYear))
  return rows.toSorted((one, other) => itaSlugs.indexOf(one.slug) - itaSlugs.indexOf(other.slug))
}
