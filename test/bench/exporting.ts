import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { monthOf, dayOf } from '#src/calendar/calendar.ts'
import { demoPassword } from '#src/demo/department.ts'
import { findPostgres } from '../support/postgres-server.ts'
import { asAdmin, withName } from '../support/postgres.ts'
import type { ServiceProcess } from '../support/service-process.ts'
import { openVisitor, type Visitor } from '../support/visitor.ts'
import { benchFolder, memoryOf, startBenchPostgres, startBenchService } from './bench-service.ts'
import type { Read, Reading } from './export-reader.ts'
import { atRate } from './load.ts'
import { makeManyRequests } from './many-requests.ts'
import { median, percentile, rounded, type Goal, type Result } from './result.ts'
import { moveToServer } from './scale.ts'
import { prepare, sendWholeForms } from './submitting.ts'

const usualSize = 1_000_000
const rounds = 10
const formsPerRound = 250
const formsPerSecond = 25
const warmUpForms = 200

/**
 * All requests exported row by row: the memory that it takes, and what those notice who send forms meanwhile. `size`:
 * how many requests; a million take two minutes to make, and as much again to move to PostgreSQL.
 */
export async function measureExport(
  say: (text: string) => void,
  { size = usualSize }: { size?: number | undefined } = {},
): Promise<Result> {
  const now = Date.now()
  const dataDir = benchFolder()
  say(`export: making ${size} requests`)
  const made = performance.now()
  await makeManyRequests(dataDir, size, now, { lean: true })
  const notes = [`Making ${size} requests took ${secondsSince(made)} s.`]
  const measured = [await measureOn('SQLite', await startBenchService(dataDir), size, now, say)]
  if (findPostgres() !== undefined) {
    const server = await startBenchPostgres()
    const databaseUrl = withName(server.url, 'khamkho')
    await asAdmin(server.url, (client) => client.query('CREATE DATABASE khamkho'))
    say('export: moving them to PostgreSQL')
    const took = await moveToServer(dataDir, databaseUrl)
    notes.push(`Moving them to PostgreSQL took ${rounded(took)} s.`)
    rmSync(path.join(dataDir, 'moved.txt'))
    const service = await startBenchService(benchFolder(), { DATABASE_URL: databaseUrl })
    measured.push(await measureOn('PostgreSQL', service, size, now, say))
  }
  return {
    title: `Export of ${size} requests, and ${formsPerSecond} forms a second sent meanwhile: ${rounds} rounds of ${formsPerRound} without and with it, medians`,
    rows: measured.flatMap(({ rows }) => rows),
    goals: measured.flatMap(({ goals }) => goals),
    notes: [...notes, ...measured.flatMap((one) => one.notes)],
  }
}

