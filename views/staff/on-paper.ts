import type { SafeHtml } from '../html.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import { warningText } from '../parts/notices.ts'
import type { Reader } from '../reader.ts'

/** Whoever gave no e-mail address hears of nothing unless somebody prints it; nothing for everybody else. */
export function onPaperNotice(
  reader: Reader,
  { infoRequest, showsContact }: Pick<CaseFile, 'infoRequest' | 'showsContact'>,
): SafeHtml | undefined {
  if (!showsContact || infoRequest.email !== '') return undefined
  const words = reader.words.counter.onPaper
  return warningText(reader, infoRequest.address === '' ? words.noAddress : words.byPost)
}
