import { inArray, sql } from 'drizzle-orm'
import { monthOf } from '../calendar/calendar.ts'
import type { Tx } from '../database/open.ts'
import { tallies, type Measure } from '../database/schema.ts'
import {
  isOpen,
  type Channel,
  type Day,
  type InfoRequest,
  type Month,
} from '../requests/info-request.ts'
import type { Scope } from '../requests/workflow.ts'

/** What one step adds to the kept counters of a month. */
export type TallyChange = {
  month: Month
  /** 0 while nobody holds it. */
  divisionId: number
  channel: Channel
  measure: Measure
  count: number
}

export type TalliedRequest = Pick<InfoRequest, 'status' | 'divisionId' | 'channel' | 'receivedOn'>
type Before = Pick<TalliedRequest, 'status' | 'divisionId'>

/**
 * What a step on the day `on` adds to the figures. `before` is undefined for a submission, and `after` is how
 * the request stands when the whole step is done: a request that its topic assigns at once was received by
 * that division and moved nowhere.
 */
export function tallyChanges(
  before: Before | undefined,
  after: TalliedRequest,
  on: Day,
): TallyChange[] {
  const change = (measure: Measure, day: Day, divisionId: number | null): TallyChange => ({
    month: monthOf(day),
    divisionId: divisionId ?? 0,
    channel: after.channel,
    measure,
    count: 1,
  })

  const day = countedOn(on, after.receivedOn)
  const changes: TallyChange[] = []
  if (!before) {
    changes.push(change('received', after.receivedOn, after.divisionId))
  } else if (isOpen(before) && before.divisionId !== after.divisionId) {
    changes.push(change('moved-out', day, before.divisionId))
    changes.push(change('moved-in', day, after.divisionId))
  }
  if ((!before || isOpen(before)) && !isOpen(after)) {
    changes.push(change('closed', day, after.divisionId))
  }
  if (before && !isOpen(before) && isOpen(after)) {
    changes.push(change('reopened', day, after.divisionId))
  }
  return changes
}

/**
 * The day a step counts for: its own, but never before the request itself counts as received. What was sent on
 * the evening of 30 September and withdrawn an hour later belongs to October altogether; September would
 * otherwise close a request it never received. The `on` of events and the closing day follow the same rule.
 */
export function countedOn(on: Day, receivedOn: Day): Day {
  return on < receivedOn ? receivedOn : on
}

/**
 * How many requests there are within a scope, open and closed, by the kept counters: what a division received and
 * what moved to it, less what moved away. A closed request stays with whoever closed it.
 */
export async function countInScope(tx: Tx, scope: Scope): Promise<number> {
  if (scope.kind === 'nothing') return 0
  const { measure, divisionId, count } = tallies
  const [summed] = await tx
    .select({
      count:
        sql`coalesce(sum(case ${measure} when 'received' then ${count} when 'moved-in' then ${count} when 'moved-out' then -${count} else 0 end), 0)`.mapWith(
          Number,
        ),
    })
    .from(tallies)
    .where(scope.kind === 'everything' ? undefined : inArray(divisionId, [...scope.divisionIds]))
  return summed?.count ?? 0
}
