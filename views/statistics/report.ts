import { html, type SafeHtml } from '../html.ts'
import type { Period } from '#src/calendar/period.ts'
import type { Month } from '#src/requests/info-request.ts'
import type { Comparison } from '#src/statistics/comparison.ts'
import type { Figures, Mismatch } from '#src/statistics/figures.ts'
import { page } from '../layout.ts'
import { button, printButton } from '../parts/buttons.ts'
import { longDay, monthName, shortMoment, shortMonth } from '../parts/dates.ts'
import { select } from '../parts/field.ts'
import { tabs } from '../parts/navigation.ts'
import { insetText, notificationBanner, warningText } from '../parts/notices.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { table, type Cell } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { chartFigure, chartTexts, type ShownChart } from './chart.ts'
import { comparisonTable } from './comparison.ts'
import type { LabelledRow, LabelledTable, Names } from './labels.ts'
import { periodName, reportTitle } from './period-name.ts'
import { contentsList, definitionList, numberLink, rowHead } from './table-parts.ts'
import { signatureBox, type SignatureStanding } from './signature.ts'
import { rowExportLink } from './row-export.ts'
import { writtenFigure } from './written-figure.ts'

export type Report = {
  figures: Figures
  tables: readonly LabelledTable[]
  /** Each stands above its table. */
  charts: readonly ShownChart[]
  comparison: Comparison
  choices: Choices
  names: Names
  /** Of a month; longer periods are not signed. */
  signature: SignatureStanding | undefined
  /** It has just been signed. */
  isDone: boolean
}

/** Where one can go from a report. */
export type Choices = {
  previous: Period | undefined
  next: Period | undefined
  /** The year (B.E.) the period belongs to, and its months so far. */
  fiscalYear: number
  monthsOfYear: readonly Month[]
  /** The quarters, halves and the year around it. */
  longer: readonly Period[]
  /** All months with a report, the newest first. */
  all: readonly Month[]
}

/** The report of a period: tables whose numbers open the lists behind them. */
export function reportPage(reader: Reader, report: Report): SafeHtml {
  const { figures, tables, comparison, choices, names, signature, isDone } = report
  const { words, language } = reader
  const { period } = figures
  const title = reportTitle(reader, period)
  return page(
    reader,
    { title, section: 'report', wide: true, noindex: true },
    html`
      ${
        isDone
          ? notificationBanner(reader, {
              kind: 'success',
              heading: words.monthClose.page.done(monthName(language, period.to)),
            })
          : undefined
      }
      <h1 class="govuk-heading-l">${title}</h1>
      ${taken(reader, figures)} ${signature && signatureBox(reader, period, signature, names)}
      ${otherPeriods(reader, period, choices)} ${downloads(reader, period)} ${rowExportLink(reader)}
      ${comparisonTable(reader, comparison, { isRunning: figures.standing === 'running' })}
      ${contentsList(reader, tables)}
      <p class="govuk-body no-print">${words.reports.everyNumber}</p>
      ${tables.map((figuresTable) => section(reader, report, figuresTable))} ${printButton(reader)}
    `,
  )
}

function taken({ words, language }: Reader, { takenAt, takenOn, standing }: Figures): SafeHtml {
  const { reports } = words
  const day = longDay(language, takenOn)
  return html`
    <p class="govuk-body"><strong>${reports.takenAt(shortMoment(language, takenAt))}</strong></p>
    ${standing === 'running' ? insetText(reports.running(day)) : undefined}
    ${standing === 'to-come' ? insetText(reports.toCome(day)) : undefined}
  `
}

function otherPeriods(reader: Reader, period: Period, choices: Choices): SafeHtml {
  const { language, words } = reader
  const { choose } = words.reports
  return html`
    ${tabs(
      choose.fiscalYear(String(choices.fiscalYear)),
      choices.monthsOfYear.map((one) => ({
        text: shortMonth(language, one),
        href: reportLink(reader, { id: one }),
        current: one === period.id,
      })),
    )}
    ${tabs(
      choose.longer,
      choices.longer.map((one) => ({
        text: periodName(reader, one),
        href: reportLink(reader, one),
        current: one.id === period.id,
      })),
    )}
    <nav class="govuk-pagination" aria-label="${choose.neighbours}">
      ${choices.previous && neighbour(reader, 'prev', choose.previous, choices.previous)}
      ${choices.next && neighbour(reader, 'next', choose.next, choices.next)}
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
        value: choices.all.includes(period.to) ? period.to : choices.all[0],
        items: choices.all.map((one) => ({ value: one, label: monthName(language, one) })),
      })}
      ${button(choose.go, { kind: 'secondary' })}
    </form>
  `
}

