import { html, type SafeHtml } from '../html.ts'
import type { ImprovementText, Quarter, QuarterResults } from '#src/feedback/rules.ts'
import { page } from '../layout.ts'
import { dayTag } from '../parts/dates.ts'
import { details, insetText } from '../parts/notices.ts'
import { timeline } from '../parts/timeline.ts'
import { writtenText } from '../parts/written-text.ts'
import type { Reader } from '../reader.ts'
import { monthsOf, quarterName, resultsTable, type Asked } from './results.ts'

export type PublicFeedback = Asked & {
  /** The newest first, as everything here. */
  results: readonly QuarterResults[]
  thisQuarter: Quarter
  improvements: readonly ImprovementText[]
  /** Where the official survey is; empty when no link is set. */
  officialSurvey: string
}

/** What people say of the service, and what the department changed because of it. */
export function publicFeedbackPage(reader: Reader, props: PublicFeedback): SafeHtml {
  const words = reader.words.feedback.public
  return page(
    reader,
    { title: words.title, wide: true },
    html`
      <h1 class="govuk-heading-xl">${words.title}</h1>
      <p class="govuk-body-l">${words.lead}</p>
      <p class="govuk-body">${words.how}</p>
      ${improvementList(reader, props.improvements)} ${quarters(reader, props)}
      ${props.officialSurvey !== '' && official(reader, props.officialSurvey)}
    `,
  )
}

function improvementList(reader: Reader, improvements: readonly ImprovementText[]): SafeHtml {
  const { language, words } = reader
  const { improvements: title, noImprovements } = words.feedback.public
  return html`
    <section aria-labelledby="improvements">
      <h2 class="govuk-heading-l" id="improvements">${title}</h2>
      ${
        improvements.length === 0
          ? html`<p class="govuk-body">${noImprovements}</p>`
          : timeline(
              improvements.map(({ on, textTh, textEn }) => ({
                title: dayTag(language, on),
                body: writtenText(language === 'th' ? textTh : textEn),
              })),
            )
      }
    </section>
  `
}

function quarters(reader: Reader, props: PublicFeedback): SafeHtml {
  const { results: words, public: own } = reader.words.feedback
  const { results, thisQuarter, fewestShown } = props
  const one = (quarter: QuarterResults) => html`
    <h3 class="govuk-heading-m">
      ${quarterName(reader, quarter)}
      <span class="govuk-caption-m">${monthsOf(reader, quarter)}</span>
    </h3>
    ${quarter.quarter === thisQuarter && insetText(words.running)}
    ${resultsTable(reader, quarter, props)}
  `
  return html`
    <section aria-labelledby="results">
      <h2 class="govuk-heading-l" id="results">${own.results}</h2>
      <p class="govuk-body">${own.resultsText(fewestShown)}</p>
      ${
        results.length === 0
          ? html`<p class="govuk-body">${words.none}</p>`
          : html`<p class="govuk-body">${words.explained}</p>`
      }
      ${results.slice(0, quartersAtOnce).map(one)}
      ${
        results.length > quartersAtOnce &&
        details(own.earlier, html`${results.slice(quartersAtOnce).map(one)}`)
      }
    </section>
  `
}

/** The running quarter and the one before; the others wait behind a click, or nobody reads any. */
const quartersAtOnce = 2

/** Another survey, and not ours: nothing here stands for it. */
function official(reader: Reader, address: string): SafeHtml {
  const words = reader.words.feedback.public
  return html`
    <section aria-labelledby="official">
      <h2 class="govuk-heading-l" id="official">${words.official}</h2>
      <p class="govuk-body">${words.officialText}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="${address}" rel="external">${words.officialLink}</a>
      </p>
    </section>
  `
}
