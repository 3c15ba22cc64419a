import { describe, expect, it } from 'vitest'
import { ruleNames, ruleOn, type RuleName } from '#src/department/rules.ts'
import { listRecords, listRules } from '#src/department/store.ts'
import { caseOf, enterCase } from '../support/cases.ts'
import {
  openBrowser,
  signIn,
  startService,
  type Answer,
  type Browser,
  type Service,
} from '../support/service.ts'

const room = '/staff/admin/settings'

async function start() {
  const service = await startService() // on Monday 2 November 2026
  return { service, browser: await signIn(service, 'admin') }
}

async function ruleNow<Name extends RuleName>({ services }: Service, name: Name, day: string) {
  return ruleOn(await services.rules(), name, day)
}

/** With plain blanks: which ones may not break is no matter here. */
function said({ body }: Answer): string {
  return body.replaceAll('\u00a0', ' ')
}

/** A form that is right for each rule. */
const right: Record<RuleName, Record<string, string>> = {
  limit: { days: '30', unit: 'working' },
  pause: { movesDueDate: 'yes' },
  extension: { times: '2', days: '30' },
  question: { least: '10', most: '30' },
  reminder: { workingDays: '5' },
  objection: { days: '20', post: '10' },
  fees: { page: '0.50', certification: '5' },
  net: { workingDays: '2', waitingDays: '40' },
  survey: { url: 'https://example.go.th/survey?agency=1' },
  letterhead: {
    number: 'กต 1200',
    nameTh: 'กรมตัวอย่าง',
    nameEn: 'Example Department',
    addressTh: 'ถนนตัวอย่าง',
    addressEn: 'Example Road',
    phone: '0 2000 0000',
    email: 'info@example.go.th',
  },
}

function set(browser: Browser, name: RuleName, changes: Record<string, string> = {}) {
  const fields = { ...right[name], from: '1 ธันวาคม 2569', ...changes }
  return browser.post(`/en${room}/${name}`, fields)
}

