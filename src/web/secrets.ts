import {
  argon2,
  createHmac,
  hash as digestOf,
  randomBytes,
  randomFillSync,
  timingSafeEqual,
  type Argon2Parameters,
} from 'node:crypto'
import { promisify } from 'node:util'

const argon2Async = promisify(argon2)

/** A new random token of 256 bits, base64url: the value of a cookie. */
export function newToken(): string {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  const token = pool.toString('base64url', taken, taken + tokenBytes)
  pool.fill(0, taken, taken + tokenBytes)
  taken += tokenBytes
  return token
}

/** Random bytes for the tokens to come: to ask the system for each costs more than the page it is for. */
const tokenBytes = 32
const pool = Buffer.alloc(128 * tokenBytes)
let taken = pool.length

/** What is stored of a token: enough to recognise it, not enough to use it. */
export function tokenHash(token: string): string {
  return digestOf('sha256', token)
}

/** HMAC-SHA-256 of a text under a key. */
export function keyed(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/**
 * What a link in a letter carries: it opens one thing (`purpose`) of one row, and nothing else. 128 bits of an HMAC, so
 * nothing of it is stored; whoever honours it says how often and how long. Letters on paper are typed from: it is
 * spelled without look-alikes, and capitals are as good.
 */
export function linkToken(key: string, purpose: string, id: number): string {
  let rest = BigInt(`0x${keyed(key, `link to ${purpose} of ${id}`).toString('hex', 0, 16)}`)
  let token = ''
  for (; token.length < linkLetters; rest /= 32n) token += spelling[Number(rest % 32n)]
  return token
}

/** 26 letters of five bits hold 128. */
const linkLetters = 26
const spelling = '0123456789abcdefghjkmnpqrstvwxyz' // no i, l, o, u: those who read them type 1 or 0

/** Whether a token, as somebody sent it, is this one; takes as long wherever they differ. */
export function isLinkToken(sent: string, token: string): boolean {
  const read = sent
    .slice(0, 2 * linkLetters)
    .toLowerCase()
    .replaceAll(/[il]/g, '1')
  return timingSafeEqual(keyed(comparing, read.replaceAll('o', '0')), keyed(comparing, token))
}

/** For this process alone: what is compared has one length, and nobody can prepare for it. */
const comparing = randomBytes(32).toString('base64url')

/** How hard a hash is to try: memory in KiB and passes over it. */
export type Cost = { memory: number; passes: number }

/** For passwords, which people choose: OWASP's first recommendation for Argon2id (19 MiB, 2 passes). */
export const passwordCost: Cost = { memory: 19_456, passes: 2 }

/**
 * For tracking codes: 79 random bits cannot be searched through even with a fast hash, so the cheap cost
 * only has to make trying a stolen database tedious, and a page with a code stays quick.
 */
export const codeCost: Cost = { memory: 4096, passes: 1 }

/** Argon2id in the PHC string form `$argon2id$v=19$m=…,t=…,p=1$salt$hash`. Slow on purpose; runs off the event loop. */
export async function slowHash(secret: string, { memory, passes }: Cost): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(secret, salt, { memory, passes })
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${unpadded(salt)}$${unpadded(hash)}`
}

/** Whether the secret is the one that was hashed. Takes as long for a wrong one as for the right one. */
export async function matchesHash(secret: string, stored: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(stored)
  if (!parts) return false
  const [, memory, passes, salt = '', hash = ''] = parts
  const expected = Buffer.from(hash, 'base64')
  const found = await derive(secret, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
  })
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/**
 * The same work as a true comparison, for a name or a reference that does not exist: the answer takes
 * as long, and gives away nothing.
 */
export async function pretendToCompare(secret: string, cost: Cost): Promise<false> {
  await derive(secret, Buffer.alloc(16), cost)
  return false
}

let waiting: Promise<unknown> = Promise.resolve()

/** One at a time: a crowd of sign-ins queues here instead of taking all memory and every worker thread. */
function derive(secret: string, salt: Buffer, { memory, passes }: Cost): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    message: secret.normalize('NFC'),
    nonce: salt,
    memory,
    passes,
    parallelism: 1,
    tagLength: 32,
  }
  const hash = waiting.then(() => argon2Async('argon2id', parameters))
  waiting = hash.catch(() => undefined)
  return hash
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
