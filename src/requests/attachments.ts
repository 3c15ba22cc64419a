import { addEach } from '../files/add-each.ts'
import type { Tx } from '../database/open.ts'
import { discardFiles, discardRefused, type ReceivedFile } from '../files/receive.ts'
import { addFileToRequest, listFilesOfRequest } from '../files/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import type { StaffActor } from './effects.ts'
import type { InfoRequest } from './info-request.ts'
import { findByIdToChange, findToChange } from './store.ts'
import { capacitiesOf, scopeOf } from './workflow.ts'

/**
 * Who puts scans of paper with a request, also with one that is closed: the officers of the division that holds it, and
 * the secretary, to whom the post of the department comes.
 */
export function mayAttach(
  { divisionId }: Pick<InfoRequest, 'divisionId'>,
  actor: StaffActor,
): boolean {
  return capacitiesOf(actor).some(
    (capacity) =>
      capacity.role === 'secretary' ||
      (capacity.role === 'officer' && capacity.divisionId === divisionId),
  )
}

/**
 * Keeps what a requester sends with the answer to our question, each file by itself, so that none is lost by an error
 * in the text. Nothing is kept of what comes when nobody waits for it any more. Gives what could not be taken.
 */
export async function addRequesterFiles(
  { db, clock, blobs }: Services,
  infoRequestId: number,
  received: readonly ReceivedFile[],
): Promise<Fault[]> {
  if (received.length === 0) return []
  try {
    const { faults, unneeded } = await db.write(async (tx) => {
      const infoRequest = await findByIdToChange(tx, infoRequestId)
      if (infoRequest.status !== 'awaiting-requester') return { faults: [], unneeded: received }
      return keepEach(tx, infoRequestId, received, { at: clock(), by: null })
    })
    await discardFiles(unneeded, blobs)
    return faults
  } catch (error) {
    await discardRefused(error, received, blobs)
    throw error
  }
}

function keepEach(
  tx: Tx,
  infoRequestId: number,
  received: readonly ReceivedFile[],
  stamp: { at: number; by: number | null },
) {
  return addEach(
    received,
    () => listFilesOfRequest(tx, infoRequestId),
    (file) => addFileToRequest(tx, infoRequestId, file, stamp),
  )
}

/**
 * Puts scans of what came on paper with a request, with who did it and when. They are evidence: nobody takes one away
 * again. The same file sent again is kept once. Gives how many are new, and what could not be taken.
 * Throws a `Refusal`: `not-found` outside the scope, `not-allowed` for whoever may not; then nothing of the files stays.
 */
export async function attachFiles(
  { db, clock, blobs }: Services,
  reference: string,
  actor: StaffActor,
  received: readonly ReceivedFile[],
): Promise<{ added: number; faults: Fault[] }> {
  const stamp = { at: clock(), by: actor.accountId }
  try {
    const { faults, unneeded } = await db.write(async (tx) => {
      const infoRequest = await findToChange(tx, reference, scopeOf(actor))
      if (!mayAttach(infoRequest, actor)) throw new Refusal('not-allowed', 'not-your-role')
      return keepEach(tx, infoRequest.id, received, stamp)
    })
    await discardFiles(unneeded, blobs)
    return { added: received.length - unneeded.length, faults }
  } catch (error) {
    await discardRefused(error, received, blobs)
    throw error
  }
}
