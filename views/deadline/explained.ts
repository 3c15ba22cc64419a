import { html, type SafeHtml } from '../html.ts'
import type { ClosedDay, Receipt } from '#src/calendar/calendar.ts'
import type { Clock, Deadline } from '#src/requests/deadlines.ts'
import type { Day } from '#src/requests/info-request.ts'
import { fullDay, legalDay, longDay, shortDay, timeOfDay } from '../parts/dates.ts'
import { summaryList } from '../parts/summary.ts'
import type { Reader } from '../reader.ts'

export type ExplainedDeadline = {
  deadline: Deadline
  /** How the day of receipt came about, where that is known; staff may have written down the day of a stamp. */
  receipt: Receipt | undefined
  /** Of the office, as `08:30`. */
  officeHours: { from: string; until: string }
  /** The day the requester was told and that holds, whatever has become of the holidays since. */
  dueOn: Day
}

/** Day 0 and why, the limit, each closed day and why, pauses and extensions: the date can explain itself. */
export function deadlineExplained(reader: Reader, props: ExplainedDeadline): SafeHtml {
  const words = reader.words.deadline.explained
  const { deadline, dueOn } = props
  const { language } = reader
  const { days, unit } = deadline.limit
  return html`
    <ol class="govuk-list govuk-list--number govuk-list--spaced">
      ${dayZero(reader, props)} ${count(reader, deadline)} ${pauses(reader, deadline)}
      ${rolledOver(reader, deadline)} ${extensions(reader, deadline)}
      <li>
        <strong
          >${
            deadline.on === dueOn
              ? words.on(legalDay(language, deadline.on))
              : words.moved(longDay(language, dueOn))
          }</strong
        >
      </li>
    </ol>
    <p class="govuk-body-s">${words.source(reader.words.guide.limit(days, unit))}</p>
  `
}

function dayZero(reader: Reader, { deadline, receipt, officeHours }: ExplainedDeadline): SafeHtml {
  const words = reader.words.deadline.explained
  const full = (day: Day) => fullDay(reader.language, day)
  if (deadline.countsFrom === 'reopening')
    return html`<li>${words.reopened(full(deadline.dayZero))}</li>`
  if (!receipt) return html`<li>${words.received(full(deadline.dayZero))}</li>`
  return html`<li>
    ${sent(reader, receipt, officeHours)}
    ${
      receipt.closed.length > 0 &&
      html`<br />${words.closedDays} ${closedDays(reader, receipt.closed)}`
    }
  </li>`
}

function sent(
  reader: Reader,
  { sentOn, sentAt, hour, closed, on }: Receipt,
  officeHours: ExplainedDeadline['officeHours'],
): string {
  const words = reader.words.deadline.explained
  const day = fullDay(reader.language, sentOn)
  const received = fullDay(reader.language, on)
  const wasClosed = closed[0]?.on === sentOn
  if (sentAt === null)
    return wasClosed ? words.sent.noTimeClosed(day, received) : words.sent.noTime(day)
  const time = timeOfDay(reader.language, sentAt)
  if (wasClosed) return words.sent.closed(day, time, received)
  const hours = words.hours(clockTime(officeHours.from), clockTime(officeHours.until))
  if (hour === 'after') return words.sent.after(day, time, hours, received)
  return hour === 'before' ? words.sent.before(day, time, hours) : words.sent.within(day, time)
}

function count(reader: Reader, { firstDay, limit, lastDayOfLimit, skipped }: Deadline): SafeHtml {
  const words = reader.words.deadline.explained
  const full = (day: Day) => fullDay(reader.language, day)
  return html`<li>
    ${words.count[limit.unit](limit.days, full(firstDay), full(lastDayOfLimit))}
    ${skipped.length > 0 && html`<br />${words.notCounted} ${closedDays(reader, skipped)}`}
  </li>`
}

function pauses(reader: Reader, deadline: Deadline): SafeHtml {
  const words = reader.words.deadline.explained
  const full = (day: Day) => fullDay(reader.language, day)
  const items = deadline.pauses.map(({ from, to, days, moved }) => {
    const wait =
      to === null || days === null
        ? words.pause.running(full(from))
        : words.pause.ended(full(from), full(to), words.days(days.calendar, days.working))
    const effect =
      to === null ? words.pause.notMovedYet : moved ? words.pause.moved : words.pause.notMoved
    return html`<li>${wait}<br />${effect}</li>`
  })
  const movedTo =
    deadline.lastDayWithPauses !== deadline.lastDayOfLimit &&
    html`<li>${words.withPauses(full(deadline.lastDayWithPauses))}</li>`
  return html`${items}${movedTo}`
}

