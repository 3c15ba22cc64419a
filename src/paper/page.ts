import type { Line } from './lines.ts'

/** Everything on paper is measured in points, from the upper left corner. */
export const cm = 72 / 2.54

/** A4, upright. */
export const a4 = { width: 595.28, height: 841.89 }

export type Style = { size: number; lineHeight: number; isBold?: boolean }

/** A part of the text as a reading program is told of it; the same object is the same part, also across pages. */
export type Part = {
  kind: PartKind
  /** The part it belongs to, as a cell does to its row; nothing for what stands for itself. */
  within?: Part
  /** Of a heading cell: what it heads. */
  scope?: 'Row' | 'Column'
}

/** The structure types of PDF that our papers use. */
export type PartKind =
  | 'P'
  | 'H1'
  | 'H2'
  | 'Sect'
  | 'Caption'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'

/** One line in its place; one without text only says that its part is there, as an empty cell is. */
export type Placed = Line & {
  x: number
  y: number
  style: Style
  /** Nothing for what repeats on each page or only leads on: reading programs leave that out. */
  part: Part | undefined
}

/** What is drawn below the text, and says nothing: a rule, or a grey ground. */
export type Shape = { x: number; y: number; width: number; height: number; colour: string }

export type Page = { lines: Placed[]; shapes: Shape[] }

export function emptyPage(): Page {
  return { lines: [], shapes: [] }
}

/** Makes asides of the lines from this one on: a number of a page, or words that lead on to the next. */
export function setAside(page: Page, from: number): void {
  for (const line of page.lines.slice(from)) line.part = undefined
}
