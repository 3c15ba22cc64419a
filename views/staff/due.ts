import { html, type SafeHtml } from '../html.ts'
import type { Day } from '#src/requests/info-request.ts'
import { dayTag, shortDay } from '../parts/dates.ts'
import type { Reader } from '../reader.ts'

/** How a request stands against its last day. */
export type Due = {
  dueOn: Day
  closedOn: Day | null
  /** What remains, as `remaining` counts it. */
  left: { working: number; isOverdue: boolean; isSoon: boolean }
}

/** For tables: the day, and below it what remains. */
export function dueCell(reader: Reader, due: Due): SafeHtml {
  const { language } = reader
  const day = due.closedOn ?? due.dueOn
  const shown = due.closedOn === null ? dayTag(language, day, shortDay(language, day)) : undefined
  return html`${shown && html`${shown}<br />`}${whatRemains(reader, due)}`
}

/** What remains, in words and by a shape; colour only repeats it. */
export function whatRemains(reader: Reader, { closedOn, left }: Omit<Due, 'dueOn'>): SafeHtml {
  const { language, words } = reader
  const { due } = words.queue
  if (closedOn !== null)
    return html`<span class="quiet">${due.closed(shortDay(language, closedOn))}</span>`
  if (left.isOverdue) {
    const text = left.working < 0 ? due.late(-left.working) : due.justLate
    return html`<span class="late">${lateMark} ${text}</span>`
  }
  const text = left.working > 0 ? due.left(left.working) : due.lastDay
  return left.isSoon
    ? html`<span class="soon">${soonMark} ${text}</span>`
    : html`<span class="quiet">${text}</span>`
}

const lateMark = html`<svg
  class="due-mark"
  width="16"
  height="16"
  viewBox="0 0 16 16"
  aria-hidden="true"
  focusable="false"
>
  <path
    fill="currentColor"
    fill-rule="evenodd"
    d="M8 1l7.5 14H.5zM7.100 6h1.8v4.500H7.100zm0 5.500h1.800v1.800H7.100z"
  />
</svg>`

const soonMark = html`<svg
  class="due-mark"
  width="16"
  height="16"
  viewBox="0 0 16 16"
  aria-hidden="true"
  focusable="false"
>
  <circle cx="8" cy="8" r="6.800" fill="none" stroke="currentColor" stroke-width="2" />
  <path fill="none" stroke="currentColor" stroke-width="2" d="M8 4v4.500l3 1.800" />
</svg>`
