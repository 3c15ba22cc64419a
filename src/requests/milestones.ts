import type { Event, Status } from './info-request.ts'

/** What the person who asked is told of the way of their request, in its order. */
export const milestones = ['received', 'with-division', 'considered', 'answered'] as const
export type Milestone = (typeof milestones)[number] | 'withdrawn' | 'lapsed'

type Step = Pick<Event, 'action' | 'toStatus'>

/**
 * Where a request has been, the first milestone first, each with the event that reached it. What the
 * department does among itself (proposals, sending back, hand-overs, notes) reaches none; a request that is
 * returned or moved to another division stands again where it stood before. One that is reopened goes its way once
 * more, and what came before stays told.
 */
export function milestonesOf<Entry extends Step>(
  history: readonly Entry[],
): { milestone: Milestone; event: Entry }[] {
  const reached: { milestone: Milestone; event: Entry }[] = []
  let begin = 0
  for (const event of history) {
    const milestone = milestoneOf[event.toStatus]
    if (event.action === 'reopen') begin = reached.length
    const known = reached.findIndex(
      (earlier, index) => index >= begin && earlier.milestone === milestone,
    )
    if (known >= 0) reached.length = event.action === 'assign' ? known : known + 1
    if (known < 0 || event.action === 'assign') reached.push({ milestone, event })
  }
  return reached
}

const milestoneOf: Record<Status, Milestone> = {
  submitted: 'received',
  assigned: 'with-division',
  'in-progress': 'considered',
  'awaiting-requester': 'considered',
  'awaiting-third-party': 'considered',
  'awaiting-approval': 'considered',
  'awaiting-clearance': 'considered',
  answered: 'answered',
  withdrawn: 'withdrawn',
  lapsed: 'lapsed',
}
