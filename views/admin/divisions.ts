import { html, type SafeHtml } from '../html.ts'
import type { DivisionEntry } from '#src/organisation/store.ts'
import type { Fault } from '#src/web/forms.ts'
import { button, linkButton } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { bothNames, doneBanner, nameOf, room, stateTag } from './room.ts'

export type DivisionsPage = {
  divisions: readonly DivisionEntry[]
  done: keyof Reader['words']['admin']['divisions']['done'] | undefined
}

/** All divisions with what each holds. */
export function divisionsPage(reader: Reader, { divisions, done }: DivisionsPage): SafeHtml {
  const { admin } = reader.words
  const words = admin.divisions
  return room(
    reader,
    { title: words.title, wide: true },
    html`
      ${doneBanner(reader, done && words.done[done])}
      <h1 class="govuk-heading-l">${words.title}</h1>
      ${linkButton(words.add, link(reader, '/staff/admin/divisions/new'))}
      ${table({
        caption: words.title,
        captionHidden: true,
        narrow: 'cards',
        firstCellIsHeader: true,
        columns: [
          { label: words.name },
          { label: words.openRequests, numeric: true },
          { label: words.topics, numeric: true },
          { label: words.staff, numeric: true },
          { label: admin.state },
        ],
        rows: divisions.map((division) => [
          bothNames(reader, division, link(reader, `/staff/admin/divisions/${division.id}`)),
          division.openRequests.toLocaleString('en'),
          division.topics.toLocaleString('en'),
          division.staff.toLocaleString('en'),
          stateTag(reader, division),
        ]),
      })}
    `,
  )
}

export type DivisionPage = {
  /** Absent for a new one. */
  division?: DivisionEntry | undefined
  typed: Record<string, string>
  faults: readonly Fault[]
}

/** One division: its names, and closing it. */
export function divisionPage(reader: Reader, props: DivisionPage): SafeHtml {
  const { admin, forms } = reader.words
  const words = admin.divisions
  const { division, typed } = props
  const errors = fieldErrors(reader, props.faults, admin.faults.divisions)
  const title = division ? nameOf(reader, division) : words.add
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  return room(
    reader,
    {
      title,
      error: errors.length > 0,
      trail: [{ text: words.title, path: '/staff/admin/divisions' }],
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${title}</h1>
      ${division && html`<p class="govuk-body">${words.renameHint}</p>`}
      <form
        method="post"
        action="${link(reader, `/staff/admin/divisions/${division?.id ?? 'new'}`)}"
        novalidate
      >
        ${csrfField(reader)}
        ${textInput(reader, {
          ...common('nameTh'),
          label: admin.nameTh,
          hint: html`${words.nameHint} <span lang="th">${words.nameExample}</span>`,
          autocomplete: 'off',
        })}
        ${textInput(reader, { ...common('nameEn'), label: admin.nameEn, autocomplete: 'off' })}
        ${button(division ? forms.save : words.add, { preventDoubleClick: true })}
      </form>
      ${division && (division.isActive ? closing(reader, division) : reopening(reader, division))}
    `,
  )
}

function closing(reader: Reader, { id, openRequests, topics, staff }: DivisionEntry): SafeHtml {
  const words = reader.words.admin.divisions.close
  const holds = [
    openRequests > 0 && words.openRequests(openRequests),
    topics > 0 && words.topics(topics),
    staff > 0 && words.staff(staff),
  ].filter((sentence) => sentence !== false)
  return html`
    <h2 class="govuk-heading-m">${words.title}</h2>
    <p class="govuk-body">${words.effect}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${(holds.length > 0 ? holds : [words.nothing]).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    <form method="post" action="${link(reader, `/staff/admin/divisions/${id}/closure`)}" novalidate>
      ${csrfField(reader)} ${button(words.button, { kind: 'warning' })}
    </form>
  `
}

function reopening(reader: Reader, { id }: DivisionEntry): SafeHtml {
  const { reopenTitle, divisions } = reader.words.admin
  return html`
    <h2 class="govuk-heading-m">${reopenTitle}</h2>
    <p class="govuk-body">${divisions.reopen.text}</p>
    <form
      method="post"
      action="${link(reader, `/staff/admin/divisions/${id}/reopening`)}"
      novalidate
    >
      ${csrfField(reader)} ${button(divisions.reopen.button, { kind: 'secondary' })}
    </form>
  `
}
