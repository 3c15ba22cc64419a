import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../refusal.ts'
import { fileLimits } from './inspect.ts'
import { boundaryOf, watchParts } from './part-headers.ts'

const mostParts = 66

/** How the application registers `@fastify/multipart`. Its `bodyLimit` does not bound such a body; see `readBody`. */
export const multipartOptions = {
  // A file that is too large is a sentence beside its field; the fields after it must still be read.
  throwFileSizeLimit: false,
  limits: {
    fieldNameSize: 64,
    fieldSize: 64 * 1024,
    fields: 60,
    files: mostParts, // a sixth file is a sentence, too: the form is what counts them
    fileSize: fileLimits.bytesEach,
    parts: mostParts,
    headerPairs: 20,
  },
}

const mostBytes = 31 * 1024 * 1024

export type GuardedBody = {
  /** The fields and files in their order; throws a Refusal when the body is not what a browser sends. */
  parts: AsyncGenerator<Multipart>
  /** Reads on and throws away: see the function. */
  discard(): Promise<void>
  /** Ends the guards. Call it in any case. */
  close(): void
}

/**
 * Reads a multipart body part by part, with the guards its parser lacks: an end to all that is read, an end to
 * silence, and a refusal where it would skip a part without a word.
 *
 * @param stallMs how long the sender may send nothing
 */
export function readBody(request: FastifyRequest, stallMs: number): GuardedBody {
  const { raw } = request
  if (raw.headers['content-encoding'] !== undefined) throw new Refusal('wrong-type', 'not-a-form')
  const watch = watchParts(boundaryOf(raw.headers['content-type']))
  if (!request.isMultipart()) throw malformed() // the right header, and nothing after it

  let bytes = 0
  let current: MultipartFile | undefined
  let failed: Refusal | undefined
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {}) // it may come while nobody is waiting

  function fail(refusal: Refusal) {
    failed ??= refusal
    raw.unpipe()
    current?.file.destroy(failed)
    failure.reject(failed)
  }

  function onData(chunk: Buffer) {
    silence.refresh()
    bytes += chunk.length
    try {
      if (bytes > mostBytes) throw new Refusal('too-large', 'too-large')
      watch.read(chunk)
    } catch (error) {
      raw.off('data', onData)
      fail(asRefusal(error))
    }
  }

  async function* readParts(): AsyncGenerator<Multipart> {
    const parsed = request.parts(multipartOptions)
    let count = 0
    for (;;) {
      const part = await nextPart(parsed)
      if (!part) break
      count += 1
      yield part
    }
    if (count !== watch.count()) throw malformed() // none was dropped without a word
  }

  async function nextPart(parsed: AsyncIterator<Multipart>): Promise<Multipart | undefined> {
    const next = parsed.next()
    next.catch(() => {}) // after a failure nobody waits for it any more
    try {
      const { done, value } = await Promise.race([next, failure.promise])
      if (failed) throw failed
      if (done === true) return undefined
      checkName(value.fieldname)
      current = value.type === 'file' ? value : undefined
      return value
    } catch (error) {
      throw asRefusal(error)
    }
  }

  const silence = setTimeout(() => fail(new Refusal('too-slow', 'too-slow')), stallMs)
  raw.prependListener('data', onData) // the watch sees each byte before the parser does

  return {
    parts: readParts(),
    close() {
      clearTimeout(silence)
      raw.off('data', onData)
    },
    async discard() {
      raw.unpipe()
      raw.off('data', onData)
      clearTimeout(silence)
      await readAway(request, 2 * mostBytes - bytes, Math.min(stallMs, 5000))
    },
  }
}

/**
 * Reads the rest of a refused body and throws it away: a browser looks for our answer only when it has sent
 * everything. Whoever sends too much, or stops, is answered all the same and then hung up on.
 */
async function readAway({ raw }: FastifyRequest, mostMore: number, stallMs: number): Promise<void> {
  if (raw.readableEnded || raw.destroyed) return
  const enough = Promise.withResolvers<void>()
  const silence = setTimeout(enough.resolve, stallMs)
  let more = 0
  function onData(chunk: Buffer) {
    silence.refresh()
    more += chunk.length
    if (more > mostMore) enough.resolve()
  }
  raw.on('data', onData).once('end', enough.resolve).once('close', enough.resolve)
  raw.resume()
  await enough.promise

  clearTimeout(silence)
  raw.off('data', onData).off('end', enough.resolve).off('close', enough.resolve)
  if (raw.readableEnded) return
  raw.pause()
  setTimeout(() => raw.destroy(), 2000).unref() // the answer leaves first
}

/** What went wrong while reading a body is the sender's doing: the parser's errors say so with a 500, or not at all. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT' || code === 'FST_FILES_LIMIT'
    ? new Refusal('too-large', 'too-large', { cause: error })
    : malformed(error)
}

export function malformed(cause?: unknown): Refusal {
  return new Refusal('bad-request', 'not-a-form', { cause })
}

/** The parser leaves the name undefined when a part has none, and does not enforce its own limit on it. */
function checkName(name: string | undefined): void {
  const isGood =
    name !== undefined &&
    name !== '' &&
    Buffer.byteLength(name) <= multipartOptions.limits.fieldNameSize
  if (!isGood) throw malformed()
}
