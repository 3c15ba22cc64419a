import { benchFolder, startBenchService } from './bench-service.ts'
import { makeManyRequests } from './many-requests.ts'
import { pagesOf, take, type Pages } from './pages.ts'
import { median, percentile, rounded, type Goal, type Result } from './result.ts'

const sizes = [1000, 100_000] as const
const rounds = 3
const perRound = 100
const warmUp = 20

/** How the pages that grow with the number of requests grow. */
export async function measureSizes(say: (text: string) => void): Promise<Result> {
  const now = Date.now()
  const services: Measured[] = []
  for (const size of sizes) {
    say(`queue: making ${size} requests`)
    const dataDir = benchFolder()
    const made = await makeManyRequests(dataDir, size, now)
    const { port, url } = await startBenchService(dataDir)
    services.push({ size, open: made.open, port, pages: await pagesOf(url, made, now) })
  }

  const [small, large] = services
  if (!small || !large) throw new Error('Two sizes are compared')
  const names = small.pages.map(({ name }) => name)
  const taken = new Map(
    names.map((name) => [name, { small: [] as number[][], large: [] as number[][] }]),
  )
  for (let round = -1; round < rounds; round += 1) {
    say(round < 0 ? 'queue: warming up' : `queue: round ${round + 1} of ${rounds}`)
    for (const name of names) {
      const inSmall = await take(small, name, round < 0 ? warmUp : perRound)
      const inLarge = await take(large, name, round < 0 ? warmUp : perRound)
      if (round < 0) continue
      taken.get(name)?.small.push(inSmall)
      taken.get(name)?.large.push(inLarge)
    }
  }

  const ratios = new Map(
    [...taken].map(([name, runs]) => [
      name,
      median(runs.large.map((run, round) => median(run) / median(runs.small[round] ?? []))),
    ]),
  )
  const goal = (name: string, atMost: number): Goal => ({
    what: `${name}, ${large.size} / ${small.size}`,
    measured: ratios.get(name) ?? Number.NaN,
    atMost,
  })
  return {
    title: `Pages at ${small.size} and ${large.size} requests: one after the other, ${rounds} × ${perRound}`,
    rows: [...taken].map(([name, runs]) => ({
      page: name,
      [`median ms at ${small.size}`]: rounded(median(runs.small.map((run) => median(run)))),
      [`p99 at ${small.size}`]: rounded(percentile(runs.small.flat(), 99)),
      [`median ms at ${large.size}`]: rounded(median(runs.large.map((run) => median(run)))),
      [`p99 at ${large.size}`]: rounded(percentile(runs.large.flat(), 99)),
      ratio: rounded(ratios.get(name) ?? Number.NaN),
    })),
    goals: [
      goal('queue, secretary', 2),
      goal('queue, officer', 2),
      goal('report, this month', 5),
      goal('report, last month', 5),
    ],
    notes: services.map(({ size, open }) => `Of ${size} requests ${open} are open.`),
  }
}

type Measured = Pages & {
  size: number
  open: number
}
