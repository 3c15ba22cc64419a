import { html, type SafeHtml } from '../html.ts'
import { writtenText } from './written-text.ts'

export type MessageItem = {
  /** The fragment the page opens at after a message is sent: `m12`. */
  id?: string | undefined
  /** From whom, in words: sides are never told by colour alone. */
  from: string
  at: SafeHtml
  /** Written by the reader's own side. */
  own: boolean
  text: string
  more?: SafeHtml | undefined
}

/** What the two sides wrote to each other, oldest first. */
export function messages(items: readonly MessageItem[]): SafeHtml {
  return html`
    <ol class="messages">
      ${items.map(
        ({ id, from, at, own, text, more }) => html`
          <li class="message ${own ? 'message--own' : ''}" ${id && html`id="${id}"`}>
            <h3 class="message__from">${from} <span class="message__at">${at}</span></h3>
            ${writtenText(text)}${more}
          </li>
        `,
      )}
    </ol>
  `
}
