import { html, type SafeHtml } from '../html.ts'
import type { InfoRequestForm } from '#src/requests/form.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { feeSentence, isFree, type Rates } from '../parts/fees.ts'
import { csrfField } from '../parts/forms.ts'
import { fileKind, fileSize } from '../parts/sizes.ts'
import { summaryCard, type SummaryRow } from '../parts/summary.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { stepCaption } from './step.ts'

export type CheckPage = {
  form: InfoRequestForm
  topic: { nameTh: string; nameEn: string } | undefined
  files: readonly { name: string; size: number }[]
  idempotencyKey: string
  rates: Rates
}

/** The last page of the form: everything once more, and the button that sends it. */
export function checkPage(reader: Reader, props: CheckPage): SafeHtml {
  const words = reader.words.asking.check
  return page(
    reader,
    { title: words.title, backLink: { href: link(reader, '/requests/new/files') } },
    html`
      ${stepCaption(reader, 4)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      ${summaryCard({ title: words.information, rows: informationRows(reader, props) })}
      ${summaryCard({ title: words.you, rows: youRows(reader, props) })}
      ${summaryCard({ title: words.files, rows: fileRows(reader, props) })}
      <p class="govuk-body">
        ${words.privacy}
        <a class="govuk-link" href="${link(reader, '/privacy')}">${words.privacyLink}</a>
      </p>
      <form method="post" action="${link(reader, '/requests')}" novalidate>
        ${csrfField(reader)}
        <input type="hidden" name="idempotencyKey" value="${props.idempotencyKey}" />
        ${button(words.send, { preventDoubleClick: true, busyText: reader.words.forms.sending })}
      </form>
    `,
  )
}

function informationRows(reader: Reader, { form, topic, rates }: CheckPage): SummaryRow[] {
  const { information } = reader.words.asking
  const { domain } = reader.words
  const row = rowTo(reader, 'information')
  return [
    row('subject', information.subject, form.subject),
    row('details', information.details, form.details),
    row('period', information.period, form.period),
    row(
      'topic',
      information.topic,
      topic ? (reader.language === 'th' ? topic.nameTh : topic.nameEn) : information.topicUnsure,
    ),
    row('accessForm', information.accessForm, domain.accessForm[form.accessForm]),
    ...feeRow(reader, form, rates),
    row('language', information.language, domain.language[form.language]),
  ]
}

/** What copies on paper cost, before anybody asks for them. */
function feeRow(reader: Reader, { accessForm }: InfoRequestForm, rates: Rates): SummaryRow[] {
  const isCopy = accessForm === 'paper-copy' || accessForm === 'certified-copy'
  return isCopy && !isFree(rates)
    ? [{ key: reader.words.guide.fee.title, value: feeSentence(reader, rates) }]
    : []
}

function youRows(reader: Reader, { form }: CheckPage): SummaryRow[] {
  const { you } = reader.words.asking
  const { domain } = reader.words
  const row = rowTo(reader, 'you')
  return [
    row('name', you.name, form.name),
    row('title', you.honorific, form.title),
    row('email', you.email, form.email),
    row('phone', you.phone, form.phone),
    row('address', you.address, form.address),
    row('deliverBy', you.deliverBy, domain.deliverBy[form.deliverBy]),
    row('requesterKind', you.requesterKind, domain.requesterKind[form.requesterKind]),
    row('affiliation', you.affiliation, form.affiliation),
    row('purpose', you.purpose, form.purpose),
  ]
}

function fileRows(reader: Reader, { files }: CheckPage): SummaryRow[] {
  const words = reader.words.asking
  const names = files.map(({ name, size }) => `${name} (${fileKind(name)}, ${fileSize(size)})`)
  return [
    rowTo(reader, 'files')('file', words.check.files, names.join('\n') || words.check.noFiles),
  ]
}

/** Makes rows whose link leads to the field on that page of the form. */
function rowTo(reader: Reader, pageName: 'information' | 'you' | 'files') {
  const { forms } = reader.words
  return (field: string, key: string, value: string): SummaryRow => ({
    key,
    value:
      value === '' ? html`<span class="not-given">${forms.notGiven}</span>` : writtenText(value),
    action: {
      href: link(reader, `/requests/new/${pageName}?change#${field}`),
      text: forms.change,
      hiddenText: key,
    },
  })
}
