import { html, type SafeHtml } from '../html.ts'
import type { RuleField } from '#src/department/rule-forms.ts'
import type { RuleName, RuleValue } from '#src/department/rules.ts'
import type { Day } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { button } from '../parts/buttons.ts'
import { radios } from '../parts/choices.ts'
import { dayTag, fullDay, momentTag, shortDay } from '../parts/dates.ts'
import { fieldErrors, type OwnFaults } from '../parts/faults.ts'
import { textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { summaryCard, summaryList } from '../parts/summary.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { doneBanner, room } from './room.ts'

/** A value of whichever rule. */
export type SetValue = { from: Day; value: RuleValue<RuleName> }

/** What a rule is, and what it will be. */
export type RuleStanding = {
  name: RuleName
  /** Since when; null for what came with the service. */
  now: { from: Day | null; value: RuleValue<RuleName> }
  coming: readonly SetValue[]
}

/** All that the department decides for itself. */
export function settingsPage(
  reader: Reader,
  { standings }: { standings: readonly RuleStanding[] },
): SafeHtml {
  const words = reader.words.settings
  return room(
    reader,
    { title: words.title },
    html`
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      ${standings.map((standing) =>
        summaryCard({
          title: words.rules[standing.name].title,
          action: {
            href: link(reader, `/staff/admin/settings/${standing.name}`),
            text: words.change,
            hiddenText: words.rules[standing.name].title,
          },
          rows: standingRows(reader, standing),
        }),
      )}
    `,
  )
}

/** @param below what stands below a value that has not begun to hold */
function standingRows(
  reader: Reader,
  { name, now, coming }: RuleStanding,
  below: (from: Day) => SafeHtml | undefined = () => undefined,
) {
  const words = reader.words.settings
  const since = now.from === null ? words.sinceAlways : words.since(dayInText(reader, now.from))
  return [
    {
      key: words.now,
      value: html`${inWords(reader, name, now.value)}<br /><span class="govuk-hint"
          >${since}</span
        >`,
    },
    ...coming.map(({ from, value }) => ({
      key: words.coming,
      value: html`${inWords(reader, name, value)}<br /><span class="govuk-hint"
          >${words.comes(dayInText(reader, from))}</span
        >${below(from)}`,
    })),
    { key: words.whereFrom, value: notes(reader, name) },
  ]
}

function notes(reader: Reader, name: RuleName): SafeHtml {
  return html`${reader.words.settings.rules[name].notes.map(
    (note) => html`<p class="govuk-body">${note}</p>`,
  )}`
}

export type SettingPage = RuleStanding & {
  fields: readonly RuleField[]
  /** The first day from which another value can hold; what comes before it can no longer be taken back. */
  earliest: Day
  history: readonly (SetValue & { setBy: string | null; setAt: number })[]
  done: keyof Reader['words']['settings']['done'] | undefined
  typed: Record<string, string>
  faults: readonly Fault[]
}

/** One rule: what it is, what comes, another value from a day on, and all that was ever set. */
export function settingPage(reader: Reader, props: SettingPage): SafeHtml {
  const words = reader.words.settings
  const { name, done, fields, typed, earliest } = props
  const { title } = words.rules[name]
  const errors = fieldErrors(reader, props.faults, ownFaults(reader, props))
  return room(
    reader,
    {
      title,
      error: errors.length > 0,
      trail: [{ text: words.title, path: '/staff/admin/settings' }],
    },
    html`
      ${doneBanner(reader, done && words.done[done])} ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${title}</h1>
      ${summaryList(standingRows(reader, props, (from) => takingBack(reader, props, from)))}
      <h2 class="govuk-heading-m">${words.form.title}</h2>
      <form method="post" action="${link(reader, `/staff/admin/settings/${name}`)}" novalidate>
        ${csrfField(reader)} ${fields.map((field) => input(reader, { name, field, typed, errors }))}
        ${textInput(reader, {
          name: 'from',
          value: typed['from'],
          error: errorOf(errors, 'from'),
          label: words.form.from,
          hint: words.form.fromHint(dayInText(reader, earliest)),
          width: 20,
          autocomplete: 'off',
        })}
        ${button(words.form.save, { preventDoubleClick: true })}
      </form>
      ${history(reader, props)}
    `,
  )
}

/** The button for a value that has not begun to hold. */
function takingBack(
  reader: Reader,
  { name, earliest }: SettingPage,
  from: Day,
): SafeHtml | undefined {
  const { takeBack } = reader.words.settings
  if (from < earliest) return undefined
  return html`<form
    method="post"
    action="${link(reader, `/staff/admin/settings/${name}/${from}/withdrawal`)}"
    novalidate
  >
    ${csrfField(reader)}
    ${button(takeBack.button, {
      kind: 'secondary',
      hiddenText: takeBack.of(dayInText(reader, from)),
    })}
  </form>`
}

type FieldWords = { label: string; hint?: string; options?: Record<string, string> }

function input(
  reader: Reader,
  {
    name: rule,
    field,
    typed,
    errors,
  }: {
    name: RuleName
    field: RuleField
    typed: Record<string, string>
    errors: readonly FieldError[]
  },
): SafeHtml {
  const words = reader.words.settings
  const { label, hint, options } = fieldWords(reader, rule, field)
  const { name } = field
  const common = { name, label, hint, value: typed[name], error: errorOf(errors, name) }
  switch (field.kind) {
    case 'choice':
      return radios(reader, {
        ...common,
        items: field.values.map((value) => ({ value, label: options?.[value] ?? value })),
      })
    case 'line':
    case 'address':
      return textInput(reader, { ...common, autocomplete: 'off' })
    case 'number':
    case 'baht': {
      const [least, most] = writtenBounds(field)
      const between = words.form.between(least, most)
      return textInput(reader, {
        ...common,
        hint: hint === undefined ? between : words.form.hints(between, hint),
        width: 5,
        inputmode: 'numeric',
        autocomplete: 'off',
      })
    }
  }
}

function fieldWords({ words }: Reader, rule: RuleName, { name }: RuleField): FieldWords {
  const known: Record<string, FieldWords> = words.settings.rules[rule].fields
  return known[name] ?? { label: name }
}

/** A sentence names its field: several may want the same, and the summary stands far from them. */
function ownFaults(reader: Reader, { name, fields, earliest }: SettingPage): OwnFaults {
  const { faults } = reader.words.settings
  const of = (field: RuleField, sentence: string) =>
    faults.of(fieldWords(reader, name, field).label, sentence)
  const own: OwnFaults = {
    from: { ...faults.from, 'too-early': faults.tooEarly(dayInText(reader, earliest)) },
  }
  for (const field of fields) {
    if (field.kind === 'choice') own[field.name] = { 'unknown-choice': faults.choice }
    else if (field.kind === 'address') own[field.name] = { 'not-https': faults.address }
    else if (field.kind === 'line') own[field.name] = { missing: of(field, faults.line) }
    else
      own[field.name] = {
        missing: of(field, faults.missing),
        'not-a-number': of(
          field,
          field.kind === 'baht' ? faults['not-baht'] : faults['not-a-number'],
        ),
        'out-of-range': of(field, faults.outOfRange(...writtenBounds(field))),
        'less-than-least': of(field, faults['less-than-least']),
      }
  }
  return own
}

function writtenBounds({
  kind,
  bounds: [least, most],
}: Extract<RuleField, { kind: 'number' | 'baht' }>): [string, string] {
  return kind === 'baht' ? [writtenBaht(least), writtenBaht(most)] : [String(least), String(most)]
}

/** Satang as baht: `1.50`. */
function writtenBaht(satang: number): string {
  return (satang / 100).toFixed(2)
}

function history(reader: Reader, { name, history: records }: SettingPage): SafeHtml {
  const { words, language } = reader
  const { title, none, ...columns } = words.settings.history
  return html`
    <section aria-labelledby="history-title">
      <h2 class="govuk-heading-m" id="history-title">${title}</h2>
      ${
        records.length === 0
          ? html`<p class="govuk-body">${none}</p>`
          : table({
              caption: title,
              captionHidden: true,
              narrow: 'cards',
              firstCellIsHeader: true,
              columns: [
                { label: columns.from },
                { label: columns.value },
                { label: columns.setBy },
                { label: columns.setAt },
              ],
              rows: records.map(({ from, value, setBy, setAt }) => [
                dayTag(language, from, shortDay(language, from)),
                inWords(reader, name, value),
                setBy ?? words.domain.role.system,
                momentTag(language, setAt),
              ]),
            })
      }
    </section>
  `
}

/** A value as people say it. */
function inWords<Name extends RuleName>(
  reader: Reader,
  name: Name,
  value: RuleValue<Name>,
): string | SafeHtml {
  return writers[name](reader, value)
}

const writers: {
  [Name in RuleName]: (reader: Reader, value: RuleValue<Name>) => string | SafeHtml
} = {
  limit: ({ words }, { days, unit }) => words.settings.rules.limit.value[unit](days),
  pause: ({ words }, { movesDueDate }) =>
    words.settings.rules.pause.value[movesDueDate ? 'yes' : 'no'],
  extension: ({ words }, { times, days }) =>
    times === 0
      ? words.settings.rules.extension.never
      : words.settings.rules.extension.value(times, days),
  question: ({ words }, { least, most }) => words.settings.rules.question.value(least, most),
  reminder: ({ words }, { workingDays }) => words.settings.rules.reminder.value(workingDays),
  objection: ({ words }, { days, post }) => words.settings.rules.objection.value(days, post),
  fees: ({ words }, { page, certification }) => {
    const { fees } = words.settings.rules
    if (page === 0 && certification === 0) return fees.free
    return html`${page === 0 ? fees.freePage : fees.page(writtenBaht(page))}<br />${
        certification === 0
          ? fees.freeCertification
          : fees.certification(writtenBaht(certification))
      }`
  },
  net: ({ words }, { workingDays, waitingDays }) =>
    words.settings.rules.net.value(workingDays, waitingDays),
  survey: ({ words }, { url }) => (url === '' ? words.settings.rules.survey.none : url),
  letterhead: (_reader, { number, nameTh, nameEn, addressTh, addressEn, phone, email }) => {
    const lines = [
      html`${number}`,
      html`<span lang="th">${nameTh}</span>`,
      html`<span lang="en">${nameEn}</span>`,
      html`<span lang="th">${addressTh}</span>`,
      html`<span lang="en">${addressEn}</span>`,
      html`${phone}`,
      html`${email}`,
    ]
    return html`${lines
      .filter((line) => String(line) !== '')
      .map((line, index) => (index === 0 ? line : html`<br />${line}`))}`
  },
}

function dayInText({ language }: Reader, day: Day): string {
  return fullDay(language, day)
}
