import { html, type SafeHtml } from '../html.ts'
import type { ChartName } from '#src/statistics/charts/charts.ts'
import { writtenNumber, writtenShare } from '../parts/numbers.ts'
import type { Reader } from '../reader.ts'
import type { LabelledRow, LabelledTable } from './labels.ts'

/** A chart that stands above its table: where its two drawings are and how large. */
export type ShownChart = {
  name: ChartName
  table: LabelledTable['id']
  wide: ChartImage
  narrow: ChartImage
}
type ChartImage = { address: string; width: number; height: number }

/** The chart as a picture that says what it shows; a phone gets a drawing of its own. */
export function chartFigure(
  { wide, narrow }: ShownChart,
  { title, message }: ReturnType<typeof chartTexts>,
): SafeHtml {
  return html`
    <figure class="chart">
      <picture>
        <source
          media="(max-width: 47.99em)"
          srcset="${narrow.address}"
          width="${narrow.width}"
          height="${narrow.height}"
        />
        <img
          src="${wide.address}"
          alt="${title}. ${message}"
          width="${wide.width}"
          height="${wide.height}"
          loading="lazy"
        />
      </picture>
    </figure>
  `
}

/** What a chart is about and what it says: its alternative text, and its title and description as a document. */
export function chartTexts(
  { words }: Pick<Reader, 'words'>,
  name: ChartName,
  table: LabelledTable,
  period: string,
): { title: string; message: string } {
  const { charts } = words.statistics
  const title = charts.title(table.caption, period)
  const columns = {
    months: 'received',
    channels: 'received',
    timeliness: 'count',
    outcomes: 'count',
  }
  const column = columns[name]
  const largest = table.rows.reduce<LabelledRow | undefined>(
    (most, row) => (valueOf(row, column) > valueOf(most, column) ? row : most),
    undefined,
  )
  const all = written(table.total, column)
  if (name === 'months') return { title, message: ofMonths(words, table, largest) }
  if (!largest) return { title, message: charts.none }
  if (name !== 'timeliness')
    return { title, message: charts.most(all, largest.label, written(largest, column)) }
  const parts = table.rows
    .filter((row) => valueOf(row, 'count') > 0)
    .map((row) => charts.part(row.label, writtenShare(valueOf(row, 'share'))))
  return { title, message: charts.parts(all, parts.join(', ')) }
}

function ofMonths(
  { statistics: { charts } }: Reader['words'],
  { total }: LabelledTable,
  largest: LabelledRow | undefined,
): string {
  const figures = ['received', 'closed', 'open'] as const
  if (figures.every((figure) => valueOf(total, figure) === 0)) return charts.none
  const [received, closed, open] = figures.map((figure) => written(total, figure))
  const message = charts.months(received ?? '', closed ?? '', open ?? '')
  if (!largest) return message
  return `${message} ${charts.mostReceived(largest.label, written(largest, 'received'))}`
}

function written(row: LabelledRow | undefined, column: string): string {
  return writtenNumber(valueOf(row, column))
}

function valueOf(row: LabelledRow | undefined, column: string): number {
  return row?.values[column] ?? 0
}
