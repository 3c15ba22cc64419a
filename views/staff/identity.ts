import { html, type SafeHtml } from '../html.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import { dayTag, fullDay } from '../parts/dates.ts'
import { tag } from '../parts/tag.ts'
import { withoutLoneMarks } from '../parts/written-text.ts'
import type { Reader } from '../reader.ts'
import { whatRemains } from './due.ts'
import { statusTag } from './status.ts'

/** Which request this is: number, subject, where it stands, when it is due. */
export function identity(
  reader: Reader,
  { infoRequest, left, isLocked }: Pick<CaseFile, 'infoRequest' | 'left' | 'isLocked'>,
): SafeHtml {
  const words = reader.words.caseFile
  const { subject, isSensitive } = infoRequest
  return html`
    <h1 class="govuk-heading-l">
      <span class="govuk-caption-l">${words.reference} ${infoRequest.reference}</span>
      <span hx-ignore>${withoutLoneMarks(subject)}</span>
    </h1>
    ${standing(reader, { infoRequest, left, isLocked, isSensitive })}
  `
}

/** The same in one line, above the heading of an action. */
export function standing(
  reader: Reader,
  {
    infoRequest,
    left,
    isLocked,
    isSensitive,
  }: Pick<CaseFile, 'infoRequest' | 'left' | 'isLocked'> & { isSensitive: boolean },
): SafeHtml {
  const words = reader.words.caseFile
  const { dueOn, closedOn } = infoRequest
  return html`
    <p class="govuk-body standing">
      ${statusTag(reader, infoRequest)} ${isSensitive && tag(words.sensitive, 'red')}
      ${infoRequest.disputedAt !== null && tag(words.steps.disputedTag, 'red')}
      ${isLocked && tag(words.steps.lockedTag, 'orange')}
      ${
        closedOn === null &&
        html`<span
          >${words.dueOn} ${dayTag(reader.language, dueOn, fullDay(reader.language, dueOn))}</span
        >`
      }
      ${whatRemains(reader, { closedOn, left })}
    </p>
  `
}
