import { describe, expect, it } from 'vitest'
import { defaultRules } from '#src/department/rules.ts'
import { timePlan } from '#src/guide/time-plan.ts'

describe('the time plan of the service manual', () => {
  it('promises no more and no less than the limit', () => {
    const { forward, search, decide } = timePlan(defaultRules.limit)
    expect(forward + search + decide).toBe(defaultRules.limit.days)
  })

  it.each([
    [7, { forward: 1, search: 4, decide: 2 }],
    [15, { forward: 1, search: 10, decide: 4 }],
    [30, { forward: 1, search: 21, decide: 8 }],
  ])('shares %i days out', (days, plan) => {
    expect(timePlan({ days, unit: 'working' })).toEqual(plan)
  })
})
