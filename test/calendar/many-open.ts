import { infoRequests } from '#src/database/schema.ts'
import { addInfoRequest, type NewEvent } from '#src/requests/store.ts'
import { formatReference } from '#src/requests/reference.ts'
import { enterCase, caseOf } from '../support/cases.ts'
import type { Service } from '../support/service.ts'
import { eq } from 'drizzle-orm'

/** Adds so many open requests at once, all alike: as the one that `enterCase` makes, but for their reference. */
export async function addManyOpen(service: Service, number: number): Promise<void> {
  const { db } = service.services
  const first = await caseOf(service, await enterCase(service))
  const [stored] = await db.read.select().from(infoRequests).where(eq(infoRequests.id, first.id))
  if (!stored) throw new Error('The first request is gone')
  const { id: _, lastPosition: _last, ...row } = stored
  const submitted: NewEvent = {
    action: 'submit',
    fromStatus: null,
    toStatus: 'submitted',
    role: 'requester',
    accountId: null,
    divisionId: null,
    at: row.submittedAt,
    on: row.receivedOn,
    note: '',
    actingForId: null,
    until: null,
  }
  const assigned: NewEvent = {
    ...submitted,
    action: 'assign',
    fromStatus: 'submitted',
    toStatus: 'assigned',
    role: 'system',
    divisionId: row.divisionId,
  }
  await db.write(async (tx) => {
    for (let serial = 2; serial <= number; serial += 1)
      await addInfoRequest(tx, { ...row, reference: formatReference(2570, 100_000 + serial) }, [
        submitted,
        assigned,
      ])
  })
}
