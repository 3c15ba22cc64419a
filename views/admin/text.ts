import { html, type SafeHtml } from '../html.ts'
import type { LetterText, TextKind, Variable } from '#src/mail/letter-texts.ts'
import type { TextFault } from '#src/mail/text-faults.ts'
import type { TextVersion } from '#src/mail/text-store.ts'
import type { Language } from '#src/requests/info-request.ts'
import { button, buttonGroup } from '../parts/buttons.ts'
import { momentTag, shortMoment } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { textArea, textInput } from '../parts/field.ts'
import { csrfField, errorSummary, type FieldError } from '../parts/forms.ts'
import { insetText, notificationBanner } from '../parts/notices.ts'
import { summaryList } from '../parts/summary.ts'
import { table } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { doneBanner, room } from './room.ts'

/** Which text a page is about. */
type Which = { kind: TextKind; language: Language }

export type TextPage = Which & {
  typed: LetterText
  /** The newest version its author has seen; 0 when there is none. */
  seen: number
  faults: readonly TextFault[]
  /** What a letter with this text looks like. */
  sample: LetterText
  /** What keeps the text of the preview from being saved. */
  toMend: readonly TextFault[]
  variables: readonly { name: Variable; isRequired: boolean }[]
  mostLines: number
  /** The newest first. */
  versions: readonly TextVersion[]
  /** Somebody else was quicker: what was typed has not been saved. */
  newer?: TextVersion | undefined
  isDone?: boolean | undefined
}

/** One text with its preview, what it may use, and all that it was before. */
export function textPage(reader: Reader, props: TextPage): SafeHtml {
  const { faults, newer } = props
  const words = reader.words.texts
  const errors = faults.map((fault) => errorFor(reader, fault))
  return room(
    reader,
    {
      title: titleOf(reader, props),
      error: errors.length > 0,
      wide: true,
      trail: [{ text: words.title, path: '/staff/admin/texts' }],
    },
    html`
      ${errorSummary(reader, errors)} ${newer && newerBanner(reader, props, newer)}
      ${doneBanner(reader, props.isDone ? words.done : undefined)}
      <h1 class="govuk-heading-l">${titleOf(reader, props)}</h1>
      <p class="govuk-body">${words.when[props.kind]}</p>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">${editor(reader, props, errors)}</div>
        <div class="govuk-grid-column-one-half">${preview(reader, props)}</div>
      </div>
      ${variables(reader, props)} ${versions(reader, props)}
    `,
  )
}

function titleOf({ words }: Reader, { kind, language }: Which): string {
  return words.texts.editTitle(words.caseFile.letters.kind[kind], words.texts.inLanguage[language])
}

function addressOf(reader: Reader, { kind, language }: Which, more = ''): string {
  return link(reader, `/staff/admin/texts/${kind}/${language}${more}`)
}

function newerBanner(reader: Reader, which: Which, newer: TextVersion): SafeHtml {
  const words = reader.words.texts.newer
  const moment = shortMoment(reader.language, newer.savedAt)
  return notificationBanner(reader, {
    heading: words.sentence(newer.version, newer.savedBy, moment),
    more: html`<p class="govuk-body">
      <a
        class="govuk-notification-banner__link"
        href="${addressOf(reader, which, `/versions/${newer.version}`)}"
        >${words.see(newer.version)}</a
      >
    </p>`,
  })
}

// -- What is wrong ------------------------------------------------------------------------------

/** A fault in the reader's words, with the line it stands in. */
function errorFor(reader: Reader, fault: TextFault): FieldError {
  const { texts } = reader.words
  const sentence = sentenceOf(reader, fault)
  if (sentence === undefined)
    return (
      fieldErrors(reader, [fault], {
        subject: texts.faults.subject,
        body: texts.faults.body,
      })[0] ?? {
        field: fault.field,
        message: '',
      }
    )
  const { field, line } = fault
  if (field === 'subject') return { field, message: texts.faults.inSubject(sentence) }
  return {
    field,
    message: line === undefined ? sentence : texts.faults.inLine(line, sentence),
  }
}

