import { html, type SafeHtml } from '../html.ts'
import type { Reader } from '../reader.ts'
import { button } from './buttons.ts'
import { fileInput } from './field.ts'
import { fileList } from './file-list.ts'
import { fileKind, fileSize } from './sizes.ts'

export type KeptFiles = {
  words: {
    title: string
    hint: string
    choose: string
    rules: string
    add: string
    none: string
    full: string
  }
  files: readonly { id: string; name: string; size: number }[]
  limits: { count: number; bytesEach: number }
  /** What the file chooser offers. */
  accept: string
  error: string | undefined
  /** Several can be chosen at once. */
  multiple?: boolean | undefined
}

/**
 * The files of a larger form, kept as soon as they are added. The adding button should come first in its form: it is
 * what the Enter key presses, and does the least. Both kinds of button send `go`: `add`, or `remove-` and the file's id.
 */
export function keptFiles(reader: Reader, props: KeptFiles): SafeHtml {
  const { words, files, limits, accept, error, multiple } = props
  const isFull = files.length >= limits.count
  return html`
    <div class="answer-files">
      <h2 class="govuk-heading-s">${words.title}</h2>
      <p class="govuk-hint">${words.hint}</p>
      ${
        isFull
          ? html`<p class="govuk-body" id="file">${words.full}</p>`
          : fileInput(reader, {
              name: 'file',
              label: words.choose,
              hint: words.rules,
              error,
              accept,
              maxBytes: limits.bytesEach,
              multiple,
            })
      }
      ${
        !isFull &&
        button(words.add, {
          name: 'go',
          value: 'add',
          kind: 'secondary',
          busyText: reader.words.forms.uploading,
        })
      }
      ${
        files.length === 0
          ? html`<p class="govuk-body quiet">${words.none}</p>`
          : fileList(
              files.map(({ id, name, size }) => ({
                name,
                type: fileKind(name),
                size: fileSize(size),
                removeForm: button(reader.words.forms.remove, {
                  name: 'go',
                  value: `remove-${id}`,
                  kind: 'secondary',
                  hiddenText: name,
                }),
              })),
            )
      }
    </div>
  `
}
