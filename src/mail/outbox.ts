import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { keptQuery, placesFor } from '../database/kept-query.ts'
import { inTurn } from '../database/locking.ts'
import type { Database, Tx } from '../database/open.ts'
import { letters } from '../database/schema.ts'
import type { Letter } from './letters.ts'
import { DeliveryFailure, type Postman } from './postman.ts'
import { endTry, hasDueLetters, takeDueLetters, type PostedLetter } from './store.ts'

/** What a letter does not say of these is nothing. */
type Optional = 'accountId' | 'onceKey' | 'postalAddress' | 'signedById' | 'signedForId'
type PostableLetter = Omit<Letter, Optional> & Partial<Pick<Letter, Optional>>

/**
 * Puts a letter into the outbox, within the transaction that causes it: either both happened or neither. It
 * leaves after that. Without an address it is for paper and stays.
 *
 * @param at UTC milliseconds
 */
export async function post(
  tx: Tx,
  letter: PostableLetter,
  { baseUrl }: { baseUrl: string },
  at: number,
): Promise<void> {
  await insertLetter(tx).execute({
    accountId: null,
    onceKey: null,
    postalAddress: '',
    signedById: null,
    signedForId: null,
    ...letter,
    messageId: newMessageId(baseUrl),
    state: letter.toAddress === '' ? 'on-paper' : 'waiting',
    createdAt: at,
    tryingSince: at,
    nextTryAt: at,
  })
}

/**
 * The same for a letter that is the only one of its `onceKey`: whoever writes it again, and be it another process,
 * writes none. Gives whether it was not there yet.
 */
export async function postOnce(
  tx: Tx,
  letter: Letter & { onceKey: string },
  place: { baseUrl: string },
  at: number,
): Promise<boolean> {
  const { onceKey } = letter
  await inTurn(tx, 'letter', onceKey)
  const [earlier] = await tx
    .select({ id: letters.id })
    .from(letters)
    .where(eq(letters.onceKey, onceKey))
  if (earlier) return false
  await post(tx, letter, place, at)
  return true
}

/** Of one sending, however often it is tried. */
export function newMessageId(baseUrl: string): string {
  return `<${randomUUID()}@${new URL(baseUrl).hostname}>`
}

const insertLetter = keptQuery((tx) =>
  tx
    .insert(letters)
    .values(
      placesFor(
        letters,
        'id',
        'attempts',
        'failure',
        'sentAt',
        'registerNumber',
        'handledOn',
        'handledHow',
        'handledById',
      ),
    ),
)

/** What the outbox tells the log: counts and numbers of rows, never an address, a name or a text. */
export type PostLog = {
  info: (facts: object, message: string) => void
  warn: (facts: object, message: string) => void
  error: (facts: object, message: string) => void
}

export type Delivering = {
  db: Database
  postman: Postman
  /** UTC milliseconds. */
  clock: () => number
  log: PostLog
  line?: Line
  /** Ends the work after the letters under way. */
  signal?: AbortSignal
}

/**
 * The line to the mail server. After five failures to reach it in a row nothing is tried but one letter a
 * minute: thousands of letters must not each wait for the same dead server, nor use up their tries.
 */
export type Line = { failures: number; nextProbeAt: number }

export function newLine(): Line {
  return { failures: 0, nextProbeAt: 0 }
}

const minute = 60_000
const hour = 60 * minute
/** After each failed try; the last goes on. */
const delays = [minute, 5 * minute, 15 * minute, hour, 4 * hour]
/** Counted from the writing of a letter, or from when somebody had it sent again. */
export const givesUpAfterMs = 72 * hour
/** What staff are told each morning is old the next; there a new one comes. */
const staffGivesUpAfterMs = 24 * hour
/** The postman gives up before: whoever has taken a letter and says nothing for so long is no more. */
const longestTry = 3 * minute
const atOnce = 3 // as many as the postman has connections
const failuresThatCloseTheLine = 5

/**
 * Delivers the letters that are due and marks each, until none is due or the line is closed. No transaction is
 * open while a letter is under way. A letter arrives at least once; it comes twice, under the same Message-ID,
 * only if this process ends between the server's "yes" and our note of it.
 *
 * @returns how many were delivered
 */
