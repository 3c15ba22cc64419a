import { html, type SafeHtml } from '../html.ts'
import type { RuleValue } from '#src/department/rules.ts'
import type { Found, Net, Risk, RiskyCase, UndeliveredLetter } from '#src/reminders/net.ts'
import { page } from '../layout.ts'
import { dayTag, momentTag, shortDay } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { table } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { withoutLoneMarks } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { dueCell, type Due } from './due.ts'

/** A case with how long it has waited, and how it stands against its last day. */
export type ShownCase = RiskyCase & {
  sinceOn: string
  waited: { workingDays: number; days: number }
  left: Due['left']
}

export type AtRisk = Omit<Net, Risk> & {
  cases: readonly { risk: Risk; found: Found<ShownCase> }[]
  rule: RuleValue<'net'>
  isEmpty: boolean
  /** Whoever may read letters opens them from here. */
  opensLetters: boolean
}

/** Everything that may have been missed, live: it does not depend on any mail. */
export function atRiskPage(reader: Reader, net: AtRisk): SafeHtml {
  const words = reader.words.reminders.atRisk
  return page(
    reader,
    { title: words.title, section: 'atRisk', wide: true, noindex: true },
    html`
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      ${net.isEmpty ? insetText(words.none) : lists(reader, net)}
    `,
  )
}

function lists(reader: Reader, net: AtRisk): SafeHtml {
  return html`
    ${contents(reader, net)}
    ${net.cases.map(({ risk, found }) => caseList(reader, risk, found, net.rule))}
    ${letterList(reader, net)} ${unreached(reader, net.unreached)} ${failedJobs(reader, net)}
  `
}

/** Which lists there are below, with how long each is. */
function contents({ words }: Reader, net: AtRisk): SafeHtml {
  const { lists: names } = words.reminders.atRisk
  const items = [
    ...net.cases.map(({ risk, found }) => ({ id: risk, name: names[risk], count: found.count })),
    { id: 'undelivered', name: names.undelivered, count: net.undelivered.count },
    { id: 'unreached', name: names.unreached, count: net.unreached.length },
    { id: 'failed-jobs', name: names.failedJobs, count: net.failedJobs.length },
  ].filter(({ count }) => count > 0)
  return html`<ul class="govuk-list">
    ${items.map(
      ({ id, name, count }) =>
        html`<li>
          <a class="govuk-link" href="#${id}-title">${words.reminders.list(name, count)}</a>
        </li>`,
    )}
  </ul>`
}

function caseList(
  reader: Reader,
  risk: Risk,
  { count, rows }: Found<ShownCase>,
  rule: RuleValue<'net'>,
): SafeHtml | undefined {
  if (count === 0) return undefined
  const { reminders } = reader.words
  const words = reminders.atRisk
  const isLate = risk === 'overdue'
  return section(
    reader,
    { id: risk, name: words.lists[risk], count, explained: explained(reader, risk, rule) },
    html`
      ${table({
        caption: words.lists[risk],
        captionHidden: true,
        narrow: 'cards',
        firstCellIsHeader: true,
        id: risk,
        columns: [
          { label: words.columns.reference },
          { label: words.columns.subject },
          { label: words.columns.holder },
          { label: isLate ? words.columns.due : words.columns.since },
        ],
        rows: rows.map((row) => [
          caseLink(reader, row.reference),
          html`<span class="few-lines" title="${row.subject}" hx-ignore
            >${withoutLoneMarks(row.subject)}</span
          >`,
          holder(reader, row),
          isLate ? dueCell(reader, { ...row, closedOn: null }) : waitedCell(reader, risk, row),
        ]),
      })}
      ${more(reader, count - rows.length, queueOf[risk])}
    `,
  )
}

/** Where the queue lists the same, or more than these; nothing for what it has no list for. */
const queueOf: Record<Risk, string | undefined> = {
  overdue: '/staff?due=overdue',
  unopened: '/staff?status=submitted',
  unaccepted: '/staff?status=assigned',
  disputed: undefined,
  waiting: '/staff?status=awaiting-requester',
}

function explained(
  { words }: Reader,
  risk: Risk,
  { workingDays, waitingDays }: RuleValue<'net'>,
): string | undefined {
  const sentences = words.reminders.atRisk.explained
  switch (risk) {
    case 'unopened':
    case 'unaccepted':
      return sentences[risk](workingDays)
    case 'waiting':
      return sentences.waiting(waitingDays)
    case 'overdue':
    case 'disputed':
      return undefined
  }
}

