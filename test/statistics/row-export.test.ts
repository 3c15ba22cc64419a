import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { calendarOf } from '#src/calendar/calendar.ts'
import type { Database } from '#src/database/open.ts'
import { accounts, events, infoRequests, rowExports } from '#src/database/schema.ts'
import { findOwnExport, listRowExports, pagesOf } from '#src/statistics/row-export/store.ts'
import {
  cellsOf,
  contactColumns,
  fetchWithinMs,
  longestExportMs,
  parseMonth,
  plainColumns,
  standingOf,
  type ExportRow,
} from '#src/statistics/row-export/columns.ts'
import { orderExport, rowExportsOf, type RowExports } from '#src/statistics/row-export/commands.ts'
import { actorOf, enterCase } from '../support/cases.ts'
import { freshDatabase } from '../support/database.ts'
import {
  signIn,
  startService,
  type Answer,
  type Browser,
  type CastMember,
  type Fields,
  type Service,
} from '../support/service.ts'
import { addLongRequests, beginReading } from '../support/slow-reading.ts'
import { aBusyDepartment, receive } from './busy-department.ts'

const noon = Date.parse('2026-11-24T12:00:00+07:00')
const path = '/staff/exports'
const november = { from: '2026-11', to: '2026-11', reason: 'ตรวจสอบประจำเดือน' }

describe('who may export', () => {
  it.each(['secretary', 'executive', 'auditor'] as const)(
    'the %s, from the report',
    async (member) => {
      const { browser } = await open(member)
      expect((await browser.get('/staff/reports/2026-11')).body).toContain(`href="${path}"`)
      expect((await browser.get(path)).statusCode).toBe(200)
      const file = await take(browser, november)
      expect(file.statusCode).toBe(200)
      expect(file.headers['content-type']).toBe('text/csv; charset=utf-8')
    },
  )

  it.each(['officer', 'head', 'admin'] as const)('not the %s', async (member) => {
    const { browser, service } = await open(member)
    expect((await browser.get(path)).statusCode).toBe(403)
    expect((await browser.post(path, november, { from: '/staff/password' })).statusCode).toBe(403)
    expect(await entriesOf(service)).toEqual([])
  })

  it('nobody who is not signed in', async () => {
    const { app } = await startService()
    const answer = await app.inject(path)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toContain('/staff/sign-in')
  })

  it('nobody from another site, and nobody with an old form', async () => {
    const { browser, service } = await open('secretary')
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await browser.post(path, november, { headers })).statusCode).toBe(403)
    expect((await browser.post(path, { ...november, _csrf: 'old' })).statusCode).toBe(403)
    expect(await entriesOf(service)).toEqual([])
  })

  it('gives the file once, soon, and only to whoever ordered it', async () => {
    const { browser, service } = await open('secretary')
    const executive = await signIn(service, 'executive')
    const { file, page } = await order(browser, november)
    expect(page.body).toContain(`<meta http-equiv="refresh" content="0;url=${file}" />`)
    expect(page.body).toContain(`href="${file}"`)
    expect((await executive.get(file)).statusCode).toBe(404)
    expect((await executive.get(page.url)).body).not.toContain(file)
    expect((await service.app.inject(file)).statusCode).toBe(303)
    const head = { method: 'HEAD', url: file, headers: { cookie: cookieOf(browser) } } as const
    expect((await service.app.inject(head)).statusCode).toBe(404)
    expect((await browser.get(file)).headers['content-type']).toContain('text/csv')
    for (let again = 0; again < 2; again += 1) {
      const answer = await browser.get(file)
      expect(answer.statusCode).toBe(303)
      expect(answer.headers.location).toBe(page.url)
      const { body } = await browser.get(page.url)
      expect(body).toContain('ส่งออกเสร็จแล้ว')
      expect(body).not.toContain(file)
    }

    const late = await order(browser, november)
    service.time.now += 10 * 60_000
    expect((await browser.get(late.file)).statusCode).toBe(303)
    expect((await browser.get(late.page.url)).body).toContain('เกิน 10 นาทีแล้ว')
    expect((await entriesOf(service))[0]).toMatchObject({ rows: null, endedAt: null })
  })

  it('gives it once also to somebody who asks twice at the same moment', async () => {
    const { browser, service } = await open('secretary')
    const { file } = await order(browser, november)
    const answers = await Promise.all([1, 2].map(() => browser.get(file)))
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 303])
    expect(await entriesOf(service)).toHaveLength(1)
  })

  it.each(['0', '01', '99999', '1000000000000000', 'x', '1%2F'])('knows no file %s', async (id) => {
    const { browser } = await open('secretary')
    await order(browser, november)
    expect((await browser.get(`${path}/${id}/file`)).statusCode).toBe(404)
  })
})

