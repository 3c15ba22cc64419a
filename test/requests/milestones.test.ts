import { describe, expect, it } from 'vitest'
import type { Action, Status } from '#src/requests/info-request.ts'
import { milestonesOf } from '#src/requests/milestones.ts'

const way = (...steps: [Action, Status][]) =>
  milestonesOf(steps.map(([action, toStatus]) => ({ action, toStatus }))).map(
    ({ milestone }) => milestone,
  )

describe('milestones', () => {
  it('tells the straight way in four', () => {
    expect(
      way(
        ['submit', 'submitted'],
        ['assign', 'assigned'],
        ['accept', 'in-progress'],
        ['propose', 'awaiting-approval'],
        ['approve', 'awaiting-clearance'],
        ['clear', 'answered'],
      ),
    ).toEqual(['received', 'with-division', 'considered', 'answered'])
  })

  it('tells nothing of what the department does among itself', () => {
    expect(
      way(
        ['submit', 'submitted'],
        ['assign', 'assigned'],
        ['note', 'assigned'],
        ['accept', 'in-progress'],
        ['propose', 'awaiting-approval'],
        ['send-back', 'in-progress'],
        ['hand-over', 'in-progress'],
        ['message', 'in-progress'],
        ['propose', 'awaiting-approval'],
      ),
    ).toEqual(['received', 'with-division', 'considered'])
  })

  it('stands again where it stood when it is returned or moved', () => {
    expect(way(['submit', 'submitted'], ['assign', 'assigned'], ['return', 'submitted'])).toEqual([
      'received',
    ])
    const moved = milestonesOf([
      { action: 'submit', toStatus: 'submitted', divisionId: null },
      { action: 'assign', toStatus: 'assigned', divisionId: 1 },
      { action: 'accept', toStatus: 'in-progress', divisionId: 1 },
      { action: 'assign', toStatus: 'assigned', divisionId: 2 },
    ])
    expect(moved.map(({ milestone, event }) => [milestone, event.divisionId])).toEqual([
      ['received', null],
      ['with-division', 2],
    ])
  })

  it('goes its way once more when it is reopened, and forgets nothing', () => {
    const answered: [Action, Status][] = [
      ['submit', 'submitted'],
      ['assign', 'assigned'],
      ['accept', 'in-progress'],
      ['propose', 'awaiting-approval'],
      ['approve', 'answered'],
      ['dispute', 'answered'],
      ['reopen', 'in-progress'],
    ]
    const before = ['received', 'with-division', 'considered', 'answered']
    expect(way(...answered)).toEqual([...before, 'considered'])
    expect(
      way(
        ...answered,
        ['propose', 'awaiting-approval'],
        ['send-back', 'in-progress'],
        ['ask', 'awaiting-requester'],
        ['lapse', 'lapsed'],
      ),
    ).toEqual([...before, 'considered', 'lapsed'])
  })

  it('ends where the requester ended it', () => {
    expect(way(['submit', 'submitted'], ['withdraw', 'withdrawn'])).toEqual([
      'received',
      'withdrawn',
    ])
  })
})