function neighbour(
  reader: Reader,
  direction: 'prev' | 'next',
  text: string,
  period: Period,
): SafeHtml {
  return html`
    <div class="govuk-pagination__${direction}">
      <a
        class="govuk-link govuk-pagination__link"
        href="${reportLink(reader, period)}"
        rel="${direction}"
      >
        <span class="govuk-pagination__link-title">${text}: ${periodName(reader, period)}</span>
      </a>
    </div>
  `
}

function downloads(reader: Reader, period: Period): SafeHtml {
  const { download } = reader.words.reports
  return html`
    <section class="no-print" aria-labelledby="downloads-title">
      <h2 class="govuk-heading-m" id="downloads-title">${download.title}</h2>
      <ul class="govuk-list">
        ${(['pdf', 'xlsx', 'csv', 'json'] as const).map(
          (type) => html`
            <li>
              <a class="govuk-link" href="${reportLink(reader, period)}.${type}" download
                >${download[type]}</a
              >
            </li>
          `,
        )}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/staff/evidence')}"
          >${reader.words.evidence.link}</a
        >
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/staff/admin/ita')}"
          >${reader.words.ita.title}</a
        >
      </p>
    </section>
  `
}

function section(
  reader: Reader,
  { figures, charts }: Report,
  figuresTable: LabelledTable,
): SafeHtml {
  const { id, caption, rowHeader, columns, rows, total } = figuresTable
  const { period } = figures
  const chart = charts.find((one) => one.table === id)
  const title = reportTitle(reader, period)
  const cells = (row: LabelledRow): Cell[] => [
    rowHead(row),
    ...columns.map((column) => numberCell(reader, period, figuresTable, row, column)),
  ]
  return html`
    <div class="figures-section">
      <h2 class="govuk-heading-m" id="${id}">${caption}</h2>
      ${chart && chartFigure(chart, chartTexts(reader, chart.name, figuresTable, title))}
      ${table({
        id: `${id}-table`,
        caption,
        captionHidden: true,
        columns: [{ label: rowHeader }, ...columns.map(({ label }) => ({ label, numeric: true }))],
        rows: rows.map(cells),
        totals: total && cells(total),
        firstCellIsHeader: true,
        narrow: 'scroll',
      })}
      ${definitionList(reader, figuresTable)}
      ${id === 'flow' ? balance(reader, figures) : undefined}
    </div>
  `
}

/** A number that opens its list; a zero and a blank have none. */
function numberCell(
  reader: Reader,
  period: Period,
  { id, caption }: LabelledTable,
  row: LabelledRow,
  column: LabelledTable['columns'][number],
): Cell {
  const value = row.values[column.id] ?? null
  if (value === null) return undefined
  const text = writtenFigure(value, column.id)
  if (id === 'months' && row.id !== 'total') return monthCell(reader, row, column.id, text)
  if (value === 0 || id === 'months' || id === 'use') return text
  const counted = [caption, row.label, column.label].join(', ')
  const cell = { table: id, row: row.id, column: column.id }
  return numberLink(reader, period.id, cell, { text, counted })
}

/** A number of a month leads to that month. */
function monthCell(reader: Reader, row: LabelledRow, column: string, text: string): Cell {
  if (column !== 'received') return text
  const label = `${text} (${row.label})`
  return html`<a
    class="govuk-link"
    href="${reportLink(reader, { id: row.id })}"
    aria-label="${label}"
    >${text}</a
  >`
}

function balance(reader: Reader, { mismatches }: Figures): SafeHtml {
  const words = reader.words.reports.balance
  const differs = html`
    ${warningText(reader, words.differs)}
    <ul class="govuk-list govuk-list--bullet">
      ${mismatches.map((mismatch) => html`<li>${difference(reader, mismatch)}</li>`)}
    </ul>
  `
  return html`
    <p class="govuk-body-s"><strong>${words.rule}</strong></p>
    ${mismatches.length === 0 ? html`<p class="govuk-body-s">${words.agrees}</p>` : differs}
  `
}

/** Two counters that do not agree, in words. */
export function difference(
  reader: Pick<Reader, 'words'>,
  { what, flow, counted }: Mismatch,
): string {
  const words = reader.words.reports.balance
  return words.difference(words.what[what], writtenNumber(flow), writtenNumber(counted))
}

function reportLink(reader: Reader, { id }: Pick<Period, 'id'>): string {
  return link(reader, `/staff/reports/${id}`)
}
