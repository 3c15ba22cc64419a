import { html, type SafeHtml } from '../html.ts'
import type { Language } from '#src/requests/info-request.ts'
import type { Reader } from '../reader.ts'
import { writtenNumber } from './numbers.ts'

/** What every field has. Its id is its name, so that the error summary can lead to it. */
export type Field = {
  name: string
  label: string
  /** The question is the only one on its page: its label is the h1. */
  labelIsHeading?: boolean | undefined
  hint?: string | SafeHtml | undefined
  value?: string | undefined
  error?: string | undefined
  /** Adds "(optional)" to the label. */
  optional?: boolean | undefined
  /** The language of what is typed, where it is not that of the page. */
  lang?: Language | undefined
}

/** Widths are in characters, or a part of the column. */
export type FieldWidth = 2 | 3 | 4 | 5 | 10 | 20 | 30 | 'half' | 'two-thirds'

export type TextInput = Field & {
  type?: 'text' | 'email' | 'tel' | 'search' | undefined
  autocomplete?: string | undefined
  inputmode?: 'numeric' | 'email' | 'tel' | 'search' | undefined
  spellcheck?: boolean | undefined
  width?: FieldWidth | undefined
  /** Suggestions for free text; whatever else is typed is as good. */
  suggestions?: readonly string[] | undefined
}

/** One line of text. */
export function textInput(reader: Pick<Reader, 'words'>, field: TextInput): SafeHtml {
  const { name, value = '', autocomplete, inputmode, spellcheck, suggestions } = field
  const list = suggestions && `${name}-suggestions`
  return formGroup(
    reader,
    field,
    html`<input
        class="${inputClasses(field)}"
        id="${name}"
        name="${name}"
        type="${field.type ?? 'text'}"
        value="${value}"
        ${attribute('autocomplete', autocomplete)}
        ${attribute('inputmode', inputmode)}
        ${attribute('spellcheck', spellcheck?.toString())}
        ${attribute('list', list)}
        ${attribute('lang', field.lang)}
        ${describedBy(field)}
      />
      ${
        list &&
        html`<datalist id="${list}">
          ${suggestions.map((suggestion) => html`<option value="${suggestion}"></option>`)}
        </datalist>`
      }`,
  )
}

export type TextArea = Field & {
  rows?: number | undefined
  /** The limit people are told, counted as they count: a vowel above and a tone mark are no letters of their own. */
  maxGraphemes?: number | undefined
  spellcheck?: boolean | undefined
  autocomplete?: string | undefined
}

/** Several lines of text; with a limit, the script counts what is left. */
export function textArea(reader: Pick<Reader, 'words'>, field: TextArea): SafeHtml {
  const { name, value = '', rows = 5, maxGraphemes, lang, spellcheck, autocomplete, error } = field
  const { forms } = reader.words
  const count = maxGraphemes && `${name}-count`
  return formGroup(
    reader,
    field,
    html`<textarea
        class="govuk-textarea ${error ? 'govuk-textarea--error' : ''}"
        id="${name}"
        name="${name}"
        rows="${rows}"
        ${attribute('lang', lang)}
        ${attribute('autocomplete', autocomplete)}
        ${attribute('spellcheck', spellcheck?.toString())}
        ${
          maxGraphemes &&
          attributes({
            'data-max-graphemes': String(maxGraphemes),
            'data-count-left': forms.charactersLeft,
            'data-count-over': forms.charactersOver,
          })
        }
        ${describedBy(field, count)}
      >
${value}</textarea>
      ${
        maxGraphemes &&
        html`<div class="govuk-hint count" id="${count}">
          ${forms.charactersAtMost(writtenNumber(maxGraphemes))}
        </div>`
      }`,
  )
}

export type Select = Field & {
  items: readonly { value: string; label: string }[]
  /** The first, empty choice: what to do ("choose a division"). */
  placeholder?: string | undefined
  width?: FieldWidth | undefined
}

/** One of a list too long for radios. */
export function select(reader: Pick<Reader, 'words'>, field: Select): SafeHtml {
  const { name, items, placeholder, value = '', error } = field
  return formGroup(
    reader,
    field,
    html`<select
      class="govuk-select ${error ? 'govuk-select--error' : ''}"
      id="${name}"
      name="${name}"
      ${describedBy(field)}
    >
      ${placeholder && html`<option value="">${placeholder}</option>`}
      ${items.map(
        (item) =>
          html`<option value="${item.value}" ${item.value === value ? selected : undefined}>
            ${item.label}
          </option>`,
      )}
    </select>`,
  )
}

export type FileInput = Omit<Field, 'value'> & {
  /** What the file chooser offers: `.pdf,.jpg`. The server judges by content. */
  accept?: string | undefined
  /** The script says so before a file larger than this many bytes is sent. */
  maxBytes?: number | undefined
  /** Several can be chosen at once. */
  multiple?: boolean | undefined
}

