import { html, type SafeHtml } from '../html.ts'
import type { ItaItem } from '#src/assessment/store.ts'
import type { ItaSlug } from '#src/database/schema.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { checkboxes } from '../parts/choices.ts'
import { dayTag, shortDay, shortMoment } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { tabs } from '../parts/navigation.ts'
import { insetText, notificationBanner, warningText } from '../parts/notices.ts'
import { summaryList } from '../parts/summary.ts'
import { table, type Cell } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'
import { doneBanner, room } from './room.ts'

export type ItaYearPage = {
  /** B.E. */
  fiscalYear: number
  years: readonly number[]
  /** Every item, whether or not anything is known of it in this year. */
  entries: readonly Entry[]
  mayEdit: boolean
  /** The year before has what this one lacks. */
  canCopy: boolean
  done: { done: 'saved' | 'copied'; of: ItaSlug | undefined } | undefined
}

type Entry = { slug: ItaSlug; item: ItaItem | undefined }

/** The items of one fiscal year. */
export function itaYearPage(reader: Reader, props: ItaYearPage): SafeHtml {
  const words = reader.words.ita
  const { fiscalYear, years, entries, mayEdit } = props
  const title = words.ofYear(fiscalYear)
  const main = html`
    ${doneBanner(reader, whatIsDone(reader, props))}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${words.intro}</p>
    ${tabs(
      words.years,
      years.map((year) => ({
        text: String(year),
        href: link(reader, `/staff/admin/ita/${year}`),
        current: year === fiscalYear,
      })),
    )}
    ${standing(reader, props)}
    ${table({
      caption: title,
      captionHidden: true,
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [
        { label: words.item },
        { label: words.code },
        { label: words.wording },
        { label: words.address },
        { label: words.liveOn },
        { label: words.state },
      ],
      rows: entries.map((entry) => row(reader, entry, { fiscalYear, mayEdit })),
    })}
  `
  if (reader.staff?.role === 'administrator') return room(reader, { title, wide: true }, main)
  const backLink = { href: link(reader, '/staff/reports'), text: reader.words.layout.report }
  return page(reader, { title, section: 'report', backLink, wide: true, noindex: true }, main)
}

function whatIsDone({ words }: Reader, { done, fiscalYear }: ItaYearPage): string | undefined {
  if (done?.done === 'copied') return words.ita.copied(fiscalYear)
  return done?.of && words.ita.saved(words.ita.items[done.of])
}

/** What is still to be done in this year. */
function standing(reader: Reader, props: ItaYearPage): SafeHtml {
  const words = reader.words.ita
  const { fiscalYear, entries, mayEdit, canCopy } = props
  const written = entries.flatMap(({ item }) => item ?? [])
  const unconfirmed = written.filter(({ isConfirmed }) => !isConfirmed).length
  return html`
    ${unconfirmed > 0 && warningText(reader, words.unconfirmed(unconfirmed))}
    ${
      written.length === 0 &&
      insetText(html`${words.none(fiscalYear)} ${mayEdit ? undefined : words.enteredByOthers}`)
    }
    ${mayEdit && canCopy && copying(reader, fiscalYear)}
  `
}

function copying(reader: Reader, fiscalYear: number): SafeHtml {
  const words = reader.words.ita
  return html`
    <form method="post" action="${link(reader, `/staff/admin/ita/${fiscalYear}/copy`)}" novalidate>
      ${csrfField(reader)}
      <p class="govuk-body">${words.copyHint(fiscalYear - 1)}</p>
      ${button(words.copy(fiscalYear - 1), { kind: 'secondary', preventDoubleClick: true })}
    </form>
  `
}

function row(
  reader: Reader,
  { slug, item }: Entry,
  { fiscalYear, mayEdit }: Pick<ItaYearPage, 'fiscalYear' | 'mayEdit'>,
): Cell[] {
  const words = reader.words.ita
  const name = words.items[slug]
  return [
    mayEdit
      ? html`<a class="govuk-link" href="${link(reader, `/staff/admin/ita/${fiscalYear}/${slug}`)}"
          >${name}</a
        >`
      : name,
    item?.code || quiet(words.unknown),
    writtenWording(reader, item),
    writtenAddress(reader, item),
    writtenDay(reader, item),
    item ? state(reader, item) : tag(words.missing, 'grey'),
  ]
}

/** In Thai, whatever the language of the page. */
function writtenWording(reader: Reader, item: ItaItem | undefined): SafeHtml {
  return item?.wording
    ? html`<span class="unbroken" lang="th">${item.wording}</span>`
    : quiet(reader.words.ita.unknown)
}

