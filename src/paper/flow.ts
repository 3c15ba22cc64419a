import { emptyPage, type Page, type Part } from './page.ts'
import type { Ruler } from './ruler.ts'

/** Where text may stand on a page, in points from the upper left corner. */
export type Frame = { left: number; right: number; top: number; bottom: number }

type Setting = {
  part?: Part
  /** Where it begins, and how wide it may be; the whole width unless told. */
  x?: number
  width?: number
  align?: 'left' | 'centre'
}

/** Text that runs down a page and on to the next. */
export class Flow {
  readonly frame: Frame
  readonly pages: Page[] = []
  /** Where the next line stands. */
  y = 0

  constructor(frame: Frame) {
    this.frame = frame
    this.newPage()
  }

  get page(): Page {
    const page = this.pages.at(-1)
    if (!page) throw new Error('A flow has at least one page')
    return page
  }

  get width(): number {
    return this.frame.right - this.frame.left
  }

  get height(): number {
    return this.frame.bottom - this.frame.top
  }

  /** What is left of the page. */
  get room(): number {
    return this.frame.bottom - this.y
  }

  get isAtTop(): boolean {
    return this.y === this.frame.top
  }

  newPage(): void {
    this.pages.push(emptyPage())
    this.y = this.frame.top
  }

  /** Leaves some room, but none above the first line of a page. */
  skip(gap: number): void {
    if (!this.isAtTop) this.y += gap
  }

  /** Goes on to a new page when there is less room than this. Gives whether it did. */
  need(height: number): boolean {
    if (height <= this.room || this.isAtTop) return false
    this.newPage()
    return true
  }

  /** Sets a text as a paragraph or another part; short ones stay on one page, and no line is left alone. */
  set(ruler: Ruler, text: string, setting: Setting = {}): void {
    const { part = { kind: 'P' }, x = this.frame.left, align = 'left' } = setting
    const width = setting.width ?? this.frame.right - x
    const { style } = ruler
    const lines = ruler.linesOf(text, { width, onlyAtSpaces: align === 'centre' })
    for (const [index, line] of lines.entries()) {
      this.need(style.lineHeight * linesTogether(index, lines.length))
      const indent = align === 'centre' ? (width - ruler.widthOf(line.text)) / 2 : 0
      this.page.lines.push({ ...line, x: x + indent, y: this.y, style, part })
      this.y += style.lineHeight
    }
  }

  /** How high a text of this width is. */
  heightOf(ruler: Ruler, text: string, width = this.width): number {
    return ruler.linesOf(text, { width }).length * ruler.style.lineHeight
  }
}

/** Up to three lines stay together; of more, the first two and the last two. */
function linesTogether(index: number, all: number): number {
  if (all <= 3) return all - index
  return index === 0 || index === all - 2 ? 2 : 1
}
