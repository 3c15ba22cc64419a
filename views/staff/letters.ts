import { html, type SafeHtml } from '../html.ts'
import type { LetterToDealWith } from '#src/mail/store.ts'
import { page } from '../layout.ts'
import { momentTag } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { pager } from '../parts/navigation.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { table } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { withoutLoneMarks } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { failureSentence } from './delivery.ts'

export type LettersPage = {
  rows: readonly LetterToDealWith[]
  /** `isMore`: at least so many, they were not counted further. */
  total: { count: number; isMore: boolean }
  /** The ids at the ends of the page, where there is more beyond. */
  before?: number | undefined
  after?: number | undefined
}

/** The letters that no mail takes to their readers, the oldest first. */
export function lettersPage(reader: Reader, { rows, total, before, after }: LettersPage): SafeHtml {
  const words = reader.words.paper.list
  const address = link(reader, '/staff/letters')
  const count = (total.isMore ? words.moreThan : words.total)(writtenNumber(total.count))
  return page(
    reader,
    {
      title: words.title,
      section: 'queue',
      wide: true,
      noindex: true,
      backLink: { href: link(reader, '/staff'), text: reader.words.caseFile.toQueue },
    },
    html`
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      ${
        rows.length === 0
          ? nothing(reader, total.count > 0)
          : html`<p class="govuk-body"><strong>${count}</strong></p>
              ${list(reader, rows)}`
      }
      ${pager(reader, {
        earlier: before === undefined ? undefined : `${address}?before=${before}`,
        later: after === undefined ? undefined : `${address}?after=${after}`,
      })}
    `,
  )
}

function nothing(reader: Reader, hasOthers: boolean): SafeHtml {
  const words = reader.words.paper.list
  return insetText(
    hasOthers
      ? html`${words.noMore}
          <a class="govuk-link" href="${link(reader, '/staff/letters')}">${words.first}</a>`
      : words.none,
  )
}

function list(reader: Reader, rows: readonly LetterToDealWith[]): SafeHtml {
  const { caseFile, paper } = reader.words
  const { columns, title } = paper.list
  return table({
    caption: title,
    captionHidden: true,
    narrow: 'cards',
    firstCellIsHeader: true,
    columns: [
      { label: columns.letter },
      { label: columns.request },
      { label: columns.to },
      { label: columns.why },
      { label: columns.writtenAt },
      { label: columns.division },
    ],
    rows: rows.map((row) => [
      html`<a
        class="govuk-link"
        href="${link(reader, `/staff/requests/${row.reference}/letters/${row.id}`)}"
        >${caseFile.letters.kind[row.kind]}</a
      >`,
      html`<span class="nowrap">${row.reference}</span><br /><span
          class="few-lines"
          title="${row.subject}"
          hx-ignore
          >${withoutLoneMarks(row.subject)}</span
        >`,
      row.toName || row.name,
      why(reader, row),
      momentTag(reader.language, row.createdAt),
      (reader.language === 'th' ? row.divisionTh : row.divisionEn) ?? caseFile.noDivision,
    ]),
  })
}

function why(reader: Reader, { state, failure }: LetterToDealWith): SafeHtml {
  const words = reader.words.paper.list.why
  return state === 'failed'
    ? html`${tag(words.failed, 'red')}${failure && html`<br />${failureSentence(reader, failure)}`}`
    : tag(words['on-paper'], 'yellow')
}
