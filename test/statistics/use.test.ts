import { getTableColumns } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { openPostgres } from '#src/database/postgres/open.ts'
import { drafts, useCounts } from '#src/database/schema.ts'
import { tidy } from '#src/housekeeping.ts'
import { languages } from '#src/requests/info-request.ts'
import { addUse, takeUse } from '#src/statistics/use/store.ts'
import {
  familyOfRoute,
  familyViewed,
  formPages,
  pageFamilies,
  pageReached,
  useByMonth,
  type SentPage,
} from '#src/statistics/use/use.ts'
import { saveViews, startSavingViews, viewCounter } from '#src/statistics/use/view-counter.ts'
import { draftLifeMs } from '#src/web/visitor.ts'
import { wordsIn } from '#views/words/words.ts'
import { freshDatabase, freshDatabaseUrl, isPostgres } from '../support/database.ts'
import { enterCase } from '../support/cases.ts'
import { entryAddress, openForm, sendFile } from '../support/counter.ts'
import { aPdf } from '../support/sample-files.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Browser,
  type Service,
} from '../support/service.ts'

/** What people here open pages with; the browsers inside of LINE and Facebook are theirs too. */
const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.9.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/460.0.0.0;FBBV/1;FBDV/iPhone13,2]',
  'Mozilla/5.0 (Linux; Android 8.0.0; CUBOT_P20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.110 Mobile Safari/537.36',
] as const
const [aBrowser] = browsers

const robots = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/146.0.0.0 Safari/537.36',
  'facebookexternalhit/1.1;line-poker/1.0',
  'python-requests/2.32.3',
  'curl/8.5.0',
  'node',
] as const

const aView: SentPage = {
  method: 'GET',
  statusCode: 200,
  route: '/guide',
  headers: { 'user-agent': aBrowser },
}

describe('whether a page counts as viewed', () => {
  it.each(browsers)('counts what people use: %s', (userAgent) => {
    expect(familyViewed({ ...aView, headers: { 'user-agent': userAgent } })).toBe('guide')
  })

  it.each(robots)('does not count a program: %s', (userAgent) => {
    expect(familyViewed({ ...aView, headers: { 'user-agent': userAgent } })).toBeUndefined()
  })

  it.each<[string, Partial<SentPage>]>([
    ['who does not say what they use', { headers: {} }],
    ['who says nothing in many spaces', { headers: { 'user-agent': '  ' } }],
    ['a look at the head alone', { method: 'HEAD' }],
    ['a form that was sent', { method: 'POST' }],
    ['a way on', { statusCode: 303 }],
    ['what a store on the way still had', { statusCode: 304 }],
    ['a form that came back', { statusCode: 422 }],
    ['a page that failed', { statusCode: 500 }],
    ['an address that is none', { route: undefined, statusCode: 200 }],
    ['a page of staff', { route: '/staff' }],
    ['the sign-in of staff', { route: '/staff/sign-in' }],
    ['an asset', { route: '/assets/*' }],
    ['a file', { route: '/requests/:reference/files/:id' }],
    ['a page fetched ahead', { headers: { ...aView.headers, 'sec-purpose': 'prefetch' } }],
    ['a page drawn ahead', { headers: { ...aView.headers, 'sec-purpose': 'prefetch;prerender' } }],
    ['the same by an older browser', { headers: { ...aView.headers, purpose: 'prefetch' } }],
    ['and another', { headers: { ...aView.headers, 'x-moz': 'prefetch' } }],
  ])('does not count %s', (_, changes) => {
    expect(familyViewed({ ...aView, ...changes })).toBeUndefined()
  })

  it('has a family for every public page there is, and for nothing else', async () => {
    const { app } = await startService()
    await app.ready()
    const pages = routesOf(app.printRoutes({ commonPrefix: false })).filter(
      (route) => !/^\/(?:staff|assets|\*|healthz|readyz|metrics)(?:\/|$)/.test(route),
    )
    const notPages = [
      '/requests/new', // leads on to the first page
      '/requests/:reference/files/:id',
      ...pages.filter((route) => /\.(?:\w+)$/.test(route)), // downloads
    ]
    expect(pages.filter((route) => !familyOfRoute.has(route) && !notPages.includes(route))).toEqual(
      [],
    )
    expect(new Set(familyOfRoute.values())).toEqual(new Set(pageFamilies))
    expect([...familyOfRoute.keys()].filter((route) => route.startsWith('/staff'))).toEqual([])
  })

  it('says what is counted and what is not, in words for each', () => {
    for (const language of languages) {
      const { families, pages, definitions, rule } = wordsIn[language].use
      expect(Object.keys(families)).toEqual([...pageFamilies])
      expect(Object.keys(pages)).toEqual([...formPages])
      expect(definitions.abandoned(7)).toContain('7')
      expect(rule.robots).toContain('isbot')
    }
  })
})

