import { html, type SafeHtml } from '../html.ts'
import type { CaseFile, ProposedAnswer } from '#src/requests/case-file.ts'
import { momentTag, shortMoment } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { writtenBaht, writtenNumber } from '../parts/numbers.ts'
import { card, summaryList, type SummaryRow } from '../parts/summary.ts'
import { writtenText } from '../parts/written-text.ts'
import type { Reader } from '../reader.ts'
import { caseFiles } from './files.ts'
import { statusTag } from './status.ts'

/** The newest proposal, or the answer it became; nothing while there is none. */
export function answerSection(
  reader: Reader,
  { answer, infoRequest }: Pick<CaseFile, 'answer' | 'infoRequest'>,
): SafeHtml | undefined {
  if (!answer) return undefined
  const words = reader.words.caseFile.answer
  const isGiven = infoRequest.status === 'answered'
  const isEarlier = answer.wasGiven && !isGiven
  const { steps } = reader.words.caseFile
  const title = isEarlier
    ? steps.earlierAnswer
    : answer.isSentBack
      ? words.sentBack
      : isGiven
        ? words.given
        : words.proposed
  return html`
    <section aria-labelledby="answer-title">
      <h2 class="govuk-heading-m" id="answer-title">${title}</h2>
      ${isEarlier && insetText(steps.earlierAnswerNote)}
      ${answer.isSentBack && !isEarlier && insetText(words.sentBackNote)}
      ${answerText(reader, answer, infoRequest)}
      <h3 class="govuk-heading-s">${answer.wasGiven ? words.filesGiven : words.files}</h3>
      ${
        answer.files.length > 0
          ? caseFiles(reader, infoRequest.reference, answer.files)
          : html`<p class="govuk-body">${words.noFiles}</p>`
      }
      <p class="govuk-body-s quiet">
        ${words.by} ${answer.proposedBy} · ${momentTag(reader.language, answer.proposedAt)}
      </p>
    </section>
  `
}

function answerText(
  reader: Reader,
  answer: ProposedAnswer,
  infoRequest: CaseFile['infoRequest'],
): SafeHtml {
  const words = reader.words.caseFile.answer
  const { language } = reader
  const { outcome, reply, agency, grounds } = answer
  return html`
    ${summaryList([
      { key: words.outcome, value: statusTag(reader, { status: 'answered', outcome }) },
      { key: words.reply, value: reply === '' ? words.noReply : writtenText(reply) },
      ...(agency === '' ? [] : [{ key: words.agency, value: writtenText(agency) }]),
      ...accessRows(reader, answer, infoRequest),
    ])}
    ${
      grounds.length > 0 &&
      html`<h3 class="govuk-heading-s">${words.grounds}</h3>
        ${grounds.map(({ section, text, reason }) =>
          card(
            { title: section[language], headingLevel: 3 },
            summaryList([
              { key: words.law, value: text[language] },
              { key: words.reason, value: writtenText(reason) },
            ]),
          ),
        )}`
    }
    ${
      answer.weighing !== '' &&
      html`<h3 class="govuk-heading-s">${reader.words.caseFile.steps.form.weighing}</h3>
        ${writtenText(answer.weighing)}`
    }
  `
}

/** When and where it can be seen, who certifies copies, and what they cost: only what was agreed on. */
function accessRows(
  { words, language }: Reader,
  { visitAt, visitPlace, certifiedBy, pages, fee }: ProposedAnswer,
  { feeState }: CaseFile['infoRequest'],
): SummaryRow[] {
  const { steps } = words.caseFile
  const rows: (SummaryRow | undefined)[] = [
    visitAt === null
      ? undefined
      : { key: steps.visit, value: steps.visitAt(shortMoment(language, visitAt), visitPlace) },
    certifiedBy === '' ? undefined : { key: steps.certifiedBy, value: certifiedBy },
    pages === 0 ? undefined : { key: steps.pages, value: writtenNumber(pages) },
    fee === 0
      ? undefined
      : {
          key: steps.fee.title,
          value:
            feeState === 'none'
              ? steps.form.feeDue(writtenBaht(fee))
              : steps.fee.amount(writtenBaht(fee), steps.fee.states[feeState]),
        },
  ]
  return rows.filter((row) => row !== undefined)
}
