import { addDays, addWorkingDays, isWorkingDay, type Calendar } from '../calendar/calendar.ts'
import type { RuleValue } from '../department/rules.ts'
import type { DeliveryState, JobName, LetterKind } from '../database/schema.ts'
import type { Day, InfoRequest } from '../requests/info-request.ts'

/** The lists of requests in the net of missed requests, in the order in which they are told. */
export const risks = ['overdue', 'unopened', 'unaccepted', 'disputed', 'waiting'] as const
export type Risk = (typeof risks)[number]

/** A request that may slip away. */
export type RiskyCase = Pick<InfoRequest, 'reference' | 'subject' | 'status' | 'dueOn'> & {
  divisionTh: string | null
  divisionEn: string | null
  officer: string | null
  /** Since when (UTC milliseconds): it stands where it stands, or the dispute has no reply. */
  since: number
}

/** A letter to somebody outside that has not reached them, and that nobody has printed or telephoned about. */
export type UndeliveredLetter = {
  id: number
  reference: string
  kind: LetterKind
  state: DeliveryState
  createdAt: number
}

/** The first of a list, and how many it has. */
export type Found<Row> = { count: number; rows: Row[] }

/** Everything that may have been missed. */
export type Net = Record<Risk, Found<RiskyCase>> & {
  undelivered: Found<UndeliveredLetter>
  /** Names of members of staff whose last mail from us could not be delivered. */
  unreached: string[]
  /** Work of the service itself that failed, or was broken off. */
  failedJobs: JobName[]
}

export function isEmpty(net: Net): boolean {
  return countRisks(net) === 0
}

/** How many entries it has in all. */
export function countRisks(net: Net): number {
  const lists = [...risks.map((risk) => net[risk]), net.undelivered]
  const found = lists.reduce((sum, { count }) => sum + count, 0)
  return found + net.unreached.length + net.failedJobs.length
}

/** What began before these days has waited too long. */
export type Patience = { desk: Day; others: Day }

/**
 * On a desk of ours longer than the working days of the rule, the day of arrival not counted and today counted; with
 * the requester or a third party longer than its calendar days.
 */
export function patience(
  { workingDays, waitingDays }: RuleValue<'net'>,
  today: Day,
  calendar: Calendar,
): Patience {
  const lastOffice = isWorkingDay(today, calendar) ? today : addWorkingDays(today, -1, calendar)
  return {
    desk: addWorkingDays(lastOffice, -workingDays, calendar),
    others: addDays(today, -waitingDays),
  }
}
