import type { EChartsOption } from 'echarts'
import { writtenNumber, writtenShare } from '#views/parts/numbers.ts'
import type { LabelledRow, LabelledTable } from '#views/statistics/labels.ts'
import { breakIntoLines } from '../../paper/lines.ts'
import type { TableId } from '../figures.ts'
import { chartFont, widthOf } from './chart-text.ts'

/*
 * What each chart shows of its table. Every shape is told apart by a pattern or by its place and has its number written
 * at it where there is room, so that nobody needs colours: not who sees few of them, and not who prints in black. On
 * phones a smaller drawing takes the place of the wide one, with letters of the same size.
 */

export const chartNames = ['months', 'channels', 'timeliness', 'outcomes'] as const
export type ChartName = (typeof chartNames)[number]

/** The table that a chart shows, and that stands below it. */
export const tableOfChart = {
  months: 'months',
  channels: 'service',
  timeliness: 'timeliness',
  outcomes: 'outcomes',
} as const satisfies Record<ChartName, TableId>

/** In CSS pixels. */
export type ChartSize = { width: number; height: number }

export type Chart = ChartSize & { option: EChartsOption }

/** Whether there is anything to draw: a chart of nothing tells less than its table of zeros. */
export function isWorthDrawing(name: ChartName, { rows }: LabelledTable): boolean {
  const columns = drawnColumns[name]
  return rows.some(({ values }) => columns.some((column) => (values[column] ?? 0) > 0))
}

const drawnColumns: Record<ChartName, readonly string[]> = {
  months: ['received', 'closed', 'open'],
  channels: ['received'],
  timeliness: ['count'],
  outcomes: ['count'],
}

/** The drawing of a table, for a page or (`isNarrow`) for a phone. */
export function chartOf(name: ChartName, table: LabelledTable, isNarrow: boolean): Chart {
  switch (name) {
    case 'months':
      return months(table, isNarrow)
    case 'channels':
      return bars(table, 'received', isNarrow)
    case 'timeliness':
      return shares(table, isNarrow)
    case 'outcomes':
      return bars(table, 'count', isNarrow)
  }
}

const wide = 720
const narrow = 340

// On white: ink 16:1, peacock 11:1, quiet 7:1, teal 5:1, rust 5:1, and lines only guide the eye.
const ink = '#15242b'
const peacock = '#123f4d'
const teal = '#2f7486'
const rust = '#b5541c'
const quiet = '#4c5c62'
const line = '#cdd6d8'
const white = '#fff'

const text = { fontFamily: chartFont, color: ink }

/** Received and closed as bars beside each other, open at month end as a line. Months to come stay empty. */
function months({ rows, columns }: LabelledTable, isNarrow: boolean): Chart {
  const fontSize = isNarrow ? 12 : 14
  const nameOf = (id: string) => columns.find((column) => column.id === id)?.label ?? id
  const valuesOf = (id: string) => rows.map(({ values }) => values[id] ?? null)
  const number = {
    ...text,
    show: !isNarrow,
    position: 'top' as const,
    fontSize: 12,
    formatter: written,
  }
  const legend = [nameOf('received'), nameOf('closed'), nameOf('open')]
  const room = isNarrow ? narrow : wide
  const lines = legendLines(legend, fontSize, room)
  return {
    width: room,
    height: isNarrow ? 280 : 360,
    option: {
      ...plain,
      legend: {
        ...plainLegend,
        left: 0,
        top: 0,
        itemGap: 18,
        itemHeight: 12,
        data: legend,
        textStyle: { ...text, fontSize },
      },
      grid: { left: isNarrow ? 30 : 40, right: 6, top: 22 * lines + 24, bottom: 44 },
      xAxis: {
        type: 'category',
        data: monthLabels(rows),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: quiet } },
        axisLabel: { ...text, fontSize: isNarrow ? 10 : fontSize, interval: 0, lineHeight: 18 },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { ...text, fontSize, formatter: writtenNumber },
        splitLine: { lineStyle: { color: line } },
      },
      series: [
        {
          ...still,
          type: 'bar',
          name: nameOf('received'),
          data: valuesOf('received'),
          barGap: '0%',
          barCategoryGap: '26%',
          itemStyle: { color: peacock },
          label: number,
        },
        {
          ...still,
          type: 'bar',
          name: nameOf('closed'),
          // The edge of a bar of no height would be a line.
          data: valuesOf('closed').map((value) => ({ value, ...(value === 0 && noEdge) })),
          itemStyle: {
            color: white,
            borderColor: rust,
            borderWidth: 1.5,
            decal: stripes(rust, -1, 3),
          },
          label: number,
        },
        {
          ...still,
          type: 'line',
          name: nameOf('open'),
          data: valuesOf('open'),
          symbol: 'diamond',
          symbolSize: isNarrow ? 9 : 11,
          lineStyle: { color: ink, width: 2, type: 'dashed' },
          itemStyle: { color: ink, borderColor: white, borderWidth: 1.5 },
          z: 5,
        },
      ],
    },
  }
}

/** `ต.ค.` over `2569`; the year only where it begins, or the first month of the chart. */
function monthLabels(rows: readonly LabelledRow[]): string[] {
  let last: string | undefined
  return rows.map(({ label }) => {
    const [month = label, year] = label.split(/\s/)
    const isNew = year !== last
    last = year
    return isNew && year !== undefined ? `${month}\n${year}` : month
  })
}

