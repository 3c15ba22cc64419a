import { dayOf, deemedReceived, type Calendar } from '../calendar/calendar.ts'
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import type { Tx } from '../database/open.ts'
import { indexForSearch } from '../database/search.ts'
import { attachDraftFiles, listFilesOfAnswer } from '../files/store.ts'
import {
  decisionLetter,
  messageLetter,
  receiptLetter,
  withdrawalLetter,
  type Letter,
} from '../mail/letters.ts'
import { post } from '../mail/outbox.ts'
import { listStandIns } from '../organisation/acting-store.ts'
import { findRoutedDivision } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { countedOn } from '../statistics/tallies.ts'
import { codeCost, slowHash } from '../web/secrets.ts'
import type { ActionForm, StaffAction } from './action-forms.ts'
import { defaultLimit, dueDate } from './deadlines.ts'
import {
  addSentDraft,
  findDraftByKey,
  findDraftToSend,
  markSent,
  trackingCode,
  type Draft,
} from './drafts.ts'
import { effects, refuseUnread, type StaffActor } from './effects.ts'
import type { InfoRequestForm } from './form.ts'
import {
  isOpen,
  searchText,
  type Action,
  type Actor,
  type Channel,
  type Day,
  type Event,
  type InfoRequest,
} from './info-request.ts'
import { formatReference } from './reference.ts'
import {
  addInfoRequest,
  findByIdToChange,
  findInfoRequestById,
  findProposal,
  findToChange,
  listHistory,
  nextSerial,
  saveStep,
  type NewEvent,
} from './store.ts'
import { capacityFor, decide, scopeOf, type Capacity } from './workflow.ts'

type Submission = {
  form: InfoRequestForm
  channel: Channel
  /** The day it counts as received. */
  receivedOn: Day
  codeHash: string
  calendar: Calendar
  at: number
  /** Who entered it for somebody; the requester when nobody did. */
  by: Actor
}

/**
 * Sends a draft: the request, its first events, its files, its letter and its place in the figures, all or
 * nothing. The same draft sent again, even fifty times at once, gives the same reference. Undefined when it was
 * changed after it was read as this form: then nothing is sent, or what was typed meanwhile would be lost.
 * Throws `not-found` when this browser has no such draft.
 */
export async function submitInfoRequest(
  { db, clock, config, calendar }: Services,
  visitor: string,
  read: Draft,
  form: InfoRequestForm,
): Promise<string | undefined> {
  const { idempotencyKey } = read
  const at = clock()
  const days = await calendar()
  const codeHash =
    read.codeHash ?? (await slowHash(trackingCode(visitor, idempotencyKey), codeCost))
  return db.write(async (tx) => {
    const draft = await findDraftToSend(tx, visitor, idempotencyKey)
    if (!draft) throw new Refusal('not-found', 'draft-gone')
    if (draft.infoRequestId !== null)
      return (await findInfoRequestById(tx, draft.infoRequestId)).reference
    if (draft.savedAt !== read.savedAt) return undefined

    const { id, reference } = await receive(tx, config, {
      form,
      channel: 'online',
      receivedOn: deemedReceived(at, days).on,
      codeHash,
      calendar: days,
      at,
      by: { role: 'requester', accountId: null, divisionId: null },
    })
    await attachDraftFiles(tx, draft.id, id)
    await markSent(tx, draft.id, id)
    return reference
  })
}

