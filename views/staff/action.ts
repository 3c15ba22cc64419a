import { html, type SafeHtml } from '../html.ts'
import type { StandIn } from '#src/organisation/acting-store.ts'
import type { StaffAction, staffTextLimits } from '#src/requests/action-forms.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import type { Status } from '#src/requests/info-request.ts'
import type { HistoryEntry } from '#src/requests/store.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { checkboxes } from '../parts/choices.ts'
import { fieldErrors } from '../parts/faults.ts'
import { select, textArea } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { longDay } from '../parts/dates.ts'
import { insetText, notificationBanner } from '../parts/notices.ts'
import { writtenText } from '../parts/written-text.ts'
import { postName } from '../parts/post.ts'
import { link, type Reader } from '../reader.ts'
import { answerSection } from './answer.ts'
import { askedDetails } from './asked.ts'
import { standing } from './identity.ts'
import { movedOnHeading } from './moved-on.ts'
import { proposalFields, type Proposing, type Withheld } from './proposal.ts'
import { copyFields } from './related.ts'
import {
  appealFields,
  askFields,
  extensionFields,
  noticeFields,
  objectionFields,
  settlementFields,
  type StepChoices,
} from './step-fields.ts'
import { releaseLock } from './third-parties.ts'
import { actionTitle, lastSentBack, sentBackNote } from './steps.ts'

export type ActionPage = StepChoices & {
  action: StaffAction
  caseFile: CaseFile
  /** The status the step leads to, as the request stands now. */
  leadsTo: Status
  typed: Record<string, string>
  /** Grounds and reasons as typed, row by row. */
  withheld: readonly Withheld[]
  faults: readonly Fault[]
  /** The position of the last event this page shows. */
  seen: number
  limits: typeof staffTextLimits
  divisions?: readonly { id: number; nameTh: string; nameEn: string }[] | undefined
  officers?: readonly { id: number; name: string; held: number }[] | undefined
  proposing?: Proposing | undefined
  /** In whose post the step is taken, where it is not the reader's own (รักษาราชการแทน). */
  actingFor?: StandIn | undefined
  /** Somebody was quicker, but the step is still open: their step. */
  movedOnBy?: HistoryEntry | undefined
  /** An answer to begin from: which was asked for, and from where it came. */
  copying?: { typed: string; from?: string | undefined } | undefined
}

/** One step with its form: what it needs, what it does, and who is told. */
export function actionPage(reader: Reader, props: ActionPage): SafeHtml {
  const words = reader.words.caseFile
  const { action, caseFile, movedOnBy } = props
  const { infoRequest } = caseFile
  const errors = errorsOf(reader, props)
  const title = actionTitle(reader, action, infoRequest.divisionId)
  const address = link(reader, `/staff/requests/${infoRequest.reference}`)
  return page(
    reader,
    {
      title: `${title}: ${words.form.caption(infoRequest.reference)}`,
      error: errors.length > 0 || movedOnBy !== undefined,
      section: 'queue',
      noindex: true,
      backLink: { href: address, text: words.form.caption(infoRequest.reference) },
    },
    html`
      ${errorSummary(reader, errors)} ${movedOnBy && movedOnNotice(reader, movedOnBy, address)}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l" hx-ignore
          >${infoRequest.reference} · ${infoRequest.subject}</span
        >
        ${title}
      </h1>
      ${standing(reader, { ...caseFile, isSensitive: infoRequest.isSensitive })}
      ${whatToDecideOn(reader, props)}
      ${
        action === 'propose' &&
        copyFields(reader, caseFile, { typed: '', ...props.copying, errors })
      }
      ${isFutile(props) ? noMoreExtensions(reader, address) : stepForm(reader, props, errors, address)}
    `,
  )
}

