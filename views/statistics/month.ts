import { html, type SafeHtml } from '../html.ts'
import type { Month } from '#src/requests/info-request.ts'
import type { Mismatch, MonthFigures } from '#src/statistics/figures.ts'
import { page } from '../layout.ts'
import { button, printButton } from '../parts/buttons.ts'
import { longDay, monthName, shortMoment, shortMonth } from '../parts/dates.ts'
import { select } from '../parts/field.ts'
import { tabs } from '../parts/navigation.ts'
import { insetText, warningText } from '../parts/notices.ts'
import { table, type Cell } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { rowLabel, type LabelledRow, type LabelledTable, type Names } from './labels.ts'
import { writtenFigure } from './written-figure.ts'

export type MonthReport = {
  figures: MonthFigures
  tables: readonly LabelledTable[]
  names: Names
  months: MonthChoices
}

/** Where one can go from a month. */
export type MonthChoices = {
  previous: Month | undefined
  next: Month | undefined
  /** The year (B.E.) the month belongs to, and its months so far. */
  fiscalYear: number
  monthsOfYear: readonly Month[]
  /** All months with a report, the newest first. */
  all: readonly Month[]
}

/** The report of a month: six tables whose numbers open the lists behind them. */
export function monthPage(
  reader: Reader,
  { figures, tables, names, months }: MonthReport,
): SafeHtml {
  const { words, language } = reader
  const { month } = figures
  const title = words.reports.title(monthName(language, month))
  return page(
    reader,
    { title, section: 'report', wide: true, noindex: true },
    html`
      <h1 class="govuk-heading-l">${title}</h1>
      ${taken(reader, figures)} ${otherMonths(reader, month, months)} ${downloads(reader, month)}
      <p class="govuk-body no-print">${words.reports.everyNumber}</p>
      ${tables.map((figuresTable) => [
        section(reader, month, figuresTable),
        figuresTable.id === 'flow' ? balance(reader, figures, names) : undefined,
      ])}
      ${printButton(reader)}
    `,
  )
}

function taken(
  { words, language }: Reader,
  { takenAt, takenOn, standing }: MonthFigures,
): SafeHtml {
  const { reports } = words
  const day = longDay(language, takenOn)
  return html`
    <p class="govuk-body"><strong>${reports.takenAt(shortMoment(language, takenAt))}</strong></p>
    ${standing === 'running' ? insetText(reports.running(day)) : undefined}
    ${standing === 'to-come' ? insetText(reports.toCome(day)) : undefined}
  `
}

function otherMonths(reader: Reader, month: Month, months: MonthChoices): SafeHtml {
  const { language, words } = reader
  const { choose } = words.reports
  return html`
    ${tabs(
      choose.fiscalYear(String(months.fiscalYear)),
      months.monthsOfYear.map((one) => ({
        text: shortMonth(language, one),
        href: reportLink(reader, one),
        current: one === month,
      })),
    )}
    <nav class="govuk-pagination" aria-label="${choose.neighbours}">
      ${months.previous && neighbour(reader, 'prev', choose.previous, months.previous)}
      ${months.next && neighbour(reader, 'next', choose.next, months.next)}
    </nav>
    <form
      class="filters filters--row no-print"
      method="get"
      action="${link(reader, '/staff/reports')}"
      novalidate
    >
      ${select(reader, {
        name: 'month',
        label: choose.label,
        value: month,
        items: months.all.map((one) => ({ value: one, label: monthName(language, one) })),
      })}
      ${button(choose.go, { kind: 'secondary' })}
    </form>
  `
}

function neighbour(
  reader: Reader,
  direction: 'prev' | 'next',
  text: string,
  month: Month,
): SafeHtml {
  return html`
    <div class="govuk-pagination__${direction}">
      <a
        class="govuk-link govuk-pagination__link"
        href="${reportLink(reader, month)}"
        rel="${direction}"
      >
        <span class="govuk-pagination__link-title"
          >${text}: ${monthName(reader.language, month)}</span
        >
      </a>
    </div>
  `
}

