import { html, type SafeHtml } from '@remix-run/html-template'
import { page } from '../layout.ts'
import { summaryList } from '../parts/summary.ts'
import { table } from '../parts/table.ts'
import type { Reader } from '../reader.ts'

/** How long the three cookies last. */
export type PrivacyPage = { draftDays: number; trackingMinutes: number; staffHours: number }

/** The privacy notice: what is kept of those who ask, why, how long, and who sees it. */
export function privacyPage(reader: Reader, lives: PrivacyPage): SafeHtml {
  const words = reader.words.privacy
  const { controller, purpose, basis, retention, recipients, rights } = words
  return page(
    reader,
    { title: words.title },
    html`
      <h1 class="govuk-heading-xl">${words.title}</h1>
      <p class="govuk-body-l">${words.lead}</p>

      <h2 class="govuk-heading-m">${controller.title}</h2>
      <p class="govuk-body">${controller.text}</p>

      <h2 class="govuk-heading-m">${purpose.title}</h2>
      ${bullets(purpose.items)}
      <p class="govuk-body">${purpose.not}</p>

      <h2 class="govuk-heading-m">${basis.title}</h2>
      <p class="govuk-body">${basis.text}</p>

      ${data(reader)}

      <h2 class="govuk-heading-m">${retention.title}</h2>
      ${bullets([retention.drafts(lives.draftDays), retention.requests, retention.statistics])}

      <h2 class="govuk-heading-m">${recipients.title}</h2>
      ${bullets(recipients.items)}
      <p class="govuk-body">${recipients.otherwise}</p>

      <h2 class="govuk-heading-m">${rights.title}</h2>
      <p class="govuk-body">${rights.text}</p>
      ${bullets(rights.items)}
      <p class="govuk-body">${rights.limits}</p>
      <p class="govuk-body">${rights.complaint}</p>

      ${cookies(reader, lives)} ${contact(reader)}
    `,
  )
}

function data(reader: Reader): SafeHtml {
  const words = reader.words.privacy.data
  return html`
    <h2 class="govuk-heading-m">${words.title}</h2>
    ${summaryList([
      { key: words.needed, value: words.neededText },
      { key: words.optional, value: words.optionalText },
      { key: words.after, value: words.afterText },
      { key: words.feedback, value: words.feedbackText },
      { key: words.technical, value: words.technicalText },
    ])}
    <p class="govuk-body">${words.not}</p>
  `
}

function cookies(
  reader: Reader,
  { draftDays, trackingMinutes, staffHours }: PrivacyPage,
): SafeHtml {
  const words = reader.words.privacy.cookies
  const { visitor, tracking, staff } = words
  return html`
    <h2 class="govuk-heading-m" id="cookies">${words.title}</h2>
    <p class="govuk-body">${words.text}</p>
    ${table({
      caption: words.caption,
      captionHidden: true,
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [
        { label: words.columns.purpose },
        { label: words.columns.when },
        { label: words.columns.life },
      ],
      rows: [
        [visitor.purpose, visitor.when, visitor.life(draftDays)],
        [tracking.purpose, tracking.when, tracking.life(trackingMinutes)],
        [staff.purpose, staff.when, staff.life(staffHours)],
      ],
    })}
  `
}

function contact(reader: Reader): SafeHtml {
  const words = reader.words.privacy.contact
  const { phone, address } = reader.words.layout.contact
  return html`
    <h2 class="govuk-heading-m">${words.title}</h2>
    <p class="govuk-body">${words.text}</p>
    ${summaryList([
      {
        key: words.phone,
        value: html`<a class="govuk-link nowrap" href="tel:+6622035000">${phone}</a>`,
      },
      { key: words.address, value: address },
    ])}
  `
}

function bullets(items: readonly string[]): SafeHtml {
  return html`
    <ul class="govuk-list govuk-list--bullet">
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>
  `
}
