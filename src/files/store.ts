import { and, count, eq, getTableColumns, inArray, isNull, max, sql, sum } from 'drizzle-orm'
import { inTurn } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { accounts, files, proposals } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import { fileLimits, type FileFault } from './inspect.ts'

/** A file's row; its bytes lie under the same id in `Blobs`. */
export type KeptFile = typeof files.$inferSelect

/** Whose a new file is: of a request being written, or of an answer to one. */
export type FileOwner = { draftId: number } | { infoRequestId: number; proposalId: number | null }

export type NewFile = Pick<KeptFile, 'id' | 'name' | 'mediaType' | 'size' | 'sha256'>

/**
 * Adds one file to a draft or to an answer, unless the files there would then be too many or too large together:
 * then it writes nothing and returns which. Its bytes must be kept before, so that no row is without them.
 *
 * @param by the member of staff who added it; null for the person who asks
 * @param at UTC milliseconds
 */
export async function addFile(
  tx: Tx,
  owner: FileOwner,
  file: NewFile,
  { at, by = null }: { at: number; by?: number | null },
): Promise<FileFault | undefined> {
  const { id, name, mediaType, size, sha256 } = file
  await inTurn(tx, 'files of', ...Object.entries(owner).flat().map(String))
  const [present] = await tx
    .select({ count: count(), bytes: sum(files.size).mapWith(Number) })
    .from(files)
    .where(isWith(owner))
  if (present && present.count >= fileLimits.count) return 'too-many'
  if (present && (present.bytes ?? 0) + size > fileLimits.bytesInAll) return 'too-much-in-all'

  const purpose = 'draftId' in owner ? 'request' : 'answer'
  await tx
    .insert(files)
    .values({ id, name, mediaType, size, sha256, purpose, ...owner, addedAt: at, addedById: by })
  return undefined
}

/** The files of a request being written, oldest first. */
export async function listFilesOfDraft(tx: Tx, draftId: number): Promise<KeptFile[]> {
  return tx.select().from(files).where(isWith({ draftId })).orderBy(files.addedAt, files.id)
}

/** A file that came with a request: from the requester, or on paper and scanned by this member of staff. */
export type RequestFile = KeptFile & { addedBy: string | null }

/** The files that came with a request, oldest first. */
export async function listFilesOfRequest(tx: Tx, infoRequestId: number): Promise<RequestFile[]> {
  return tx
    .select({ ...getTableColumns(files), addedBy: accounts.name })
    .from(files)
    .leftJoin(accounts, eq(accounts.id, files.addedById))
    .where(and(eq(files.infoRequestId, infoRequestId), eq(files.purpose, 'request'), isNotRemoved))
    .orderBy(files.addedAt, files.id)
}

/**
 * Whether the requester may have a file that came with their request: only what they sent themselves. A scan that staff
 * attached may be of somebody else's letter.
 */
export function isFromRequester({ purpose, addedById }: KeptFile): boolean {
  return purpose === 'request' && addedById === null
}

/** The files of one proposed answer, oldest first; null lists those that no proposal has taken yet. */
export async function listFilesOfAnswer(
  tx: Tx,
  infoRequestId: number,
  proposalId: number | null,
): Promise<KeptFile[]> {
  return tx
    .select()
    .from(files)
    .where(isWith({ infoRequestId, proposalId }))
    .orderBy(files.addedAt, files.id)
}

/** More papers than this belong to no one request. */
const mostFilesOfRequest = 50

/**
 * Adds a file to a request that is sent already, unless it has as many as can be: then it writes nothing and returns
 * that. The caller holds the request, so that nobody else adds to it meanwhile.
 *
 * @param at UTC milliseconds
 * @param by the member of staff who scanned what came on paper; null for the requester
 */
export async function addFileToRequest(
  tx: Tx,
  infoRequestId: number,
  file: NewFile,
  { at, by }: { at: number; by: number | null },
): Promise<'request-full' | undefined> {
  const present = await listFilesOfRequest(tx, infoRequestId)
  if (present.length >= mostFilesOfRequest) return 'request-full'
  const { id, name, mediaType, size, sha256 } = file
  const row = { id, name, mediaType, size, sha256, purpose: 'request' as const, infoRequestId }
  await tx.insert(files).values({ ...row, addedAt: at, addedById: by })
  return undefined
}

