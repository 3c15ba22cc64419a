import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

export type Unzipped = { name: string; bytes: Buffer; changedAt: Date }

/** What is in an archive, in its order. */
export async function unzip(archive: Buffer): Promise<Unzipped[]> {
  const zip = await fromBufferPromise(archive, { validateEntrySizes: true })
  const files: Unzipped[] = []
  for await (const entry of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(entry))
    files.push({ name: entry.fileName, bytes, changedAt: entry.getLastModDate() })
  }
  return files
}
