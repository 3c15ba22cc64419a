import { html, type SafeHtml } from '../html.ts'
import type { AppointmentEntry, Choosable, Post } from '#src/organisation/acting-store.ts'
import type { Day } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { longDay, shortDay, shortMoment } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { select, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary, type FieldError } from '../parts/forms.ts'
import { notificationBanner } from '../parts/notices.ts'
import { postName } from '../parts/post.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'

export type ActingPage = {
  now: readonly OpenEntry[]
  coming: readonly OpenEntry[]
  /** The newest, no more than `mostPast`. */
  past: readonly PastEntry[]
  mostPast: number
  /** Who can be chosen as away; absent where it can only be oneself. */
  absent: readonly Choosable[] | undefined
  /** Who can be chosen to act. */
  acting: readonly Choosable[]
  selfId: number
  today: Day
  typed: Record<string, string>
  faults: readonly Fault[]
  done?: 'appointed' | 'ended' | undefined
}

/** `hasEffect`: both accounts are still such that rights follow. */
type OpenEntry = AppointmentEntry & { mayEnd: boolean; hasEffect: boolean }

type PastEntry = AppointmentEntry & { ended: 'early' | 'called-off' | undefined }

/** Who acts for whom now, who will, who did; and the form to name somebody. */
export function actingPage(reader: Reader, props: ActingPage): SafeHtml {
  const words = reader.words.acting
  const errors = fieldErrors(reader, props.faults, words.faults)
  return page(
    reader,
    {
      title: words.title,
      error: errors.length > 0,
      section: 'acting',
      wide: true,
      noindex: true,
    },
    html`
      ${errorSummary(reader, errors)}
      ${
        props.done &&
        notificationBanner(reader, { kind: 'success', heading: words.done[props.done] })
      }
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      <p class="govuk-body">${words.fourEyes}</p>
      ${openList(reader, 'now', props.now)} ${openList(reader, 'coming', props.coming)}
      ${form(reader, props, errors)} ${pastList(reader, props)}
    `,
  )
}

function openList(reader: Reader, kind: 'now' | 'coming', entries: readonly OpenEntry[]): SafeHtml {
  const words = reader.words.acting
  return list(
    reader,
    kind,
    entries.map((entry) => [
      ...cells(reader, entry, entry.hasEffect ? undefined : words.withoutEffect),
      entry.mayEnd ? endButton(reader, kind, entry) : '–',
    ]),
    [{ label: words.columns.end }],
  )
}

function pastList(reader: Reader, { past, mostPast }: ActingPage): SafeHtml {
  return html`
    ${list(
      reader,
      'past',
      past.map((entry) => cells(reader, entry, howItEnded(reader, entry))),
    )}
    ${
      past.length === mostPast &&
      html`<p class="govuk-body quiet">${reader.words.acting.lastPast(mostPast)}</p>`
    }
  `
}

function list(
  reader: Reader,
  kind: 'now' | 'coming' | 'past',
  rows: readonly (readonly (string | SafeHtml)[])[],
  more: readonly { label: string }[] = [],
): SafeHtml {
  const words = reader.words.acting
  const { columns } = words
  return html`
    <section aria-labelledby="${kind}-title">
      <h2 class="govuk-heading-m" id="${kind}-title">${words[kind]}</h2>
      ${
        rows.length === 0
          ? html`<p class="govuk-body">${words.none[kind]}</p>`
          : table({
              caption: words[kind],
              captionHidden: true,
              narrow: 'cards',
              id: kind,
              columns: [
                { label: columns.acting },
                { label: columns.absent },
                { label: columns.days },
                { label: columns.order },
                { label: columns.enteredBy },
                ...more,
              ],
              rows,
            })
      }
    </section>
  `
}

function cells(
  reader: Reader,
  entry: AppointmentEntry,
  remark: string | undefined,
): (string | SafeHtml)[] {
  const { language, words } = reader
  const [from, to] = [
    unbroken(shortDay(language, entry.from)),
    unbroken(shortDay(language, entry.to)),
  ]
  const days = entry.from === entry.to ? words.acting.oneDay(from) : words.acting.days(from, to)
  return [
    person(reader, entry.acting),
    person(reader, entry.absent),
    html`${days}${remark && html`<br />${remark}`}`,
    entry.orderNumber,
    html`${entry.appointedBy}<br /><span class="quiet"
        >${shortMoment(language, entry.appointedAt)}</span
      >`,
  ]
}

/** In a narrow column a day stays in one line. */
function unbroken(day: string): string {
  return day.replaceAll(' ', '\u00a0')
}

function person(reader: Reader, post: Post): SafeHtml {
  return html`<strong>${post.name}</strong><br />${postName(reader, post)}`
}

function howItEnded(
  { language, words }: Reader,
  { endedAt, ended }: PastEntry,
): string | undefined {
  if (endedAt === null || ended === undefined) return undefined
  const at = shortMoment(language, endedAt)
  return ended === 'early' ? words.acting.endedEarly(at) : words.acting.calledOff(at)
}

function endButton(reader: Reader, kind: 'now' | 'coming', entry: OpenEntry): SafeHtml {
  const words = reader.words.acting
  return html`<form
    class="nowrap"
    method="post"
    action="${link(reader, `/staff/acting/${entry.id}/end`)}"
    novalidate
  >
    ${csrfField(reader)}
    ${button(kind === 'now' ? words.end : words.callOff, {
      kind: 'secondary',
      preventDoubleClick: true,
      hiddenText: words.whose(entry.acting.name, entry.absent.name),
    })}
  </form>`
}

function form(reader: Reader, props: ActingPage, errors: readonly FieldError[]): SafeHtml {
  const words = reader.words.acting.form
  const { typed, today } = props
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  return html`
    <section aria-labelledby="form-title">
      <h2 class="govuk-heading-m" id="form-title">${words.title}</h2>
      <form method="post" action="${link(reader, '/staff/acting')}" novalidate>
        ${csrfField(reader)} ${forWhom(reader, props, errors)}
        ${select(reader, {
          ...common('acting'),
          label: words.acting,
          hint: words.actingHint,
          placeholder: words.chooseActing,
          items: props.acting.map((one) => choice(reader, one)),
        })}
        ${textInput(reader, {
          ...common('from'),
          label: words.from,
          hint: words.dayHint,
          value: typed['from'] ?? longDay(reader.language, today),
          width: 20,
        })}
        ${textInput(reader, { ...common('to'), label: words.to, hint: words.toHint, width: 20 })}
        ${textInput(reader, {
          ...common('orderNumber'),
          label: words.orderNumber,
          hint: words.orderHint,
          width: 20,
        })}
        <p class="govuk-body">${words.effect}</p>
        ${button(words.button, { preventDoubleClick: true })}
      </form>
    </section>
  `
}

function forWhom(
  reader: Reader,
  { absent, selfId, typed }: ActingPage,
  errors: readonly FieldError[],
): SafeHtml {
  const words = reader.words.acting.form
  if (absent === undefined)
    return html`<p class="govuk-body">
      ${words.absent}: <strong>${words.yourself(reader.staff?.name ?? '')}</strong>
    </p>`
  const self = absent.find(({ id }) => id === selfId)
  return select(reader, {
    name: 'absent',
    label: words.absent,
    placeholder: words.chooseAbsent,
    value: typed['absent'] ?? self?.id.toString(),
    error: errorOf(errors, 'absent'),
    items: absent.map((one) => choice(reader, one)),
  })
}

function choice(reader: Reader, one: Choosable): { value: string; label: string } {
  return {
    value: String(one.id),
    label: reader.words.acting.personOf(one.name, postName(reader, one)),
  }
}
