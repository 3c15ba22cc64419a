import { html, type SafeHtml } from '../html.ts'
import type { Period } from '#src/calendar/period.ts'
import type { Cell } from '#src/statistics/cell.ts'
import type { List, ListRow } from '#src/statistics/lists.ts'
import { page } from '../layout.ts'
import { dayTag, shortDay, shortMoment } from '../parts/dates.ts'
import { pager } from '../parts/navigation.ts'
import { insetText } from '../parts/notices.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { holderName, rowLabel, type Names } from './labels.ts'
import { reportTitle } from './period-name.ts'

export type ListProps = {
  period: Period
  cell: Cell
  list: List
  /** The instant the list was made (UTC milliseconds). */
  takenAt: number
  /** The list was entered in its middle. */
  continued: boolean
  /** Of a signed month: what is in the list of today and not in what was signed, and the other way round. */
  signed: { added: readonly string[]; gone: readonly string[] } | undefined
  names: Names
}

/** The requests behind one number of a report. */
export function listPage(reader: Reader, props: ListProps): SafeHtml {
  const { period, cell, list, takenAt, continued, names } = props
  const { words, language } = reader
  const { reports } = words
  const report = reportTitle(reader, period)
  const { caption, columns } = reports.tables[cell.table]
  const texts: Record<string, string> = columns
  const title = [rowLabel(reader, cell.table, cell.row, names), texts[cell.column]].join(': ')
  const count = writtenNumber(list.total)
  return page(
    reader,
    {
      title: `${title} – ${report}`,
      section: 'report',
      wide: true,
      noindex: true,
      backLink: { href: link(reader, `/staff/reports/${period.id}`), text: reports.list.back },
    },
    html`
      <span class="govuk-caption-l">${report}<br />${caption}</span>
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">
        <strong>${reports.list[whatIsListed(cell)](count)}</strong>
        <br />${reports.takenAt(shortMoment(language, takenAt))}
      </p>
      ${props.signed && sinceSigned(reader, props.signed)}
      ${isWorkedOut(cell) ? html`<p class="govuk-body">${reports.list.basis}</p>` : undefined}
      ${list.rows.length === 0 ? html`<p class="govuk-body">${reports.list.empty}</p>` : rows(reader, props)}
      ${
        continued
          ? html`<p class="govuk-body no-print">
              <a class="govuk-link" href="${listLink(reader, props)}">${reports.list.fromStart}</a>
            </p>`
          : undefined
      }
      ${pager(reader, { later: list.next && listLink(reader, props, list.next) })}
    `,
  )
}

function sinceSigned(reader: Reader, { added, gone }: NonNullable<ListProps['signed']>): SafeHtml {
  const words = reader.words.monthClose.list
  if (added.length === 0 && gone.length === 0) return html`<p class="govuk-body">${words.same}</p>`
  return html`
    ${added.length > 0 ? references(reader, words.added(writtenNumber(added.length)), added) : undefined}
    ${gone.length > 0 ? references(reader, words.gone(writtenNumber(gone.length)), gone) : undefined}
  `
}

function references(reader: Reader, text: string, listed: readonly string[]): SafeHtml {
  return insetText(
    html`${text}
    ${listed.map(
      (reference, place) =>
        html`${place > 0 ? ', ' : ''}<a
            class="govuk-link nowrap"
            href="${link(reader, `/staff/requests/${reference}`)}"
            >${reference}</a
          >`,
    )}`,
  )
}

function rows(reader: Reader, { cell, list, names }: ListProps): SafeHtml {
  const { caption } = reader.words.reports.tables[cell.table]
  const { columns } = reader.words.reports.list
  const shown = columnsOf[whatIsListed(cell)]
  return table({
    caption,
    captionHidden: true,
    columns: shown.map((column) => ({ label: columns[column] })),
    rows: list.rows.map((row) => {
      const cells = cellsOf(reader, row, names)
      return shown.map((column) => cells[column])
    }),
    firstCellIsHeader: true,
    narrow: 'cards',
  })
}

const columnsOfRequests = [
  'reference',
  'subject',
  'channel',
  'division',
  'receivedOn',
  'dueOn',
  'closedOn',
  'outcome',
] as const

const columnsOf = {
  requests: columnsOfRequests,
  closings: columnsOfRequests,
  reopenings: [
    'reference',
    'subject',
    'reopenedOn',
    'division',
    'channel',
    'receivedOn',
    'dueOn',
    'outcome',
  ],
  moves: ['reference', 'subject', 'movedOn', 'from', 'to', 'channel', 'receivedOn', 'outcome'],
} as const

function cellsOf(reader: Reader, row: ListRow, names: Names) {
  const { language, words } = reader
  const day = (on: string | null | undefined) => on && dayTag(language, on, shortDay(language, on))
  return {
    reference: html`<a
      class="govuk-link nowrap"
      href="${link(reader, `/staff/requests/${row.reference}`)}"
      >${row.reference}</a
    >`,
    subject: html`<span class="few-lines">${row.subject}</span>`,
    channel: words.domain.channel[row.channel],
    division: holderName(reader, row.divisionId, names),
    receivedOn: day(row.receivedOn),
    dueOn: day(row.dueOn),
    closedOn: day(row.closedOn),
    outcome: ending(reader, row),
    reopenedOn: day(row.reopenedOn),
    movedOn: day(row.move?.on),
    from: row.move && holderName(reader, row.move.from, names),
    to: row.move && holderName(reader, row.move.to, names),
  }
}

/** How it ended, or where it stands; of a closing also that it did not last. */
function ending({ language, words }: Reader, { status, outcome, undoneOn }: ListRow) {
  const { outcome: outcomes, staffStatus } = words.domain
  const text = status === 'answered' && outcome ? outcomes[outcome] : staffStatus[status]
  if (!undoneOn) return text
  const undone = words.reports.list.reopenedSince(shortDay(language, undoneOn))
  return html`${text}<br /><span class="govuk-body-s">${undone}</span>`
}

function whatIsListed({ table: id, column }: Cell): keyof typeof columnsOf {
  if (column === 'reopened') return 'reopenings'
  if (column === 'moved-in' || column === 'moved-out') return 'moves'
  const isOfClosings = id === 'outcomes' || id === 'grounds' || id === 'speed'
  return isOfClosings || column === 'closed' ? 'closings' : 'requests'
}

/** A share or a middle is no count: its list is what it was worked out from. */
function isWorkedOut({ row, column }: Cell): boolean {
  return column === 'share' || row === 'median' || row === 'ninetieth'
}

function listLink(reader: Reader, { period, cell }: ListProps, after?: List['next']): string {
  const address = new URLSearchParams(cell)
  if (after) address.set('after', `${after.day}.${after.id}`)
  return link(reader, `/staff/reports/${period.id}/list?${String(address)}`)
}
