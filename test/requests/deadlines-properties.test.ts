import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dayOf,
  deemedReceived,
  receiptOf,
  receiptOfDay,
  startOfDay,
} from '#src/calendar/calendar.ts'
import {
  appealLastDay,
  clockFacts,
  deadlineOf,
  divisionClock,
  dueDate,
  extensionCap,
  objectionLastDay,
  ownDataAppealLastDay,
  statutoryClock,
  stepClock,
  type ClockFacts,
} from '#src/requests/deadlines.ts'
import type { Event } from '#src/requests/info-request.ts'
import { anyDay, dayAfter, daysAfter, isOpenByHand, wall } from '../calendar/by-hand.ts'
import {
  anyDayOrBoundary,
  anyFacts,
  anyHolidays,
  anyRules,
  daysLater,
  dueByHand,
  openDayFrom,
  openDayUpTo,
  plainCalendar,
  spanByHand,
} from './deadlines-by-hand.ts'

const often = { numRuns: 1000 }

describe('the last day for an answer', () => {
  it('is where a finger on the wall calendar ends, whatever has happened', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, anyHolidays, (facts, rules, calendar) => {
        const { on, limitOn, lastDayOfLimit, lastDayWithPauses } = deadlineOf(
          facts,
          rules,
          calendar,
        )
        expect({ on, limitOn, lastDayOfLimit, lastDayWithPauses }).toEqual(
          dueByHand(facts, rules, calendar),
        )
      }),
      often,
    )
  })

  it.each(['calendar', 'working'] as const)(
    'is the same from each day of 2024–2028, in %s days',
    (unit) => {
      const rules = { limit: { days: 15, unit }, pauseMovesDueDate: false }
      const received = wall.map(({ on }) => on).filter((on) => on >= '2024' && on < '2029')
      expect(received).toHaveLength(1827)
      for (const receivedOn of received) {
        const facts = { receivedOn, reopenedOn: null, pauses: [], extensions: [] }
        expect(dueDate(receivedOn, rules.limit, plainCalendar)).toMatchObject(
          dueByHand(facts, rules, plainCalendar),
        )
      }
    },
  )

  it('names each closed day it went past, and no other', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, anyHolidays, (facts, rules, calendar) => {
        const deadline = deadlineOf(facts, rules, calendar)
        const { dayZero, lastDayOfLimit, lastDayWithPauses, limitOn } = deadline
        const closed = (days: string[]) => days.filter((day) => !isOpenByHand(day, calendar))
        const within =
          rules.limit.unit === 'working' ? closed(daysAfter(dayZero, lastDayOfLimit)) : []
        expect(deadline.skipped.map(({ on }) => on)).toEqual(within)
        const next = dayAfter(dayZero)
        expect(deadline.firstDay).toBe(
          rules.limit.unit === 'working' ? openDayFrom(next, calendar) : next,
        )
        const rolled = [lastDayWithPauses, ...daysAfter(lastDayWithPauses, limitOn)].slice(0, -1)
        expect(deadline.rolledOver.map(({ on }) => on)).toEqual(rolled)
        expect(closed(rolled)).toEqual(rolled)
        for (const { on, why, name } of [...deadline.skipped, ...deadline.rolledOver]) {
          const weekday = wall.find((day) => day.on === on)?.isWeekend === false
          expect([why, name !== undefined]).toEqual([weekday ? 'holiday' : 'weekend', weekday])
        }
      }),
      often,
    )
  })

  it('says of each pause how long it was, and moves by none unless the rule says so', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, anyHolidays, (facts, rules, calendar) => {
        const { pauses, limitOn } = deadlineOf(facts, rules, calendar)
        expect(pauses.map(({ days }) => days)).toEqual(
          facts.pauses.map(({ from, to }) => (to === null ? null : spanByHand(from, to, calendar))),
        )
        const without = deadlineOf({ ...facts, pauses: [] }, rules, calendar)
        if (!rules.pauseMovesDueDate) expect(limitOn).toBe(without.limitOn)
        if (!pauses.some(({ moved }) => moved)) expect(limitOn).toBe(without.limitOn)
        expect(limitOn >= without.limitOn).toBe(true)
      }),
      often,
    )
  })

  it('leaves as many days after an answer as were left when the question went out', () => {
    fc.assert(
      fc.property(
        anyDayOrBoundary,
        anyRules,
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 0, max: 60 }),
        anyHolidays,
        (receivedOn, { limit }, askedAfter, waited, calendar) => {
          const from = daysLater(receivedOn, askedAfter)
          const to = daysLater(from, waited)
          const plain = dueDate(receivedOn, limit, calendar)
          fc.pre(from < plain.lastDayOfLimit)
          const facts = { receivedOn, reopenedOn: null, pauses: [{ from, to }], extensions: [] }
          const rules = { limit, pauseMovesDueDate: true }
          const { lastDayWithPauses } = deadlineOf(facts, rules, calendar)
          const { unit } = limit
          expect(spanByHand(to, lastDayWithPauses, calendar)[unit]).toBe(
            spanByHand(from, plain.lastDayOfLimit, calendar)[unit],
          )
        },
      ),
      often,
    )
  })

  it('counts from the day the office next opens, at any minute of any day', () => {
    fc.assert(
      fc.property(
        anyDayOrBoundary,
        fc.integer({ min: 0, max: 24 * 60 - 1 }),
        anyHolidays,
        (day, minute, calendar) => {
          const isLate = minute >= 16 * 60 + 30
          const receivedOn = openDayFrom(isLate ? dayAfter(day) : day, calendar)
          const received = deemedReceived(startOfDay(day) + minute * 60_000, calendar)
          expect(received.on).toBe(receivedOn)
          expect(dayOf(received.at)).toBe(receivedOn)
          const receipt = receiptOf(startOfDay(day) + minute * 60_000, calendar)
          const passed = [day, ...daysAfter(day, receivedOn)].filter((on) => on < receivedOn)
          expect(receipt).toMatchObject({
            sentOn: day,
            on: receivedOn,
            hour: isLate ? 'after' : minute < 8 * 60 + 30 ? 'before' : 'within',
          })
          expect(receipt.closed.map(({ on }) => on)).toEqual(
            passed.filter((on) => !isOpenByHand(on, calendar)),
          )
          const { on: unknown, closed } = receiptOfDay(day, calendar)
          expect(unknown).toBe(openDayFrom(day, calendar))
          expect(closed.every((one) => !isOpenByHand(one.on, calendar))).toBe(true)
          const limit = { days: 15, unit: 'calendar' as const }
          const facts = { receivedOn, reopenedOn: null, pauses: [], extensions: [] }
          expect(dueDate(received.on, limit, calendar).on).toBe(
            dueByHand(facts, { limit, pauseMovesDueDate: false }, calendar).on,
          )
        },
      ),
      often,
    )
  })
})

