import { html, type SafeHtml } from '../html.ts'
import type { Reader } from '../reader.ts'

/** The hidden token that proves a form came from one of our pages; it stands in every form. */
export function csrfField({ csrfToken }: Pick<Reader, 'csrfToken'>): SafeHtml {
  return html`<input type="hidden" name="_csrf" value="${csrfToken}" />`
}

/** What is wrong with one field, in the reader's language. */
export type FieldError = { field: string; message: string }

/** All that is wrong, above the heading; nothing when nothing is. Each sentence leads to its field. */
export function errorSummary(
  { words }: Pick<Reader, 'words'>,
  errors: readonly FieldError[],
): SafeHtml | undefined {
  if (errors.length === 0) return undefined
  return html`
    <div class="govuk-error-summary" data-module="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">${words.forms.errorSummaryTitle}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            ${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}
          </ul>
        </div>
      </div>
    </div>
  `
}

/** The sentence for one field, to hand to its part. */
export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message
}
