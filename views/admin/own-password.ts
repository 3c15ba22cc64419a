import { html, type SafeHtml } from '../html.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { passwordInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { notificationBanner } from '../parts/notices.ts'
import { link, type Reader } from '../reader.ts'

export type OwnPassword = {
  limits: { least: number }
  isDone?: boolean | undefined
  faults: readonly Fault[]
}

/** Everybody's page for their own password. What was typed is never written back into it. */
export function ownPasswordPage(reader: Reader, { limits, isDone, faults }: OwnPassword): SafeHtml {
  const { admin } = reader.words
  const words = admin.ownPassword
  const errors = fieldErrors(reader, faults, admin.faults.ownPassword)
  return page(
    reader,
    {
      title: words.title,
      error: errors.length > 0,
      noindex: true,
      backLink: { href: link(reader, '/staff') },
    },
    html`
      ${
        isDone &&
        notificationBanner(reader, {
          kind: 'success',
          heading: words.done,
          more: html`<p class="govuk-body">${words.doneMore}</p>`,
        })
      }
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.effect}</p>
      <form method="post" action="${link(reader, '/staff/password')}" novalidate>
        ${csrfField(reader)}
        ${passwordInput(reader, {
          name: 'password',
          label: words.present,
          error: errorOf(errors, 'password'),
          autocomplete: 'current-password',
        })}
        ${passwordInput(reader, {
          name: 'newPassword',
          label: words.next,
          hint: words.nextHint(limits.least),
          error: errorOf(errors, 'newPassword'),
          autocomplete: 'new-password',
        })}
        ${button(words.button, { preventDoubleClick: true })}
      </form>
    `,
  )
}
