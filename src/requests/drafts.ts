import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { dayOf } from '../calendar/calendar.ts'
import { keptQuery } from '../database/kept-query.ts'
import { inTurn, toChange } from '../database/locking.ts'
import type { Database, Tx } from '../database/open.ts'
import { drafts, files, infoRequests, type DraftAnswers } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import { addUse } from '../statistics/use/store.ts'
import { pageReached } from '../statistics/use/use.ts'
import { codeCost, keyed, newToken, slowHash, tokenHash } from '../web/secrets.ts'
import { draftLifeMs } from '../web/visitor.ts'
import type { Language } from './info-request.ts'
import { codeFromBytes } from './reference.ts'

/** A request being written, found by the visitor's cookie alone. */
export type Draft = typeof drafts.$inferSelect

/** The visitor's draft that is not sent yet, if one is younger than a week. */
export async function findDraft(tx: Tx, visitor: string, now: number): Promise<Draft | undefined> {
  const [draft] = await newestDraft(tx).execute({
    visitorHash: tokenHash(visitor),
    savedAfter: now - draftLifeMs,
  })
  return draft
}

/** The same, to save in it: one that is being sent at this moment is not there any more. */
async function findDraftToSave(tx: Tx, visitor: string, now: number): Promise<Draft | undefined> {
  const [draft] = await newestDraftToSave(tx).execute({
    visitorHash: tokenHash(visitor),
    savedAfter: now - draftLifeMs,
  })
  return draft
}

/** Every page of the form begins with it. */
const newestDraft = keptQuery(newest)
const newestDraftToSave = keptQuery((tx) => toChange(newest(tx)))

function newest(tx: Tx) {
  return tx
    .select()
    .from(drafts)
    .where(
      and(
        eq(drafts.visitorHash, sql.placeholder('visitorHash')),
        isNull(drafts.infoRequestId),
        gt(drafts.savedAt, sql.placeholder('savedAfter')),
      ),
    )
    .orderBy(desc(drafts.id))
    .limit(1)
}

/**
 * Makes sure that this draft can still get a file, and is not sent before it has. Throws a `Refusal`: `conflict` when
 * it was sent meanwhile, `not-found` when it is gone.
 */
export async function refuseSent(tx: Tx, draftId: number): Promise<void> {
  const [draft] = await toChange(
    tx.select({ infoRequestId: drafts.infoRequestId }).from(drafts).where(eq(drafts.id, draftId)),
  )
  if (!draft) throw new Refusal('not-found', 'draft-gone')
  if (draft.infoRequestId !== null) throw new Refusal('conflict', 'draft-sent')
}

/** The visitor's draft with this key, sent or not. */
export async function findDraftByKey(
  tx: Tx,
  visitor: string,
  idempotencyKey: string,
): Promise<Draft | undefined> {
  const [draft] = await draftByKey(tx).execute({
    idempotencyKey,
    visitorHash: tokenHash(visitor),
  })
  return draft
}

/** The same, to send it: a second submission waits for the first, and then finds that it was sent. */
export async function findDraftToSend(
  tx: Tx,
  visitor: string,
  idempotencyKey: string,
): Promise<Draft | undefined> {
  const [draft] = await draftToSend(tx).execute({
    idempotencyKey,
    visitorHash: tokenHash(visitor),
  })
  return draft
}

/** Sending a form looks twice: to check it, and in its transaction. */
const draftByKey = keptQuery(withKey)
const draftToSend = keptQuery((tx) => toChange(withKey(tx)))

function withKey(tx: Tx) {
  return tx
    .select()
    .from(drafts)
    .where(
      and(
        eq(drafts.idempotencyKey, sql.placeholder('idempotencyKey')),
        eq(drafts.visitorHash, sql.placeholder('visitorHash')),
      ),
    )
}

/** The draft this visitor sent as that request: whoever holds it may see the receipt. */
export async function findSentDraft(
  tx: Tx,
  visitor: string,
  infoRequestId: number,
): Promise<Draft | undefined> {
  const [draft] = await tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.visitorHash, tokenHash(visitor)), eq(drafts.infoRequestId, infoRequestId)))
  return draft
}

/** A form of staff that is being filled in: which one, in whose hands, in which browser. */
export type EntryForm = {
  /** Minted with the form. */
  idempotencyKey: string
  accountId: number
  /** The cookie of the sign-in. */
  browserSecret: string
}

/**
 * What is kept of a form of staff, sent or not; nothing when nothing is yet. Whoever else sends the same form waits. It
 * stays in the hands of its owner when they have signed in anew meanwhile.
 * Throws a `Refusal` `conflict` when the form is in other hands.
 */