function downloads(reader: Reader, month: Month): SafeHtml {
  const { download } = reader.words.reports
  return html`
    <section class="no-print" aria-labelledby="downloads-title">
      <h2 class="govuk-heading-m" id="downloads-title">${download.title}</h2>
      <ul class="govuk-list">
        ${(['pdf', 'xlsx', 'csv', 'json'] as const).map(
          (type) => html`
            <li>
              <a class="govuk-link" href="${reportLink(reader, month)}.${type}" download
                >${download[type]}</a
              >
            </li>
          `,
        )}
      </ul>
    </section>
  `
}

function section(reader: Reader, month: Month, figuresTable: LabelledTable): SafeHtml {
  const { id, caption, rowHeader, columns, rows, total, definitions } = figuresTable
  const cells = (row: LabelledRow): Cell[] => [
    rowHead(row),
    ...columns.map((column) => numberCell(reader, month, figuresTable, row, column)),
  ]
  return html`
    ${table({
      id,
      caption,
      columns: [{ label: rowHeader }, ...columns.map(({ label }) => ({ label, numeric: true }))],
      rows: rows.map(cells),
      totals: total && cells(total),
      firstCellIsHeader: true,
      narrow: 'scroll',
    })}
    <ul
      class="govuk-list govuk-list--bullet govuk-body-s"
      aria-label="${reader.words.reports.definitions(caption)}"
    >
      ${definitions.map(({ term, text }) => html`<li><strong>${term}</strong>: ${text}</li>`)}
    </ul>
  `
}

function rowHead({ label, explanation }: LabelledRow): Cell {
  if (!explanation) return label
  return html`${label}<br /><span class="govuk-body-s govuk-!-font-weight-regular"
      >${explanation}</span
    >`
}

/** A number that opens its list; a zero and a blank have none. */
function numberCell(
  reader: Reader,
  month: Month,
  { id, caption }: LabelledTable,
  row: LabelledRow,
  column: LabelledTable['columns'][number],
): Cell {
  const value = row.values[column.id] ?? null
  if (value === null) return undefined
  const text = writtenFigure(value, column.id)
  if (value === 0) return text
  const address = new URLSearchParams({ table: id, row: row.id, column: column.id })
  // Its label says what the number counts to whoever hears only the links.
  const counted = [caption, row.label, column.label].join(', ')
  return html`<a
    class="govuk-link"
    href="${reportLink(reader, month)}/list?${String(address)}"
    aria-label="${text} (${counted})"
    >${text}</a
  >`
}

function balance(reader: Reader, { mismatches, standing }: MonthFigures, names: Names): SafeHtml {
  const words = reader.words.reports.balance
  const agrees = html`
    <p class="govuk-body-s">
      ${words.agrees} ${standing === 'over' ? words.carriedBack : undefined}
    </p>
  `
  const differs = html`
    ${warningText(reader, words.differs)}
    <ul class="govuk-list govuk-list--bullet">
      ${mismatches.map((mismatch) => html`<li>${difference(reader, mismatch, names)}</li>`)}
    </ul>
  `
  return html`
    <p class="govuk-body-s"><strong>${words.rule}</strong></p>
    ${mismatches.length === 0 ? agrees : differs}
  `
}

/** Where a counter and a count do not agree, in words. */
export function difference(
  reader: Pick<Reader, 'language' | 'words'>,
  { what, row, kept, counted }: Mismatch,
  names: Names,
): string {
  const words = reader.words.reports.balance
  const label = rowLabel(reader, what === 'open' ? 'flow' : 'service', row, names)
  return words.difference(words.what[what], label, String(kept), String(counted))
}

function reportLink(reader: Reader, month: Month): string {
  return link(reader, `/staff/reports/${month}`)
}
