import { html, type SafeHtml } from '../html.ts'
import type { HolidayPlan } from '#src/calendar/commands.ts'
import type { Difference, HolidayEntry } from '#src/calendar/holiday-changes.ts'
import type { Day } from '#src/requests/info-request.ts'
import { button, buttonGroup, linkButton } from '../parts/buttons.ts'
import { dayTag, fullDay, shortDay } from '../parts/dates.ts'
import { csrfField } from '../parts/forms.ts'
import { insetText, notificationBanner } from '../parts/notices.ts'
import { table } from '../parts/table.ts'
import { tag, type TagColour } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'
import { holidayName, movedSentences, standingTag, writtenSource } from './holidays.ts'
import { room } from './room.ts'

export type HolidayPreviewPage = {
  plan: HolidayPlan
  today: Day
  /** It was to be done, but the calendar is not the one any more that was shown. */
  isOutdated: boolean
  /** What was typed, to send it again with the decision. */
  fields: Record<string, string>
  /** The form it came from. */
  path: string
  /** Whether there is something to go back to. */
  hasForm: boolean
}

/** What a change of the holidays does, before it is done. */
export function holidayPreviewPage(reader: Reader, props: HolidayPreviewPage): SafeHtml {
  const words = reader.words.holidays
  const { plan, isOutdated } = props
  const { added, changed, removed, unchanged } = plan.difference
  const isNothing = added.length + changed.length + removed.length === 0
  return room(
    reader,
    {
      title: words.preview.title,
      trail: [{ text: words.title, path: '/staff/admin/holidays' }],
      wide: true,
    },
    html`
      ${isOutdated && notificationBanner(reader, { heading: words.preview.changedMeanwhile })}
      <h1 class="govuk-heading-l">${words.preview.title}</h1>
      ${isNothing && insetText(words.preview.nothing)}
      ${added.length > 0 && dayTable(reader, 'added', added, props.today)}
      ${changed.length > 0 && changeTable(reader, changed)}
      ${removed.length > 0 && dayTable(reader, 'removed', removed, props.today)}
      ${
        !isNothing &&
        unchanged > 0 &&
        html`<p class="govuk-body">${words.preview.unchanged(unchanged)}</p>`
      }
      ${!isNothing && requests(reader, plan)} ${decision(reader, props, isNothing)}
    `,
  )
}

function dayTable(
  reader: Reader,
  what: 'added' | 'removed',
  holidays: readonly HolidayEntry[],
  today: Day,
): SafeHtml {
  const words = reader.words.holidays
  const caption = words.preview[what](holidays.length)
  return html`<h2 class="govuk-heading-m">${caption}</h2>
    ${table({
      caption,
      captionHidden: true,
      id: what,
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [
        { label: words.day },
        { label: words.name },
        { label: words.source },
        { label: words.standing },
      ],
      rows: holidays.map((holiday) => [
        html`${writtenDay(reader, holiday.on)}${remark(reader, holiday.on, today)}`,
        holidayName(reader, holiday),
        writtenSource(reader, holiday),
        standingTag(reader, holiday),
      ]),
    })}`
}

/** Why a day that is added or removed may have no effect. */
function remark(reader: Reader, day: Day, today: Day): SafeHtml | undefined {
  const { weekend, past } = reader.words.holidays.preview
  const { dayOfWeek } = Temporal.PlainDate.from(day)
  const text = dayOfWeek > 5 ? weekend : day < today ? past : undefined
  return text === undefined
    ? undefined
    : html`<br /><span class="govuk-hint govuk-!-font-weight-regular">${text}</span>`
}

function changeTable(reader: Reader, changed: Difference['changed']): SafeHtml {
  const words = reader.words.holidays
  const caption = words.preview.changed(changed.length)
  return html`<h2 class="govuk-heading-m">${caption}</h2>
    ${table({
      caption,
      captionHidden: true,
      id: 'changed',
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [
        { label: words.day },
        { label: words.preview.before },
        { label: words.preview.after },
      ],
      rows: changed.map(({ before, after }) => [
        writtenDay(reader, after.on),
        wholeHoliday(reader, before),
        wholeHoliday(reader, after),
      ]),
    })}`
}

function wholeHoliday(reader: Reader, holiday: HolidayEntry): SafeHtml {
  return html`${holidayName(reader, holiday)}<br />${standingTag(reader, holiday)}<br /><span
      class="govuk-hint"
      >${writtenSource(reader, holiday)}</span
    >`
}

function requests(reader: Reader, { moves, first }: HolidayPlan): SafeHtml {
  const words = reader.words.holidays.preview
  const total = moves.later + moves.earlier + moves.kept
  return html`
    <section aria-labelledby="requests-title">
      <h2 class="govuk-heading-m" id="requests-title">${words.requests}</h2>
      ${movedSentences(words, moves).map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
      ${total > 0 && moveTable(reader, first)}
      ${total > first.length && html`<p class="govuk-body">${words.more(total - first.length)}</p>`}
      ${total > 0 && html`<p class="govuk-body">${words.stays} ${words.recomputed}</p>`}
    </section>
  `
}

function moveTable(reader: Reader, moves: HolidayPlan['first']): SafeHtml {
  const words = reader.words.holidays.preview
  const { language } = reader
  return table({
    caption: words.requests,
    captionHidden: true,
    id: 'moves',
    narrow: 'cards',
    firstCellIsHeader: true,
    columns: [
      { label: words.reference },
      { label: words.from },
      { label: words.to },
      { label: words.direction },
    ],
    rows: moves.map(({ infoRequest, to, direction }) => [
      infoRequest.reference,
      dayTag(language, infoRequest.dueOn, shortDay(language, infoRequest.dueOn)),
      dayTag(language, to.dueOn, shortDay(language, to.dueOn)),
      tag(words.directions[direction], colours[direction]),
    ]),
  })
}

const colours: Record<HolidayPlan['first'][number]['direction'], TagColour> = {
  later: 'blue',
  earlier: 'orange',
  kept: 'grey',
}

function decision(
  reader: Reader,
  { plan, fields, path, hasForm }: HolidayPreviewPage,
  isNothing: boolean,
): SafeHtml {
  const words = reader.words.holidays.preview
  const moves = plan.moves.later + plan.moves.earlier + plan.moves.kept
  const back = linkButton(words.back, link(reader, '/staff/admin/holidays'), 'secondary')
  if (isNothing && !hasForm) return back
  return html`
    <form method="post" action="${link(reader, path)}" novalidate>
      ${csrfField(reader)} <input type="hidden" name="mark" value="${plan.mark}" />
      ${Object.entries(fields).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      ${buttonGroup(
        ...(isNothing
          ? []
          : [
              button(moves > 0 ? words.applyAndMove : words.apply, {
                name: 'step',
                value: 'apply',
                preventDoubleClick: true,
                busyText: reader.words.forms.saving,
              }),
            ]),
        hasForm ? button(words.edit, { name: 'step', value: 'edit', kind: 'secondary' }) : back,
      )}
    </form>
  `
}

function writtenDay({ language }: Reader, day: Day): SafeHtml {
  return dayTag(language, day, fullDay(language, day))
}
