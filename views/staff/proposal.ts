import { html, type SafeHtml } from '../html.ts'
import type { Ground } from '#src/requests/grounds.ts'
import type { AccessForm, Outcome } from '#src/requests/info-request.ts'
import { radios } from '../parts/choices.ts'
import { hintAndError, textArea, textInput } from '../parts/field.ts'
import { errorOf, type FieldError } from '../parts/forms.ts'
import { keptFiles } from '../parts/kept-files.ts'
import { details } from '../parts/notices.ts'
import { writtenBaht } from '../parts/numbers.ts'
import type { Reader } from '../reader.ts'
import { common } from './step-fields.ts'

/** What a proposal chooses from, and the files it has already. */
export type Proposing = {
  outcomes: readonly Outcome[]
  laws: readonly Ground[]
  /** How many grounds there is room for, unless more are named already. */
  rows: number
  files: readonly { id: string; name: string; size: number }[]
  fileLimits: { count: number; bytesEach: number }
  /** What the file chooser offers. */
  accept: string
  /** How the requester wants it: an appointment, or copies with their fee, are asked for accordingly. */
  accessForm: AccessForm
  /** In satang. */
  rates: { page: number; certification: number }
}

export type Withheld = { ground: string; reason: string }

type ProposalFields = Proposing & {
  typed: Record<string, string>
  withheld: readonly Withheld[]
  limits: { reply: number; reason: number; weighing: number; agency: number }
  errors: readonly FieldError[]
}

/** The answer an officer proposes: outcome, text, grounds with their reasons, agency, files. */
export function proposalFields(reader: Reader, props: ProposalFields): SafeHtml {
  const { typed, limits, errors, outcomes } = props
  const words = reader.words.caseFile.form
  return html`
    ${radios(reader, {
      name: 'outcome',
      label: words.outcome,
      value: typed['outcome'],
      error: errorOf(errors, 'outcome'),
      items: outcomes.map((outcome) => ({
        value: outcome,
        label: reader.words.domain.outcome[outcome],
        hint: words.outcomeHint[outcome],
      })),
    })}
    ${textArea(reader, {
      name: 'reply',
      label: words.reply,
      hint: words.replyHint,
      value: typed['reply'],
      error: errorOf(errors, 'reply'),
      maxGraphemes: limits.reply,
      rows: 10,
    })}
    ${groundFields(reader, props)}
    ${textArea(reader, {
      name: 'weighing',
      label: reader.words.caseFile.steps.form.weighing,
      hint: reader.words.caseFile.steps.form.weighingHint,
      value: typed['weighing'],
      error: errorOf(errors, 'weighing'),
      maxGraphemes: limits.weighing,
      optional: true,
      rows: 4,
    })}
    ${accessFields(reader, props)}
    ${textArea(reader, {
      name: 'agency',
      label: words.agency,
      hint: words.agencyHint,
      value: typed['agency'],
      error: errorOf(errors, 'agency'),
      maxGraphemes: limits.agency,
      optional: true,
      rows: 3,
    })}
    ${fileFields(reader, props)}
  `
}

/** What the way of access needs: an appointment, or copies and who certifies them. */
function accessFields(reader: Reader, props: ProposalFields): SafeHtml | undefined {
  const words = reader.words.caseFile.steps.form
  const { accessForm, rates } = props
  if (accessForm === 'file') return undefined
  if (accessForm === 'inspect')
    return html`
      <h2 class="govuk-heading-s">${words.visit}</h2>
      <p class="govuk-hint">${words.visitHint}</p>
      ${textInput(reader, {
        ...common(props, 'visitOn'),
        label: words.visitOn,
        hint: words.dayHint,
        optional: true,
        width: 20,
      })}
      ${textInput(reader, {
        ...common(props, 'visitTime'),
        label: words.visitTime,
        hint: words.visitTimeHint,
        optional: true,
        width: 5,
      })}
      ${textInput(reader, { ...common(props, 'visitPlace'), label: words.visitPlace, optional: true })}
    `
  const isFree = rates.page === 0 && rates.certification === 0
  return html`
    <h2 class="govuk-heading-s">${words.copies}</h2>
    <p class="govuk-hint">
      ${words.copiesHint}
      ${isFree ? words.noFee : words.rates(writtenBaht(rates.page), writtenBaht(rates.certification))}
    </p>
    ${numberInput(reader, props, 'pages')}
    ${
      accessForm === 'certified-copy' &&
      html`
        ${numberInput(reader, props, 'certifications')}
        ${textInput(reader, {
          ...common(props, 'certifiedBy'),
          label: words.certifiedBy,
          hint: words.certifiedByHint,
          optional: true,
        })}
      `
    }
  `
}

