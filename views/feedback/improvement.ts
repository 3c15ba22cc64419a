import { html, type SafeHtml } from '../html.ts'
import type { ImprovementText } from '#src/feedback/rules.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { longDay } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { breadcrumbs } from '../parts/navigation.ts'
import { notificationBanner } from '../parts/notices.ts'
import { withoutLoneMarks } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'

export type ImprovementPage = {
  /** As it stands now; absent for a new one. */
  improvement?: (ImprovementText & { id: number }) | undefined
  typed: Record<string, string>
  faults: readonly Fault[]
  /** The mark of what the form was filled in from. */
  seen: string
  /** Somebody changed it meanwhile, and nothing was saved. */
  isOvertaken?: boolean | undefined
  /** In letters as people count them. */
  longestText: number
}

/** One thing that was changed because of what people said: the day, and what they read of it. */
export function improvementPage(reader: Reader, props: ImprovementPage): SafeHtml {
  const { improvement, typed, faults, seen, isOvertaken, longestText } = props
  const { improvement: words, staff } = reader.words.feedback
  const errors = fieldErrors(reader, faults, words.faults)
  const title = improvement ? words.change : words.new
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  const list = '/staff/feedback'
  return page(
    reader,
    {
      title,
      error: errors.length > 0,
      section: 'staffFeedback',
      noindex: true,
      breadcrumbs: breadcrumbs(reader, [
        { text: staff.title, href: link(reader, list) },
        { text: title },
      ]),
    },
    html`
      ${errorSummary(reader, errors)}
      ${isOvertaken && improvement && overtaken(reader, improvement)}
      <h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${words.intro}</p>
      <form
        method="post"
        action="${link(reader, `${list}/improvements/${improvement?.id ?? 'new'}`)}"
        novalidate
      >
        ${csrfField(reader)} <input type="hidden" name="seen" value="${seen}" />
        ${textInput(reader, {
          ...common('on'),
          label: words.on,
          hint: words.onHint,
          width: 20,
          autocomplete: 'off',
        })}
        ${textArea(reader, {
          ...common('textTh'),
          label: words.textTh,
          lang: 'th',
          rows: 4,
          maxGraphemes: longestText,
        })}
        ${textArea(reader, {
          ...common('textEn'),
          label: words.textEn,
          lang: 'en',
          rows: 4,
          maxGraphemes: longestText,
        })}
        ${button(improvement ? words.save : words.publish, { preventDoubleClick: true })}
      </form>
    `,
  )
}

/** What it has become meanwhile. */
function overtaken(reader: Reader, { on, textTh, textEn }: ImprovementText): SafeHtml {
  return notificationBanner(reader, {
    heading: reader.words.feedback.improvement.newer,
    more: html`
      <p class="govuk-body">${longDay(reader.language, on)}</p>
      <p class="govuk-body written-text" lang="th" hx-ignore>${withoutLoneMarks(textTh)}</p>
      <p class="govuk-body written-text" lang="en" hx-ignore>${textEn}</p>
    `,
  })
}
