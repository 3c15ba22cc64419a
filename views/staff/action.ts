import { html, type SafeHtml } from '../html.ts'
import type { StandIn } from '#src/organisation/acting-store.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
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
import { insetText, notificationBanner } from '../parts/notices.ts'
import { postName } from '../parts/post.ts'
import { link, type Reader } from '../reader.ts'
import { answerSection } from './answer.ts'
import { askedDetails } from './asked.ts'
import { standing } from './identity.ts'
import { movedOnHeading } from './moved-on.ts'
import { proposalFields, type Proposing, type Withheld } from './proposal.ts'
import { actionTitle, lastSentBack, sentBackNote } from './steps.ts'

export type ActionPage = {
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
  limits: { note: number; reply: number; reason: number; agency: number }
  divisions?: readonly { id: number; nameTh: string; nameEn: string }[] | undefined
  officers?: readonly { id: number; name: string; held: number }[] | undefined
  proposing?: Proposing | undefined
  /** In whose post the step is taken, where it is not the reader's own (รักษาราชการแทน). */
  actingFor?: StandIn | undefined
  /** Somebody was quicker, but the step is still open: their step. */
  movedOnBy?: HistoryEntry | undefined
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
          <a class="govuk-link" href="${address}">${words.form.cancel}</a>
        </div>
      </form>
    `,
  )
}

/** A missing note is called by its name in each action. */
function errorsOf(reader: Reader, { action, faults }: ActionPage): FieldError[] {
  const { faults: own, noteMissing } = reader.words.caseFile
  const files = reader.words.asking.faults.file
  const missing = Object.entries(noteMissing).find(([name]) => name === action)?.[1]
  return fieldErrors(reader, faults, {
    ...own,
    file: files,
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
    ${decides && answerSection(reader, caseFile)} ${decides && noteToApprover(reader, caseFile)}
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
    case 'accept':
    case 'return':
    case 'send-back':
    case 'clear':
    case 'note':
    case 'message':
      return noteField(reader, props, errors)
  }
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
    hint: action === 'message' ? words.form.messageHint : words.form.internal,
    value: typed['note'],
    error: errorOf(errors, 'note'),
    maxGraphemes: limits.note,
    optional: !isNeeded,
    rows: isNeeded ? 6 : 3,
  })
}

const needsNote: readonly StaffAction[] = ['return', 'send-back', 'note', 'message']

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
  const isTold = leadsTo === 'answered' || action === 'message'
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
  `)
}

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
