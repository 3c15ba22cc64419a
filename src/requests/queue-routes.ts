import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { noQueuePage, queuePage } from '#views/staff/queue.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Tx } from '../database/open.ts'
import { countLettersToDealWith } from '../mail/store.ts'
import { listDivisions } from '../organisation/store.ts'
import type { Services } from '../services.ts'
import { readerWithForm } from '../web/reader.ts'
import { isStaffAction } from './action-forms.ts'
import { contactScopeOf } from './case-file.ts'
import { openStatuses, statuses } from './info-request.ts'
import {
  countQueue,
  countTabs,
  listQueue,
  queueTabs,
  remaining,
  select,
  lastSoonDay,
  tabsFor,
  type Selection,
  type Look,
  type QueueFilter,
  type QueueTab,
} from './queue.ts'
import { readReference } from './reference.ts'
import { scopeOf } from './workflow.ts'

/** A filter's result is counted no further: beyond, "more than" says enough. */
const mostCounted = 1000
const longestSearch = 200

/** Anything that is not as we write it counts as not there: an old or mistyped address still gives a list. */
const QueueQuery = z.object({
  tab: z.enum(queueTabs).optional().catch(undefined),
  status: z.enum(statuses).optional().catch(undefined),
  division: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .optional()
    .catch(undefined),
  due: z.enum(['soon', 'overdue']).optional().catch(undefined),
  q: z
    .string()
    .transform((typed) =>
      typed
        .replaceAll(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, longestSearch)
        .toWellFormed(),
    )
    .catch(''),
  after: cursor(),
  before: cursor(),
  done: z.string().refine(isStaffAction).optional().catch(undefined),
  of: z.string().transform(readReference).optional().catch(undefined),
})

function cursor() {
  return z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional()
    .catch(undefined)
}

/** The queue: everything somebody may see, in lists that are each an address. */
export async function queueRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, clock, calendar } = services

  app.get('', async (request, reply) => {
    const { actor } = request
    const reader = readerWithForm(request, reply)
    const scope = scopeOf(actor)
    if (scope.kind === 'nothing') return noQueuePage(reader)

    const query = QueueQuery.parse(request.query)
    const { after, before, done, of } = query
    const days = await calendar()
    const today = dayOf(clock())
    const look: Look = { actor, today, soonUntil: lastSoonDay(today, days) }
    const tabs = tabsFor(actor)
    const filter = filterOf(query, tabs)
    const selection = await select(db.read, filter, look)
    const found = await listQueue(db.read, selection, { after, before })
    const counts = await countTabs(db.read, tabs, look)
    const letterScope = contactScopeOf(actor)
    return queuePage(reader, {
      tabs: tabs.map((tab) => ({ tab, count: counts.get(tab) ?? 0 })),
      letters:
        letterScope.kind === 'nothing'
          ? undefined
          : await countLettersToDealWith(db.read, letterScope, mostCounted),
      filter,
      isFiltered: isFiltered(filter),
      total: isFiltered(filter)
        ? await countFiltered(db.read, selection)
        : { count: counts.get(filter.tab) ?? 0, isMore: false },
      statuses: filter.tab === 'all' && filter.due === undefined ? statuses : openStatuses,
      divisions: scope.kind === 'everything' ? await listDivisions(db.read) : [],
      ...found,
      rows: found.rows.map((row) => ({ ...row, left: remaining(row.dueOn, today, days) })),
      done: done && of ? { action: done, reference: of } : undefined,
    })
  })
}

async function countFiltered(tx: Tx, selection: Selection) {
  const counted = await countQueue(tx, selection, mostCounted + 1)
  return { count: Math.min(counted, mostCounted), isMore: counted > mostCounted }
}

/** A list this person does not have counts as the list of everything. `due` alone opens the list of that name. */
function filterOf(query: z.infer<typeof QueueQuery>, tabs: readonly QueueTab[]): QueueFilter {
  const { status, division, q } = query
  const asked = query.tab !== undefined && tabs.includes(query.tab) ? query.tab : 'all'
  const tab = asked === 'all' ? (query.due ?? 'all') : asked
  const due = tab === query.due ? undefined : query.due
  return { tab, status, division, due, q }
}

function isFiltered({ status, division, due, q }: QueueFilter): boolean {
  return status !== undefined || division !== undefined || due !== undefined || q !== ''
}
