import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findPostgres, noPostgres } from '../support/postgres-server.ts'
import { asAdmin, withName } from '../support/postgres.ts'
import type { ServiceProcess } from '../support/service-process.ts'
import { benchFolder, startBenchPostgres, startBenchService } from './bench-service.ts'
import { repeated, underLoad, type Loaded } from './load.ts'
import { makeManyRequests } from './many-requests.ts'
import { pagesOf, take, type Pages } from './pages.ts'
import { median, percentile, rounded, type Result } from './result.ts'
import { holdToShare } from './share-of-a-core.ts'
import { sendWholeForms } from './submitting.ts'

const size = 100_000
const rounds = 3
const perRound = 60
const warmUp = 15
const connections = 32
const seconds = 3
const formsPerRound = 100
/** Of one core, for each process: so much that two of them, the server and the load find room on two cores. */
const share = 0.25

/** The pages most is read of; under load they are asked for by many at once. */
const readUnderLoad = ['form page', 'queue, officer', 'request, staff', 'report, this month']

/** The same requests on SQLite, and moved to PostgreSQL with one process and with two. */
export async function measureScale(say: (text: string) => void): Promise<Result> {
  if (findPostgres() === undefined) return { title: noPostgres, rows: [], goals: [], notes: [] }
  const now = Date.now()
  const dataDir = benchFolder()
  say(`scale: making ${size} requests`)
  const made = await makeManyRequests(dataDir, size, now)
  const server = await startBenchPostgres()
  const databaseUrl = withName(server.url, 'khamkho')
  await asAdmin(server.url, (client) => client.query('CREATE DATABASE khamkho'))
  say('scale: moving them to PostgreSQL')
  const movedIn = await moveToServer(dataDir, databaseUrl)
  rmSync(path.join(dataDir, 'moved.txt')) // both are measured, and nothing is served from a folder with this note

  const sqlite = await startBenchService(dataDir)
  const [one, other] = [
    await startBenchService(benchFolder(), { DATABASE_URL: databaseUrl }),
    await startBenchService(benchFolder(), { DATABASE_URL: databaseUrl }),
  ]
  const places: Place[] = [
    { name: 'SQLite', services: [sqlite] },
    { name: 'PostgreSQL', services: [one] },
    { name: 'PostgreSQL, two processes', services: [one, other] },
  ]
  const looked = new Map<ServiceProcess, Pages>()
  for (const service of [sqlite, one, other])
    looked.set(service, { port: service.port, pages: await pagesOf(service.url, made, now) })

  const alone = await takeAlone([pagesAt(looked, sqlite), pagesAt(looked, one)], say)
  const reads = new Map<string, Loaded[]>()
  const forms = new Map<string, Loaded[]>()
  let visitors = 1
  for (let round = -1; round < rounds; round += 1) {
    say(round < 0 ? 'scale: warming up' : `scale: round ${round + 1} of ${rounds}`)
    for (const { name, services } of places) {
      const isWarmingUp = round < 0
      const count = isWarmingUp ? 20 : formsPerRound
      const sent = await sendWholeForms(
        services.map(({ url }) => url),
        count,
        visitors,
      )
      visitors += count
      if (!isWarmingUp) add(forms, name, sent)
      for (const page of readUnderLoad) {
        const read = await readAtOnce(
          services.map((service) => pagesAt(looked, service)),
          page,
          isWarmingUp ? 0.5 : seconds,
        )
        if (!isWarmingUp) add(reads, `${page} at ${name}`, read)
      }
    }
  }
  say('scale: on a share of a core each')
  const shared = await readOnShares([one, other], (service) => pagesAt(looked, service))
  for (const service of [sqlite, one, other]) await service.stop()

  const ratioOf = (runs: Map<string, Loaded[]>, what: string, base: string) =>
    median(
      (runs.get(what) ?? []).map(
        (run, round) => run.perSecond / (runs.get(base)?.[round]?.perSecond ?? Number.NaN),
      ),
    )
  const bySecond = (runs: Map<string, Loaded[]>, what: string) =>
    rounded(median((runs.get(what) ?? []).map(({ perSecond }) => perSecond)))
  const [first = '', second = '', third = ''] = places.map(({ name }) => name)
  return {
    title: `SQLite and PostgreSQL at ${size} requests: pages one after the other (${rounds} × ${perRound}), then ${connections} at once (${rounds} × ${seconds} s), medians`,
    rows: [
      ...alone.map(({ page, onSqlite, onPostgres, ratio }) => ({
        what: page,
        [first]: `${rounded(median(onSqlite))} ms`,
        [second]: `${rounded(median(onPostgres))} ms`,
        'p99 there': `${rounded(percentile(onPostgres, 99))} ms`,
        'PostgreSQL / SQLite': rounded(ratio),
      })),
      ...readUnderLoad.map((page) => ({
        what: `${page}, ${connections} at once`,
        [first]: `${bySecond(reads, `${page} at ${first}`)}/s`,
        [second]: `${bySecond(reads, `${page} at ${second}`)}/s`,
        [third]: `${bySecond(reads, `${page} at ${third}`)}/s`,
        'two / one': rounded(ratioOf(reads, `${page} at ${third}`, `${page} at ${second}`)),
      })),
      ...shared.map(({ page, one: single, two, ratio }) => ({
        what: `${page}, on ${share} of a core each`,
        [second]: `${rounded(single)}/s`,
        [third]: `${rounded(two)}/s`,
        'two / one': rounded(ratio),
      })),
      {
        what: 'whole form, 9 pages to the receipt',
        [first]: `${bySecond(forms, first)}/s`,
        [second]: `${bySecond(forms, second)}/s`,
        [third]: `${bySecond(forms, third)}/s`,
        'PostgreSQL / SQLite': rounded(ratioOf(forms, second, first)),
        'two / one': rounded(ratioOf(forms, third, second)),
      },
    ],
    goals: [
      ...alone.map(({ page, ratio }) => ({
        what: `${page}, PostgreSQL / SQLite`,
        measured: ratio,
        atMost: 5,
      })),
      ...shared.map(({ page, ratio }) => ({
        what: `${page}, two processes / one, on ${share} of a core each`,
        measured: ratio,
        atLeast: 1.6,
      })),
    ],
    notes: [
      `The move of ${size} requests took ${rounded(movedIn)} s.`,
      'Service, server and load share this machine: where they fill its cores, a second process adds nothing.',
      ...(shared.length === 0
        ? ['Processes cannot be held to a share of a core here: that takes Linux and root.']
        : []),
    ],
  }
}

