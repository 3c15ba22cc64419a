import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Database } from '../database/open.ts'
import { findFinished, removePieces } from '../database/postgres/file-pieces.ts'
import { storePieces } from '../files/database-blobs.ts'
import { pathInFolder } from '../files/folder-blobs.ts'
import type { Blobs } from '../files/keep.ts'
import { pagesOfSource } from './reading.ts'
import type { Source } from './source.ts'
import { placeOf, tableNamed } from './tables.ts'
import { grouped, megabytes, type Telling } from './telling.ts'

/** A file as its row says it is. */
type MovedFile = { id: string; size: number; sha256: string }

export type FileCount = { files: number; bytes: number }

/** So many sentences, and then how many more there would be. */
const mostSentences = 20

/**
 * Throws sentences that name every file of the folder that is missing or is not what its row says: before anything
 * was touched, so that all of them can be restored at once.
 */
export async function refuseDamagedFiles(source: Source, telling: Telling): Promise<void> {
  const { dataDir } = source
  const damages: string[] = []
  await eachFile(source, telling.begin('bytes of files'), async (file) => {
    const path = pathInFolder(dataDir, file.id)
    const damage = await damageOf(file, () => createReadStream(path))
    if (damage) damages.push(`The file ${file.id} of ${ownerOf(source, file)} ${damage}.`)
  })
  if (damages.length === 0) return
  const more = damages.length - mostSentences
  throw new Error(
    [
      ...damages.slice(0, mostSentences),
      ...(more > 0 ? [`And ${more} more.`] : []),
      `Nothing was moved. Restore ${damages.length === 1 ? 'it' : 'them'} from a backup into ${dataDir}, and start the move again.`,
    ].join('\n'),
  )
}

/** Stores the bytes of every file in the database, but for those that an earlier try stored already. */
export async function copyFiles(
  { db, blobs, clock }: { db: Database; blobs: Blobs; clock: () => number },
  source: Source,
  telling: Telling,
): Promise<FileCount> {
  await blobs.sweep(clock() + 1, async (ids) => knownIn(source, ids))
  return eachFile(source, telling.begin('bytes of files'), async (file) => {
    const stored = await findFinished(db.read, file.id)
    if (stored?.size === file.size && stored.sha256 === file.sha256) return
    await db.write((tx) => removePieces(tx, [file.id]))
    await storePieces(db, { ...file, path: pathInFolder(source.dataDir, file.id) }, clock())
  })
}

/** Reads every file back from the database, and gives a sentence for each that is not what its row says. */
export async function listDifferentFiles(
  blobs: Blobs,
  source: Source,
  telling: Telling,
): Promise<{ counted: FileCount; differences: string[] }> {
  const differences: string[] = []
  const counted = await eachFile(source, telling.begin('bytes of files'), async (file) => {
    const damage = await damageOf(file, () => blobs.open(file.id, file.size))
    if (damage)
      differences.push(`The file ${file.id} of ${ownerOf(source, file)} ${damage} in PostgreSQL.`)
  })
  return { counted, differences }
}

async function eachFile(
  { sqlite }: Source,
  part: ReturnType<Telling['begin']>,
  work: (file: MovedFile) => Promise<void>,
): Promise<FileCount> {
  const table = tableNamed('files')
  const [id, size, sha256] = [
    placeOf(table, 'id'),
    placeOf(table, 'size'),
    placeOf(table, 'sha256'),
  ]
  const done: FileCount = { files: 0, bytes: 0 }
  const total = sqlite.prepare<[], number>('SELECT sum(size) FROM files').pluck().get() ?? 0
  for (const page of pagesOfSource(sqlite, table))
    for (const row of page) {
      const file = { id: String(row[id]), size: Number(row[size]), sha256: String(row[sha256]) }
      await work(file)
      done.files += 1
      done.bytes += file.size
      part.reach(`${grouped(done.files)} files, ${megabytes(done.bytes)} of ${megabytes(total)}`)
    }
  part.end(`${grouped(done.files)} files, ${megabytes(done.bytes)}`)
  return done
}

/** What is wrong with bytes that should be those of the row; undefined when they are. */
async function damageOf(
  { size, sha256 }: MovedFile,
  open: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
): Promise<string | undefined> {
  const hash = createHash('sha256')
  let found = 0
  try {
    for await (const chunk of await open()) {
      hash.update(chunk)
      found += chunk.length
    }
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isMissing
      ? 'is missing'
      : `cannot be read (${error instanceof Error ? error.message : String(error)})`
  }
  if (found !== size) return `has ${grouped(found)} bytes instead of ${grouped(size)}`
  return hash.digest('hex') === sha256 ? undefined : 'has other bytes than were received'
}

/** For whoever has to look for it: the reference says where to. */
function ownerOf({ sqlite }: Source, { id }: MovedFile): string {
  const reference = sqlite
    .prepare<[string], string>(
      'SELECT reference FROM info_requests JOIN files ON files.info_request_id = info_requests.id WHERE files.id = ?',
    )
    .pluck()
    .get(id)
  return reference ? `the request ${reference}` : 'a form that was not sent yet'
}

function knownIn({ sqlite }: Source, ids: readonly string[]): Set<string> {
  const places = ids.map(() => '?').join(', ')
  const rows = sqlite
    .prepare<string[], string>(`SELECT id FROM files WHERE id IN (${places})`)
    .pluck()
    .all(...ids)
  return new Set(rows)
}
