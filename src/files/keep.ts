import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../refusal.ts'

/** Where the bytes of files lie. Names, owners and permissions are rows; here is nothing but bytes under an id. */
export type Blobs = {
  /**
   * Keeps what the source gives, in one pass and never whole in memory, and resolves only when it would
   * survive a power cut. Refuses `file-too-large` beyond `limitBytes`; whatever goes wrong, nothing stays.
   */
  add(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<KeptBlob>
  /** Opens one for reading; rejects, before a byte is read, unless it is there with all its `size` bytes. */
  open(id: string, size: number): Promise<Readable>
  /** For what must read back and forth, as the inspection does. */
  pathOf(id: string): string
  /** Forgets one; it is no error if it is gone already. */
  remove(id: string): Promise<void>
  /**
   * Removes what no row knows: bytes whose transaction never came, or whose row was deleted.
   *
   * @param addedBefore UTC milliseconds; younger ones may belong to a form that is still being sent
   * @param listKnown which of these ids have a row
   * @returns how many were removed
   */
  sweep(
    addedBefore: number,
    listKnown: (ids: string[]) => Promise<ReadonlySet<string>>,
  ): Promise<number>
}

export type KeptBlob = {
  /** 128 random bits, hexadecimal. */
  id: string
  /** Bytes. */
  size: number
  /** Hexadecimal. */
  sha256: string
}

/**
 * Keeps files under `DATA_DIR/files`, as `ab/ab0123…`: readable by this user only, named by nothing a person typed.
 * Half-written ones of an earlier run are removed, so open it only once this process has the folder to itself.
 */
export async function folderBlobs(dataDir: string): Promise<Blobs> {
  const root = path.join(dataDir, 'files')
  const incoming = path.join(root, 'incoming')
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await flushFolder(dataDir)

  function pathOf(id: string): string {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new Error('Not the id of a file')
    return path.join(root, id.slice(0, 2), id)
  }

  return {
    pathOf,

    async add(source, limitBytes) {
      const id = randomBytes(16).toString('hex')
      const arriving = path.join(incoming, id)
      try {
        const { size, sha256 } = await write(source, arriving, limitBytes)
        await settle(arriving, pathOf(id))
        return { id, size, sha256 }
      } catch (error) {
        await rm(arriving, { force: true })
        throw isFull(error) ? new Refusal('busy', 'storage-full', { cause: error }) : error
      }
    },

    async open(id, size) {
      const file = await open(pathOf(id))
      const found = await file.stat()
      if (found.size === size) return file.createReadStream()
      await file.close()
      throw new Error(`The file ${id} is damaged`)
    },

    async remove(id) {
      await rm(pathOf(id), { force: true })
    },

    async sweep(addedBefore, listKnown) {
      let removed = 0
      for (const shelf of await readdir(root)) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue
        const ids = await readdir(path.join(root, shelf))
        const known = await listKnown(ids)
        for (const id of ids) {
          if (known.has(id)) continue
          const { mtimeMs } = await stat(pathOf(id))
          if (mtimeMs >= addedBefore) continue
          await rm(pathOf(id), { force: true })
          removed += 1
        }
      }
      return removed
    },
  }
}

async function write(source: AsyncIterable<Uint8Array>, to: string, limitBytes: number) {
  const hash = createHash('sha256')
  let size = 0
  async function* measured(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > limitBytes) throw new Refusal('too-large', 'file-too-large')
      hash.update(chunk)
      yield chunk
    }
  }
  // `flush` is an fsync before the file is closed.
  await pipeline(source, measured, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }))
  return { size, sha256: hash.digest('hex') }
}

/** The name, too, must survive: a rename counts only once its folder, and that of a new folder, is on the disk. */
async function settle(from: string, to: string) {
  const shelf = path.dirname(to)
  await mkdir(shelf, { recursive: true, mode: 0o700 })
  await rename(from, to)
  await flushFolder(shelf)
  await flushFolder(path.dirname(shelf))
}

async function flushFolder(folder: string) {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && fullCodes.includes(error.code)
}

const fullCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT']
