import { and, asc, gt, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '../database/open.ts'
import { appliedGrounds, events, infoRequests, proposals } from '../database/schema.ts'
import type { Day } from '../requests/info-request.ts'
import { reopenedFrom } from './closings.ts'
import type { History } from './histories.ts'

const perRead = 50

/**
 * The histories that count in a time: all requests received up to its last day, but for those that were closed for good
 * before its first. In the order of their ids, some at a time, so that others are served in between.
 */
export async function* readHistories(
  tx: Tx,
  { from, to }: { from?: Day; to: Day },
): AsyncGenerator<History[]> {
  const { id, receivedOn, closedOn } = infoRequests
  const counted = and(
    lte(receivedOn, to),
    from === undefined
      ? undefined
      : or(isNull(closedOn), gte(closedOn, from), sql`${id} in (${reopenedFrom(from)})`),
  )
  for (let last = 0; ;) {
    const rows = await tx
      .select({
        id,
        reference: infoRequests.reference,
        channel: infoRequests.channel,
        language: infoRequests.language,
        requesterKind: infoRequests.requesterKind,
        purpose: infoRequests.purpose,
        receivedOn,
        dueOn: infoRequests.dueOn,
        limitOn: infoRequests.limitOn,
      })
      .from(infoRequests)
      .where(and(gt(id, last), counted))
      .orderBy(asc(id))
      .limit(perRead)
    const [newest] = rows.slice(-1)
    if (!newest) return
    yield await withHistories(tx, rows)
    if (rows.length < perRead) return
    last = newest.id
    await new Promise(setImmediate)
  }
}

async function withHistories(
  tx: Tx,
  rows: (History['infoRequest'] & { id: number })[],
): Promise<History[]> {
  const ids = rows.map(({ id }) => id)
  const { infoRequestId, position } = events
  const steps = await tx
    .select({
      infoRequestId,
      position,
      action: events.action,
      role: events.role,
      toStatus: events.toStatus,
      divisionId: events.divisionId,
      on: events.on,
      dueOn: events.dueOn,
      limitOn: events.limitOn,
      workingDays: events.workingDays,
    })
    .from(events)
    .where(inArray(infoRequestId, ids))
    .orderBy(asc(infoRequestId), asc(position))
  const answers = await tx
    .select({
      id: proposals.id,
      infoRequestId: proposals.infoRequestId,
      position: proposals.position,
      outcome: proposals.outcome,
    })
    .from(proposals)
    .where(inArray(proposals.infoRequestId, ids))
    .orderBy(asc(proposals.infoRequestId), asc(proposals.position))
  const grounds = await tx
    .select({ proposalId: appliedGrounds.proposalId, ground: appliedGrounds.ground })
    .from(appliedGrounds)
    .where(
      inArray(
        appliedGrounds.proposalId,
        answers.map(({ id }) => id),
      ),
    )
  const stepsOf = Map.groupBy(steps, (row) => row.infoRequestId)
  const answersOf = Map.groupBy(answers, (row) => row.infoRequestId)
  const groundsOf = Map.groupBy(grounds, (row) => row.proposalId)
  return rows.map(({ id, ...infoRequest }) => ({
    infoRequest,
    steps: stepsOf.get(id) ?? [],
    proposals: (answersOf.get(id) ?? []).map((proposal) => ({
      ...proposal,
      grounds: groundsOf.get(proposal.id)?.map(({ ground }) => ground) ?? [],
    })),
  }))
}
