import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import {
  drafts,
  events,
  files,
  infoRequests,
  letters,
  referenceSeries,
} from '#src/database/schema.ts'
import { submitInfoRequest } from '#src/requests/commands.ts'
import type { InfoRequestForm } from '#src/requests/form.ts'
import { findDraftByKey, findDraftToSend, forgetOldDrafts, markSent } from '#src/requests/drafts.ts'
import { draftLifeMs } from '#src/web/visitor.ts'
import { countKeptFiles } from '../support/database.ts'
import { aPdf } from '../support/sample-files.ts'
import { multipart } from '../support/multipart.ts'
import {
  openBrowser,
  startService,
  submitRequest,
  type Browser,
  type Service,
} from '../support/service.ts'

const information = {
  subject: 'สถิติห้องสมุดอาเซียน',
  details: 'ขอจำนวนผู้ใช้ห้องสมุดอาเซียนแยกตามจังหวัด',
}
const you = { name: 'สมหญิง', email: 'somying@example.com' }

/** The same, checked. */
const aForm: InfoRequestForm = {
  ...information,
  ...you,
  topic: null,
  period: '',
  accessForm: 'file',
  language: 'th',
  requesterKind: 'unspecified',
  title: '',
  affiliation: '',
  purpose: '',
  phone: '',
  deliverBy: 'email',
  address: '',
}

/** A browser that has filled in everything and looks at the last page. */
async function readyToSend(
  service: Service,
  browser: Browser = openBrowser(service),
): Promise<{ browser: Browser; idempotencyKey: string }> {
  await browser.post('/requests/new/information', information)
  await browser.post('/requests/new/you', you)
  const check = await browser.get('/requests/new/check')
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(check.body)?.[1] ?? ''
  return { browser, idempotencyKey }
}

function listRequests({ services: { db } }: Service) {
  return db.read.select().from(infoRequests)
}

