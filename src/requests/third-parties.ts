import { and, asc, eq, isNull } from 'drizzle-orm'
import { toChange } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { thirdParties } from '../database/schema.ts'

/** Somebody whose interests a disclosure may touch, and what they said (Official Information Act, section 17). */
export type ThirdParty = typeof thirdParties.$inferSelect

/** All who were notified about a request, in that order. */
export async function listThirdParties(tx: Tx, infoRequestId: number): Promise<ThirdParty[]> {
  return tx
    .select()
    .from(thirdParties)
    .where(eq(thirdParties.infoRequestId, infoRequestId))
    .orderBy(asc(thirdParties.id))
}

export async function addThirdParty(
  tx: Tx,
  party: Omit<ThirdParty, 'id' | 'response' | 'respondedOn' | 'isRejected'>,
): Promise<void> {
  await tx.insert(thirdParties).values(party)
}

/** One of this request's who has not answered yet; nothing when there is none such. */
export async function findWaitingParty(
  tx: Tx,
  infoRequestId: number,
  id: number,
): Promise<ThirdParty | undefined> {
  const [party] = await toChange(
    tx
      .select()
      .from(thirdParties)
      .where(
        and(
          eq(thirdParties.id, id),
          eq(thirdParties.infoRequestId, infoRequestId),
          isNull(thirdParties.response),
        ),
      ),
  )
  return party
}

export async function saveResponse(
  tx: Tx,
  id: number,
  answer: Pick<ThirdParty, 'response' | 'respondedOn' | 'isRejected'>,
): Promise<void> {
  await tx.update(thirdParties).set(answer).where(eq(thirdParties.id, id))
}

/** How many objected in vain, each of whom can appeal. */
export async function countRejected(tx: Tx, infoRequestId: number): Promise<number> {
  return (await listThirdParties(tx, infoRequestId)).filter(({ isRejected }) => isRejected).length
}

/** An appeal was successful: what was objected to stays with us. */
export async function followObjections(tx: Tx, infoRequestId: number): Promise<void> {
  await tx
    .update(thirdParties)
    .set({ isRejected: false })
    .where(eq(thirdParties.infoRequestId, infoRequestId))
}

/** An objection that stands: everything that was asked for cannot be disclosed. */
export function objectionStands({ response, isRejected }: ThirdParty): boolean {
  return response === 'objects' && !isRejected
}