function numberInput(
  reader: Reader,
  props: ProposalFields,
  name: 'pages' | 'certifications',
): SafeHtml {
  return textInput(reader, {
    ...common(props, name),
    label: reader.words.caseFile.steps.form[name],
    optional: true,
    inputmode: 'numeric',
    width: 5,
  })
}

/** One reason for each ground, in order; the form sends both as lists. */
function groundFields(reader: Reader, props: ProposalFields): SafeHtml {
  const { rows, errors, withheld } = props
  const words = reader.words.caseFile.form
  const [groundError, reasonError] = [errorOf(errors, 'grounds'), errorOf(errors, 'reasons')]
  const hasMore = withheld.slice(1).some(({ ground, reason }) => ground !== '' || reason !== '')
  const isWrong = groundError !== undefined || reasonError !== undefined
  const others = Array.from({ length: Math.max(rows, withheld.length) - 1 }, (_, i) =>
    groundRow(reader, props, i + 1),
  )
  return html`
    <div class="govuk-form-group ${isWrong ? 'govuk-form-group--error' : ''}">
      <fieldset class="govuk-fieldset" aria-describedby="grounds-hint">
        <legend class="govuk-fieldset__legend">
          ${words.grounds} ${reader.words.forms.optional}
        </legend>
        ${hintAndError(reader, { name: 'grounds', hint: words.groundsHint, error: groundError })}
        ${hintAndError(reader, { name: 'reasons', error: reasonError })}
        ${details(words.readLaw, lawTexts(reader, props))} ${groundRow(reader, props, 0)}
        <details class="govuk-details" ${hasMore && html`open`}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">${words.moreGrounds}</span>
          </summary>
          <div class="govuk-details__text">${others}</div>
        </details>
      </fieldset>
    </div>
  `
}

function groundRow(
  reader: Reader,
  { laws, withheld, errors }: ProposalFields,
  row: number,
): SafeHtml {
  const words = reader.words.caseFile.form
  const { ground = '', reason = '' } = withheld[row] ?? {}
  const idOf = (name: string) => (row === 0 ? name : `${name}-${row + 1}`)
  const wrong = (name: string) => errorOf(errors, name) !== undefined
  const label = words.ground(row + 1)
  return html`
    <div class="govuk-form-group">
      <label class="govuk-label" for="${idOf('grounds')}">${label}</label>
      <select
        class="govuk-select ${wrong('grounds') ? 'govuk-select--error' : ''}"
        id="${idOf('grounds')}"
        name="grounds"
        ${wrong('grounds') ? html`aria-describedby="grounds-error"` : undefined}
      >
        <option value="">${words.chooseGround}</option>
        ${laws.map(
          ({ id, section }) => html`
            <option value="${id}" ${id === ground ? html`selected` : undefined}>
              ${section[reader.language]}: ${words.groundName[id]}
            </option>
          `,
        )}
      </select>
    </div>
    <div class="govuk-form-group">
      <label class="govuk-label" for="${idOf('reasons')}"
        >${words.reason}<span class="govuk-visually-hidden"> (${label})</span></label
      >
      <textarea
        class="govuk-textarea ${wrong('reasons') ? 'govuk-textarea--error' : ''}"
        id="${idOf('reasons')}"
        name="reasons"
        rows="3"
        ${wrong('reasons') ? html`aria-describedby="reasons-error"` : undefined}
      >
${reason}</textarea>
    </div>
  `
}

function lawTexts({ language }: Reader, { laws }: ProposalFields): SafeHtml {
  return html`<dl class="laws">
    ${laws.map(
      ({ section, text }) => html`
        <dt><strong>${section[language]}</strong></dt>
        <dd>${text[language]}</dd>
      `,
    )}
  </dl>`
}

function fileFields(
  reader: Reader,
  { files, fileLimits, accept, errors }: ProposalFields,
): SafeHtml {
  const words = reader.words.caseFile.form
  return keptFiles(reader, {
    words: {
      title: words.files,
      hint: words.filesHint,
      choose: words.chooseFile,
      rules: words.fileRules,
      add: words.addFile,
      none: words.noFiles,
      full: words.filesFull,
    },
    files,
    limits: fileLimits,
    accept,
    error: errorOf(errors, 'file'),
  })
}