describe('names and contacts', () => {
  it('are in the file of the secretary who ticked them, and nowhere else', async () => {
    const { browser, service } = await open('secretary')
    await enterCase(service, {
      name: 'นางสาวผู้ขอ',
      email: 'asker@example.com',
      phone: '081 234 5678',
      address: '1 ถนนหนึ่ง',
      details: 'เรื่องส่วนตัว',
      purpose: 'วิทยานิพนธ์',
      subject: 'รายงาน',
    })
    const without = await take(browser, november)
    expect(rowsIn(without)[0]).toEqual(plainColumns)
    expect(without.body).toContain('รายงาน')
    expect(without.body).not.toMatch(/นางสาวผู้ขอ|asker@|081 234|ถนนหนึ่ง|เรื่องส่วนตัว|วิทยานิพนธ์/)
    expect(without.headers['content-disposition']).toContain('"khamkho-requests-2026-11.csv"')

    const whole = await take(browser, { ...november, withContacts: 'yes' })
    const [head = [], row = []] = rowsIn(whole)
    expect(head).toEqual([...plainColumns, ...contactColumns])
    expect(Object.fromEntries(head.map((column, i) => [column, row[i]]))).toMatchObject({
      name: 'นางสาวผู้ขอ',
      email: 'asker@example.com',
      phone: '081 234 5678',
      address: '1 ถนนหนึ่ง',
      details: 'เรื่องส่วนตัว',
      purpose: 'วิทยานิพนธ์',
    })
    expect(whole.headers['content-disposition']).toContain('2026-11-with-contacts.csv"')
    expect((await entriesOf(service)).map(({ withContacts }) => withContacts)).toEqual([
      true,
      false,
    ])
  })

  it.each(['executive', 'auditor'] as const)(
    'are not offered to the %s, nor given to who asks all the same',
    async (member) => {
      const { browser, service } = await open(member)
      const page = (await browser.get(path)).body
      expect(page).not.toContain('withContacts')
      expect(page).not.toContain('<code>email</code>')
      const answer = await browser.post(path, { ...november, withContacts: 'yes' })
      expect(answer.statusCode).toBe(403)
      expect(await entriesOf(service)).toEqual([])
    },
  )

  it('are not given to somebody whose role has changed since they ordered them', async () => {
    const { browser, service } = await open('secretary')
    const { file } = await order(browser, { ...november, withContacts: 'yes' })
    await service.services.db.write((tx) =>
      tx.update(accounts).set({ role: 'auditor' }).where(eq(accounts.username, 'secretary')),
    )
    expect((await browser.get(file)).statusCode).toBe(403)
    expect((await entriesOf(service))[0]).toMatchObject({ rows: null })
  })

  it('are not lent with a post', async () => {
    // The officer acts for the executive, and sees the report; the export is the executive's own.
    const { service } = await open('officer')
    const executive = await signIn(service, 'executive')
    const { cast } = service
    const appointed = await executive.post('/staff/acting', {
      absent: String(cast.executive.id),
      acting: String(cast.officer.id),
      from: '24/11/2569',
      to: '30/11/2569',
      orderNumber: '1/2569',
    })
    expect(appointed.statusCode).toBe(303)
    const officer = await signIn(service, 'officer')
    const report = await officer.get('/staff/reports/2026-11')
    expect(report.statusCode).toBe(200)
    expect(report.body).not.toContain(path)
    expect((await officer.get(path)).statusCode).toBe(403)
  })
})

