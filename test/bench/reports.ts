import { rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { databaseFile } from '#src/database/start.ts'
import { findPostgres } from '../support/postgres-server.ts'
import { asAdmin, withName } from '../support/postgres.ts'
import type { ServiceProcess } from '../support/service-process.ts'
import { benchFolder, startBenchPostgres, startBenchService } from './bench-service.ts'
import { makeManyRequests } from './many-requests.ts'
import { reportsOf, take, type Pages } from './pages.ts'
import { median, percentile, rounded, type Goal, type Result } from './result.ts'
import { moveToServer } from './scale.ts'

const smallSize = 10_000
const usualSize = 1_000_000
const rounds = 3
const perRound = 60
const warmUp = 15
const atMost = 5

/**
 * The month report where a department has had a million requests, against one that has had ten thousand, on both
 * databases. `size`: how many requests instead of a million, which take two minutes to make and three to move.
 */
export async function measureReports(
  say: (text: string) => void,
  { size = usualSize }: { size?: number | undefined } = {},
): Promise<Result> {
  const now = Date.now()
  const sizes = [smallSize, size]
  const folders = sizes.map(() => benchFolder())
  const notes: string[] = []
  for (const [index, count] of sizes.entries()) {
    say(`report: making ${count} requests`)
    const dataDir = folders[index] ?? ''
    await makeManyRequests(dataDir, count, now, { lean: true })
    notes.push(`${count} requests have ${countEvents(dataDir)} events.`)
  }
  const measured = [
    await compare(
      'SQLite',
      folders.map((dataDir) => ({ dataDir })),
      now,
      say,
    ),
  ]
  if (findPostgres() !== undefined) {
    const server = await startBenchPostgres()
    const moved: { dataDir: string; databaseUrl: string }[] = []
    for (const [index, dataDir] of folders.entries()) {
      say(`report: moving ${sizes[index]} requests to PostgreSQL`)
      await asAdmin(server.url, (client) => client.query(`CREATE DATABASE reports${index}`))
      const databaseUrl = withName(server.url, `reports${index}`)
      await moveToServer(dataDir, databaseUrl)
      rmSync(path.join(dataDir, 'moved.txt'))
      moved.push({ dataDir: benchFolder(), databaseUrl })
    }
    measured.push(await compare('PostgreSQL', moved, now, say))
  }
  return {
    title: `Reports at ${smallSize} and ${size} requests: one after the other, ${rounds} × ${perRound}`,
    rows: measured.flatMap(({ rows }) => rows),
    goals: measured.flatMap(({ goals }) => goals),
    notes,
  }
}

function countEvents(dataDir: string): number {
  const sqlite = new Sqlite(databaseFile(dataDir), { readonly: true })
  const count = sqlite.prepare<[], number>('SELECT count(*) FROM events').pluck().get()
  sqlite.close()
  return count ?? 0
}

async function compare(
  database: string,
  places: readonly { dataDir: string; databaseUrl?: string }[],
  now: number,
  say: (text: string) => void,
): Promise<Pick<Result, 'rows' | 'goals'>> {
  const services: Pages[] = []
  const running: ServiceProcess[] = []
  for (const { dataDir, databaseUrl } of places) {
    const settings = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
    const service = await startBenchService(dataDir, settings)
    running.push(service)
    services.push({ port: service.port, pages: await reportsOf(service.url, now) })
  }
  const [small, large] = services
  if (!small || !large) throw new Error('Two sizes are compared')
  const taken = new Map(
    small.pages.map(({ name }) => [name, { small: [] as number[][], large: [] as number[][] }]),
  )
  for (let round = -1; round < rounds; round += 1) {
    say(round < 0 ? `report: warming up on ${database}` : `report: round ${round + 1} of ${rounds}`)
    for (const [name, runs] of taken) {
      const inSmall = await take(small, name, round < 0 ? warmUp : perRound)
      const inLarge = await take(large, name, round < 0 ? warmUp : perRound)
      if (round < 0) continue
      runs.small.push(inSmall)
      runs.large.push(inLarge)
    }
  }
  for (const service of running) await service.stop()
  const ratioOf = (name: string) => {
    const runs = taken.get(name)
    const ratios = runs?.large.map((run, round) => median(run) / median(runs.small[round] ?? []))
    return median(ratios ?? [])
  }
  return {
    rows: [...taken].map(([name, runs]) => ({
      page: `${name}, ${database}`,
      'median ms, small': rounded(median(runs.small.map((run) => median(run)))),
      'median ms, large': rounded(median(runs.large.map((run) => median(run)))),
      'p99, large': rounded(percentile(runs.large.flat(), 99)),
      ratio: rounded(ratioOf(name)),
    })),
    goals: [...taken.keys()].map((name): Goal => ({
      what: `${name}, ${database}, large / small`,
      measured: ratioOf(name),
      atMost,
    })),
  }
}