describe('how far it may be put off', () => {
  it('is from the next open day to the last open one within the cap', () => {
    fc.assert(
      fc.property(
        anyFacts,
        anyRules,
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 90 }),
        anyHolidays,
        (facts, rules, times, days, calendar) => {
          const { on, limitOn } = dueByHand(facts, rules, calendar)
          const cap = daysLater(limitOn, days)
          expect(extensionCap(facts, rules, { times, days }, calendar)).toEqual({
            timesLeft: Math.max(0, times - facts.extensions.length),
            earliest: openDayFrom(dayAfter(on), calendar),
            latest: openDayUpTo(cap, calendar),
          })
        },
      ),
      often,
    )
  })

  it('never leads beyond the cap, and what it allows is what the deadline then is', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, anyHolidays, fc.nat(40), (facts, rules, calendar, later) => {
        const cap = extensionCap(facts, rules, { times: 9, days: 30 }, calendar)
        fc.pre(cap.earliest <= cap.latest)
        const chosen = daysLater(cap.earliest, later)
        fc.pre(chosen <= cap.latest)
        const extensions = [...facts.extensions, { on: cap.earliest, until: chosen }]
        const before = deadlineOf(facts, rules, calendar)
        const after = deadlineOf({ ...facts, extensions }, rules, calendar)
        expect(after.on).toBe(openDayFrom(chosen, calendar))
        expect(after.on > before.on && after.on <= cap.latest).toBe(true)
        expect(after.limitOn).toBe(before.limitOn)
      }),
      often,
    )
  })
})

describe('what others have to do', () => {
  it('ends so many days on the wall after the notice, open or not', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 0, max: 30 }),
        fc.boolean(),
        (notified, days, post, byPost) => {
          expect(appealLastDay(notified)).toBe(daysLater(notified, 15))
          expect(ownDataAppealLastDay(notified)).toBe(daysLater(notified, 30))
          const last = objectionLastDay(notified, { days, post }, byPost)
          expect(last).toBe(daysLater(notified, (days > 15 ? days : 15) + (byPost ? post : 0)))
          expect(last >= daysLater(notified, 15)).toBe(true)
        },
      ),
    )
  })
})

