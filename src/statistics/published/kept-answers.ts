import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** An answer as it leaves, the same for everybody. */
export type FinishedAnswer = {
  bytes: Buffer
  mediaType: string
  /** A download has a name. */
  fileName?: string | undefined
  /** A policy of its own, in the place of that of the pages. */
  policy?: string | undefined
  /** What it is, so that nobody is sent it twice. */
  tag: string
}

export function finishedAnswer(
  content: string | Uint8Array,
  { mediaType, fileName, policy }: Omit<FinishedAnswer, 'bytes' | 'tag'>,
): FinishedAnswer {
  const bytes = Buffer.from(content)
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return { bytes, mediaType, fileName, policy, tag: `"${hash}"` }
}

/** Answers that are made once and kept, each by its address and language. One that fails is not kept. */
export class KeptAnswers {
  readonly #answers = new Map<string, Promise<FinishedAnswer>>()

  get(key: string, make: () => Promise<FinishedAnswer>): Promise<FinishedAnswer> {
    const known = this.#answers.get(key)
    if (known) return known
    const made = make()
    this.#answers.set(key, made)
    made.catch(() => this.#answers.delete(key))
    return made
  }
}

/**
 * Sends it, or says that the reader has it already. Anybody on the way may keep it, but asks each time whether it is
 * still the same: a month that was signed just now is signed everywhere.
 */
export function sendAnswer(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { bytes, mediaType, fileName, policy, tag }: FinishedAnswer,
): FastifyReply {
  reply.header('cache-control', 'public, no-cache').header('etag', tag)
  if (policy !== undefined) reply.header('content-security-policy', policy)
  if (isKnown(headers['if-none-match'], tag)) return reply.code(304).send()
  if (fileName !== undefined)
    reply.header('content-disposition', `attachment; filename="${fileName}"`)
  return reply.type(mediaType).send(bytes)
}

/** A proxy that compresses marks the tag as weak. */
function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const known = ifNoneMatch.split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(tag) || known.includes('*')
}
