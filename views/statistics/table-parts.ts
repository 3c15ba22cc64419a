import { html, type SafeHtml } from '../html.ts'
import type { Cell } from '../parts/table.ts'
import type { Reader } from '../reader.ts'
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
