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
      <div class="slip">
        ${receiptPanel({
          title: words.title,
          reference: { label: words.reference, value: reference },
          code: code ? { label: words.code, value: code, note: words.codeNote } : undefined,
          aside: code ? qrAside(reader, trackUrl, reference, code) : undefined,
        })}
        <div class="no-print">
          ${insetText(code ? words.printNow : words.codeGone)} ${otherLanguage(reader, infoRequest)}
        </div>
        ${facts(reader, infoRequest)} ${whatHappens(reader, infoRequest)}
        ${howToFollow(reader, trackUrl)} ${howToReachUs(reader)}
      </div>
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

/** What comes next, and by which way they hear of it: whoever has no e-mail needs neither it nor our pages. */
function whatHappens(reader: Reader, { email, address }: InfoRequest): SafeHtml {
  const words = reader.words.counter.slip
  const way = email !== '' ? 'email' : address !== '' ? 'post' : 'phone'
  return html`
    <h2 class="govuk-heading-m">${words.next}</h2>
    <ol class="govuk-list govuk-list--number">
      ${words.nextSteps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <p class="govuk-body"><strong>${words.told[way]}</strong></p>
  `
}

function howToFollow(reader: Reader, trackUrl: string): SafeHtml {
  const words = reader.words.counter.slip
  return html`
    <h2 class="govuk-heading-m">${words.follow}</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${words.steps(trackUrl).map((step) => html`<li>${step}</li>`)}
    </ul>
  `
}

function howToReachUs(reader: Reader): SafeHtml {
  const words = reader.words.counter.slip
  const { phone, hours, address } = reader.words.layout.contact
  return html`
    <h2 class="govuk-heading-m">${words.contact}</h2>
    <p class="govuk-body">${words.phone(phone)} · ${hours}<br />${address}</p>
    <p class="govuk-body">${words.rights}</p>
  `
}

/** The person at the counter may read the other language. */
function otherLanguage(reader: Reader, { reference, language }: InfoRequest): SafeHtml | undefined {
  if (language === reader.language) return undefined
  return html`<p class="govuk-body">
    <a class="govuk-link" href="${link({ language }, `/staff/requests/${reference}/slip`)}"
      >${reader.words.counter.slip.inLanguage[language]}</a
    >
  </p>`
}
