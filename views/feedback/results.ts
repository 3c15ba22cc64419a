import { html, type SafeHtml } from '../html.ts'
import type { QuarterResults, Question, Step } from '#src/feedback/rules.ts'
import { shortMonth } from '../parts/dates.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { table } from '../parts/table.ts'
import type { Reader } from '../reader.ts'

/** `ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2570`. */
export function quarterName(
  { words }: Pick<Reader, 'words'>,
  { quarter }: Pick<QuarterResults, 'quarter'>,
): string {
  const [year = '', number = ''] = quarter.split('-q')
  return words.feedback.quarter(year, number)
}

/** The months a quarter has. */
export function monthsOf(
  { words, language }: Pick<Reader, 'words' | 'language'>,
  { from, to }: QuarterResults,
): string {
  return words.feedback.months(shortMonth(language, from), shortMonth(language, to))
}

export type Asked = { questions: readonly Question[]; steps: readonly Step[]; fewestShown: number }

/** How many chose which answer, or that too few answered. The heading stands above. */
export function resultsTable(
  reader: Reader,
  results: QuarterResults,
  { questions, steps, fewestShown }: Asked,
): SafeHtml {
  const { feedback } = reader.words
  const words = feedback.results
  if (!results.isShown) return html`<p class="govuk-body">${words.tooFew(fewestShown)}</p>`
  const { counts, answers } = results
  const share = (count: number) =>
    words.share(writtenNumber(count), String(Math.round((100 * count) / answers)))
  return html`
    <p class="govuk-body">${words.answers(writtenNumber(answers))}</p>
    ${table({
      caption: words.caption(quarterName(reader, results)),
      captionHidden: true,
      narrow: 'cards',
      firstCellIsHeader: true,
      id: results.quarter,
      columns: [
        { label: words.question },
        ...steps.map((step) => ({ label: feedback.steps[step], numeric: true })),
      ],
      rows: questions.map((question) => [
        feedback.questions[question],
        ...steps.map((step) => share(counts[question][step])),
      ]),
    })}
  `
}
