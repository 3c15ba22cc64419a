import type { Flow } from './flow.ts'
import type { Line } from './lines.ts'
import type { Page, Part } from './page.ts'
import type { Ruler } from './ruler.ts'

/** A table of figures: a label for each row, then numbers, as they are to be read. */
export type PaperTable = {
  caption: string
  /** The caption again, on the pages that go on with it. */
  continued: string
  labelHeader: string
  headers: readonly string[]
  rows: readonly PaperRow[]
  total?: PaperRow | undefined
}

export type PaperRow = {
  label: string
  /** Smaller, below the label. */
  explanation?: string | undefined
  /** One for each header; empty where there is nothing. */
  figures: readonly string[]
}

const padding = { x: 5, top: 3, bottom: 2 }
const rules = { strong: 0.9, fine: 0.35 }
const ink = { strong: '#000000', fine: '#9a9a9a', head: '#ececec' }
/** Widths are added up with tiny errors; what fits exactly must still fit. */
const slack = 0.1
/** As wide as a column of figures likes to be at the least. */
const comfortable = 58
/** Down to this size a table with many columns is set smaller. */
const smallest = 6.5
/** At least this part of the width is for the labels. */
const leastForLabels = 0.28
/** A table that takes no more of a page than this is not divided between two. */
const undivided = 0.45
/** So many rows, at the least, stand below the head of a table and above its end. */
const rowsTogether = 3

/**
 * Sets a table, tagged so that a reading program can say of each number which row and column it is in. It is set as
 * large as its columns allow; on further pages its head comes again.
 */
export function setTable(flow: Flow, ruler: Ruler, table: PaperTable): void {
  const layout = layOut(flow, ruler, table)
  const whole = layout.head.height + sum(layout.rows.map(({ height }) => height))
  const captionHeight = flow.heightOf(layout.caption, table.caption)
  beginWhereItFits(flow, layout, captionHeight, whole)
  const part: Part = { kind: 'Table' }
  flow.set(layout.caption, table.caption, { part: { kind: 'Caption', within: part } })
  flow.skip(2)
  setHead(flow, layout, part)
  for (const [index, row] of layout.rows.entries()) {
    const isLastPart = index === Math.max(layout.rows.length - rowsTogether, 1)
    const together = isLastPart ? layout.rows.slice(index) : [row]
    const height = sum(together.map((one) => one.height))
    const isDivided = height > flow.room
    if (isDivided) goOn(flow, layout, table)
    if (index > 0 && !isDivided) drawRuleAbove(flow, row)
    setRow(flow, layout, row, part)
  }
  drawRule(flow, flow.y, rules.strong, ink.strong)
}

function beginWhereItFits(flow: Flow, layout: Layout, captionHeight: number, whole: number): void {
  if (captionHeight + whole <= flow.room) return
  const beginning = sum(layout.rows.slice(0, rowsTogether).map(({ height }) => height))
  const isShort = captionHeight + whole <= flow.height * undivided
  flow.need(isShort ? captionHeight + whole : captionHeight + layout.head.height + beginning)
}

// -- How wide each column is, and how high each row ----------------------------------------------

type Layout = {
  text: Ruler
  bold: Ruler
  small: Ruler
  caption: Ruler
  labelWidth: number
  /** Of each column of figures. */
  widths: number[]
  head: { height: number; label: Line[]; cells: Line[][] }
  rows: RowLayout[]
}

type RowLayout = {
  label: Line[]
  explanation: Line[]
  figures: readonly string[]
  isTotal: boolean
  height: number
}

function layOut(flow: Flow, ruler: Ruler, table: PaperTable): Layout {
  const { text, bold, widths, labelWidth } = fit(flow.width, ruler, table)
  const small = smaller(text, 0.85)
  const inLabels = { width: labelWidth - padding.x }
  const cells = table.headers.map((header, i) =>
    bold.linesOf(header, { width: (widths[i] ?? 0) - 2 * padding.x }),
  )
  const label = bold.linesOf(table.labelHeader, inLabels)
  const headLines = Math.max(label.length, ...cells.map((lines) => lines.length))
  const rowOf = (row: PaperRow, isTotal: boolean): RowLayout => {
    const labelLines = (isTotal ? bold : text).linesOf(row.label, inLabels)
    const explanation = row.explanation ? small.linesOf(row.explanation, inLabels) : []
    const height =
      labelLines.length * text.style.lineHeight + explanation.length * small.style.lineHeight
    return {
      label: labelLines,
      explanation,
      figures: row.figures,
      isTotal,
      height: height + padding.top + padding.bottom,
    }
  }
  return {
    text,
    bold,
    small,
    caption: ruler.of({ isBold: true, size: ruler.style.size * 1.1 }),
    labelWidth,
    widths,
    head: {
      height: headLines * bold.style.lineHeight + padding.top + padding.bottom,
      label,
      cells,
    },
    rows: [
      ...table.rows.map((row) => rowOf(row, false)),
      ...(table.total ? [rowOf(table.total, true)] : []),
    ],
  }
}

