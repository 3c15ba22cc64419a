import { asc } from 'drizzle-orm'
import { addDays, monthOf } from '#src/calendar/calendar.ts'
import { lastDayOf, previousMonth } from '#src/calendar/fiscal-year.ts'
import type { Database } from '#src/database/open.ts'
import { appliedGrounds, events, infoRequests, proposals } from '#src/database/schema.ts'
import {
  isOpen,
  withholds,
  type Day,
  type Event,
  type InfoRequest,
  type Month,
  type Outcome,
  type Status,
} from '#src/requests/info-request.ts'

/** Everything that was ever written down, each request with its history from the first step on. */
export async function readHistories({ read: db }: Database) {
  const steps = await db.select().from(events).orderBy(asc(events.position))
  const answers = await db.select().from(proposals).orderBy(asc(proposals.position))
  const grounds = await db.select().from(appliedGrounds)
  const requests = await db.select().from(infoRequests).orderBy(asc(infoRequests.id))
  return requests.map((infoRequest) => {
    const isItsOwn = (row: { infoRequestId: number }) => row.infoRequestId === infoRequest.id
    return {
      infoRequest,
      steps: steps.filter(isItsOwn),
      proposals: answers.filter(isItsOwn).map((proposal) => ({
        ...proposal,
        grounds: grounds.filter((row) => row.proposalId === proposal.id).map((row) => row.ground),
      })),
    }
  })
}

/** What is needed of one. */
export type WrittenHistory = {
  infoRequest: Pick<InfoRequest, 'reference' | 'channel' | 'language' | 'requesterKind' | 'purpose'>
  steps: readonly Pick<
    Event,
    | 'position'
    | 'action'
    | 'role'
    | 'fromStatus'
    | 'toStatus'
    | 'divisionId'
    | 'on'
    | 'dueOn'
    | 'limitOn'
  >[]
  proposals: readonly { position: number; outcome: Outcome; grounds: readonly string[] }[]
}
type Step = WrittenHistory['steps'][number]

/**
 * The references behind every number that is not zero, by the words of its cell: as somebody finds them who goes
 * through all files from their first page to their last, and knows nothing of counters, closing days or indexes.
 */
export function countedByHand(
  histories: readonly WrittenHistory[],
  month: Month,
  today: Day,
): Map<string, string[]> {
  const counted = new Map<string, string[]>()
  for (const history of histories) {
    const { reference, channel } = history.infoRequest
    const note = (...cell: (string | number | null)[]) => {
      const name = cell.map((word) => word ?? 0).join(' ')
      counted.set(name, [...(counted.get(name) ?? []), reference])
    }
    const noteBoth = (table: string, row: string | number | null, column: string) => {
      note(table, row, column)
      note(table, 'total', column)
    }

    const openAfter = (day: Day) => {
      const last = history.steps.findLast(({ on }) => on <= day)
      return last && isOpen({ status: last.toStatus }) ? last : undefined
    }
    const opening = openAfter(lastDayOf(previousMonth(month)))
    if (opening) noteBoth('flow', opening.divisionId, 'opening')
    const atItsEnd = openAfter(lastDayOf(month))
    if (atItsEnd) {
      noteBoth('flow', atItsEnd.divisionId, 'closing')
      noteBoth('service', channel, 'open')
    }

    const received = receiving(history.steps)
    if (isIn(month, received)) {
      noteBoth('flow', received.divisionId, 'received')
      noteBoth('service', channel, 'received')
      noteBoth('timeliness', standingOf(history, earlier(today, lastDayOf(month))), 'count')
      noteBoth('languages', history.infoRequest.language, 'count')
      noteBoth('requesters', history.infoRequest.requesterKind, 'count')
      noteBoth('purposes', history.infoRequest.purpose ? 'stated' : 'not-stated', 'count')
    }

    for (const [step, before] of stepsAfter(received, history.steps)) {
      if (!isIn(month, step)) continue
      if (step.divisionId !== before.divisionId) {
        noteBoth('flow', step.divisionId, 'moved-in')
        noteBoth('flow', before.divisionId, 'moved-out')
      }
      const wasOpen = isOpen({ status: before.toStatus })
      if (isOpen({ status: step.toStatus }) === wasOpen) continue
      if (!wasOpen) {
        noteBoth('flow', step.divisionId, 'reopened')
        continue
      }
      noteBoth('flow', step.divisionId, 'closed')
      noteBoth('service', channel, 'closed')
      const given = history.proposals.findLast(({ position }) => position <= step.position)
      const isAnswer = step.toStatus === 'answered'
      noteBoth('outcomes', isAnswer ? (given?.outcome ?? null) : step.toStatus, 'count')
      if (!isAnswer) continue
      note('speed', 'answered', 'value')
      if (step.on === received.on) note('speed', 'same-day', 'value')
      if (given && withholds(given.outcome))
        for (const ground of new Set(given.grounds)) note('grounds', ground, 'count')
    }
  }
  return counted
}

/** How many working days each answer of the month took, counted from the day received; there are no holidays here. */
export function daysByHand(histories: readonly WrittenHistory[], month: Month): number[] {
  return histories.flatMap(({ steps }) => {
    const received = receiving(steps)
    return stepsAfter(received, steps).flatMap(([step, before]) => {
      const isAnswer = step.toStatus === 'answered' && isOpen({ status: before.toStatus })
      return isAnswer && isIn(month, step) ? [weekdaysAfter(received.on, step.on)] : []
    })
  })
}

function weekdaysAfter(from: Day, to: Day): number {
  let weekdays = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (Temporal.PlainDate.from(day).dayOfWeek < 6) weekdays += 1
  return weekdays
}

/** The step with which it counts as received: the second, when the topic's rule assigned it at once. */
function receiving(steps: readonly Step[]): Step {
  const [submitted, next] = steps
  if (!submitted) throw new Error('A request without a first step')
  return next?.action === 'assign' && next.role === 'system' ? next : submitted
}

/** Every step after that one, each with the step before it. */
function stepsAfter(first: Step, steps: readonly Step[]): [Step, Step][] {
  return steps
    .filter(({ position }) => position > first.position)
    .map((step) => [step, steps[step.position - 2] ?? first])
}

function standingOf({ steps: all }: WrittenHistory, today: Day): string {
  const steps = all.filter(({ on }) => on <= today)
  const last = steps.at(-1)
  const { dueOn, limitOn } = last ?? {}
  if (!dueOn || !limitOn) throw new Error('A step without its due day')
  const status: Status = last?.toStatus ?? 'submitted'
  if (isOpen({ status })) return today > dueOn ? 'open-late' : 'open-in-time'
  if (status !== 'answered') return 'closed-unanswered'
  const on = steps.findLast(
    (step) => step.toStatus === 'answered' && step.fromStatus !== 'answered',
  )?.on
  if (on === undefined || on > dueOn) return 'answered-late'
  return on > limitOn ? 'answered-in-extension' : 'answered-in-time'
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other
}

function isIn(month: Month, { on }: Pick<Event, 'on'>): boolean {
  return monthOf(on) === month
}
