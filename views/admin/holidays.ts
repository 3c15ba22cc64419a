import { html, type SafeHtml } from '../html.ts'
import type { HolidayEntry } from '#src/calendar/holiday-changes.ts'
import type { LineFault } from '#src/calendar/holiday-list.ts'
import type { MoveCounts } from '#src/requests/rescheduling.ts'
import type { Fault } from '#src/web/forms.ts'
import { button, buttonGroup, linkButton } from '../parts/buttons.ts'
import { checkboxes, radios } from '../parts/choices.ts'
import { dayTag, fullDay } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { tabs } from '../parts/navigation.ts'
import { insetText, notificationBanner } from '../parts/notices.ts'
import { table } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'
import { nameOf, room } from './room.ts'

export type HolidaysPage = {
  /** All there are, the earliest first. */
  holidays: readonly HolidayEntry[]
  /** Years are of the common era. */
  thisYear: number
  year: number
  /** How many requests moved with the change that was just made. */
  moved: MoveCounts | undefined
}

/** The holidays of one year, and the way to the others. */
export function holidaysPage(reader: Reader, props: HolidaysPage): SafeHtml {
  const words = reader.words.holidays
  const { year, moved } = props
  const ofYear = inYear(props.holidays, year)
  const predicted = ofYear.filter(({ standing }) => standing === 'predicted').length
  return room(
    reader,
    { title: words.title, wide: true },
    html`
      ${moved && savedBanner(reader, moved)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      ${buttonGroup(
        linkButton(words.paste, link(reader, '/staff/admin/holidays/list')),
        linkButton(words.add, link(reader, '/staff/admin/holidays/new'), 'secondary'),
      )}
      ${tabs(
        words.years,
        yearsOf(props).map((other) => ({
          text: words.year(writtenYear(reader, other)),
          href: link(reader, `/staff/admin/holidays?year=${other + 543}`),
          count: inYear(props.holidays, other).length,
          current: other === year,
        })),
      )}
      ${predicted > 0 && insetText(words.somePredicted(predicted))}
      ${
        ofYear.length === 0
          ? insetText(words.none(writtenYear(reader, year)))
          : yearTable(reader, year, ofYear)
      }
    `,
  )
}

function yearTable(reader: Reader, year: number, holidays: readonly HolidayEntry[]): SafeHtml {
  const { words, language } = reader
  const { day, name, source, standing, ofYear } = words.holidays
  return table({
    caption: ofYear(writtenYear(reader, year)),
    captionHidden: true,
    narrow: 'cards',
    firstCellIsHeader: true,
    columns: [{ label: day }, { label: name }, { label: source }, { label: standing }],
    rows: holidays.map((holiday) => [
      html`<a class="govuk-link" href="${link(reader, `/staff/admin/holidays/${holiday.on}`)}"
        >${dayTag(language, holiday.on, fullDay(language, holiday.on))}</a
      >`,
      holidayName(reader, holiday),
      writtenSource(reader, holiday),
      standingTag(reader, holiday),
    ]),
  })
}

function savedBanner(reader: Reader, moved: MoveCounts): SafeHtml {
  const words = reader.words.holidays
  return notificationBanner(reader, {
    kind: 'success',
    heading: words.done,
    more: html`${movedSentences(words.moved, moved).map(
      (sentence) => html`<p class="govuk-body">${sentence}</p>`,
    )}`,
  })
}

/** What becomes, or became, of the due dates. */
export function movedSentences(
  words: { nobody: string } & Record<keyof MoveCounts, (number: number) => string>,
  { later, earlier, kept }: MoveCounts,
): string[] {
  const sentences = [
    later > 0 && words.later(later),
    earlier > 0 && words.earlier(earlier),
    kept > 0 && words.kept(kept),
  ].filter((sentence) => sentence !== false)
  return sentences.length > 0 ? sentences : [words.nobody]
}

export type HolidayPage = {
  /** Absent for a new one. */
  holiday?: HolidayEntry | undefined
  typed: Record<string, string>
  faults: readonly Fault[]
}

