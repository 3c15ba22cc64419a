import { dayOf, deemedReceived, workingDaysBetween, type Calendar } from '../calendar/calendar.ts'
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { inTurn } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { indexForSearch } from '../database/search.ts'
import type { Rules } from '../department/rules.ts'
import { attachDraftFiles, listFilesOfAnswer } from '../files/store.ts'
import { receiptLetter, type LetterPlace } from '../mail/letters.ts'
import { post } from '../mail/outbox.ts'
import { letterPlace } from '../mail/text-store.ts'
import { listStandIns } from '../organisation/acting-store.ts'
import { findRoutedDivision } from '../organisation/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { findLastSigned } from '../statistics/signing/store.ts'
import { countedOn } from '../statistics/tallies.ts'
import { addUse } from '../statistics/use/store.ts'
import { codeCost, slowHash } from '../web/secrets.ts'
import type { ActionForm, StaffAction } from './action-forms.ts'
import { clockRules, dueDate } from './deadlines.ts'
import {
  addEntry,
  findDraftToSend,
  findEntry,
  markSent,
  trackingCode,
  type Draft,
} from './drafts.ts'
import { closing } from './closing.ts'
import { WrongChoice } from './choices.ts'
import { effects, refuseUnread, type StaffActor } from './effects.ts'
import type { InfoRequestForm } from './form.ts'
import {
  isOpen,
  searchText,
  type Actor,
  type Channel,
  type Day,
  type InfoRequest,
} from './info-request.ts'
import { areAppealPeriodsOver } from './third-parties.ts'
import { wasSaid } from './said.ts'
import { letterAbout } from './telling.ts'
import { needsReason } from './received-on.ts'
import { formatReference } from './reference.ts'
import {
  addInfoRequest,
  findInfoRequestById,
  findProposal,
  findToChange,
  nextSerial,
  saveStep,
  type NewEvent,
} from './store.ts'
import { capacityFor, decide, isLocked, releases, scopeOf } from './workflow.ts'

type Submission = {
  form: InfoRequestForm
  channel: Channel
  /** The day it counts as received. */
  receivedOn: Day
  codeHash: string
  calendar: Calendar
  rules: Rules
  at: number
  /** Who entered it for somebody; the requester when nobody did. */
  by: Actor
  /** Why it is entered only now. */
  note?: string
}

/**
 * Sends a draft: the request, its first events, its files, its letter and its place in the figures, all or
 * nothing. The same draft sent again, even fifty times at once, gives the same reference. Undefined when it was
 * changed after it was read as this form: then nothing is sent, or what was typed meanwhile would be lost.
 * Throws `not-found` when this browser has no such draft.
 */
export async function submitInfoRequest(
  services: Services,
  visitor: string,
  read: Draft,
  form: InfoRequestForm,
): Promise<string | undefined> {
  const { db, clock } = services
  const { idempotencyKey } = read
  const at = clock()
  const days = await services.calendar()
  const rules = await services.rules()
  const place = await letterPlace(services)
  const codeHash =
    read.codeHash ?? (await slowHash(trackingCode(visitor, idempotencyKey), codeCost))
  return db.write(async (tx) => {
    const draft = await findDraftToSend(tx, visitor, idempotencyKey)
    if (!draft) throw new Refusal('not-found', 'draft-gone')
    if (draft.infoRequestId !== null)
      return (await findInfoRequestById(tx, draft.infoRequestId)).reference
    if (draft.savedAt !== read.savedAt) return undefined

    const { id, reference } = await receive(tx, place, {
      form,
      channel: 'online',
      receivedOn: deemedReceived(at, days).on,
      codeHash,
      calendar: days,
      rules,
      at,
      by: { role: 'requester', accountId: null, divisionId: null },
    })
    await attachDraftFiles(tx, draft.id, id)
    await markSent(tx, draft.id, id)
    // Last, because all submissions of a day meet in this row.
    await addUse(tx, [{ on: dayOf(at), kind: 'submitted', detail: '', count: 1 }])
    return reference
  })
}

