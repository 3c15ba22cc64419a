import { html, type SafeHtml } from '../html.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import { summaryList } from '../parts/summary.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { filesOfRequest } from './files.ts'

type Asked = Pick<CaseFile, 'infoRequest' | 'placement' | 'files' | 'mayAttach'>

/** What the requester wants, in their words. */
export function askedSection(reader: Reader, props: Asked): SafeHtml {
  const { asked } = reader.words.caseFile
  return html`
    <section aria-labelledby="asked-title">
      <h2 class="govuk-heading-m" id="asked-title">${asked}</h2>
      ${askedText(reader, props)}
      ${
        props.mayAttach &&
        html`<p class="govuk-body no-print">
          <a
            class="govuk-link"
            href="${link(reader, `/staff/requests/${props.infoRequest.reference}/files`)}"
            >${reader.words.counter.attach.title}</a
          >
        </p>`
      }
    </section>
  `
}

/** The same on the page of a step, to look up without leaving it. */
export function askedDetails(reader: Reader, props: Asked, isOpen: boolean): SafeHtml {
  return html`
    <details class="govuk-details" ${isOpen && html`open`}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">${reader.words.caseFile.asked}</span>
      </summary>
      <div class="govuk-details__text">${askedText(reader, props)}</div>
    </details>
  `
}

function askedText(reader: Reader, { infoRequest, placement, files }: Asked): SafeHtml {
  const words = reader.words.caseFile
  const { domain } = reader.words
  const topic = reader.language === 'th' ? placement.topicTh : placement.topicEn
  return html`
    ${writtenText(infoRequest.details)}
    ${summaryList(
      [
        { key: words.period, value: infoRequest.period },
        { key: words.topic, value: topic ?? words.noTopic },
        { key: words.accessForm, value: domain.accessForm[infoRequest.accessForm] },
        { key: words.language, value: domain.language[infoRequest.language] },
      ].filter(({ value }) => value !== ''),
    )}
    ${filesOfRequest(reader, infoRequest.reference, files)}
  `
}
