import { and, between, eq, sql, type SQL } from 'drizzle-orm'
import { alias, events, infoRequests, isClosing, proposals } from '../database/schema.ts'
import type { Day } from '../requests/info-request.ts'

/*
 * A request that is reopened loses its closing day, but that month did close it, and its figures stay: closings are
 * steps of the history, of which a request has one more each time it is closed again.
 */

/** A step that closed a request, for queries from it. */
export const closing = alias(events, 'closing')

/** The first and the last day of a time. */
export type Days = { from: Day; to: Day }

/** The closings of a time. */
export function closesIn({ from, to }: Days): SQL | undefined {
  return and(isClosing(closing), between(closing.on, from, to))
}

/** The day a reopening undid a closing; null when it stands. */
export const dayUndone = sql<Day | null>`(select min(reopening."on") from ${events} reopening where reopening.info_request_id = ${closing.infoRequestId} and reopening.position > ${closing.position} and reopening.action = 'reopen')`

/** The ids of the requests that were reopened on a day or later, for `in (…)`. */
export function reopenedFrom(day: Day): SQL {
  // Its action is written out, not bound: only then may the database use the index that holds just these.
  return sql`select reopening.info_request_id from ${events} reopening where reopening.action = 'reopen' and reopening."on" >= ${day}`
}

/** The reopenings of a time. */
export function reopenedIn({ from, to }: Days): SQL | undefined {
  return and(sql`${events.action} = 'reopen'`, between(events.on, from, to))
}

/** The request of a closing. */
export const isClosedRequest = eq(infoRequests.id, closing.infoRequestId)

/** The proposal that became the answer with a closing: the newest there was then; none where it ended otherwise. */
export const isAnswerOfClosing = and(
  eq(closing.toStatus, 'answered'),
  eq(proposals.infoRequestId, closing.infoRequestId),
  sql`${proposals.position} = (select max(earlier.position) from ${proposals} earlier where earlier.info_request_id = ${closing.infoRequestId} and earlier.position <= ${closing.position})`,
)