export async function findEntry(
  tx: Tx,
  { idempotencyKey, accountId, browserSecret }: EntryForm,
): Promise<Draft | undefined> {
  await inTurn(tx, 'entry', idempotencyKey)
  const visitorHash = tokenHash(browserSecret)
  const [entry] = await toChange(
    tx.select().from(drafts).where(eq(drafts.idempotencyKey, idempotencyKey)),
  )
  if (!entry || entry.visitorHash === visitorHash) return entry
  if (!(await isInHandsOf(tx, entry, accountId))) throw new Refusal('conflict', 'entry-of-another')
  if (entry.infoRequestId === null)
    await tx.update(drafts).set({ visitorHash }).where(eq(drafts.id, entry.id))
  return entry
}

/** They entered the request that came of it, or added the files it has so far. */
async function isInHandsOf(tx: Tx, { id, infoRequestId }: Draft, accountId: number) {
  const owners =
    infoRequestId === null
      ? await tx.select({ by: files.addedById }).from(files).where(eq(files.draftId, id))
      : await tx
          .select({ by: infoRequests.enteredById })
          .from(infoRequests)
          .where(eq(infoRequests.id, infoRequestId))
  return owners.length > 0 && owners.every(({ by }) => by === accountId)
}

/** Begins to keep a form of staff, because a file came with it. */
export async function addEntry(
  tx: Tx,
  { idempotencyKey, browserSecret }: EntryForm,
  { language, at }: { language: Language; at: number },
): Promise<number> {
  const [added] = await tx
    .insert(drafts)
    .values({
      visitorHash: tokenHash(browserSecret),
      idempotencyKey,
      language,
      answers: {},
      createdAt: at,
      savedAt: at,
    })
    .returning({ id: drafts.id })
  if (!added) throw new Error('The form was not kept')
  return added.id
}

/**
 * Saves one page of the form as it was typed, in the visitor's draft or a new one. The slow hash of a new
 * draft's tracking code is made here, so that sending it later is quick.
 */
export async function saveDraftPage(
  db: Database,
  visitor: string,
  page: Exclude<keyof DraftAnswers, 'files'>,
  fields: Record<string, string>,
  { language, now }: { language: Language; now: number },
): Promise<void> {
  const known = await findDraft(db.read, visitor, now)
  const idempotencyKey = newToken()
  const codeHash = known ? null : await slowHash(trackingCode(visitor, idempotencyKey), codeCost)
  await db.write(async (tx) => {
    await inTurn(tx, 'draft of', tokenHash(visitor)) // two tabs may save at once, also the first page of a draft
    const draft = await findDraftToSave(tx, visitor, now)
    if (draft)
      await tx
        .update(drafts)
        .set({ answers: { ...draft.answers, [page]: fields }, language, savedAt: now })
        .where(eq(drafts.id, draft.id))
    else {
      await tx.insert(drafts).values({
        visitorHash: tokenHash(visitor),
        idempotencyKey,
        language,
        answers: { [page]: fields },
        codeHash,
        createdAt: now,
        savedAt: now,
      })
      await addUse(tx, [{ on: dayOf(now), kind: 'begun', detail: '', count: 1 }])
    }
  })
}

/** Notes that somebody went on from the page of files: for counting where forms are left, nothing of theirs changes. */
export async function leaveFilesPage(db: Database, draftId: number): Promise<void> {
  await db.write(async (tx) => {
    const [draft] = await toChange(
      tx.select({ answers: drafts.answers }).from(drafts).where(eq(drafts.id, draftId)),
    )
    if (!draft || draft.answers.files) return
    await tx
      .update(drafts)
      .set({ answers: { ...draft.answers, files: {} } })
      .where(eq(drafts.id, draftId))
  })
}

/** Marks a draft as sent. */
export async function markSent(tx: Tx, draftId: number, infoRequestId: number): Promise<void> {
  await tx.update(drafts).set({ infoRequestId }).where(eq(drafts.id, draftId))
}

/**
 * The tracking code that goes with a secret of the browser and a form's key. It is made anew whenever the
 * same browser sends the same form, so a repeated submission shows the same receipt, and yet the database
 * holds nothing it could be found from: the secret is only in the cookie.
 */
export function trackingCode(browserSecret: string, idempotencyKey: string): string {
  return codeFromBytes(keyed(browserSecret, `tracking code of ${idempotencyKey}`))
}

/**
 * Forgets drafts that were never sent and are too old to take up, with the rows of their files, and counts which page
 * of the form people had reached. Gives how many.
 */
export async function forgetOldDrafts(db: Database, now: number): Promise<number> {
  return db.write(async (tx) => {
    const old = await toChange(
      tx
        .select({ id: drafts.id, answers: drafts.answers })
        .from(drafts)
        .where(and(isNull(drafts.infoRequestId), lt(drafts.savedAt, now - draftLifeMs)))
        .limit(200),
    )
    for (const { id } of old) {
      await tx.delete(files).where(eq(files.draftId, id))
      await tx.delete(drafts).where(eq(drafts.id, id))
    }
    const reached = old.flatMap(({ answers }) => pageReached(answers) ?? [])
    const on = dayOf(now)
    await addUse(
      tx,
      reached.map((page) => ({ on, kind: 'abandoned', detail: page, count: 1 })),
    )
    return old.length
  })
}