describe('the form', () => {
  it('wants a reason, and keeps everything else', async () => {
    const { browser, service } = await open('secretary')
    const fields = { from: '2026-10', to: '2026-11', reason: ' \n ', withContacts: 'yes' }
    const answer = await browser.post(path, fields)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('กรอกเหตุผลที่ต้องใช้ข้อมูล')
    expect(answer.body).toMatch(
      /name="from"[^>]*>[^/]*(?:<\/option>[^/]*)*value="2026-10" selected/,
    )
    expect(answer.body).toMatch(/name="withContacts"[^>]*\n?[^>]*checked/)
    expect(await entriesOf(service)).toEqual([])
    const english = await browser.post(`/en${path}`, fields)
    expect(english.body).toContain('Enter why the data are needed')
  })

  it('takes a reason of no more than 500 letters', async () => {
    const { browser } = await open('secretary')
    const long = await browser.post(path, { ...november, reason: 'ก'.repeat(501) })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('ก'.repeat(501))
    expect((await browser.post(path, { ...november, reason: 'ปี่'.repeat(250) })).statusCode).toBe(
      303,
    )
  })

  it.each([
    [{ from: '2026-11', to: '2026-10' }, 'เดือนสุดท้ายต้องไม่อยู่ก่อนเดือนแรก'],
    [{ from: '2026-12', to: '2026-12' }, 'เดือนแรกยังมาไม่ถึง'],
    [{ from: '2026-11', to: '2570-01' }, 'เดือนสุดท้ายยังมาไม่ถึง'],
    [{ from: '2569-13', to: '2026-11' }, 'เลือกเดือนแรกจากรายการ'],
    [{ from: 'เมื่อวาน', to: '2026-11' }, 'เลือกเดือนแรกจากรายการ'],
    [{ from: "2026-10' OR 1=1", to: '2026-11' }, 'เลือกเดือนแรกจากรายการ'],
    [{ from: '', to: '2026-11' }, 'เลือกเดือนแรก'],
    [{ from: '2026-11', to: '\u0000' }, 'เลือกเดือนสุดท้ายจากรายการ'],
    [{ from: ['2026-10', '2026-11'], to: '2026-11' }, 'ช่องนี้ถูกส่งมาซ้ำ'],
    [{ from: '2026-11', to: '2026-11', surprise: 'yes' }, 'มีข้อมูลที่เราไม่รู้จัก'],
    [{ from: '2026-11', to: '2026-11', withContacts: 'maybe' }, 'เลือกจากรายการที่มี'],
  ])('says what is wrong with %j', async (fields, sentence) => {
    const { browser, service } = await open('secretary')
    const answer = await browser.post(path, { ...fields, reason: 'เหตุผลที่พิมพ์ไว้' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(answer.body).toContain('เหตุผลที่พิมพ์ไว้')
    expect(await entriesOf(service)).toEqual([])
  })

  it('says all that is wrong at once', async () => {
    const { browser } = await open('secretary')
    const { body } = await browser.post(path, { from: '2026-11', to: '2026-10', reason: '' })
    expect(body).toContain('เดือนสุดท้ายต้องไม่อยู่ก่อนเดือนแรก')
    expect(body).toContain('กรอกเหตุผลที่ต้องใช้ข้อมูล')
  })

  it.each([
    ['2026-10', '2026-10'],
    ['2569-10', '2026-10'],
    ['๒๕๖๙-๑๐', '2026-10'],
    ['10/2569', '2026-10'],
    [' ตุลาคม 2569 ', '2026-10'],
    ['ต.ค. 2569', '2026-10'],
    ['October 2026', '2026-10'],
    ['2569-13', undefined],
    ['2569-00', undefined],
    ['24/11/2569', undefined],
    ['2026-11-05', undefined],
    ['69-10', undefined],
    ['2026', undefined],
    ['', undefined],
    ['9999-10', undefined],
  ])('reads %j as the month %s', (typed, month) => {
    expect(parseMonth(typed)).toBe(month)
  })

  it('offers the months since the first request, and begins with the one that is over', async () => {
    const { browser, service } = await open('secretary')
    await enterCase(service, { receivedOn: '2026-11-02' })
    await service.services.db.write((tx) =>
      tx.update(infoRequests).set({ receivedOn: '2026-08-31' }),
    )
    const { body } = await browser.get(path)
    const from = /<select[^>]*name="from"[\s\S]*?<\/select>/.exec(body)?.[0] ?? ''
    expect([...from.matchAll(/value="([\d-]+)"/g)].map(([, month]) => month)).toEqual([
      '2026-11',
      '2026-10',
      '2026-09',
      '2026-08',
    ])
    expect(from).toContain('value="2026-10" selected')
  })
})

describe('the file', () => {
  it('has the requests received in the period, in the order in which they came in', async () => {
    const { browser, service } = await open('secretary')
    const { db } = service.services
    await aBusyDepartment(db, { seed: 5, count: 80, from: '2026-08-15', until: '2026-11-20' })
    const all = await db.read.select().from(infoRequests).orderBy(asc(infoRequests.id))
    const expected = all.filter(({ receivedOn }) => /^2026-(09|10)/.test(receivedOn))
    const answer = await take(browser, { ...november, from: '2026-09', to: '2026-10' })
    const [head = [], ...rows] = rowsIn(answer)
    expect(rows.map(([reference]) => reference)).toEqual(expected.map(({ reference }) => reference))
    expect(rows.length).toBeGreaterThan(20)
    for (const [i, row] of rows.entries()) {
      const told = Object.fromEntries(head.map((column, at) => [column, row[at]]))
      const { status, outcome, receivedOn, dueOn, closedOn, channel } = expected[i] ?? {}
      expect(told).toMatchObject({
        channel,
        status,
        outcome: status === 'answered' ? outcome : '',
        received_on: receivedOn,
        due_on: dueOn,
        closed_on: closedOn ?? '',
      })
      expect(told['working_days'] !== '').toBe(status === 'answered')
    }
  })

  it('begins with the mark that Excel knows Thai by, ends its lines with CRLF, and is kept by nobody', async () => {
    const { browser, service } = await open('secretary')
    await enterCase(service, { subject: 'เรื่อง "หนึ่ง", สอง' })
    const { rawPayload, headers } = await take(browser, november)
    expect([...rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = rawPayload.toString().slice(1)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.endsWith('"เรื่อง ""หนึ่ง"", สอง"\r\n')).toBe(true)
    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers['content-disposition']).toMatch(/^attachment; /)
  })

  it('names topics and divisions in the language of the page', async () => {
    const { browser, service } = await open('secretary')
    await enterCase(service)
    expect((await take(browser, november)).body).toContain('หัวข้อหนึ่ง,กองตัวอย่างหนึ่ง')
    expect((await take(browser, november, '/en')).body).toContain('Topic one,Example Division One')
  })

  it('has no cell that a spreadsheet would calculate', async () => {
    const { browser, service } = await open('secretary')
    const formulas = [
      '=HYPERLINK("http://evil.example","x")',
      '+1+1',
      '-2+3',
      '@SUM(1)',
      '＝1+1',
      '＋1',
      '－1',
      '＠a',
      '"=1+1"',
      "'=1+1",
    ]
    for (const formula of formulas)
      await enterCase(service, { subject: formula, name: formula, details: formula })
    const answer = await take(browser, { ...november, withContacts: 'yes' })
    const [head = [], ...rows] = rowsIn(answer)
    for (const column of ['subject', 'name', 'details'] as const) {
      const cells = rows.map((row) => row[head.indexOf(column)])
      expect(cells).toEqual(formulas.map((text) => (/^["']/.test(text) ? text : `'${text}`)))
    }
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
  })

  it('is only its head where nothing was received', async () => {
    const { browser, service } = await open('secretary')
    expect(rowsIn(await take(browser, november))).toEqual([plainColumns])
    expect((await entriesOf(service))[0]).toMatchObject({ rows: 0 })
  })
})

describe('how long an answer took', () => {
  const calendar = calendarOf([])
  const names = { topics: new Map(), divisions: new Map() }
  const daysOf = (row: Partial<ExportRow>) =>
    cellsOf([{ ...aRow, ...row }], { withContacts: false, names, calendar })[0]?.[
      plainColumns.indexOf('working_days')
    ]

  it('is what was kept with the answer, or counted where nothing was', () => {
    const answered = { status: 'answered', closedOn: '2026-11-09' } as const
    expect(daysOf(answered)).toBe(5)
    expect(daysOf({ ...answered, workingDays: 4 })).toBe(4)
    expect(daysOf({ ...answered, closedOn: '2026-11-02' })).toBe(0)
  })

  it('is blank without an answer, also where there was one before', () => {
    expect(daysOf({ status: 'in-progress', workingDays: 4 })).toBeNull()
    expect(daysOf({ status: 'withdrawn', closedOn: '2026-11-09', workingDays: 4 })).toBeNull()
  })

  it('is read from the last answer of the request', async () => {
    const db = await freshDatabase()
    const id = await receive(db, { on: '2026-11-02', serial: 1 })
    const other = await receive(db, { on: '2026-11-02', serial: 2 })
    await db.write(async (tx) => {
      const [first] = await tx.select().from(events).where(eq(events.infoRequestId, id))
      if (!first) throw new Error('No event')
      const { id: _, ...event } = first
      for (const [position, workingDays] of [
        [2, 3],
        [3, null],
        [4, 7],
        [5, null],
      ] as const)
        await tx.insert(events).values({ ...event, position, workingDays })
    })
    const rows = (await readAll(db, { pageSize: 10 })).flat()
    expect(rows.map(({ workingDays }) => workingDays)).toEqual([7, null])
    expect(other).toBeGreaterThan(id)
  })
})

describe('page by page', () => {
  it.each([1, 2, 3, 7, 1000])(
    'with pages of %i, each of those that were there at the start comes once',
    async (pageSize) => {
      const db = await freshDatabase()
      const ids: number[] = []
      for (let serial = 1; serial <= 7; serial += 1)
        ids.push(await receive(db, { on: serial === 4 ? '2026-09-30' : '2026-10-02', serial }))
      const upTo = ids.at(-1) ?? 0
      const seen: string[] = []
      let serial = 100
      const scope = { from: '2026-10', to: '2026-10', withContacts: false, upTo }
      for await (const page of pagesOf(db.read, scope, pageSize)) {
        seen.push(...page.map(({ reference }) => reference))
        await receive(db, { on: '2026-10-02', serial: (serial += 1) })
      }
      expect(seen).toEqual([1, 2, 3, 5, 6, 7].map((n) => `69-00000${n}-0`))
    },
  )

  it('does not mind that ids are far apart', async () => {
    const db = await freshDatabase()
    const id = await receive(db, { on: '2026-10-02', serial: 1 })
    await db.write(async (tx) => {
      const [row] = await tx.select().from(infoRequests).where(eq(infoRequests.id, id))
      if (!row) throw new Error('No request')
      for (const [at, far] of [1_000_000, 2_000_000_000].entries())
        await tx.insert(infoRequests).values({ ...row, id: far, reference: `far ${at}` })
    })
    const pages = await readAll(db, { pageSize: 2, upTo: 2_000_000_000 })
    expect(pages.flat().map(({ reference }) => reference)).toEqual([
      '69-000001-0',
      'far 0',
      'far 1',
    ])
  })
})

describe('what is written down', () => {
  it('is there before the first byte, and says in the end what the file was', async () => {
    const service = await startService({ at: noon })
    for (let i = 0; i < 5; i += 1) await enterCase(service)
    const { file } = await fetchOrdered(service, { pageSize: 2 })
    expect((await entriesOf(service))[0]).toMatchObject({
      by: 'ผู้ใช้ secretary',
      reason: 'เหตุผล',
      from: '2026-10',
      to: '2026-11',
      withContacts: true,
      startedAt: noon,
      endedAt: null,
      rows: 0,
      sha256: null,
    })
    service.time.now += 5000
    const bytes = Buffer.concat(await file.toArray())
    expect((await entriesOf(service))[0]).toMatchObject({
      endedAt: noon + 5000,
      rows: 5,
      sha256: sha256(bytes),
    })
  })

  it('is there before the file can be fetched', async () => {
    const { browser, service } = await open('secretary')
    const { page } = await order(browser, november)
    expect(await entriesOf(service)).toMatchObject([{ rows: null, endedAt: null }])
    expect(page.body).toContain('รอดาวน์โหลด')
  })

  it('goes into the log, without the reason', async () => {
    const lines: string[] = []
    const service = await startService({ at: noon, log: { write: (line) => lines.push(line) } })
    const browser = await signIn(service, 'secretary')
    await take(browser, { ...november, withContacts: 'yes' })
    const told = await until(async () => {
      const found = lines.filter((line) => line.includes('"row export'))
      return found.length === 3 ? found : undefined
    })
    expect(told.map((line) => /"msg":"([^"]+)"/.exec(line)?.[1])).toEqual([
      'row export ordered',
      'row export begun',
      'row export handed over',
    ])
    expect(told.join('')).not.toContain(november.reason)
    const auditor = await signIn(service, 'auditor')
    await auditor.post(path, { ...november, withContacts: 'yes' })
    expect(lines.some((line) => line.includes('row export with contacts refused'))).toBe(true)
  })

  it('is shown to all who may export: who, when, why, and the sum of what they got', async () => {
    const { browser, service } = await open('secretary')
    await enterCase(service)
    const answer = await take(browser, {
      ...november,
      reason: 'ทำ <b>รายงาน</b>',
      withContacts: 'yes',
    })
    const auditor = await signIn(service, 'auditor')
    const { body } = await auditor.get(path)
    expect(body.replaceAll('<wbr />', '')).toContain(sha256(answer.rawPayload))
    expect(body).toContain('ทำ &lt;b&gt;รายงาน&lt;/b&gt;')
    expect(body).toContain('ผู้ใช้ secretary')
    expect(body).toContain('24\u00a0พ.ย. 2569 12:00\u00a0น.')
    expect(body).toContain('1 แถว')
    expect(body).toContain('มีชื่อและช่องทางติดต่อ')
  })

  it('is listed page by page, the newest first', async () => {
    const { browser, service } = await open('secretary')
    const { db } = service.services
    await db.write((tx) =>
      tx.insert(rowExports).values(
        Array.from({ length: 51 }, (_, i) => ({
          accountId: service.cast.secretary.id,
          reason: `เหตุผลที่ ${i + 1}.`,
          from: '2026-10',
          to: '2026-10',
          withContacts: false,
          startedAt: noon + i,
        })),
      ),
    )
    const { body } = await browser.get(path)
    expect(body).toContain('เหตุผลที่ 51.')
    expect(body).not.toContain('เหตุผลที่ 1.')
    const later = /href="([^"]*before=\d+)"/.exec(body)?.[1] ?? ''
    const next = (await browser.get(later)).body
    expect(next).toContain('เหตุผลที่ 1.')
    expect(next).not.toContain('เหตุผลที่ 2.')
    expect((await browser.get(`${path}?before=nonsense`)).body).toContain('เหตุผลที่ 51.')
  })

  it.each([
    [{ endedAt: 5, rows: 1, sha256: 'a' }, 'whole'],
    [{ endedAt: 5, rows: 1 }, 'broken-off'],
    [{}, 'ordered'],
    [{ startedAt: -fetchWithinMs }, 'not-fetched'],
    [{ rows: 0 }, 'under-way'],
    [{ rows: 0, startedAt: -fetchWithinMs - longestExportMs }, 'broken-off'],
  ] as const)('%j is %s', (entry, standing) => {
    const ordered = { startedAt: 0, endedAt: null, rows: null, sha256: null }
    expect(standingOf({ ...ordered, ...entry }, 10)).toBe(standing)
  })
})

describe('when the reader leaves', () => {
  it('the work stops, it is written down as broken off, and the service goes on', async () => {
    const { browser, service } = await open('secretary')
    await enterLongRequests(service, 600)
    const { file, page } = await order(browser, { ...november, withContacts: 'yes' })
    const answer = await readSlowly(service, browser, file)
    await once(answer, 'readable')
    answer.read()
    expect((await browser.get(page.url)).body).toContain('กำลังดาวน์โหลดไฟล์')
    service.time.now += 1000
    answer.destroy()
    const entry = await untilEnded(service)
    expect(entry).toMatchObject({ endedAt: noon + 1000, sha256: null })
    expect(entry.rows).toBeLessThan(600)
    expect((await browser.get(page.url)).body).toContain('การดาวน์โหลดขาดกลางทาง')
    expect((await browser.get(file)).statusCode).toBe(303)

    const whole = await take(browser, { ...november, withContacts: 'yes' })
    expect(rowsIn(whole).length).toBe(601)
    expect((await entriesOf(service))[0]).toMatchObject({
      rows: 600,
      sha256: sha256(whole.rawPayload),
    })
  })

  it('before the first byte was read, its turn is free as well', async () => {
    const service = await startService({ at: noon })
    await enterCase(service)
    const exports = rowExportsOf(service.services)
    for (let i = 0; i < 5; i += 1) {
      const { file } = await fetchOrdered(service, { exports })
      file.destroy()
      await once(file, 'close')
    }
    await untilEnded(service)
  })

  it('and where the database leaves, the file breaks off too: nobody takes half of it for the whole', async () => {
    const service = await startService({ at: noon })
    await enterCase(service)
    const { db } = service.services
    let isGone = false
    const read: Database['read'] = Object.create(db.read, {
      select: {
        value(...columns: Parameters<Database['read']['select']>) {
          if (isGone) throw new Error('The database is gone')
          return db.read.select(...columns)
        },
      },
    })
    const exports = rowExportsOf({ ...service.services, db: { ...db, read } })
    const { file } = await fetchOrdered(service, { exports })
    isGone = true
    await expect(file.toArray()).rejects.toThrow('The database is gone')
    expect(await untilEnded(service)).toMatchObject({ rows: 0, sha256: null })
  })
})

describe('many at once', () => {
  it('are told to wait, and find what they ordered a little later', async () => {
    const { browser, service } = await open('secretary')
    await enterLongRequests(service, 600)
    const orders: string[] = []
    for (let i = 0; i < 3; i += 1)
      orders.push((await order(browser, { ...november, withContacts: 'yes' })).file)
    const [first = '', second = '', third = ''] = orders
    const slow = [
      await readSlowly(service, browser, first),
      await readSlowly(service, browser, second),
    ]
    const busy = await browser.get(third)
    expect(busy.statusCode).toBe(503)
    expect(busy.headers['retry-after']).toBe('60')
    expect(busy.body).toContain('มีผู้ดาวน์โหลดเต็มจำนวนแล้ว')
    expect(busy.body).toContain(`href="${third}"`)
    expect(busy.body).not.toContain('http-equiv="refresh"')
    for (const answer of slow) answer.destroy()
    await until(async () => {
      const entries = await entriesOf(service)
      return entries.filter(({ endedAt }) => endedAt !== null).length === 2 || undefined
    })
    expect(rowsIn(await browser.get(third)).length).toBe(601)
  })
})

/** Sends the form. Gives the page that it leads to, and the address of the file that this page fetches. */
async function order(browser: Browser, fields: Fields, language: '' | '/en' = '') {
  const answer = await browser.post(language + path, fields)
  const url = String(answer.headers.location)
  if (answer.statusCode !== 303) throw new Error(`Not ordered: ${answer.statusCode}`)
  const { body } = await browser.get(url)
  const file = /content="0;url=([^"]+)"/.exec(body)?.[1]
  if (file === undefined) throw new Error('The page fetches nothing')
  return { page: { url, body }, file }
}

