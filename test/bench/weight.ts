import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { openVisitor, fillIn, fillInPages, sendIn } from '../support/visitor.ts'
import { benchFolder, startBenchService } from './bench-service.ts'
import { makeManyRequests, trackingCode } from './many-requests.ts'
import { rounded, type Result } from './result.ts'

const chromiumPath = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => existsSync(path))

/** What each public page weighs on the wire: with an empty cache, and when it is opened again. */
export async function measureWeight(): Promise<Result> {
  const title = 'Weight on the wire, with headers: empty cache, then again'
  if (chromiumPath === undefined) {
    return {
      title,
      rows: [],
      goals: [],
      notes: ['Not measured: no Chromium (CHROMIUM names one).'],
    }
  }
  const dataDir = benchFolder()
  const { answered } = await makeManyRequests(dataDir, 100, Date.now())
  const service = await startBenchService(dataDir)
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const visits: Visit[] = []
  try {
    for (const { path, cookie } of await publicPages(service.url, answered))
      visits.push(await weigh(browser, service.url, path, cookie))
  } finally {
    await browser.close()
    await service.stop()
  }

  const most = (of: (visit: Visit) => number) => Math.max(...visits.map(of))
  return {
    title,
    rows: visits.map(({ path, first, again }) => ({
      page: path,
      'first KB': rounded(first.bytes / 1000),
      requests: first.requests,
      'HTML KB': rounded(first.htmlBytes / 1000),
      'again KB': rounded(again.bytes / 1000),
      'requests again': again.requests,
    })),
    goals: [
      {
        what: 'first visit',
        measured: most(({ first }) => first.bytes) / 1000,
        atMost: 130,
        unit: ' KB',
      },
      { what: 'again', measured: most(({ again }) => again.bytes) / 1000, atMost: 25, unit: ' KB' },
      { what: 'requests to render', measured: most(({ first }) => first.requests), atMost: 8 },
    ],
    notes: [],
  }
}

type Loading = { bytes: number; htmlBytes: number; requests: number }
type Visit = { path: string; first: Loading; again: Loading }

/** Each page that needs no sign-in, with the cookie that opens it. */
async function publicPages(
  url: string,
  answered: string,
): Promise<{ path: string; cookie?: string }[]> {
  const asking = openVisitor(url)
  await fillIn(asking)
  const sent = openVisitor(url)
  const reference = await sendIn(sent, await fillIn(sent))
  const following = openVisitor(url)
  await following.get('/track')
  await following.post('/track', { reference: answered, code: trackingCode })
  await fillInPages(asking)
  for (const visitor of [asking, sent, following]) visitor.leave()
  const form = asking.cookies()
  return [
    { path: '/' },
    { path: '/en' },
    { path: '/guide' },
    { path: '/privacy' },
    { path: '/requests/new/information' },
    { path: '/en/requests/new/information' },
    { path: '/requests/new/you', cookie: form },
    { path: '/requests/new/files', cookie: form },
    { path: '/requests/new/check', cookie: form },
    { path: `/requests/${reference}/receipt`, cookie: sent.cookies() },
    { path: '/track' },
    { path: `/requests/${answered}`, cookie: following.cookies() },
    { path: '/no-such-page' },
    { path: '/staff/sign-in' },
  ]
}

async function weigh(
  browser: Browser,
  url: string,
  path: string,
  cookie: string | undefined,
): Promise<Visit> {
  const context = await browser.newContext() // with a cache of its own
  try {
    if (cookie !== undefined) await context.addCookies(cookiesOf(cookie, url))
    return {
      path,
      first: await load(context, url + path),
      again: await load(context, url + path),
    }
  } finally {
    await context.close()
  }
}

async function load(context: BrowserContext, address: string): Promise<Loading> {
  const page = await context.newPage()
  const devTools = await context.newCDPSession(page)
  await devTools.send('Network.enable')
  const loading: Loading = { bytes: 0, htmlBytes: 0, requests: 0 }
  const documents = new Set<string>()
  const fromCache = new Set<string>()
  devTools.on('Network.requestServedFromCache', ({ requestId }) => fromCache.add(requestId))
  devTools.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Document') documents.add(requestId)
    if (response.fromDiskCache === true) fromCache.add(requestId)
  })
  devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (fromCache.has(requestId)) return
    loading.requests += 1
    loading.bytes += encodedDataLength
    if (documents.has(requestId)) loading.htmlBytes += encodedDataLength
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  await page.close()
  return loading
}

function cookiesOf(header: string, url: string) {
  return header.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=')
    return { name, value, url }
  })
}