/** Takes a request in, whichever way it came; called within the transaction of its form. */
async function receive(
  tx: Tx,
  place: LetterPlace,
  { form, channel, receivedOn, codeHash, calendar, rules, at, by, note = '' }: Submission,
): Promise<{ id: number; reference: string }> {
  const fiscalYear = fiscalYearOf(receivedOn)
  const divisionId = await findRoutedDivision(tx, form.topic)
  const reference = formatReference(fiscalYear, await nextSerial(tx, fiscalYear))
  const { topic, ...fields } = form
  const { limit } = clockRules(rules, receivedOn)
  const { on: dueOn, limitOn } = dueDate(receivedOn, limit, calendar)
  const infoRequest = {
    ...fields,
    email: fields.email.toLowerCase(), // so that the earlier requests of an address are found
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
    limitOn,
    answerBy: null,
    waitingParties: 0,
    lockedUntil: null,
    isAppealed: false,
    disputedAt: null,
    feeState: 'none' as const,
    hasGivenFeedback: false,
    isSensitive: false,
    proposedById: null,
    approvedById: null,
    clearedById: null,
    closedOn: null,
    closedAt: null,
    enteredById: by.accountId,
  }
  const id = await addInfoRequest(
    tx,
    infoRequest,
    firstEvents({ by, note, at, on: receivedOn }, divisionId),
  )
  await indexForSearch(tx, id, searchText(infoRequest))
  await post(tx, receiptLetter({ ...infoRequest, id }, place), place, at)
  return { id, reference }
}

/** What a member of staff enters for somebody who came, wrote or called. */
export type CounterEntry = {
  form: InfoRequestForm
  channel: Exclude<Channel, 'online'>
  receivedOn: Day
  /** Why it is entered only now; needed when the figures of that month are closed. */
  entryReason?: string
  idempotencyKey: string
  actor: StaffActor
  /** The cookie of the sign-in: makes the tracking code that the slip shows once. */
  browserSecret: string
}

/**
 * Enters a request for somebody at the counter, by post, phone or e-mail, with the scans that were added to the form.
 * The same form sent twice enters it once. Gives the reference.
 * Throws a `Refusal` `conflict` when somebody else has filled in or sent this form.
 */
export async function enterInfoRequest(services: Services, entry: CounterEntry): Promise<string> {
  const { db, clock } = services
  const at = clock()
  const days = await services.calendar()
  const rules = await services.rules()
  const place = await letterPlace(services)
  const { browserSecret, idempotencyKey, form, channel, receivedOn, actor, entryReason } = entry
  const filledIn = { idempotencyKey, accountId: actor.accountId, browserSecret }
  const codeHash = await slowHash(trackingCode(browserSecret, idempotencyKey), codeCost)
  return db.write(async (tx) => {
    const kept = await findEntry(tx, filledIn)
    if (kept && kept.infoRequestId !== null)
      return (await findInfoRequestById(tx, kept.infoRequestId)).reference
    await refuseLateEntry(tx, entry)
    const draftId = kept?.id ?? (await addEntry(tx, filledIn, { language: form.language, at }))
    const { id, reference } = await receive(tx, place, {
      form,
      channel,
      receivedOn,
      codeHash,
      calendar: days,
      rules,
      at,
      by: actor,
      ...(entryReason && { note: entryReason }),
    })
    await attachDraftFiles(tx, draftId, id)
    await markSent(tx, draftId, id)
    return reference
  })
}

/** The month may have been signed while the form was being filled in: then somebody has to say why it comes so late. */
async function refuseLateEntry(
  tx: Tx,
  { receivedOn, entryReason = '' }: CounterEntry,
): Promise<void> {
  await inTurn(tx, 'month closing')
  if (needsReason(receivedOn, await findLastSigned(tx)) && entryReason.trim() === '')
    throw new WrongChoice('entryReason', 'missing')
}

/** The submission, and the assignment that the topic's rule makes at once. */
function firstEvents(
  { by, note, at, on }: { by: Actor; note: string; at: number; on: Day },
  divisionId: number | null,
): NewEvent[] {
  const submitted: NewEvent = {
    action: 'submit',
    fromStatus: null,
    toStatus: 'submitted',
    role: by.role,
    accountId: by.accountId,
    divisionId: null,
    at,
    on,
    note,
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
      note: '',
    },
  ]
}

