import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Database } from '../database/open.ts'
import {
  addPiece,
  countPieces,
  finishFile,
  listBegunBefore,
  readPiece,
  removePieces,
} from '../database/postgres/file-pieces.ts'
import { arrive, type Arrived } from './arriving.ts'
import { refuseOtherThanId, type Blobs } from './keep.ts'

/** A round trip to the server for each, and never more in memory. */
const pieceBytes = 256 * 1024
const sweptAtOnce = 500

/** No file takes so long to come in: an older one was left by a process that was killed. */
const longestArrivalMs = 3_600_000

/**
 * Keeps files in the database, so that one backup holds everything and any process can give out any of them. What
 * arrives is first written to `DATA_DIR/incoming`, to be inspected there. What a killed process has left in it is
 * removed, for nobody else would: several processes may share it.
 */
export async function databaseBlobs(
  db: Database,
  clock: () => number,
  dataDir: string,
): Promise<Blobs> {
  const incoming = path.join(dataDir, 'incoming')
  await removeOlder(incoming, clock() - longestArrivalMs)

  return {
    async add(source, limitBytes, inspect) {
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      const arrived = await arrive(incoming, source, limitBytes)
      try {
        const { path: arrivedPath, ...blob } = arrived
        const verdict = await inspect(arrivedPath, blob.size)
        if (verdict.ok) await storePieces(db, arrived, clock())
        return { blob, verdict }
      } finally {
        await rm(arrived.path, { force: true })
      }
    },

    async open(id, size) {
      refuseOtherThanId(id)
      const pieces = await countPieces(db.read, id, size)
      if (pieces === undefined) throw new Error(`The file ${id} is not there, or not whole`)
      // The first piece now, while a page could still say that there is none.
      const first = pieces > 0 ? await findPiece(db, id, 0) : Buffer.alloc(0)
      return Readable.from(piecesOf(db, id, first, pieces), { objectMode: false })
    },

    async remove(id) {
      await db.write((tx) => removePieces(tx, [id]))
    },

    async sweep(addedBefore, listKnown) {
      await removeOlder(incoming, addedBefore)
      let removed = 0
      for (let after = ''; ;) {
        const ids = await listBegunBefore(db.read, addedBefore, { after, most: sweptAtOnce })
        const last = ids.at(-1)
        if (last === undefined) return removed
        after = last
        const known = await listKnown(ids)
        const orphans = ids.filter((id) => !known.has(id))
        if (orphans.length > 0) await db.write((tx) => removePieces(tx, orphans))
        removed += orphans.length
      }
    },
  }
}

async function removeOlder(folder: string, before: number): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name)
    const isOld = await stat(file).then(
      ({ mtimeMs }) => mtimeMs < before,
      () => false, // gone in the meantime
    )
    if (isOld) await rm(file, { force: true })
  }
}

/** Stores a file of this machine. The last step, and with it the file, is there only once all the pieces are. */
export async function storePieces(
  db: Database,
  { id, size, sha256, path: file }: Arrived,
  addedAt: number,
): Promise<void> {
  let position = 0
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: pieceBytes })) {
      const bytes: Buffer = chunk
      await db.write((tx) => addPiece(tx, { fileId: id, position, addedAt, bytes }))
      position += 1
    }
    await db.write((tx) => finishFile(tx, { id, size, sha256 }))
  } catch (error) {
    // Should this fail too, they are swept once they are old.
    await db.write((tx) => removePieces(tx, [id])).catch(() => {})
    throw error
  }
}

/** Each is asked for when the one before is on its way. That one is gone by then ends the sending with an error. */
async function* piecesOf(
  db: Database,
  id: string,
  first: Buffer,
  pieces: number,
): AsyncGenerator<Buffer> {
  yield first
  for (let position = 1; position < pieces; position += 1) yield await findPiece(db, id, position)
}

async function findPiece(db: Database, id: string, position: number): Promise<Buffer> {
  const bytes = await readPiece(db.read, id, position)
  if (!bytes) throw new Error(`The file ${id} has lost its piece ${position}`)
  return bytes
}
