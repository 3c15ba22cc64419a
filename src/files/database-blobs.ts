import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Database } from '../database/open.ts'
import {
  addPiece,
  findFinished,
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

/**
 * Keeps files in the database, so that one backup holds everything and any process can give out any of them. What
 * arrives is first written to a folder of this process's own, to be inspected there.
 */
export async function databaseBlobs(db: Database, clock: () => number): Promise<Blobs> {
  const incoming = await mkdtemp(path.join(tmpdir(), 'khamkho-'))

  return {
    async add(source, limitBytes, inspect) {
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
      const file = await findFinished(db.read, id)
      if (!file) throw new Error(`The file ${id} is not there`)
      if (file.size !== size) throw new Error(`The file ${id} is damaged`)
      return Readable.from(piecesOf(db, id, size), { objectMode: false })
    },

    async remove(id) {
      await db.write((tx) => removePieces(tx, [id]))
    },

    async sweep(addedBefore, listKnown) {
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

async function* piecesOf(db: Database, id: string, size: number): AsyncGenerator<Buffer> {
  let given = 0
  for (let position = 0; given < size; position += 1) {
    const bytes = await readPiece(db.read, id, position)
    if (!bytes) throw new Error(`The file ${id} is damaged`)
    given += bytes.length
    yield bytes
  }
}
