import type { Flow } from './flow.ts'
import type { Part } from './page.ts'
import type { Ruler } from './ruler.ts'

/** A word, and what it means or what there is of it. */
export type Term = { term: string; text: string }

export type TermsSetting = {
  term: Ruler
  text: Ruler
  /** Of the column of terms. */
  width: number
  /** Between two of them. */
  gap: number
}

const between = 8

/** Sets terms at the left with what they mean beside them; none is divided between two pages. */
export function setTerms(flow: Flow, terms: readonly Term[], setting: TermsSetting): void {
  const list: Part = { kind: 'L' }
  const heights = heightsOfTerms(flow, terms, setting)
  for (const [index, { term, text }] of terms.entries()) {
    const item: Part = { kind: 'LI', within: list }
    const height = heights[index] ?? 0
    flow.need(height)
    const { y } = flow
    const width = setting.width - between
    flow.set(setting.term, term, { width, part: { kind: 'Lbl', within: item } })
    flow.y = y
    const x = flow.frame.left + setting.width
    flow.set(setting.text, text, { x, part: { kind: 'LBody', within: item } })
    flow.y = y + height
  }
}

/** How high each of them is, with the gap below it. */
export function heightsOfTerms(
  flow: Flow,
  terms: readonly Term[],
  { term: bold, text: plain, width, gap }: TermsSetting,
): number[] {
  return terms.map(({ term, text }) => {
    const left = flow.heightOf(bold, term, width - between)
    return Math.max(left, flow.heightOf(plain, text, flow.width - width)) + gap
  })
}
