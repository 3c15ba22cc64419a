import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { arrive } from './arriving.ts'
import { refuseOtherThanId, type Blobs } from './keep.ts'

/** Where a kept file lies, readable by this user only and named by nothing a person typed: `ab/ab0123…`. */
export function pathInFolder(dataDir: string, id: string): string {
  refuseOtherThanId(id)
  return path.join(dataDir, 'files', id.slice(0, 2), id)
}

/**
 * Keeps files under `DATA_DIR/files`. Half-written ones of an earlier run are removed, so open it only once this
 * process has the folder to itself.
 */
export async function folderBlobs(dataDir: string): Promise<Blobs> {
  const root = path.join(dataDir, 'files')
  const incoming = path.join(root, 'incoming')
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await flushFolder(dataDir)
  const pathOf = (id: string) => pathInFolder(dataDir, id)

  return {
    async add(source, limitBytes, inspect) {
      const { path: arrived, ...blob } = await arrive(incoming, source, limitBytes)
      try {
        const verdict = await inspect(arrived, blob.size)
        if (verdict.ok) await settle(arrived, pathOf(blob.id))
        return { blob, verdict }
      } finally {
        await rm(arrived, { force: true })
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
