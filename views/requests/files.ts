import { html, type SafeHtml } from '../html.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { fieldErrors } from '../parts/faults.ts'
import { fileInput } from '../parts/field.ts'
import { fileList } from '../parts/file-list.ts'
import { csrfField, errorOf, errorSummary } from '../parts/forms.ts'
import { fileKind, fileSize } from '../parts/sizes.ts'
import { link, type Reader } from '../reader.ts'
import { stepCaption } from './step.ts'

export type FilesPage = {
  files: readonly { id: string; name: string; size: number }[]
  faults: readonly Fault[]
  limits: { count: number; bytesEach: number }
}

/** The third page of the form: files, each added and removed by itself, so that none is lost by an error elsewhere. */
export function filesPage(reader: Reader, { files, faults, limits }: FilesPage): SafeHtml {
  const words = reader.words.asking.files
  const errors = fieldErrors(reader, faults, reader.words.asking.faults)
  return page(
    reader,
    {
      title: words.title,
      error: errors.length > 0,
      backLink: { href: link(reader, '/requests/new/you') },
    },
    html`
      ${errorSummary(reader, errors)} ${stepCaption(reader, 3)}
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      <p class="govuk-body">${words.privacy}</p>
      <h2 class="govuk-heading-m">${files.length > 0 ? words.added(files.length) : words.none}</h2>
      ${
        files.length > 0 &&
        fileList(
          files.map(({ id, name, size }) => ({
            name,
            type: fileKind(name),
            size: fileSize(size),
            removeForm: html`<form
              method="post"
              action="${link(reader, `/requests/new/files/${id}/removal`)}"
              novalidate
            >
              ${csrfField(reader)}
              ${button(reader.words.forms.remove, { kind: 'secondary', hiddenText: name })}
            </form>`,
          })),
        )
      }
      <form
        method="post"
        action="${link(reader, '/requests/new/files')}"
        enctype="multipart/form-data"
        novalidate
      >
        ${csrfField(reader)}
        ${
          files.length < limits.count &&
          fileInput(reader, {
            name: 'file',
            label: words.choose,
            hint: words.rules,
            error: errorOf(errors, 'file'),
            accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt',
            maxBytes: limits.bytesEach,
          })
        }
        <div class="govuk-button-group">
          ${
            files.length < limits.count &&
            button(words.add, {
              name: 'go',
              value: 'add',
              kind: 'secondary',
              busyText: reader.words.forms.uploading,
            })
          }
          ${button(words.continue, { name: 'go', value: 'continue' })}
        </div>
      </form>
    `,
  )
}
