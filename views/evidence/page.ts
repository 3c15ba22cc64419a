import { html, type SafeHtml } from '../html.ts'
import type { Evidence, EvidenceOfItem } from '#src/evidence/facts.ts'
import type { Day } from '#src/requests/info-request.ts'
import { page } from '../layout.ts'
import { longDay } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { table, type Cell } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'

export type EvidencePage = {
  /** The newest first. */
  years: readonly { evidence: Evidence; items: readonly EvidenceOfItem[] }[]
  today: Day
}

/** What there is for an assessor, and what is missing, by fiscal year. */
export function evidencePage(reader: Reader, { years, today }: EvidencePage): SafeHtml {
  const words = reader.words.evidence
  const backLink = { href: link(reader, '/staff/reports'), text: reader.words.layout.report }
  return page(
    reader,
    { title: words.title, section: 'report', backLink, wide: true, noindex: true },
    html`
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      <p class="govuk-body">${words.caution}</p>
      ${years.map(({ evidence, items }) => yearSection(reader, evidence, items, today))}
    `,
  )
}

function yearSection(
  reader: Reader,
  evidence: Evidence,
  items: readonly EvidenceOfItem[],
  today: Day,
): SafeHtml {
  const words = reader.words.evidence
  const year = String(evidence.fiscalYear)
  const { signed, monthsOver } = evidence
  return html`
    <section aria-labelledby="year-${year}">
      <h2 class="govuk-heading-m" id="year-${year}">${words.ofYear(year)}</h2>
      ${evidence.to >= today && insetText(words.running(longDay(reader.language, evidence.asOf)))}
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, `/staff/evidence/${year}.zip`)}" download
          >${words.download(year)}</a
        ><br />
        ${words.signed(signed.length, monthsOver.length)}<br />
        <a class="govuk-link" href="${link(reader, `/staff/admin/ita/${year}`)}">${words.codes}</a>
      </p>
      ${table({
        id: `items-${year}`,
        caption: words.ofYear(year),
        captionHidden: true,
        narrow: 'cards',
        firstCellIsHeader: true,
        columns: [
          { label: words.columns.item },
          { label: words.columns.holds },
          { label: words.columns.missing },
        ],
        rows: items.map((ofItem) => row(reader, evidence, ofItem)),
      })}
    </section>
  `
}

function row(reader: Reader, evidence: Evidence, { slug, item, gaps }: EvidenceOfItem): Cell[] {
  const { evidence: words, ita } = reader.words
  const name = [item?.code, ita.items[slug]].filter(Boolean).join(' ')
  return [
    name,
    list(holds(reader, evidence, slug)),
    gaps.length === 0
      ? tag(words.nothingMissing, 'green')
      : list(gaps.map((gap) => words.gaps[gap])),
  ]
}

/** What lies in the folder of an item. */
function holds(
  reader: Reader,
  { signed }: Evidence,
  slug: EvidenceOfItem['slug'],
): readonly string[] {
  const words = reader.words.evidence.holds
  const own = words[slug]
  return slug === 'statistics' && signed.length > 0 ? [...own, words.signed(signed.length)] : own
}

function list(texts: readonly string[]): SafeHtml {
  return html`<ul class="govuk-list govuk-!-margin-bottom-0">
    ${texts.map((text) => html`<li>${text}</li>`)}
  </ul>`
}