/** Takes a request in, whichever way it came; called within the transaction of its form. */
async function receive(
  tx: Tx,
  config: Services['config'],
  { form, channel, receivedOn, codeHash, calendar, at, by }: Submission,
): Promise<{ id: number; reference: string }> {
  const fiscalYear = fiscalYearOf(receivedOn)
  const divisionId = await findRoutedDivision(tx, form.topic)
  const reference = formatReference(fiscalYear, await nextSerial(tx, fiscalYear))
  const { topic, ...fields } = form
  const dueOn = dueDate(receivedOn, defaultLimit, calendar).on
  const infoRequest = {
    ...fields,
    reference,
    codeHash,
    channel,
    topicId: topic,
    divisionId,
    officerId: null,
    status: divisionId === null ? ('submitted' as const) : ('assigned' as const),
    outcome: null,
    submittedAt: at,
    receivedOn,
    dueOn,
    limitOn: dueOn,
    answerBy: null,
    waitingParties: 0,
    lockedUntil: null,
    isAppealed: false,
    disputedAt: null,
    feeState: 'none' as const,
    isSensitive: false,
    proposedById: null,
    approvedById: null,
    clearedById: null,
    closedOn: null,
    closedAt: null,
    enteredById: by.accountId,
  }
  const id = await addInfoRequest(tx, infoRequest, firstEvents(by, divisionId, receivedOn, at))
  await indexForSearch(tx, id, searchText(infoRequest))
  await post(tx, receiptLetter({ ...infoRequest, id }, config), config, at)
  return { id, reference }
}

/** What a member of staff enters for somebody who came, wrote or called. */
export type CounterEntry = {
  form: InfoRequestForm
  channel: Exclude<Channel, 'online'>
  receivedOn: Day
  idempotencyKey: string
  actor: StaffActor
  /** The cookie of the sign-in: makes the tracking code that the slip shows once. */
  browserSecret: string
}

/**
 * Enters a request for somebody at the counter, by post, phone or e-mail. The same form sent twice enters
 * it once. Gives the reference.
 */
export async function enterInfoRequest(
  { db, clock, config, calendar }: Services,
  entry: CounterEntry,
): Promise<string> {
  const at = clock()
  const days = await calendar()
  const { browserSecret, idempotencyKey, form, channel, receivedOn } = entry
  const codeHash = await slowHash(trackingCode(browserSecret, idempotencyKey), codeCost)
  return db.write(async (tx) => {
    const earlier = await findDraftByKey(tx, browserSecret, idempotencyKey)
    if (earlier?.infoRequestId)
      return (await findInfoRequestById(tx, earlier.infoRequestId)).reference
    const { id, reference } = await receive(tx, config, {
      form,
      channel,
      receivedOn,
      codeHash,
      calendar: days,
      at,
      by: entry.actor,
    })
    await addSentDraft(tx, browserSecret, idempotencyKey, {
      infoRequestId: id,
      language: form.language,
      at,
    })
    return reference
  })
}

/** The submission, and the assignment that the topic's rule makes at once. */
function firstEvents(by: Actor, divisionId: number | null, on: Day, at: number): NewEvent[] {
  const submitted: NewEvent = {
    action: 'submit',
    fromStatus: null,
    toStatus: 'submitted',
    role: by.role,
    accountId: by.accountId,
    divisionId: null,
    at,
    on,
    note: '',
    actingForId: null,
    until: null,
  }
  if (divisionId === null) return [submitted]
  return [
    submitted,
    {
      ...submitted,
      action: 'assign',
      fromStatus: 'submitted',
      toStatus: 'assigned',
      role: 'system',
      accountId: null,
      divisionId,
    },
  ]
}

/** So soon the same words again are the same form again; later they remind. */
const sameFormMs = 3_600_000

/**
 * What the requester does: messages and withdrawal. The same message twice in a row within an hour is the same form
 * sent twice, and arrives once. Throws a `Refusal` `conflict` when the request is closed.
 */
export async function takeRequesterAction(
  { db, clock, config }: Services,
  action: Extract<Action, 'message' | 'withdraw'>,
  infoRequestId: number,
  note: string,
): Promise<void> {
  const at = clock()
  const actor: Actor = { role: 'requester', accountId: null, divisionId: null }
  const byRequester = { role: 'requester', accountId: null, actingForId: null } as const
  await db.write(async (tx) => {
    const before = await findByIdToChange(tx, infoRequestId)
    const since = at - sameFormMs
    if (await wasSaid(tx, infoRequestId, { action, ...actor, note }, { since })) return
    const toStatus = decide(action, before, actor, dayOf(at))
    const after = await saveStep(
      tx,
      before,
      { action, toStatus, ...byRequester, at, on: dayOf(at), note, until: null },
      closing(before, toStatus, at),
    )
    if (action === 'withdraw') await post(tx, withdrawalLetter(after, config), config, at)
  })
}