/** The largest size at which the labels have enough room beside the columns of figures. */
function fit(width: number, ruler: Ruler, table: PaperTable) {
  const all = table.total ? [...table.rows, table.total] : table.rows
  for (let text = ruler; ; text = smaller(text, 0.95)) {
    const bold = text.of({ isBold: true })
    const needed = table.headers.map((header, i) => {
      const figures = Math.max(0, ...all.map(({ figures: row }) => bold.widthOf(row[i] ?? '')))
      const widthFor = (heading: number) => Math.max(figures, heading) + 2 * padding.x + slack
      return {
        least: widthFor(bold.widthOfWidestPiece(header)),
        whole: widthFor(bold.widthOf(header)),
      }
    })
    // Columns of the same width read best.
    const wanted = Math.max(comfortable, ...needed.map(({ whole }) => whole))
    const columns = needed.map(({ least }) => ({ least, wanted }))
    const labels = Math.max(...all.map(({ label }) => bold.widthOf(label))) + padding.x
    const forLabels = Math.min(labels, width * leastForLabels)
    const room = width - forLabels
    const isLast = text.style.size * 0.95 < smallest
    const least = sum(columns.map((column) => column.least))
    if (least > room && !isLast) continue
    const widths = shared(columns, room)
    return { text, bold, widths, labelWidth: width - sum(widths) }
  }
}

/** Each as wide as wanted where there is room; otherwise what there is, shared by what each needs beyond its least. */
function shared(columns: readonly { least: number; wanted: number }[], room: number): number[] {
  const least = sum(columns.map((column) => column.least))
  const wanted = sum(columns.map((column) => column.wanted))
  if (wanted <= room) return columns.map((column) => column.wanted)
  if (least > room) return columns.map((column) => (column.least * room) / least)
  const share = (room - least) / (wanted - least)
  return columns.map((column) => column.least + (column.wanted - column.least) * share)
}

function smaller(ruler: Ruler, factor: number): Ruler {
  const { size, lineHeight } = ruler.style
  return ruler.of({ size: size * factor, lineHeight: lineHeight * factor })
}

// -- Setting it ----------------------------------------------------------------------------------

/** On a further page: the caption and the head again, for the eye only. */
function goOn(flow: Flow, layout: Layout, { continued }: PaperTable): void {
  drawRule(flow, flow.y, rules.fine, ink.fine)
  flow.newPage()
  flow.set(layout.caption, continued)
  flow.skip(2)
  setHead(flow, layout, undefined)
  for (const line of flow.page.lines) line.part = undefined
}

function setHead(flow: Flow, layout: Layout, table: Part | undefined): void {
  const { bold, head } = layout
  const { page, y, frame } = flow
  const row: Part | undefined = table && { kind: 'TR', within: table }
  const cell = (): Part | undefined => row && { kind: 'TH', within: row, scope: 'Column' }
  page.shapes.push({
    x: frame.left,
    y,
    width: flow.width,
    height: head.height,
    colour: ink.head,
  })
  drawRule(flow, y, rules.strong, ink.strong)
  const bottom = y + head.height - padding.bottom
  const firstLine = (lines: readonly Line[]) => bottom - lines.length * bold.style.lineHeight
  setLines(page, bold, head.label, {
    y: firstLine(head.label),
    part: cell(),
    x: () => frame.left + padding.x,
  })
  eachColumn(flow, layout, (i, right) => {
    const lines = head.cells[i] ?? []
    setLines(page, bold, lines, {
      y: firstLine(lines),
      part: cell(),
      x: (line) => right - padding.x - bold.widthOf(line.text),
    })
  })
  flow.y += head.height
  drawRule(flow, flow.y, rules.strong, ink.strong)
}

function setRow(flow: Flow, layout: Layout, row: RowLayout, table: Part): void {
  const { page, frame } = flow
  const ruler = row.isTotal ? layout.bold : layout.text
  const part: Part = { kind: 'TR', within: table }
  const label: Part = { kind: 'TH', within: part, scope: 'Row' }
  const y = flow.y + padding.top
  const x = () => frame.left + padding.x
  const next = setLines(page, ruler, row.label, { y, part: label, x })
  setLines(page, layout.small, row.explanation, { y: next, part: label, x })
  eachColumn(flow, layout, (i, right) => {
    const text = row.figures[i] ?? ''
    setLines(page, ruler, [{ text, endsWithSpace: false }], {
      y,
      part: { kind: 'TD', within: part },
      x: () => right - padding.x - ruler.widthOf(text),
    })
  })
  flow.y += row.height
}

function drawRuleAbove(flow: Flow, { isTotal }: RowLayout): void {
  drawRule(flow, flow.y, isTotal ? rules.strong : rules.fine, isTotal ? ink.strong : ink.fine)
}

function eachColumn(flow: Flow, layout: Layout, set: (index: number, right: number) => void): void {
  let right = flow.frame.left + layout.labelWidth
  for (const [index, width] of layout.widths.entries()) {
    right += width
    set(index, right)
  }
}

function setLines(
  page: Page,
  { style }: Ruler,
  lines: readonly Line[],
  { x, y, part }: { x: (line: Line) => number; y: number; part: Part | undefined },
): number {
  for (const [index, line] of lines.entries())
    page.lines.push({ ...line, x: x(line), y: y + index * style.lineHeight, style, part })
  return y + lines.length * style.lineHeight
}

function drawRule({ page, frame, width }: Flow, y: number, weight: number, colour: string): void {
  page.shapes.push({ x: frame.left, y: y - weight / 2, width, height: weight, colour })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
