import { dayOf } from '../calendar/calendar.ts'
import { countedOn } from '../statistics/tallies.ts'
import { isOpen, type InfoRequest } from './info-request.ts'

/** The closing day and moment, when a step closes the request. */
export function closing(before: InfoRequest, toStatus: InfoRequest['status'], at: number) {
  return isOpen({ status: toStatus }) || !isOpen(before)
    ? {}
    : { closedAt: at, closedOn: countedOn(dayOf(at), before.receivedOn) }
}
