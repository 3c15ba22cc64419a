import { and, asc, desc, eq, getTableColumns, inArray, lte, ne, sql, type SQL } from 'drizzle-orm'
import { keptQuery, placesFor } from '../database/kept-query.ts'
import { toChange } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import {
  accounts,
  alias,
  appliedGrounds,
  divisions,
  events,
  infoRequests,
  proposals,
  referenceSeries,
  topics,
} from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import {
  addToFigures,
  changesOfStep,
  gather,
  type FigureChanges,
} from '../statistics/kept-counts.ts'
import { countedOn } from '../statistics/tallies.ts'
import { withholds, type Day, type Event, type InfoRequest } from './info-request.ts'
import type { Scope } from './workflow.ts'

export type NewInfoRequest = Omit<InfoRequest, 'id' | 'lastPosition'> & { codeHash: string }
/** What a step says of itself; what follows from it is added when it is saved. */
export type NewEvent = Omit<
  Event,
  'id' | 'infoRequestId' | 'position' | 'dueOn' | 'limitOn' | 'workingDays'
>

/** The next serial of a fiscal year (B.E.). Counted in the caller's transaction, so a rollback leaves no hole. */
export async function nextSerial(tx: Tx, fiscalYear: number): Promise<number> {
  const [series] = await countUp(tx).execute({ fiscalYear })
  if (!series) throw new Error('The series gave no number')
  return series.last
}

const countUp = keptQuery((tx) =>
  tx
    .insert(referenceSeries)
    .values({ fiscalYear: sql.placeholder('fiscalYear'), last: 1 })
    .onConflictDoUpdate({
      target: referenceSeries.fiscalYear,
      set: { last: sql`${referenceSeries.last} + 1` },
    })
    .returning({ last: referenceSeries.last }),
)

const insertInfoRequest = keptQuery((tx) =>
  tx.insert(infoRequests).values(placesFor(infoRequests, 'id')).returning({ id: infoRequests.id }),
)

const insertEvent = keptQuery((tx) => tx.insert(events).values(placesFor(events, 'id')))

/** Adds a request with its first events and its place in the figures. Gives its id. */
export async function addInfoRequest(
  tx: Tx,
  infoRequest: NewInfoRequest,
  firstEvents: readonly NewEvent[],
): Promise<number> {
  const row = { ...infoRequest, lastPosition: firstEvents.length }
  const [added] = await insertInfoRequest(tx).execute(row)
  if (!added) throw new Error('The request was not added')
  for (const [index, event] of firstEvents.entries())
    await insertEvent(tx).execute({
      ...event,
      infoRequestId: added.id,
      position: index + 1,
      dueOn: infoRequest.dueOn,
      limitOn: infoRequest.limitOn,
      workingDays: null,
    })
  await addToFigures(tx, changesOfStep(undefined, infoRequest, infoRequest.receivedOn))
  return added.id
}

export type Step = Omit<NewEvent, 'fromStatus' | 'divisionId'> & {
  /** Needed where the step gives an answer: from the day received, by the calendar of today. */
  workingDays?: number
}

/**
 * The only place a request changes: the change, its record and the figures stand or fall together.
 * Throws a `Refusal` `conflict` when somebody else has acted since the request was read.
 *
 * @param figures gathers what the step adds to the figures, for whoever takes many steps in one transaction: they
 *   add it all at once at its end, since two who hold each other's counters would wait for ever
 */
export async function saveStep(
  tx: Tx,
  before: InfoRequest,
  { workingDays, ...event }: Step,
  changes: Partial<InfoRequest>,
  figures?: FigureChanges,
): Promise<InfoRequest> {
  const position = before.lastPosition + 1
  const after = { ...before, ...changes, status: event.toStatus, lastPosition: position }
  const moved = await tx
    .update(infoRequests)
    .set({ ...changes, status: after.status, lastPosition: position })
    .where(
      and(
        eq(infoRequests.id, before.id),
        eq(infoRequests.status, before.status),
        eq(infoRequests.lastPosition, before.lastPosition),
      ),
    )
    .returning({ id: infoRequests.id })
  if (moved.length === 0) throw new Refusal('conflict', 'moved-on')
  await insertEvent(tx).execute({
    ...event,
    on: countedOn(event.on, before.receivedOn),
    infoRequestId: before.id,
    position,
    fromStatus: before.status,
    divisionId: after.divisionId,
    dueOn: after.dueOn,
    limitOn: after.limitOn,
    workingDays: workingDays ?? null,
  })
  const answer =
    workingDays === undefined
      ? undefined
      : { workingDays, grounds: await listGroundsOfAnswer(tx, after) }
  const added = changesOfStep(before, after, event.on, answer)
  if (figures) gather(figures, added)
  else await addToFigures(tx, added)
  return after
}

