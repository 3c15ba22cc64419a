import { html, type SafeHtml } from '../html.ts'
import type { Reader } from '../reader.ts'

/** Something to notice within the text. */
export function insetText(content: string | SafeHtml): SafeHtml {
  return html`<div class="govuk-inset-text">${content}</div>`
}

/** Something that cannot be undone, or has legal effect. */
export function warningText(
  { words }: Pick<Reader, 'words'>,
  content: string | SafeHtml,
): SafeHtml {
  return html`
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">${words.forms.warning}</span>
        ${content}
      </strong>
    </div>
  `
}

export type NotificationBanner = {
  kind?: 'success' | undefined
  heading: string
  more?: SafeHtml | undefined
}

/** What has just happened (`success`: it takes the focus), or what to know about the whole page. One a page. */
export function notificationBanner(
  { words }: Pick<Reader, 'words'>,
  { kind, heading, more }: NotificationBanner,
): SafeHtml {
  const title = kind === 'success' ? words.forms.success : words.forms.important
  return html`
    <section
      class="govuk-notification-banner ${kind === 'success' ? 'govuk-notification-banner--success' : ''}"
      ${kind === 'success' && html`role="alert"`}
      aria-labelledby="govuk-notification-banner-title"
      data-module="govuk-notification-banner"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">
          ${title}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">${heading}</p>
        ${more}
      </div>
    </section>
  `
}

/** More for those who want it. */
export function details(summary: string, content: string | SafeHtml): SafeHtml {
  return html`
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">${summary}</span>
      </summary>
      <div class="govuk-details__text">${content}</div>
    </details>
  `
}
