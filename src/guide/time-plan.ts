import type { Limit } from '../requests/deadlines.ts'

/** How many days of the limit each step of the department may take. */
export type TimePlan = { forward: number; search: number; decide: number }

/**
 * Shares the limit out among the steps: one day to bring a request to its division, about a quarter to
 * decide, the rest to search and write. This is the department's own plan, shown in the service manual as
 * such; only the sum, the limit itself, is promised.
 */
export function timePlan({ days }: Limit): TimePlan {
  const forward = 1
  const decide = Math.max(1, Math.round(days / 4))
  return { forward, search: Math.max(1, days - forward - decide), decide }
}
