import { and, count, desc, eq, ne, or, type SQL } from 'drizzle-orm'
import { inTurn } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { accounts, infoRequests, relatedRequests } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { WrongChoice } from './choices.ts'
import type { StaffActor } from './effects.ts'
import type { InfoRequest } from './info-request.ts'
import { otherRequestColumns, type OtherRequest } from './same-person.ts'
import { findInfoRequest, withinScope } from './store.ts'
import { capacitiesOf, scopeOf, type Scope } from './workflow.ts'

/** Another request that belongs to this one, and who said so. */
export type RelatedRequest = OtherRequest & { addedBy: string; addedAt: number }

/** Those within the scope; of the others only how many there are. */
export type RelatedRequests = { rows: RelatedRequest[]; elsewhere: number }

/** More than this nobody reads. */
const mostRelated = 20

/** The officers and the head of the division that holds it, and the secretary. */
export function mayRelate(
  { divisionId }: Pick<InfoRequest, 'divisionId'>,
  actor: StaffActor,
): boolean {
  return capacitiesOf(actor).some(
    (capacity) =>
      capacity.role === 'secretary' ||
      ((capacity.role === 'officer' || capacity.role === 'head') &&
        capacity.divisionId === divisionId),
  )
}

/** The requests that were linked with this one from either side, the newest link first. */
export async function listRelated(
  tx: Tx,
  infoRequestId: number,
  scope: Scope,
): Promise<RelatedRequests> {
  const rows = await tx
    .select({
      ...otherRequestColumns,
      addedBy: accounts.name,
      addedAt: relatedRequests.addedAt,
    })
    .from(relatedRequests)
    .innerJoin(accounts, eq(accounts.id, relatedRequests.addedById))
    .innerJoin(
      infoRequests,
      and(
        ne(infoRequests.id, infoRequestId),
        or(
          eq(infoRequests.id, relatedRequests.infoRequestId),
          eq(infoRequests.id, relatedRequests.relatedId),
        ),
      ),
    )
    .where(and(linksOf(infoRequestId), withinScope(scope)))
    .orderBy(desc(relatedRequests.addedAt), desc(infoRequests.id))
  return { rows, elsewhere: (await countLinks(tx, infoRequestId)) - rows.length }
}

async function countLinks(tx: Tx, infoRequestId: number): Promise<number> {
  const [links] = await tx
    .select({ count: count() })
    .from(relatedRequests)
    .where(linksOf(infoRequestId))
  return links?.count ?? 0
}

function linksOf(infoRequestId: number): SQL | undefined {
  return or(
    eq(relatedRequests.infoRequestId, infoRequestId),
    eq(relatedRequests.relatedId, infoRequestId),
  )
}

/**
 * Links two requests; a link that is there already stays as it is.
 * Throws a `Refusal` when this person may not link the first, and a `WrongChoice` when the other is none that they see,
 * is the same, or there are too many links.
 */
export async function relate(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  reference: string,
  other: string,
  actor: StaffActor,
): Promise<void> {
  await db.write(async (tx) => {
    await inTurn(tx, 'related requests')
    const one = await findToRelate(tx, reference, actor)
    const two = await findInfoRequest(tx, other, scopeOf(actor)).catch(asWrongChoice)
    if (one.id === two.id) throw new WrongChoice('reference', 'the-same')
    for (const { id } of [one, two])
      if ((await countLinks(tx, id)) >= mostRelated) throw new WrongChoice('reference', 'too-many')
    await tx
      .insert(relatedRequests)
      .values({ ...pairOf(one, two), addedById: actor.accountId, addedAt: clock() })
      .onConflictDoNothing()
  })
}

/** Takes a link away again. One that is gone already is no error; the other end must be in sight. */
export async function unrelate(
  { db }: Pick<Services, 'db'>,
  reference: string,
  other: string,
  actor: StaffActor,
): Promise<void> {
  await db.write(async (tx) => {
    const one = await findToRelate(tx, reference, actor)
    const two = await findInfoRequest(tx, other, scopeOf(actor))
    const { infoRequestId, relatedId } = pairOf(one, two)
    await tx
      .delete(relatedRequests)
      .where(
        and(
          eq(relatedRequests.infoRequestId, infoRequestId),
          eq(relatedRequests.relatedId, relatedId),
        ),
      )
  })
}

async function findToRelate(tx: Tx, reference: string, actor: StaffActor): Promise<InfoRequest> {
  const infoRequest = await findInfoRequest(tx, reference, scopeOf(actor))
  if (!mayRelate(infoRequest, actor)) throw new Refusal('not-allowed', 'not-your-role')
  return infoRequest
}

/** What one may not see does not exist: the answer is the same. */
function asWrongChoice(error: unknown): never {
  if (error instanceof Refusal && error.code === 'not-found')
    throw new WrongChoice('reference', 'no-such-request')
  throw error
}

/** A pair is there once, the smaller id first. */
function pairOf({ id: one }: InfoRequest, { id: two }: InfoRequest) {
  return { infoRequestId: Math.min(one, two), relatedId: Math.max(one, two) }
}