/** One file, or several. Its form needs `enctype="multipart/form-data"`. */
export function fileInput(reader: Pick<Reader, 'words'>, field: FileInput): SafeHtml {
  const { name, accept, maxBytes, multiple, error } = field
  return formGroup(
    reader,
    field,
    html`<input
      class="govuk-file-upload ${error ? 'govuk-file-upload--error' : ''}"
      id="${name}"
      name="${name}"
      type="file"
      ${multiple && html`multiple`}
      ${attribute('accept', accept)}
      ${
        maxBytes &&
        attributes({
          'data-max-bytes': String(maxBytes),
          'data-error-prefix': reader.words.forms.errorPrefix,
          'data-too-big': reader.words.forms.fileTooBig(Math.floor(maxBytes / 1024 / 1024)),
        })
      }
      ${describedBy(field)}
    />`,
  )
}

export type PasswordInput = Omit<Field, 'value'> & {
  autocomplete?: 'current-password' | 'new-password' | undefined
}

/** A password, which the script lets one look at. It is never written back into the page. */
export function passwordInput(reader: Pick<Reader, 'words'>, field: PasswordInput): SafeHtml {
  const { name, autocomplete = 'current-password', error } = field
  const { password } = reader.words.forms
  return formGroup(
    reader,
    field,
    html`<div class="govuk-input__wrapper govuk-password-input__wrapper">
      <input
        class="govuk-input govuk-password-input__input govuk-js-password-input-input ${error ? 'govuk-input--error' : ''}"
        id="${name}"
        name="${name}"
        type="password"
        spellcheck="false"
        autocapitalize="none"
        autocomplete="${autocomplete}"
        ${describedBy(field)}
      />
      <button
        type="button"
        class="govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
        data-module="govuk-button"
        aria-controls="${name}"
        aria-label="${password.showLabel}"
        hidden
      >
        ${password.show}
      </button>
    </div>`,
    html`class="govuk-form-group govuk-password-input ${error ? 'govuk-form-group--error' : ''}"
    data-module="govuk-password-input" data-i18n.show-password="${password.show}"
    data-i18n.hide-password="${password.hide}"
    data-i18n.show-password-aria-label="${password.showLabel}"
    data-i18n.hide-password-aria-label="${password.hideLabel}"
    data-i18n.password-shown-announcement="${password.shown}"
    data-i18n.password-hidden-announcement="${password.hidden}"`,
  )
}

/** The ids of what describes a field, or nothing when nothing does. */
export function describedBy(
  { name, hint, error }: Pick<Field, 'name' | 'hint' | 'error'>,
  more?: string | 0,
): SafeHtml | undefined {
  const ids = [hint && `${name}-hint`, error && `${name}-error`, more].filter(Boolean)
  return attribute('aria-describedby', ids.join(' ') || undefined)
}

/** What stands between a label (or legend) and its control: the hint, then the error. */
export function hintAndError(
  { words }: Pick<Reader, 'words'>,
  { name, hint, error }: Pick<Field, 'name' | 'hint' | 'error'>,
): SafeHtml {
  return html`${hint && html`<div class="govuk-hint" id="${name}-hint">${hint}</div>`}${
    error &&
    html`<p class="govuk-error-message" id="${name}-error">
      <span class="govuk-visually-hidden">${words.forms.errorPrefix}</span>${error}
    </p>`
  }`
}

/** The label's words, with "(optional)" where it applies. */
export function labelText(
  { words }: Pick<Reader, 'words'>,
  { label, optional }: Pick<Field, 'label' | 'optional'>,
): string {
  return optional ? `${label} ${words.forms.optional}` : label
}

function formGroup(
  reader: Pick<Reader, 'words'>,
  field: Omit<Field, 'value'>,
  control: SafeHtml,
  group = html`class="govuk-form-group ${field.error ? 'govuk-form-group--error' : ''}"`,
): SafeHtml {
  return html`
    <div ${group}>${labelFor(reader, field)} ${hintAndError(reader, field)} ${control}</div>
  `
}

function labelFor(reader: Pick<Reader, 'words'>, field: Omit<Field, 'value'>): SafeHtml {
  const text = labelText(reader, field)
  return field.labelIsHeading
    ? html`<h1 class="govuk-label-wrapper">
        <label class="govuk-label govuk-label--l" for="${field.name}">${text}</label>
      </h1>`
    : html`<label class="govuk-label" for="${field.name}">${text}</label>`
}

function inputClasses({ error, width }: Pick<TextInput, 'error' | 'width'>): string {
  const widthClass =
    typeof width === 'number'
      ? `govuk-input--width-${width}`
      : width && `govuk-!-width-${width === 'half' ? 'one-half' : width}`
  return ['govuk-input', error && 'govuk-input--error', widthClass].filter(Boolean).join(' ')
}

const selected = html`selected`

function attribute(name: string, value: string | undefined): SafeHtml | undefined {
  return value === undefined ? undefined : html`${name}="${value}"`
}

function attributes(values: Record<string, string>): SafeHtml {
  return html`${Object.entries(values).map(([name, value]) => html`${name}="${value}" `)}`
}
