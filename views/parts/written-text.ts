import { html, type SafeHtml } from '../html.ts'

/** What a person wrote, with its line breaks. htmx is told to leave it alone, whatever it looks like. */
export function writtenText(text: string): SafeHtml {
  return html`<div class="written-text" hx-ignore>${withoutLoneMarks(text)}</div>`
}

/** Browsers move a repetition mark alone to the next line; the space before it must not break. */
export function withoutLoneMarks(text: string): string {
  return text.replaceAll(' ๆ', '\u00a0ๆ')
}
