import { html, type SafeHtml } from '../html.ts'
import type { Division, TopicEntry } from '#src/organisation/store.ts'
import type { Fault } from '#src/web/forms.ts'
import { button, linkButton } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { select, textInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { insetText } from '../parts/notices.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { bothNames, doneBanner, nameOf, room, stateTag } from './room.ts'

export type TopicsPage = {
  /** In the order of the form. */
  topics: readonly TopicEntry[]
  done: keyof Reader['words']['admin']['topics']['done'] | undefined
}

/** All topics, and where requests on each go. */
export function topicsPage(reader: Reader, { topics, done }: TopicsPage): SafeHtml {
  const words = reader.words.admin.topics
  return room(
    reader,
    { title: words.title, wide: true },
    html`
      ${doneBanner(reader, done && words.done[done])}
      <h1 class="govuk-heading-l">${words.title}</h1>
      ${linkButton(words.add, link(reader, '/staff/admin/topics/new'))}
      ${topics.length === 0 ? insetText(words.none) : topicTable(reader, topics)}
    `,
  )
}

function topicTable(reader: Reader, topics: readonly TopicEntry[]): SafeHtml {
  const { admin } = reader.words
  const words = admin.topics
  return html`
    <p class="govuk-body">${words.intro}</p>
    ${table({
      caption: words.title,
      captionHidden: true,
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [
        { label: words.name },
        { label: words.place, numeric: true },
        { label: words.holder },
        { label: admin.state },
      ],
      rows: topics.map((topic, index) => [
        bothNames(reader, topic, link(reader, `/staff/admin/topics/${topic.id}`)),
        index + 1,
        holder(reader, topic),
        stateTag(reader, topic),
      ]),
    })}
  `
}

function holder(reader: Reader, { division }: TopicEntry): string {
  const words = reader.words.admin.topics
  if (division === null) return words.secretary
  const name = nameOf(reader, division)
  return division.isActive ? name : words.closedDivision(name)
}

export type TopicPage = {
  /** Absent for a new one. */
  topic?: TopicEntry | undefined
  /** All of them, in the order of the form: the places it can have. */
  topics: readonly TopicEntry[]
  /** Those that can hold it. */
  divisions: readonly Division[]
  typed: Record<string, string>
  faults: readonly Fault[]
}

/** One topic: its names, who holds it, its place in the form, and closing it. */
export function topicPage(reader: Reader, props: TopicPage): SafeHtml {
  const { admin, forms } = reader.words
  const words = admin.topics
  const { topic, typed } = props
  const errors = fieldErrors(reader, props.faults, admin.faults.topics)
  const title = topic ? nameOf(reader, topic) : words.add
  const common = (name: string) => ({ name, value: typed[name], error: errorOf(errors, name) })
  return room(
    reader,
    {
      title,
      error: errors.length > 0,
      trail: [{ text: words.title, path: '/staff/admin/topics' }],
    },
    html`
      ${errorSummary(reader, errors)}
      <h1 class="govuk-heading-l">${title}</h1>
      ${topic && html`<p class="govuk-body">${words.change}</p>`}
      <form
        method="post"
        action="${link(reader, `/staff/admin/topics/${topic?.id ?? 'new'}`)}"
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
        ${select(reader, {
          ...common('division'),
          label: words.division,
          hint: words.divisionHint,
          placeholder: words.secretary,
          items: props.divisions.map((division) => ({
            value: String(division.id),
            label: division.isActive
              ? nameOf(reader, division)
              : words.divisionIsClosed(nameOf(reader, division)),
          })),
        })}
        ${select(reader, {
          ...common('position'),
          label: words.position,
          items: places(reader, props),
        })}
        ${button(topic ? forms.save : words.add, { preventDoubleClick: true })}
      </form>
      ${topic && (topic.isActive ? closing(reader, topic) : reopening(reader, topic))}
    `,
  )
}

/** At the top, or after one of the others. */
function places(reader: Reader, { topic, topics }: TopicPage) {
  const words = reader.words.admin.topics
  const others = topics.filter(({ id }) => id !== topic?.id)
  return [words.first, ...others.map((other) => words.after(nameOf(reader, other)))].map(
    (label, index) => ({ value: String(index + 1), label }),
  )
}

function closing(reader: Reader, { id }: TopicEntry): SafeHtml {
  const words = reader.words.admin.topics.close
  return html`
    <h2 class="govuk-heading-m">${words.title}</h2>
    <p class="govuk-body">${words.effect}</p>
    <form method="post" action="${link(reader, `/staff/admin/topics/${id}/closure`)}" novalidate>
      ${csrfField(reader)} ${button(words.button, { kind: 'warning' })}
    </form>
  `
}

function reopening(reader: Reader, { id }: TopicEntry): SafeHtml {
  const { reopenTitle, topics } = reader.words.admin
  return html`
    <h2 class="govuk-heading-m">${reopenTitle}</h2>
    <p class="govuk-body">${topics.reopen.text}</p>
    <form method="post" action="${link(reader, `/staff/admin/topics/${id}/reopening`)}" novalidate>
      ${csrfField(reader)} ${button(topics.reopen.button, { kind: 'secondary' })}
    </form>
  `
}