/** What only texts can have wrong. */
function sentenceOf(
  { words }: Reader,
  { fault, variable = '', limit = 0 }: TextFault,
): string | undefined {
  const { faults } = words.texts
  switch (fault) {
    case 'unknown-variable':
    case 'not-in-subject':
    case 'typed-by-requester':
    case 'left-out':
      return faults[fault](variable)
    case 'unclosed':
    case 'unopened':
      return faults[fault]
    case 'too-many-lines':
      return faults[fault](limit)
    default:
      return undefined
  }
}

// -- Writing, and seeing what comes of it -------------------------------------------------------

/** While one types, htmx fetches this page as if "preview" had been pressed, and takes the preview out of it. */
function editor(reader: Reader, props: TextPage, errors: readonly FieldError[]): SafeHtml {
  const { typed, seen, language, mostLines } = props
  const words = reader.words.texts.edit
  const address = addressOf(reader, props)
  const common = (name: keyof LetterText) => ({
    name,
    value: typed[name],
    error: allErrorsOf(errors, name),
    lang: language,
    autocomplete: 'off',
  })
  return html`
    <form
      method="post"
      action="${address}"
      novalidate
      hx-post="${address}?preview"
      hx-trigger="input delay:700ms"
      hx-target="#preview"
      hx-select="#preview"
      hx-swap="outerHTML"
      hx-sync="this:replace"
    >
      ${csrfField(reader)}
      <input type="hidden" name="seen" value="${seen}" />
      ${textInput(reader, {
        ...common('subject'),
        label: words.subject,
        hint: words.subjectHint,
      })}
      ${textArea(reader, {
        ...common('body'),
        label: words.body,
        hint: words.bodyHint(mostLines),
        rows: Math.min(mostLines, Math.max(14, typed.body.split('\n').length + 2)),
      })}
      ${buttonGroup(
        button(words.save, { preventDoubleClick: true }),
        button(words.preview, { kind: 'secondary', formaction: `${address}?preview` }),
      )}
    </form>
  `
}

/** A text can have several things wrong at once. */
function allErrorsOf(errors: readonly FieldError[], field: string): string | undefined {
  const messages = errors.filter((error) => error.field === field).map(({ message }) => message)
  return messages.length === 0 ? undefined : messages.join(' · ')
}

function preview(reader: Reader, { language, sample, toMend }: TextPage): SafeHtml {
  const words = reader.words.texts.preview
  return html`
    <section id="preview" aria-labelledby="preview-title">
      <h2 class="govuk-heading-m" id="preview-title">${words.title}</h2>
      <p class="govuk-body quiet">${words.sample}</p>
      ${toMend.length > 0 && whatToMend(reader, toMend)} ${letter(language, sample)}
    </section>
  `
}

function whatToMend(reader: Reader, toMend: readonly TextFault[]): SafeHtml {
  const words = reader.words.texts.preview
  return insetText(html`
    <p class="govuk-body"><strong>${words.toMend}</strong></p>
    <ul class="govuk-list govuk-list--bullet">
      ${toMend.map((fault) => html`<li>${errorFor(reader, fault).message}</li>`)}
    </ul>
    <p class="govuk-visually-hidden" data-announce>${words.announced(toMend.length)}</p>
  `)
}

function letter(language: Language, { subject, body }: LetterText): SafeHtml {
  return html`<article class="letter-sample" lang="${language}">
    <p class="letter-sample__subject" hx-ignore>${subject}</p>
    ${writtenText(body)}
  </article>`
}

// -- What it may use, and what it was before ----------------------------------------------------

function variables(reader: Reader, props: TextPage): SafeHtml {
  const words = reader.words.texts.variables
  return html`
    <h2 class="govuk-heading-m" id="variables">${words.title}</h2>
    <p class="govuk-body">${words.intro}</p>
    ${table({
      id: 'variables',
      caption: words.title,
      captionHidden: true,
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [{ label: words.name }, { label: words.meaning }, { label: words.required }],
      rows: props.variables.map(({ name, isRequired }) => [
        html`<code>{{${name}}}</code>`,
        words.meanings[name],
        isRequired ? html`<strong>${words.isRequired}</strong>` : words.isOptional,
      ]),
    })}
  `
}

