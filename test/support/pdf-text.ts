import { execFileSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'

/** The text layer of one of our PDFs, line by line in the order it was set, as a reading program is given it. */
export function textLayer(pdf: Buffer): string[] {
  return contentStreams(pdf).flatMap((content) =>
    [...content.matchAll(/\/ActualText \(((?:\\[^]|[^\\)])*)\)/g)].map(([, text = '']) =>
      decoded(text),
    ),
  )
}

export function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
}

/** The words of a PDF as poppler, which most viewers and search engines read with, finds them. */
export function popplerText(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], { input: pdf }).toString()
}

/** The same, laid out as on the page: what stands in one line is in one line. */
export function popplerLines(pdf: Buffer): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-enc', 'UTF-8', '-', '-'], { input: pdf })
  return text.toString().split('\n')
}

/** The structure that reading programs are told of, with its text. */
export function popplerStructure(pdf: Buffer): string {
  return execFileSync('pdfinfo', ['-struct-text', '-enc', 'UTF-8', '-'], { input: pdf }).toString()
}

export const hasPoppler = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** What does not change with the breaking of lines. */
export function withoutSpaces(text: string): string {
  return text.replaceAll(/[\s\u00a0]+/g, '')
}

function contentStreams(pdf: Buffer): string[] {
  const streams: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue
    const end = pdf.indexOf('\nendstream', at)
    try {
      const content = inflateSync(pdf.subarray(at + 7, end)).toString('latin1')
      if (content.includes(' BDC')) streams.push(content)
    } catch {
      // not packed, so not the content of a page
    }
  }
  return streams
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** A text of a PDF: UTF-16 with a mark in front, or Latin letters. */
function decoded(written: string): string {
  const bytes = Buffer.from(
    written.replaceAll(/\\([^])/g, (_, letter: string) => escapes[letter] ?? letter),
    'latin1',
  )
  const isWide = bytes[0] === 0xfe && bytes[1] === 0xff
  return isWide ? bytes.subarray(2).swap16().toString('utf16le') : bytes.toString('latin1')
}
