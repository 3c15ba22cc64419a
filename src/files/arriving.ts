import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../refusal.ts'
import type { KeptBlob } from './keep.ts'

/** Bytes that have come in and lie in a file of their own on this machine, to be looked at before they are kept. */
export type Arrived = KeptBlob & { path: string }

/**
 * Writes what the source gives into a new file in `folder`, in one pass and never whole in memory. Refuses
 * `file-too-large` beyond `limitBytes`, `storage-full` on a full disk; whatever goes wrong, nothing stays.
 */
export async function arrive(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<Arrived> {
  const id = randomBytes(16).toString('hex')
  const file = path.join(folder, id)
  try {
    return { id, path: file, ...(await write(source, file, limitBytes)) }
  } catch (error) {
    await rm(file, { force: true })
    throw isFull(error) ? new Refusal('busy', 'storage-full', { cause: error }) : error
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

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && fullCodes.includes(error.code)
}

const fullCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT']
