import { html, type SafeHtml } from '../html.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import type { RelatedRequests } from '#src/requests/related.ts'
import type { OtherRequest } from '#src/requests/same-person.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { momentTag, shortDay } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { insetText } from '../parts/notices.ts'
import { link, type Reader } from '../reader.ts'
import { statusTag } from './status.ts'

export type RelatedPage = {
  infoRequest: Pick<InfoRequest, 'reference' | 'subject'>
  related: RelatedRequests
  typed: Record<string, string>
  faults: readonly Fault[]
}

/** Linking a request with others, and taking links away. */
export function relatedPage(reader: Reader, props: RelatedPage): SafeHtml {
  const words = reader.words.related
  const { infoRequest, related, typed, faults } = props
  const { reference, subject } = infoRequest
  const errors = fieldErrors(reader, faults, { reference: words.faults })
  const address = link(reader, `/staff/requests/${reference}`)
  const caption = reader.words.caseFile.form.caption(reference)
  return page(
    reader,
    {
      title: `${words.title}: ${caption}`,
      error: errors.length > 0,
      section: 'queue',
      noindex: true,
      backLink: { href: address, text: caption },
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l" hx-ignore>${reference} · ${subject}</span>
        ${words.title}
      </h1>
      <p class="govuk-body">${words.intro}</p>
      ${
        related.rows.length === 0
          ? html`<p class="govuk-body quiet">${words.none}</p>`
          : requestList(reader, related.rows, ({ reference: other, addedBy, addedAt }) => ({
              note: html`${words.addedBy(addedBy)} ${momentTag(reader.language, addedAt)}`,
              control: html`<form
                method="post"
                action="${address}/related/${other}/removal"
                novalidate
              >
                ${csrfField(reader)}
                ${button(words.remove, { kind: 'secondary', hiddenText: other })}
              </form>`,
            }))
      }
      ${elsewhere(reader, related)}
      <form method="post" action="${address}/related" novalidate>
        ${csrfField(reader)}
        ${textInput(reader, {
          name: 'reference',
          label: words.reference,
          hint: words.referenceHint,
          value: typed['reference'],
          error: errorOf(errors, 'reference'),
          autocomplete: 'off',
          spellcheck: false,
          width: 20,
        })}
        <div class="govuk-button-group">
          ${button(words.add, { preventDoubleClick: true, busyText: reader.words.forms.saving })}
          <a class="govuk-link" href="${address}">${words.back}</a>
        </div>
      </form>
    `,
  )
}

/** On the page of a request: what belongs to it. */
export function relatedSection(
  reader: Reader,
  { infoRequest, related, mayRelate }: CaseFile,
): SafeHtml | undefined {
  const words = reader.words.related
  if (!mayRelate && related.rows.length === 0 && related.elsewhere === 0) return undefined
  return html`
    <section class="aside" aria-labelledby="related-title">
      <h2 class="govuk-heading-m" id="related-title">${words.title}</h2>
      ${
        related.rows.length === 0
          ? html`<p class="govuk-body quiet">${words.none}</p>`
          : requestList(reader, related.rows)
      }
      ${elsewhere(reader, related)}
      ${
        mayRelate &&
        html`<p class="govuk-body no-print">
          <a
            class="govuk-link"
            href="${link(reader, `/staff/requests/${infoRequest.reference}/related`)}"
            >${words.manage}</a
          >
        </p>`
      }
    </section>
  `
}

/** On the page of a request: what most likely the same person asked besides. Nothing for those who may not know. */
export function samePersonSection(reader: Reader, { samePerson }: CaseFile): SafeHtml | undefined {
  const words = reader.words.related.samePerson
  if (!samePerson || samePerson.count === 0) return undefined
  const { rows, count } = samePerson
  return html`
    <section class="aside no-print" aria-labelledby="same-person-title">
      <h2 class="govuk-heading-m" id="same-person-title">${words.title(count)}</h2>
      <p class="govuk-hint">${words.hint}</p>
      ${requestList(reader, rows)}
      ${count > rows.length && html`<p class="govuk-body-s quiet">${words.newest(rows.length)}</p>`}
    </section>
  `
}

/** Before the form of a proposal: an answer that was given before may be a beginning. */
export function copyFields(
  reader: Reader,
  { infoRequest, related }: CaseFile,
  {
    typed,
    from,
    errors,
  }: { typed: string; from?: string | undefined; errors: readonly FieldError[] },
): SafeHtml {
  const words = reader.words.related.copy
  const address = link(reader, `/staff/requests/${infoRequest.reference}/propose`)
  const answered = related.rows.filter(({ status }) => status === 'answered')
  const error = errorOf(errors, 'from')
  return html`
    ${from !== undefined && insetText(copiedNotice(reader, from))}
    <details class="govuk-details" ${error !== undefined && html`open`}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">${words.title}</span>
      </summary>
      <div class="govuk-details__text">
        ${
          answered.length > 0 &&
          html`<p class="govuk-body">${words.ofRelated}</p>
            <ul class="govuk-list">
              ${answered.map(
                ({ reference, subject }) =>
                  html`<li>
                    <a class="govuk-link" href="${address}?from=${reference}" hx-ignore
                      >${words.use(reference)} · ${subject}</a
                    >
                  </li>`,
              )}
            </ul>`
        }
        <form method="get" action="${address}" novalidate>
          ${textInput(reader, {
            name: 'from',
            label: words.from,
            hint: words.hint,
            value: typed,
            error,
            autocomplete: 'off',
            spellcheck: false,
            width: 20,
          })}
          ${button(words.button, { kind: 'secondary' })}
        </form>
      </div>
    </details>
  `
}

function copiedNotice(reader: Reader, from: string): SafeHtml {
  const words = reader.words.related.copy
  return html`
    <p class="govuk-body">
      <strong>${words.copied}</strong>
      <a class="govuk-link" href="${link(reader, `/staff/requests/${from}`)}">${from}</a>
    </p>
    <p class="govuk-body">${words.check}</p>
  `
}

function elsewhere({ words }: Reader, { elsewhere: count }: RelatedRequests): SafeHtml | undefined {
  return count > 0
    ? html`<p class="govuk-body-s quiet">${words.related.elsewhere(count)}</p>`
    : undefined
}

/** Other requests: what each is about, where it stands, when it came. */
function requestList<Row extends OtherRequest>(
  reader: Reader,
  rows: readonly Row[],
  more: (row: Row) => { note?: SafeHtml; control?: SafeHtml } = () => ({}),
): SafeHtml {
  return html`
    <ul class="request-list">
      ${rows.map((row) => {
        const { note, control } = more(row)
        return html`
          <li class="request-list__item">
            <div>
              <a class="govuk-link" href="${link(reader, `/staff/requests/${row.reference}`)}"
                >${row.reference}</a
              >
              ${statusTag(reader, row)}
              <div class="request-list__subject" hx-ignore>${row.subject}</div>
              <div class="quiet">
                ${reader.words.related.received(shortDay(reader.language, row.receivedOn))}
                ${note && html`· ${note}`}
              </div>
            </div>
            ${control}
          </li>
        `
      })}
    </ul>
  `
}