describe('the three clocks', () => {
  it('count the days by hand, with the waiting beside them', () => {
    fc.assert(
      fc.property(anyLife, fc.nat(60), anyHolidays, ({ receivedOn, history }, later, calendar) => {
        const last = history.at(-1)?.on ?? receivedOn
        const today = daysLater(last, later)
        const infoRequest = { receivedOn }
        const reopened = history.findLast(({ action }) => action === 'reopen')?.on
        const begins = {
          statutory: reopened ?? receivedOn,
          division: heldSince(history),
          step: stepSince(history),
        }
        const closed = history.at(-1)?.toStatus === 'answered'
        const end = closed ? last : today
        const clocks = {
          statutory: statutoryClock(infoRequest, history, today, calendar),
          division: divisionClock(infoRequest, history, today, calendar),
          step: stepClock(infoRequest, history, today, calendar),
        }
        for (const name of ['statutory', 'division', 'step'] as const) {
          const since = begins[name]
          if (since === undefined) {
            expect(clocks[name]).toBeUndefined()
            continue
          }
          const waited = daysAfter(since, end).filter((day) =>
            clockFacts(infoRequest, history).pauses.some(
              ({ from, to }) => from < day && day <= (to ?? end),
            ),
          )
          expect({ name, ...clocks[name] }).toEqual({
            name,
            since,
            until: end,
            isRunning: !closed,
            elapsed: spanByHand(since, end, calendar),
            paused: {
              calendar: waited.length,
              working: waited.filter((day) => isOpenByHand(day, calendar)).length,
            },
          })
        }
      }),
      often,
    )
  })

  it('are read from the history as the facts of the deadline are', () => {
    fc.assert(
      fc.property(anyLife, ({ receivedOn, history }) => {
        expect(clockFacts({ receivedOn }, history)).toEqual(factsByHand(receivedOn, history))
      }),
      often,
    )
  })
})

type Step = Pick<
  Event,
  'action' | 'on' | 'until' | 'fromStatus' | 'toStatus' | 'divisionId' | 'position'
>
type Life = { receivedOn: string; history: Step[] }

/** A request that goes to and fro: whatever the table of steps allows next, some days later. */
const anyLife: fc.Arbitrary<Life> = fc
  .tuple(
    anyDayOrBoundary,
    fc.array(fc.tuple(fc.nat(9), fc.nat(99), fc.integer({ min: 1, max: 3 })), { maxLength: 14 }),
  )
  .map(([receivedOn, choices]) => {
    const history: Step[] = [
      {
        action: 'submit',
        on: receivedOn,
        until: null,
        fromStatus: null,
        toStatus: 'submitted',
        divisionId: null,
        position: 1,
      },
    ]
    let day = receivedOn
    for (const [later, choice, division] of choices) {
      const before = history.at(-1)
      if (!before) break
      day = daysLater(day, later)
      const open = nextSteps[before.toStatus] ?? []
      const [action, toStatus] = open[choice % open.length] ?? []
      if (!action || !toStatus) break
      history.push({
        action,
        on: day,
        until: action === 'extend' ? daysLater(day, 20) : null,
        fromStatus: before.toStatus,
        toStatus,
        divisionId: action === 'assign' ? division : action === 'return' ? null : before.divisionId,
        position: history.length + 1,
      })
    }
    return { receivedOn, history }
  })

const nextSteps: Partial<Record<Step['toStatus'], [Step['action'], Step['toStatus']][]>> = {
  submitted: [['assign', 'assigned']],
  assigned: [
    ['accept', 'in-progress'],
    ['return', 'submitted'],
    ['assign', 'assigned'],
  ],
  'in-progress': [
    ['ask', 'awaiting-requester'],
    ['ask', 'awaiting-requester'],
    ['extend', 'in-progress'],
    ['note', 'in-progress'],
    ['assign', 'assigned'],
    ['approve', 'answered'],
  ],
  'awaiting-requester': [
    ['clarify', 'in-progress'],
    ['clarify', 'in-progress'],
    ['note', 'awaiting-requester'],
    ['extend', 'awaiting-requester'],
    ['lapse', 'answered'],
  ],
  answered: [['reopen', 'in-progress']],
}

/** Reads the history from its end backwards, as a person does who looks for the last reopening first. */
function factsByHand(receivedOn: string, history: readonly Step[]): ClockFacts {
  let reopenedOn: string | null = null
  const pauses: { from: string; to: string | null }[] = []
  const extensions: { on: string; until: string }[] = []
  let ended: string | null = null
  for (const { action, on, until, fromStatus, toStatus } of history.toReversed()) {
    if (action === 'reopen') {
      reopenedOn = on
      break
    }
    if (fromStatus === 'awaiting-requester' && toStatus !== 'awaiting-requester') ended = on
    if (action === 'ask') {
      pauses.unshift({ from: on, to: ended })
      ended = null
    }
    if (action === 'extend' && until !== null) extensions.unshift({ on, until })
  }
  return { receivedOn, reopenedOn, pauses, extensions }
}

/** Backwards while the same division holds it, no further than a reopening. */
function heldSince(history: readonly Step[]): string | undefined {
  const holder = history.at(-1)?.divisionId ?? null
  if (holder === null) return undefined
  let since: string | undefined
  for (const { divisionId, on, action } of history.toReversed()) {
    if (divisionId !== holder) break
    since = on
    if (action === 'reopen') break
  }
  return since
}

/** The last day on which the status or the division became another one. */
function stepSince(history: readonly Step[]): string {
  let since = history[0]?.on ?? ''
  for (const [index, step] of history.entries()) {
    const before = history[index - 1]
    if (before && (before.toStatus !== step.toStatus || before.divisionId !== step.divisionId))
      since = step.on
  }
  return since
}