/** A bar for each row with its number at the end; on a phone its name stands above it. */
function bars({ rows }: LabelledTable, column: string, isNarrow: boolean): Chart {
  const fontSize = 14
  const step = isNarrow ? 48 : 34
  const counts = rows.map(({ values }) => values[column] ?? 0)
  const names = rows.map(({ label }) => label)
  const nameWidth = Math.ceil(Math.max(...names.map((name) => widthOf(name, fontSize)))) + 12
  const label = { ...text, show: true, fontSize }
  return {
    width: isNarrow ? narrow : wide,
    height: rows.length * step + 8,
    option: {
      ...plain,
      grid: { left: isNarrow ? 2 : nameWidth, right: 64, top: isNarrow ? 14 : 4, bottom: 4 },
      xAxis: { type: 'value', show: false, max: Math.max(1, ...counts) },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: quiet } },
        axisLabel: { ...text, show: !isNarrow, fontSize, align: 'left', margin: nameWidth },
      },
      series: [
        {
          ...still,
          type: 'bar',
          data: counts,
          barWidth: isNarrow ? 16 : 20,
          barGap: '-100%',
          itemStyle: { color: peacock },
          label: { ...label, fontWeight: 'bold', position: 'right', formatter: written },
        },
        // A bar has one label: the name comes from a bar of no length in the same place.
        {
          ...still,
          type: 'bar',
          data: isNarrow ? counts.map(() => 0) : [],
          label: {
            ...label,
            position: [4, -20],
            formatter: ({ dataIndex }) => names[dataIndex] ?? '',
          },
        },
      ],
    },
  }
}

/** One bar that is everything, parted, and below it what each part is. */
function shares({ rows }: LabelledTable, isNarrow: boolean): Chart {
  const fontSize = isNarrow ? 13 : 14
  const width = isNarrow ? narrow : wide
  const parts = rows.map(({ label, values }, place) => ({
    name: label,
    count: values['count'] ?? 0,
    share: values['share'] ?? null,
    look: looks[place % looks.length] ?? {},
  }))
  const told = parts.map(({ name, count, share }) => {
    const figures = [writtenNumber(count), share === null ? '' : `(${writtenShare(share)} %)`]
    const sentence = [name, ...figures].join(' ')
    const room = { widthOf: (one: string) => widthOf(one, fontSize), width: width - 40 }
    return breakIntoLines(sentence, room).map((one) => one.text)
  })
  const lineHeight = 22
  const itemGap = 10
  const lines = told.reduce((all, one) => all + one.length, 0)
  const bar = { top: 2, height: 52 }
  const legendTop = bar.top + bar.height + 18
  return {
    width,
    height: legendTop + lines * lineHeight + parts.length * itemGap,
    option: {
      ...plain,
      grid: { left: 1, right: 1, ...bar },
      legend: {
        ...plainLegend,
        orient: 'vertical',
        left: 0,
        top: legendTop,
        bottom: 0,
        itemGap,
        itemHeight: 16,
        data: parts.map(({ name }) => name),
        formatter: (name) => told[parts.findIndex((part) => part.name === name)]?.join('\n') ?? '',
        textStyle: { ...text, fontSize, lineHeight },
      },
      xAxis: { type: 'value', show: false, max: Math.max(1, sum(parts.map(({ count }) => count))) },
      yAxis: { type: 'category', show: false, data: [''] },
      series: parts.map(({ name, count, look }) => ({
        ...still,
        type: 'bar',
        stack: 'all',
        name,
        data: [count === 0 ? null : count],
        barWidth: 48,
        itemStyle: look,
      })),
    },
  }
}

/** Nothing moves, and nothing answers to a pointer. */
const plain = { animation: false, backgroundColor: white, textStyle: text } as const
const plainLegend = { itemWidth: 24, selectedMode: false, borderColor: white } as const
const still = { silent: true, emphasis: { disabled: true } } as const

function stripes(color: string, direction: 1 | -1, gap: number) {
  return {
    symbol: 'rect',
    dashArrayX: [1, 0],
    dashArrayY: [3, gap],
    rotation: (direction * Math.PI) / 4,
    color,
  }
}

const noEdge = { itemStyle: { borderWidth: 0 } }

const edge = { borderColor: white, borderWidth: 1.5 }

/** The parts of a whole, each with a tone and a pattern of its own: neighbours differ in both. */
const looks = [
  { color: peacock, ...edge },
  { color: teal, ...edge, decal: stripes(white, 1, 6) },
  { color: rust, ...edge, decal: stripes(white, -1, 6) },
  { color: quiet, ...edge },
  {
    color: white,
    borderColor: ink,
    borderWidth: 1.5,
    decal: {
      symbol: 'circle',
      symbolSize: 0.6,
      dashArrayX: [
        [8, 8],
        [0, 8, 8, 0],
      ],
      dashArrayY: [6, 0],
      color: ink,
    },
  },
  {
    color: '#7d1a12',
    ...edge,
    decal: { symbol: 'rect', dashArrayX: [[2, 4]], dashArrayY: [2, 4], color: white },
  },
]

function written({ value }: { value?: unknown }): string {
  return typeof value === 'number' ? writtenNumber(value) : ''
}

/** How many lines the names of a chart's series take, beside their marks. */
function legendLines(names: readonly string[], fontSize: number, width: number): number {
  let [lines, used] = [1, 0]
  for (const name of names) {
    const own = widthOf(name, fontSize) + 24 + 5 + 18
    if (used > 0 && used + own > width) [lines, used] = [lines + 1, 0]
    used += own
  }
  return lines
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}
