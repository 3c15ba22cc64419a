import type { SafeHtml } from '../html.ts'
import { fileList } from '../parts/file-list.ts'
import { fileKind, fileSize } from '../parts/sizes.ts'
import { link, type Reader } from '../reader.ts'

/** Files of a request with their addresses in the staff area. */
export function caseFiles(
  reader: Reader,
  reference: string,
  files: readonly { id: string; name: string; size: number }[],
): SafeHtml {
  return fileList(
    files.map(({ id, name, size }) => ({
      name,
      href: link(reader, `/staff/requests/${reference}/files/${id}`),
      type: fileKind(name),
      size: fileSize(size),
    })),
  )
}
