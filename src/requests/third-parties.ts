import { and, asc, eq, isNull } from 'drizzle-orm'
import { dayOf } from '../calendar/calendar.ts'
import { toChange } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { letters, thirdParties } from '../database/schema.ts'
import { appealLastDay } from './deadlines.ts'
import type { Day } from './info-request.ts'

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
): Promise<number> {
  const [added] = await tx.insert(thirdParties).values(party).returning({ id: thirdParties.id })
  if (!added) throw new Error('The third party was not added')
  return added.id
}

/** What a letter to a third party is the only one of: the time to object, or to appeal, runs from its arrival. */
export function letterKeyOf(about: 'notice' | 'rejection', partyId: number): string {
  return `${about} ${partyId}`
}

/** The day on which such a letter left by mail, or was handed over; nothing while it has not. */
export async function findArrival(
  tx: Tx,
  about: 'notice' | 'rejection',
  partyId: number,
): Promise<Day | undefined> {
  const [letter] = await tx
    .select({ sentAt: letters.sentAt, handledOn: letters.handledOn })
    .from(letters)
    .where(eq(letters.onceKey, letterKeyOf(about, partyId)))
  if (!letter) return undefined
  return letter.handledOn ?? (letter.sentAt === null ? undefined : dayOf(letter.sentAt))
}

/**
 * Whether everybody whose objection was rejected has had fifteen days to appeal since our letter left (section 17,
 * section 18). A letter that could not be delivered starts nothing.
 */
export async function areAppealPeriodsOver(
  tx: Tx,
  infoRequestId: number,
  today: Day,
): Promise<boolean> {
  const parties = await listThirdParties(tx, infoRequestId)
  for (const { id, isRejected } of parties) {
    if (!isRejected) continue
    const arrivedOn = await findArrival(tx, 'rejection', id)
    if (arrivedOn === undefined || today <= appealLastDay(arrivedOn)) return false
  }
  return true
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
