import { html, type SafeHtml } from '../html.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button, buttonGroup, linkButton } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { warningText } from '../parts/notices.ts'
import { writtenText } from '../parts/written-text.ts'
import { keptText } from '../problem.ts'
import { link, type Reader } from '../reader.ts'

export type WithdrawalPage = {
  infoRequest: Pick<InfoRequest, 'reference' | 'subject' | 'status'>
  typed?: Record<string, string> | undefined
  faults?: readonly Fault[] | undefined
  noteLimit: number
}

/** What withdrawing means, and the one button that does it; or that there is nothing left to withdraw. */
export function withdrawalPage(reader: Reader, props: WithdrawalPage): SafeHtml {
  const { status } = props.infoRequest
  return status === 'answered' || status === 'withdrawn' || status === 'lapsed'
    ? nothingToWithdraw(reader, props, status)
    : askPage(reader, props)
}

function askPage(
  reader: Reader,
  { infoRequest: { reference, subject }, typed = {}, faults = [], noteLimit }: WithdrawalPage,
): SafeHtml {
  const words = reader.words.tracking.withdrawal
  const errors = fieldErrors(reader, faults)
  const request = link(reader, `/requests/${reference}`)
  return page(
    reader,
    {
      title: words.title(reference),
      error: errors.length > 0,
      backLink: { href: request, text: words.back },
      section: 'track',
      noindex: true,
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${words.title(reference)}</h1>
      <h2 class="govuk-heading-s">${words.subject}</h2>
      <div class="govuk-body">${writtenText(subject)}</div>
      ${warningText(reader, words.consequence)}
      <p class="govuk-body">${words.instead}</p>
      <form method="post" action="${link(reader, `/requests/${reference}/withdrawal`)}" novalidate>
        ${csrfField(reader)}
        ${textArea(reader, {
          name: 'note',
          label: words.note,
          hint: words.noteHint,
          optional: true,
          rows: 3,
          maxGraphemes: noteLimit,
          value: typed['note'],
          error: errorOf(errors, 'note'),
        })}
        ${buttonGroup(
          button(words.submit(reference), {
            kind: 'warning',
            preventDoubleClick: true,
            busyText: words.submitting,
          }),
          html`<a class="govuk-link" href="${request}">${words.keep}</a>`,
        )}
      </form>
    `,
  )
}

function nothingToWithdraw(
  reader: Reader,
  { infoRequest: { reference }, typed = {} }: WithdrawalPage,
  status: 'answered' | 'withdrawn' | 'lapsed',
): SafeHtml {
  const words = reader.words.tracking.withdrawal
  const title = words.closedTitle(reference)
  return page(
    reader,
    { title, section: 'track', noindex: true },
    html`
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${words.closedTexts[status]}</p>
      ${linkButton(words.back, link(reader, `/requests/${reference}`))}
      ${keptText(reader, { note: typed['note'] ?? '' })}
    `,
  )
}
