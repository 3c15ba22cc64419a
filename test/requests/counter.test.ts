import { describe, expect, it } from 'vitest'
import { infoRequests } from '#src/database/schema.ts'
import { caseOf } from '../support/cases.ts'
import {
  openBrowser,
  signIn,
  startService,
  type Browser,
  type Fields,
  type Service,
} from '../support/service.ts'

const address = '/staff/requests/new'
const filled = {
  channel: 'post',
  receivedOn: '๒๘ ต.ค. ๒๕๖๙',
  subject: 'รายงานการประชุม',
  details: 'ขอสำเนารายงานการประชุม ครั้งที่ ๕',
  name: 'นางตัวอย่าง ทดสอบ',
  address: '1 ถนนตัวอย่าง กรุงเทพฯ 10400',
}

async function enter(browser: Browser, changes: Fields = {}) {
  const form = await browser.get(address)
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
  return browser.post(address, { idempotencyKey, ...filled, ...changes })
}

function referenceIn(location: unknown): string {
  return /\d\d-\d{6}-\d/.exec(String(location))?.[0] ?? ''
}

async function howMany({ services }: Service): Promise<number> {
  return services.db.read.$count(infoRequests)
}

describe('entering a request for somebody', () => {
  it('takes the day it was received, in either era and any digits', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    for (const receivedOn of ['๒๘ ต.ค. ๒๕๖๙', '28/10/2026', '28 October 2026', '2026-10-28']) {
      const answer = await enter(secretary, { receivedOn })
      expect(answer.statusCode).toBe(303)
      const infoRequest = await caseOf(service, referenceIn(answer.headers.location))
      expect(infoRequest).toMatchObject({
        receivedOn: '2026-10-28',
        dueOn: '2026-11-12',
        channel: 'post',
        deliverBy: 'post',
        status: 'submitted',
        enteredById: service.cast.secretary.id,
      })
    }
  })

  it('offers today, and routes by topic at once', async () => {
    const service = await startService()
    const officer = await signIn(service, 'officer')
    const form = await officer.get(address)
    expect(form.body).toMatch(/name="receivedOn"\s+type="text"\s+value="2\sพฤศจิกายน 2569"/)
    expect(form.body).toContain('หัวข้อสอง (กองตัวอย่างสอง)')
    const answer = await enter(officer, {
      receivedOn: '2 พฤศจิกายน 2569',
      channel: 'phone',
      topic: String(service.cast.topics.first),
    })
    const infoRequest = await caseOf(service, referenceIn(answer.headers.location))
    expect(infoRequest).toMatchObject({
      receivedOn: '2026-11-02',
      divisionId: service.cast.divisions.first,
      status: 'assigned',
    })
  })

  it('enters the same form once, however often it is sent', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const form = await secretary.get(address)
    const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => secretary.post(address, { idempotencyKey, ...filled })),
    )
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await howMany(service)).toBe(1)
  })

  it('asks again for everything at once, keeping what was typed', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const answer = await enter(secretary, {
      channel: '',
      receivedOn: '3/11/2569',
      subject: '',
      details: '<b>หนา</b>',
      name: '',
      address: '',
      email: 'nowhere',
      deliverBy: 'post',
    })
    expect(answer.statusCode).toBe(422)
    const faults = [...answer.body.matchAll(/<li><a href="#(\w+)">([^<]+)/g)].map(
      ([, field, sentence]) => [field, sentence],
    )
    expect(faults).toEqual([
      ['channel', 'เลือกช่องทางที่ได้รับคำขอ'],
      ['receivedOn', 'วันที่ได้รับต้องไม่อยู่หลังวันนี้'],
      ['subject', 'กรอกเรื่องที่ขอข้อมูล'],
      ['name', 'กรอกชื่อผู้ขอ'],
      ['email', 'กรอกอีเมลให้ถูกต้อง เช่น somchai@example.com'],
    ])
    expect(answer.body).toContain('value="3/11/2569"')
    expect(answer.body).toContain('&lt;b&gt;หนา&lt;/b&gt;')
    expect(await howMany(service)).toBe(0)
  })

  it.each([
    ['', 'กรอกวันที่ได้รับคำขอ'],
    ['เมื่อวาน', 'กรอกวันที่พร้อมปี 4 หลัก'],
    ['31/2/2569', 'กรอกวันที่พร้อมปี 4 หลัก'],
    ['28/10/69', 'กรอกวันที่พร้อมปี 4 หลัก'],
    ['3 พ.ย. 2569', 'วันที่ได้รับต้องไม่อยู่หลังวันนี้'],
  ])('does not take the day %j', async (receivedOn, sentence) => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const answer = await enter(secretary, { receivedOn })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(await howMany(service)).toBe(0)
  })

  it.each([
    ['an unknown field', { status: 'answered' }, 'แบบฟอร์มนี้มีข้อมูลที่เราไม่รู้จัก'],
    ['the channel of the website', { channel: 'online' }, 'เลือกช่องทางที่ได้รับคำขอ'],
    ['no key', { idempotencyKey: '' }, 'แบบฟอร์มนี้มีข้อมูลที่เราไม่รู้จัก'],
    ['a topic that is not on offer', { topic: '999' }, 'เลือกจากรายการที่มี'],
  ])('refuses %s with a sentence', async (_what, changes, sentence) => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const answer = await enter(secretary, changes)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(await howMany(service)).toBe(0)
  })

  it('is for the secretary and for officers', async () => {
    const service = await startService()
    for (const member of ['head', 'executive', 'admin', 'auditor'] as const) {
      const browser = await signIn(service, member)
      expect((await browser.get(address)).statusCode).toBe(403)
      const answer = await browser.post(address, filled, { from: '/staff' })
      expect(answer.statusCode).toBe(403)
    }
    const nobody = await openBrowser(service).get(address)
    expect(nobody.statusCode).toBe(303)
    expect(nobody.headers.location).toContain('/staff/sign-in')
    expect(await howMany(service)).toBe(0)
  })
})

