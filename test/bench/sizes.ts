import { previousMonth } from '#src/calendar/fiscal-year.ts'
import { dayOf, monthOf } from '#src/calendar/calendar.ts'
import { demoPassword } from '#src/demo/department.ts'
import { openVisitor } from '../support/visitor.ts'
import { benchFolder, startBenchService } from './bench-service.ts'
import { requestBytes, times, underLoad } from './load.ts'
import { makeManyRequests, trackingCode } from './many-requests.ts'
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

type Measured = {
  size: number
  open: number
  port: number
  pages: { name: string; request: Buffer }[]
}

async function pagesOf(
  url: string,
  { answered, atHand }: { answered: string; atHand: string },
  now: number,
): Promise<Measured['pages']> {
  const secretary = await signedIn(url, 'secretary')
  const officer = await signedIn(url, 'officer')
  const follower = await following(url, answered)
  const month = monthOf(dayOf(now))
  const page = (name: string, path: string, cookie?: string) => ({
    name,
    request: requestBytes(path, cookie === undefined ? {} : { cookie }),
  })
  const word = encodeURIComponent('สถิติการใช้ห้องสมุด')
  return [
    page('queue, secretary', '/staff', secretary),
    page('queue, officer', '/staff', officer),
    page('queue, officer, own', '/staff?tab=mine', officer),
    page('queue, overdue', '/staff?tab=overdue', secretary),
    page('queue, answered ones', '/staff?status=answered', secretary),
    page('queue, words', `/staff?q=${word}`, secretary),
    page('queue, no such word', '/staff?q=zzzzzz', secretary),
    page('request, staff', `/staff/requests/${atHand}`, secretary),
    page('report, this month', `/staff/reports/${month}`, secretary),
    page('report, last month', `/staff/reports/${previousMonth(month)}`, secretary),
    page('track', '/track'),
    page('request, requester', `/requests/${answered}`, follower),
    page('form page', '/requests/new/information'),
  ]
}

async function signedIn(url: string, username: string): Promise<string> {
  const visitor = openVisitor(url)
  await visitor.get('/staff/sign-in')
  const { status } = await visitor.post('/staff/sign-in', { username, password: demoPassword })
  if (status !== 303) throw new Error(`${username} could not sign in: ${status}`)
  visitor.leave()
  return visitor.cookies()
}

async function following(url: string, reference: string): Promise<string> {
  const visitor = openVisitor(url)
  await visitor.get('/track')
  const { status } = await visitor.post('/track', { reference, code: trackingCode })
  if (status !== 303) throw new Error(`${reference} could not be followed: ${status}`)
  visitor.leave()
  return visitor.cookies()
}

async function take({ port, pages }: Measured, name: string, count: number): Promise<number[]> {
  const page = pages.find((one) => one.name === name)
  if (!page) throw new Error(`There is no page ${name}`)
  const { latencies, statuses } = await underLoad({
    port,
    connections: 1,
    next: times(page.request, count),
  })
  if (statuses.get(200) !== count) throw new Error(`${name} failed: ${[...statuses].join(' ')}`)
  return latencies
}
