import { html, type SafeHtml } from '../html.ts'
import type { Reader } from '../reader.ts'
import { writtenNumber } from './numbers.ts'

/** The way back to where one came from; "back" unless it says more. */
export function backLink({ words }: Pick<Reader, 'words'>, href: string, text?: string): SafeHtml {
  return html`<a href="${href}" class="govuk-back-link">${text ?? words.layout.back}</a>`
}

/** Where the page lies; the last item is the page itself and has no address. */
export function breadcrumbs(
  { words }: Pick<Reader, 'words'>,
  items: readonly { text: string; href?: string | undefined }[],
): SafeHtml {
  return html`
    <nav class="govuk-breadcrumbs" aria-label="${words.layout.breadcrumbs}">
      <ol class="govuk-breadcrumbs__list">
        ${items.map(({ text, href }) =>
          href
            ? html`<li class="govuk-breadcrumbs__list-item">
                <a class="govuk-breadcrumbs__link" href="${href}">${text}</a>
              </li>`
            : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${text}</li>`,
        )}
      </ol>
    </nav>
  `
}

/** The neighbouring pages of a long list; nothing when there are none. */
export function pager(
  { words }: Pick<Reader, 'words'>,
  { earlier, later }: { earlier?: string | undefined; later?: string | undefined },
): SafeHtml | undefined {
  if (!earlier && !later) return undefined
  return html`
    <nav class="govuk-pagination" aria-label="${words.layout.pages}">
      ${
        earlier &&
        html`<div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href="${earlier}" rel="prev">
            ${arrow('prev', 'm6.594 0-6.727 6.719 6.744 6.406 1.377-1.449-4.186-3.976h12.896v-2H3.714l4.293-4.293L6.594 0z')}
            <span class="govuk-pagination__link-title">${words.layout.previousPage}</span>
          </a>
        </div>`
      }
      ${
        later &&
        html`<div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href="${later}" rel="next">
            <span class="govuk-pagination__link-title">${words.layout.nextPage}</span>
            ${arrow('next', 'M8.107 0 6.694 1.407 10.986 5.7H-2v2h12.896L6.711 11.676l1.377 1.449 6.744-6.406L8.107 0z')}
          </a>
        </div>`
      }
    </nav>
  `
}

export type Tab = { text: string; href: string; count?: number | undefined; current?: boolean }

/** Lists side by side, each at its own address, with how many wait in each. */
export function tabs(label: string, items: readonly Tab[]): SafeHtml {
  return html`
    <nav class="tabs" aria-label="${label}">
      <ul class="tabs__list">
        ${items.map(
          ({ text, href, count, current }) => html`
            <li>
              <a
                class="tabs__link"
                href="${href}"
                ${current ? html`aria-current="page"` : undefined}
                >${text}
                ${
                  count === undefined
                    ? undefined
                    : html`<span class="tabs__count">${writtenNumber(count)}</span>`
                }</a
              >
            </li>
          `,
        )}
      </ul>
    </nav>
  `
}

function arrow(direction: 'prev' | 'next', path: string): SafeHtml {
  return html`<svg
    class="govuk-pagination__icon govuk-pagination__icon--${direction}"
    height="13"
    width="15"
    viewBox="0 0 15 13"
    aria-hidden="true"
    focusable="false"
  >
    <path d="${path}" />
  </svg>`
}
