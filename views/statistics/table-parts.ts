import { html, type SafeHtml } from '../html.ts'
import type { Cell } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import type { LabelledRow, LabelledTable } from './labels.ts'

/** What a row of figures is called, and what is to be said of it below its name. */
export function rowHead({ label, explanation }: LabelledRow): Cell {
  if (!explanation) return label
  return html`${label}<br /><span class="govuk-body-s govuk-!-font-weight-regular"
      >${explanation}</span
    >`
}

/** What each figure of a table means, below it. */
export function definitionList(
  { words }: Pick<Reader, 'words'>,
  { caption, definitions }: LabelledTable,
): SafeHtml {
  return html`
    <ul
      class="govuk-list govuk-list--bullet govuk-body-s"
      aria-label="${words.reports.definitions(caption)}"
    >
      ${definitions.map(({ term, text }) => html`<li><strong>${term}</strong>: ${text}</li>`)}
    </ul>
  `
}

/** Where each table of a long page begins, and what else is to be found on it. */
export function contentsList(
  { words }: Pick<Reader, 'words'>,
  entries: readonly { id: string; caption: string }[],
): SafeHtml {
  return html`
    <nav class="no-print" aria-labelledby="contents">
      <h2 class="govuk-heading-s" id="contents">${words.statistics.contents}</h2>
      <ul class="govuk-list in-columns">
        ${entries.map(
          ({ id, caption }) => html`<li><a class="govuk-link" href="#${id}">${caption}</a></li>`,
        )}
      </ul>
    </nav>
  `
}

/** A number of a report that opens its list. Its label says what it counts to whoever hears only the links. */
export function numberLink(
  reader: Reader,
  period: string,
  cell: { table: string; row: string; column: string },
  { text, counted }: { text: string; counted: string },
): SafeHtml {
  const list = link(reader, `/staff/reports/${period}/list`)
  return html`<a
    class="govuk-link"
    href="${list}?${String(new URLSearchParams(cell))}"
    aria-label="${text} (${counted})"
    >${text}</a
  >`
}
