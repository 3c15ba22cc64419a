import { html, type SafeHtml } from '../html.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import type { HistoryEntry } from '#src/requests/store.ts'
import { clocksShown, deadlineExplained } from '../deadline/explained.ts'
import { page } from '../layout.ts'
import { buttonGroup, copyButton, linkButton } from '../parts/buttons.ts'
import { dayTag, longDay, momentTag } from '../parts/dates.ts'
import { details, insetText, notificationBanner } from '../parts/notices.ts'
import { summaryList, type SummaryRow } from '../parts/summary.ts'
import { withoutLoneMarks, writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { answerSection } from './answer.ts'
import { askedSection } from './asked.ts'
import { identity } from './identity.ts'
import { movedOnHeading } from './moved-on.ts'
import { onPaperNotice } from './on-paper.ts'
import { history, letters, notes, thread } from './record.ts'
import { relatedSection, samePersonSection } from './related.ts'
import { releaseLock, thirdPartiesSection } from './third-parties.ts'
import { actionTitle, lastSentBack, sentBackNote } from './steps.ts'

export type CaseFilePage = CaseFile & {
  /** The step just taken. */
  done?: StaffAction | undefined
  /** Somebody was quicker: their step, and what this person had typed. */
  movedOn?:
    | {
        by: HistoryEntry | undefined
        kept: readonly {
          field: keyof Reader['words']['caseFile']['movedOn']['field']
          text: string
        }[]
      }
    | undefined
}

/** One request: what it is, what one can do with it now, and all there is about it. */
export function caseFilePage(reader: Reader, props: CaseFilePage): SafeHtml {
  const words = reader.words.caseFile
  const { infoRequest, movedOn } = props
  return page(
    reader,
    {
      title: movedOn ? words.movedOn.title : words.title(infoRequest.reference),
      error: movedOn !== undefined,
      section: 'queue',
      wide: true,
      noindex: true,
      backLink: { href: link(reader, '/staff'), text: words.toQueue },
    },
    html`
      ${props.done && doneNotice(reader, props, props.done)}
      ${movedOn && movedOnNotice(reader, movedOn)} ${identity(reader, props)}
      ${onPaperNotice(reader, props)} ${nextStep(reader, props)}
      <div class="with-aside">
        <div>
          ${askedSection(reader, props)} ${answerSection(reader, props)}
          ${thirdPartiesSection(reader, props)} ${thread(reader, props)} ${notes(reader, props)}
          ${letters(reader, props)} ${history(reader, props)}
        </div>
        <div>
          ${requester(reader, props)} ${samePersonSection(reader, props)} ${facts(reader, props)}
          ${relatedSection(reader, props)}
        </div>
      </div>
    `,
  )
}

function doneNotice(reader: Reader, { infoRequest }: CaseFile, action: StaffAction): SafeHtml {
  const { done } = reader.words.caseFile
  const waits = action === 'approve' && infoRequest.status === 'awaiting-clearance'
  const heading = waits ? done.approvedForClearance : done[action]
  return notificationBanner(reader, { kind: 'success', heading })
}

function movedOnNotice(
  reader: Reader,
  { by, kept }: NonNullable<CaseFilePage['movedOn']>,
): SafeHtml {
  const { movedOn } = reader.words.caseFile
  return html`
    ${notificationBanner(reader, {
      heading: movedOnHeading(reader, by),
      more: html`<p class="govuk-body">${movedOn.notSaved} ${movedOn.readAgain}</p>`,
    })}
    ${
      kept.length > 0 &&
      html`<section class="no-print" aria-labelledby="kept-title">
        <h2 class="govuk-heading-m" id="kept-title">${movedOn.kept}</h2>
        <p class="govuk-hint">${movedOn.keptHint}</p>
        ${kept.map(
          ({ field, text }, index) => html`
            <div class="govuk-form-group">
              <label class="govuk-label" for="kept-${index + 1}">${movedOn.field[field]}</label>
              <textarea class="govuk-textarea" id="kept-${index + 1}" rows="5" readonly hx-ignore>
${text}</textarea>
              ${copyButton(reader, { text, label: movedOn.copy })}
            </div>
          `,
        )}
      </section>`
    }
  `
}

/** Only the steps that are open to this person, the one the request waits for first. */
function nextStep(reader: Reader, caseFile: CaseFile): SafeHtml {
  const { infoRequest, placement, mainAction, otherActions, fourEyes, history: events } = caseFile
  const words = reader.words.caseFile
  const step = (action: StaffAction, kind?: 'secondary') =>
    linkButton(
      actionTitle(reader, action, infoRequest.divisionId),
      link(reader, `/staff/requests/${infoRequest.reference}/${action}`),
      kind,
    )
  const wait = words.waiting[infoRequest.status]
  const waiting = typeof wait === 'string' ? wait : wait(placement.officer ?? words.noOfficer)
  const steps = [
    ...(mainAction ? [step(mainAction)] : []),
    ...otherActions.map((action) => step(action, 'secondary')),
  ]
  const sentBack = infoRequest.status === 'in-progress' ? lastSentBack(events) : undefined
  return html`
    <section class="next-step no-print" aria-labelledby="next-step-title">
      <h2 class="govuk-heading-m" id="next-step-title">
        ${steps.length > 0 ? words.nextForYou : words.next}
      </h2>
      ${fourEyes && insetText(words.fourEyes[fourEyes])}
      ${waitsForLock(infoRequest) && releaseLock(reader, caseFile)}
      ${sentBack && sentBackNote(reader, sentBack)} ${openQuestions(reader, caseFile)}
      ${
        mainAction || infoRequest.disputedAt !== null
          ? undefined
          : (byHand(reader, caseFile) ?? html`<p class="govuk-body">${waiting}</p>`)
      }
      ${steps.length > 0 ? buttonGroup(...steps) : readOnly(reader, infoRequest.closedOn)}
    </section>
  `
}

/** Whoever is to approve or clear it should read beside the buttons why one of them is not there. */
function waitsForLock({ status }: CaseFile['infoRequest']): boolean {
  return status === 'awaiting-approval' || status === 'awaiting-clearance'
}

/** What still waits for a word of ours or of the requester. */
function openQuestions(reader: Reader, { infoRequest, history: events }: CaseFile): SafeHtml {
  const { steps } = reader.words.caseFile
  const { disputedAt, answerBy } = infoRequest
  const dispute = events.findLast(({ action }) => action === 'dispute')
  const day = (on: string) => longDay(reader.language, on)
  return html`
    ${
      disputedAt !== null &&
      dispute &&
      insetText(html`
        <p class="govuk-body">${steps.disputed(day(dispute.on))}</p>
        <p class="govuk-body">
          <a class="govuk-link" href="#m${dispute.position}">${steps.toDispute}</a>
        </p>
      `)
    }
    ${answerBy !== null && html`<p class="govuk-body">${steps.asked(day(answerBy))}</p>`}
  `
}

/** An answer that no mail takes to the requester is not done with: somebody prints it, or telephones. */
function byHand(reader: Reader, caseFile: CaseFile): SafeHtml | undefined {
  const { reference } = caseFile.infoRequest
  const letter = caseFile.letters.find(({ kind }) => kind === 'decision')
  if (
    !caseFile.showsContact ||
    !letter ||
    (letter.state !== 'on-paper' && letter.state !== 'failed')
  )
    return undefined
  const words = reader.words.caseFile.letters.byHand
  return html`<p class="govuk-body">
    ${words[letter.state]}
    <a
      class="govuk-link"
      href="${link(reader, `/staff/requests/${reference}/letters/${letter.id}`)}"
      >${words.open}</a
    >
  </p>`
}

function readOnly({ words }: Reader, closedOn: string | null): SafeHtml | undefined {
  return closedOn === null
    ? html`<p class="govuk-body quiet">${words.caseFile.readOnly}</p>`
    : undefined
}

/** Who asks; how to reach them only for those who have to. */
function requester(reader: Reader, { infoRequest, showsContact }: CaseFile): SafeHtml {
  const words = reader.words.caseFile
  const { domain, forms } = reader.words
  const { title, name, requesterKind, affiliation, purpose, email, phone, address } = infoRequest
  const contact: SummaryRow[] = [
    { key: words.email, value: email || forms.notGiven },
    { key: words.phone, value: phone || forms.notGiven },
    { key: words.address, value: address === '' ? forms.notGiven : writtenText(address) },
  ]
  return html`
    <section class="aside" aria-labelledby="requester-title">
      <h2 class="govuk-heading-m" id="requester-title">${words.requester}</h2>
      ${summaryList([
        { key: words.name, value: withoutLoneMarks([title, name].filter(Boolean).join(' ')) },
        ...(requesterKind === 'unspecified'
          ? []
          : [{ key: words.requesterKind, value: domain.requesterKind[requesterKind] }]),
        ...filled([
          { key: words.affiliation, value: affiliation },
          { key: words.purpose, value: purpose === '' ? '' : writtenText(purpose) },
        ]),
        ...(showsContact ? contact : []),
        { key: words.deliverBy, value: domain.deliverBy[infoRequest.deliverBy] },
      ])}
      ${!showsContact && html`<p class="govuk-body-s quiet">${words.contactHidden}</p>`}
    </section>
  `
}

function facts(reader: Reader, props: CaseFile): SafeHtml {
  const words = reader.words.caseFile
  const { language } = reader
  const { infoRequest, placement, history: events } = props
  const division = language === 'th' ? placement.divisionTh : placement.divisionEn
  const enteredBy = infoRequest.enteredById === null ? undefined : events[0]?.accountName
  const channel = reader.words.domain.channel[infoRequest.channel]
  return html`
    <section class="aside" aria-labelledby="facts-title">
      <h2 class="govuk-heading-m" id="facts-title">${words.facts}</h2>
      ${summaryList(
        filled([
          { key: words.division, value: division ?? words.noDivision },
          { key: words.officer, value: placement.officer ?? words.noOfficer },
          {
            key: words.channel,
            value: enteredBy ? html`${channel}<br />${words.enteredBy(enteredBy)}` : channel,
          },
          { key: words.submittedAt, value: momentTag(language, infoRequest.submittedAt) },
          { key: words.receivedOn, value: dayTag(language, infoRequest.receivedOn) },
          { key: words.dueOn, value: dayTag(language, infoRequest.dueOn) },
          {
            key: words.closedOn,
            value: infoRequest.closedOn === null ? '' : dayTag(language, infoRequest.closedOn),
          },
        ]),
      )}
      ${details(
        reader.words.deadline.explained.summary,
        deadlineExplained(reader, { ...props, dueOn: infoRequest.dueOn }),
      )}
      ${clocksShown(reader, props.clocks)}
    </section>
  `
}

/** Only the rows that say something. */
function filled(rows: readonly SummaryRow[]): SummaryRow[] {
  return rows.filter(({ value }) => value !== '' && value !== undefined)
}
