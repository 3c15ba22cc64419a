import { chartTexts, type ShownChart } from '#views/statistics/chart.ts'
import type { LabelledTable } from '#views/statistics/labels.ts'
import { wordsIn } from '#views/words/words.ts'
import type { Language } from '../../requests/info-request.ts'
import { chartNames, chartOf, isWorthDrawing, tableOfChart, type ChartName } from './charts.ts'
import { svgOf } from './svg.ts'

/** Every picture of a chart that has an address: each chart twice, the second time for phones. */
export const chartFiles = chartNames.flatMap((name) =>
  [false, true].map((isNarrow) => ({ name, isNarrow, file: fileOf(name, isNarrow) })),
)
export type ChartFile = (typeof chartFiles)[number]

/** The charts of some tables that are worth looking at; `folder` is the address that their pictures are under. */
export function shownCharts(tables: readonly LabelledTable[], folder: string): ShownChart[] {
  return chartNames.flatMap((name) => {
    const table = tableOf(name, tables)
    if (!table || !isWorthDrawing(name, table)) return []
    const image = (isNarrow: boolean) => {
      const { width, height } = chartOf(name, table, isNarrow)
      return { width, height, address: `${folder}/${fileOf(name, isNarrow)}` }
    }
    return [{ name, table: table.id, wide: image(false), narrow: image(true) }]
  })
}

/** The picture of a chart as SVG; undefined when its table is not among these. `period` is what they are about. */
export async function drawChart(
  { name, isNarrow }: Pick<ChartFile, 'name' | 'isNarrow'>,
  language: Language,
  tables: readonly LabelledTable[],
  period: string,
): Promise<string | undefined> {
  const table = tableOf(name, tables)
  if (!table) return undefined
  const texts = chartTexts({ words: wordsIn[language] }, name, table, period)
  return svgOf(chartOf(name, table, isNarrow), texts, language)
}

function tableOf(name: ChartName, tables: readonly LabelledTable[]): LabelledTable | undefined {
  return tables.find(({ id }) => id === tableOfChart[name])
}

function fileOf(name: ChartName, isNarrow: boolean): string {
  return `${name}${isNarrow ? '-narrow' : ''}.svg`
}