function rolledOver(reader: Reader, deadline: Deadline): SafeHtml | undefined {
  const words = reader.words.deadline.explained
  if (deadline.rolledOver.length === 0) return undefined
  return html`<li>
    ${words.rolledOver(fullDay(reader.language, deadline.limitOn))}
    ${closedDays(reader, deadline.rolledOver)}
  </li>`
}

function extensions(reader: Reader, deadline: Deadline): SafeHtml | undefined {
  const words = reader.words.deadline.explained
  const full = (day: Day) => fullDay(reader.language, day)
  const last = deadline.extensions.at(-1)
  if (!last) return undefined
  return html`
    <li>${words.limitOn(full(deadline.limitOn))}</li>
    ${deadline.extensions.map(
      ({ until }, index) => html`<li>${words.extension(index + 1, full(until))}</li>`,
    )}
    ${
      deadline.on === deadline.limitOn
        ? html`<li>${words.extensionShorter}</li>`
        : last.rolledOver.length > 0 &&
          html`<li>
            ${words.rolledOver(full(deadline.on))} ${closedDays(reader, last.rolledOver)}
          </li>`
    }
  `
}

/** Each closed day and why; days in a row that are closed for one reason in one line. */
function closedDays(reader: Reader, closed: readonly ClosedDay[]): SafeHtml {
  const words = reader.words.deadline.explained
  const { language } = reader
  return html`<ul class="govuk-list govuk-list--bullet">
    ${inARow(closed).map(({ first, last }) => {
      const { why, name, standing } = first
      const from = fullDay(language, first.on)
      const days = first === last ? from : words.span(from, fullDay(language, last.on))
      const reason = why === 'holiday' && name ? name[language] : words.weekend
      return html`<li>${days}: ${reason}${standing === 'predicted' && ` (${words.predicted})`}</li>`
    })}
  </ul>`
}

function inARow(closed: readonly ClosedDay[]): { first: ClosedDay; last: ClosedDay }[] {
  const rows: { first: ClosedDay; last: ClosedDay }[] = []
  for (const day of closed) {
    const row = rows.at(-1)
    if (row && isNextDay(row.last.on, day.on) && reasonOf(row.last) === reasonOf(day))
      row.last = day
    else rows.push({ first: day, last: day })
  }
  return rows
}

function isNextDay(day: Day, next: Day): boolean {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString() === next
}

function reasonOf({ why, name, standing }: ClosedDay): string {
  return [why, name?.th, standing].join(' ')
}

/** As offices write a time of day: `08.30`. */
function clockTime(time: string): string {
  return time.replace(':', '.')
}

/** The three clocks of a request: towards the requester, of the division, of the present step. */
export type Clocks = { statutory: Clock; division: Clock | undefined; step: Clock }

/** What has passed on each clock, with the waiting beside it. */
export function clocksShown(reader: Reader, clocks: Clocks): SafeHtml {
  const words = reader.words.deadline.clocks
  const shown = (key: string, clock: Clock) => ({ key, value: clockShown(reader, clock) })
  return html`
    <h3 class="govuk-heading-s">${words.title}</h3>
    ${summaryList([
      shown(words.statutory, clocks.statutory),
      ...(clocks.division ? [shown(words.division, clocks.division)] : []),
      ...(clocks.step.isRunning ? [shown(words.step, clocks.step)] : []),
    ])}
  `
}

function clockShown(reader: Reader, { since, until, isRunning, elapsed, paused }: Clock): SafeHtml {
  const words = reader.words.deadline.clocks
  const short = (day: Day) => shortDay(reader.language, day)
  const span = isRunning ? words.since(short(since)) : words.until(short(since), short(until))
  return html`${words.elapsed(elapsed.working, elapsed.calendar)}<br />
    <span class="quiet">${span}</span>
    ${
      paused.calendar > 0 &&
      html`<br /><span class="quiet">${words.paused(paused.working, paused.calendar)}</span>`
    }`
}