type Place = { name: string; services: ServiceProcess[] }

/** Moves the folder the way whoever runs the service does. Gives the seconds it took. */
export async function moveToServer(dataDir: string, databaseUrl: string): Promise<number> {
  const checkout = fileURLToPath(new URL('../..', import.meta.url))
  const started = performance.now()
  await promisify(execFile)('sh', ['src/khamkho.sh', 'move'], {
    cwd: checkout,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
  })
  return (performance.now() - started) / 1000
}

function pagesAt(looked: Map<ServiceProcess, Pages>, service: ServiceProcess): Pages {
  const pages = looked.get(service)
  if (!pages) throw new Error('Nobody has looked there')
  return pages
}

/** Every page for one person who waits for it, on both databases in turn. */
async function takeAlone([sqlite, postgres]: [Pages, Pages], say: (text: string) => void) {
  const taken = sqlite.pages.map(({ name }) => ({
    page: name,
    onSqlite: [] as number[],
    onPostgres: [] as number[],
    ratios: [] as number[],
  }))
  for (let round = -1; round < rounds; round += 1) {
    say(
      round < 0
        ? 'scale: looking at each page'
        : `scale: each page, round ${round + 1} of ${rounds}`,
    )
    for (const one of taken) {
      const onSqlite = await take(sqlite, one.page, round < 0 ? warmUp : perRound)
      const onPostgres = await take(postgres, one.page, round < 0 ? warmUp : perRound)
      if (round < 0) continue
      one.onSqlite.push(...onSqlite)
      one.onPostgres.push(...onPostgres)
      one.ratios.push(median(onPostgres) / median(onSqlite))
    }
  }
  return taken.map((one) => ({ ...one, ratio: median(one.ratios) }))
}

/** One page for many at once, spread evenly over the processes. */
async function readAtOnce(
  places: readonly Pages[],
  name: string,
  forSeconds: number,
): Promise<Loaded> {
  const runs = await Promise.all(
    places.map(({ port, pages }) => {
      const page = pages.find((one) => one.name === name)
      if (!page) throw new Error(`There is no page ${name}`)
      return underLoad({
        port,
        connections: connections / places.length,
        next: repeated(page.request, forSeconds),
      })
    }),
  )
  for (const { statuses } of runs)
    if ([...statuses.keys()].some((status) => status !== 200))
      throw new Error(`${name} failed: ${[...statuses].join(' ')}`)
  return {
    perSecond: runs.reduce((sum, { perSecond }) => sum + perSecond, 0),
    latencies: runs.flatMap(({ latencies }) => latencies),
    statuses: new Map(),
    lastLength: 0,
  }
}

/** What a second process adds while cores last: each has a share of one, as on a machine of its own. */
async function readOnShares(
  services: readonly ServiceProcess[],
  pagesOfOne: (service: ServiceProcess) => Pages,
): Promise<{ page: string; one: number; two: number; ratio: number }[]> {
  const releases = services.map(({ pid }) => holdToShare(pid, share))
  const all = services.map(pagesOfOne)
  const results = []
  for (const page of releases.every(Boolean) ? readUnderLoad : []) {
    const runs: { one: number; two: number }[] = []
    for (let round = -1; round < rounds; round += 1) {
      const forSeconds = round < 0 ? 1 : seconds
      const { perSecond: one } = await readAtOnce(all.slice(0, 1), page, forSeconds)
      const { perSecond: two } = await readAtOnce(all, page, forSeconds)
      if (round >= 0) runs.push({ one, two })
    }
    results.push({
      page,
      one: median(runs.map(({ one }) => one)),
      two: median(runs.map(({ two }) => two)),
      ratio: median(runs.map(({ one, two }) => two / one)),
    })
  }
  for (const release of releases) release?.()
  return results
}

function add(runs: Map<string, Loaded[]>, what: string, run: Loaded): void {
  runs.set(what, [...(runs.get(what) ?? []), run])
}