export async function deliverWaiting(delivering: Delivering): Promise<number> {
  const { clock, log, line = newLine(), signal } = delivering
  let delivered = 0
  for (;;) {
    if (signal?.aborted) break
    const most = openFor(line, clock())
    const taken = most === 0 ? [] : await take(delivering, most)
    if (taken.length === 0) break
    const outcomes = await allOf(taken.map((letter) => deliver(letter, delivering, line)))
    delivered += outcomes.filter((outcome) => outcome === 'sent').length
  }
  if (delivered > 0) log.info({ delivered }, 'letters delivered')
  return delivered
}

/** Until when a letter that has not left is tried (UTC milliseconds); nothing for one that is not on its way. */
export function triedUntil({
  state,
  tryingSince,
}: Pick<PostedLetter, 'state' | 'tryingSince'>): number | undefined {
  return state === 'waiting' || state === 'retrying' ? tryingSince + givesUpAfterMs : undefined
}

/** How many letters may be tried now. */
function openFor(line: Line, now: number): number {
  if (line.failures < failuresThatCloseTheLine) return atOnce
  return now >= line.nextProbeAt ? 1 : 0
}

/** Looks first without taking: most of the time there is nothing. */
async function take({ db, clock }: Delivering, most: number): Promise<PostedLetter[]> {
  const now = clock()
  if (!(await hasDueLetters(db.read, now))) return []
  return db.write((tx) => takeDueLetters(tx, { now, until: now + longestTry, most }))
}

async function deliver(
  letter: PostedLetter,
  { db, postman, clock, log }: Delivering,
  line: Line,
): Promise<'sent' | 'not-sent'> {
  const { id, attempts, tryingSince, accountId } = letter
  const delay = delays[attempts] ?? 4 * hour
  const failure = await failureOf(letter, postman, log)
  const now = clock()
  noteOn(line, failure, now)
  if (!failure) {
    await db.write((tx) => endTry(tx, id, { state: 'sent', sentAt: now, failure: '' }))
    return 'sent'
  }
  // That the server cannot be reached says nothing about this letter: it need not wait longer each time.
  const nextTryAt = now + (failure.word === 'unreachable' ? minute : delay)
  const givesUpMs = accountId === null ? givesUpAfterMs : staffGivesUpAfterMs
  const isOver = !failure.isTemporary || nextTryAt > tryingSince + givesUpMs
  const state = isOver ? 'failed' : 'retrying'
  await db.write((tx) => endTry(tx, id, { state, failure: failure.word, nextTryAt }))
  log.warn(
    { letter: id, attempt: attempts + 1, failure: failure.word, state },
    'letter not delivered',
  )
  return 'not-sent'
}

/** Like `Promise.all`, but waits for the others too when one fails. */
async function allOf<T>(works: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works)
  return Promise.all(works)
}

async function failureOf(
  letter: PostedLetter,
  postman: Postman,
  log: PostLog,
): Promise<DeliveryFailure | undefined> {
  try {
    await postman.deliver(letter)
    return undefined
  } catch (error) {
    if (error instanceof DeliveryFailure) return error
    // Not a word of ours, such as a full disk under the folder of letters: its text is not about the letter.
    log.error({ err: error, letter: letter.id }, 'the postman failed')
    return new DeliveryFailure('unreachable')
  }
}

function noteOn(line: Line, failure: DeliveryFailure | undefined, now: number): void {
  if (failure?.word === 'unreachable') {
    line.failures += 1
    line.nextProbeAt = now + minute
  } else {
    line.failures = 0
  }
}

/** The part of the service that empties the outbox. */
export type Post = {
  /** Something was just posted: look at once. */
  nudge(): void
  /** Waits for the letters under way and starts no more. */
  stop(): Promise<void>
}

/** Empties the outbox now, on each nudge, and every few seconds. Does not keep the process alive by itself. */
export function startPost(
  { db, clock }: { db: Database; clock: () => number },
  postman: Postman,
  log: PostLog,
  { everyMs = 3000 }: { everyMs?: number } = {},
): Post {
  const line = newLine()
  const stopping = new AbortController()
  const { signal } = stopping
  let isNudged = false
  let round: Promise<void> | undefined

  async function work(): Promise<void> {
    do {
      isNudged = false
      try {
        await deliverWaiting({ db, postman, clock, log, line, signal })
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be emptied')
      }
    } while (isNudged && !signal.aborted)
    round = undefined
  }

  function nudge(): void {
    if (signal.aborted) return
    isNudged = true
    round ??= work()
  }

  const timer = setInterval(nudge, everyMs).unref()
  nudge()
  return {
    nudge,
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await round
    },
  }
}
