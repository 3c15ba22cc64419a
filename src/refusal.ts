/**
 * An expected "no": something a person asked for that the service will not do. It names a sentence in
 * `views/words/*`, so the person reads it in their own language. Anything else that is thrown is a bug
 * or a broken machine: it is logged and shown as a 500 without its text.
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** Key of a sentence under `words.refusals`. */
  readonly reason: string
  /** When trying again makes sense (UTC milliseconds); only for `too-many` and `busy`. */
  readonly retryAt: number | undefined

  constructor(
    code: RefusalCode,
    reason: string,
    options: { retryAt?: number; cause?: unknown } = {},
  ) {
    super(`${code}: ${reason}`, { cause: options.cause })
    this.code = code
    this.reason = reason
    this.retryAt = options.retryAt
  }
}

export type RefusalCode = keyof typeof statusOfRefusal

/** The HTTP status of each kind of refusal: the one table. */
export const statusOfRefusal = {
  'bad-request': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-slow': 408,
  conflict: 409,
  'too-large': 413,
  'wrong-type': 415,
  invalid: 422,
  'too-many': 429,
  busy: 503,
} as const
