import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { signIn, startService, type CastMember } from '../support/service.ts'
import { textLayer } from '../support/pdf-text.ts'
import { aBusyDepartment } from './busy-department.ts'

const noon = Date.parse('2026-11-24T12:00:00+07:00')

describe('the month report', () => {
  it.each(['secretary', 'executive', 'auditor'] as const)('is open to the %s', async (member) => {
    const { get } = await open(member)
    expect((await get('/staff/reports/2026-11')).statusCode).toBe(200)
  })

  it.each(['officer', 'head', 'admin'] as const)(
    'is closed to the %s, with its lists and its downloads',
    async (member) => {
      const { get } = await open(member)
      const files = ['csv', 'xlsx', 'pdf', 'json'].map((type) => `/2026-11.${type}`)
      for (const path of ['', '/2026-11', ...files, list])
        expect((await get(`/staff/reports${path}`)).statusCode).toBe(403)
    },
  )

  it('sends whoever is not signed in to sign in', async () => {
    const { app } = await startService()
    const answer = await app.inject('/staff/reports/2026-11.csv')
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toContain('/staff/sign-in')
  })

  it('begins with the month it is in Bangkok', async () => {
    const lastMoment = Date.parse('2026-09-30T23:59:59.999+07:00')
    const { get, time } = await open('secretary', lastMoment)
    expect((await get('/staff/reports')).headers.location).toBe('/staff/reports/2026-09')
    time.now = lastMoment + 1
    expect((await get('/en/staff/reports')).headers.location).toBe('/en/staff/reports/2026-10')
    expect((await get('/staff/reports?month=2026-08')).headers.location).toBe(
      '/staff/reports/2026-08',
    )
  })

  it.each([
    '2026-13',
    '2026-00',
    '26-11',
    '1997-11',
    '2101-01',
    'november',
    '2026-11-01',
    '2026-11.odt',
    '2026-11.csv.csv',
    '%00',
    '2026-11%20',
  ])('does not know the month %s', async (month) => {
    const { get } = await open('secretary')
    expect((await get(`/staff/reports/${month}`)).statusCode).toBe(404)
  })

  it.each(['2026-13', '', '2026-11&month=2026-10'])(
    'does not go to the month %s',
    async (month) => {
      const { get } = await open('secretary')
      expect((await get(`/staff/reports?month=${month}`)).statusCode).toBe(404)
    },
  )

  it('says up to which day it counts while the month runs, in both languages', async () => {
    const { get } = await open('secretary')
    const running = await get('/staff/reports/2026-11')
    expect(running.body).toContain('รายงานประจำเดือนพฤศจิกายน\u00a02569')
    expect(running.body).toContain('นับถึงวันที่ 24\u00a0พฤศจิกายน 2569')
    expect(running.body).toContain('ตัวเลข ณ วันที่ 24\u00a0พ.ย. 2569 12:00\u00a0น.')
    const english = await get('/en/staff/reports/2026-11')
    expect(english.body).toContain('go up to 24\u00a0November 2026')
    expect(mainOf(english.body).replaceAll(/(สำนักงาน|กอง)[ก-๙]+/g, '')).not.toMatch(/[ก-๙]/)
    expect((await get('/staff/reports/2026-10')).body).not.toContain('นับถึงวันที่')
    expect((await get('/staff/reports/2026-12')).body).toContain('ช่วงรายงานนี้ยังมาไม่ถึง')
  })

  it('shows zeros that are no links for a month in which nothing happened', async () => {
    const { get } = await open('secretary')
    const main = mainOf((await get('/staff/reports/2026-10')).body)
    expect(main).not.toContain('/list?')
    expect(main.match(/>\s*0\s*</g)?.length).toBeGreaterThan(60)
    expect(main).not.toMatch(/NaN|undefined|null/)
  })

  it('leads to the months of the fiscal year, from October to September', async () => {
    const { get } = await open('secretary', Date.parse('2026-10-05T12:00:00+07:00'))
    const september = mainOf((await get('/staff/reports/2026-09')).body)
    expect(september).toContain('เดือนในปีงบประมาณ พ.ศ. 2569')
    const links = [...september.matchAll(/class="tabs__link"\s+href="([^"]+)"/g)].map(
      ([, href]) => href,
    )
    expect(links.slice(12)).toEqual(
      ['2569-q1', '2569-q2', '2569-q3', '2569-q4', '2569-h1', '2569-h2', '2569'].map(
        (id) => `/staff/reports/${id}`,
      ),
    )
    expect([links[0], links[11]]).toEqual(['/staff/reports/2025-10', '/staff/reports/2026-09'])
    expect(september).toContain('href="/staff/reports/2026-10"\n        rel="next"')
    const october = mainOf((await get('/staff/reports/2026-10')).body)
    expect(october).toContain('พ.ศ. 2570')
    expect(october).not.toContain('rel="next"')
  })

  it('opens from every number a list with as many requests', async () => {
    const { get } = await openBusy()
    const main = mainOf((await get('/staff/reports/2026-10')).body)
    const numbers = [...main.matchAll(/href="([^"]+\/list\?[^"]+)"[^>]*>([\d,.]+)</g)]
    expect(numbers.length).toBeGreaterThan(50)
    for (const [, href = '', number] of numbers) {
      const answer = await get(href.replaceAll('&amp;', '&'))
      expect([href, answer.statusCode]).toEqual([href, 200])
      const page = mainOf(answer.body)
      const counted = /<strong[^>]*>\D*([\d,]+)/.exec(page)?.[1]
      const isWorkedOut = /column=share|row=median|row=ninetieth/.test(href)
      expect([href, page.includes('คำนวณจากคำขอ')]).toEqual([href, isWorkedOut])
      expect([href, isWorkedOut ? number : counted]).toEqual([href, number])
    }
  })
})

