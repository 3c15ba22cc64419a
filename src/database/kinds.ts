import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { closedStatuses } from '../requests/info-request.ts'

/* The words that tables hold besides those of the workflow. */

export const letterKinds = [
  'receipt',
  'decision',
  'message',
  'withdrawn',
  'question',
  'reminder',
  'lapsed',
  'extended',
  'due-moved',
  'third-party-notice',
  'objection-rejected',
  'upheld',
  'reopened',
  'staff-digest',
  'missed-requests',
  'unsigned-month',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** `on-paper`: no address was given, somebody has to print it; `by-hand`: somebody did, or telephoned. */
export const deliveryStates = [
  'waiting',
  'retrying',
  'sent',
  'failed',
  'on-paper',
  'by-hand',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What somebody did with a letter that no mail took to its reader. */
export const handledHows = ['posted', 'handed-over', 'telephoned'] as const
export type HandledHow = (typeof handledHows)[number]

export const measures = ['received', 'closed', 'reopened', 'moved-in', 'moved-out'] as const
export type Measure = (typeof measures)[number]

/** What months count besides the flow of requests; what each means, `statistics/counts.ts` says. */
export const countNames = [
  'ended',
  'ground',
  'took',
  'same-day',
  'cohort',
  'cohort-due',
  'language',
  'requester-kind',
  'purpose',
] as const
export type CountName = (typeof countNames)[number]

/** How the online service is used. */
export const useKinds = ['viewed', 'begun', 'abandoned', 'submitted'] as const
export type UseKind = (typeof useKinds)[number]

/** The items of the integrity assessment that this service has something for; their codes change every year. */
export const itaSlugs = [
  'service-manual',
  'statistics',
  'e-service',
  'questions',
  'participation',
] as const
export type ItaSlug = (typeof itaSlugs)[number]

/** Work that the service does by itself; what each is, `src/jobs.ts` says. */
export const jobNames = [
  'waiting-for-requesters',
  'morning-digest',
  'missed-requests',
  'due-days',
  'unsigned-month',
  'figures',
  'housekeeping',
] as const
export type JobName = (typeof jobNames)[number]

export const jobOutcomes = ['running', 'done', 'failed'] as const
export type JobOutcome = (typeof jobOutcomes)[number]

/** What a job did, counted by its own words. */
export type JobCounts = Record<string, number>

export const thirdPartyResponses = ['consents', 'objects', 'silent'] as const
export type ThirdPartyResponse = (typeof thirdPartyResponses)[number]

/**
 * What was typed on each page of the form, checked only when the page was sent. The page of files keeps its files
 * elsewhere: here it has nothing but that somebody went on from it.
 */
export type DraftAnswers = { [page in 'information' | 'you' | 'files']?: Record<string, string> }

/** The month of a day, as an index has it: `YYYY-MM`. */
export function monthOf(day: SQLWrapper): SQL {
  return sql`substr(${day}, 1, 7)`
}

/** For the index of closings, and for what is read from it: a step that closed a request. */
export function isClosing({ fromStatus, toStatus }: Record<'fromStatus' | 'toStatus', SQLWrapper>) {
  return sql`${oneOf(toStatus, closedStatuses)} AND NOT ${oneOf(fromStatus, closedStatuses)}`
}

/** For a CHECK: the column holds one of these words. */
export function oneOf(column: unknown, values: readonly string[]) {
  return sql`${column} IN (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`
}