/** The clauses that what is now the answer rests on, each once; none where nothing is withheld. */
async function listGroundsOfAnswer(tx: Tx, { id, outcome }: InfoRequest): Promise<string[]> {
  if (!withholds(outcome)) return []
  const answer = await findProposal(tx, id)
  return [...new Set(answer?.grounds.map(({ ground }) => ground))]
}

/** One request, if it is within the scope. Throws `not-found` otherwise: what one may not see does not exist. */
export async function findInfoRequest(
  tx: Tx,
  reference: string,
  scope: Scope,
): Promise<InfoRequest> {
  const [infoRequest] = await selectOne(tx, isWithin(scope, reference))
  return existing(infoRequest)
}

/** The same by id, for whoever has proved to be its requester. */
export async function findInfoRequestById(tx: Tx, id: number): Promise<InfoRequest> {
  const [infoRequest] = await selectOne(tx, eq(infoRequests.id, id))
  return existing(infoRequest)
}

/** The same as `findInfoRequest`, for a step: others wait until it is done, and then see what it did. */
export async function findToChange(tx: Tx, reference: string, scope: Scope): Promise<InfoRequest> {
  const [infoRequest] = await toChange(selectOne(tx, isWithin(scope, reference)))
  return existing(infoRequest)
}

/** The same as `findInfoRequestById`, for a step of the requester. */
export async function findByIdToChange(tx: Tx, id: number): Promise<InfoRequest> {
  const [infoRequest] = await toChange(selectOne(tx, eq(infoRequests.id, id)))
  return existing(infoRequest)
}

function selectOne(tx: Tx, where: SQL | undefined) {
  return tx.select(columns).from(infoRequests).where(where)
}

function isWithin(scope: Scope, reference: string): SQL | undefined {
  return and(eq(infoRequests.reference, reference), withinScope(scope))
}

function existing(found: InfoRequest | undefined): InfoRequest {
  if (!found) throw new Refusal('not-found', 'no-such-request')
  return found
}

/** What is needed to check a tracking code; nothing when there is no such reference. */
export async function findCodeHash(
  tx: Tx,
  reference: string,
): Promise<{ id: number; codeHash: string } | undefined> {
  const [found] = await tx
    .select({ id: infoRequests.id, codeHash: infoRequests.codeHash })
    .from(infoRequests)
    .where(eq(infoRequests.reference, reference))
  return found
}

/** The condition that keeps a query within what somebody may see. */
export function withinScope(scope: Scope): SQL | undefined {
  if (scope.kind === 'everything') return undefined
  return scope.kind === 'divisions'
    ? inArray(infoRequests.divisionId, [...scope.divisionIds])
    : sql`1 = 0`
}

export type HistoryEntry = Event & {
  /** Who acted, for staff; nothing for the requester and the system. */
  accountName: string | null
  /** For whom they acted (รักษาราชการแทน). */
  actingForName: string | null
  divisionNameTh: string | null
  divisionNameEn: string | null
}

const absent = alias(accounts, 'absent')

/** The whole history, the first event first. */
export async function listHistory(tx: Tx, infoRequestId: number): Promise<HistoryEntry[]> {
  const rows = await tx
    .select({
      event: events,
      accountName: accounts.name,
      actingForName: absent.name,
      divisionNameTh: divisions.nameTh,
      divisionNameEn: divisions.nameEn,
    })
    .from(events)
    .leftJoin(accounts, eq(accounts.id, events.accountId))
    .leftJoin(absent, eq(absent.id, events.actingForId))
    .leftJoin(divisions, eq(divisions.id, events.divisionId))
    .where(eq(events.infoRequestId, infoRequestId))
    .orderBy(asc(events.position))
  return rows.map(({ event, ...names }) => ({ ...event, ...names }))
}

/** The last question to the requester, and the position of its event. Throws when there was none. */
export async function findQuestion(
  tx: Tx,
  infoRequestId: number,
): Promise<{ position: number; question: string }> {
  const [asked] = await tx
    .select({ position: events.position, question: events.note })
    .from(events)
    .where(and(eq(events.infoRequestId, infoRequestId), eq(events.action, 'ask')))
    .orderBy(desc(events.position))
    .limit(1)
  if (!asked) throw new Error('A request that waits for its requester without a question')
  return asked
}

export type Proposal = typeof proposals.$inferSelect & {
  proposedBy: string
  grounds: { ground: string; reason: string }[]
}

/** The newest proposal: what is (to be) the answer. */
export async function findProposal(tx: Tx, infoRequestId: number): Promise<Proposal | undefined> {
  return newestProposal(tx, eq(proposals.infoRequestId, infoRequestId))
}