/** The same, and fetches the file. */
async function take(browser: Browser, fields: Fields, language?: '/en'): Promise<Answer> {
  return browser.get((await order(browser, fields, language)).file)
}

/** Orders an export without the pages, and begins to fetch it. */
async function fetchOrdered(
  service: Service,
  { pageSize, exports }: { pageSize?: number; exports?: RowExports },
): Promise<{ file: Readable }> {
  const { services, app } = service
  const { accountId } = actorOf(service, 'secretary')
  const wanted = { from: '2026-10', to: '2026-11', reason: 'เหตุผล', withContacts: true, accountId }
  const id = await orderExport(services, wanted, app.log)
  const ordered = await findOwnExport(services.db.read, { id, accountId })
  if (!ordered) throw new Error('Nothing was ordered')
  const fetching = exports ?? rowExportsOf(services, pageSize === undefined ? {} : { pageSize })
  const file = await fetching.fetch(ordered, 'th', app.log)
  if (typeof file === 'string') throw new Error(file)
  return { file }
}

async function open(member: CastMember) {
  const service = await startService({ at: noon })
  return { service, browser: await signIn(service, member) }
}

async function entriesOf({ services }: Service) {
  return listRowExports(services.db.read, { before: undefined, limit: 100 })
}

async function readAll(
  db: Database,
  { pageSize, upTo = 1000 }: { pageSize: number; upTo?: number },
): Promise<ExportRow[][]> {
  const pages: ExportRow[][] = []
  const scope = { from: '2026-10', to: '2026-11', withContacts: false, upTo }
  for await (const page of pagesOf(db.read, scope, pageSize)) pages.push(page)
  return pages
}