describe('the page that somebody reached', () => {
  const answer = { any: 'thing' }

  it('is the first they did not get beyond', () => {
    expect(pageReached({ you: answer })).toBe('information')
    expect(pageReached({ information: answer })).toBe('you')
    expect(pageReached({ information: answer, you: answer })).toBe('files')
    expect(pageReached({ information: answer, you: answer, files: {} })).toBe('check')
  })

  it('is none for a form of staff', () => {
    expect(pageReached({})).toBeUndefined()
  })
})

describe('the use by month', () => {
  it('has every month, with zeros, and adds up', () => {
    const use = useByMonth({ from: '2026-10-01', to: '2026-12-31' }, [
      { month: '2026-10', kind: 'viewed', detail: 'home', count: 3 },
      { month: '2026-10', kind: 'viewed', detail: 'form', count: 2 },
      { month: '2026-12', kind: 'viewed', detail: 'home', count: 5 },
      { month: '2026-12', kind: 'begun', detail: '', count: 4 },
      { month: '2026-12', kind: 'submitted', detail: '', count: 1 },
      { month: '2026-12', kind: 'abandoned', detail: 'you', count: 2 },
      { month: '2026-12', kind: 'abandoned', detail: 'check', count: 1 },
    ])
    expect(use.months.map(({ month }) => month)).toEqual(['2026-10', '2026-11', '2026-12'])
    expect(use.months[0]).toMatchObject({ views: 5, viewed: { home: 3, form: 2, guide: 0 } })
    expect(use.months[1]).toMatchObject({ views: 0, begun: 0, left: 0, submitted: 0 })
    expect(use.months[2]).toMatchObject({ begun: 4, submitted: 1, left: 3 })
    expect(use.total).toMatchObject({
      views: 10,
      viewed: { home: 8, form: 2 },
      begun: 4,
      submitted: 1,
      left: 3,
      abandoned: { information: 0, you: 2, files: 0, check: 1 },
    })
  })

  it('is nothing for days in the wrong order', () => {
    expect(useByMonth({ from: '2026-12-01', to: '2026-10-01' }, []).months).toEqual([])
  })
})

describe('opening pages', () => {
  it('is counted by day and family, in Thai and English alike, and tells nothing of anybody', async () => {
    const service = await startService()
    for (const url of ['/', '/en', '/en/', '/guide', '/en/guide?from=line', '/track', '/deadline'])
      expect((await open(service, url)).statusCode).toBe(200)
    expect(await counted(service)).toEqual([
      '2026-11-02 viewed deadline 1',
      '2026-11-02 viewed guide 2',
      '2026-11-02 viewed home 3',
      '2026-11-02 viewed tracking 1',
    ])
    expect(Object.keys(getTableColumns(useCounts))).toEqual(['on', 'kind', 'detail', 'count'])
  })

  it('is not counted for programs, heads, what is fetched ahead, and what is not there', async () => {
    const service = await startService()
    for (const userAgent of [...robots, '']) await open(service, '/', { 'user-agent': userAgent })
    await service.app.inject({ method: 'HEAD', url: '/', headers: { 'user-agent': aBrowser } })
    await open(service, '/guide', { 'sec-purpose': 'prefetch' })
    await open(service, '/nothing')
    await open(service, '/requests/new')
    await open(service, '/deadline?on=yesterday')
    await open(service, '/healthz')
    expect(await counted(service)).toEqual([])
  })

  it('is not counted in the rooms of staff, and sets no cookie', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const cookie = [...secretary.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    expect((await open(service, '/staff', { cookie })).statusCode).toBe(200)
    expect((await open(service, '/staff/sign-in')).statusCode).toBe(200)
    const home = await open(service, '/')
    expect(home.cookies).toEqual([])
    expect(await counted(service)).toEqual(['2026-11-02 viewed home 1'])
  })

  it('belongs to the day in Bangkok', async () => {
    const service = await startService({ at: Date.parse('2026-11-30T16:59:59.999Z') })
    await open(service, '/')
    service.time.now += 1
    await open(service, '/')
    await open(service, '/')
    service.time.now -= 1 // a clock that is set back
    await open(service, '/')
    expect(await counted(service)).toEqual(['2026-11-30 viewed home 2', '2026-12-01 viewed home 2'])
    const { read } = service.services.db
    const use = await takeUse(read, { from: '2026-11-01', to: '2026-12-31' })
    expect(use.months.map(({ month, views }) => `${month} ${views}`)).toEqual([
      '2026-11 2',
      '2026-12 2',
    ])
    expect((await takeUse(read, { from: '2026-12-01', to: '2026-12-31' })).total.views).toBe(2)
  })
})

