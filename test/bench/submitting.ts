import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { databaseFile } from '#src/database/start.ts'
import { fillIn, openVisitor, sendIn } from '../support/visitor.ts'
import {
  addressOf,
  benchFolder,
  concurrently,
  memoryOf,
  startBareServer,
  startBenchService,
} from './bench-service.ts'
import { each, requestBytes, underLoad, type Loaded } from './load.ts'
import { median, percentile, rounded, type Goal, type Result } from './result.ts'

const connections = 32
const rounds = 3
const formsPerRound = 100
const sendingsPerRound = 600
const submissionsInAll = 10_000

/** The whole form; its last step alone against a bare one; and the memory that ten thousand of them leave. */
export async function measureSubmitting(say: (text: string) => void): Promise<Result> {
  const dataDir = benchFolder()
  const service = await startBenchService(dataDir)
  const bare = await startBareServer('')
  await pause(1000)
  const idle = memoryOf(service)
  const writes = await countWrites(service.url, dataDir)
  let visitors = 1

  const wholeForms: Loaded[] = []
  const bareSendings: Loaded[] = []
  const sendings: Loaded[] = []
  for (let round = 0; round < rounds; round += 1) {
    say(`submit: round ${round + 1} of ${rounds}`)
    wholeForms.push(await sendWholeForms(service.url, formsPerRound, visitors))
    visitors += formsPerRound
    const prepared = await prepare(service.url, sendingsPerRound, visitors)
    visitors += sendingsPerRound
    bareSendings.push(await underLoad({ port: bare.port, connections, next: each(prepared) }))
    sendings.push(await underLoad({ port: service.port, connections, next: each(prepared) }))
  }
  for (const { statuses } of [...bareSendings, ...sendings])
    if (statuses.get(303) !== sendingsPerRound) throw new Error('Not every sending was taken')

  say('submit: filling up to ten thousand')
  await sendWholeForms(service.url, submissionsInAll - visitors, visitors)
  await pause(1000)
  const loaded = memoryOf(service)
  await service.stop()
  bare.stop()

  const perSecond = (runs: Loaded[]) => median(runs.map((run) => run.perSecond))
  const ratio = median(
    sendings.map((run, round) => run.perSecond / (bareSendings[round]?.perSecond ?? Number.NaN)),
  )
  const row = (what: string, runs: Loaded[]) => {
    const latencies = runs.flatMap((run) => run.latencies)
    return {
      what,
      '1/s': rounded(perSecond(runs)),
      'median ms': rounded(median(latencies)),
      'p99 ms': rounded(percentile(latencies, 99)),
    }
  }
  const memory: Goal[] = loaded
    ? [
        {
          what: `resident memory after ${submissionsInAll} submissions`,
          measured: loaded.now,
          atMost: 200,
          unit: ' MB',
        },
      ]
    : []
  return {
    title: `Submitting: ${connections} connections, ${rounds} rounds in turn, medians`,
    rows: [
      { ...row('bare POST, one durable row', bareSendings), ratio: 1 },
      { ...row('final POST /requests', sendings), ratio: rounded(ratio) },
      row('whole form, 9 pages to the receipt', wholeForms),
    ],
    goals: [{ what: 'final POST / bare POST', measured: ratio, atLeast: 0.4 }, ...memory],
    notes: [
      `One whole form is ${writes.whole} durable transactions, of which the final POST is ${writes.final}.`,
      ...(idle && loaded
        ? [
            `Resident memory: ${idle.now} MB idle, ${loaded.now} MB after, at most ${loaded.most} MB.`,
          ]
        : []),
    ],
  }
}

/** So many visitors fill in and send a form each, the nth at the nth service in turn. */
export async function sendWholeForms(
  urls: string | readonly string[],
  count: number,
  first: number,
): Promise<Loaded> {
  const places = typeof urls === 'string' ? [urls] : urls
  const latencies: number[] = []
  const started = performance.now()
  await concurrently(count, connections, async (n) => {
    const begun = performance.now()
    const visitor = openVisitor(places[n % places.length] ?? '', { from: addressOf(first + n) })
    const reference = await sendIn(visitor, await fillIn(visitor))
    const { status } = await visitor.get(`/requests/${reference}/receipt`)
    visitor.leave()
    if (status !== 200) throw new Error(`The receipt was answered with ${status}`)
    latencies.push(performance.now() - begun)
  })
  const perSecond = count / ((performance.now() - started) / 1000)
  return { perSecond, latencies, statuses: new Map(), lastLength: 0 }
}

/** Forms that are filled in by a visitor each and only need to be sent. */
export async function prepare(url: string, count: number, first: number): Promise<Buffer[]> {
  const requests: Buffer[] = []
  await concurrently(count, connections, async (n) => {
    const from = addressOf(first + n)
    const visitor = openVisitor(url, { from })
    const idempotencyKey = await fillIn(visitor)
    const body = new URLSearchParams({ _csrf: visitor.token(), idempotencyKey }).toString()
    requests.push(requestBytes('/requests', { cookie: visitor.cookies(), body, from }))
    visitor.leave()
  })
  return requests
}

/** How many transactions one visitor's form brings to the disk. */
async function countWrites(url: string, dataDir: string) {
  const visitor = openVisitor(url, { from: addressOf(0) })
  const before = countCommits(dataDir)
  const key = await fillIn(visitor)
  const filledIn = countCommits(dataDir)
  const reference = await sendIn(visitor, key)
  await visitor.get(`/requests/${reference}/receipt`)
  const after = countCommits(dataDir) // before the outbox is looked at again
  visitor.leave()
  return { whole: after - before, final: after - filledIn }
}

/**
 * The commits in SQLite's write-ahead log: after its head of 32 bytes come frames of 24 bytes and a page, and the
 * last frame of a transaction tells the size of the database. https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
function countCommits(dataDir: string): number {
  const log = readFileSync(`${databaseFile(dataDir)}-wal`)
  if (log.length < 32) return 0
  const frame = 24 + log.readUInt32BE(8)
  const salt = log.subarray(16, 24)
  let commits = 0
  for (let at = 32; at + frame <= log.length; at += frame) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break
    if (log.readUInt32BE(at + 4) > 0) commits += 1
  }
  return commits
}
