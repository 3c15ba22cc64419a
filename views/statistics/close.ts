import { html, type SafeHtml } from '../html.ts'
import type { MonthStanding } from '#src/statistics/signing/commands.ts'
import type { Month } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { checkboxes } from '../parts/choices.ts'
import { monthName, shortMonth } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { insetText, warningText } from '../parts/notices.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { summaryList } from '../parts/summary.ts'
import { tag } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'
import type { LabelledTable } from './labels.ts'

export type ClosePage = {
  standing: MonthStanding
  /** What would be signed, with its words. */
  tables: readonly LabelledTable[]
  signatory: { name: string; post: string }
  typed: Record<string, string>
  faults: readonly Fault[]
}

export const reasonLimit = 1000

/** The checklist before a month is signed, and the signature. */
export function closePage(reader: Reader, props: ClosePage): SafeHtml {
  const { standing, typed, faults } = props
  const { words, language } = reader
  const texts = words.monthClose.page
  const { month, signed, differences } = standing
  const errors = fieldErrors(reader, faults, { ...words.monthClose.faults, main: refusals(words) })
  const name = monthName(language, month)
  const title = signed ? texts.titleOfRevision(name) : texts.title(name)
  const isPointless = signed !== undefined && differences.length === 0
  return page(
    reader,
    {
      title,
      section: 'report',
      noindex: true,
      error: errors.length > 0,
      backLink: { href: link(reader, `/staff/reports/${month}`), text: texts.back },
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${title}</h1>
      ${
        isPointless
          ? insetText(texts.nothingToCorrect)
          : html`
              <p class="govuk-body">${texts.intro}</p>
              <h2 class="govuk-heading-m">${texts.checks}</h2>
              ${checklist(reader, standing)}
              <h2 class="govuk-heading-m">${texts.figures}</h2>
              ${mainFigures(props.tables)} ${enteredSoFar(reader, props.tables)}
              ${
                standing.mayBeSigned
                  ? form(reader, props, typed, (field) => errorOf(errors, field))
                  : warningText(reader, texts.cannot)
              }
            `
      }
    `,
  )
}

/** Why the command would not sign, as everywhere. */
function refusals({ problems }: Reader['words']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems.reasons).map(([name, { text }]) => [name, text]),
  )
}

function checklist(reader: Reader, { checks }: MonthStanding): SafeHtml {
  const texts = reader.words.monthClose.page
  const { hasBegun, isOver, unsignedBefore, changedBefore, agrees } = checks
  const items = [
    { words: texts.begun, isOpen: !hasBegun },
    { words: texts.over, isOpen: !isOver },
    { words: texts.order, isOpen: unsignedBefore.length > 0, months: unsignedBefore },
    { words: texts.changed, isOpen: changedBefore.length > 0, months: changedBefore },
    { words: texts.agrees, isOpen: !agrees },
  ]
  return html`
    <ul class="govuk-list checklist">
      ${items.map(
        ({ words, isOpen, months = [] }) => html`
          <li>
            ${tag(isOpen ? texts.open : texts.ok, isOpen ? 'red' : 'green')}
            <span>${isOpen ? words.open : words.ok} ${links(reader, months)}</span>
          </li>
        `,
      )}
    </ul>
  `
}

function links(reader: Reader, months: readonly Month[]): SafeHtml[] {
  return months.map(
    (month, place) =>
      html`${place > 0 ? ', ' : ''}<a
          class="govuk-link nowrap"
          href="${link(reader, `/staff/reports/${month}/close`)}"
          >${shortMonth(reader.language, month)}</a
        >`,
  )
}

/** The totals of the service, as the report has them. */
function mainFigures(tables: readonly LabelledTable[]): SafeHtml | undefined {
  const service = tables.find(({ id }) => id === 'service')
  const total = service?.total
  if (!service || !total) return undefined
  return summaryList(
    service.columns.map(({ id, label }) => ({
      key: label,
      value: writtenNumber(total.values[id] ?? 0),
    })),
  )
}

function enteredSoFar(reader: Reader, tables: readonly LabelledTable[]): SafeHtml {
  const texts = reader.words.monthClose.page
  const rows = tables.find(({ id }) => id === 'service')?.rows ?? []
  const entered = rows.map(({ label, values }) =>
    texts.entered(label, writtenNumber(values['received'] ?? 0)),
  )
  return html`<p class="govuk-body">${texts.enteredSoFar} ${entered.join(' · ')}</p>`
}

function form(
  reader: Reader,
  { standing, signatory }: ClosePage,
  typed: Record<string, string>,
  errorFor: (field: string) => string | undefined,
): SafeHtml {
  const texts = reader.words.monthClose.page
  const { month, checks, signed, mark } = standing
  const undated = checks.undatedLetters
  return html`
    <form
      method="post"
      action="${link(reader, `/staff/reports/${month}/close`)}"
      novalidate
      id="main-form"
    >
      ${csrfField(reader)}
      <input type="hidden" name="revision" value="${(signed?.revision ?? 0) + 1}" />
      <input type="hidden" name="mark" value="${mark}" />
      ${
        signed &&
        textArea(reader, {
          name: 'reason',
          label: texts.reason,
          hint: texts.reasonHint,
          value: typed['reason'],
          error: errorFor('reason'),
          rows: 3,
          maxGraphemes: reasonLimit,
        })
      }
      ${checkboxes(reader, {
        name: 'paperEntered',
        label: texts.confirm,
        values: typed['paperEntered'] === 'yes' ? ['yes'] : [],
        items: [{ value: 'yes', label: texts.paperEntered }],
        error: errorFor('paperEntered'),
      })}
      ${
        undated > 0
          ? checkboxes(reader, {
              name: 'lettersDated',
              label: texts.lettersOnPaper,
              hint: html`<a class="govuk-link" href="${link(reader, '/staff/letters')}"
                >${texts.undated}</a
              >`,
              values: typed['lettersDated'] === 'yes' ? ['yes'] : [],
              items: [{ value: 'yes', label: texts.lettersDated(writtenNumber(undated)) }],
              error: errorFor('lettersDated'),
            })
          : undefined
      }
      <p class="govuk-body"><strong>${texts.signatory(signatory.name, signatory.post)}</strong></p>
      ${button(texts.button, { preventDoubleClick: true, busyText: texts.busy })}
    </form>
  `
}