/** Asks for the file over the network; of the answer nothing is read. */
async function readSlowly({ app }: Service, browser: Browser, file: string) {
  const isListening = app.server.listening
  const url = isListening ? app.listeningOrigin : await app.listen({ port: 0, host: '127.0.0.1' })
  return beginReading(url + file, cookieOf(browser))
}

/** Of the first, which is short, and so many more, which are long. */
async function enterLongRequests(service: Service, count: number): Promise<void> {
  await enterCase(service)
  await addLongRequests(service.services.db, count - 1)
}

function cookieOf({ cookies }: Browser): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** Waits until all that was begun has ended. Gives the newest. */
async function untilEnded(service: Service) {
  return until(async () => {
    const entries = await entriesOf(service)
    return entries.every(({ endedAt }) => endedAt !== null) ? entries[0] : undefined
  })
}

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await look()
    if (found !== undefined) return found
    await pause(10)
  }
  throw new Error('It did not come about')
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The cells of a file, read by the rules of RFC 4180. */
function rowsIn({ body }: Pick<Answer, 'body'>): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of body
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  rows.pop()
  return rows
}

const aRow: ExportRow = {
  reference: '69-000001-0',
  channel: 'online',
  language: 'th',
  topicId: null,
  divisionId: null,
  status: 'submitted',
  outcome: null,
  receivedOn: '2026-11-02',
  dueOn: '2026-11-17',
  limitOn: '2026-11-17',
  closedOn: null,
  requesterKind: 'unspecified',
  accessForm: 'file',
  deliverBy: 'email',
  subject: 'เรื่อง',
  workingDays: null,
}
