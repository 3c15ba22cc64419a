import { html, type SafeHtml } from '../html.ts'
import type { Question, Standing, Step } from '#src/feedback/rules.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button, buttonGroup, linkButton } from '../parts/buttons.ts'
import { radios } from '../parts/choices.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { details } from '../parts/notices.ts'
import { keptText } from '../problem.ts'
import { link, type Reader } from '../reader.ts'

type Survey = {
  infoRequest: Pick<InfoRequest, 'reference'>
  /** They follow the request, so there is a way back to it; whoever came by a letter sees the survey alone. */
  isFollowing: boolean
}

export type SurveyPage = Survey & {
  questions: readonly Question[]
  steps: readonly Step[]
  commentLimit: number
  /** Where the form goes, with what opens it. */
  action: string
  typed?: Record<string, string> | undefined
  faults?: readonly Fault[] | undefined
}

/** The department's own survey: four questions and room for a comment. Nothing of the request is on it. */
export function surveyPage(reader: Reader, props: SurveyPage): SafeHtml {
  const { typed = {}, faults = [], commentLimit } = props
  const { feedback, forms } = reader.words
  const words = feedback.survey
  const errors = fieldErrors(reader, faults, words.faults)
  return page(
    reader,
    {
      ...frame,
      title: words.title,
      error: errors.length > 0,
      backLink: props.isFollowing
        ? { href: requestOf(reader, props), text: words.back }
        : undefined,
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">${words.caption(props.infoRequest.reference)}</span>
        ${words.title}
      </h1>
      <p class="govuk-body-l">${words.lead}</p>
      <p class="govuk-body">${words.effect}</p>
      ${details(
        words.privacyTitle,
        html`<ul class="govuk-list govuk-list--bullet">
          ${words.privacy.map((item) => html`<li>${item}</li>`)}
        </ul>`,
      )}
      <form method="post" action="${link(reader, props.action)}" novalidate>
        ${csrfField(reader)}
        ${props.questions.map((question) =>
          radios(reader, {
            name: question,
            label: feedback.questions[question],
            items: props.steps.map((step) => ({
              value: String(step),
              label: feedback.steps[step],
            })),
            value: typed[question],
            error: errorOf(errors, question),
          }),
        )}
        ${textArea(reader, {
          name: 'comment',
          label: words.comment,
          optional: true,
          hint: words.commentHint,
          rows: 4,
          maxGraphemes: commentLimit,
          value: typed['comment'],
          error: errorOf(errors, 'comment'),
        })}
        ${button(words.submit, { preventDoubleClick: true, busyText: forms.sending })}
      </form>
    `,
  )
}

/** Thanks: just sent, or sent before. `unsent`: a comment that came too late, to copy. */
export function givenPage(
  reader: Reader,
  props: Survey & { isDone: boolean; unsent?: string | undefined },
): SafeHtml {
  const words = reader.words.feedback.given
  return page(
    reader,
    { ...frame, title: words.title },
    html`
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${props.isDone ? words.done : words.already}</p>
      ${buttonGroup(
        linkButton(words.results, link(reader, '/feedback'), 'secondary'),
        ...wayBack(reader, props),
      )}
      ${keptText(reader, { comment: props.unsent ?? '' })}
    `,
  )
}

/** There is no answer yet, or it is too long ago. */
export function noSurveyPage(
  reader: Reader,
  props: Survey & {
    why: Extract<Standing, 'no-answer' | 'over'>
    openForDays: number
    unsent?: string | undefined
  },
): SafeHtml {
  const { not } = reader.words.feedback
  const { title, text } =
    props.why === 'over' ? { ...not.over, text: not.over.text(props.openForDays) } : not[props.why]
  return page(
    reader,
    { ...frame, title },
    html`
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${text}</p>
      ${buttonGroup(...wayBack(reader, props))} ${keptText(reader, { comment: props.unsent ?? '' })}
    `,
  )
}

const frame = { section: 'track', noindex: true } as const

function wayBack(reader: Reader, survey: Survey): SafeHtml[] {
  if (!survey.isFollowing) return []
  const { back } = reader.words.feedback.survey
  return [linkButton(back, requestOf(reader, survey), 'secondary')]
}

function requestOf(reader: Reader, { infoRequest }: Survey): string {
  return link(reader, `/requests/${infoRequest.reference}`)
}
