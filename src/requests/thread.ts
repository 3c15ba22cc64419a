import type { Event } from './info-request.ts'

/** The steps in which one side says something to the other. */
const sayings = ['message', 'ask', 'clarify', 'dispute', 'uphold'] as const

/** An event in which something was said. */
export type Saying<Entry extends Pick<Event, 'action'>> = Entry & {
  action: (typeof sayings)[number]
}

/** Whether the two sides can read an event as a part of what they said to each other. */
export function isSaid<Entry extends Pick<Event, 'action'>>(event: Entry): event is Saying<Entry> {
  return sayings.some((action) => action === event.action)
}