/**
 * What staff do: find it within their scope, decide, save the step with its effects and its letter. The same form of a
 * message or a note sent twice is done once.
 * Throws a `Refusal`: `not-found` outside the scope, `not-allowed`, or `conflict` when somebody was
 * quicker; and a `WrongChoice` for a division or an officer that is not on offer.
 */
export async function takeAction<A extends StaffAction>(
  services: Services,
  action: A,
  reference: string,
  by: StaffActor,
  form: ActionForm<A>,
): Promise<void> {
  const { db, clock } = services
  const at = clock()
  const today = dayOf(at)
  const bounds = { today, calendar: await services.calendar(), rules: await services.rules() }
  const place = await letterPlace(services)
  await db.write(async (tx) => {
    const actor = await inPostsOfNow(tx, by, at)
    const before = await findToChange(tx, reference, scopeOf(actor))
    if (form.seen !== undefined) {
      const said = { action, ...actor, note: noteOf(form) }
      if (await wasSaid(tx, before.id, said, { seen: form.seen })) return
      await refuseUnread(tx, before, form.seen)
    }
    const isSensitive = before.isSensitive || ('sensitive' in form && form.sensitive)
    const standing = { ...before, isSensitive }
    const toStatus = decide(action, standing, actor, today)
    const capacity = capacityFor(action, standing, actor, today)
    const effect = await effects[action]({ tx, before, actor, at, place, ...bounds }, form)
    const step = {
      action,
      toStatus,
      role: capacity?.role ?? actor.role,
      accountId: actor.accountId,
      actingForId: capacity?.actingForId ?? null,
      until: effect.until ?? null,
      at,
      on: today,
      note: effect.note ?? noteOf(form),
    }
    const closes = toStatus === 'answered' && isOpen(before)
    if (closes) await refuseReleaseUnderLock(tx, before, today)
    const taken = closes ? { ...step, workingDays: daysTaken(before, bounds) } : step
    const after = await saveStep(tx, before, taken, {
      isSensitive,
      ...effect.changes,
      ...(closes && (await feeOfAnswer(tx, before))),
      ...closing(before, toStatus, at),
    })
    const signed = { signedById: step.accountId, signedForId: step.actingForId }
    const letters = [await letterAbout(tx, step, after, place), effect.letter]
    for (const letter of letters) if (letter) await post(tx, { ...letter, ...signed }, place, at)
  })
}

/** Working days from the day received; none when the answer is there before it counts as received. */
function daysTaken(
  { receivedOn }: InfoRequest,
  { today, calendar }: { today: Day; calendar: Calendar },
): number {
  return workingDaysBetween(receivedOn, countedOn(today, receivedOn), calendar)
}

function noteOf(form: { note?: string } | { question: string }): string {
  return 'question' in form ? form.question : (form.note ?? '')
}

/** Somebody in the posts they hold at that moment: an appointment to act may have ended since their page was opened. */
async function inPostsOfNow(tx: Tx, actor: StaffActor, at: number): Promise<StaffActor> {
  if (!actor.standsInFor?.length) return actor
  return { ...actor, standsInFor: await listStandIns(tx, actor.accountId, at) }
}

/**
 * What the history of letters adds to the rules of the workflow (section 17): nothing is released before everybody whose
 * objection was rejected has had their time to appeal since our letter left, and no file with whatever outcome.
 */
async function refuseReleaseUnderLock(tx: Tx, before: InfoRequest, today: Day): Promise<void> {
  const isPermitted = before.lockedUntil === null // nothing was rejected, or the Tribunal has decided
  const isOver = isPermitted || (await areAppealPeriodsOver(tx, before.id, today))
  if (!isLocked(before, today) && isOver) return
  const answer = await findProposal(tx, before.id)
  const files = answer ? await listFilesOfAnswer(tx, before.id, answer.id) : []
  if (releases(before.outcome) || files.length > 0)
    throw new Refusal('not-allowed', 'release-locked')
}

/** With the answer a fee falls due, unless it was settled for an earlier answer to the same request. */
async function feeOfAnswer(tx: Tx, { id, feeState }: InfoRequest): Promise<Partial<InfoRequest>> {
  const answer = await findProposal(tx, id)
  return answer && answer.fee > 0 && feeState === 'none' ? { feeState: 'due' } : {}
}
