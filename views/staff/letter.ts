import { html, type SafeHtml } from '../html.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import type { PostedLetter } from '#src/mail/store.ts'
import type { HandledHow } from '#src/database/schema.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button, linkButton, printButton } from '../parts/buttons.ts'
import { radios } from '../parts/choices.ts'
import { dateOfLetter, dayTag, longDay, momentTag } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { details, notificationBanner, warningText } from '../parts/notices.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { summaryList, type SummaryRow } from '../parts/summary.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { wordsIn } from '../words/words.ts'
import { deliveryTag, failureSentence } from './delivery.ts'

export type LetterPage = {
  infoRequest: InfoRequest
  letter: PostedLetter
  /** Until when it is tried, while it is on its way. */
  triedUntil: number | undefined
  /** Who recorded that the recipient was told. */
  handledBy: string | undefined
  /** How to reach the recipient without mail; no telephone is known of third parties. */
  phone: string | undefined
  address: string
  /** What stands before the register number on the paper. */
  numberPrefix: string
  canBeSent: boolean
  canBeHandled: boolean
  handledHows: readonly HandledHow[]
  today: string
  done?: 'sending' | 'handling' | 'register-number' | undefined
  /** Somebody, or the mail itself, was quicker. */
  hasMovedOn?: boolean | undefined
  typed?: Record<string, string> | undefined
  faults?: readonly Fault[] | undefined
}

type Props = LetterPage & { errors: readonly FieldError[]; address: string; at: string }

/** One letter: how it fares and what to do about that, then what it says, to read or to print and post. */
export function letterPage(reader: Reader, shown: LetterPage): SafeHtml {
  const { caseFile: words, paper } = reader.words
  const { infoRequest, letter } = shown
  const { reference } = infoRequest
  const errors = fieldErrors(reader, shown.faults ?? [], paper.faults)
  const at = link(reader, `/staff/requests/${reference}/letters/${letter.id}`)
  const props: Props = { ...shown, errors, at }
  const title = words.letter.title(words.letters.kind[letter.kind], reference)
  return page(
    reader,
    {
      title,
      error: errors.length > 0 || shown.hasMovedOn === true,
      section: 'queue',
      noindex: true,
      backLink: {
        href: link(reader, `/staff/requests/${reference}`),
        text: words.letter.back(reference),
      },
    },
    html`
      <div class="no-print">
        ${errorSummary(reader, errors)} ${notice(reader, shown)}
        <h1 class="govuk-heading-l">${title}</h1>
        ${whatToDo(reader, props)} ${delivery(reader, props)}
        <div class="govuk-button-group">
          ${linkButton(paper.openPdf, `${at}.pdf`)} ${printButton(reader)}
        </div>
        ${actions(reader, props)}
        <h2 class="govuk-heading-m">${paper.letterItself}</h2>
      </div>
      ${letterItself(props)}
    `,
  )
}

function notice(reader: Reader, { done, hasMovedOn }: LetterPage): SafeHtml | undefined {
  const words = reader.words.paper
  if (hasMovedOn)
    return notificationBanner(reader, {
      heading: words.movedOn.heading,
      more: html`<p class="govuk-body">${words.movedOn.text}</p>`,
    })
  return done && notificationBanner(reader, { kind: 'success', heading: words.done[done] })
}

/** Only where no mail takes it to its reader: what to do instead, with what is needed for it. */
function whatToDo(reader: Reader, { letter, phone, address }: Props): SafeHtml | undefined {
  if (letter.state !== 'failed' && letter.state !== 'on-paper') return undefined
  const words = reader.words.paper.byHand
  return html`
    ${warningText(reader, words[letter.state])}
    ${summaryList([
      ...(phone === undefined ? [] : [{ key: words.phone, value: phone || words.noPhone }]),
      { key: words.address, value: address === '' ? words.noAddress : writtenText(address) },
    ])}
  `
}

function delivery(reader: Reader, props: Props): SafeHtml {
  const { letter, triedUntil, handledBy } = props
  const { language } = reader
  const words = reader.words.paper.delivery
  const rows: (SummaryRow | false)[] = [
    { key: words.state, value: deliveryTag(reader, letter.state) },
    { key: words.to, value: recipient(reader, letter) },
    { key: words.writtenAt, value: momentTag(language, letter.createdAt) },
    letter.attempts > 0 && {
      key: words.attempts,
      value: words.attemptsValue(writtenNumber(letter.attempts)),
    },
    letter.failure !== '' && {
      key: words.lastFailure,
      value: failureSentence(reader, letter.failure),
    },
    triedUntil !== undefined && { key: words.triedUntil, value: momentTag(language, triedUntil) },
    letter.sentAt !== null && { key: words.sentAt, value: momentTag(language, letter.sentAt) },
    letter.handledHow !== null &&
      letter.handledOn !== null && {
        key: words.handled[letter.handledHow],
        value: html`${dayTag(language, letter.handledOn)}${
          handledBy && html`<br />${words.handledBy(handledBy)}`
        }`,
      },
    { key: words.registerNumber, value: letter.registerNumber || words.noRegisterNumber },
  ]
  return html`
    <h2 class="govuk-heading-m">${words.title}</h2>
    ${summaryList(rows.filter((row) => row !== false))}
  `
}

