import { html, type SafeHtml } from '../html.ts'
import type { DeliveryState } from '#src/database/schema.ts'
import type { Deadline } from '#src/requests/deadlines.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import { page } from '../layout.ts'
import { linkButton, printButton } from '../parts/buttons.ts'
import { fullDay, shortMoment } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { qrCode } from '../parts/qr-code.ts'
import { receiptPanel } from '../parts/receipt-panel.ts'
import { summaryList } from '../parts/summary.ts'
import { link, type Reader } from '../reader.ts'

export type ReceiptPage = {
  infoRequest: Pick<InfoRequest, 'reference' | 'submittedAt' | 'receivedOn' | 'email'>
  /** Only for the browser that sent it, and only for a while. */
  code: string | undefined
  deadline: Deadline
  /** Counts as received later than it was sent. */
  isOutOfHours: boolean
  mail: { state: DeliveryState; maskedAddress: string } | undefined
  trackUrl: string
  /** Where the calculator counts the due date; nothing for what staff entered, whose day it does not know. */
  countedAt: string | undefined
}

/** Proof that a request has arrived: the number, the code, when it counts as received and when the answer is due. */
export function receiptPage(reader: Reader, props: ReceiptPage): SafeHtml {
  const words = reader.words.asking.receipt
  const { infoRequest, code } = props
  return page(
    reader,
    { title: words.title, section: 'track', noindex: true },
    html`
      ${receiptPanel({
        title: words.title,
        reference: { label: words.reference, value: infoRequest.reference },
        code: code ? { label: words.code, value: code, note: words.codeNote } : undefined,
        aside: code ? qrAside(reader, props.trackUrl, infoRequest.reference, code) : undefined,
      })}
      ${code === undefined && insetText(words.codeGone)}
      ${
        props.mail &&
        html`<p class="govuk-body" role="status">
          ${words.mail[props.mail.state](props.mail.maskedAddress)}
        </p>`
      }
      <h2 class="govuk-heading-m">${words.facts}</h2>
      ${dates(reader, props)}
      <h2 class="govuk-heading-m">${words.next}</h2>
      <ol class="govuk-list govuk-list--number">
        ${words.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <div class="govuk-button-group no-print">
        ${printButton(reader)}
        ${linkButton(
          words.track,
          link(reader, `/track?reference=${infoRequest.reference}`),
          'secondary',
        )}
        <a class="govuk-link" href="${link(reader, '/requests/new/information')}"
          >${words.another}</a
        >
      </div>
    `,
  )
}

/** The code stands behind the #, which browsers keep to themselves: it reaches no server and no log. */
export function qrAside(
  reader: Reader,
  trackUrl: string,
  reference: string,
  code: string,
): SafeHtml {
  const words = reader.words.asking.receipt
  return html`${qrCode(words.qr, `${trackUrl}#${reference}.${code}`)}
    <p class="receipt__note">${words.qrNote}</p>`
}

function dates(
  reader: Reader,
  { infoRequest, deadline, isOutOfHours, countedAt }: ReceiptPage,
): SafeHtml {
  const words = reader.words.asking.receipt
  const explained = (day: string, why: string | false) =>
    html`${day}${why && html`<br /><span class="govuk-hint">${why}</span>`}`
  return summaryList([
    { key: words.submittedAt, value: shortMoment(reader.language, infoRequest.submittedAt) },
    {
      key: words.receivedOn,
      value: explained(
        fullDay(reader.language, infoRequest.receivedOn),
        isOutOfHours && words.outOfHours,
      ),
    },
    {
      key: words.dueOn,
      value: html`${explained(
        fullDay(reader.language, deadline.on),
        [
          words.dueExplained(reader.words.guide.limit(deadline.limit.days, deadline.limit.unit)),
          ...(deadline.rolledOver.length > 0 ? [words.rolledOver] : []),
        ].join(' · '),
      )}
      ${
        countedAt !== undefined &&
        html`<br /><a class="govuk-link no-print" href="${link(reader, countedAt)}"
            >${words.howCounted}</a
          >`
      }`,
    },
  ])
}
