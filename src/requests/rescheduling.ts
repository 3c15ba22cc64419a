import { setImmediate as nextTurn } from 'node:timers/promises'
import { and, asc, desc, eq, gt, gte, inArray, isNull } from 'drizzle-orm'
import { dayOf, type Calendar } from '../calendar/calendar.ts'
import { toChange } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { events, infoRequests } from '../database/schema.ts'
import type { Rules } from '../department/rules.ts'
import { dueMovedLetter, type LetterPlace } from '../mail/letters.ts'
import { post } from '../mail/outbox.ts'
import { clockFacts, clockRules, dayZeroOf, deadlineOf } from './deadlines.ts'
import type { Day, Event, InfoRequest } from './info-request.ts'
import { directionOf, moveOf, type Direction, type LastDays } from './moves.ts'
import { addToFigures, type FigureChanges } from '../statistics/kept-counts.ts'
import { saveStep, wholeInfoRequest } from './store.ts'
import { decide } from './workflow.ts'

/** A request whose last days are no longer those of the calendar. */
export type Move = {
  infoRequest: Clocked & Pick<InfoRequest, 'reference'>
  to: LastDays
  direction: Direction
}

type Clocked = Pick<InfoRequest, 'id' | 'receivedOn' | 'dueOn' | 'limitOn'>

/** By what the last days are counted. */
export type Counting = { calendar: Calendar; rules: Rules; today: Day }

const requestsAtOnce = 500

/**
 * The open requests due from a day on that a calendar moves, some at a time, in the order of their ids. A day that
 * becomes free or closed moves nothing that was due before it, so a change is looked for only from its first day.
 */
export async function* movesFrom(tx: Tx, dueFrom: Day, counting: Counting): AsyncGenerator<Move[]> {
  const { id, reference, receivedOn, dueOn, limitOn } = infoRequests
  for (let after = 0; ;) {
    const open = await tx
      .select({ id, reference, receivedOn, dueOn, limitOn })
      .from(infoRequests)
      .where(and(isNull(infoRequests.closedOn), gte(dueOn, dueFrom), gt(id, after)))
      .orderBy(asc(id))
      .limit(requestsAtOnce)
    const last = open.at(-1)
    if (!last) return
    after = last.id
    yield await movesAmong(tx, open, counting)
    await nextTurn() // with thousands of requests, pages are served in between
  }
}

async function movesAmong<Row extends Clocked>(
  tx: Tx,
  open: readonly Row[],
  { calendar, rules, today }: Counting,
): Promise<{ infoRequest: Row; to: LastDays; direction: Direction }[]> {
  const histories = await listClockEvents(
    tx,
    open.map(({ id }) => id),
  )
  return open.flatMap((infoRequest) => {
    const facts = clockFacts(infoRequest, histories.get(infoRequest.id) ?? [])
    const deadline = deadlineOf(facts, clockRules(rules, dayZeroOf(facts)), calendar)
    const to = moveOf(infoRequest, deadline, today)
    return to ? [{ infoRequest, to, direction: directionOf(infoRequest, to) }] : []
  })
}

type ClockEvent = Pick<Event, 'action' | 'on' | 'until' | 'fromStatus' | 'toStatus'>

/** The histories of these requests, as far as a clock is set by them. */
async function listClockEvents(tx: Tx, ids: readonly number[]): Promise<Map<number, ClockEvent[]>> {
  const { infoRequestId, position, action, on, until, fromStatus, toStatus } = events
  const rows = await tx
    .select({ infoRequestId, action, on, until, fromStatus, toStatus })
    .from(events)
    .where(inArray(infoRequestId, [...ids]))
    .orderBy(asc(infoRequestId), asc(position))
  return Map.groupBy(rows, (row) => row.infoRequestId)
}

type Rescheduling = Pick<Counting, 'calendar' | 'rules'> & {
  /** UTC milliseconds. */
  at: number
  place: LetterPlace
}

/** How many requests moved, by what it means to their requesters. */
export type MoveCounts = Record<Direction, number>

/**
 * Moves the open requests due from a day on to where the calendar has them, each with an event, and tells the
 * requester where the day gets later. Called within the transaction that changes the calendar.
 *
 * @param because why, for the record: in Thai, as staff write
 */
export async function reschedule(
  tx: Tx,
  { calendar, rules, at, place }: Rescheduling,
  {
    dueFrom,
    because,
  }: { dueFrom: Day; because: (move: Pick<Move, 'infoRequest' | 'to'>) => string },
): Promise<MoveCounts> {
  const counts: MoveCounts = { later: 0, earlier: 0, kept: 0 }
  const figures: FigureChanges = { tallies: [], counts: [] }
  const counting = { calendar, rules, today: dayOf(at) }
  for await (const seen of movesFrom(tx, dueFrom, counting)) {
    // What somebody else did meanwhile is over once we have the rows: it is counted with.
    const open = await listOpenToChange(
      tx,
      seen.map(({ infoRequest }) => infoRequest.id),
    )
    for (const move of await movesAmong(tx, open, counting)) {
      const { infoRequest: before, to, direction } = move
      const after = await saveStep(
        tx,
        before,
        {
          action: 'reschedule',
          toStatus: decide('reschedule', before, system, counting.today),
          role: system.role,
          accountId: null,
          actingForId: null,
          until: to.dueOn,
          at,
          on: counting.today,
          note: because(move),
        },
        to,
        figures,
      )
      const { dueOn } = after
      if (direction === 'later')
        await post(tx, dueMovedLetter(after, { from: before.dueOn, dueOn }, place), place, at)
      counts[direction] += 1
    }
  }
  await addToFigures(tx, figures)
  return counts
}

const system = { role: 'system', accountId: null, divisionId: null } as const

async function listOpenToChange(tx: Tx, ids: readonly number[]): Promise<InfoRequest[]> {
  if (ids.length === 0) return []
  return toChange(
    tx
      .select(wholeInfoRequest)
      .from(infoRequests)
      .where(and(inArray(infoRequests.id, [...ids]), isNull(infoRequests.closedOn)))
      .orderBy(asc(infoRequests.id)),
  )
}

/**
 * The latest day 0 of any clock: the last day on which a request was received, or one that is open taken up again.
 * Undefined while there are no requests.
 */
export async function findLastDayZero(tx: Tx): Promise<Day | undefined> {
  const [received] = await tx
    .select({ on: infoRequests.receivedOn })
    .from(infoRequests)
    .orderBy(desc(infoRequests.receivedOn))
    .limit(1)
  const [reopened] = await tx
    .select({ on: events.on })
    .from(infoRequests)
    .innerJoin(events, eq(events.infoRequestId, infoRequests.id))
    .where(and(isNull(infoRequests.closedOn), eq(events.action, 'reopen')))
    .orderBy(desc(events.on))
    .limit(1)
  if (!received || !reopened) return received?.on
  return received.on < reopened.on ? reopened.on : received.on
}