function stepForm(
  reader: Reader,
  props: ActionPage,
  errors: readonly FieldError[],
  address: string,
): SafeHtml {
  const { action } = props
  return html`
    <form
      method="post"
      action="${address}/${action}"
      ${action === 'propose' && html`enctype="multipart/form-data"`}
      novalidate
    >
      ${csrfField(reader)}
      <input type="hidden" name="seen" value="${props.seen}" />
      ${fields(reader, props, errors)} ${whatHappens(reader, props)}
      ${props.actingFor && inWhichPost(reader, props.actingFor)}
      <div class="govuk-button-group">
        ${button(buttonText(reader, props), {
          preventDoubleClick: true,
          busyText: reader.words.forms.sending,
        })}
        <a class="govuk-link" href="${address}">${reader.words.caseFile.form.cancel}</a>
      </div>
    </form>
  `
}

/** Nothing can be filled in; whoever was overtaken while they wrote still gets their form back. */
function isFutile({ action, extension, faults }: ActionPage): boolean {
  return action === 'extend' && extension?.timesLeft === 0 && faults.length === 0
}

function noMoreExtensions({ words }: Reader, address: string): SafeHtml {
  return html`
    ${insetText(words.caseFile.steps.form.noMoreExtensions)}
    <p class="govuk-body">
      <a class="govuk-link" href="${address}">${words.caseFile.form.back}</a>
    </p>
  `
}

/** A missing note is called by its name in each action. */
function errorsOf(reader: Reader, { action, faults }: ActionPage): FieldError[] {
  const { faults: own, noteMissing } = reader.words.caseFile
  const files = reader.words.asking.faults.file
  const missing = Object.entries(noteMissing).find(([name]) => name === action)?.[1]
  return fieldErrors(reader, faults, {
    ...own,
    file: files,
    from: reader.words.related.copyFaults,
    ...(missing !== undefined && { note: { missing } }),
  })
}

function movedOnNotice(reader: Reader, event: HistoryEntry, address: string): SafeHtml {
  const { movedOn } = reader.words.caseFile
  return notificationBanner(reader, {
    heading: movedOnHeading(reader, event),
    more: html`
      <p class="govuk-body">${movedOn.notSaved} ${movedOn.stillOpen}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="${address}">${movedOn.openLatest}</a>
      </p>
    `,
  })
}

/** Whoever approves, clears or sends back reads the proposal on the same page; whoever proposes anew, why it came back. */
function whatToDecideOn(reader: Reader, { action, caseFile }: ActionPage): SafeHtml {
  const decides = action === 'approve' || action === 'clear' || action === 'send-back'
  const sentBack = action === 'propose' ? lastSentBack(caseFile.history) : undefined
  return html`
    ${sentBack && sentBackNote(reader, sentBack)}
    ${askedDetails(reader, caseFile, decides || action === 'propose')}
    ${repliesToDispute.includes(action) && disputeAndAnswer(reader, caseFile)}
    ${decides && releaseLock(reader, caseFile)} ${decides && answerSection(reader, caseFile)}
    ${decides && noteToApprover(reader, caseFile)}
  `
}

const repliesToDispute: readonly StaffAction[] = ['uphold', 'reopen']

/** What the requester says is wrong, and the answer it is about. */
function disputeAndAnswer(reader: Reader, caseFile: CaseFile): SafeHtml {
  const { steps } = reader.words.caseFile
  const { infoRequest, history } = caseFile
  const dispute =
    infoRequest.disputedAt === null
      ? undefined
      : history.findLast(({ action }) => action === 'dispute')
  return html`
    ${
      dispute &&
      insetText(html`
        <p class="govuk-body">
          <strong>${steps.disputed(longDay(reader.language, dispute.on))}</strong>
        </p>
        ${writtenText(dispute.note)}
      `)
    }
    ${answerSection(reader, caseFile)}
  `
}

function noteToApprover(reader: Reader, { history }: CaseFile): SafeHtml | undefined {
  const event = history.findLast(({ action }) => action === 'propose')
  return event && event.note !== ''
    ? html`<h3 class="govuk-heading-s">${reader.words.caseFile.answer.note}</h3>
        ${insetText(event.note)}`
    : undefined
}

