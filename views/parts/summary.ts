import { html, type SafeHtml } from '../html.ts'

export type SummaryRow = {
  key: string
  value: string | number | SafeHtml | undefined
  /** `hiddenText` tells links alike apart: "change" + "the subject". */
  action?: { href: string; text: string; hiddenText: string } | undefined
}

/** Facts and their values; each row may lead to where its value is changed. */
export function summaryList(rows: readonly SummaryRow[]): SafeHtml {
  const anyActions = rows.some(({ action }) => action)
  return html`
    <dl class="govuk-summary-list">
      ${rows.map(
        ({ key, value, action }) => html`
          <div
            class="govuk-summary-list__row ${
              anyActions && !action ? 'govuk-summary-list__row--no-actions' : ''
            }"
          >
            <dt class="govuk-summary-list__key">${key}</dt>
            <dd class="govuk-summary-list__value">${value}</dd>
            ${action && html`<dd class="govuk-summary-list__actions">${actionLink(action)}</dd>`}
          </div>
        `,
      )}
    </dl>
  `
}

export type SummaryCard = {
  title: string
  rows: readonly SummaryRow[]
  action?: SummaryRow['action']
  headingLevel?: 2 | 3 | undefined
}

/** A summary list under its own title. */
export function summaryCard({ title, rows, action, headingLevel = 2 }: SummaryCard): SafeHtml {
  return card({ title, action, headingLevel }, summaryList(rows))
}

/** The frame of a summary card around anything. */
export function card(
  { title, action, headingLevel = 2 }: Omit<SummaryCard, 'rows'>,
  content: SafeHtml,
): SafeHtml {
  return html`
    <div class="govuk-summary-card">
      <div class="govuk-summary-card__title-wrapper">
        ${
          headingLevel === 2
            ? html`<h2 class="govuk-summary-card__title">${title}</h2>`
            : html`<h3 class="govuk-summary-card__title">${title}</h3>`
        }
        ${action && html`<div class="govuk-summary-card__actions">${actionLink(action)}</div>`}
      </div>
      <div class="govuk-summary-card__content">${content}</div>
    </div>
  `
}

function actionLink({ href, text, hiddenText }: NonNullable<SummaryRow['action']>): SafeHtml {
  return html`<a class="govuk-link" href="${href}"
    >${text}<span class="govuk-visually-hidden"> ${hiddenText}</span></a
  >`
}
