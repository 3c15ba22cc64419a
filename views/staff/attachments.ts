import { html, type SafeHtml } from '../html.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { fileInput } from '../parts/field.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { notificationBanner } from '../parts/notices.ts'
import { link, type Reader } from '../reader.ts'
import { filesOfRequest, type FileOfRequest } from './files.ts'

export type AttachmentsPage = {
  infoRequest: Pick<InfoRequest, 'reference' | 'subject'>
  files: readonly FileOfRequest[]
  /** One has just been added. */
  isAdded: boolean
  faults: readonly Fault[]
  /** What the file chooser offers. */
  accept: string
  limits: { bytesEach: number }
}

/** Putting a scan or a letter that came on paper with a request. */
export function attachmentsPage(reader: Reader, props: AttachmentsPage): SafeHtml {
  const words = reader.words.counter.attach
  const { infoRequest, files, isAdded, faults, accept, limits } = props
  const { reference, subject } = infoRequest
  const errors = fieldErrors(reader, faults, {
    file: { ...reader.words.asking.faults.file, ...words.faults },
  })
  const address = link(reader, `/staff/requests/${reference}`)
  const caption = reader.words.caseFile.form.caption(reference)
  return page(
    reader,
    {
      title: `${words.title}: ${caption}`,
      error: errors.length > 0,
      section: 'queue',
      noindex: true,
      backLink: { href: address, text: caption },
    },
    html`
      ${errorSummary(reader, errors)}
      ${isAdded && notificationBanner(reader, { kind: 'success', heading: words.added })}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l" hx-ignore>${reference} · ${subject}</span>
        ${words.title}
      </h1>
      <p class="govuk-body">${words.intro}</p>
      <form method="post" action="${address}/files" enctype="multipart/form-data" novalidate>
        ${csrfField(reader)}
        ${fileInput(reader, {
          name: 'file',
          label: words.choose,
          hint: reader.words.counter.original.rules,
          error: errorOf(errors, 'file'),
          accept,
          maxBytes: limits.bytesEach,
          multiple: true,
        })}
        <div class="govuk-button-group">
          ${button(words.submit, { busyText: reader.words.forms.uploading })}
          <a class="govuk-link" href="${address}">${words.back}</a>
        </div>
      </form>
      ${
        files.length > 0 &&
        html`<h2 class="govuk-heading-m">${words.present}</h2>
          ${filesOfRequest(reader, reference, files)}`
      }
    `,
  )
}
