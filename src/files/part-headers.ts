import { Refusal } from '../refusal.ts'

/**
 * Reads along with a multipart body and refuses, at the first byte that shows it, what no browser sends. The
 * parser behind it is lenient: it drops a part whose headers it cannot read, decodes any charset a part
 * claims, and ignores a transfer encoding. Here a part is either understood or the whole form is refused.
 */
export type PartWatch = {
  /** Takes the next bytes of the body; throws a Refusal. */
  read(chunk: Uint8Array): void
  /** How many parts have begun: as many must have arrived in the end. */
  count(): number
}

const mostHeaderBytes = 4096
const mostHeaders = 20

export function watchParts(boundary: string): PartWatch {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  let expects: 'delimiter' | 'headers' | 'nothing' = 'delimiter'
  let unread = Buffer.from('\r\n') // the first delimiter may open the body
  let count = 0

  /** Goes on to the next thing expected; false when more bytes are needed to see it. */
  function advance(): boolean {
    return expects === 'delimiter' ? passDelimiter() : expects === 'headers' && passHeaders()
  }

  function passDelimiter(): boolean {
    const start = unread.indexOf(delimiter)
    const end = start + delimiter.length
    if (start === -1) unread = unread.subarray(Math.max(0, unread.length - delimiter.length + 1))
    if (start === -1 || unread.length < end + 2) return false

    const follows = unread.toString('latin1', end, end + 2)
    if (follows === '--') {
      expects = 'nothing'
      return false
    }
    if (follows !== '\r\n') throw malformed()
    count += 1
    expects = 'headers'
    unread = unread.subarray(end)
    return true
  }

  function passHeaders(): boolean {
    const end = unread.indexOf('\r\n\r\n')
    if (Math.max(end, end === -1 ? unread.length : 0) > mostHeaderBytes) throw malformed()
    if (end === -1) return false
    checkHeaders(unread.toString('latin1', '\r\n'.length, end))
    expects = 'delimiter'
    unread = unread.subarray(end + '\r\n\r\n'.length)
    return true
  }

  return {
    count: () => count,
    read(chunk) {
      if (expects === 'nothing') return // whatever follows the end is nobody's
      unread = Buffer.concat([unread, chunk])
      while (advance());
    },
  }
}

/** The boundary of a form sent as multipart. Refuses any other content type, and a boundary no browser makes. */
export function boundaryOf(contentType: string | undefined): string {
  const [mediaType = ''] = (contentType ?? '').split(';', 1)
  if (mediaType.trim().toLowerCase() !== 'multipart/form-data') {
    throw new Refusal('wrong-type', 'not-a-form')
  }
  const boundary = formType.exec(contentType ?? '')?.groups
  const found = boundary?.['quoted'] ?? boundary?.['plain']
  if (found === undefined) throw malformed()
  return found
}

// RFC 2046 §5.1.1: 1 to 70 of these characters; a space only where it is quoted, which nobody does
const formType =
  /^multipart\/form-data(\s*;\s*charset="?utf-8"?)?\s*;\s*boundary=("(?<quoted>[\w'()+,./:=?-]{1,70})"|(?<plain>[\w'+.-]{1,70}))(\s*;\s*charset="?utf-8"?)?\s*$/i

function checkHeaders(block: string): void {
  const lines = block.split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name, value] = headerLine.exec(line) ?? []
    if (name === undefined || value === undefined) throw malformed()
    if (headers.has(name.toLowerCase())) throw malformed()
    headers.set(name.toLowerCase(), value)
  }
  if (headers.size > mostHeaders) throw malformed()

  const disposition = headers.get('content-disposition') ?? ''
  if (!/^form-data\s*;/i.test(disposition)) throw malformed()
  const encoding = headers.get('content-transfer-encoding') ?? 'binary'
  if (!/^(7bit|8bit|binary)$/i.test(encoding)) throw new Refusal('wrong-type', 'not-a-form')
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers.get('content-type') ?? '')?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new Refusal('wrong-type', 'not-a-form')
  }
}

// no folded lines, and no NUL or bare line break inside a value
const headerLine = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\0\r\n]*)$/

function malformed(): Refusal {
  return new Refusal('bad-request', 'not-a-form')
}
