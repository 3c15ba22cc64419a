import { html, type SafeHtml } from '../html.ts'
import type { Period } from '#src/calendar/period.ts'
import type { Difference } from '#src/statistics/signing/document.ts'
import type { Signature } from '#src/statistics/signing/store.ts'
import { linkButton } from '../parts/buttons.ts'
import { shortMoment } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { rowLabel, type Names } from './labels.ts'
import { numberLink } from './table-parts.ts'
import { writtenFigure } from './written-figure.ts'

/** How a month stands with its signature. */
export type SignatureStanding = {
  /** The first first; empty when nobody has signed. */
  signatures: readonly Signature[]
  /** Where the facts of today differ from what was last signed. */
  differences: readonly Difference[]
  /** Whether this reader may sign, and the month is over. */
  maySign: boolean
}

/** Under the title of a month's report: signed by whom, when, and what proves it. */
export function signatureBox(
  reader: Reader,
  period: Period,
  { signatures, differences, maySign }: SignatureStanding,
  names: Names,
): SafeHtml {
  const words = reader.words.monthClose
  const last = signatures.at(-1)
  const closeAt = link(reader, `/staff/reports/${period.id}/close`)
  if (!last) return html`${insetText(words.unsigned)} ${maySign && linkButton(words.sign, closeAt)}`
  const { language } = reader
  return html`
    ${insetText(
      html`<p>
          <strong
            >${words.signedBy(
              last.signedBy,
              shortMoment(language, last.signedAt),
              last.revision,
            )}</strong
          >${last.reason && html`<br />${words.reasonWas(last.reason)}`}
        </p>
        <p>${words.frozen}</p>
        <p>${words.sha256}: <code class="hash">${last.sha256}</code></p>
        ${documents(reader, period, last)} ${earlier(reader, period, signatures)}`,
    )}
    ${differences.length > 0 ? differs(reader, period, differences, names) : undefined}
    ${differences.length > 0 && maySign ? linkButton(words.differs.revise, closeAt) : undefined}
  `
}

function documents(reader: Reader, period: Period, { revision }: Signature): SafeHtml {
  const words = reader.words.monthClose
  const at = link(reader, `/staff/reports/${period.id}/signed/${revision}`)
  return html`<p class="no-print">
    <a class="govuk-link" href="${at}" download>${words.document}</a><br />
    <a class="govuk-link" href="${at}/lists" download>${words.lists}</a>
  </p>`
}

/** The signatures before the last, where there are some. */
function earlier(
  reader: Reader,
  period: Period,
  signatures: readonly Signature[],
): SafeHtml | undefined {
  const words = reader.words.monthClose
  if (signatures.length < 2) return undefined
  return html`
    <h2 class="govuk-heading-s">${words.earlier}</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${signatures.map(
        ({ revision, signedBy, signedAt, reason }) => html`
          <li>
            <a
              class="govuk-link"
              href="${link(reader, `/staff/reports/${period.id}/signed/${revision}`)}"
              download
              >${words.revisionName(revision)}</a
            >: ${signedBy},
            ${shortMoment(reader.language, signedAt)}${
              reason && html`<br />${words.reasonWas(reason)}`
            }
          </li>
        `,
      )}
    </ul>
  `
}

function differs(
  reader: Reader,
  period: Period,
  differences: readonly Difference[],
  names: Names,
): SafeHtml {
  const words = reader.words.monthClose.differs
  const { tables } = reader.words.reports
  const written = (value: number | null, column: string) =>
    value === null ? undefined : writtenFigure(value, column)
  return html`
    <h2 class="govuk-heading-m" id="differs-title">${words.title}</h2>
    <p class="govuk-body">${words.text}</p>
    ${table({
      id: 'differs',
      caption: words.caption,
      columns: [
        { label: words.columns.figure },
        { label: words.columns.signed, numeric: true },
        { label: words.columns.now, numeric: true },
      ],
      rows: differences.map(({ table: id, row, column, signed, now }) => {
        const columns: Record<string, string> = tables[id].columns
        const figure = [tables[id].caption, rowLabel(reader, id, row, names), columns[column]]
        const text = written(now, column)
        // Behind the number of today stands what was added since.
        const hasList = text !== undefined && now !== 0 && id !== 'months' && id !== 'use'
        return [
          figure.join(' · '),
          written(signed, column),
          hasList
            ? numberLink(
                reader,
                period.id,
                { table: id, row, column },
                { text, counted: figure.join(', ') },
              )
            : text,
        ]
      }),
      firstCellIsHeader: true,
      narrow: 'cards',
    })}
  `
}