describe('writing what was counted', () => {
  it('adds up, from time to time and from process to process', async () => {
    const url = isPostgres ? await freshDatabaseUrl() : ''
    const first = isPostgres ? openPostgres(url) : await freshDatabase()
    const second = isPostgres ? openPostgres(url) : first
    const one = { db: first, views: viewCounter() }
    const other = { db: second, views: viewCounter() }
    const at = Date.parse('2026-11-02T10:00:00+07:00')
    for (let round = 0; round < 20; round += 1) {
      for (const family of pageFamilies) one.views.count(family, at)
      for (const family of pageFamilies.toReversed()) other.views.count(family, at)
      await Promise.all([saveViews(one), saveViews(other)])
    }
    const { total } = await takeUse(first.read, { from: '2026-11-02', to: '2026-11-02' })
    expect(total.viewed).toEqual(Object.fromEntries(pageFamilies.map((family) => [family, 40])))
    if (isPostgres) await Promise.all([first.close(), second.close()])
  })

  it('is tried again with the same counts when it fails', async () => {
    const db = await freshDatabase()
    const views = viewCounter()
    const at = Date.parse('2026-11-02T10:00:00+07:00')
    views.count('home', at)
    const broken = { ...db, write: () => Promise.reject(new Error('away')) }
    await expect(saveViews({ db: broken, views })).rejects.toThrow('away')
    views.count('home', at)
    await saveViews({ db, views })
    await saveViews({ db, views })
    const { total } = await takeUse(db.read, { from: '2026-11-01', to: '2026-11-30' })
    expect(total.views).toBe(2)
  })

  it('keeps no more than it has room for, however long the database is away', () => {
    const views = viewCounter()
    const day = 86_400_000
    for (let days = 0; days < 2000; days += 1) views.count('home', days * day)
    views.count('home', 0)
    const waiting = views.take()
    expect(waiting).toHaveLength(600)
    expect(waiting[0]).toMatchObject({ on: '1970-01-01', count: 2 })
    views.putBack(waiting)
    expect(views.take()).toEqual(waiting)
  })

  it('happens every few seconds, and at the end', async () => {
    const db = await freshDatabase()
    const views = viewCounter()
    const told: string[] = []
    const log = { warn: (_facts: unknown, message?: string) => void told.push(message ?? '') }
    const at = Date.parse('2026-11-02T10:00:00+07:00')
    const often = startSavingViews({ db, views }, log, { everyMs: 5 })
    views.count('home', at)
    const viewsOfDay = async () =>
      (await takeUse(db.read, { from: '2026-11-02', to: '2026-11-02' })).total.views
    await expect.poll(viewsOfDay).toBe(1)
    await often.stop()

    const seldom = startSavingViews({ db, views }, log, { everyMs: 3_600_000 })
    views.count('home', at)
    await seldom.stop()
    expect(await viewsOfDay()).toBe(2)

    const away = { ...db, write: () => Promise.reject(new Error('away')) }
    const failing = startSavingViews({ db: away, views }, log, { everyMs: 3_600_000 })
    views.count('home', at)
    await failing.stop()
    expect(told).toHaveLength(1)
  })
})