function fields(reader: Reader, props: ActionPage, errors: readonly FieldError[]): SafeHtml {
  switch (props.action) {
    case 'assign':
      return html`${divisionField(reader, props, errors)} ${noteField(reader, props, errors)}`
    case 'hand-over':
      return html`${officerField(reader, props, errors)} ${noteField(reader, props, errors)}`
    case 'propose':
      return html`
        ${props.proposing && proposalFields(reader, { ...props, ...props.proposing, errors })}
        ${sensitiveField(reader, props)} ${noteField(reader, props, errors)}
      `
    case 'approve':
      return html`${sensitiveField(reader, props)} ${noteField(reader, props, errors)}`
    case 'advise':
      return html`${adviceFields(reader, props, errors)} ${noteField(reader, props, errors)}`
    case 'ask':
      return askFields(reader, stepFields(props, errors))
    case 'notify-third-party':
      return html`${noticeFields(reader, stepFields(props, errors))}
      ${noteField(reader, props, errors)}`
    case 'record-objection':
      return html`${objectionFields(reader, stepFields(props, errors))}
      ${noteField(reader, props, errors)}`
    case 'record-appeal':
      return html`${appealFields(reader, stepFields(props, errors))}
      ${noteField(reader, props, errors)}`
    case 'extend':
      return html`${extensionFields(reader, stepFields(props, errors))}
      ${noteField(reader, props, errors)}`
    case 'settle-fee':
      return html`${settlementFields(reader, stepFields(props, errors))}
      ${noteField(reader, props, errors)}`
    case 'clarify':
    case 'withdraw':
    case 'dispute':
    case 'uphold':
    case 'reopen':
    case 'accept':
    case 'return':
    case 'send-back':
    case 'clear':
    case 'note':
    case 'message':
      return noteField(reader, props, errors)
  }
}

function stepFields(props: ActionPage, errors: readonly FieldError[]) {
  return { ...props, errors, dueOn: props.caseFile.infoRequest.dueOn }
}

function divisionField(
  reader: Reader,
  { typed, divisions = [] }: ActionPage,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.caseFile.form
  return select(reader, {
    name: 'division',
    label: words.division,
    placeholder: words.chooseDivision,
    value: typed['division'],
    error: errorOf(errors, 'division'),
    items: divisions.map(({ id, nameTh, nameEn }) => ({
      value: String(id),
      label: reader.language === 'th' ? nameTh : nameEn,
    })),
  })
}

function officerField(
  reader: Reader,
  { typed, officers = [] }: ActionPage,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.caseFile.form
  if (officers.length === 0) return insetText(words.nobodyElse)
  return select(reader, {
    name: 'officer',
    label: words.officer,
    placeholder: reader.words.caseFile.faults.officer.missing,
    value: typed['officer'],
    error: errorOf(errors, 'officer'),
    items: officers.map(({ id, name, held }) => ({
      value: String(id),
      label: words.officerHolds(name, held),
    })),
  })
}

function adviceFields(
  reader: Reader,
  { typed, limits }: ActionPage,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.caseFile.form
  return html`
    ${textArea(reader, {
      name: 'agency',
      label: words.agency,
      hint: words.adviseAgencyHint,
      value: typed['agency'],
      error: errorOf(errors, 'agency'),
      maxGraphemes: limits.agency,
      rows: 4,
    })}
    ${textArea(reader, {
      name: 'reply',
      label: words.adviseReply,
      value: typed['reply'],
      error: errorOf(errors, 'reply'),
      maxGraphemes: limits.reply,
      optional: true,
      rows: 4,
    })}
  `
}