function writtenAddress(reader: Reader, item: ItaItem | undefined): SafeHtml {
  return item?.address
    ? html`<a class="govuk-link" href="${item.address}"
        ><code class="${item.address.length <= shortAddress ? 'nowrap' : 'unbroken'}"
          >${item.address}</code
        ></a
      >`
    : quiet(reader.words.ita.noAddress)
}

/** In UTF-16 units: one that is better not broken, and never wider than a phone. */
const shortAddress = 24

function writtenDay(reader: Reader, item: ItaItem | undefined): SafeHtml {
  return item?.liveOn
    ? dayTag(reader.language, item.liveOn, shortDay(reader.language, item.liveOn))
    : quiet(reader.words.ita.noDay)
}

function state(reader: Reader, { isConfirmed, setBy, setAt }: ItaItem): SafeHtml {
  const words = reader.words.ita
  const by =
    setBy === null ? words.cameWithService : words.setBy(setBy, shortMoment(reader.language, setAt))
  return html`${
      isConfirmed ? tag(words.confirmedTag, 'green') : tag(words.unconfirmedTag, 'yellow')
    }<br /><span class="table-note">${by}</span>`
}

function quiet(text: string): SafeHtml {
  return html`<span class="quiet">${text}</span>`
}

export type ItaItemPage = {
  fiscalYear: number
  slug: ItaSlug
  /** As it is now; absent while nothing is known of it. */
  item: ItaItem | undefined
  typed: Record<string, string>
  faults: readonly Fault[]
  longest: { code: number; wording: number; address: number }
  /** Somebody else was quicker: what was typed has not been saved. */
  newer?: ItaItem | undefined
}

/** One item of one fiscal year. */
export function itaItemPage(reader: Reader, props: ItaItemPage): SafeHtml {
  const { ita, forms } = reader.words
  const { fiscalYear, slug, item, typed, longest, newer } = props
  const errors = fieldErrors(reader, props.faults, ita.faults)
  const title = ita.itemOfYear(ita.items[slug], fiscalYear)
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  return room(
    reader,
    {
      title,
      error: errors.length > 0,
      trail: [{ text: ita.ofYear(fiscalYear), path: `/staff/admin/ita/${fiscalYear}` }],
    },
    html`
      ${newer && overtaken(reader, newer)} ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${ita.about[slug]}</p>
      ${item ? html`<p class="govuk-body">${state(reader, item)}</p>` : undefined}
      <form
        method="post"
        action="${link(reader, `/staff/admin/ita/${fiscalYear}/${slug}`)}"
        novalidate
      >
        ${csrfField(reader)}
        <input type="hidden" name="seen" value="${typed['seen']}" />
        ${textInput(reader, {
          ...common('code'),
          label: ita.code,
          hint: ita.codeHint,
          width: 10,
          autocomplete: 'off',
          spellcheck: false,
        })}
        ${textArea(reader, {
          ...common('wording'),
          label: ita.wording,
          hint: ita.wordingHint,
          rows: 3,
          maxGraphemes: longest.wording,
          lang: reader.language === 'th' ? undefined : 'th',
          autocomplete: 'off',
        })}
        ${textInput(reader, {
          ...common('address'),
          label: ita.address,
          hint: ita.addressHint,
          autocomplete: 'off',
          spellcheck: false,
        })}
        ${textInput(reader, {
          ...common('liveOn'),
          label: ita.liveOn,
          hint: ita.liveOnHint,
          width: 20,
          autocomplete: 'off',
        })}
        ${checkboxes(reader, {
          name: 'confirmed',
          label: ita.confirming,
          error: errorOf(errors, 'confirmed'),
          values: typed['confirmed'] === undefined ? [] : [typed['confirmed']],
          items: [{ value: 'yes', label: ita.confirmed, hint: ita.confirmedHint }],
        })}
        ${button(forms.save, { preventDoubleClick: true })}
      </form>
    `,
  )
}

/** What somebody else saved meanwhile, to be read before it is replaced. */
function overtaken(reader: Reader, newer: ItaItem): SafeHtml {
  const words = reader.words.ita
  return notificationBanner(reader, {
    heading: words.overtaken,
    more: summaryList([
      { key: words.code, value: newer.code || words.unknown },
      { key: words.wording, value: writtenWording(reader, newer) },
      { key: words.address, value: writtenAddress(reader, newer) },
      { key: words.liveOn, value: writtenDay(reader, newer) },
      { key: words.state, value: state(reader, newer) },
    ]),
  })
}
