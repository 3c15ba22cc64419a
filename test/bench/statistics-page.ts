import { startBareServer, startBenchService, benchFolder } from './bench-service.ts'
import { makeManyRequests } from './many-requests.ts'
import { repeated, requestBytes, times, underLoad } from './load.ts'
import { median, percentile, rounded, type Result } from './result.ts'
import { fillInPages, keyOf, openVisitor, sendIn } from '../support/visitor.ts'

const size = 10_000
const connections = 32
const seconds = 3
const rounds = 3
/** How often something is written that the page has to show. */
const writes = 12

/**
 * The public statistics against a bare route that returns the same page as a constant; and what the page costs its first
 * reader after something was written.
 */
export async function measureStatisticsPage(say: (text: string) => void): Promise<Result> {
  say(`statistics: making ${size} requests`)
  const dataDir = benchFolder()
  await makeManyRequests(dataDir, size, Date.now())
  const service = await startBenchService(dataDir)
  const visitor = openVisitor(service.url)
  const page = await visitor.get('/statistics')
  const bare = await startBareServer(page.body)
  const chart = /<img\s+src="([^"]+)"/.exec(page.body)?.[1] ?? ''

  const candidates: Candidate[] = [
    { name: 'bare route, same page', port: bare.port, request: requestBytes('/page') },
    { name: 'statistics page', port: service.port, request: requestBytes('/statistics') },
    { name: 'its first chart', port: service.port, request: requestBytes(chart) },
  ]
  const runs = new Map(candidates.map(({ name }) => [name, [] as Run[]]))
  for (let round = -1; round < rounds; round += 1) {
    say(round < 0 ? 'statistics: warming up' : `statistics: round ${round + 1} of ${rounds}`)
    for (const { name, port, request } of candidates) {
      const run = await underLoad({
        port,
        connections,
        next: repeated(request, round < 0 ? 1 : seconds),
      })
      if (run.statuses.get(200) !== run.latencies.length) throw new Error(`${name} failed`)
      if (round >= 0) runs.get(name)?.push(run)
    }
  }
  say('statistics: after writes')
  const first = await afterWrites(service, page.body)
  visitor.leave()
  await service.stop()
  bare.stop()

  const speeds = (name: string) => (runs.get(name) ?? []).map(({ perSecond }) => perSecond)
  const [bareName = ''] = runs.keys()
  const ratio = (name: string) =>
    median(speeds(name).map((speed, round) => speed / (speeds(bareName)[round] ?? Number.NaN)))
  return {
    title: `GET /statistics: ${connections} connections, ${rounds} × ${seconds} s in turn, medians`,
    rows: [
      ...Array.from(runs, ([name, taken]) => {
        const latencies = taken.flatMap((run) => run.latencies)
        return {
          what: name,
          'per second': rounded(median(speeds(name))),
          'median ms': rounded(median(latencies)),
          'p99 ms': rounded(percentile(latencies, 99)),
          ratio: rounded(ratio(name)),
        }
      }),
      ...Object.entries(first).map(([name, latencies]) => ({
        what: `${name}, after a write`,
        'median ms': rounded(median(latencies)),
        'p99 ms': rounded(percentile(latencies, 99)),
      })),
    ],
    goals: [
      { what: 'statistics page / bare route', measured: ratio('statistics page'), atLeast: 0.4 },
      {
        what: 'statistics page, first reader after a write',
        measured: median(first['statistics page']),
        atMost: 100,
        unit: ' ms',
      },
    ],
    notes: [
      `The page has ${Buffer.byteLength(page.body)} bytes, of ${size} requests; its first chart is ${chart}.`,
      'After a write: a request is submitted, a second passes, and one reader asks; then the chart, drawn anew.',
    ],
  }
}

type Candidate = { name: string; port: number; request: Buffer }
type Run = { perSecond: number; latencies: number[] }

/** How long the first reader of each waits after a request was submitted, in milliseconds. */
async function afterWrites(
  { url, port }: { url: string; port: number },
  firstPage: string,
): Promise<Record<'statistics page' | 'its first chart', number[]>> {
  const taken = { 'statistics page': [] as number[], 'its first chart': [] as number[] }
  let shown = firstPage
  for (let write = 0; write < writes; write += 1) {
    const visitor = openVisitor(url)
    await fillInPages(visitor)
    await sendIn(visitor, keyOf(await visitor.get('/requests/new/check')))
    await new Promise((resolve) => setTimeout(resolve, 1100))
    taken['statistics page'].push(await once(port, '/statistics'))
    const page = await visitor.get('/statistics')
    if (page.body === shown) throw new Error('The page did not notice what was written')
    shown = page.body
    const chart = /<img\s+src="([^"]+)"/.exec(page.body)?.[1] ?? ''
    taken['its first chart'].push(await once(port, chart))
    visitor.leave()
  }
  return taken
}

async function once(port: number, path: string): Promise<number> {
  const { latencies, statuses } = await underLoad({
    port,
    connections: 1,
    next: times(requestBytes(path), 1),
  })
  if (statuses.get(200) !== 1) throw new Error(`${path} failed`)
  return latencies[0] ?? Number.NaN
}
