import { breakIntoLines, piecesOf, type Line } from './lines.ts'
import type { Page, Part, Style } from './page.ts'
import { printable } from './text.ts'

/** Names and addresses break only where they have spaces, as long as there is room. */
export type Column = { x: number; width: number; onlyAtSpaces?: boolean }

/** Knows how wide text of one style is, and sets it. */
export class Ruler {
  readonly style: Style
  #measure: (text: string, style: Style) => number
  #widths = new Map<string, number>()

  /** `measure` gives the width of a text in points. */
  constructor(measure: (text: string, style: Style) => number, style: Style) {
    this.#measure = measure
    this.style = style
  }

  /** A ruler for another style. */
  of(changes: Partial<Style>): Ruler {
    return new Ruler(this.#measure, { ...this.style, ...changes })
  }

  widthOf = (text: string): number => {
    const known = this.#widths.get(text)
    if (known !== undefined) return known
    const width = this.#measure(text, this.style)
    this.#widths.set(text, width)
    return width
  }

  /** As narrow as a column may be without breaking a word of the text. */
  widthOfWidestPiece(text: string): number {
    return Math.max(0, ...piecesOf(printable(text)).map(this.widthOf))
  }

  /** The lines a text takes in a column. */
  linesOf(
    text: string,
    { width, onlyAtSpaces = false, firstIndent = 0 }: Omit<Column, 'x'> & { firstIndent?: number },
  ): Line[] {
    return breakIntoLines(printable(text), {
      widthOf: this.widthOf,
      width,
      onlyAtSpaces,
      firstIndent,
    })
  }

  /** Sets a text from the left, beginning at `y`, as a paragraph or another part; gives where the next line would stand. */
  set(
    page: Page,
    text: string,
    { y, part = { kind: 'P' }, ...column }: Column & { y: number; part?: Part },
  ): number {
    const { style } = this
    const lines = this.linesOf(text, column)
    for (const [index, line] of lines.entries())
      page.lines.push({ ...line, x: column.x, y: y + index * style.lineHeight, style, part })
    return y + lines.length * style.lineHeight
  }

  /** The same around a middle, `x`. */
  setCentred(page: Page, text: string, place: Column & { y: number; part?: Part }): number {
    const from = page.lines.length
    const next = this.set(page, text, { ...place, onlyAtSpaces: true })
    for (const line of page.lines.slice(from)) line.x = place.x - this.widthOf(line.text) / 2
    return next
  }
}
