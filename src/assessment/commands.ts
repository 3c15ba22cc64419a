import { inTurn } from '../database/locking.ts'
import type { Services } from '../services.ts'
import { addItaItems, findItaItem, listItaItems, putItaItem, type ItaItem } from './store.ts'

export type ItemChange = Omit<ItaItem, 'setBy' | 'setAt'> & {
  /** `setAt` of the version its author had seen; null when there was none. */
  seen: number | null
  accountId: number
}

/**
 * Saves an item, unless it says what it says already: the same form sent twice is saved once.
 *
 * @returns the version somebody else saved meanwhile; then nothing was saved
 */
export async function saveItem(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { seen, accountId, ...item }: ItemChange,
): Promise<ItaItem | undefined> {
  const at = clock()
  return db.write(async (tx) => {
    await inTurn(tx, 'ita item', item.fiscalYear, item.slug)
    const present = await findItaItem(tx, item.fiscalYear, item.slug)
    if (present && isSame(present, item)) return undefined
    if (present && present.setAt !== seen) return present
    const setAt = Math.max(at, (present?.setAt ?? -1) + 1) // two in a millisecond are told apart
    await putItaItem(tx, { ...item, setById: accountId, setAt })
    return undefined
  })
}

function isSame(one: ItaItem, other: Omit<ItemChange, 'seen' | 'accountId'>): boolean {
  return (['code', 'wording', 'address', 'liveOn', 'isConfirmed'] as const).every(
    (name) => one[name] === other[name],
  )
}

/**
 * Takes the items that a fiscal year (B.E.) lacks from the year before, unconfirmed: numbers and words change every
 * year, but most addresses stay. Gives how many; none when the year lacks nothing or the year before has nothing.
 */
export async function copyFromYearBefore(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { fiscalYear, accountId }: { fiscalYear: number; accountId: number },
): Promise<number> {
  const setAt = clock()
  return db.write(async (tx) => {
    const earlier = await listItaItems(tx, fiscalYear - 1)
    return addItaItems(
      tx,
      earlier.map(({ setBy: _setBy, ...item }) => ({
        ...item,
        fiscalYear,
        isConfirmed: false,
        setById: accountId,
        setAt,
      })),
    )
  })
}
