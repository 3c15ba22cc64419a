import { dayOf } from '../calendar/calendar.ts'
import type { Tx } from '../database/open.ts'
import { addEach } from '../files/add-each.ts'
import { discardFiles, discardRefused, type ReceivedFile } from '../files/receive.ts'
import { addFile, listFilesOfAnswer, removeAnswerFile } from '../files/store.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import { refuseUnread, type StaffActor } from './effects.ts'
import type { Day, InfoRequest } from './info-request.ts'
import { findToChange } from './store.ts'
import { decide, objection, scopeOf } from './workflow.ts'

/** Whose answer it is, who works at it, and the last event they had seen. */
type Work = { reference: string; actor: StaffActor; seen: number | undefined }

/**
 * Keeps files for the answer that is being written, each by itself, so that none is lost by an error elsewhere.
 * The same file sent again (a reloaded page, a second try) is kept once. Gives what could not be taken.
 * Throws a `Refusal` when the answer is not this person's to write; then nothing of the files stays.
 */
export async function addAnswerFiles(
  { db, clock, blobs }: Services,
  work: Work,
  received: readonly ReceivedFile[],
): Promise<Fault[]> {
  if (received.length === 0) return []
  const stamp = { at: clock(), by: work.actor.accountId }
  try {
    const { faults, unneeded } = await db.write(async (tx) => {
      const { id } = await findOwnWork(tx, work, dayOf(clock()))
      return addEach(
        received,
        () => listFilesOfAnswer(tx, id, null),
        (file) => addFile(tx, { infoRequestId: id, proposalId: null }, file, stamp),
      )
    })
    await discardFiles(unneeded, blobs)
    return faults
  } catch (error) {
    await discardRefused(error, received, blobs)
    throw error
  }
}

/** Takes a file out of the answer again. One that is gone already is no error. */
export async function dropAnswerFile(
  { db, clock }: Services,
  work: Work,
  fileId: string,
): Promise<void> {
  await db.write(async (tx) => {
    const { id } = await findOwnWork(tx, work, dayOf(clock()))
    await removeAnswerFile(tx, id, fileId, clock())
  })
}

/** The request, if this person may propose its answer now; the same refusals as for proposing it. */
async function findOwnWork(
  tx: Tx,
  { reference, actor, seen }: Work,
  today: Day,
): Promise<InfoRequest> {
  const infoRequest = await findToChange(tx, reference, scopeOf(actor))
  if (objection('propose', infoRequest, actor, today) === undefined) return infoRequest
  if (seen !== undefined) await refuseUnread(tx, infoRequest, seen)
  decide('propose', infoRequest, actor, today)
  return infoRequest
}
