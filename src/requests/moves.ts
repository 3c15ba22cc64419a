import type { Deadline } from './deadlines.ts'
import type { Day, InfoRequest } from './info-request.ts'

/** The two days that the calendar decides. */
export type LastDays = Pick<InfoRequest, 'dueOn' | 'limitOn'>

/**
 * Where the last days of a request go when the calendar changes; undefined when they stay. What has passed is not
 * made otherwise by a calendar, and nobody is late on a day that was no last day before: so a day before today stays,
 * and no day moves to before today.
 */
export function moveOf(
  { dueOn, limitOn }: LastDays,
  deadline: Pick<Deadline, 'on' | 'limitOn'>,
  today: Day,
): LastDays | undefined {
  const moved = {
    dueOn: movedDay(dueOn, deadline.on, today),
    limitOn: movedDay(limitOn, deadline.limitOn, today),
  }
  return moved.dueOn === dueOn && moved.limitOn === limitOn ? undefined : moved
}

function movedDay(from: Day, to: Day, today: Day): Day {
  return from < today || to < today ? from : to
}

/** What a move means to the requester. `kept`: an extension holds, only the end of the limit before it has moved. */
export type Direction = 'later' | 'earlier' | 'kept'

export function directionOf(from: LastDays, to: LastDays): Direction {
  if (from.dueOn === to.dueOn) return 'kept'
  return from.dueOn < to.dueOn ? 'later' : 'earlier'
}
