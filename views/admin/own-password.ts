import { html, type SafeHtml } from '../html.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { passwordInput, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { insetText, notificationBanner } from '../parts/notices.ts'
import { link, type Reader } from '../reader.ts'

export type OwnPassword = {
  limits: { least: number }
  /** Somebody else gave them the one they have: until they change it, there is no other page for them. */
  mustChange: boolean
  /** Where their mail goes, or what was typed for it. */
  email: string
  /** The password, or the e-mail, was just changed. */
  done?: 'yes' | 'email' | undefined
  faults: readonly Fault[]
}

/** Everybody's page for their own password. What was typed is never written back into it. */
export function ownPasswordPage(reader: Reader, props: OwnPassword): SafeHtml {
  const { limits, mustChange, faults } = props
  const { admin } = reader.words
  const words = admin.ownPassword
  const errors = fieldErrors(reader, faults, admin.faults.ownPassword)
  return page(
    reader,
    {
      title: words.title,
      error: errors.length > 0,
      noindex: true,
      backLink: mustChange ? undefined : { href: link(reader, '/staff') },
    },
    html`
      ${doneNotice(reader, props)} ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      ${mustChange && insetText(words.mustChange)}
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
      ${!mustChange && ownEmail(reader, props, errors)}
    `,
  )
}

function doneNotice(reader: Reader, { done, mustChange }: OwnPassword): SafeHtml | undefined {
  const words = reader.words.admin.ownPassword
  if (done === undefined || mustChange) return undefined
  if (done === 'email')
    return notificationBanner(reader, { kind: 'success', heading: words.email.done })
  return notificationBanner(reader, {
    kind: 'success',
    heading: words.done,
    more: html`<p class="govuk-body">${words.doneMore}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/staff')}">${words.toWork}</a>
      </p>`,
  })
}

function ownEmail(reader: Reader, { email }: OwnPassword, errors: readonly FieldError[]): SafeHtml {
  const words = reader.words.admin.ownPassword.email
  return html`
    <h2 class="govuk-heading-m">${words.title}</h2>
    <form method="post" action="${link(reader, '/staff/password/email')}" novalidate>
      ${csrfField(reader)}
      ${textInput(reader, {
        name: 'email',
        label: words.label,
        hint: words.hint,
        value: email,
        error: errorOf(errors, 'email'),
        optional: true,
        type: 'email',
        autocomplete: 'email',
        spellcheck: false,
      })}
      ${button(words.button, { kind: 'secondary', preventDoubleClick: true })}
    </form>
  `
}
