import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actions,
  openStatuses,
  outcomes,
  statuses,
  withholds,
  type Action,
  type Actor,
  type Status,
} from '#src/requests/info-request.ts'
import { decide, objection, openActions, scopeOf, type Standing } from '#src/requests/workflow.ts'
import { Refusal } from '#src/refusal.ts'

const requester = { role: 'requester', accountId: null, divisionId: null } as const
const system = { role: 'system', accountId: null, divisionId: null } as const
const officer = { role: 'officer', accountId: 10, divisionId: 1 } as const
const head = { role: 'head', accountId: 11, divisionId: 1 } as const
const secretary = { role: 'secretary', accountId: 12, divisionId: null } as const
const executive = { role: 'executive', accountId: 13, divisionId: null } as const
const administrator = { role: 'administrator', accountId: 14, divisionId: null } as const
const auditor = { role: 'auditor', accountId: 15, divisionId: null } as const
const actors: Actor[] = [
  requester,
  system,
  officer,
  head,
  secretary,
  executive,
  administrator,
  auditor,
]

const today = '2026-11-25'

/** A request of division 1 that the officer of the cast holds. */
function aStanding(changes: Partial<Standing> = {}): Standing {
  return {
    status: 'in-progress',
    divisionId: 1,
    officerId: officer.accountId,
    outcome: null,
    isSensitive: false,
    proposedById: null,
    approvedById: null,
    waitingParties: 0,
    lockedUntil: null,
    isAppealed: false,
    disputedAt: null,
    feeState: 'none',
    ...changes,
  }
}

describe('who may do what, and when', () => {
  it('is exactly this table', () => {
    const table = Object.fromEntries(
      statuses.map((status) => [
        status,
        Object.fromEntries(
          actors.map((actor) => [
            actor.role,
            openActions(aStanding({ status, proposedById: 1, approvedById: 2 }), actor, today).join(
              ' ',
            ),
          ]),
        ),
      ]),
    )
    expect(table).toMatchSnapshot()
  })

  it('offers nothing that the door would refuse, and refuses nothing it offers', () => {
    for (const status of statuses)
      for (const actor of actors)
        for (const action of actions) {
          const standing = aStanding({ status })
          const isOffered = openActions(standing, actor, today).includes(action)
          expect(opens(action, standing, actor)).toBe(isOffered)
        }
  })

  it('keeps officers and heads to their own division', () => {
    const elsewhere = aStanding({ divisionId: 2 })
    expect(openActions({ ...elsewhere, status: 'assigned' }, officer, today)).toEqual([])
    expect(openActions({ ...elsewhere, status: 'awaiting-approval' }, head, today)).toEqual([])
    expect(openActions({ ...elsewhere, status: 'assigned' }, secretary, today)).toContain('assign')
  })

  it('lets only the officer who took it propose an answer', () => {
    expect(objection('propose', aStanding(), officer, today)).toBeUndefined()
    expect(objection('propose', aStanding({ officerId: 99 }), officer, today)).toBe(
      'somebody-else-holds-it',
    )
  })
})

describe('an answer', () => {
  const proposed = aStanding({ status: 'awaiting-approval', outcome: 'disclosed', proposedById: 1 })

  it('leaves when a second person approves it', () => {
    expect(decide('approve', proposed, head, today)).toBe('answered')
  })

  it('is not approved by the person who proposed it', () => {
    const own = { ...proposed, proposedById: head.accountId }
    expect(objection('approve', own, head, today)).toBe('own-proposal')
  })

  it.each(outcomes.filter(withholds))('that is %s goes on to an executive', (outcome) => {
    expect(decide('approve', { ...proposed, outcome }, head, today)).toBe('awaiting-clearance')
  })

  it('marked sensitive goes on to an executive whatever its outcome', () => {
    expect(decide('approve', { ...proposed, isSensitive: true }, head, today)).toBe(
      'awaiting-clearance',
    )
  })

  it('is cleared by neither its proposer nor its approver', () => {
    const approved = { ...proposed, status: 'awaiting-clearance' as const, approvedById: 2 }
    expect(objection('clear', approved, executive, today)).toBeUndefined()
    expect(
      objection('clear', { ...approved, proposedById: executive.accountId }, executive, today),
    ).toBe('own-proposal')
    expect(
      objection('clear', { ...approved, approvedById: executive.accountId }, executive, today),
    ).toBe('own-approval')
  })

  it('is sent back by the head from approval and by the executive from clearance, not the other way round', () => {
    expect(decide('send-back', proposed, head, today)).toBe('in-progress')
    expect(objection('send-back', proposed, executive, today)).toBe('not-your-desk')
    const approved = aStanding({ status: 'awaiting-clearance' })
    expect(decide('send-back', approved, executive, today)).toBe('in-progress')
    expect(objection('send-back', approved, head, today)).toBe('not-your-desk')
  })
})