describe('asking', () => {
  it('leads from page to page to a receipt with reference, code and dates', async () => {
    const service = await startService()
    const browser = openBrowser(service)

    const first = await browser.post('/requests/new/information', information)
    expect(first.headers.location).toBe('/requests/new/you')
    const second = await browser.post('/requests/new/you', you)
    expect(second.headers.location).toBe('/requests/new/files')
    const third = await browser.post('/requests/new/files', {})
    expect(third.headers.location).toBe('/requests/new/check')
    const check = await browser.get('/requests/new/check')
    expect(check.body).toContain(information.details)
    expect(check.body).toContain(you.email)
    const { idempotencyKey } = await readyToSend(service, browser)
    const sent = await browser.post(
      '/requests',
      { idempotencyKey },
      { from: '/requests/new/check' },
    )
    expect(sent.statusCode).toBe(303)
    const receipt = await browser.get(String(sent.headers.location))

    expect(receipt.statusCode).toBe(200)
    expect(receipt.body).toMatch(/70-000001-\d/)
    expect(receipt.body).toMatch(/[2-9A-Z]{4}(-[2-9A-Z]{4}){3}/)
    expect(receipt.body).toContain('2\u00a0พฤศจิกายน 2569')
    expect(receipt.body).toContain('17\u00a0พฤศจิกายน 2569')
    const [saved] = await listRequests(service)
    expect(saved).toMatchObject({
      ...information,
      ...you,
      channel: 'online',
      status: 'submitted',
      receivedOn: '2026-11-02',
      dueOn: '2026-11-17',
      deliverBy: 'email',
    })
  })

  it('is complete in English, and the letter follows the chosen language', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    await browser.post('/en/requests/new/information', {
      subject: 'Statistics',
      details: 'Visitors of the ASEAN libraries',
    })
    await browser.post('/en/requests/new/you', { name: 'Jane', phone: '+66 81 234 5678' })
    const check = await browser.get('/en/requests/new/check')
    expect(check.body).toContain('Check your answers')
    const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(check.body)?.[1] ?? ''
    const sent = await browser.post(
      '/en/requests',
      { idempotencyKey },
      { from: '/en/requests/new/check' },
    )
    expect(sent.headers.location).toMatch(/^\/en\/requests\/70-000001-\d\/receipt$/)
    const receipt = await browser.get(String(sent.headers.location))
    expect(receipt.body).toContain('We have received your request')
    const [letter] = await service.services.db.read.select().from(letters)
    expect(letter).toMatchObject({ language: 'en', state: 'on-paper' })
    expect(letter?.body).toContain('We will answer by: Tuesday 17 November 2026')
  })

  it('writes a letter of receipt that holds nothing from the form but the address', async () => {
    const service = await startService()
    await submitRequest(service, { name: 'โปรดคลิก http://evil.example', subject: 'โฆษณา' })
    const [letter] = await service.services.db.read.select().from(letters)
    expect(letter).toMatchObject({
      kind: 'receipt',
      state: 'waiting',
      toAddress: 'somchai@example.com',
      toName: '',
    })
    expect(letter?.body).not.toContain('evil')
    expect(`${letter?.subject} ${letter?.body}`).not.toContain('โฆษณา')
  })

  it('goes to the division of its topic at once, and otherwise waits for the secretary', async () => {
    const service = await startService()
    const { topics, divisions } = service.cast
    await submitRequest(service, { topic: String(topics.first) })
    await submitRequest(service, { topic: String(topics.unrouted) })
    expect(await listRequests(service)).toMatchObject([
      { status: 'assigned', divisionId: divisions.first },
      { status: 'submitted', divisionId: null },
    ])
    const history = await service.services.db.read.select().from(events)
    expect(history.map(({ infoRequestId, action, role }) => [infoRequestId, action, role])).toEqual(
      [
        [1, 'submit', 'requester'],
        [1, 'assign', 'system'],
        [2, 'submit', 'requester'],
      ],
    )
  })

  it('counts as received at the next office time when sent on a Friday evening', async () => {
    const service = await startService({ at: Date.parse('2026-11-06T20:15:00+07:00') })
    const { browser, reference } = await submitRequest(service)
    const [saved] = await listRequests(service)
    expect(saved).toMatchObject({ receivedOn: '2026-11-09', dueOn: '2026-11-24' })
    const receipt = await browser.get(`/requests/${reference}/receipt`)
    expect(receipt.body).toContain('นอกเวลาราชการ')
  })

  it('does not offer the later pages before the first is done', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    for (const page of ['you', 'files', 'check']) {
      const answer = await browser.get(`/requests/new/${page}`)
      expect(answer.headers.location).toBe('/requests/new/information')
    }
  })
})