describe('what the department decides', () => {
  it('is shown with its value, where it comes from, and that it is no law', async () => {
    const { browser } = await start()
    const page = await browser.get(room)
    expect(said(page)).toContain('เป็นการตัดสินใจของกรม ไม่ใช่ถ้อยคำของกฎหมาย')
    expect(said(page)).toContain('15 วันตามปฏิทิน')
    expect(said(page)).toContain('ภายในเวลาอันสมควร')
    expect(said(page)).toContain('ไม่มีค่าธรรมเนียม')
    expect(said(page)).toContain('มาตรา 17 ให้เวลาคัดค้านไม่น้อยกว่า 15 วัน')
    const overview = await browser.get('/staff/admin')
    expect(said(overview)).toContain(`href="${room}"`)
    expect(said(overview)).toContain('href="/staff/admin/holidays"')
  })

  it('can each be set from a day on, and what holds until then stays', async () => {
    const { service, browser } = await start()
    for (const name of ruleNames) {
      const saved = await set(browser, name)
      expect([name, saved.statusCode]).toEqual([name, 303])
      const page = await browser.get(String(saved.headers.location))
      expect(said(page)).toContain('The value was saved')
      expect(said(page)).toContain('From Tuesday 1 December 2026')
      expect(said(page)).toContain('ผู้ใช้ admin')
    }
    expect(await ruleNow(service, 'limit', '2026-11-30')).toEqual({ days: 15, unit: 'calendar' })
    expect(await ruleNow(service, 'limit', '2026-12-01')).toEqual({ days: 30, unit: 'working' })
    expect(await ruleNow(service, 'fees', '2026-12-01')).toEqual({ page: 50, certification: 500 })
    expect(await ruleNow(service, 'pause', '2026-12-01')).toEqual({ movesDueDate: true })
    expect(await ruleNow(service, 'letterhead', '2027-01-01')).toEqual(right.letterhead)
  })

  it('can lead to the official survey, or to none', async () => {
    const { service, browser } = await start()
    await set(browser, 'survey', { from: '2/11/2569' })
    expect(await ruleNow(service, 'survey', '2026-11-02')).toEqual(right.survey)
    await set(browser, 'survey', { url: '', from: '2/11/2569' })
    expect(await ruleNow(service, 'survey', '2026-11-02')).toEqual({ url: '' })
    expect(said(await browser.get(`/en${room}/survey`))).toContain('No link is shown')
  })

  it('is typed in Thai digits as well, and fees in baht with satang', async () => {
    const { service, browser } = await start()
    await set(browser, 'fees', { page: '๑.๐', certification: ' 1.50 ', from: '๒/๑๑/๒๕๖๙' })
    expect(await ruleNow(service, 'fees', '2026-11-02')).toEqual({ page: 100, certification: 150 })
    const page = await browser.get(`/en${room}/fees`)
    expect(said(page)).toContain('1.50 baht for a certification')
    expect(said(page)).toContain('value="1.50"')
    await set(browser, 'fees', { page: '0', certification: '0.29', from: '2/11/2569' })
    expect(await ruleNow(service, 'fees', '2026-11-02')).toEqual({ page: 0, certification: 29 })
  })

  it('comes back with a sentence beside the field, and all that was typed', async () => {
    const { service, browser } = await start()
    const wrong: [RuleName, Record<string, string>, string][] = [
      ['limit', { days: '' }, 'Number of days: Enter a number'],
      ['limit', { days: 'fifteen' }, 'Enter a whole number'],
      ['limit', { days: '15.5' }, 'Enter a whole number'],
      ['limit', { days: '-1' }, 'Enter a whole number'],
      ['limit', { days: '61' }, 'Enter a number from 1 to 60'],
      ['limit', { unit: 'weeks' }, 'Choose one'],
      ['pause', { movesDueDate: '' }, 'Choose one'],
      ['objection', { days: '14' }, 'Enter a number from 15 to 90'],
      ['question', { least: '30', most: '29' }, 'cannot be fewer than the least'],
      ['fees', { page: '1.01' }, 'Enter a number from 0.00 to 1.00'],
      ['fees', { page: '0.505' }, 'no more than two places'],
      ['fees', { page: '0,50' }, 'no more than two places'],
      ['letterhead', { nameTh: '' }, 'Name in Thai: Fill in this field'],
      ['letterhead', { addressEn: 'x'.repeat(201) }, '200 characters or fewer'],
      ['letterhead', { phone: 'a\u0000b' }, 'cannot be printed'],
      ['letterhead', { email: 'nobody' }, 'Enter an e-mail address'],
      ['survey', { url: 'http://example.go.th/survey' }, 'beginning with https://'],
      ['survey', { url: 'javascript:alert(1)' }, 'beginning with https://'],
      ['survey', { url: 'https:example.go.th' }, 'beginning with https://'],
      ['survey', { url: 'https://localhost/survey' }, 'beginning with https://'],
      ['survey', { url: 'https://a:b@example.go.th' }, 'beginning with https://'],
      ['survey', { url: 'https://example.go.th/a b' }, 'beginning with https://'],
      ['survey', { url: 'example.go.th' }, 'beginning with https://'],
      ['survey', { url: 'https://example.go.th/\u0000' }, 'cannot be printed'],
      ['survey', { url: `https://example.go.th/${'x'.repeat(200)}` }, '200 characters or fewer'],
      ['net', { from: '' }, 'Enter the day from which it holds'],
      ['net', { from: 'tomorrow' }, 'in four digits'],
      ['net', { from: '1 พ.ย. 2569' }, 'from Monday 2 November 2026 at the earliest'],
      ['net', { from: '1 ธ.ค. 2590' }, 'too far away'],
      ['net', { surprise: 'yes' }, 'something we do not know'],
    ]
    for (const [name, change, sentence] of wrong) {
      const answer = await set(browser, name, change)
      expect([change, answer.statusCode]).toEqual([change, 422])
      expect(said(answer)).toContain(sentence)
      // No choice is marked where none of those on offer was sent.
      for (const [field, typed] of Object.entries({ ...right[name], ...change }))
        if (/^[\w.]+$/.test(typed) && field !== 'unit' && field !== 'surprise')
          expect(said(answer)).toContain(`value="${typed}"`)
    }
    expect(await listRules(service.services.db.read)).toEqual([])
  })

  it('has no page for what is no rule', async () => {
    const { browser } = await start()
    expect((await browser.get(`${room}/king`)).statusCode).toBe(404)
    expect((await browser.post(`${room}/king`, {}, { from: room })).statusCode).toBe(404)
  })

  it('shows every value with who set it and when, and the one of the same day only once', async () => {
    const { service, browser } = await start()
    await set(browser, 'reminder', { workingDays: '4', from: '2/11/2569' })
    await set(browser, 'reminder', { workingDays: '6', from: '2/11/2569' })
    service.time.now += 7 * 24 * 3_600_000
    const later = await signIn(service, 'admin')
    await set(later, 'reminder', { workingDays: '8', from: '9/11/2569' })
    const records = await listRecords(service.services.db.read, 'reminder')
    expect(records.map(({ from, value, setBy }) => ({ from, value, setBy }))).toEqual([
      { from: '2026-11-09', value: { workingDays: 8 }, setBy: 'ผู้ใช้ admin' },
      { from: '2026-11-02', value: { workingDays: 6 }, setBy: 'ผู้ใช้ admin' },
    ])
    const page = await later.get(`/en${room}/reminder`)
    expect(said(page)).toContain('Since Monday 9 November 2026')
    expect(said(page)).toContain('6 working days')
  })

  it('is for the administrator alone', async () => {
    const { service } = await start()
    for (const member of ['officer', 'head', 'secretary', 'executive', 'auditor'] as const) {
      const browser = await signIn(service, member)
      expect((await browser.get(room)).statusCode).toBe(403)
      expect((await browser.get(`${room}/fees`)).statusCode).toBe(403)
      for (const address of [`${room}/fees`, `${room}/fees/2026-12-01/withdrawal`]) {
        const sent = await browser.post(
          address,
          { ...right.fees, from: '1/12/2569' },
          { from: '/staff' },
        )
        expect([member, address, sent.statusCode]).toEqual([member, address, 403])
      }
    }
    expect((await openBrowser(service).get(room)).statusCode).toBe(303)
    expect(await listRules(service.services.db.read)).toEqual([])
  })
})

