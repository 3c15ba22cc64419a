import type { SafeHtml } from '#views/html.ts'
import type { Reader } from '#views/reader.ts'
import type { Language } from '../requests/info-request.ts'
import { newToken } from './secrets.ts'

/** A page as it leaves. */
export class FinishedPage {
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}

/**
 * A page that shows everybody the same: rendered once in each language and then kept, with a gap where the token
 * of its forms goes. `path` is its address; at any other (with a query, say) it is rendered as always, since the
 * page links to itself in the other language.
 */
export function keptPage(
  path: string,
  render: (reader: Reader) => SafeHtml,
): (reader: Reader) => SafeHtml | FinishedPage {
  const kept = new Map<Language, Buffer[]>()
  return (reader) => {
    if (reader.path !== path || reader.staff) return render(reader)
    const pieces = kept.get(reader.language) ?? cutAtTokens(render, reader)
    kept.set(reader.language, pieces)
    return new FinishedPage(joined(pieces, reader.csrfToken))
  }
}

/** Stands in for the token while a page is rendered. Nobody can know it, so no text of a page holds it. */
const gap = newToken()

function cutAtTokens(render: (reader: Reader) => SafeHtml, reader: Reader): Buffer[] {
  const page = String(render({ ...reader, csrfToken: gap }))
  return page.split(gap).map((piece) => Buffer.from(piece))
}

/** A token is letters, digits, `-` and `_`, so nothing in it has to be escaped. */
function joined(pieces: readonly Buffer[], csrfToken: string): Buffer {
  const [first = Buffer.alloc(0), ...rest] = pieces
  if (rest.length === 0) return first
  const token = Buffer.from(csrfToken)
  return Buffer.concat([first, ...rest.flatMap((piece) => [token, piece])])
}