/** Once marked, a request stays so: then there is nothing to tick. */
function sensitiveField(
  reader: Reader,
  { action, caseFile, typed, leadsTo }: ActionPage,
): SafeHtml | undefined {
  const words = reader.words.caseFile.form
  if (caseFile.infoRequest.isSensitive) return insetText(words.alreadySensitive)
  if (leadsTo === 'awaiting-clearance') return undefined // an executive sees it anyway
  return checkboxes(reader, {
    name: 'sensitive',
    label: words.sensitive,
    values: typed['sensitive'] === 'yes' ? ['yes'] : [],
    items: [
      {
        value: 'yes',
        label: action === 'approve' ? words.sensitiveApproval : words.sensitiveItem,
      },
    ],
  })
}

function noteField(
  reader: Reader,
  { action, typed, limits, caseFile }: ActionPage,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.caseFile
  const isMoved = action === 'assign' && caseFile.infoRequest.divisionId !== null
  const isNeeded = isMoved || needsNote.includes(action)
  return textArea(reader, {
    name: 'note',
    label: isMoved ? words.reassign.note : words.actions[action].note,
    hint: noteHint(reader, action),
    value: typed['note'],
    error: errorOf(errors, 'note'),
    maxGraphemes: limits.note,
    optional: !isNeeded,
    rows: isNeeded ? 6 : 3,
  })
}

/** Who will read the note. */
function noteHint({ words }: Reader, action: StaffAction): string {
  const { form, steps } = words.caseFile
  if (action === 'message') return form.messageHint
  if (action === 'record-objection') return steps.form.objectionNote
  if (toRequester.includes(action)) return steps.form.toRequester
  return fromRequester.includes(action) ? steps.form.fromRequester : form.internal
}

const toRequester: readonly StaffAction[] = ['extend', 'uphold', 'reopen']
const fromRequester: readonly StaffAction[] = ['clarify', 'withdraw', 'dispute']

const needsNote: readonly StaffAction[] = [
  'return',
  'clarify',
  'record-appeal',
  'extend',
  'send-back',
  'withdraw',
  'dispute',
  'uphold',
  'reopen',
  'settle-fee',
  'note',
  'message',
]

/** Before the button: where the request goes, and whether and how the requester hears of it. */
function whatHappens(reader: Reader, { action, leadsTo, caseFile }: ActionPage): SafeHtml {
  const words = reader.words.caseFile
  const { infoRequest, showsContact } = caseFile
  const isMoved = action === 'assign' && infoRequest.divisionId !== null
  const waits = action === 'approve' && leadsTo === 'awaiting-clearance'
  const next = isMoved
    ? words.reassign.next
    : waits
      ? words.actions.approve.nextWithClearance
      : words.actions[action].next
  const isTold =
    (leadsTo === 'answered' && infoRequest.status !== 'answered') || tells.includes(action)
  const told =
    infoRequest.email === ''
      ? words.told.paper
      : showsContact
        ? words.told.email(infoRequest.email)
        : words.told.emailHidden
  return insetText(html`
    <p class="govuk-body"><strong>${words.form.whatHappens}</strong></p>
    <p class="govuk-body">${next}</p>
    ${isTold && html`<p class="govuk-body">${told}</p>`}
    ${action === 'notify-third-party' && html`<p class="govuk-body">${words.steps.told.party}</p>`}
  `)
}

/** Steps that the requester gets a letter about. */
const tells: readonly StaffAction[] = ['message', 'ask', 'extend', 'withdraw', 'uphold', 'reopen']
/** The record will name both, so one should know before. */
function inWhichPost(reader: Reader, absent: StandIn): SafeHtml {
  const sentence = reader.words.acting.inWhichPost(absent.name, postName(reader, absent))
  return html`<p class="govuk-body"><strong>${sentence}</strong></p>`
}

function buttonText({ words }: Reader, { action, leadsTo }: ActionPage): string {
  const { actions } = words.caseFile
  return action === 'approve' && leadsTo === 'awaiting-clearance'
    ? actions.approve.buttonWithClearance
    : actions[action].button
}
