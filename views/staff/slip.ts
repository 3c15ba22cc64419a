import { html, type SafeHtml } from '../html.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import { page } from '../layout.ts'
import { linkButton, printButton } from '../parts/buttons.ts'
import { legalDay } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { receiptPanel } from '../parts/receipt-panel.ts'
import { summaryList } from '../parts/summary.ts'
import { withoutLoneMarks } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { qrAside } from '../requests/receipt.ts'

export type SlipPage = {
  infoRequest: InfoRequest
  /** Only in the browser that entered the request, and only for a while. */
  code: string | undefined
  trackUrl: string
  /** The request is one this person sees. */
  mayOpen: boolean
  mayEnter: boolean
}

/** A sheet for the person at the counter: number, code, dates, and how to follow. */
export function slipPage(reader: Reader, props: SlipPage): SafeHtml {
  const words = reader.words.counter.slip
  const { infoRequest, code, trackUrl } = props
  const { reference } = infoRequest
  return page(
    reader,
    { title: `${words.title} ${reference}`, section: 'counter', noindex: true },
    html`
      ${receiptPanel({
        title: words.title,
        reference: { label: words.reference, value: reference },
        code: code ? { label: words.code, value: code, note: words.codeNote } : undefined,
        aside: code ? qrAside(reader, trackUrl, reference, code) : undefined,
      })}
      <div class="no-print">${insetText(code ? words.printNow : words.codeGone)}</div>
      ${facts(reader, infoRequest)} ${howToFollow(reader, trackUrl)}
      <div class="govuk-button-group no-print">
        ${printButton(reader)}
        ${
          props.mayOpen &&
          linkButton(words.open, link(reader, `/staff/requests/${reference}`), 'secondary')
        }
        ${
          props.mayEnter &&
          html`<a class="govuk-link" href="${link(reader, '/staff/requests/new')}"
            >${words.another}</a
          >`
        }
      </div>
    `,
  )
}

function facts(reader: Reader, infoRequest: InfoRequest): SafeHtml {
  const words = reader.words.counter.slip
  const { domain } = reader.words
  const { subject, title, name, channel, receivedOn, dueOn, deliverBy } = infoRequest
  return summaryList([
    { key: words.subject, value: withoutLoneMarks(subject) },
    { key: words.name, value: [title, name].filter(Boolean).join(' ') },
    { key: words.channel, value: domain.channel[channel] },
    { key: words.receivedOn, value: legalDay(reader.language, receivedOn) },
    { key: words.dueOn, value: legalDay(reader.language, dueOn) },
    { key: words.deliverBy, value: domain.deliverBy[deliverBy] },
  ])
}

function howToFollow(reader: Reader, trackUrl: string): SafeHtml {
  const words = reader.words.counter.slip
  const { phone, hours } = reader.words.layout.contact
  return html`
    <h2 class="govuk-heading-m">${words.follow}</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${words.steps(trackUrl).map((step) => html`<li>${step}</li>`)}
    </ul>
    <p class="govuk-body">${phone} · ${hours}</p>
    <p class="govuk-body">${words.rights}</p>
  `
}
