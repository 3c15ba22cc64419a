/** A number stays a number; a blank stays blank. */
export type CsvCell = string | number | null

/**
 * A table for spreadsheets and programs: UTF-8 that Excel recognises by its byte order mark, lines ended by CRLF
 * (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return byteOrderMark + csvLines(rows)
}

/** How the file begins, for one that is written piece by piece. */
export const byteOrderMark = '\uFEFF'

/** Lines of such a table: a piece of it. */
export function csvLines(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function field(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = withoutFormula(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Also the full-width signs: a spreadsheet with a Japanese or Chinese input method reads them the same. */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}