function versions(reader: Reader, props: TextPage): SafeHtml {
  const { texts } = reader.words
  const words = texts.versions
  return html`
    <h2 class="govuk-heading-m" id="versions">${words.title}</h2>
    ${
      props.versions.length === 0
        ? html`<p class="govuk-body">${words.none}</p>`
        : table({
            id: 'versions',
            caption: words.title,
            captionHidden: true,
            narrow: 'cards',
            firstCellIsHeader: true,
            columns: [
              { label: texts.columns.version },
              { label: texts.columns.savedBy },
              { label: texts.columns.savedAt },
            ],
            rows: props.versions.map((version, index) => [
              versionLink(reader, props, version, index === 0),
              version.savedBy,
              momentTag(reader.language, version.savedAt),
            ]),
          })
    }
    <p class="govuk-body">
      <a class="govuk-link" href="${addressOf(reader, props, '/versions/0')}">${words.ours}</a>
    </p>
  `
}

function versionLink(
  reader: Reader,
  which: Which,
  { version, isOurs }: TextVersion,
  isNewest: boolean,
): SafeHtml {
  const { texts } = reader.words
  return html`<a class="govuk-link" href="${addressOf(reader, which, `/versions/${version}`)}"
      >${texts.version(version)}</a
    >
    ${isNewest && tag(texts.versions.inUse, 'green')}
    ${isOurs && html`<br /><span class="table-note">${texts.ours}</span>`}`
}

export type VersionPage = Which & {
  /** Absent for the text that comes with the service. */
  version?: TextVersion | undefined
  text: LetterText
  sample: LetterText
  /** The newest version there is, for the form. */
  seen: number
  isInUse: boolean
}

/** A text as it once was, or as it comes with the service, and the way back to it. */
export function versionPage(reader: Reader, props: VersionPage): SafeHtml {
  const { version, text, sample, language, isInUse } = props
  const { texts } = reader.words
  const words = texts.versions
  const title = version ? texts.version(version.version) : texts.ours
  const address = addressOf(reader, props)
  return room(
    reader,
    {
      title,
      wide: true,
      trail: [
        { text: texts.title, path: '/staff/admin/texts' },
        {
          text: titleOf(reader, props),
          path: `/staff/admin/texts/${props.kind}/${language}`,
        },
      ],
    },
    html`
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">${titleOf(reader, props)}</span> ${title}
      </h1>
      ${version && savedBy(reader, version)}
      ${isInUse ? insetText(words.isInUse) : restoring(reader, props)}
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">
          <h2 class="govuk-heading-m">${words.asWritten}</h2>
          ${letter(language, text)}
        </div>
        <div class="govuk-grid-column-one-half">
          <h2 class="govuk-heading-m">${texts.preview.title}</h2>
          ${letter(language, sample)}
        </div>
      </div>
      <p class="govuk-body"><a class="govuk-link" href="${address}">${words.back}</a></p>
    `,
  )
}

function savedBy(reader: Reader, { savedBy: name, savedAt, isOurs }: TextVersion): SafeHtml {
  const { columns, ours } = reader.words.texts
  return summaryList([
    { key: columns.savedBy, value: name },
    { key: columns.savedAt, value: momentTag(reader.language, savedAt) },
    ...(isOurs ? [{ key: columns.version, value: ours }] : []),
  ])
}

function restoring(reader: Reader, props: VersionPage): SafeHtml {
  const words = reader.words.texts.versions
  const action = addressOf(reader, props, `/versions/${props.version?.version ?? 0}`)
  return html`
    <form method="post" action="${action}" novalidate>
      ${csrfField(reader)}
      <input type="hidden" name="seen" value="${props.seen}" />
      <p class="govuk-body">${words.restoreHint}</p>
      ${button(words.restore, { preventDoubleClick: true })}
    </form>
  `
}
