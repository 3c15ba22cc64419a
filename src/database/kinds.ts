import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'

/* The words that tables hold besides those of the workflow. */

export const letterKinds = ['receipt', 'decision', 'message', 'withdrawn'] as const
export type LetterKind = (typeof letterKinds)[number]

export const deliveryStates = ['waiting', 'retrying', 'sent', 'failed', 'on-paper'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const measures = ['received', 'closed', 'moved-in', 'moved-out'] as const
export type Measure = (typeof measures)[number]

export const jobOutcomes = ['running', 'done', 'failed'] as const
export type JobOutcome = (typeof jobOutcomes)[number]

/** What was typed on each page of the form, checked only when the page was sent. */
export type DraftAnswers = { [page in 'information' | 'you']?: Record<string, string> }

/** The month of a day, as an index has it: `YYYY-MM`. */
export function monthOf(day: SQLWrapper): SQL {
  return sql`substr(${day}, 1, 7)`
}

/** For a CHECK: the column holds one of these words. */
export function oneOf(column: unknown, values: readonly string[]) {
  return sql`${column} IN (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`
}
