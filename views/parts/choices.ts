import { html, type SafeHtml } from '../html.ts'
import type { Reader } from '../reader.ts'
import { describedBy, hintAndError, labelText, type Field } from './field.ts'

export type Choice = {
  value: string
  label: string
  hint?: string | SafeHtml | undefined
  /** Fields that matter only with this choice: the style sheet shows them with it. They are sent in any case. */
  conditional?: SafeHtml | undefined
}

/** A question with some answers; `label` is the legend. */
export type Radios = Omit<Field, 'value'> & {
  items: readonly Choice[]
  value?: string | undefined
  /** Side by side: two short answers only. */
  inline?: boolean | undefined
}

/** One answer of a few. The first carries the field's name as its id, for the error summary. */
export function radios(reader: Pick<Reader, 'words'>, field: Radios): SafeHtml {
  const { items, value, inline } = field
  return fieldset(
    reader,
    field,
    html`<div class="govuk-radios ${inline ? 'govuk-radios--inline' : ''}">
      ${items.map((item, i) => choice('radio', field.name, item, i, item.value === value))}
    </div>`,
  )
}

export type Checkboxes = Omit<Field, 'value'> & {
  items: readonly Choice[]
  values?: readonly string[] | undefined
}

/** Any number of a few answers; the form sends one value for each. */
export function checkboxes(reader: Pick<Reader, 'words'>, field: Checkboxes): SafeHtml {
  const { items, values = [] } = field
  return fieldset(
    reader,
    field,
    html`<div class="govuk-checkboxes">
      ${items.map((item, i) => choice('checkbox', field.name, item, i, values.includes(item.value)))}
    </div>`,
  )
}

function fieldset(
  reader: Pick<Reader, 'words'>,
  field: Omit<Field, 'value'>,
  inputs: SafeHtml,
): SafeHtml {
  const { labelIsHeading, error } = field
  const text = labelText(reader, field)
  return html`
    <div class="govuk-form-group ${error ? 'govuk-form-group--error' : ''}">
      <fieldset class="govuk-fieldset" ${describedBy(field)}>
        <legend class="govuk-fieldset__legend ${labelIsHeading ? 'govuk-fieldset__legend--l' : ''}">
          ${labelIsHeading ? html`<h1 class="govuk-fieldset__heading">${text}</h1>` : text}
        </legend>
        ${hintAndError(reader, field)} ${inputs}
      </fieldset>
    </div>
  `
}

function choice(
  type: 'radio' | 'checkbox',
  name: string,
  { value, label, hint, conditional }: Choice,
  position: number,
  isChosen: boolean,
): SafeHtml {
  const block = type === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const id = position === 0 ? name : `${name}-${value}`
  return html`
    <div class="${block}__item">
      <input
        class="${block}__input"
        id="${id}"
        name="${name}"
        type="${type}"
        value="${value}"
        ${isChosen ? html`checked` : undefined}
        ${hint && html`aria-describedby="${id}-item-hint"`}
      />
      <label class="govuk-label ${block}__label" for="${id}">${label}</label>
      ${hint && html`<div class="govuk-hint ${block}__hint" id="${id}-item-hint">${hint}</div>`}
    </div>
    ${conditional && html`<div class="${block}__conditional">${conditional}</div>`}
  `
}
