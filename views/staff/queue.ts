import { html, type SafeHtml } from '../html.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
import type { Status } from '#src/requests/info-request.ts'
import type { QueueFilter, QueueRow, QueueTab } from '#src/requests/queue.ts'
import { page } from '../layout.ts'
import { button, linkButton } from '../parts/buttons.ts'
import { select, textInput } from '../parts/field.ts'
import { pager, tabs as tabList } from '../parts/navigation.ts'
import { notificationBanner } from '../parts/notices.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { table } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { withoutLoneMarks } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { dueCell, type Due } from './due.ts'
import { statusTag } from './status.ts'

export type Queue = {
  /** The lists this person has, each with how many wait in it. */
  tabs: readonly { tab: QueueTab; count: number }[]
  /** How many letters wait to be posted or told by telephone, for those who do that. */
  letters: number | undefined
  filter: QueueFilter
  isFiltered: boolean
  /** How many the filter leaves; `isMore`: at least so many, they were not counted further. */
  total: { count: number; isMore: boolean }
  /** What the filters offer; no divisions where only one can be seen. */
  statuses: readonly Status[]
  divisions: readonly { id: number; nameTh: string; nameEn: string }[]
  rows: readonly (QueueRow & Pick<Due, 'left'>)[]
  /** Cursors of the neighbouring pages. */
  before?: string | undefined
  after?: string | undefined
  /** A step just taken, after which its request cannot be seen here any more. */
  done?: { action: StaffAction; reference: string } | undefined
}

/** Lists of requests side by side, with filters; each state is an address. */
export function queuePage(reader: Reader, queue: Queue): SafeHtml {
  const words = reader.words.queue
  return page(
    reader,
    { title: words.title, section: 'queue', wide: true, noindex: true },
    html`
      ${queue.done && goneNotice(reader, queue.done)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <div id="queue">
        ${listTabs(reader, queue)} ${filters(reader, queue)} ${result(reader, queue)}
      </div>
    `,
  )
}

/** For whoever has no requests to see: what their account is for, and where else to go. */
export function noQueuePage(reader: Reader): SafeHtml {
  const words = reader.words.queue.administrator
  return page(
    reader,
    { title: words.title, section: 'queue', noindex: true },
    html`
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.text}</p>
      <p class="govuk-body">${words.otherRole}</p>
      ${linkButton(reader.words.layout.administration, link(reader, '/staff/admin'))}
    `,
  )
}

function goneNotice(reader: Reader, { action, reference }: NonNullable<Queue['done']>): SafeHtml {
  const { gone } = reader.words.queue
  const sentence = action === 'return' ? gone.return : gone.other
  return notificationBanner(reader, { kind: 'success', heading: sentence(reference) })
}

function listTabs(reader: Reader, { tabs, letters, filter }: Queue): SafeHtml {
  const { words } = reader
  const lists = tabs.map(({ tab, count }) => ({
    text: tabName(reader, tab),
    href: address(reader, { tab, q: '' }),
    count,
    current: tab === filter.tab,
  }))
  if (letters === undefined) return tabList(words.queue.tabsLabel, lists)
  const byHand = {
    text: words.paper.list.tab,
    href: link(reader, '/staff/letters'),
    count: letters,
  }
  return tabList(words.queue.tabsLabel, [...lists, byHand])
}

function tabName({ words, staff }: Reader, tab: QueueTab): string {
  const { mine, tabs } = words.queue
  // Whoever acts for somebody has the work of two posts in one list.
  if (tab !== 'mine' || !staff || staff.standsInFor?.length) return tabs[tab]
  const name = Object.entries(mine).find(([role]) => role === staff.role)
  return name ? name[1] : tabs.mine
}

/** Without the script, a form with a button; with it, each change fetches the list anew. */
function filters(reader: Reader, { filter, isFiltered, statuses, divisions }: Queue): SafeHtml {
  const { words } = reader
  const { filter: labels, tabs } = words.queue
  const isKept = filter.tab === 'mine' || filter.tab === 'division'
  const dueTab = filter.tab === 'soon' || filter.tab === 'overdue' ? filter.tab : undefined
  return html`
    <form
      class="filters"
      method="get"
      action="${link(reader, '/staff')}"
      autocomplete="off"
      role="search"
      aria-label="${labels.label}"
      novalidate
      hx-get="${link(reader, '/staff')}"
      hx-trigger="change target:select, submit"
      hx-target="#queue"
      hx-select="#queue"
      hx-select-oob=".language-switch:outerHTML:.language-switch"
      hx-swap="outerHTML"
      hx-push-url="true"
      hx-sync="this:replace"
    >
      ${isKept && html`<input type="hidden" name="tab" value="${filter.tab}" />`}
      <div class="filters--row">
        ${textInput(reader, {
          name: 'q',
          label: labels.q,
          type: 'search',
          value: filter.q,
          autocomplete: 'off',
        })}
        ${select(reader, {
          name: 'status',
          label: labels.status,
          placeholder: labels.anyStatus,
          value: filter.status,
          items: statuses.map((status) => ({
            value: status,
            label: words.domain.staffStatus[status],
          })),
        })}
        ${
          divisions.length > 0 &&
          select(reader, {
            name: 'division',
            label: labels.division,
            placeholder: labels.anyDivision,
            value: filter.division?.toString(),
            items: divisions.map((division) => ({
              value: String(division.id),
              label: reader.language === 'th' ? division.nameTh : division.nameEn,
            })),
          })
        }
        ${select(reader, {
          name: 'due',
          label: labels.due,
          placeholder: labels.anyDue,
          value: filter.due ?? dueTab,
          items: [
            { value: 'soon', label: tabs.soon },
            { value: 'overdue', label: tabs.overdue },
          ],
        })}
        ${button(labels.apply, { kind: 'secondary', id: 'apply' })}
      </div>
      ${
        isFiltered &&
        html`<p class="govuk-body">
          <a class="govuk-link" href="${address(reader, { tab: filter.tab, q: '' })}"
            >${labels.clear}</a
          >
        </p>`
      }
    </form>
  `
}

