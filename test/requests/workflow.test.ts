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
import { Refusal } from '#src/refusal.ts'
import {
  decide,
  objection,
  openActions,
  releases,
  scopeOf,
  type Standing,
} from '#src/requests/workflow.ts'

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
  const moveOf = (those: readonly Actor[]) =>
    fc.record({
      actor: fc.constantFrom(...those),
      /** Which of the steps that are open to them; what is not open changes nothing, as is tested above. */
      pick: fc.nat({ max: 100 }),
      outcome: fc.constantFrom(...outcomes),
      isSensitive: fc.boolean(),
      /** What a third party says, and what comes of an appeal. */
      isRejected: fc.boolean(),
      appeal: fc.constantFrom('filed', 'ended'),
      /** How many days pass before the next move. */
      days: fc.constantFrom(0, 0, 0, 1, 5, 15, 16),
    })
  const move = moveOf(people)
  /** Only those who work at an answer, so that many come about. */
  const moveOfTheDivision = moveOf([officer, head, executive])
  type Move = typeof move extends fc.Arbitrary<infer One> ? One : never

  /** A request as the rules see it, and what the effects of each step would do to it. */
  type Life = {
    standing: Standing
    clearedById: number | null
    isAdvised: boolean
    today: number
    /** Days on which something was released, and the lock as it stood then. */
    releases: { on: number; lockedUntil: number | null; isAppealed: boolean }[]
  }

  /** They end it early, or change nothing that the rules look at. */
  const leadsNowhere: readonly Action[] = ['withdraw', 'note', 'message', 'reschedule', 'extend']

  function begin(): Life {
    return {
      standing: aStanding({ status: 'submitted', divisionId: null, officerId: null }),
      clearedById: null,
      isAdvised: false,
      today: 1,
      releases: [],
    }
  }

  const dayNumber = (day: string | null) => (day === null ? null : Number(day.slice(-4)))
  const dayText = (number: number) => `2026-${String(number).padStart(4, '0')}`

  /** Takes a move if the rules allow it. Days are numbers here, written so that they compare like days. */
  function live(life: Life, taken: Move): void {
    const { actor, pick, outcome, isSensitive, isRejected, appeal, days } = taken
    const on = dayText(life.today)
    const before = { ...life.standing, isSensitive: life.standing.isSensitive || isSensitive }
    life.today += days
    const open = openActions(before, actor, on).filter((action) => !leadsNowhere.includes(action))
    const action = open[pick % open.length]
    if (action === undefined) return
    const status: Status = decide(action, before, actor, on)
    const by = actor.accountId
    const changes: Partial<Record<Action, Partial<Standing>>> = {
      assign: { divisionId: 1, officerId: null },
      return: { divisionId: null, officerId: null },
      accept: { officerId: by },
      propose: { outcome, proposedById: by, approvedById: null },
      'send-back': { outcome: null, proposedById: null, approvedById: null },
      approve: { approvedById: by },
      'notify-third-party': { waitingParties: before.waitingParties + 1 },
      'record-objection': {
        waitingParties: before.waitingParties - 1,
        ...(isRejected && { lockedUntil: dayText(life.today - days + 15) }),
      },
      'record-appeal':
        appeal === 'filed' ? { isAppealed: true } : { isAppealed: false, lockedUntil: null },
      dispute: { disputedAt: 1 },
      uphold: { disputedAt: null },
      reopen: { outcome: null, proposedById: null, approvedById: null, disputedAt: null },
    }
    life.standing = { ...before, ...changes[action], status }
    if (action === 'clear') life.clearedById = by
    if (action === 'propose' || action === 'reopen') life.clearedById = null
    if (action === 'advise') life.isAdvised = true
    if (action === 'reopen') life.isAdvised = false
    const hasLeft = status === 'answered' && before.status !== 'answered'
    if (hasLeft && releases(life.standing.outcome)) {
      const { lockedUntil, isAppealed } = before
      life.releases.push({
        on: life.today - days,
        lockedUntil: dayNumber(lockedUntil),
        isAppealed,
      })
    }
  }

  it('no path leads to an answer without two people, or to withholding without three', () => {
    let answers = 0
    fc.assert(
      fc.property(fc.array(move, { minLength: 60, maxLength: 120 }), (moves) => {
        const life = begin()
        for (const taken of moves) {
          live(life, taken)
          const { standing, clearedById, isAdvised } = life
          // Section 12: saying who else holds it decides nothing about our information.
          if (standing.status !== 'answered' || isAdvised) continue
          answers += 1
          expect(standing.approvedById).not.toBeNull()
          expect(standing.approvedById).not.toBe(standing.proposedById)
          if (!withholds(standing.outcome)) continue
          expect(clearedById).not.toBeNull()
          expect(new Set([standing.proposedById, standing.approvedById, clearedById]).size).toBe(3)
        }
      }),
      { numRuns: 1000 },
    )
    expect(answers).toBeGreaterThan(200)
  })

  it('no path releases anything past the objection of a third party', () => {
    let locked = 0
    // Short cuts to the interesting part: a request in progress with a notice out.
    fc.assert(
      fc.property(fc.array(moveOfTheDivision, { minLength: 30, maxLength: 60 }), (moves) => {
        const life = begin()
        life.standing = aStanding({ status: 'awaiting-third-party', waitingParties: 1 })
        for (const taken of moves) live(life, taken)
        if (life.standing.lockedUntil !== null || life.standing.isAppealed) locked += 1
        for (const { on, lockedUntil, isAppealed } of life.releases) {
          expect(isAppealed).toBe(false)
          if (lockedUntil !== null) expect(on).toBeGreaterThan(lockedUntil)
        }
      }),
      { numRuns: 1000 },
    )
    expect(locked).toBeGreaterThan(100)
  })

  it('nobody who stands in for somebody becomes two people', () => {
    const standsInFor = [
      { role: 'head', accountId: head.accountId, divisionId: 1 },
      { role: 'executive', accountId: executive.accountId, divisionId: null },
    ] as const
    const actingOfficer: Actor = { ...officer, standsInFor }
    const proposed = aStanding({
      status: 'awaiting-approval',
      outcome: 'refused',
      proposedById: officer.accountId,
    })
    expect(objection('approve', proposed, actingOfficer, today)).toBe('own-proposal')
    const actingHead: Actor = { ...head, standsInFor: [standsInFor[1]] }
    const approved = {
      ...proposed,
      status: 'awaiting-clearance',
      approvedById: head.accountId,
    } as const
    expect(objection('clear', approved, actingHead, today)).toBe('own-approval')
    expect(objection('clear', { ...approved, approvedById: 99 }, actingHead, today)).toBeUndefined()
    expect(objection('clear', { ...approved, approvedById: 99 }, head, today)).toBe('not-your-role')
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
