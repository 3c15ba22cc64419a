import { html, type SafeHtml } from '../html.ts'
import type { Calculation } from '#src/requests/calculator.ts'
import type { Limit } from '#src/requests/deadlines.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { fullDay, legalDay, yearName } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textInput } from '../parts/field.ts'
import { errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { insetText } from '../parts/notices.ts'
import { summaryList } from '../parts/summary.ts'
import { link, type Reader } from '../reader.ts'
import { deadlineExplained, type ExplainedDeadline } from './explained.ts'

export type CalculatorPage = {
  /** The limit that holds today. */
  limit: Limit
  officeHours: ExplainedDeadline['officeHours']
  typed: Record<string, string>
  faults: readonly Fault[]
  /** The answer, once there is a question. */
  calculation?: Calculation | undefined
}

/** When an answer is due, for any day of sending, with every day counted before the reader's eyes. */
export function calculatorPage(reader: Reader, props: CalculatorPage): SafeHtml {
  const words = reader.words.deadline.calculator
  const errors = fieldErrors(reader, props.faults, words.faults)
  const { calculation } = props
  const { days, unit } = calculation?.deadline.limit ?? props.limit
  return page(
    reader,
    { title: words.title, section: 'guide', error: errors.length > 0 },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      ${calculation ? answer(reader, props, calculation) : html`<p class="govuk-body-l">${words.lead}</p>`}
      ${form(reader, props, errors)}
      <h2 class="govuk-heading-m">${words.practiceTitle}</h2>
      <p class="govuk-body">${words.practice(reader.words.guide.limit(days, unit))}</p>
      <p class="govuk-body">${words.receipt}</p>
      <p class="govuk-body">${words.yours}</p>
    `,
  )
}

function answer(
  reader: Reader,
  { officeHours }: CalculatorPage,
  { receipt, deadline, unsureYears, beyondCap, appeals }: Calculation,
): SafeHtml {
  const words = reader.words.deadline.calculator
  const { language } = reader
  return html`
    <section class="aside govuk-!-margin-bottom-7" aria-labelledby="answer">
      <h2 class="govuk-heading-m" id="answer">${words.answer}</h2>
      <p class="govuk-body-l"><strong>${legalDay(language, deadline.on)}</strong></p>
      ${unsureYears.map(({ year, known }) => insetText(words.notes[known](yearName(language, year))))}
      ${beyondCap !== undefined && insetText(words.notes.beyondCap(fullDay(language, beyondCap)))}
      <h3 class="govuk-heading-s">${words.how}</h3>
      ${deadlineExplained(reader, { deadline, receipt, officeHours, dueOn: deadline.on })}
      ${appeals && remedies(reader, appeals)}
    </section>
  `
}

function remedies(
  reader: Reader,
  { appealBy, ownDataAppealBy }: NonNullable<Calculation['appeals']>,
): SafeHtml {
  const words = reader.words.deadline.calculator.remedies
  const { language } = reader
  return html`
    <h3 class="govuk-heading-s">${words.title}</h3>
    ${summaryList([
      { key: words.appeal, value: words.appealText(legalDay(language, appealBy)) },
      { key: words.ownData, value: words.ownDataText(legalDay(language, ownDataAppealBy)) },
      { key: words.complaint, value: words.complaintText },
    ])}
    <p class="govuk-body-s">
      ${words.notMoved}
      <a class="govuk-link" href="${link(reader, '/guide#rights')}">${words.guide}</a>
    </p>
  `
}

/** Sent by GET: the address of an answer is its question. */
function form(reader: Reader, { typed }: CalculatorPage, errors: readonly FieldError[]): SafeHtml {
  const words = reader.words.deadline.calculator
  const field = (name: string, label: string, hint?: string) => ({
    name,
    label,
    hint,
    value: typed[name],
    error: errorOf(errors, name),
    autocomplete: 'off',
    spellcheck: false,
    width: 20 as const,
  })
  return html`
    <h2 class="govuk-heading-m">${words.form}</h2>
    <form method="get" action="${link(reader, '/deadline')}" novalidate>
      ${textInput(reader, field('on', words.on, words.onHint))}
      ${textInput(reader, { ...field('at', words.at, words.atHint), optional: true, width: 10 })}
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/deadline?on=today')}">${words.now}</a>
      </p>
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${words.more}</legend>
        <p class="govuk-hint">${words.moreText}</p>
        ${textInput(reader, field('askedOn', words.askedOn))}
        ${textInput(reader, field('answeredOn', words.answeredOn, words.answeredOnHint))}
        ${textInput(reader, field('until', words.until))}
        ${textInput(reader, field('refusedOn', words.refusedOn, words.refusedOnHint))}
      </fieldset>
      ${button(words.submit)}
    </form>
  `
}
