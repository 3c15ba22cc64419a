import { ZipFile } from 'yazl'
import type { Day } from '../requests/info-request.ts'

/** A file of a pack, by its path in it. */
export type PackFile = { name: string; bytes: Uint8Array }

/**
 * Puts files into a zip archive, in the order of their names and all of the same day. The same files give the same
 * bytes, wherever and whenever. They are stored as they are: papers and workbooks are compressed inside.
 */
export async function writeZip(files: readonly PackFile[], day: Day): Promise<Buffer> {
  const zip = new ZipFile()
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('end', resolve).on('error', reject)
    zip.on('error', reject)
  })
  const sorted = files.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  for (const { name, bytes } of sorted)
    zip.addBuffer(Buffer.from(bytes), name, {
      compress: false,
      mtime: midnightOf(day),
      mode: 0o100644,
      forceDosTimestamp: true,
    })
  zip.end()
  await ended
  return Buffer.concat(chunks)
}

/** Such archives write the hands of the clock, of no time zone: here those of midnight, on every machine. */
function midnightOf(day: Day): Date {
  const { year, month, day: date } = Temporal.PlainDate.from(day)
  return new Date(year, month - 1, date)
}
