import { describe, expect, it } from 'vitest'
import { timePlan } from '#src/guide/time-plan.ts'
import { defaultLimit } from '#src/requests/deadlines.ts'

describe('the time plan of the service manual', () => {
  it('promises no more and no less than the limit', () => {
    const { forward, search, decide } = timePlan(defaultLimit)
    expect(forward + search + decide).toBe(defaultLimit.days)
  })

  it.each([
    [7, { forward: 1, search: 4, decide: 2 }],
    [15, { forward: 1, search: 10, decide: 4 }],
    [30, { forward: 1, search: 21, decide: 8 }],
  ])('shares %i days out', (days, plan) => {
    expect(timePlan({ days, unit: 'working' })).toEqual(plan)
  })
})