/** What was last given as the answer, also where the request was reopened since; nothing before there was one. */
export async function findGivenAnswer(
  tx: Tx,
  infoRequestId: number,
): Promise<(Proposal & { answeredOn: Day }) | undefined> {
  const answered = await lastAnswering(tx, infoRequestId)
  if (!answered) return undefined
  const proposal = await newestProposal(
    tx,
    and(eq(proposals.infoRequestId, infoRequestId), lte(proposals.position, answered.position)),
  )
  return proposal && { ...proposal, answeredOn: answered.on }
}

/** The day of the last answer, also where the request was reopened since; nothing before there was one. */
export async function findAnsweredOn(tx: Tx, infoRequestId: number): Promise<Day | undefined> {
  return (await lastAnswering(tx, infoRequestId))?.on
}

async function lastAnswering(
  tx: Tx,
  infoRequestId: number,
): Promise<{ position: number; on: Day } | undefined> {
  const [answered] = await tx
    .select({ position: events.position, on: events.on })
    .from(events)
    .where(isAnswering(infoRequestId))
    .orderBy(desc(events.position))
    .limit(1)
  return answered
}

/** Whether a proposal has ever been given as the answer: also one that a later answer replaced. */
export async function wasGiven(
  tx: Tx,
  infoRequestId: number,
  proposalId: number,
): Promise<boolean> {
  const of = await tx
    .select({ id: proposals.id, position: proposals.position })
    .from(proposals)
    .where(eq(proposals.infoRequestId, infoRequestId))
  const answered = await tx
    .select({ position: events.position })
    .from(events)
    .where(isAnswering(infoRequestId))
  return answered.some(({ position }) => {
    const until = of.filter((proposal) => proposal.position <= position)
    const newest = until.toSorted((one, other) => other.position - one.position)[0]
    return newest?.id === proposalId
  })
}

/** The steps that gave an answer. */
function isAnswering(infoRequestId: number): SQL | undefined {
  return and(
    eq(events.infoRequestId, infoRequestId),
    eq(events.toStatus, 'answered'),
    ne(events.fromStatus, 'answered'),
  )
}

async function newestProposal(tx: Tx, where: SQL | undefined): Promise<Proposal | undefined> {
  const [found] = await tx
    .select({ proposal: proposals, proposedBy: accounts.name })
    .from(proposals)
    .innerJoin(accounts, eq(accounts.id, proposals.proposedById))
    .where(where)
    .orderBy(desc(proposals.position))
    .limit(1)
  if (!found) return undefined
  const grounds = await tx
    .select({ ground: appliedGrounds.ground, reason: appliedGrounds.reason })
    .from(appliedGrounds)
    .where(eq(appliedGrounds.proposalId, found.proposal.id))
    .orderBy(asc(appliedGrounds.position))
  return { ...found.proposal, proposedBy: found.proposedBy, grounds }
}

/** Adds a proposal with its grounds, in order. Gives its id. */
export async function addProposal(
  tx: Tx,
  proposal: Omit<typeof proposals.$inferInsert, 'id'>,
  grounds: readonly { ground: string; reason: string }[],
): Promise<number> {
  const [added] = await tx.insert(proposals).values(proposal).returning({ id: proposals.id })
  if (!added) throw new Error('The proposal was not added')
  if (grounds.length > 0)
    await tx.insert(appliedGrounds).values(
      grounds.map(({ ground, reason }, index) => ({
        proposalId: added.id,
        position: index + 1,
        ground,
        reason,
      })),
    )
  return added.id
}

/** Who holds it and what it is about, in both languages. */
export type Placement = {
  topicTh: string | null
  topicEn: string | null
  divisionTh: string | null
  divisionEn: string | null
  officer: string | null
}

export async function findPlacement(tx: Tx, infoRequestId: number): Promise<Placement> {
  const [placement] = await tx
    .select({
      topicTh: topics.nameTh,
      topicEn: topics.nameEn,
      divisionTh: divisions.nameTh,
      divisionEn: divisions.nameEn,
      officer: accounts.name,
    })
    .from(infoRequests)
    .leftJoin(topics, eq(topics.id, infoRequests.topicId))
    .leftJoin(divisions, eq(divisions.id, infoRequests.divisionId))
    .leftJoin(accounts, eq(accounts.id, infoRequests.officerId))
    .where(eq(infoRequests.id, infoRequestId))
  if (!placement) throw new Refusal('not-found', 'no-such-request')
  return placement
}

/** Everything of a request but the hash of its code, which no page needs. */
const { codeHash: _codeHash, ...columns } = getTableColumns(infoRequests)
export { columns as wholeInfoRequest }
