import { and, asc, count, desc, eq, isNull } from 'drizzle-orm'
import type { Database, Tx } from '../database/open.ts'
import { accounts, divisions, infoRequests, topics } from '../database/schema.ts'
import { kept, type Kept } from '../kept.ts'
import { Refusal } from '../refusal.ts'
import type { Role } from '../requests/info-request.ts'

export type Division = typeof divisions.$inferSelect
export type Topic = typeof topics.$inferSelect

/** The divisions that requests can go to, in order of their ids. */
export async function listDivisions(tx: Tx): Promise<Division[]> {
  return tx.select().from(divisions).where(eq(divisions.isActive, true)).orderBy(asc(divisions.id))
}

/** The topics on offer, in the order of the form. */
export async function listTopics(tx: Tx): Promise<Topic[]> {
  return tx
    .select()
    .from(topics)
    .where(eq(topics.isActive, true))
    .orderBy(asc(topics.position), asc(topics.id))
}

/** Another process knows of a changed topic this much later; the one that changed it, at once. */
const keepTopicsForMs = 5_000

/**
 * The topics on offer, for showing them: the same list again until it is read anew. What somebody chose is
 * checked against the list of that moment (`listTopics`).
 */
export function keptTopics(
  db: Pick<Database, 'read'>,
  clock: () => number,
): Kept<readonly Topic[]> {
  return kept(() => listTopics(db.read), { forMs: keepTopicsForMs, clock })
}

/** The division that a topic's requests go to at once; null where the secretary decides. */
export async function findRoutedDivision(tx: Tx, topicId: number | null): Promise<number | null> {
  if (topicId === null) return null
  const [route] = await tx
    .select({ divisionId: divisions.id })
    .from(topics)
    .innerJoin(divisions, eq(divisions.id, topics.divisionId))
    .where(and(eq(topics.id, topicId), eq(topics.isActive, true), eq(divisions.isActive, true)))
  return route?.divisionId ?? null
}

/** A division that requests can go to, or undefined. */
export async function findActiveDivision(tx: Tx, id: number): Promise<Division | undefined> {
  const [division] = await tx
    .select()
    .from(divisions)
    .where(and(eq(divisions.id, id), eq(divisions.isActive, true)))
  return division
}

/** A division with what it holds: open requests, topics on offer, people who can sign in. */
export type DivisionEntry = Division & { openRequests: number; topics: number; staff: number }

/** All divisions, the closed ones last. */
export async function listDivisionEntries(tx: Tx): Promise<DivisionEntry[]> {
  const all = await tx.select().from(divisions).orderBy(desc(divisions.isActive), asc(divisions.id))
  const requestsOf = await tx
    .select({ divisionId: infoRequests.divisionId, count: count() })
    .from(infoRequests)
    .where(isNull(infoRequests.closedOn))
    .groupBy(infoRequests.divisionId)
  const topicsOf = await tx
    .select({ divisionId: topics.divisionId, count: count() })
    .from(topics)
    .where(eq(topics.isActive, true))
    .groupBy(topics.divisionId)
  const staffOf = await tx
    .select({ divisionId: accounts.divisionId, count: count() })
    .from(accounts)
    .where(eq(accounts.isActive, true))
    .groupBy(accounts.divisionId)
  return all.map((division) => ({
    ...division,
    openRequests: countOf(requestsOf, division),
    topics: countOf(topicsOf, division),
    staff: countOf(staffOf, division),
  }))
}

function countOf(
  counts: readonly { divisionId: number | null; count: number }[],
  { id }: Pick<Division, 'id'>,
): number {
  return counts.find(({ divisionId }) => divisionId === id)?.count ?? 0
}

/** A division with what it holds, open or closed. Throws a `Refusal` `not-found`. */
export async function findDivisionEntry(tx: Tx, id: number): Promise<DivisionEntry> {
  const entry = (await listDivisionEntries(tx)).find((division) => division.id === id)
  if (!entry) throw new Refusal('not-found', 'no-such-page')
  return entry
}

export async function addDivision(
  tx: Tx,
  names: Pick<Division, 'nameTh' | 'nameEn'>,
): Promise<void> {
  await tx.insert(divisions).values(names)
}

/** Throws a `Refusal` `not-found` when there is no such division. */
export async function saveDivision(
  tx: Tx,
  id: number,
  changes: Partial<Omit<Division, 'id'>>,
): Promise<void> {
  const [saved] = await tx
    .update(divisions)
    .set(changes)
    .where(eq(divisions.id, id))
    .returning({ id: divisions.id })
  if (!saved) throw new Refusal('not-found', 'no-such-page')
}

/** Whether topics and people may be given to this division: an open one, none, or the closed one they have. */
export async function isOnOffer(
  tx: Tx,
  divisionId: number | null,
  held: number | null = null,
): Promise<boolean> {
  if (divisionId === null || divisionId === held) return true
  return (await findActiveDivision(tx, divisionId)) !== undefined
}

/** A topic with the division that holds it, which may be closed; `null` where the secretary decides. */
export type TopicEntry = Topic & { division: Division | null }

/** All topics, also the closed ones, in the order of the form. */
export async function listTopicEntries(tx: Tx): Promise<TopicEntry[]> {
  const rows = await tx
    .select({ topic: topics, division: divisions })
    .from(topics)
    .leftJoin(divisions, eq(divisions.id, topics.divisionId))
    .orderBy(asc(topics.position), asc(topics.id))
  return rows.map(({ topic, division }) => ({ ...topic, division }))
}

/** Gives the id. */
export async function addTopic(
  tx: Tx,
  topic: Pick<Topic, 'nameTh' | 'nameEn' | 'divisionId' | 'position'>,
): Promise<number> {
  const [added] = await tx.insert(topics).values(topic).returning({ id: topics.id })
  if (!added) throw new Error('The topic was not added')
  return added.id
}

/** Throws a `Refusal` `not-found` when there is no such topic. */
export async function saveTopic(
  tx: Tx,
  id: number,
  changes: Partial<Omit<Topic, 'id'>>,
): Promise<void> {
  const [saved] = await tx
    .update(topics)
    .set(changes)
    .where(eq(topics.id, id))
    .returning({ id: topics.id })
  if (!saved) throw new Refusal('not-found', 'no-such-page')
}

/** Who can sign in, as roles and divisions: enough to see what the service lacks. */
export async function listPosts(tx: Tx): Promise<{ role: Role; divisionId: number | null }[]> {
  return tx
    .select({ role: accounts.role, divisionId: accounts.divisionId })
    .from(accounts)
    .where(eq(accounts.isActive, true))
}