/** One service, which is stopped in the end. */
export async function measureOn(
  database: string,
  service: ServiceProcess,
  size: number,
  now: number,
  say: (text: string) => void,
): Promise<Pick<Result, 'rows' | 'goals' | 'notes'>> {
  const secretary = openVisitor(service.url)
  await secretary.get('/staff/sign-in')
  await secretary.post('/staff/sign-in', { username: 'secretary', password: demoPassword })
  let visitors = 1
  const send = async () => {
    const forms = await prepare(service.url, formsPerRound, visitors)
    visitors += formsPerRound
    await pause(500)
    return () => atRate({ port: service.port, requests: forms, perSecond: formsPerSecond })
  }

  say(`export: warming up at ${database}`)
  await sendWholeForms(service.url, warmUpForms, visitors)
  visitors += warmUpForms
  const ratios: number[] = []
  const pairs: string[] = []
  const without: number[] = []
  const beside: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    say(`export: round ${round + 1} of ${rounds} at ${database}`)
    const sendAlone = await send()
    const sendBeside = await send()
    const besideAnExport = async () => {
      const reading = await startReading(service, secretary, now)
      const latencies = await sendBeside()
      if (!reading.isUnderWay()) throw new Error('The export ended too soon: take more requests')
      await reading.leave()
      await pause(1000)
      return latencies
    }
    // In turns the one and the other first, for what else goes on in this machine.
    const early = round % 2 === 0 ? await sendAlone() : undefined
    const together = await besideAnExport()
    const alone = early ?? (await sendAlone())
    without.push(...alone)
    beside.push(...together)
    ratios.push(percentile(together, 99) / percentile(alone, 99))
    pairs.push([percentile(alone, 99), percentile(together, 99)].map(rounded).join('→'))
  }

  say(`export: all of it at ${database}`)
  await pause(3000)
  const before = memoryOf(service)?.now
  let most = before ?? 0
  const watch = setInterval(() => (most = Math.max(most, memoryOf(service)?.now ?? 0)), 50)
  const { whole } = await startReading(service, secretary, now)
  const read = await whole
  clearInterval(watch)
  if (read.lines <= size) throw new Error(`Only ${read.lines} lines came`)
  const { body } = await secretary.get('/staff/exports')
  if (!body.replaceAll('<wbr />', '').includes(read.sha256))
    throw new Error('What came is not what was written down')
  secretary.leave()
  await service.stop()

  const times = (what: string, latencies: number[]) => ({
    what: `form sent, ${what}, ${database}`,
    'median ms': rounded(median(latencies)),
    'p99 ms': rounded(percentile(latencies, 99)),
  })
  const memory: Goal[] =
    before === undefined
      ? []
      : [
          {
            what: `growth of the memory by an export of ${read.lines - 1} rows, ${database}`,
            measured: most - before,
            atMost: 64,
            unit: ' MB',
          },
        ]
  return {
    rows: [
      times('no export', without),
      { ...times('beside an export', beside), 'p99 / p99 without': rounded(median(ratios)) },
    ],
    goals: [
      {
        what: `p99 of a form beside an export / without, ${database}`,
        measured: median(ratios),
        atMost: 1.2,
      },
      ...memory,
    ],
    notes: [
      `${database}: ${read.lines - 1} rows, ${Math.round(read.bytes / 1e6)} MB in ${rounded(read.seconds)} s, with contacts; the sum is the one written down. p99 of each round, without→with (ms): ${pairs.join(', ')}.`,
    ],
  }
}

type UnderWay = {
  whole: Promise<Read>
  isUnderWay(): boolean
  /** Closes the connection in the middle. */
  leave(): Promise<void>
}

/** Orders an export, and resolves when the file begins to come. */
async function startReading(
  { url }: ServiceProcess,
  secretary: Visitor,
  now: number,
): Promise<UnderWay> {
  await secretary.get('/staff/exports')
  const { location } = await secretary.post('/staff/exports', {
    from: '2000-01',
    to: monthOf(dayOf(now)),
    reason: 'bench',
    withContacts: 'yes',
  })
  const id = /\?ordered=(\d+)$/.exec(location)?.[1]
  if (id === undefined) throw new Error('The export was not ordered')
  const reading: Reading = { url: `${url}/staff/exports/${id}/file`, cookie: secretary.cookies() }
  const program = fileURLToPath(new URL('export-reader.ts', import.meta.url))
  const reader = spawn(process.execPath, [program, JSON.stringify(reading)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface(reader.stdout)[Symbol.asyncIterator]()
  await lines.next()
  let isUnderWay = true
  const whole = lines.next().then(({ value }) => {
    isUnderWay = false
    const read: Read = JSON.parse(value ?? '{}')
    if (read.status !== 200) throw new Error(`The export was answered with ${read.status}`)
    return read
  })
  whole.catch(() => {}) // whoever leaves does not wait for it
  return {
    whole,
    isUnderWay: () => isUnderWay,
    async leave() {
      reader.kill()
      await once(reader, 'close')
    },
  }
}

function secondsSince(start: number): number {
  return rounded((performance.now() - start) / 1000)
}
