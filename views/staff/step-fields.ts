import { html, type SafeHtml } from '../html.ts'
import type { Day } from '#src/requests/info-request.ts'
import type { ThirdParty } from '#src/requests/third-parties.ts'
import { radios } from '../parts/choices.ts'
import { longDay, shortDay } from '../parts/dates.ts'
import { select, textArea, textInput } from '../parts/field.ts'
import { errorOf, type FieldError } from '../parts/forms.ts'
import { insetText } from '../parts/notices.ts'
import type { Reader } from '../reader.ts'

/** What the forms of these steps choose from, and what bounds their days. */
export type StepChoices = {
  /** The first and the last day by which a requester may be asked to answer. */
  answerDays?: { first: Day; last: Day } | undefined
  /** How often the due date may still be extended, and to which day at the latest. */
  extension?: { timesLeft: number; latest: Day } | undefined
  /** The earliest last day to object, by the way the notice takes. */
  objectionDays?: { byMail: Day; byPost: Day } | undefined
  /** Those who have not answered the notice yet. */
  waitingParties?: readonly ThirdParty[] | undefined
}

export type StepFields = StepChoices & {
  typed: Record<string, string>
  errors: readonly FieldError[]
  dueOn: Day
  limits: { question: number; about: number; address: number; place: number; certifier: number }
}

/** The question, and the day by which it is to be answered. */
export function askFields(reader: Reader, form: StepFields): SafeHtml {
  const { form: words, actions } = reader.words.caseFile.steps
  const { answerDays, limits } = form
  return html`
    ${textArea(reader, {
      ...common(form, 'question'),
      label: actions.ask.note,
      hint: words.toRequester,
      maxGraphemes: limits.question,
      rows: 6,
    })}
    ${textInput(reader, {
      ...common(form, 'answerBy'),
      label: words.answerBy,
      hint:
        answerDays &&
        words.answerByHint(
          shortDay(reader.language, answerDays.first),
          shortDay(reader.language, answerDays.last),
        ),
      width: 20,
    })}
  `
}

/** Whom the notice goes to, what of theirs is asked for, and until when they may object. */
export function noticeFields(reader: Reader, form: StepFields): SafeHtml {
  const words = reader.words.caseFile.steps.form
  const { objectionDays, limits } = form
  return html`
    ${textInput(reader, {
      ...common(form, 'party'),
      label: words.party,
      hint: words.partyHint,
    })}
    ${textInput(reader, {
      ...common(form, 'partyEmail'),
      label: words.partyEmail,
      type: 'email',
      optional: true,
    })}
    ${textArea(reader, {
      ...common(form, 'partyAddress'),
      label: words.partyAddress,
      hint: words.partyAddressHint,
      optional: true,
      maxGraphemes: limits.address,
      rows: 3,
    })}
    ${textArea(reader, {
      ...common(form, 'about'),
      label: words.about,
      hint: words.aboutHint,
      maxGraphemes: limits.about,
      rows: 4,
    })}
    ${textInput(reader, {
      ...common(form, 'objectionBy'),
      label: words.objectionBy,
      hint:
        objectionDays &&
        words.objectionByHint(
          shortDay(reader.language, objectionDays.byMail),
          shortDay(reader.language, objectionDays.byPost),
        ),
      width: 20,
    })}
  `
}

/** Whose answer it is, what it says, and what the department makes of an objection. */
export function objectionFields(reader: Reader, form: StepFields): SafeHtml {
  const words = reader.words.caseFile.steps.form
  const { waitingParties = [] } = form
  const [only, ...others] = waitingParties
  return html`
    ${
      only && others.length === 0
        ? html`<input type="hidden" name="thirdParty" value="${only.id}" />
            ${insetText(partyName(reader, only))}`
        : select(reader, {
            ...common(form, 'thirdParty'),
            label: words.thirdParty,
            placeholder: reader.words.caseFile.faults.thirdParty.missing,
            items: waitingParties.map((party) => ({
              value: String(party.id),
              label: partyName(reader, party),
            })),
          })
    }
    ${radios(reader, {
      ...common(form, 'response'),
      label: words.response,
      items: (['consents', 'objects', 'silent'] as const).map((value) => ({
        value,
        label: words.responses[value],
        conditional: value === 'objects' ? decisionField(reader, form) : undefined,
      })),
    })}
    ${textInput(reader, {
      ...common(form, 'respondedOn'),
      label: words.respondedOn,
      hint: words.respondedOnHint,
      width: 20,
    })}
  `
}

function decisionField(reader: Reader, form: StepFields): SafeHtml {
  const words = reader.words.caseFile.steps.form
  return radios(reader, {
    ...common(form, 'decision'),
    label: words.decision,
    items: (['followed', 'rejected'] as const).map((value) => ({
      value,
      label: words.decisions[value],
      hint: words.decisionHints[value],
    })),
  })
}

function partyName(reader: Reader, { name, objectionBy }: ThirdParty): string {
  const words = reader.words.caseFile.steps.form
  return words.thirdPartyUntil(name, longDay(reader.language, objectionBy))
}

export function appealFields(reader: Reader, form: StepFields): SafeHtml {
  const words = reader.words.caseFile.steps.form
  return radios(reader, {
    ...common(form, 'appeal'),
    label: words.appeal,
    items: (['filed', 'release-permitted', 'release-forbidden'] as const).map((value) => ({
      value,
      label: words.appeals[value],
    })),
  })
}

/** The new due date. */
export function extensionFields(reader: Reader, form: StepFields): SafeHtml {
  const words = reader.words.caseFile.steps.form
  const { extension, dueOn } = form
  return textInput(reader, {
    ...common(form, 'until'),
    label: words.until,
    hint:
      extension &&
      words.untilHint(
        shortDay(reader.language, dueOn),
        shortDay(reader.language, extension.latest),
      ),
    width: 20,
  })
}

export function settlementFields(reader: Reader, form: StepFields): SafeHtml {
  const words = reader.words.caseFile.steps.form
  return radios(reader, {
    ...common(form, 'settled'),
    label: words.settled,
    inline: true,
    items: (['paid', 'waived'] as const).map((value) => ({
      value,
      label: words.settlements[value],
    })),
  })
}

/** Name, value as typed, and error of one field. */
export function common(
  { typed, errors }: Pick<StepFields, 'typed' | 'errors'>,
  name: string,
): { name: string; value: string | undefined; error: string | undefined } {
  return { name, value: typed[name], error: errorOf(errors, name) }
}
