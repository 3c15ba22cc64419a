import { html, type SafeHtml } from './html.ts'
import { page } from './layout.ts'
import { button } from './parts/buttons.ts'
import { csrfField } from './parts/forms.ts'
import { timeOfDay } from './parts/dates.ts'
import { link, type Reader } from './reader.ts'

export type Problem = {
  status: number
  /** Key of a sentence under `words.problems.reasons`. */
  reason: string
  retryAt?: number | undefined
  /** Where the form was sent, to send it there again. */
  action: string
  /** What was sent, so that nothing typed is lost. */
  fields?: Fields | undefined
  /** The same form will be good in a moment. */
  canBeSentAgain?: boolean
  /** The page it was sent from, to fill in again. */
  form?: string | undefined
  /** What to quote when asking about it. */
  requestId: string
}

/** Of a field that was sent several times, all of it. */
type Fields = Record<string, string | string[]>

/** What went wrong, what became of what was sent, and what to do now. */
export function problemPage(reader: Reader, problem: Problem): SafeHtml {
  const words = reader.words.problems
  const reason = isReason(reader, problem.reason) ? problem.reason : 'our-fault'
  const { title, text } = words.reasons[reason]
  return page(
    reader,
    { title, error: true },
    html`
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${text}</p>
      ${
        problem.retryAt !== undefined &&
        html`<p class="govuk-body">
          ${words.tryAgainAt(timeOfDay(reader.language, problem.retryAt))}
        </p>`
      }
      ${
        problem.fields &&
        (problem.canBeSentAgain
          ? sendAgain(reader, problem.action, problem.fields)
          : keptText(reader, problem.fields))
      }
      ${
        problem.form !== undefined &&
        html`<p class="govuk-body">
          <a class="govuk-link" href="${link(reader, problem.form)}">${words.toForm}</a>
        </p>`
      }
      ${whereToGo(reader, problem)}
      ${
        problem.status >= 500 &&
        html`<p class="govuk-body-s">${words.quote} <code>${problem.requestId}</code></p>`
      }
    `,
  )
}

function sendAgain(reader: Reader, action: string, fields: Fields): SafeHtml {
  const words = reader.words.problems
  return html`
    <p class="govuk-body">${words.textIsKept}</p>
    <form method="post" action="${link(reader, action)}" novalidate>
      ${csrfField(reader)}
      ${allOf(fields).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      ${button(words.sendAgain)}
    </form>
  `
}

/** Long texts, to copy from: what was typed must not be lost, even where it can no longer be sent. */
export function keptText(reader: Reader, fields: Fields): SafeHtml | undefined {
  const texts = allOf(fields).filter(([, value]) => value.length > 20)
  if (texts.length === 0) return undefined
  return html`<div class="govuk-form-group">
    <h2 class="govuk-heading-m">${reader.words.problems.yourText}</h2>
    ${texts.map(
      ([name, value], index) =>
        html`<textarea
          class="govuk-textarea"
          id="kept-${name}${index > 0 && `-${index}`}"
          rows="6"
          readonly
          aria-label="${reader.words.problems.yourText}"
        >
${value}</textarea>`,
    )}
  </div>`
}

function allOf(fields: Fields): [name: string, value: string][] {
  return Object.entries(fields).flatMap(([name, sent]) =>
    [sent].flat().map((value): [string, string] => [name, value]),
  )
}

function whereToGo(reader: Reader, { status, reason }: Problem): SafeHtml {
  const words = reader.words.problems
  if (reason === 'password-first')
    return html`<p class="govuk-body">
      <a class="govuk-link" href="${link(reader, '/staff/password')}">${words.toPassword}</a>
    </p>`
  return html`<p class="govuk-body">
    ${
      status === 401
        ? html`<a class="govuk-link" href="${link(reader, '/staff/sign-in')}">${words.toSignIn}</a>`
        : reader.staff
          ? toWork(reader, reader.staff)
          : html`<a class="govuk-link" href="${link(reader, '/')}">${words.toStart}</a> ·
              <a class="govuk-link" href="${link(reader, '/track')}">${words.toTracking}</a>`
    }
  </p>`
}

/** Where the day's work begins: not the queue for an administrator, who has none. */
function toWork(reader: Reader, { role }: NonNullable<Reader['staff']>): SafeHtml {
  const { problems, admin } = reader.words
  return role === 'administrator'
    ? html`<a class="govuk-link" href="${link(reader, '/staff/admin')}">${admin.title}</a>`
    : html`<a class="govuk-link" href="${link(reader, '/staff')}">${problems.toQueue}</a>`
}

function isReason(
  { words }: Reader,
  reason: string,
): reason is keyof Reader['words']['problems']['reasons'] {
  return Object.hasOwn(words.problems.reasons, reason)
}