describe('a value that does not hold yet', () => {
  it('can be taken back', async () => {
    const { service, browser } = await start()
    await set(browser, 'net')
    const from = `${room}/net`
    const back = await browser.post(`${from}/2026-12-01/withdrawal`, {}, { from })
    expect(back.headers.location).toBe(`${from}?done=back`)
    expect(said(await browser.get(`${from}?done=back`))).toContain('ยกเลิกค่าที่ยังไม่เริ่มใช้แล้ว')
    expect(await ruleNow(service, 'net', '2026-12-01')).toEqual({ workingDays: 1, waitingDays: 30 })
  })

  it('cannot once it holds, and neither can one that is not there', async () => {
    const { service, browser } = await start()
    await set(browser, 'net', { from: '2/11/2569' })
    const from = `${room}/net`
    for (const day of ['2026-11-02', '2026-12-01', 'nonsense', 'z%00'])
      expect((await browser.post(`${from}/${day}/withdrawal`, {}, { from })).statusCode).toBe(404)
    expect(said(await browser.get(from))).not.toContain('withdrawal')
    expect(await ruleNow(service, 'net', '2026-11-02')).toEqual({ workingDays: 2, waitingDays: 40 })
  })
})

describe('another limit', () => {
  it('is for requests received from its first day on', async () => {
    const { service, browser } = await start()
    const before = await enterCase(service)
    expect((await set(browser, 'limit', { from: '3/11/2569' })).statusCode).toBe(303)
    const sameDay = await enterCase(service)
    service.time.now += 24 * 3_600_000
    const after = await enterCase(service, { receivedOn: '2026-11-03' })
    expect((await caseOf(service, before)).dueOn).toBe('2026-11-17')
    expect((await caseOf(service, sameDay)).dueOn).toBe('2026-11-17')
    expect((await caseOf(service, after)).dueOn).toBe('2026-12-17')
  })

  it('cannot hold from a day on which a request has been received', async () => {
    const { service, browser } = await start()
    await enterCase(service)
    // Sent this evening, it counts as received tomorrow, and its requester knows the day.
    await enterCase(service, { receivedOn: '2026-11-03' })
    for (const name of ['limit', 'pause'] as const)
      for (const from of ['2/11/2569', '3/11/2569']) {
        const answer = await set(browser, name, { from })
        expect(answer.statusCode).toBe(422)
        expect(said(answer)).toContain('from Wednesday 4 November 2026 at the earliest')
      }
    expect((await set(browser, 'limit', { from: '4/11/2569' })).statusCode).toBe(303)
    expect((await set(browser, 'extension', { from: '2/11/2569' })).statusCode).toBe(303)
  })

  it('can hold from today while nothing has been received', async () => {
    const { service, browser } = await start()
    expect((await set(browser, 'limit', { from: '2/11/2569' })).statusCode).toBe(303)
    expect((await caseOf(service, await enterCase(service))).dueOn).toBe('2026-12-16')
  })

  it('stays once a request was received by it, although it has not begun', async () => {
    const { service, browser } = await start()
    await set(browser, 'limit', { from: '3/11/2569' })
    await enterCase(service, { receivedOn: '2026-11-03' })
    const from = `${room}/limit`
    expect(said(await browser.get(from))).not.toContain('withdrawal')
    const back = await browser.post(`${from}/2026-11-03/withdrawal`, {}, { from })
    expect(back.statusCode).toBe(404)
  })
})
