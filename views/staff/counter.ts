import { html, type SafeHtml } from '../html.ts'
import type {
  AccessForm,
  Channel,
  Day,
  DeliverBy,
  Language,
  Month,
  RequesterKind,
} from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { radios } from '../parts/choices.ts'
import { longDay, monthName } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { select, textArea, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { keptFiles } from '../parts/kept-files.ts'
import { insetText } from '../parts/notices.ts'
import { link, type Reader } from '../reader.ts'

export type CounterPage = {
  channels: readonly Channel[]
  accessForms: readonly AccessForm[]
  deliverBys: readonly DeliverBy[]
  languages: readonly Language[]
  requesterKinds: readonly RequesterKind[]
  topics: readonly (Named & { id: number; division?: Named | undefined })[]
  limits: { details: number; purpose: number; address: number; entryReason: number }
  fileLimits: { count: number; bytesEach: number }
  /** What the file chooser offers. */
  accept: string
  today: Day
  /** What was received in this month or before needs a reason, because the figures are signed up to it. */
  lastClosed: Month | undefined
  /** Scans that are kept already. */
  files: readonly { id: string; name: string; size: number }[]
  idempotencyKey: string
  typed: Record<string, string>
  faults: readonly Fault[]
}

type Named = { nameTh: string; nameEn: string }
type Form = CounterPage & { errors: readonly FieldError[] }

/** The whole form on one page: whoever is at the counter or on the phone is waiting. */
export function counterPage(reader: Reader, props: CounterPage): SafeHtml {
  const words = reader.words.counter
  const errors = fieldErrors(reader, props.faults, {
    ...words.faults,
    file: reader.words.asking.faults.file,
    main: { 'entry-of-another': reader.words.problems.reasons['entry-of-another'].text },
  })
  const form = { ...props, errors }
  return page(
    reader,
    { title: words.title, error: errors.length > 0, section: 'counter', noindex: true },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      <form
        method="post"
        action="${link(reader, '/staff/requests/new')}"
        enctype="multipart/form-data"
        autocomplete="off"
        novalidate
      >
        ${csrfField(reader)}
        <input type="hidden" name="idempotencyKey" value="${props.idempotencyKey}" />
        ${arrival(reader, form)} ${asked(reader, form)} ${requester(reader, form)}
        ${original(reader, form)}
        ${insetText(html`
          <p class="govuk-body"><strong>${words.whatHappens}</strong></p>
          <p class="govuk-body">${words.next}</p>
        `)}
        ${button(words.submit, { preventDoubleClick: true, busyText: reader.words.forms.saving })}
      </form>
    `,
  )
}

function arrival(reader: Reader, form: Form): SafeHtml {
  const words = reader.words.counter
  const { typed, channels, today, lastClosed, limits } = form
  return html`
    <h2 class="govuk-heading-m">${words.arrival}</h2>
    ${radios(reader, {
      ...common(form, 'channel'),
      label: words.channel,
      items: channels.map((value) => ({ value, label: reader.words.domain.channel[value] })),
    })}
    ${textInput(reader, {
      ...common(form, 'receivedOn'),
      label: words.receivedOn,
      hint: words.receivedOnHint,
      value: typed['receivedOn'] ?? longDay(reader.language, today),
      width: 20,
    })}
    ${
      lastClosed &&
      textArea(reader, {
        ...common(form, 'entryReason'),
        label: words.entryReason,
        hint: words.entryReasonHint(monthName(reader.language, lastClosed)),
        optional: common(form, 'entryReason').error === undefined,
        rows: 2,
        maxGraphemes: limits.entryReason,
      })
    }
  `
}

function asked(reader: Reader, form: Form): SafeHtml {
  const words = reader.words.counter
  const { domain } = reader.words
  const { typed, limits, topics, accessForms, languages } = form
  const nameOf = ({ nameTh, nameEn }: Named) => (reader.language === 'th' ? nameTh : nameEn)
  return html`
    <h2 class="govuk-heading-m">${words.asked}</h2>
    ${textInput(reader, { ...common(form, 'subject'), label: words.subject })}
    ${textArea(reader, {
      ...common(form, 'details'),
      label: words.details,
      hint: words.detailsHint,
      rows: 7,
      maxGraphemes: limits.details,
    })}
    ${textInput(reader, {
      ...common(form, 'period'),
      label: words.period,
      optional: true,
      width: 'two-thirds',
    })}
    ${
      topics.length > 0 &&
      select(reader, {
        ...common(form, 'topic'),
        label: words.topic,
        hint: words.topicHint,
        optional: true,
        placeholder: words.topicUnsure,
        items: topics.map((topic) => ({
          value: String(topic.id),
          label: topic.division
            ? words.goesTo(nameOf(topic), nameOf(topic.division))
            : nameOf(topic),
        })),
      })
    }
    ${radios(reader, {
      ...common(form, 'accessForm'),
      label: words.accessForm,
      value: typed['accessForm'] || 'file',
      items: accessForms.map((value) => ({ value, label: domain.accessForm[value] })),
    })}
    ${radios(reader, {
      ...common(form, 'language'),
      label: words.language,
      value: typed['language'] || 'th',
      inline: true,
      items: languages.map((value) => ({ value, label: domain.language[value] })),
    })}
  `
}

/** Like the public form, but the browser must not offer what belongs to the member of staff who types. */
function requester(reader: Reader, form: Form): SafeHtml {
  const words = reader.words.counter
  const { domain } = reader.words
  const { typed, limits, deliverBys, requesterKinds } = form
  return html`
    <h2 class="govuk-heading-m">${words.requester}</h2>
    ${textInput(reader, {
      ...common(form, 'name'),
      label: words.name,
      spellcheck: false,
      width: 'two-thirds',
    })}
    ${textInput(reader, {
      ...common(form, 'title'),
      label: words.personTitle,
      optional: true,
      width: 10,
      suggestions: reader.words.asking.you.titles,
    })}
    <h3 class="govuk-heading-s">${words.contact}</h3>
    <p class="govuk-hint">${words.contactHint}</p>
    ${textInput(reader, {
      ...common(form, 'email'),
      label: words.email,
      type: 'email',
      inputmode: 'email',
      spellcheck: false,
      width: 'two-thirds',
    })}
    ${textInput(reader, {
      ...common(form, 'phone'),
      label: words.phone,
      type: 'tel',
      inputmode: 'tel',
      width: 20,
    })}
    ${textArea(reader, { ...common(form, 'address'), label: words.address, rows: 3 })}
    ${radios(reader, {
      ...common(form, 'deliverBy'),
      label: words.deliverBy,
      hint: words.deliverByHint,
      optional: true,
      items: deliverBys.map((value) => ({ value, label: domain.deliverBy[value] })),
    })}
    <h3 class="govuk-heading-s">${words.more}</h3>
    <p class="govuk-hint">${words.moreHint}</p>
    ${select(reader, {
      ...common(form, 'requesterKind'),
      label: words.requesterKind,
      value: typed['requesterKind'] || 'unspecified',
      optional: true,
      items: requesterKinds.map((value) => ({ value, label: domain.requesterKind[value] })),
    })}
    ${textInput(reader, {
      ...common(form, 'affiliation'),
      label: words.affiliation,
      optional: true,
      width: 'two-thirds',
    })}
    ${textArea(reader, {
      ...common(form, 'purpose'),
      label: words.purpose,
      optional: true,
      rows: 3,
      maxGraphemes: limits.purpose,
    })}
  `
}

/** The paper itself, if there is one: evidence of what was asked, and when. */
function original(reader: Reader, { files, fileLimits, accept, errors }: Form): SafeHtml {
  const words = reader.words.counter.original
  return keptFiles(reader, {
    words,
    files,
    limits: fileLimits,
    accept,
    error: errorOf(errors, 'file'),
    multiple: true,
  })
}

function common({ typed, errors }: Form, name: string) {
  return { name, value: typed[name], error: errorOf(errors, name), autocomplete: 'off' }
}