describe('a request', () => {
  it.each(openStatuses)('can be withdrawn by its requester while %s', (status) => {
    expect(decide('withdraw', aStanding({ status }), requester, today)).toBe('withdrawn')
  })

  it('takes no further step once withdrawn', () => {
    for (const actor of actors)
      expect(openActions(aStanding({ status: 'withdrawn' }), actor, today)).toEqual([])
  })

  it.each(['answered', 'lapsed'] as const)(
    'can only be disputed by its requester, or reopened by the secretary, once %s',
    (status) => {
      const open = actors.map((actor) => [
        actor.role,
        openActions(aStanding({ status }), actor, today),
      ])
      expect(Object.fromEntries(open)).toEqual({
        requester: ['dispute'],
        secretary: ['dispute', 'reopen'],
        ...Object.fromEntries(
          ['system', 'officer', 'head', 'executive', 'administrator', 'auditor'].map((role) => [
            role,
            [],
          ]),
        ),
      })
    },
  )

  it('says conflict, not forbidden, when it has moved on', () => {
    expect(() => decide('accept', aStanding({ status: 'answered' }), officer, today)).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    )
    expect(() => decide('approve', aStanding(), officer, today)).toThrow(
      expect.objectContaining({ code: 'not-allowed' }),
    )
  })
})

describe('whatever people do', () => {
  /** Everybody who could act, twice over, so that the same person may try two sides. */
  const people: Actor[] = [
    ...actors.filter(({ role }) => role !== 'system'),
    { role: 'officer', accountId: 30, divisionId: 1 },
    { role: 'head', accountId: 31, divisionId: 1 },
    { role: 'head', accountId: officer.accountId, divisionId: 1 },
    { role: 'executive', accountId: head.accountId, divisionId: null },
    { role: 'executive', accountId: officer.accountId, divisionId: null },
  ]
  const move = fc.record({
    action: fc.constantFrom(...actions),
    actor: fc.constantFrom(...people),
    outcome: fc.constantFrom(...outcomes),
    isSensitive: fc.boolean(),
  })

  it('no path leads to an answer without two people, or to withholding without three', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 5, maxLength: 60 }), (moves) => {
        let standing = aStanding({ status: 'submitted', divisionId: null, officerId: null })
        let advised = false
        let clearedById: number | null = null
        for (const { action, actor, outcome, isSensitive } of moves) {
          const before = { ...standing, isSensitive: standing.isSensitive || isSensitive }
          if (!opens(action, before, actor)) continue
          const status: Status = decide(action, before, actor, today)
          standing = { ...standing, status }
          if (action === 'assign') standing = { ...standing, divisionId: 1, officerId: null }
          if (action === 'accept') standing = { ...standing, officerId: actor.accountId }
          if (action === 'propose')
            standing = { ...standing, outcome, proposedById: actor.accountId, approvedById: null }
          if (action === 'approve') standing = { ...standing, approvedById: actor.accountId }
          if (action === 'clear') clearedById = actor.accountId
          if (action === 'advise') advised = true
        }
        if (standing.status !== 'answered' || advised) return
        expect(standing.approvedById).not.toBeNull()
        expect(standing.approvedById).not.toBe(standing.proposedById)
        if (!withholds(standing.outcome)) return
        expect(clearedById).not.toBeNull()
        expect(new Set([standing.proposedById, standing.approvedById, clearedById]).size).toBe(3)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what somebody may see', () => {
  it('is everything for those who serve the whole department, and nothing for administrators', () => {
    const scopes = Object.fromEntries(actors.map((actor) => [actor.role, scopeOf(actor)]))
    expect(scopes).toEqual({
      requester: { kind: 'nothing' },
      system: { kind: 'nothing' },
      officer: { kind: 'divisions', divisionIds: [1] },
      head: { kind: 'divisions', divisionIds: [1] },
      secretary: { kind: 'everything' },
      executive: { kind: 'everything' },
      administrator: { kind: 'nothing' },
      auditor: { kind: 'everything' },
    })
  })
})

function opens(action: Action, standing: Standing, actor: Actor): boolean {
  try {
    decide(action, standing, actor, today)
    return action !== 'submit'
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
