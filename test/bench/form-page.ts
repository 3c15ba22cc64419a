import { startBareServer, startBenchService, benchFolder } from './bench-service.ts'
import { repeated, requestBytes, underLoad } from './load.ts'
import { median, percentile, rounded, type Result } from './result.ts'
import { fillInPages, openVisitor } from '../support/visitor.ts'

const connections = 32
const seconds = 3
const rounds = 3

/** The first page of the form against a bare route that returns the same page as a constant. */
export async function measureFormPage(): Promise<Result> {
  const service = await startBenchService(benchFolder())
  const visitor = openVisitor(service.url)
  const { body } = await visitor.get('/requests/new/information')
  await fillInPages(visitor)
  const bare = await startBareServer(body)

  const candidates = [
    { name: 'bare route, same page', port: bare.port, request: requestBytes('/page') },
    {
      name: 'form page, first visit',
      port: service.port,
      request: requestBytes('/requests/new/information'),
    },
    {
      name: 'form page, with a draft',
      port: service.port,
      request: requestBytes('/requests/new/information', { cookie: visitor.cookies() }),
    },
  ]
  const runs = new Map(
    candidates.map(({ name }) => [name, [] as { perSecond: number; latencies: number[] }[]]),
  )
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, port, request } of candidates) {
      const isWarmingUp = round < 0
      const run = await underLoad({
        port,
        connections,
        next: repeated(request, isWarmingUp ? 1 : seconds),
      })
      if (run.statuses.get(200) !== run.latencies.length) throw new Error(`${name} failed`)
      if (!isWarmingUp) runs.get(name)?.push(run)
    }
  }
  visitor.leave()
  await service.stop()
  bare.stop()

  const speeds = (name: string) => (runs.get(name) ?? []).map(({ perSecond }) => perSecond)
  const [bareName = ''] = runs.keys()
  const ratio = (name: string) =>
    median(speeds(name).map((speed, round) => speed / (speeds(bareName)[round] ?? Number.NaN)))
  return {
    title: `GET form page: ${connections} connections, ${rounds} × ${seconds} s in turn, medians`,
    rows: [...runs].map(([name, taken]) => {
      const latencies = taken.flatMap((run) => run.latencies)
      return {
        what: name,
        'pages/s': rounded(median(speeds(name))),
        'median ms': rounded(median(latencies)),
        'p99 ms': rounded(percentile(latencies, 99)),
        ratio: rounded(ratio(name)),
      }
    }),
    goals: [
      { what: 'form page / bare route', measured: ratio('form page, first visit'), atLeast: 0.5 },
    ],
    notes: [`The page has ${Buffer.byteLength(body)} bytes.`],
  }
}