describe('a form', () => {
  it('counts as begun once, with its first page, and as sent with the request', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    await browser.get('/requests/new/information')
    await browser.post('/requests/new/information', { subject: '', details: '' })
    expect(await counted(service)).toEqual([])
    await browser.post('/requests/new/information', information)
    await browser.post('/requests/new/information', { ...information, subject: 'อีกครั้ง' })
    expect(await counted(service)).toEqual(['2026-11-02 begun  1'])
    service.time.now = Date.parse('2026-11-07T22:00:00+07:00') // a Saturday night: received on Monday
    await submitRequest(service, {}, browser)
    expect(await counted(service)).toEqual(['2026-11-02 begun  1', '2026-11-07 submitted  1'])
  })

  it('counts once, however often and however many at once it is sent', async () => {
    const service = await startService()
    const { browser, idempotencyKey } = await readyToSend(service)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        browser.post('/requests', { idempotencyKey }, { from: '/requests/new/check' }),
      ),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303]))
    expect(await counted(service)).toEqual(['2026-11-02 begun  1', '2026-11-02 submitted  1'])
  })

  it('counts nothing when it is refused', async () => {
    const service = await startService()
    const { browser } = await readyToSend(service)
    const send = (fields: Record<string, string>) =>
      browser.post('/requests', fields, { from: '/requests/new/check' })
    expect((await send({ idempotencyKey: 'of nobody' })).statusCode).toBe(404)
    expect((await send({})).statusCode).toBe(404)
    expect(await counted(service)).toEqual(['2026-11-02 begun  1'])
  })

  it('counts nothing when its transaction fails, and be it at the very end', async () => {
    const service = await startService()
    const { browser, idempotencyKey } = await readyToSend(service)
    const { db } = service.services
    const write = db.write
    db.write = (work) =>
      write(async (tx) => {
        await work(tx)
        throw new Error('at the very end')
      })
    const answer = await browser.post(
      '/requests',
      { idempotencyKey },
      { from: '/requests/new/check' },
    )
    db.write = write
    expect(answer.statusCode).toBe(500)
    expect(await counted(service)).toEqual(['2026-11-02 begun  1'])
  })

  it('counts as left, by the page that was reached, on the day it is forgotten', async () => {
    const service = await startService()
    const first = openBrowser(service)
    await first.post('/requests/new/information', information)
    for (const browser of [await beforeFiles(service), await beforeFiles(service)])
      await browser.get('/requests/new/files')
    await goOnFromFiles(service, await beforeFiles(service))
    const skipping = openBrowser(service)
    await skipping.post('/requests/new/you', you, { from: '/requests/new/information' })
    await submitRequest(service)

    service.time.now += draftLifeMs
    await tidy(service.services)
    expect(await kinds(service)).toEqual({ begun: 6, submitted: 1 })
    service.time.now += 1
    expect((await tidy(service.services))['drafts']).toBe(5)
    expect(await tidy(service.services)).toMatchObject({ drafts: 0 })
    expect((await counted(service)).filter((line) => line.includes('abandoned'))).toEqual([
      '2026-11-09 abandoned check 1',
      '2026-11-09 abandoned files 2',
      '2026-11-09 abandoned information 1',
      '2026-11-09 abandoned you 1',
    ])
    expect(await kinds(service)).toEqual({ begun: 6, submitted: 1, abandoned: 5 })
  })

  it('is sent as before by somebody who went on from the page of files, and says nothing of it', async () => {
    const service = await startService()
    const browser = await beforeFiles(service)
    const { db } = service.services
    const [before] = await db.read.select().from(drafts)
    service.time.now += 1000
    await goOnFromFiles(service, browser)
    await goOnFromFiles(service, browser)
    const [after] = await db.read.select().from(drafts)
    expect(after).toEqual({ ...before, answers: { ...before?.answers, files: {} } })
    const check = await browser.get('/requests/new/check')
    const idempotencyKey = keyIn(check.body)
    const from = '/requests/new/check'
    expect((await browser.post('/requests', { idempotencyKey }, { from })).statusCode).toBe(303)
  })

  it('of staff is neither begun, nor left, nor sent online', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    await enterCase(service)
    const idempotencyKey = await openForm(secretary)
    const file = { name: 'scan.pdf', content: aPdf() }
    await sendFile(service, secretary, entryAddress, { idempotencyKey }, file)
    expect(await service.services.db.read.select().from(drafts)).toHaveLength(2)
    service.time.now += draftLifeMs + 1
    expect((await tidy(service.services))['drafts']).toBe(1)
    expect(await counted(service)).toEqual([])
  })
})

