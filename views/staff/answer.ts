import { html, type SafeHtml } from '../html.ts'
import type { CaseFile, ProposedAnswer } from '#src/requests/case-file.ts'
import { momentTag } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { card, summaryList } from '../parts/summary.ts'
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
  const title = answer.isSentBack ? words.sentBack : isGiven ? words.given : words.proposed
  return html`
    <section aria-labelledby="answer-title">
      <h2 class="govuk-heading-m" id="answer-title">${title}</h2>
      ${answer.isSentBack && insetText(words.sentBackNote)} ${answerText(reader, answer)}
      <h3 class="govuk-heading-s">${isGiven ? words.filesGiven : words.files}</h3>
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

function answerText(reader: Reader, answer: ProposedAnswer): SafeHtml {
  const words = reader.words.caseFile.answer
  const { language } = reader
  const { outcome, reply, agency, grounds } = answer
  return html`
    ${summaryList([
      { key: words.outcome, value: statusTag(reader, { status: 'answered', outcome }) },
      { key: words.reply, value: reply === '' ? words.noReply : writtenText(reply) },
      ...(agency === '' ? [] : [{ key: words.agency, value: writtenText(agency) }]),
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
  `
}
