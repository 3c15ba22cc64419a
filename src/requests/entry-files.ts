import { addEach } from '../files/add-each.ts'
import { discardFiles, discardRefused, type ReceivedFile } from '../files/receive.ts'
import { addFile, listFilesOfDraft, removeDraftFile, type KeptFile } from '../files/store.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import { addEntry, findDraftByKey, findEntry, type EntryForm } from './drafts.ts'
import type { Language } from './info-request.ts'

/**
 * Keeps scans for a request that is being entered, each by itself, so that none is lost by an error elsewhere in the
 * form. The same file sent again is kept once; what comes after the form was sent is not kept. Gives what could not be
 * taken.
 * Throws a `Refusal` `conflict` when the form is in other hands; then nothing of the files stays.
 */
export async function addEntryFiles(
  { db, clock, blobs }: Services,
  entry: EntryForm,
  received: readonly ReceivedFile[],
  language: Language,
): Promise<Fault[]> {
  const at = clock()
  try {
    const { faults, unneeded } = await db.write(async (tx) => {
      const kept = await findEntry(tx, entry)
      if (received.length === 0) return { faults: [], unneeded: [] }
      if (kept && kept.infoRequestId !== null) return { faults: [], unneeded: received }
      const draftId = kept?.id ?? (await addEntry(tx, entry, { language, at }))
      return addEach(
        received,
        () => listFilesOfDraft(tx, draftId),
        (file) => addFile(tx, { draftId }, file, { at, by: entry.accountId }),
      )
    })
    await discardFiles(unneeded, blobs)
    return faults
  } catch (error) {
    await discardRefused(error, received, blobs)
    throw error
  }
}

/** The scans kept so far for a request that is being entered. */
export async function listEntryFiles(
  { db }: Pick<Services, 'db'>,
  { browserSecret, idempotencyKey }: EntryForm,
): Promise<KeptFile[]> {
  const entry = await findDraftByKey(db.read, browserSecret, idempotencyKey)
  return entry && entry.infoRequestId === null ? listFilesOfDraft(db.read, entry.id) : []
}

/** Takes a scan out of the form again. One that is gone already is no error. */
export async function dropEntryFile(
  { db, blobs }: Services,
  entry: EntryForm,
  fileId: string,
): Promise<void> {
  const isRemoved = await db.write(async (tx) => {
    const kept = await findEntry(tx, entry)
    return kept?.infoRequestId === null && (await removeDraftFile(tx, kept.id, fileId))
  })
  if (isRemoved) await blobs.remove(fileId)
}