describe('asking for the use', () => {
  it('sums what was counted on the days from one to another, both of them included', async () => {
    const db = await freshDatabase()
    const home = { kind: 'viewed', detail: 'home' } as const
    await db.write((tx) =>
      addUse(tx, [
        { on: '2026-09-30', ...home, count: 1 },
        { on: '2026-10-01', ...home, count: 2 },
        { on: '2026-10-31', ...home, count: 4 },
        { on: '2026-10-31', ...home, count: 8 }, // the same row twice in one go
        { on: '2026-11-01', ...home, count: 16 },
      ]),
    )
    const use = await takeUse(db.read, { from: '2026-10-01', to: '2026-10-31' })
    expect(use.months).toHaveLength(1)
    expect(use.total.viewed.home).toBe(14)
    const empty = await takeUse(db.read, { from: '2027-01-01', to: '2027-02-28' })
    expect(empty.months.map(({ month, views }) => [month, views])).toEqual([
      ['2027-01', 0],
      ['2027-02', 0],
    ])
  })
})

const information = { subject: 'สถิติห้องสมุด', details: 'ขอจำนวนผู้ใช้ห้องสมุดอาเซียน' }
const you = { name: 'สมหญิง', email: 'somying@example.com' }

/** Opens a page as a person does. */
function open({ app }: Service, url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: 'GET', url, headers: { 'user-agent': aBrowser, ...headers } })
}

/** Every row, after what waits was written. */
async function counted({ services }: Service): Promise<string[]> {
  await saveViews(services)
  const rows = await services.db.read
    .select()
    .from(useCounts)
    .orderBy(useCounts.on, useCounts.kind, useCounts.detail)
  return rows.map(({ on, kind, detail, count }) => `${on} ${kind} ${detail} ${count}`)
}

async function kinds({ services }: Service): Promise<Record<string, number>> {
  const { total } = await takeUse(services.db.read, { from: '2026-01-01', to: '2026-12-31' })
  const { begun, submitted, left } = total
  return { begun, submitted, ...(left > 0 && { abandoned: left }) }
}

/** A browser that has filled in both pages of text. */
async function beforeFiles(service: Service): Promise<Browser> {
  const browser = openBrowser(service)
  await browser.post('/requests/new/information', information)
  await browser.post('/requests/new/you', you)
  return browser
}

async function readyToSend(service: Service) {
  const browser = await beforeFiles(service)
  const check = await browser.get('/requests/new/check')
  return { browser, idempotencyKey: keyIn(check.body) }
}

/** As the page of files is sent: a form that may have a file. */
async function goOnFromFiles(service: Service, browser: Browser): Promise<void> {
  await browser.get('/requests/new/files')
  const answer = await sendFile(service, browser, '/requests/new/files', { go: 'continue' })
  expect(answer.headers.location).toBe('/requests/new/check')
}

function keyIn(body: string): string {
  return /name="idempotencyKey" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

/** The patterns of routes that answer GET, from the tree that Fastify draws of them. */
function routesOf(tree: string): string[] {
  const above: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] =
      /^([\s│├└─]*)(\S+) \(([A-Z, ]+)\)$/.exec(line) ?? []
    if (part === '') return []
    const depth = indent.length / 4
    const route = `${above[depth - 1] ?? ''}/${part}`.replaceAll(/\/{2,}/g, '/')
    above[depth] = route
    return methods.includes('GET') ? [route] : []
  })
}
