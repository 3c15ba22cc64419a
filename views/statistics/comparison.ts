import { html, type SafeHtml } from '../html.ts'
import type { ComparedFigure, Comparison } from '#src/statistics/comparison.ts'
import { writtenNumber, writtenShare } from '../parts/numbers.ts'
import { table, type Cell } from '../parts/table.ts'
import type { Reader } from '../reader.ts'
import { periodName } from './period-name.ts'

/** The main figures beside those of the period before and of the year before, with the differences. */
export function comparisonTable(
  reader: Reader,
  comparison: Comparison,
  { isRunning }: { isRunning: boolean },
): SafeHtml {
  const words = reader.words.reports.comparison
  const [own, ...others] = comparison
  return html`
    ${table({
      id: 'comparison',
      caption: words.title,
      columns: [
        { label: words.rowHeader },
        ...comparison.map(({ period }) => ({ label: periodName(reader, period), numeric: true })),
      ],
      rows: own.values.map(({ figure, value: ours }, place) => [
        words.rows[figure],
        written(figure, ours),
        ...others.map(({ values }): Cell => {
          const value = values[place]?.value ?? null
          const change = difference(ours, value)
          const text = written(figure, value)
          return change === undefined ? text : html`${text} ${words.change(change)}`
        }),
      ]),
      firstCellIsHeader: true,
      narrow: 'scroll',
    })}
    <p class="govuk-body-s">${words.note} ${isRunning ? words.running : undefined}</p>
  `
}

function written(figure: ComparedFigure, value: number | null) {
  if (value === null) return undefined
  return figure === 'in-time' || figure === 'online' ? writtenShare(value) : writtenNumber(value)
}

/** With a sign, and the true minus. */
function difference(own: number | null, other: number | null): string | undefined {
  if (own === null || other === null) return undefined
  const by = Math.round((own - other) * 10) / 10
  if (by === 0) return '±0'
  return by > 0 ? `+${writtenNumber(by)}` : `−${writtenNumber(-by)}`
}
