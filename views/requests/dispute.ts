import { html, type SafeHtml } from '../html.ts'
import type { InfoRequest, Status } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button, buttonGroup, linkButton } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { insetText } from '../parts/notices.ts'
import { writtenText } from '../parts/written-text.ts'
import { keptText } from '../problem.ts'
import { link, type Reader } from '../reader.ts'

export type DisputePage = {
  infoRequest: Pick<InfoRequest, 'reference' | 'subject' | 'status' | 'disputedAt'>
  typed?: Record<string, string> | undefined
  faults?: readonly Fault[] | undefined
  noteLimit: number
}

/** Says that something is wrong with the answer; or that we know already, or that there is no answer. */
export function disputePage(reader: Reader, props: DisputePage): SafeHtml {
  const { status, disputedAt } = props.infoRequest
  const isClosed = status === 'answered' || status === 'lapsed'
  if (!isClosed) return nothingToDispute(reader, props, 'open')
  return disputedAt === null ? askPage(reader, props) : nothingToDispute(reader, props, 'disputed')
}

function askPage(
  reader: Reader,
  { infoRequest: { reference, subject, status }, typed = {}, faults = [], noteLimit }: DisputePage,
): SafeHtml {
  const words = disputeWords(reader, status)
  const errors = fieldErrors(reader, faults, words.faults)
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
      <p class="govuk-body">${words.what}</p>
      ${status === 'answered' && insetText(words.appealToo)}
      <form method="post" action="${link(reader, `/requests/${reference}/dispute`)}" novalidate>
        ${csrfField(reader)}
        ${textArea(reader, {
          name: 'note',
          label: words.note,
          hint: words.noteHint,
          rows: 6,
          maxGraphemes: noteLimit,
          value: typed['note'],
          error: errorOf(errors, 'note'),
        })}
        ${buttonGroup(
          button(words.submit, { preventDoubleClick: true, busyText: reader.words.forms.sending }),
          html`<a class="govuk-link" href="${request}">${words.cancel}</a>`,
        )}
      </form>
    `,
  )
}

/** What one says of an answer, or of a request that was closed without one. */
export function disputeWords({ words }: Reader, status: Status) {
  const { dispute } = words.tracking
  return status === 'lapsed' ? { ...dispute, ...dispute.lapsed } : dispute
}

function nothingToDispute(
  reader: Reader,
  { infoRequest: { reference }, typed = {} }: DisputePage,
  why: 'open' | 'disputed',
): SafeHtml {
  const words = reader.words.tracking.dispute
  const { title, text } = words.not[why]
  return page(
    reader,
    { title, section: 'track', noindex: true },
    html`
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${text}</p>
      ${linkButton(words.back, link(reader, `/requests/${reference}`))}
      ${keptText(reader, { note: typed['note'] ?? '' })}
    `,
  )
}