describe('a page with something wrong', () => {
  it('says so beside the field and keeps what was typed', async () => {
    const service = await startService()
    const answer = await openBrowser(service).post('/requests/new/information', {
      subject: '',
      details: 'ขอ <b>ข้อมูล</b>',
      period: '2569',
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('href="#subject"')
    expect(answer.body).toContain('id="subject-error"')
    expect(answer.body).toContain('ขอ &lt;b&gt;ข้อมูล&lt;/b&gt;')
    expect(answer.body).toContain('value="2569"')
    expect(await service.services.db.read.select().from(drafts)).toEqual([])
  })

  it('wants one way to reach the person, and the one that delivery needs', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    await browser.post('/requests/new/information', information)
    const nothing = await browser.post('/requests/new/you', { name: 'ก' })
    expect(nothing.statusCode).toBe(422)
    expect(nothing.body).toContain('กรอกอีเมล โทรศัพท์ หรือที่อยู่ อย่างน้อยหนึ่งช่องทาง')
    const noAddress = await browser.post('/requests/new/you', {
      name: 'ก',
      email: 'k@example.com',
      deliverBy: 'post',
    })
    expect(noAddress.body).toContain('เพราะท่านเลือกรับคำตอบทางไปรษณีย์')
    const wrong = await browser.post('/requests/new/you', {
      name: 'ก',
      email: 'a@b.example, c@d.example',
    })
    expect(wrong.body).toContain('กรอกอีเมลให้ถูกต้อง')
  })

  it('counts letters as people do: a tone mark is no letter of its own', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    const longest = 'ที่'.repeat(4000)
    const fits = await browser.post('/requests/new/information', {
      ...information,
      details: longest,
    })
    expect(fits.statusCode).toBe(303)
    const over = await browser.post('/requests/new/information', {
      ...information,
      details: `${longest}ก`,
    })
    expect(over.statusCode).toBe(422)
    expect(over.body).toContain('พิมพ์ไม่เกิน 4,000 ตัวอักษร')
  })

  it.each([
    ['an unknown field', 'subject=a&details=b&status=answered'],
    ['a field sent twice', 'subject=a&subject=b&details=c'],
    ['a list for a text', 'subject[]=a&details=b'],
    ['a choice that is not offered', 'subject=a&details=b&accessForm=carrier-pigeon'],
    ['a topic that is not offered', 'subject=a&details=b&topic=99999'],
    ['NUL', 'subject=a%00b&details=c'],
    ['a control character', 'subject=a%1Bb&details=c'],
    ['a hidden change of direction', 'subject=a%E2%80%AEb&details=c'],
    ['a prototype', '__proto__=x&subject=a&details=b'],
    ['the trap for robots', 'subject=a&details=b&website=http%3A%2F%2Fspam.example'],
    ['nothing but spaces', 'subject=%20%E3%80%80%20&details=%0A'],
  ])('answers 422 to %s, and saves nothing', async (_what, payload) => {
    const service = await startService()
    const answer = await sendRaw(service, payload)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('govuk-error-summary')
    expect(await service.services.db.read.select().from(drafts)).toEqual([])
  })

  it.each([
    ['a lone surrogate', 'subject=%ED%A0%80&details=b'],
    ['bytes that are not UTF-8', 'subject=%FF%FE&details=b'],
    ['a broken escape', 'subject=%E0%A4&details=b'],
    ['a hundred thousand fields', 'a=1&'.repeat(50_000)],
  ])('answers 400 to %s', async (_what, payload) => {
    const service = await startService()
    const answer = await sendRaw(service, payload)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('อ่านสิ่งที่ส่งมาไม่ได้')
  })

  it.each([
    ['application/json', '{"subject":"a"}', 415],
    ['text/plain', 'subject=a', 415],
    ['multipart/form-data; boundary=x', '--x--', 415],
  ])('does not read %s', async (contentType, payload, status) => {
    const service = await startService()
    const answer = await service.app.inject({
      method: 'POST',
      url: '/requests/new/information',
      headers: { 'content-type': contentType },
      payload,
    })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain('<h1')
  })

  it('answers 413 to a body no form of ours can have', async () => {
    const service = await startService()
    const answer = await sendRaw(service, `subject=${'a'.repeat(300_000)}`)
    expect(answer.statusCode).toBe(413)
    expect(answer.body).toContain('ยังไม่มีการบันทึก')
    expect(answer.body).toContain('href="/requests/new/information">กลับไปที่แบบฟอร์ม')
  })

  it('offers no way back to a form that has no page of its own', async () => {
    const { app } = await startService()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.inject({ method: 'POST', url: '/requests', headers, payload: '%' })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).not.toContain('กลับไปที่แบบฟอร์ม')
  })
})

