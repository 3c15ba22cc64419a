import { html, type SafeHtml } from '../html.ts'
import type { AccessForm, Language } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { radios } from '../parts/choices.ts'
import { fieldErrors } from '../parts/faults.ts'
import { select, textArea, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { link, type Reader } from '../reader.ts'
import { stepCaption } from './step.ts'

export type InformationPage = {
  topics: readonly { id: number; nameTh: string; nameEn: string }[]
  accessForms: readonly AccessForm[]
  languages: readonly Language[]
  limits: { subject: number; details: number; period: number }
  typed: Record<string, string>
  faults: readonly Fault[]
  /** Goes back to the last page after this one. */
  isChanging: boolean
}

/** The first page of the form: what is asked for. */
export function informationPage(reader: Reader, props: InformationPage): SafeHtml {
  const words = reader.words.asking.information
  const { typed, limits } = props
  const errors = fieldErrors(reader, props.faults, reader.words.asking.faults)
  return page(
    reader,
    {
      title: words.title,
      error: errors.length > 0,
      backLink: { href: link(reader, props.isChanging ? '/requests/new/check' : '/') },
    },
    html`
      ${errorSummary(reader, errors)} ${stepCaption(reader, 1)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      <form
        method="post"
        action="${link(reader, `/requests/new/information${props.isChanging ? '?change' : ''}`)}"
        novalidate
      >
        ${csrfField(reader)}
        ${textInput(reader, {
          name: 'subject',
          label: words.subject,
          hint: words.subjectHint,
          value: typed['subject'],
          error: errorOf(errors, 'subject'),
        })}
        ${textArea(reader, {
          name: 'details',
          label: words.details,
          hint: words.detailsHint,
          value: typed['details'],
          error: errorOf(errors, 'details'),
          rows: 8,
          maxGraphemes: limits.details,
        })}
        ${textInput(reader, {
          name: 'period',
          label: words.period,
          hint: words.periodHint,
          value: typed['period'],
          error: errorOf(errors, 'period'),
          optional: true,
          width: 'two-thirds',
        })}
        ${
          props.topics.length > 0 &&
          select(reader, {
            name: 'topic',
            label: words.topic,
            hint: words.topicHint,
            value: typed['topic'],
            error: errorOf(errors, 'topic'),
            optional: true,
            placeholder: words.topicUnsure,
            items: props.topics.map((topic) => ({
              value: String(topic.id),
              label: reader.language === 'th' ? topic.nameTh : topic.nameEn,
            })),
          })
        }
        ${radios(reader, {
          name: 'accessForm',
          label: words.accessForm,
          value: typed['accessForm'] || 'file',
          error: errorOf(errors, 'accessForm'),
          items: props.accessForms.map((value) => ({
            value,
            label: reader.words.domain.accessForm[value],
          })),
        })}
        ${radios(reader, {
          name: 'language',
          label: words.language,
          hint: words.languageHint,
          value: typed['language'] || reader.language,
          error: errorOf(errors, 'language'),
          inline: true,
          items: props.languages.map((value) => ({
            value,
            label: reader.words.domain.language[value],
          })),
        })}
        <div class="trap" aria-hidden="true">
          <label for="website">${words.trap}</label>
          <input
            id="website"
            name="website"
            type="text"
            tabindex="-1"
            autocomplete="off"
            value=""
          />
        </div>
        ${button(reader.words.forms.continue)}
      </form>
    `,
  )
}