/**
 * Whether the last message, or the last note, is just this one of the same person, and came after the event they had
 * seen, or since a moment: then its form was sent twice.
 */
async function wasSaid(
  tx: Tx,
  infoRequestId: number,
  said: Pick<Event, 'action' | 'role' | 'accountId' | 'note'>,
  { seen = 0, since = 0 }: { seen?: number; since?: number },
): Promise<boolean> {
  if (said.action !== 'message' && said.action !== 'note') return false
  const history = await listHistory(tx, infoRequestId)
  const last = history.findLast(({ action }) => action === said.action)
  return (
    last !== undefined &&
    last.position > seen &&
    last.at > since &&
    last.accountId === said.accountId &&
    (last.accountId !== null || last.role === said.role) && // staff may have said it in a post they act in
    last.note === said.note
  )
}

/**
 * What staff do: find it within their scope, decide, save the step with its effects and its letter. The same form of a
 * message or a note sent twice is done once.
 * Throws a `Refusal`: `not-found` outside the scope, `not-allowed`, or `conflict` when somebody was
 * quicker; and a `WrongChoice` for a division or an officer that is not on offer.
 */
export async function takeAction<A extends StaffAction>(
  { db, clock, config }: Services,
  action: A,
  reference: string,
  by: StaffActor,
  form: ActionForm<A>,
): Promise<void> {
  const at = clock()
  await db.write(async (tx) => {
    const actor = await inPostsOfNow(tx, by, at)
    const before = await findToChange(tx, reference, scopeOf(actor))
    if (form.seen !== undefined) {
      const said = { action, ...actor, note: form.note }
      if (await wasSaid(tx, before.id, said, { seen: form.seen })) return
      await refuseUnread(tx, before, form.seen)
    }
    const isSensitive = before.isSensitive || ('sensitive' in form && form.sensitive)
    const standing = { ...before, isSensitive }
    const toStatus = decide(action, standing, actor, dayOf(at))
    const capacity = capacityFor(action, standing, actor, dayOf(at))
    const changes = await effects[action]({ tx, before, actor, at }, form)
    const after = await saveStep(
      tx,
      before,
      {
        action,
        toStatus,
        role: capacity?.role ?? actor.role,
        accountId: actor.accountId,
        actingForId: capacity?.actingForId ?? null,
        until: null,
        at,
        on: dayOf(at),
        note: form.note,
      },
      { isSensitive, ...changes, ...closing(before, toStatus, at) },
    )
    const letter = await letterAbout(tx, action, after, config)
    if (letter) await post(tx, { ...letter, ...signature(letter, actor, capacity) }, config, at)
  })
}

/** Somebody in the posts they hold at that moment: an appointment to act may have ended since their page was opened. */
async function inPostsOfNow(tx: Tx, actor: StaffActor, at: number): Promise<StaffActor> {
  if (!actor.standsInFor?.length) return actor
  return { ...actor, standsInFor: await listStandIns(tx, actor.accountId, at) }
}

/** Who answers for a decision, and for whom when acting. */
function signature({ kind }: Letter, { accountId }: StaffActor, capacity: Capacity | undefined) {
  return kind === 'decision'
    ? { signedById: accountId, signedForId: capacity?.actingForId ?? null }
    : {}
}

/** The letter a step calls for, if the requester should hear about it. */
async function letterAbout(
  tx: Tx,
  action: Action,
  after: InfoRequest,
  place: Services['config'],
): Promise<Letter | undefined> {
  if (action === 'message') return messageLetter(after, place)
  if (after.status !== 'answered') return undefined
  const answer = await findProposal(tx, after.id)
  if (!answer || after.closedOn === null) throw new Error('An answered request without its answer')
  const files = await listFilesOfAnswer(tx, after.id, answer.id)
  return decisionLetter(
    after,
    { ...answer, files: files.length, notifiedOn: after.closedOn },
    place,
  )
}

/** The closing day and moment, when a step closes the request. */
function closing(before: InfoRequest, toStatus: InfoRequest['status'], at: number) {
  return isOpen({ status: toStatus })
    ? {}
    : { closedAt: at, closedOn: countedOn(dayOf(at), before.receivedOn) }
}
