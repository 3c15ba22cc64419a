import { html, type SafeHtml } from '../html.ts'
import type { Reader } from '../reader.ts'

/** Information, you, files, check. */
const steps = 4

/** Above the heading of each page of the form: how far one has come. */
export function stepCaption({ words }: Reader, step: number): SafeHtml {
  return html`<span class="govuk-caption-l">${words.asking.step(step, steps)}</span>`
}
