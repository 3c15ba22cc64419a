import type { Readable } from 'node:stream'

/** Where the bytes of files lie. Names, owners and permissions are rows; here is nothing but bytes under an id. */
export type Blobs = {
  /**
   * Takes in what the source gives, in one pass and never whole in memory, and keeps it if `inspect` says so: that
   * may read the file at this path back and forth. Resolves only when what is kept would survive a power cut.
   * Refuses `file-too-large` beyond `limitBytes`; whatever goes wrong, nothing stays.
   */
  add<Verdict extends { ok: boolean }>(
    source: AsyncIterable<Uint8Array>,
    limitBytes: number,
    inspect: (path: string, size: number) => Promise<Verdict>,
  ): Promise<{ blob: KeptBlob; verdict: Verdict }>
  /** Opens one for reading; rejects, before a byte is read, unless it is there with all its `size` bytes. */
  open(id: string, size: number): Promise<Readable>
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

/** Keeps bytes that need no inspection, such as those we made ourselves. */
export async function keepBlob(
  blobs: Blobs,
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<KeptBlob> {
  const { blob } = await blobs.add(source, limitBytes, async () => ({ ok: true }))
  return blob
}

/** Ids become names of files and keys of rows, so nothing else may pass for one. */
export function refuseOtherThanId(id: string): void {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new Error('Not the id of a file')
}