function recipient(reader: Reader, { toName, toAddress }: PostedLetter): SafeHtml {
  return html`${toName}${toName && html`<br />`}${
    toAddress === ''
      ? reader.words.caseFile.letters.onPaper
      : html`<span class="unbroken">${toAddress}</span>`
  }`
}

// -- What can be done ---------------------------------------------------------------------------

function actions(reader: Reader, props: Props): SafeHtml {
  const { letter, canBeSent, canBeHandled } = props
  const words = reader.words.paper
  const handled = letter.state === 'by-hand'
  return html`
    <h2 class="govuk-heading-m">${words.whatYouCanDo}</h2>
    ${canBeHandled && !handled && opened(words.handle.title, handling(reader, props))}
    ${canBeSent && folded(props, ['toAddress'], words.send.title, sending(reader, props))}
    ${folded(props, ['registerNumber'], words.register.title, register(reader, props))}
    ${handled && folded(props, ['how', 'handledOn'], words.handle.correct, handling(reader, props))}
  `
}

/** What matters now stands open; the rest unfolds, and stays so when its form came back. */
function opened(title: string, form: SafeHtml): SafeHtml {
  return html`<h3 class="govuk-heading-s">${title}</h3>
    ${form}`
}

function folded(
  { errors }: Props,
  fields: readonly string[],
  title: string,
  form: SafeHtml,
): SafeHtml {
  return errors.some(({ field }) => fields.includes(field))
    ? opened(title, form)
    : details(title, form)
}

function handling(reader: Reader, props: Props): SafeHtml {
  const { letter, handledHows, today, typed = {}, errors } = props
  const words = reader.words.paper.handle
  const day = longDay(reader.language, letter.handledOn ?? today)
  return formTo(reader, props, 'handling', [
    radios(reader, {
      name: 'how',
      label: words.how,
      value: typed['how'] ?? letter.handledHow ?? undefined,
      error: errorOf(errors, 'how'),
      items: handledHows.map((value) => ({ value, label: words.items[value] })),
    }),
    textInput(reader, {
      name: 'handledOn',
      label: words.on,
      hint: words.onHint,
      value: typed['handledOn'] ?? day,
      error: errorOf(errors, 'handledOn'),
      autocomplete: 'off',
      width: 20,
    }),
    button(words.button, { preventDoubleClick: true, busyText: reader.words.forms.saving }),
  ])
}

/** Only where the address itself failed can another one be given. */
function sending(reader: Reader, props: Props): SafeHtml {
  const { letter, typed = {}, errors } = props
  const words = reader.words.paper.send
  return formTo(reader, props, 'sending', [
    letter.state === 'failed'
      ? textInput(reader, {
          name: 'toAddress',
          label: words.address,
          hint: words.addressHint,
          type: 'email',
          inputmode: 'email',
          spellcheck: false,
          autocomplete: 'off',
          value: typed['toAddress'] ?? letter.toAddress,
          error: errorOf(errors, 'toAddress'),
        })
      : html`<p class="govuk-body">${words.again}</p>`,
    button(words.button, {
      kind: 'secondary',
      preventDoubleClick: true,
      busyText: reader.words.forms.sending,
    }),
  ])
}

function register(reader: Reader, props: Props): SafeHtml {
  const { letter, numberPrefix, typed = {}, errors } = props
  const words = reader.words.paper.register
  return formTo(reader, props, 'register-number', [
    html`<input type="hidden" name="seen" value="${letter.registerNumber}" />`,
    textInput(reader, {
      name: 'registerNumber',
      label: words.label,
      hint: numberPrefix === '' ? words.hintWithout : words.hint(numberPrefix),
      value: typed['registerNumber'] ?? letter.registerNumber,
      error: errorOf(errors, 'registerNumber'),
      autocomplete: 'off',
      width: 20,
    }),
    button(words.button, {
      kind: 'secondary',
      preventDoubleClick: true,
      busyText: reader.words.forms.saving,
    }),
  ])
}

/** Every form says how the letter stood on this page: what changed meanwhile is not overwritten. */
function formTo(
  reader: Reader,
  { at, letter }: Props,
  part: string,
  fields: readonly SafeHtml[],
): SafeHtml {
  return html`
    <form method="post" action="${at}/${part}" autocomplete="off" novalidate>
      ${csrfField(reader)}
      <input type="hidden" name="state" value="${letter.state}" />
      ${[...fields]}
    </form>
  `
}

// -- The letter ---------------------------------------------------------------------------------

function letterItself({ infoRequest, letter, address }: Props): SafeHtml {
  const { toName, toAddress, language, createdAt } = letter
  const isTheirs = toName === '' || toName === infoRequest.name
  const name = isTheirs ? [infoRequest.title, infoRequest.name].filter(Boolean).join(' ') : toName
  return html`
    <article class="letter" lang="${language}">
      <p class="govuk-body">${momentTag(language, createdAt, dateOfLetter(language, createdAt))}</p>
      ${writtenText([name, toAddress || address].filter(Boolean).join('\n'))}
      <p class="govuk-body"><strong>${letter.subject}</strong></p>
      ${writtenText(bodyOf(letter))}
    </article>
  `
}

/** A printed letter is no automatic e-mail, and may well be answered. */
function bodyOf({ body, toAddress, language }: PostedLetter): string {
  const { automatic } = wordsIn[language].letters
  return toAddress === '' && body.endsWith(automatic)
    ? body.slice(0, -automatic.length).trimEnd()
    : body
}
