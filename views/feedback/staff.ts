import { html, type SafeHtml } from '../html.ts'
import type { Quarter, QuarterResults } from '#src/feedback/rules.ts'
import type { ImprovementEntry } from '#src/feedback/store.ts'
import { page } from '../layout.ts'
import { button, linkButton } from '../parts/buttons.ts'
import { dayTag, longDay, shortDay, shortMoment } from '../parts/dates.ts'
import { csrfField } from '../parts/forms.ts'
import { insetText, notificationBanner } from '../parts/notices.ts'
import { writtenNumber } from '../parts/numbers.ts'
import { table, type Cell } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { monthsOf, quarterName, resultsTable, type Asked } from './results.ts'

export type StaffFeedback = Asked & {
  /** Of every quarter, the newest first. */
  results: readonly QuarterResults[]
  /** The one that is shown in full; none when nobody has answered yet. */
  chosen: QuarterResults | undefined
  thisQuarter: Quarter
  /** Of the quarter that is shown, in an order that tells nothing. */
  comments: readonly string[]
  improvements: readonly ImprovementEntry[]
  /** They keep the list of what was changed. */
  mayChange: boolean
  done: keyof Reader['words']['feedback']['staff']['done'] | undefined
}

/** What people said of the service, and the list of what was changed because of it. */
export function staffFeedbackPage(reader: Reader, props: StaffFeedback): SafeHtml {
  const words = reader.words.feedback.staff
  const { done } = props
  return page(
    reader,
    { title: words.title, section: 'staffFeedback', wide: true, noindex: true },
    html`
      ${done && notificationBanner(reader, { kind: 'success', heading: words.done[done] })}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro(props.fewestShown)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/feedback')}">${words.public}</a>
      </p>
      ${results(reader, props)} ${improvementList(reader, props)}
    `,
  )
}

function results(reader: Reader, props: StaffFeedback): SafeHtml {
  const { staff: words, results: own } = reader.words.feedback
  const { chosen } = props
  return html`
    <section aria-labelledby="results">
      <h2 class="govuk-heading-m" id="results">${words.results}</h2>
      ${
        chosen
          ? html`${quarters(reader, props, chosen)} ${oneQuarter(reader, props, chosen)}`
          : html`<p class="govuk-body">${own.none}</p>`
      }
    </section>
  `
}

/** Which quarters there are, to choose one. */
function quarters(
  reader: Reader,
  { results: all, fewestShown }: StaffFeedback,
  chosen: QuarterResults,
): SafeHtml {
  const words = reader.words.feedback.staff
  const name = (one: QuarterResults): Cell =>
    html`<a
        class="govuk-link"
        href="${link(reader, `/staff/feedback?quarter=${one.quarter}`)}"
        ${one === chosen && html`aria-current="true"`}
        >${quarterName(reader, one)}</a
      ><br /><span class="quiet govuk-!-font-weight-regular">${monthsOf(reader, one)}</span>`
  return table({
    caption: words.quarters,
    captionHidden: true,
    firstCellIsHeader: true,
    id: 'quarters',
    columns: [{ label: words.columns.quarter }, { label: words.columns.answers, numeric: true }],
    rows: all.map((one) => [
      name(one),
      one.isShown ? writtenNumber(one.answers) : words.fewer(fewestShown),
    ]),
  })
}

function oneQuarter(reader: Reader, props: StaffFeedback, chosen: QuarterResults): SafeHtml {
  const { staff: words, results: own } = reader.words.feedback
  const { comments, thisQuarter } = props
  return html`
    <h3 class="govuk-heading-m">${quarterName(reader, chosen)}</h3>
    ${chosen.quarter === thisQuarter && insetText(own.running)}
    ${resultsTable(reader, chosen, props)}
    ${
      chosen.isShown &&
      html`
        <p class="govuk-body">${own.explained}</p>
        <h4 class="govuk-heading-s">${words.comments}</h4>
        ${
          comments.length === 0
            ? html`<p class="govuk-body">${words.noComments}</p>`
            : html`
                <p class="govuk-body">${words.commentsText}</p>
                <ul class="messages">
                  ${comments.map(
                    (comment) => html`<li class="message">${writtenText(comment)}</li>`,
                  )}
                </ul>
              `
        }
      `
    }
  `
}

function improvementList(reader: Reader, { improvements, mayChange }: StaffFeedback): SafeHtml {
  const words = reader.words.feedback.staff
  return html`
    <section aria-labelledby="improvements">
      <h2 class="govuk-heading-m" id="improvements">${words.improvements}</h2>
      <p class="govuk-body">${words.improvementsText}</p>
      ${mayChange && linkButton(words.add, link(reader, '/staff/feedback/improvements/new'))}
      ${
        improvements.length === 0
          ? html`<p class="govuk-body">${words.none}</p>`
          : improvementTable(reader, improvements, mayChange)
      }
    </section>
  `
}

function improvementTable(
  reader: Reader,
  improvements: readonly ImprovementEntry[],
  mayChange: boolean,
): SafeHtml {
  const { language, words } = reader
  const { staff } = words.feedback
  const { listed } = staff
  return table({
    caption: staff.improvements,
    captionHidden: true,
    narrow: 'cards',
    firstCellIsHeader: true,
    id: 'improvements-table',
    columns: [
      { label: listed.on },
      { label: listed.text },
      { label: listed.state },
      { label: listed.savedBy },
      ...(mayChange ? [{ label: listed.actions }] : []),
    ],
    rows: improvements.map((one) => [
      dayTag(language, one.on, shortDay(language, one.on)),
      writtenText(language === 'th' ? one.textTh : one.textEn),
      one.isPublished ? tag(staff.shown, 'green') : tag(staff.hidden, 'grey'),
      html`${one.savedBy}<br /><span class="quiet">${shortMoment(language, one.savedAt)}</span>`,
      ...(mayChange ? [actions(reader, one)] : []),
    ]),
  })
}

function actions(reader: Reader, { id, on, isPublished }: ImprovementEntry): SafeHtml {
  const words = reader.words.feedback.staff
  const hiddenText = words.of(longDay(reader.language, on))
  const address = link(reader, `/staff/feedback/improvements/${id}`)
  return html`
    <p class="govuk-body">
      <a class="govuk-link" href="${address}"
        >${words.change}<span class="govuk-visually-hidden"> ${hiddenText}</span></a
      >
    </p>
    <form method="post" action="${address}/${isPublished ? 'hiding' : 'showing'}" novalidate>
      ${csrfField(reader)}
      ${button(isPublished ? words.hide : words.show, { kind: 'secondary', hiddenText })}
    </form>
  `
}