/** One file of this draft; `not-found` for any other's. */
export async function findFileOfDraft(tx: Tx, draftId: number, id: string): Promise<KeptFile> {
  const [file] = await tx
    .select()
    .from(files)
    .where(and(isWith({ draftId }), hasId(id)))
  if (!file) throw new Refusal('not-found', 'no-such-page')
  return file
}

/**
 * One file of this request, its own or an answer's; `not-found` for any other's. Those of an answer are the
 * requester's only once that answer was given: ask `purpose` and `proposalId`.
 */
export async function findFileOfRequest(
  tx: Tx,
  infoRequestId: number,
  id: string,
): Promise<KeptFile> {
  const [file] = await tx
    .select()
    .from(files)
    .where(and(eq(files.infoRequestId, infoRequestId), hasId(id), isNotRemoved))
  if (!file) throw new Refusal('not-found', 'no-such-page')
  return file
}

/** Takes a file out of a draft, which leaves nothing of it; false when it was gone. Its bytes are the caller's to remove. */
export async function removeDraftFile(tx: Tx, draftId: number, id: string): Promise<boolean> {
  const removed = await tx
    .delete(files)
    .where(and(eq(files.draftId, draftId), hasId(id)))
    .returning({ id: files.id })
  return removed.length > 0
}

/** The draft was submitted: its files are now the request's. */
export async function attachDraftFiles(
  tx: Tx,
  draftId: number,
  infoRequestId: number,
): Promise<void> {
  await tx.update(files).set({ draftId: null, infoRequestId }).where(eq(files.draftId, draftId))
}

/** The files that wait to be part of an answer are now part of this proposal. */
export async function attachToProposal(
  tx: Tx,
  infoRequestId: number,
  proposalId: number,
): Promise<void> {
  await tx
    .update(files)
    .set({ proposalId })
    .where(isWith({ infoRequestId, proposalId: null }))
}

/** The proposal was sent back: its files wait again, to be kept or removed before the next one. */
export async function detachFromProposal(tx: Tx, infoRequestId: number): Promise<void> {
  const [newest] = await tx
    .select({ id: max(proposals.id) })
    .from(proposals)
    .where(eq(proposals.infoRequestId, infoRequestId))
  if (!newest || newest.id === null) return
  await tx
    .update(files)
    .set({ proposalId: null })
    .where(isWith({ infoRequestId, proposalId: newest.id }))
}

/** Takes a waiting file out of the answer; its row stays as a trace, and its bytes. False when it was gone. */
export async function removeAnswerFile(
  tx: Tx,
  infoRequestId: number,
  id: string,
  at: number,
): Promise<boolean> {
  const removed = await tx
    .update(files)
    .set({ removedAt: at })
    .where(and(isWith({ infoRequestId, proposalId: null }), eq(files.id, id)))
    .returning({ id: files.id })
  return removed.length > 0
}

/** Which of these ids have a row: for `Blobs.sweep`. */
export async function listKnownFiles(tx: Tx, ids: string[]): Promise<Set<string>> {
  const rows = await tx.select({ id: files.id }).from(files).where(inArray(files.id, ids))
  return new Set(rows.map(({ id }) => id))
}

/** As it came in an address: what cannot be an id is none, and PostgreSQL would not even look for one with a NUL. */
function hasId(id: string) {
  return /^\w{1,64}$/.test(id) ? eq(files.id, id) : sql`1 = 0`
}

const isNotRemoved = isNull(files.removedAt)

function isWith(owner: FileOwner) {
  if ('draftId' in owner) return and(eq(files.draftId, owner.draftId), isNotRemoved)
  const { infoRequestId, proposalId } = owner
  return and(
    eq(files.infoRequestId, infoRequestId),
    eq(files.purpose, 'answer'),
    proposalId === null ? isNull(files.proposalId) : eq(files.proposalId, proposalId),
    isNotRemoved,
  )
}
