import { html, type SafeHtml } from '../html.ts'
import type { FollowPage, Message } from './follow.ts'
import { button } from '../parts/buttons.ts'
import { fullDay, momentTag } from '../parts/dates.ts'
import { fileInput, textArea } from '../parts/field.ts'
import { csrfField, errorOf, type FieldError } from '../parts/forms.ts'
import { messages } from '../parts/messages.ts'
import { insetText, notificationBanner } from '../parts/notices.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'

/** What the two sides said to each other, and the form to say more while it is open. */
export function thread(
  reader: Reader,
  props: FollowPage,
  errors: readonly FieldError[],
): SafeHtml | undefined {
  const words = reader.words.tracking.messages
  const isOpen = props.left !== undefined
  if (!isOpen && props.messages.length === 0) return undefined
  return html`
    <h2 class="govuk-heading-l" id="messages">${words.heading}</h2>
    ${
      props.messages.length > 0
        ? messages(
            props.messages.map((message) => ({
              id: `m${message.position}`,
              from: from(reader, message),
              at: momentTag(reader.language, message.at),
              own: message.own,
              text: message.text,
            })),
          )
        : html`<p class="govuk-body">${words.none}</p>`
    }
    ${isOpen ? messageForm(reader, props, errors) : html`<p class="govuk-body">${words.closed}</p>`}
  `
}

function from(reader: Reader, { own, kind }: Message): string {
  const words = reader.words.tracking.messages
  const side = own ? words.fromYou : words.fromStaff
  return kind === 'message' ? side : `${side} · ${words.kind[kind]}`
}

/** A message; under a question of ours its answer, with files if need be. */
function messageForm(
  reader: Reader,
  { infoRequest, typed = {}, noteLimit, fileLimits, question }: FollowPage,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.tracking.messages
  return html`
    <form
      class="no-print"
      method="post"
      action="${link(reader, `/requests/${infoRequest.reference}/messages`)}"
      ${question && html`enctype="multipart/form-data"`}
      novalidate
    >
      ${csrfField(reader)} ${question && html`<input type="hidden" name="answers" value="yes" />`}
      ${textArea(reader, {
        name: 'note',
        label: question ? words.writeAnswer : words.write,
        hint: words.hint,
        rows: question ? 6 : 4,
        maxGraphemes: noteLimit,
        value: typed['note'],
        error: errorOf(errors, 'note'),
      })}
      ${
        question &&
        fileInput(reader, {
          name: 'file',
          label: words.file,
          hint: words.fileHint,
          optional: true,
          multiple: true,
          maxBytes: fileLimits.bytesEach,
          error: errorOf(errors, 'file'),
        })
      }
      ${button(question ? words.sendAnswer : words.send, {
        preventDoubleClick: true,
        busyText: reader.words.forms.sending,
      })}
    </form>
  `
}

/** What we ask, by when, and what follows without an answer: before all else on the page. */
export function questionNotice(reader: Reader, { question }: FollowPage): SafeHtml | undefined {
  if (!question) return undefined
  const words = reader.words.tracking.question
  return insetText(html`
    <h2 class="govuk-heading-m">${reader.words.tracking.todo.heading}</h2>
    <p class="govuk-body">
      <strong>${words.answerBy(fullDay(reader.language, question.answerBy))}</strong>
    </p>
    <div class="govuk-body">${writtenText(question.text)}</div>
    <p class="govuk-body">${words.otherwise}</p>
    <p class="govuk-body"><a class="govuk-link" href="#note">${words.link}</a></p>
  `)
}

export function tooLateBanner(reader: Reader): SafeHtml {
  const words = reader.words.tracking.messages
  return notificationBanner(reader, {
    heading: words.notSent,
    more: html`<p class="govuk-body">${words.notSentMore}</p>`,
  })
}