describe('sending', () => {
  it('gives one request and the same receipt, however often the same form is sent', async () => {
    const service = await startService()
    const { browser, idempotencyKey } = await readyToSend(service)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        browser.post('/requests', { idempotencyKey }, { from: '/requests' }),
      ),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    const later = await browser.post('/requests', { idempotencyKey }, { from: '/requests' })
    expect(later.headers.location).toBe(answers[0]?.headers.location)
    expect(await listRequests(service)).toHaveLength(1)
    expect(await service.services.db.read.select().from(letters)).toHaveLength(1)
    const [first, second] = await Promise.all([
      browser.get(String(later.headers.location)),
      browser.get(String(later.headers.location)),
    ])
    expect(codeIn(first.body)).toBe(codeIn(second.body))
  })

  it('lets the next request begin afresh after one was sent', async () => {
    const service = await startService()
    const { browser } = await submitRequest(service)
    const again = await browser.get('/requests/new/information')
    expect(again.body).not.toContain('รายงานการประชุมสุดยอดอาเซียน</textarea')
    await submitRequest(service, { subject: 'เรื่องที่สอง' }, browser)
    expect(await listRequests(service)).toHaveLength(2)
  })

  it('shows the code for half an hour in the browser that sent, and to nobody else', async () => {
    const service = await startService()
    const { browser, reference, code } = await submitRequest(service)
    const soon = await browser.get(`/requests/${reference}/receipt`)
    expect(codeIn(soon.body)).toBe(code)
    const stranger = await openBrowser(service).get(`/requests/${reference}/receipt`)
    expect(stranger.statusCode).toBe(303)
    expect(stranger.headers.location).toMatch(/^\/track/)
    service.time.now += 31 * 60_000
    const late = await browser.get(`/requests/${reference}/receipt`)
    expect(late.statusCode).toBe(200)
    expect(codeIn(late.body)).toBeUndefined()
  })

  it('stores neither the code nor the cookie, only hashes', async () => {
    const service = await startService()
    const { browser, code } = await submitRequest(service)
    const everything = JSON.stringify([
      await listRequests(service),
      await service.services.db.read.select().from(drafts),
      await service.services.db.read.select().from(letters),
    ])
    expect(everything).not.toContain(code)
    expect(everything).not.toContain(code.replaceAll('-', ''))
    expect(everything).not.toContain(String(browser.cookies.get('p')))
    expect(everything).toContain('$argon2id$')
  })

  it('numbers without a hole, also after a submission that failed half-way', async () => {
    const service = await startService()
    await submitRequest(service)
    const { browser, idempotencyKey } = await readyToSend(service)
    const { db } = service.services
    // The last thing a submission writes is its letter: one with the same key makes it fail.
    await expect(
      db.write(async (tx) => {
        await tx
          .insert(referenceSeries)
          .values({ fiscalYear: 2570, last: 9 })
          .onConflictDoUpdate({
            target: referenceSeries.fiscalYear,
            set: { last: 9 },
          })
        throw new Error('on purpose')
      }),
    ).rejects.toThrow('on purpose')
    await browser.post('/requests', { idempotencyKey }, { from: '/requests' })
    const references = (await listRequests(service)).map(({ reference }) => reference.slice(0, 9))
    expect(references).toEqual(['70-000001', '70-000002'])
  })

  it('takes up a draft of yesterday, and says what was lost when it is too old', async () => {
    const service = await startService()
    const { browser, idempotencyKey } = await readyToSend(service)
    service.time.now += 26 * 3_600_000
    expect((await browser.get('/requests/new/check')).body).toContain(information.details)
    service.time.now += 8 * 24 * 3_600_000
    expect((await browser.get('/requests/new/check')).statusCode).toBe(303)
    const { tidy } = await import('#src/housekeeping.ts')
    await tidy(service.services)
    const tooLate = await browser.post(
      '/requests',
      { idempotencyKey },
      { from: '/requests/new/information' },
    )
    expect(tooLate.statusCode).toBe(404)
    expect(tooLate.body).toContain('ไม่พบแบบร่างคำขอ')
    expect(await listRequests(service)).toEqual([])
  })

  it('begins again at the page that is no longer complete', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    await browser.post('/requests/new/information', information)
    expect((await browser.get('/requests/new/check')).headers.location).toBe('/requests/new/you')
  })
})

