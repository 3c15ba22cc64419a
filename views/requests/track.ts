import { html, type SafeHtml } from '../html.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { details, notificationBanner } from '../parts/notices.ts'
import { keptText } from '../problem.ts'
import { link, type Reader } from '../reader.ts'

export type TrackPage = {
  reference?: string | undefined
  code?: string | undefined
  faults?: readonly Fault[] | undefined
  /** A message that could not be sent because the half hour was over. */
  unsent?: string | undefined
  /** How long one may read after entering the code. */
  sessionMinutes: number
}

/** Reference and code. A wrong pair is answered in one way, whatever is wrong about it. */
export function trackPage(
  reader: Reader,
  { reference, code, faults = [], unsent, sessionMinutes }: TrackPage,
): SafeHtml {
  const words = reader.words.tracking.track
  const errors = fieldErrors(reader, faults, words.faults)
  return page(
    reader,
    { title: words.title, error: errors.length > 0, section: 'track', noindex: true },
    html`
      ${errorSummary(reader, errors)}
      ${
        unsent &&
        notificationBanner(reader, {
          heading: words.keptTitle,
          more: html`<p class="govuk-body">${words.keptText}</p>`,
        })
      }
      <h1 class="govuk-heading-l">${words.title}</h1>
      ${unsent && keptText(reader, { note: unsent })}
      <p class="govuk-body">${words.intro}</p>
      <form method="post" action="${link(reader, '/track')}" novalidate>
        ${csrfField(reader)}
        ${textInput(reader, {
          name: 'reference',
          label: words.reference,
          hint: words.referenceHint,
          value: reference,
          error: errorOf(errors, 'reference'),
          autocomplete: 'off',
          spellcheck: false,
          width: 20,
        })}
        ${textInput(reader, {
          name: 'code',
          label: words.code,
          hint: words.codeHint,
          value: code,
          error: errorOf(errors, 'code'),
          autocomplete: 'off',
          spellcheck: false,
          width: 20,
        })}
        <p class="govuk-body">${words.privacy(sessionMinutes)}</p>
        ${button(words.submit, { busyText: words.submitting })}
      </form>
      ${details(
        words.lost,
        html`
          <p class="govuk-body">${words.lostText}</p>
          <p class="govuk-body">${words.lostPhone(reader.words.layout.contact.phone)}</p>
        `,
      )}
    `,
  )
}
