import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { Refusal } from '../../refusal.ts'
import { inTime } from '../in-time.ts'

/*
 * SQLite has one writer and waits for the disk once per COMMIT. So writes that wait at the same time share a
 * transaction, each inside its own savepoint, and are acknowledged together after the one COMMIT:
 *
 *   BEGIN IMMEDIATE
 *     SAVEPOINT job · first write  · RELEASE
 *     SAVEPOINT job · second write · ROLLBACK TO, RELEASE   (it failed, alone)
 *     SAVEPOINT job · third write  · RELEASE
 *   COMMIT                                                  (first and third hear that it is done)
 *
 * Nobody hears "done" before the disk has it, and a COMMIT that fails fails for all of them.
 */

export type Writer<Tx> = {
  /**
   * See `Database`. Only after `onBroken` may the next start find something stored that was refused.
   */
  write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Finishes what waits; every later write is refused. */
  close: () => Promise<void>
}

export type WriterOptions = {
  /**
   * The disk failed while committing. What the kernel still holds can no longer be trusted, so nothing is
   * written any more and the process should end and be started again.
   */
  onBroken?: (cause: unknown) => void
  /** How long a write waits while another process holds the file (milliseconds, 5,000 unless told). */
  longestWait?: number
  /** How long one transaction may take: while it waits for something slow, nobody writes (milliseconds, 5,000 unless told). */
  longestJob?: number
}

const jobsPerCommit = 100
const millisecondsPerCommit = 25 // a batch runs without a break; the pages of others wait for it
const mostWaiting = 10_000
const longestPause = 200

/**
 * Starts the one writer of a database file on a connection of its own. `handleOn` makes the handle that the
 * work gets; it must call `mayQuery` before each query, so that a transaction used after its end is noticed.
 */
export function startWriter<Tx>(
  sqlite: Sqlite.Database,
  handleOn: (sqlite: Sqlite.Database, mayQuery: () => void) => Tx,
  { onBroken, longestWait = 5_000, longestJob = 5_000 }: WriterOptions = {},
): Writer<Tx> {
  // We wait for the lock ourselves, between turns of the event loop; SQLite's own waiting would stop them all.
  sqlite.pragma('busy_timeout = 0')
  const begin = sqlite.prepare('BEGIN IMMEDIATE')
  const commit = sqlite.prepare('COMMIT')
  const rollback = sqlite.prepare('ROLLBACK')
  const savepoint = sqlite.prepare('SAVEPOINT job')
  const release = sqlite.prepare('RELEASE job')
  const rollbackToSavepoint = sqlite.prepare('ROLLBACK TO job')

  const current = new AsyncLocalStorage<{ isOpen: boolean }>()
  const tx = handleOn(sqlite, () => {
    if (current.getStore()?.isOpen !== true) {
      throw new Error('A transaction was used outside the work it was given to')
    }
    // A full disk can end it behind our back; the next statement would then be a transaction of its own.
    if (!sqlite.inTransaction) throw new Error('The transaction was rolled back by SQLite')
  })

  const waiting: Job[] = []
  let serving: Promise<void> | undefined
  let ended: 'closed' | 'broken' | undefined

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (current.getStore()?.isOpen === true) {
      throw new Error('db.write was called inside db.write: hand the tx on instead')
    }
    if (ended === 'closed') throw new Error('The database is closed')
    if (ended === 'broken' || waiting.length >= mostWaiting) throw new Refusal('busy', 'try-again')
    return new Promise<T>((resolve, reject) => {
      waiting.push({
        since: performance.now(),
        reject,
        run: async () => {
          const value = await work(tx)
          return () => resolve(value)
        },
      })
      serving ??= serve()
    })
  }

  async function close(): Promise<void> {
    ended ??= 'closed'
    await serving
  }

  async function serve(): Promise<void> {
    await nextTurn() // whoever else wants to write in this turn of the event loop comes along
    while (waiting.length > 0) {
      if (await hasBegun()) await runBatch()
      await nextTurn()
    }
    serving = undefined
  }

  /** Takes the write lock. While another process has it, tries again and again; false when nobody waits any more. */
  async function hasBegun(): Promise<boolean> {
    for (let wait = 5; waiting.length > 0; wait = Math.min(wait * 2, longestPause)) {
      try {
        begin.run()
        return true
      } catch (error) {
        if (codeOf(error).startsWith('SQLITE_BUSY')) refuseWaiting(error, longestWait)
        else refuseWaiting(error)
      }
      await pause(wait)
    }
    return false
  }

  async function runBatch(): Promise<void> {
    const done: Done[] = []
    const started = performance.now()
    while (done.length < jobsPerCommit && performance.now() - started < millisecondsPerCommit) {
      const job = waiting.shift()
      if (!job) break
      const acknowledge = await runJob(job)
      if (acknowledge) done.push({ acknowledge, reject: job.reject })
      // Some errors (a full disk, no memory) make SQLite roll everything back, the others' work too.
      if (!sqlite.inTransaction) return refuse(done, new Refusal('busy', 'try-again'))
    }

    try {
      commit.run()
    } catch (error) {
      if (sqlite.inTransaction) rollback.run()
      refuse(done, asRefusal(error))
      if (isBroken(error)) stop(error)
      return
    }
    for (const { acknowledge } of done) acknowledge()
  }

  /** Runs one job in its savepoint; what it returns tells the caller, after the COMMIT. Undefined when it failed. */
  async function runJob(job: Job): Promise<(() => void) | undefined> {
    const scope = { isOpen: true }
    try {
      savepoint.run()
      const acknowledge = await inTime(current.run(scope, job.run), longestJob)
      release.run()
      return acknowledge
    } catch (error) {
      if (sqlite.inTransaction) {
        rollbackToSavepoint.run()
        release.run()
      }
      job.reject(asRefusal(error))
      return undefined
    } finally {
      scope.isOpen = false
    }
  }

  function refuseWaiting(cause: unknown, atLeast = 0): void {
    const now = performance.now()
    const late = waiting.findLastIndex((job) => now - job.since >= atLeast)
    for (const job of waiting.splice(0, late + 1)) job.reject(asRefusal(cause))
  }

  function stop(cause: unknown): void {
    ended = 'broken'
    refuseWaiting(cause)
    onBroken?.(cause)
  }

  return { write, close }
}

type Job = {
  /** When it came (monotonic milliseconds). */
  since: number
  run: () => Promise<() => void>
  reject: (reason: unknown) => void
}

type Done = { acknowledge: () => void; reject: (reason: unknown) => void }

function refuse(done: Done[], reason: unknown): void {
  for (const { reject } of done) reject(reason)
}

/** What the person can be told about a failing disk; any other error stays what it is. */
function asRefusal(error: unknown): unknown {
  const code = codeOf(error)
  if (isFull(code)) return new Refusal('busy', 'storage-full', { cause: error })
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_IOERR')) {
    return new Refusal('busy', 'try-again', { cause: error })
  }
  return error
}

function isBroken(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_IOERR') && !isFull(code)
}

/** The index beside the log could not grow: on a full disk SQLite says so with an I/O error of its own. */
function isFull(code: string): boolean {
  return code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE'
}

function codeOf(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : ''
}