describe('a form that is not from this page and browser', () => {
  it('keeps what was typed when the token is old, and can be sent again from there', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    await browser.get('/requests/new/information')
    browser.token = 'an-old-token'
    const refused = await browser.post('/requests/new/information', information, {
      from: '/requests/new/information',
    })
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain(`value="${information.subject}"`)
    expect(refused.body).toContain('ส่งอีกครั้ง')
    expect(await service.services.db.read.select().from(drafts)).toEqual([])
    const again = await browser.post('/requests/new/information', information, {
      from: '/requests/new/information',
    })
    expect(again.statusCode).toBe(303)
  })

  it.each(['cross-site', 'same-site'])('is refused when the browser says %s', async (site) => {
    const service = await startService()
    const browser = openBrowser(service)
    const answer = await browser.post('/requests/new/information', information, {
      headers: { 'sec-fetch-site': site },
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('เว็บไซต์อื่น')
    expect(await service.services.db.read.select().from(drafts)).toEqual([])
  })

  it('is refused when an older browser names another origin', async () => {
    const service = await startService()
    const answer = await openBrowser(service).post('/requests/new/information', information, {
      headers: { origin: 'https://evil.example' },
    })
    expect(answer.statusCode).toBe(403)
  })

  it("is refused with another visitor's token", async () => {
    const service = await startService()
    const other = openBrowser(service)
    await other.get('/requests/new/information')
    const browser = openBrowser(service)
    await browser.get('/requests/new/information')
    browser.token = other.token
    const answer = await browser.post('/requests/new/information', information)
    expect(answer.statusCode).toBe(403)
  })
})

describe('files', () => {
  it('are added and removed one by one, and go with the request', async () => {
    const service = await startService()
    const { browser } = await readyToSend(service)
    const pdf = aPdf()
    const added = await addFile(service, browser, 'แผนงาน.pdf', pdf)
    expect(added.headers.location).toBe('/requests/new/files')
    await addFile(service, browser, 'สอง.pdf', pdf)
    const page = await browser.get('/requests/new/files')
    expect(page.body).toContain('แผนงาน.pdf')
    const [first, second] = await service.services.db.read.select().from(files)
    await browser.post(
      `/requests/new/files/${second?.id}/removal`,
      {},
      { from: '/requests/new/files' },
    )
    const check = await browser.get('/requests/new/check')
    expect(check.body).toContain('แผนงาน.pdf')
    expect(check.body).not.toContain('สอง.pdf')
    const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(check.body)?.[1] ?? ''
    await browser.post('/requests', { idempotencyKey }, { from: '/requests/new/check' })
    const kept = await service.services.db.read.select().from(files)
    expect(kept).toMatchObject([
      { id: first?.id, infoRequestId: 1, draftId: null, size: pdf.length },
    ])
    expect(kept[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('that cannot be taken are named beside the field, and the others stay', async () => {
    const service = await startService()
    const { browser } = await readyToSend(service)
    await addFile(service, browser, 'ดี.pdf', aPdf())
    const refused = await addFile(service, browser, 'หน้าเว็บ.pdf', Buffer.from('<html><script>'))
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('ไฟล์ต้องเป็น PDF')
    expect(refused.body).toContain('ดี.pdf')
    const large = await addFile(service, browser, 'ใหญ่.pdf', Buffer.alloc(10 * 1024 * 1024 + 1, 37))
    expect(large.statusCode).toBe(422)
    expect(large.body).toContain('ไม่เกิน 10')
    expect(await service.services.db.read.select().from(files)).toHaveLength(1)
  })

  it('are at most five', async () => {
    const service = await startService()
    const { browser } = await readyToSend(service)
    for (let i = 1; i <= 5; i++) await addFile(service, browser, `${i}.pdf`, aPdf())
    const sixth = await addFile(service, browser, '6.pdf', aPdf())
    expect(sixth.statusCode).toBe(422)
    expect(sixth.body).toContain('แนบได้ไม่เกิน 5 ไฟล์')
  })

  it("of another visitor's draft cannot be removed", async () => {
    const service = await startService()
    const { browser } = await readyToSend(service)
    await addFile(service, browser, 'ของฉัน.pdf', aPdf())
    const [file] = await service.services.db.read.select().from(files)
    const { browser: other } = await readyToSend(service)
    await other.post(`/requests/new/files/${file?.id}/removal`, {}, { from: '/requests/new/files' })
    expect(
      await service.services.db.read
        .select()
        .from(files)
        .where(eq(files.id, file?.id ?? '')),
    ).toHaveLength(1)
  })

  it('need the token before the file', async () => {
    const service = await startService()
    const { browser } = await readyToSend(service)
    browser.token = 'wrong'
    const answer = await addFile(service, browser, 'x.pdf', aPdf(), { keepToken: true })
    expect(answer.statusCode).toBe(403)
    expect(await service.services.db.read.select().from(files)).toEqual([])
  })
})

describe('a draft that is being sent in another tab', () => {
  it('takes no more files: they would go nowhere', async () => {
    const service = await startService()
    const { browser, send } = await beingSent(service)
    const adding = addFile(service, browser, 'แผนงาน.pdf', aPdf())
    await send()
    const answer = await adding
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('คำขอนี้ส่งไปแล้ว')
    expect(await service.services.db.read.select().from(files)).toEqual([])
    expect(await countKeptFiles(service.services)).toBe(0)
  })

  it('is not changed: what was typed goes into a new one', async () => {
    const service = await startService()
    const { browser, send } = await beingSent(service)
    const saving = browser.post('/requests/new/you', { ...you, name: 'สมศรี' })
    await send()
    expect((await saving).statusCode).toBe(303)
    const [sent, next] = await service.services.db.read.select().from(drafts).orderBy(drafts.id)
    expect(sent?.answers.you?.['name']).toBe('สมหญิง')
    expect(next).toMatchObject({ infoRequestId: null, answers: { you: { name: 'สมศรี' } } })
  })

  it('is not sent when a page of it was saved after it was read: what was typed would be lost', async () => {
    const service = await startService()
    const { browser, idempotencyKey } = await readyToSend(service)
    const { db } = service.services
    const visitor = browser.cookies.get('p') ?? ''
    const read = await findDraftByKey(db.read, visitor, idempotencyKey)
    if (!read) throw new Error('There is no draft')
    service.time.now += 1
    await browser.post('/requests/new/you', { ...you, name: 'สมศรี' })
    expect(await submitInfoRequest(service.services, visitor, read, aForm)).toBeUndefined()
    expect(await listRequests(service)).toEqual([])
    const again = await findDraftByKey(db.read, visitor, idempotencyKey)
    expect(again?.answers.you?.['name']).toBe('สมศรี')
    expect(await submitInfoRequest(service.services, visitor, again ?? read, aForm)).toBeDefined()
  })

  it('is not forgotten, however old it is: its receipt can be read again', async () => {
    const service = await startService()
    const { send } = await beingSent(service)
    service.time.now += draftLifeMs + 1
    const forgetting = forgetOldDrafts(service.services.db, service.time.now)
    await send()
    expect(await forgetting).toBe(0)
    expect(await service.services.db.read.select().from(drafts)).toHaveLength(1)
  })
})

/** A form at the moment in which it is sent; `send` lets whoever came in between wait, and ends it. */
async function beingSent(service: Service) {
  const { db } = service.services
  await submitRequest(service)
  const [{ id } = { id: 0 }] = await listRequests(service)
  await db.write((tx) => tx.delete(drafts))
  const { browser, idempotencyKey } = await readyToSend(service)
  const begun = Promise.withResolvers<void>()
  const ending = Promise.withResolvers<void>()
  const sending = db.write(async (tx) => {
    const draft = await findDraftToSend(tx, browser.cookies.get('p') ?? '', idempotencyKey)
    begun.resolve()
    await ending.promise
    await markSent(tx, draft?.id ?? 0, id)
  })
  await begun.promise
  return {
    browser,
    async send() {
      await pause(300)
      ending.resolve()
      await sending
    },
  }
}

async function sendRaw(service: Service, payload: string) {
  const browser = openBrowser(service)
  await browser.get('/requests/new/information')
  return service.app.inject({
    method: 'POST',
    url: '/requests/new/information',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: `p=${browser.cookies.get('p')}`,
    },
    payload: `_csrf=${encodeURIComponent(browser.token)}&${payload}`,
  })
}

async function addFile(
  { app }: Service,
  browser: Browser,
  name: string,
  content: Buffer,
  { keepToken = false } = {},
) {
  if (!keepToken) await browser.get('/requests/new/files')
  return app.inject({
    method: 'POST',
    url: '/requests/new/files',
    ...multipart({ _csrf: browser.token, go: 'add' }, { name, content }),
    cookies: Object.fromEntries(browser.cookies),
  })
}

function codeIn(body: string): string | undefined {
  return /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(body)?.[0]
}
