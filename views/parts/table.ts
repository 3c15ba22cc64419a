import { html, type SafeHtml } from '../html.ts'

export type Column = {
  label: string
  /** Figures stand at the right. */
  numeric?: boolean | undefined
  /** The sorted column says so; a `href` lets the reader sort by it. */
  sort?: 'ascending' | 'descending' | 'none' | undefined
  href?: string | undefined
}

export type Cell = string | number | SafeHtml | null | undefined

export type Table = {
  caption: string
  /** The heading above already says it: the caption is for screen readers only. */
  captionHidden?: boolean | undefined
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  /** The first cell of each row names the row. */
  firstCellIsHeader?: boolean | undefined
  /** Totals, below a line. */
  totals?: readonly Cell[] | undefined
  /** On narrow screens: `cards` turns each row into a card with labels; `scroll` keeps the table and lets it scroll, for figures to compare. */
  narrow?: 'cards' | 'scroll' | undefined
  /** Needed by `scroll` where a page has several. */
  id?: string | undefined
}

/** A table of the page's language; figures are written by the caller. */
export function table(props: Table): SafeHtml {
  const { narrow, id = 'table' } = props
  return narrow === 'scroll'
    ? html`
        <section class="table-scroll" aria-labelledby="${id}-caption" tabindex="0">
          ${plainTable(props, id)}
        </section>
      `
    : plainTable(props, id)
}

function plainTable(
  { caption, captionHidden, columns, rows, firstCellIsHeader = false, totals, narrow }: Table,
  id: string,
): SafeHtml {
  const captionClass = captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption--m'
  const row = (cells: readonly Cell[]) => html`
    <tr class="govuk-table__row">
      ${cells.map((cell, i) => bodyCell(cell, columns[i], firstCellIsHeader && i === 0))}
    </tr>
  `
  return html`
    <table class="govuk-table ${narrow === 'cards' ? 'table-cards' : ''}">
      <caption class="govuk-table__caption ${captionClass}" id="${id}-caption">
        ${caption}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          ${columns.map(headCell)}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        ${rows.map(row)}
      </tbody>
      ${
        totals &&
        html`<tfoot class="table-totals">
          ${row(totals)}
        </tfoot>`
      }
    </table>
  `
}

function headCell({ label, numeric, sort, href }: Column): SafeHtml {
  return html`<th
    scope="col"
    class="govuk-table__header ${numeric ? 'govuk-table__header--numeric' : ''}"
    ${sort && html`aria-sort="${sort}"`}
  >
    ${href ? html`<a class="govuk-link sort-link" href="${href}">${label}</a>` : label}
  </th>`
}

function bodyCell(cell: Cell, column: Column | undefined, isHeader: boolean): SafeHtml {
  const numeric = column?.numeric ? 'govuk-table__cell--numeric' : ''
  return isHeader
    ? html`<th scope="row" class="govuk-table__header">${cell}</th>`
    : html`<td class="govuk-table__cell ${numeric}" data-label="${column?.label}">${cell}</td>`
}