describe('the list behind a number', () => {
  it('leads to each request, and escapes what people wrote', async () => {
    const { get } = await openBusy()
    const main = mainOf((await get(`/staff/reports${list}`)).body)
    expect(main).toMatch(/href="\/staff\/requests\/69-\d{6}-0"/)
    expect(main).toContain('&lt;b&gt;')
    const english = mainOf((await get(`/en/staff/reports${list}`)).body)
    expect(english).toMatch(/href="\/en\/staff\/requests\/69-\d{6}-0"/)
  })

  it('goes on page by page', async () => {
    const { get } = await openBusy()
    const first = mainOf((await get(`/staff/reports${list}`)).body)
    const next = /href="([^"]+after=[^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(next).not.toBe('')
    const second = mainOf((await get(next)).body)
    expect(referencesIn(first).length).toBe(50)
    expect(referencesIn(second).filter((one) => referencesIn(first).includes(one))).toEqual([])
    expect(second).toContain('กลับไปต้นรายการ')
  })

  it.each([
    '',
    '?table=service',
    '?table=service&row=online&column=opening',
    '?table=service&row=fax&column=received',
    '?table=flow&row=99&column=closed',
    '?table=flow&row=01&column=closed',
    '?table=grounds&row=total&column=count',
    '?table=secret&row=total&column=count',
    '?table=service&row=online&column=received&row=post',
    '?table=service&row=online&column=received&more=1',
    '?table=service&row=online&column=received&after=1',
    '?table=service&row=online&column=received&after=2026-11-02.x',
    '?table[]=service&row=online&column=received',
  ])('does not know %j', async (query) => {
    const { get } = await open('secretary')
    expect((await get(`/staff/reports/2026-11/list${query}`)).statusCode).toBe(404)
  })
})

describe('the downloads', () => {
  it('are files with a name, not kept by anybody on the way, and say the same', async () => {
    const { get } = await openBusy()
    const csv = await get('/staff/reports/2026-10.csv')
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="khamkho-2026-10.csv"',
      'cache-control': 'no-store',
    })
    const json = await get('/staff/reports/2026-10.json')
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8')
    const xlsx = await get('/en/staff/reports/2026-10.xlsx')
    expect(xlsx.headers['content-type']).toContain('spreadsheetml')
    const { sheets } = await readXlsx(xlsx.rawPayload)

    const pdf = await get('/en/staff/reports/2026-10.pdf')
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="khamkho-2026-10.pdf"',
      'cache-control': 'no-store',
    })

    const received = json.json<{ tables: { total: { values: { received: number } } }[] }>()
      .tables[0]
    const count = received?.total.values.received
    expect(count).toBeGreaterThan(10)
    expect(sheets[0]?.rows.at(-1)?.slice(0, 2)).toEqual(['Total', count])
    const said = textLayer(pdf.rawPayload)
    expect(said.slice(said.indexOf('Total'), said.indexOf('Total') + 2)).toEqual([
      'Total',
      String(count),
    ])
    expect(csv.body).toContain(`\r\n2026-10,service,total,received,${count},requests,`)
  })
})

const list = '/2026-10/list?table=service&row=total&column=received'

async function open(member: CastMember, at = noon) {
  const service = await startService({ at })
  const browser = await signIn(service, member)
  return { ...service, get: (url: string) => browser.get(url) }
}

async function openBusy() {
  const opened = await open('secretary')
  const { db } = opened.services
  await aBusyDepartment(db, { seed: 3, count: 150, from: '2026-09-15', until: '2026-11-10' })
  return opened
}

function mainOf(body: string): string {
  return /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? ''
}

function referencesIn(main: string): string[] {
  return [...main.matchAll(/69-\d{6}-0(?=<\/a)/g)].map(([reference]) => reference)
}

describe('the comparison', () => {
  it('has nothing beside a period where the service had not begun', async () => {
    const { get } = await openBusy()
    const main = mainOf((await get('/staff/reports/2026-10')).body)
    const table = /id="comparison-caption"[\s\S]*?<\/table>/.exec(main)?.[0] ?? ''
    const received = /<th[^>]*>\s*รับ\s*<\/th>[\s\S]*?<\/tr>/.exec(table)?.[0] ?? ''
    const cells = [...received.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, text = '']) =>
      text.trim(),
    )
    expect(cells).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d+ \(.+\)$/),
      '',
    ])
  })
})
