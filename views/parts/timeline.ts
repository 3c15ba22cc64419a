import { html, type SafeHtml } from '../html.ts'

export type TimelineItem = {
  title: string | SafeHtml
  /** When, as `momentTag` or `dayTag` writes it. */
  at?: SafeHtml | undefined
  /** By which unit (for the public) or person (for staff). */
  by?: string | undefined
  body?: SafeHtml | undefined
}

/** What happened, newest first. The order is in the list itself; the drawn line only repeats it. */
export function timeline(items: readonly TimelineItem[]): SafeHtml {
  return html`
    <ol class="timeline">
      ${items.map(
        ({ title, at, by, body }) => html`
          <li class="timeline__item">
            <h3 class="timeline__title">${title}</h3>
            ${
              at || by
                ? html`<p class="timeline__byline">
                    ${at}${at && by ? html`<span aria-hidden="true"> · </span>` : undefined}${by}
                  </p>`
                : undefined
            }
            ${body && html`<div class="timeline__body">${body}</div>`}
          </li>
        `,
      )}
    </ol>
  `
}
