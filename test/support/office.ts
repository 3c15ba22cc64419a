import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCsv } from 'hucre/csv'
import { freshFolder } from './database.ts'

export const hasOffice = (() => {
  try {
    execFileSync('libreoffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** The sheets of a workbook as LibreOffice calculates them, each as rows of what stands in its cells. */
export function sheetsInOffice(xlsx: Uint8Array): Map<string, string[][]> {
  return opened('book.xlsx', xlsx, [])
}

/** A CSV file as LibreOffice opens it: as UTF-8, which its window for texts sees by the mark at the beginning. */
export function csvInOffice(csv: string): string[][] {
  const [rows] = opened('table.csv', Buffer.from(csv), ['--infilter=CSV:44,34,76,1']).values()
  return rows ?? []
}

/** Comma, quote, UTF-8; values, not formulas; every sheet in a file of its own. */
const format = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'

function opened(name: string, bytes: Uint8Array, options: string[]): Map<string, string[][]> {
  const [profile, from, to] = [freshFolder(), freshFolder(), freshFolder()]
  writeFileSync(join(from, name), bytes)
  // Two at once need a profile each.
  const own = [`-env:UserInstallation=file://${profile}`, '--headless', ...options]
  const args = [...own, '--convert-to', format, '--outdir', to, join(from, name)]
  execFileSync('libreoffice', args, { stdio: 'ignore' })
  return new Map(readdirSync(to).map((file) => [sheetOf(file), rowsIn(join(to, file))]))
}

/** `book-Channels.csv` is the sheet `Channels`. */
function sheetOf(file: string): string {
  return file.slice(file.indexOf('-') + 1, -'.csv'.length)
}

function rowsIn(file: string): string[][] {
  return parseCsv(readFileSync(file, 'utf8')).map((row) =>
    row.map((cell) => (cell === null ? '' : String(cell))),
  )
}