/** One holiday: a form that leads to the page with its effect. */
export function holidayPage(reader: Reader, { holiday, typed, faults }: HolidayPage): SafeHtml {
  const words = reader.words.holidays
  const errors = fieldErrors(reader, faults, words.faults)
  const title = holiday ? nameOf(reader, holiday) : words.add
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  return room(
    reader,
    {
      title,
      error: errors.length > 0,
      trail: [{ text: words.title, path: '/staff/admin/holidays' }],
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${title}</h1>
      <form
        method="post"
        action="${link(reader, `/staff/admin/holidays/${holiday?.on ?? 'new'}`)}"
        novalidate
      >
        ${csrfField(reader)}
        ${textInput(reader, {
          ...common('on'),
          label: words.day,
          hint: words.form.dayHint,
          width: 20,
          autocomplete: 'off',
        })}
        ${textInput(reader, {
          ...common('nameTh'),
          label: words.form.nameTh,
          autocomplete: 'off',
        })}
        ${textInput(reader, {
          ...common('nameEn'),
          label: words.form.nameEn,
          hint: words.form.nameEnHint,
          autocomplete: 'off',
        })}
        ${sourceAndStanding(reader, typed, errors)}
        ${button(words.form.preview, { name: 'step', value: 'preview' })}
      </form>
      ${holiday && removal(reader, holiday)}
    `,
  )
}

function removal(reader: Reader, { on }: HolidayEntry): SafeHtml {
  const words = reader.words.holidays.removal
  return html`
    <h2 class="govuk-heading-m">${words.title}</h2>
    <p class="govuk-body">${words.effect}</p>
    <form method="post" action="${link(reader, `/staff/admin/holidays/${on}/removal`)}" novalidate>
      ${csrfField(reader)}
      ${button(words.button, { name: 'step', value: 'preview', kind: 'secondary' })}
    </form>
  `
}

export type HolidayListPage = {
  typed: Record<string, string>
  faults: readonly Fault[]
  /** The lines that cannot be read. */
  lines: readonly LineFault[]
}

/** A list from a notice, pasted as it is. */
export function holidayListPage(
  reader: Reader,
  { typed, faults, lines }: HolidayListPage,
): SafeHtml {
  const words = reader.words.holidays
  const fieldFaults = fieldErrors(reader, faults, words.faults)
  const errors = [
    ...lines.map((fault) => ({
      field: 'list',
      message: words.form.atLine(fault.line, lineSentence(reader, fault)),
    })),
    ...fieldFaults,
  ]
  const listError =
    lines.length > 0 ? words.form.linesWrong(lines.length) : errorOf(fieldFaults, 'list')
  return room(
    reader,
    {
      title: words.paste,
      error: errors.length > 0,
      trail: [{ text: words.title, path: '/staff/admin/holidays' }],
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${words.paste}</h1>
      <form method="post" action="${link(reader, '/staff/admin/holidays/list')}" novalidate>
        ${csrfField(reader)}
        <p class="govuk-body" id="list-examples-intro">${words.form.listHint}</p>
        <ul class="govuk-list govuk-list--bullet" lang="th">
          ${words.form.listExamples.map(example)}
        </ul>
        ${textArea(reader, {
          name: 'list',
          value: typed['list'],
          error: listError,
          label: words.form.list,
          hint: words.form.english,
          rows: 12,
          lang: reader.language === 'th' ? undefined : 'th',
          autocomplete: 'off',
          spellcheck: false,
        })}
        ${lines.length > 0 && faultTable(reader, lines)} ${sourceAndStanding(reader, typed, errors)}
        ${checkboxes(reader, {
          name: 'replace',
          label: words.form.replace,
          values: typed['replace'] === undefined ? [] : [typed['replace']],
          items: [{ value: 'yes', label: words.form.replaceLabel, hint: words.form.replaceHint }],
        })}
        ${button(words.form.preview, { name: 'step', value: 'preview' })}
      </form>
    `,
  )
}

function example(text: string): SafeHtml {
  const [thai = '', english] = text.split(' / ')
  return html`<li>${thai}${english && html` / <span lang="en">${english}</span>`}</li>`
}

function faultTable(reader: Reader, lines: readonly LineFault[]): SafeHtml {
  const { form } = reader.words.holidays
  return html`<h2 class="govuk-heading-m">${form.linesTitle}</h2>
    ${table({
      caption: form.linesTitle,
      captionHidden: true,
      narrow: 'cards',
      columns: [
        { label: form.line, numeric: true },
        { label: form.lineText },
        { label: form.lineFault },
      ],
      rows: lines.map((fault) => [
        fault.line,
        html`<span lang="th">${fault.text}</span>`,
        lineSentence(reader, fault),
      ]),
    })}`
}

function lineSentence({ words }: Reader, { fault, other }: LineFault): string {
  return other === undefined ? words.holidays.lineFaults[fault] : words.holidays.sameDayAs(other)
}

function sourceAndStanding(
  reader: Reader,
  typed: Record<string, string>,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.holidays
  const choice = (value: HolidayEntry['standing']) => ({
    value,
    label: words.standings[value],
    hint: words.standingHints[value],
  })
  return html`
    ${textInput(reader, {
      name: 'source',
      value: typed['source'],
      error: errorOf(errors, 'source'),
      label: words.source,
      hint: words.form.sourceHint,
      autocomplete: 'off',
    })}
    ${radios(reader, {
      name: 'standing',
      value: typed['standing'],
      error: errorOf(errors, 'standing'),
      label: words.standing,
      items: [choice('announced'), choice('predicted')],
    })}
  `
}

/** The name in the reader's language, and the other below it. */
export function holidayName(reader: Reader, holiday: HolidayEntry): SafeHtml {
  const other = reader.language === 'th' ? 'en' : 'th'
  return html`${nameOf(reader, holiday)}<br /><span class="govuk-hint" lang="${other}"
      >${nameOf({ language: other }, holiday)}</span
    >`
}

export function standingTag({ words }: Reader, { standing }: HolidayEntry): SafeHtml {
  const isAnnounced = standing === 'announced'
  return tag(words.holidays.standings[standing], isAnnounced ? 'green' : 'yellow')
}

/** As somebody wrote it, in Thai mostly. */
export function writtenSource({ language }: Reader, { source }: HolidayEntry): SafeHtml {
  return language === 'en' && /[\u0e00-\u0e7f]/.test(source)
    ? html`<span lang="th">${source}</span>`
    : html`${source}`
}

/** A year as the reader counts it. */
export function writtenYear({ language }: Pick<Reader, 'language'>, year: number): string {
  return String(language === 'th' ? year + 543 : year)
}

/** Those with holidays, and this one and the next in any case. */
function yearsOf({ holidays, thisYear, year }: HolidaysPage): number[] {
  const years = holidays.map(({ on }) => Number(on.slice(0, 4)))
  return [...new Set([...years, thisYear, thisYear + 1, year])].toSorted(
    (one, other) => one - other,
  )
}

function inYear(holidays: readonly HolidayEntry[], year: number): HolidayEntry[] {
  return holidays.filter(({ on }) => Number(on.slice(0, 4)) === year)
}