function result(reader: Reader, queue: Queue): SafeHtml {
  const { rows, filter, before, after } = queue
  const words = reader.words.queue
  if (rows.length === 0) return emptyList(reader, queue)
  return html`
    <p class="govuk-body govuk-!-margin-top-4">
      <strong data-announce>${totalText(reader, queue)}</strong>
      <span class="quiet"
        >· ${filter.tab === 'all' && !filter.due ? words.sorting.all : words.sorting.open}</span
      >
    </p>
    ${table({
      caption: tabName(reader, filter.tab),
      captionHidden: true,
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [
        { label: words.columns.reference },
        { label: words.columns.subject },
        { label: words.columns.status },
        { label: words.columns.due },
        { label: words.columns.holder },
      ],
      rows: rows.map((row) => [
        html`<a class="govuk-link nowrap" href="${link(reader, `/staff/requests/${row.reference}`)}"
          >${row.reference}</a
        >`,
        subject(reader, row),
        statusTag(reader, row),
        dueCell(reader, row),
        holder(reader, row),
      ]),
    })}
    ${pager(reader, {
      earlier: before && address(reader, filter, { before }),
      later: after && address(reader, filter, { after }),
    })}
  `
}

/** One line of it, and below what one should know before opening it. */
function subject({ words }: Reader, { subject: text, channel, hasNews }: QueueRow): SafeHtml {
  const isPaper = channel !== 'online'
  return html`<span class="few-lines" title="${text}" hx-ignore>${withoutLoneMarks(text)}</span>
    ${isPaper && html`<span class="quiet">${words.domain.channel[channel]}</span>`}
    ${hasNews && tag(words.queue.news, 'yellow')}`
}

function totalText({ words }: Reader, { total: { count, isMore } }: Queue): string {
  const { total, moreThan } = words.queue
  return (isMore ? moreThan : total)(writtenNumber(count))
}

function emptyList(reader: Reader, { filter, isFiltered, tabs, total }: Queue): SafeHtml {
  const { words } = reader
  const { empty, filter: labels, seeAll, seeDivision, searchEverything, firstPage } = words.queue
  const anchor = (text: string, to: QueueFilter) =>
    html`<a class="govuk-link" href="${address(reader, to)}">${text}</a>`
  const divisionTab = tabs.find(({ tab }) => tab === 'division')
  const sentence = total.count > 0 ? empty.page : isFiltered ? empty.filtered : empty[filter.tab]
  const ways = [
    total.count > 0 ? anchor(firstPage, filter) : undefined,
    isFiltered && filter.q !== '' && filter.tab !== 'all'
      ? anchor(searchEverything, { tab: 'all', q: filter.q })
      : undefined,
    isFiltered ? anchor(labels.clear, { tab: filter.tab, q: '' }) : undefined,
    filter.tab === 'mine' && !isFiltered && divisionTab
      ? anchor(seeDivision, { tab: 'division', q: '' })
      : undefined,
    filter.tab !== 'all' && !isFiltered ? anchor(seeAll, { tab: 'all', q: '' }) : undefined,
  ].filter((way) => way !== undefined)
  return html`
    <div class="govuk-inset-text">
      <p class="govuk-body" data-announce>${sentence}</p>
      ${
        ways.length > 0
          ? html`<ul class="govuk-list">
              ${ways.map((way) => html`<li>${way}</li>`)}
            </ul>`
          : undefined
      }
    </div>
  `
}

/** The division and, below it, the person. */
function holder({ language, words }: Reader, row: QueueRow): SafeHtml | string {
  const division = language === 'th' ? row.divisionTh : row.divisionEn
  if (division === null)
    return row.closedOn === null
      ? html`<span class="quiet">${words.queue.noDivisionYet}</span>`
      : ''
  const person = row.officer ?? (row.closedOn === null ? words.queue.nobodyYet : undefined)
  return html`${division}${person && html`<br /><span class="quiet">${person}</span>`}`
}

/** The address of one state of the queue; what is not set does not appear in it. */
function address(
  reader: Reader,
  { tab, status, division, due, q }: QueueFilter,
  at: { before?: string; after?: string } = {},
): string {
  const query = new URLSearchParams()
  if (tab === 'mine' || tab === 'division') query.set('tab', tab)
  const dueTab = tab === 'soon' || tab === 'overdue' ? tab : undefined
  const values = { status, division: division?.toString(), due: due ?? dueTab, q, ...at }
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value)
  const text = query.toString()
  return link(reader, text === '' ? '/staff' : `/staff?${text}`)
}