describe('the slip', () => {
  const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/

  it('shows the tracking code to the browser that entered the request, for half an hour', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const answer = await enter(secretary)
    const slip = await secretary.get(String(answer.headers.location))
    expect(slip.body).toContain(referenceIn(answer.headers.location))
    expect(slip.body).toMatch(code)
    expect(slip.body).toContain('class="qr-code"')
    expect(slip.headers['cache-control']).toBe('no-store')
    const other = await (await signIn(service, 'secretary')).get(String(answer.headers.location))
    expect(other.statusCode).toBe(200)
    expect(other.body).not.toMatch(code)
    service.time.now += 29 * 60_000
    expect((await secretary.get(String(answer.headers.location))).body).toMatch(code)
    service.time.now += 2 * 60_000
    const late = await secretary.get(String(answer.headers.location))
    expect(late.body).not.toMatch(code)
    expect(late.body).toContain('ใบรับนี้ไม่มีรหัสติดตาม')
  })

  it('has a code that opens the request', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const answer = await enter(secretary)
    const slip = await secretary.get(String(answer.headers.location))
    const typed = code.exec(slip.body)?.[0] ?? ''
    const reference = referenceIn(answer.headers.location)
    const citizen = openBrowser(service)
    const opened = await citizen.post('/track', { reference, code: typed })
    expect(opened.statusCode).toBe(303)
    expect(opened.headers.location).toBe(`/requests/${reference}`)
  })

  it('is all an officer sees of what went to another division', async () => {
    const service = await startService()
    const officer = await signIn(service, 'officer')
    const answer = await enter(officer, { topic: String(service.cast.topics.second) })
    const reference = referenceIn(answer.headers.location)
    const slip = await officer.get(`/staff/requests/${reference}/slip`)
    expect(slip.statusCode).toBe(200)
    expect(slip.body).not.toContain('เปิดคำขอนี้')
    expect((await officer.get(`/staff/requests/${reference}`)).statusCode).toBe(404)
    const colleague = await signIn(service, 'colleague')
    expect((await colleague.get(`/staff/requests/${reference}/slip`)).statusCode).toBe(404)
  })

  it('speaks English', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const answer = await enter(secretary)
    const slip = await secretary.get(`/en${String(answer.headers.location)}`)
    expect(slip.body).toContain('Receipt of a request for official information')
    expect(slip.body).toContain('/en/track and enter the reference')
    const form = await secretary.get('/en/staff/requests/new')
    expect(form.body).toContain('Enter a request for somebody')
  })
})
