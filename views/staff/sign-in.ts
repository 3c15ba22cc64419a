import { html, type SafeHtml } from '../html.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { passwordInput, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { link, type Reader } from '../reader.ts'

export type SignIn = {
  username?: string | undefined
  /** The page of the staff area to go to after signing in. */
  next?: string | undefined
  faults?: readonly Fault[] | undefined
}

/** Username and password. Which of the two was wrong is never told. */
export function signInPage(reader: Reader, { username, next, faults = [] }: SignIn): SafeHtml {
  const words = reader.words.signIn
  const errors = fieldErrors(reader, faults, words.faults)
  return page(
    reader,
    { title: words.title, error: errors.length > 0, noindex: true },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">
        ${words.forWhom}
        <a class="govuk-link" href="${link(reader, '/track')}">${words.toPublic}</a>
      </p>
      ${next && html`<p class="govuk-body">${words.comeBack}</p>`}
      <form method="post" action="${link(reader, '/staff/sign-in')}" novalidate>
        ${csrfField(reader)} ${next && html`<input type="hidden" name="next" value="${next}" />`}
        ${textInput(reader, {
          name: 'username',
          label: words.username,
          value: username,
          error: errorOf(errors, 'username'),
          autocomplete: 'username',
          spellcheck: false,
          width: 20,
        })}
        ${passwordInput(reader, {
          name: 'password',
          label: words.password,
          error: errorOf(errors, 'password'),
        })}
        ${button(words.submit, { preventDoubleClick: true, busyText: words.submitting })}
      </form>
      <p class="govuk-body">${words.forgotten}</p>
    `,
  )
}
