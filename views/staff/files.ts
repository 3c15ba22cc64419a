import { html, type SafeHtml } from '../html.ts'
import type { RequestFile } from '#src/files/store.ts'
import { shortMoment } from '../parts/dates.ts'
import { fileList } from '../parts/file-list.ts'
import { fileKind, fileSize } from '../parts/sizes.ts'
import { link, type Reader } from '../reader.ts'

type CaseFileItem = { id: string; name: string; size: number; note?: string | undefined }

/** Files of a request with their addresses in the staff area. */
export function caseFiles(
  reader: Reader,
  reference: string,
  files: readonly CaseFileItem[],
): SafeHtml {
  return fileList(
    files.map(({ id, name, size, note }) => ({
      name,
      href: link(reader, `/staff/requests/${reference}/files/${id}`),
      type: fileKind(name),
      size: fileSize(size),
      note,
    })),
  )
}

export type FileOfRequest = Pick<RequestFile, 'id' | 'name' | 'size' | 'addedAt' | 'addedBy'>

/** What came with a request: what the requester sent, and what staff put with it, by whom and when. */
export function filesOfRequest(
  reader: Reader,
  reference: string,
  files: readonly FileOfRequest[],
): SafeHtml {
  const words = reader.words.caseFile
  const own = files.filter(({ addedBy }) => addedBy === null)
  const scans = files.flatMap(({ addedBy, addedAt, ...file }) =>
    addedBy === null
      ? []
      : [
          {
            ...file,
            note: reader.words.counter.attach.by(addedBy, shortMoment(reader.language, addedAt)),
          },
        ],
  )
  return html`
    ${
      own.length > 0 &&
      html`<h3 class="govuk-heading-s">${words.filesOfRequest}</h3>
        ${caseFiles(reader, reference, own)}`
    }
    ${
      scans.length > 0 &&
      html`<h3 class="govuk-heading-s">${reader.words.counter.attach.listed}</h3>
        ${caseFiles(reader, reference, scans)}`
    }
  `
}