function letterList(reader: Reader, { undelivered, opensLetters }: AtRisk): SafeHtml | undefined {
  if (undelivered.count === 0) return undefined
  const { reminders, caseFile } = reader.words
  const words = reminders.atRisk
  const name = words.lists.undelivered
  const letter = ({ reference, id, kind }: UndeliveredLetter) =>
    opensLetters
      ? html`<a
          class="govuk-link"
          href="${link(reader, `/staff/requests/${reference}/letters/${id}`)}"
          >${caseFile.letters.kind[kind]}</a
        >`
      : caseFile.letters.kind[kind]
  return section(
    reader,
    {
      id: 'undelivered',
      name,
      count: undelivered.count,
      explained: words.explained.undelivered,
    },
    html`
      ${table({
        caption: name,
        captionHidden: true,
        narrow: 'cards',
        firstCellIsHeader: true,
        id: 'undelivered',
        columns: [
          { label: words.columns.reference },
          { label: words.columns.letter },
          { label: words.columns.written },
          { label: words.columns.delivery },
        ],
        rows: undelivered.rows.map((row) => [
          caseLink(reader, row.reference),
          letter(row),
          momentTag(reader.language, row.createdAt),
          delivery(reader, row),
        ]),
      })}
      ${more(reader, undelivered.count - undelivered.rows.length, undefined)}
    `,
  )
}

/** What the letter waits for; one that is still being tried has been for too long. */
function delivery({ words }: Reader, { state }: UndeliveredLetter): SafeHtml {
  if (state === 'waiting' || state === 'retrying')
    return tag(words.reminders.atRisk.stuck, 'orange')
  return tag(words.caseFile.letters.state[state], state === 'failed' ? 'red' : 'yellow')
}

function unreached(reader: Reader, names: readonly string[]): SafeHtml | undefined {
  if (names.length === 0) return undefined
  const words = reader.words.reminders.atRisk
  return section(
    reader,
    {
      id: 'unreached',
      name: words.lists.unreached,
      count: names.length,
      explained: words.explained.unreached,
    },
    html`<ul class="govuk-list govuk-list--bullet">
      ${names.map((name) => html`<li>${name}</li>`)}
    </ul>`,
  )
}

function failedJobs(reader: Reader, { failedJobs: names }: AtRisk): SafeHtml | undefined {
  if (names.length === 0) return undefined
  const { reminders, jobs } = reader.words
  const words = reminders.atRisk
  return section(
    reader,
    {
      id: 'failed-jobs',
      name: words.lists.failedJobs,
      count: names.length,
      explained: words.explained.failedJobs,
    },
    html`
      <ul class="govuk-list govuk-list--bullet">
        ${names.map((name) => html`<li>${jobs.about[name].title}</li>`)}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/staff/admin/jobs')}">${words.jobs}</a>
      </p>
    `,
  )
}

function section(
  { words }: Reader,
  {
    id,
    name,
    count,
    explained: why,
  }: {
    id: string
    name: string
    count: number
    explained: string | undefined
  },
  content: SafeHtml,
): SafeHtml {
  return html`
    <section aria-labelledby="${id}-title">
      <h2 class="govuk-heading-m" id="${id}-title">${words.reminders.list(name, count)}</h2>
      ${why && html`<p class="govuk-body">${why}</p>`} ${content}
    </section>
  `
}

function more(reader: Reader, count: number, queue: string | undefined): SafeHtml | undefined {
  if (count <= 0) return undefined
  const words = reader.words.reminders.atRisk
  return html`<p class="govuk-body">
    ${words.more(count)}
    ${queue && html`<a class="govuk-link" href="${link(reader, queue)}">${words.seeInQueue}</a>`}
  </p>`
}

function caseLink(reader: Reader, reference: string): SafeHtml {
  return html`<a class="govuk-link nowrap" href="${link(reader, `/staff/requests/${reference}`)}"
    >${reference}</a
  >`
}

/** The division and, below it, the person; the secretary where there is none. */
function holder(reader: Reader, { divisionTh, divisionEn, officer }: RiskyCase): SafeHtml {
  const division = reader.language === 'th' ? divisionTh : divisionEn
  return html`${division ?? reader.words.reminders.atRisk.nobody}${
    officer && html`<br /><span class="quiet">${officer}</span>`
  }`
}

/** Since when, and how long that is: in working days where it lies on a desk of ours. */
function waitedCell(reader: Reader, risk: Risk, { sinceOn, waited }: ShownCase): SafeHtml {
  const { language, words } = reader
  const { workingDays, days } = words.reminders.atRisk
  const length = risk === 'waiting' ? days(waited.days) : workingDays(waited.workingDays)
  return html`${dayTag(language, sinceOn, shortDay(language, sinceOn))}<br /><span class="quiet"
      >${length}</span
    >`
}
