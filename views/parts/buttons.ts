import { html, type SafeHtml } from '../html.ts'
import type { Reader } from '../reader.ts'

export type Button = {
  /** Needed where the script puts a new piece of the page around it: the focus goes back to what has its id. */
  id?: string | undefined
  /** Sent with the form, where it has more than one button. */
  name?: string | undefined
  value?: string | undefined
  kind?: 'secondary' | 'warning' | undefined
  /** A second click within a second is ignored (only with the script; the server must cope anyway). */
  preventDoubleClick?: boolean | undefined
  /** What the button says while the form is on its way: "sending…". */
  busyText?: string | undefined
  /** The address to post to, where it is not the form's own. */
  formaction?: string | undefined
  /** Said after the text by screen readers only: which of many alike this one is. */
  hiddenText?: string | undefined
}

/** Sends the form it stands in. */
export function button(
  text: string,
  { id, name, value, kind, preventDoubleClick, busyText, formaction, hiddenText }: Button = {},
): SafeHtml {
  return html`
    <button
      type="submit"
      class="govuk-button ${kind ? `govuk-button--${kind}` : ''}"
      data-module="govuk-button"
      ${id && html`id="${id}"`}
      ${name && html`name="${name}"`}
      ${value === undefined ? undefined : html`value="${value}"`}
      ${formaction && html`formaction="${formaction}"`}
      ${preventDoubleClick ? html`data-prevent-double-click="true"` : undefined}
      ${busyText && html`data-busy="${busyText}"`}
    >
      ${text}${hiddenText && html`<span class="govuk-visually-hidden"> ${hiddenText}</span>`}
    </button>
  `
}

/** The one way into a service, on its first page. */
export function startButton(text: string, href: string): SafeHtml {
  return html`
    <a href="${href}" class="govuk-button govuk-button--start">
      ${text}
      <svg
        class="govuk-button__start-icon"
        width="17.5"
        height="19"
        viewBox="0 0 33 40"
        aria-hidden="true"
        focusable="false"
      >
        <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
      </svg>
    </a>
  `
}

/** A link that looks like a button: it opens a page and changes nothing. */
export function linkButton(text: string, href: string, kind?: 'secondary'): SafeHtml {
  return html`
    <a href="${href}" class="govuk-button ${kind ? `govuk-button--${kind}` : ''}">${text}</a>
  `
}

/** Buttons, and links beside them, in one line that may wrap. */
export function buttonGroup(...items: readonly SafeHtml[]): SafeHtml {
  return html`<div class="govuk-button-group">${[...items]}</div>`
}

/** Prints the page. Only with the script: every browser can print without us. */
export function printButton({ words }: Pick<Reader, 'words'>): SafeHtml {
  return html`
    <button type="button" class="govuk-button govuk-button--secondary" data-print hidden>
      ${words.forms.print}
    </button>
  `
}

/** Copies `text` and says so; `label` says what it is. Only with the script. */
export function copyButton(
  { words }: Pick<Reader, 'words'>,
  { text, label }: { text: string; label: string },
): SafeHtml {
  return html`
    <button
      type="button"
      class="govuk-button govuk-button--secondary"
      data-copy="${text}"
      data-copied="${words.forms.copied}"
      hidden
    >
      ${label}
    </button>
  `
}
