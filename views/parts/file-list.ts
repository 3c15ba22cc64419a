import { html, type SafeHtml } from '../html.ts'

export type FileItem = {
  name: string
  /** Where it is downloaded; without one (not scanned, not ours to give) only its name stands there. */
  href?: string | undefined
  /** What kind it is, for people: `PDF`. */
  type: string
  /** How big, as `fileSize` writes it. */
  size: string
  /** Anything to know about it: "waiting for the virus scan". */
  note?: string | undefined
  /** The form whose button takes it away; its button names the file. */
  removeForm?: SafeHtml | undefined
}

/** Files with their kind and size, so that nobody downloads by surprise. */
export function fileList(items: readonly FileItem[]): SafeHtml {
  return html`
    <ul class="file-list">
      ${items.map(
        ({ name, href, type, size, note, removeForm }) => html`
          <li class="file-list__item">
            <div class="file-list__file">
              ${
                href
                  ? html`<a class="govuk-link file-list__name" href="${href}"
                      >${name} <span class="file-list__facts">(${type}, ${size})</span></a
                    >`
                  : html`<span class="file-list__name">${name}</span>
                      <span class="file-list__facts">(${type}, ${size})</span>`
              }
              ${note && html`<span class="file-list__note">${note}</span>`}
            </div>
            ${removeForm}
          </li>
        `,
      )}
    </ul>
  `
}
