import { html, type SafeHtml } from '../html.ts'

export type ReceiptPanel = {
  /** The heading of the page: it has arrived. */
  title: string
  reference: { label: string; value: string }
  /** The tracking code, shown only once; with or without its hyphens. */
  code?: { label: string; value: string; note: string } | undefined
  /** A QR code or the like, as an image of its own. */
  aside?: SafeHtml | undefined
}

/** Proof that a request has arrived: the number, and the code to follow it with, made to be copied by hand. */
export function receiptPanel({ title, reference, code, aside }: ReceiptPanel): SafeHtml {
  return html`
    <div class="receipt">
      <h1 class="receipt__title">${title}</h1>
      <div class="receipt__body">
        <dl class="receipt__codes">
          <div>
            <dt>${reference.label}</dt>
            <dd><code class="receipt__reference">${reference.value}</code></dd>
          </div>
          ${
            code &&
            html`<div>
              <dt>${code.label}</dt>
              <dd>${groupedCode(code.value)}</dd>
              <dd class="receipt__note">${code.note}</dd>
            </div>`
          }
        </dl>
        ${aside && html`<div class="receipt__aside">${aside}</div>`}
      </div>
    </div>
  `
}

/** A code in groups of four for the eye and for copying, and letter by letter for the ear. */
export function groupedCode(value: string): SafeHtml {
  const letters = value.replaceAll('-', '')
  const groups = letters.match(/.{1,4}/g) ?? []
  return html`<code class="code"
    ><span class="code__groups" aria-hidden="true">${groups.join('-')}</span
    ><span class="govuk-visually-hidden">${letters.split('').join(' ')}</span></code
  >`
}
