import type { Flow, Frame } from './flow.ts'
import { a4, cm, setAside } from './page.ts'
import type { Ruler } from './ruler.ts'

/** Where text stands on the sheets of a report: wider at the left, where they are filed. */
export const sheet: Frame = {
  left: 2.5 * cm,
  right: a4.width - 2 * cm,
  top: 2 * cm,
  bottom: a4.height - 2.2 * cm,
}
const foot = a4.height - 1.6 * cm

/** Of which paper a sheet is, and which sheet of how many: also for whoever finds a single one. */
export function setFeet(
  flow: Flow,
  ruler: Ruler,
  { paper, page: numbered }: { paper: string; page: (page: string, of: string) => string },
): void {
  const small = ruler.of({ size: 8, lineHeight: 12 })
  for (const [index, page] of flow.pages.entries()) {
    const from = page.lines.length
    const number = numbered(String(index + 1), String(flow.pages.length))
    const x = sheet.right - small.widthOf(number)
    small.set(page, paper, { x: sheet.left, y: foot, width: x - sheet.left - 12 })
    small.set(page, number, { x, y: foot, width: a4.width })
    setAside(page, from)
  }
}
