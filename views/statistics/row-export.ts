import { html, type SafeHtml } from '../html.ts'
import type { Month, Role } from '#src/requests/info-request.ts'
import type { ExportEntry, RowExport } from '#src/statistics/row-export/store.ts'
import type { ExportColumn, ExportStanding } from '#src/statistics/row-export/columns.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { checkboxes } from '../parts/choices.ts'
import { momentTag, monthName, shortMonth } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { select, textArea } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { pager } from '../parts/navigation.ts'
import { details, notificationBanner } from '../parts/notices.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { table } from '../parts/table.ts'
import { tag, type TagColour } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'

export type RowExportPage = {
  /** Those that can be chosen, the newest first. */
  months: readonly Month[]
  /** What the reader's file has. */
  columns: readonly ExportColumn[]
  /** Whether the reader may have names and contacts. */
  withContacts: boolean
  longestReason: number
  typed: Record<string, string>
  faults: readonly Fault[]
  /** What the reader has just ordered. */
  ordered: Stood<RowExport> | undefined
  /** It cannot be fetched now, for others fetch. */
  isBusy: boolean
  entries: readonly Stood<ExportEntry>[]
  /** The id before which the list goes on, if it does. */
  older: number | undefined
  /** The list was entered in its middle. */
  continued: boolean
}

type Stood<Entry> = Entry & { standing: ExportStanding }

/** The form that exports requests row by row, and who did so before. */
export function rowExportPage(reader: Reader, props: RowExportPage): SafeHtml {
  const words = reader.words.rowExport
  const { ordered, isBusy } = props
  const errors = fieldErrors(reader, props.faults, words.faults)
  const isComing = ordered?.standing === 'ordered' && !isBusy
  return page(
    reader,
    {
      title: words.title,
      error: errors.length > 0,
      section: 'report',
      wide: true,
      noindex: true,
      backLink: { href: link(reader, '/staff/reports'), text: words.toReport },
      fetches: isComing ? fileLink(reader, ordered) : undefined,
    },
    html`
      ${errorSummary(reader, errors)} ${ordered && aboutOrder(reader, ordered, isBusy)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      ${props.withContacts ? undefined : html`<p class="govuk-body">${words.withoutContacts}</p>`}
      ${form(reader, props, errors)} ${content(reader, props.columns)} ${list(reader, props)}
    `,
  )
}

/** From the report, for those who may: of their own role, which nobody lends. */
export function rowExportLink(reader: Reader): SafeHtml | undefined {
  if (!reader.staff || !exporters.includes(reader.staff.role)) return undefined
  return html`
    <p class="govuk-body no-print">
      <a class="govuk-link" href="${link(reader, '/staff/exports')}"
        >${reader.words.rowExport.toExport}</a
      >
    </p>
  `
}

const exporters: readonly Role[] = ['secretary', 'executive', 'auditor']

/** What became of what was just ordered. */
function aboutOrder(reader: Reader, ordered: Stood<RowExport>, isBusy: boolean): SafeHtml {
  const { title, busy, download, reload } = reader.words.rowExport.ordered
  const { standing } = ordered
  const isThere = standing === 'ordered'
  const isComing = isThere || standing === 'under-way'
  const isGood = (isComing || standing === 'whole') && !isBusy
  const way = (href: string, text: string) => html`
    <p class="govuk-body">
      <a class="govuk-notification-banner__link" href="${href}">${text}</a>
    </p>
  `
  return notificationBanner(reader, {
    kind: isGood ? 'success' : undefined,
    heading: isBusy ? busy : title[standing],
    more: html`
      ${isThere && way(fileLink(reader, ordered), download)}
      ${isComing && !isBusy && way(link(reader, `/staff/exports?ordered=${ordered.id}`), reload)}
    `,
  })
}

function fileLink(reader: Reader, { id }: RowExport): string {
  return link(reader, `/staff/exports/${id}/file`)
}

function form(reader: Reader, props: RowExportPage, errors: readonly FieldError[]): SafeHtml {
  const words = reader.words.rowExport.form
  const { typed, longestReason } = props
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  const items = props.months.map((month) => ({
    value: month,
    label: monthName(reader.language, month),
  }))
  return html`
    <section aria-labelledby="form-title">
      <h2 class="govuk-heading-m" id="form-title">${words.title}</h2>
      <form method="post" action="${link(reader, '/staff/exports')}" novalidate>
        ${csrfField(reader)} ${select(reader, { ...common('from'), label: words.from, items })}
        ${select(reader, { ...common('to'), label: words.to, items })}
        ${textArea(reader, {
          ...common('reason'),
          label: words.reason,
          hint: words.reasonHint,
          rows: 3,
          maxGraphemes: longestReason,
          lang: 'th',
        })}
        ${
          props.withContacts &&
          checkboxes(reader, {
            name: 'withContacts',
            label: words.contacts,
            error: errorOf(errors, 'withContacts'),
            values: typed['withContacts'] === 'yes' ? ['yes'] : [],
            items: [{ value: 'yes', label: words.withContacts, hint: words.withContactsHint }],
          })
        }
        ${button(words.button, { preventDoubleClick: true })}
      </form>
    </section>
  `
}

