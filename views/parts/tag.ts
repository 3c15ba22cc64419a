import { html, type SafeHtml } from '../html.ts'

export type TagColour =
  | 'blue'
  | 'yellow'
  | 'orange'
  | 'purple'
  | 'green'
  | 'turquoise'
  | 'red'
  | 'grey'

/** A state in a word. The colour only repeats what the word says. */
export function tag(text: string, colour: TagColour = 'blue'): SafeHtml {
  return html`<strong class="govuk-tag govuk-tag--${colour === 'turquoise' ? 'teal' : colour}"
    >${text}</strong
  >`
}
