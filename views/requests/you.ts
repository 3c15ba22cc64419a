import { html, type SafeHtml } from '../html.ts'
import type { DeliverBy, RequesterKind } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { radios } from '../parts/choices.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { link, type Reader } from '../reader.ts'
import { stepCaption } from './step.ts'

type Lists = { requesterKinds: readonly RequesterKind[]; deliverBys: readonly DeliverBy[] }

export type YouPage = Lists & {
  typed: Record<string, string>
  faults: readonly Fault[]
  /** Goes back to the last page after this one. */
  isChanging: boolean
}

/** The second page of the form: who asks, and how to reach them. */
export function youPage(reader: Reader, props: YouPage): SafeHtml {
  const words = reader.words.asking.you
  const errors = fieldErrors(reader, props.faults, reader.words.asking.faults)
  return page(
    reader,
    {
      title: words.title,
      error: errors.length > 0,
      backLink: {
        href: link(reader, `/requests/new/${props.isChanging ? 'check' : 'information'}`),
      },
    },
    html`
      ${errorSummary(reader, errors)} ${stepCaption(reader, 2)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">
        ${words.intro}
        <a class="govuk-link" href="${link(reader, '/privacy')}">${words.privacy}</a>
      </p>
      <form
        method="post"
        action="${link(reader, `/requests/new/you${props.isChanging ? '?change' : ''}`)}"
        novalidate
      >
        ${csrfField(reader)} ${requesterFields(reader, { ...props, errors })}
        ${button(reader.words.forms.continue)}
      </form>
    `,
  )
}

type RequesterFields = Lists & { typed: Record<string, string>; errors: readonly FieldError[] }

/** The fields about the person who asks; staff fill in the same for somebody at the counter. */
export function requesterFields(reader: Reader, props: RequesterFields): SafeHtml {
  const words = reader.words.asking.you
  const { typed, errors } = props
  const common = (name: string) => ({
    name,
    value: typed[name],
    error: errorOf(errors, name),
  })
  return html`
    ${textInput(reader, {
      ...common('name'),
      label: words.name,
      autocomplete: 'name',
      spellcheck: false,
      width: 'two-thirds',
    })}
    ${textInput(reader, {
      ...common('title'),
      label: words.honorific,
      hint: words.honorificHint,
      optional: true,
      autocomplete: 'honorific-prefix',
      width: 10,
      suggestions: words.titles,
    })}
    <h2 class="govuk-heading-m">${words.contact}</h2>
    <p class="govuk-hint">${words.contactHint}</p>
    ${textInput(reader, {
      ...common('email'),
      label: words.email,
      hint: words.emailHint,
      type: 'email',
      inputmode: 'email',
      autocomplete: 'email',
      spellcheck: false,
      width: 'two-thirds',
    })}
    ${textInput(reader, {
      ...common('phone'),
      label: words.phone,
      type: 'tel',
      inputmode: 'tel',
      autocomplete: 'tel',
      width: 20,
    })}
    ${textArea(reader, {
      ...common('address'),
      label: words.address,
      hint: words.addressHint,
      autocomplete: 'street-address',
      rows: 4,
    })}
    ${radios(reader, {
      ...common('deliverBy'),
      label: words.deliverBy,
      hint: words.deliverByHint,
      optional: true,
      items: props.deliverBys.map((value) => ({
        value,
        label: reader.words.domain.deliverBy[value],
      })),
    })}
    <h2 class="govuk-heading-m">${words.more}</h2>
    <p class="govuk-hint">${words.moreHint}</p>
    ${radios(reader, {
      ...common('requesterKind'),
      label: words.requesterKind,
      value: typed['requesterKind'] || 'unspecified',
      optional: true,
      items: props.requesterKinds.map((value) => ({
        value,
        label: reader.words.domain.requesterKind[value],
      })),
    })}
    ${textInput(reader, {
      ...common('affiliation'),
      label: words.affiliation,
      optional: true,
      autocomplete: 'organization',
      width: 'two-thirds',
    })}
    ${textArea(reader, { ...common('purpose'), label: words.purpose, optional: true, rows: 3 })}
  `
}