function content(reader: Reader, columns: readonly ExportColumn[]): SafeHtml {
  const words = reader.words.rowExport
  return details(
    words.content.title,
    html`
      <p class="govuk-body">${words.content.format}</p>
      ${columns.includes('phone') ? html`<p class="govuk-body">${words.content.phone}</p>` : undefined}
      <p class="govuk-body">${words.content.asRead}</p>
      ${table({
        caption: words.content.title,
        captionHidden: true,
        id: 'columns',
        narrow: 'cards',
        firstCellIsHeader: true,
        columns: [{ label: words.content.column }, { label: words.content.meaning }],
        rows: columns.map((column) => [code(column), meaningOf(reader, column)]),
      })}
    `,
  )
}

/** What a column says, and what its codes mean. */
function meaningOf({ words }: Reader, column: ExportColumn): SafeHtml {
  const { channel, language, staffStatus, outcome, requesterKind, accessForm, deliverBy } =
    words.domain
  const codes: { [coded in ExportColumn]?: Record<string, string> } = {
    channel,
    language,
    status: staffStatus,
    outcome,
    requester_kind: requesterKind,
    access_form: accessForm,
    deliver_by: deliverBy,
  }
  const named = Object.entries(codes[column] ?? {})
  return html`${words.rowExport.columns[column]}${
    named.length > 0 &&
    html`<ul class="govuk-list">
      ${named.map(([written, name]) => html`<li>${code(written)} ${name}</li>`)}
    </ul>`
  }`
}

function code(text: string): SafeHtml {
  return html`<code lang="en">${text}</code>`
}

function list(reader: Reader, { entries, older, continued }: RowExportPage): SafeHtml {
  const words = reader.words.rowExport.list
  const path = link(reader, '/staff/exports')
  return html`
    <section aria-labelledby="list-title">
      <h2 class="govuk-heading-m" id="list-title">${words.title}</h2>
      ${
        entries.length === 0
          ? html`<p class="govuk-body">${words.none}</p>`
          : table({
              caption: words.title,
              captionHidden: true,
              id: 'exports',
              narrow: 'cards',
              columns: [
                { label: words.columns.at },
                { label: words.columns.by },
                { label: words.columns.reason },
                { label: words.columns.period },
                { label: words.columns.contacts },
                { label: words.columns.file },
              ],
              rows: entries.map((entry) => [
                momentTag(reader.language, entry.startedAt),
                entry.by,
                html`<span lang="th">${entry.reason}</span>`,
                period(reader, entry),
                entry.withContacts ? tag(words.contacts.with, 'orange') : words.contacts.without,
                file(reader, entry),
              ]),
            })
      }
      ${
        continued
          ? html`<p class="govuk-body no-print">
              <a class="govuk-link" href="${path}">${words.fromStart}</a>
            </p>`
          : undefined
      }
      ${pager(reader, { later: older === undefined ? undefined : `${path}?before=${older}` })}
    </section>
  `
}

function period({ language, words }: Reader, { from, to }: ExportEntry): string {
  const [first, last] = [shortMonth(language, from), shortMonth(language, to)]
  return from === to ? first : words.rowExport.list.period(first, last)
}

function file(reader: Reader, { standing, rows, sha256 }: Stood<RowExport>): SafeHtml {
  const words = reader.words.rowExport.list
  const count = writtenNumber(rows ?? 0)
  if (standing === 'whole')
    return html`${words.rows(count)}<br />${words.sum}<br /><code>${breakable(sha256 ?? '')}</code>`
  return html`${tag(words.standing[standing], colours[standing])}${
    standing === 'broken-off' && rows !== null && html`<br />${words.rowsBefore(count)}`
  }`
}

const colours: Record<Exclude<ExportStanding, 'whole'>, TagColour> = {
  ordered: 'blue',
  'under-way': 'blue',
  'not-fetched': 'grey',
  'broken-off': 'red',
}

/** In pieces between which a narrow column may break; copied, it is one word. */
function breakable(sum: string): SafeHtml {
  return html`${(sum.match(/.{1,16}/g) ?? []).map((piece) => html`${piece}<wbr />`)}`
}
