import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { accounts, itaItems, itaSlugs, type ItaSlug } from '../database/schema.ts'
import type { Day } from '../requests/info-request.ts'

/** What the integrity assessment calls one item in one fiscal year, and where we show it. */
export type ItaItem = {
  /** B.E. */
  fiscalYear: number
  slug: ItaSlug
  /** As the manual numbers it; empty while it is not known. */
  code: string
  /** The item in the words of the official manual, in Thai; empty while they are not known. */
  wording: string
  /** The public address that shows it: a path of ours or an `https` address; empty while there is none. */
  address: string
  /** The day since which it has been there; null while that is not known. */
  liveOn: Day | null
  /** Code and wording were compared with the official manual of that year. */
  isConfirmed: boolean
  /** Who saved it last; null for what came with the service. */
  setBy: string | null
  /** UTC milliseconds; 0 for what came with the service. No two versions of an item have the same. */
  setAt: number
}

/**
 * The items of a fiscal year (B.E.) that somebody has written down, in the order of `itaSlugs`; none for a year that
 * nobody has entered yet. What is not confirmed must be marked wherever it is shown.
 */
export async function listItaItems(tx: Tx, fiscalYear: number): Promise<ItaItem[]> {
  const items = await selectItems(tx).where(eq(itaItems.fiscalYear, fiscalYear))
  return items.toSorted((one, other) => itaSlugs.indexOf(one.slug) - itaSlugs.indexOf(other.slug))
}

export async function findItaItem(
  tx: Tx,
  fiscalYear: number,
  slug: ItaSlug,
): Promise<ItaItem | undefined> {
  const [item] = await selectItems(tx).where(
    and(eq(itaItems.fiscalYear, fiscalYear), eq(itaItems.slug, slug)),
  )
  return item
}

function selectItems(tx: Tx) {
  const { setById: _setById, ...columns } = getTableColumns(itaItems)
  return tx
    .select({ ...columns, setBy: accounts.name })
    .from(itaItems)
    .leftJoin(accounts, eq(accounts.id, itaItems.setById))
    .$dynamic()
}

type Row = Omit<ItaItem, 'setBy'> & { setById: number }

export async function putItaItem(tx: Tx, row: Row): Promise<void> {
  const { fiscalYear: _year, slug: _slug, ...changes } = row
  await tx
    .insert(itaItems)
    .values(row)
    .onConflictDoUpdate({ target: [itaItems.fiscalYear, itaItems.slug], set: changes })
}

/** Adds those that are not there yet. Gives how many that were. */
export async function addItaItems(tx: Tx, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0
  const added = await tx
    .insert(itaItems)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ slug: itaItems.slug })
  return added.length
}
