import { describe, expect, it } from 'vitest'
import { calendarOf } from '#src/calendar/calendar.ts'
import { lastClosedMonth } from '#src/calendar/fiscal-year.ts'
import { readReceivedOn } from '#src/requests/received-on.ts'
import { caseOf, traceOf } from '../support/cases.ts'
import { referenceIn, enterForm, countRequests } from '../support/counter.ts'
import { signIn, startService } from '../support/service.ts'

describe('the last closed month', () => {
  const noHolidays = calendarOf([])

  it.each([
    // November 2026 begins on a Sunday: its working days are the 2nd, the 3rd and the 4th.
    ['2026-11-01', '2026-09'],
    ['2026-11-03', '2026-09'],
    ['2026-11-04', '2026-10'],
    ['2026-11-30', '2026-10'],
    ['2027-01-01', '2026-11'],
    ['2027-01-05', '2026-12'],
  ])('on %s is %s', (today, month) => {
    expect(lastClosedMonth(today, noHolidays)).toBe(month)
  })

  it('waits for three days on which the office is open', () => {
    const holidays = calendarOf([
      { on: '2026-11-03', nameTh: 'หยุด', nameEn: 'Closed', standing: 'announced' },
    ])
    expect(lastClosedMonth('2026-11-04', holidays)).toBe('2026-09')
    expect(lastClosedMonth('2026-11-05', holidays)).toBe('2026-10')
  })
})

describe('the day received', () => {
  const when = { today: '2026-11-10', lastClosed: '2026-10' }
  const fault = (name: string, field = 'receivedOn') => ({
    ok: false,
    fault: { field, fault: name },
  })

  it.each([
    ['10/11/2569', '2026-11-10'],
    ['๑/๑๑/๒๕๖๙', '2026-11-01'],
    ['1 พ.ย. 2569', '2026-11-01'],
    ['1 พฤศจิกายน พ.ศ. ๒๕๖๙', '2026-11-01'],
    ['2026-11-01', '2026-11-01'],
    ['November 1, 2026', '2026-11-01'],
    ['１/１１/２５６９', '2026-11-01'],
  ])('is read from %s', (typed, on) => {
    expect(readReceivedOn(typed, '', when)).toEqual({ ok: true, on })
  })

  it.each([
    ['', fault('missing')],
    [' \u00a0 ', fault('missing')],
    ['11/11/2569', fault('in-future')],
    ['2569-11-11', fault('in-future')],
    ['31/4/2569', fault('not-a-day')],
    ['29/2/2569', fault('not-a-day')],
    ['0/0/0000', fault('not-a-day')],
    ['1/11/69', fault('not-a-day')],
    ['๓๑ ตุลาคม', fault('not-a-day')],
    ['1/11/2569 ๑๐.๓๐ น.', fault('not-a-day')],
    ['1/11/2568', fault('too-long-ago')],
    ['1/11/2026000', fault('not-a-day')],
    [`1/11/2569${' '.repeat(100)}x`, fault('not-a-day')],
    ['31 ต.ค. 2569', fault('missing', 'entryReason')],
    ['1 ม.ค. 2569', fault('missing', 'entryReason')],
  ])('is refused with a sentence: %j', (typed, expected) => {
    expect(readReceivedOn(typed, ' ', when)).toEqual(expected)
  })

  it('lies in a closed month only with a reason', () => {
    expect(readReceivedOn('31 ต.ค. 2569', 'มาถึงผิดกอง', when)).toEqual({
      ok: true,
      on: '2026-10-31',
    })
  })
})

describe('entering a request late', () => {
  it('asks why when the month is closed, keeping all that was typed, and shows it in the history', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const late = { receivedOn: '๓๐ กันยายน ๒๕๖๙', details: '<b>หนา</b>', phone: '081 234 5678' }
    const asked = await enterForm(secretary, late)
    expect(asked.statusCode).toBe(422)
    expect(asked.body).toContain('<a href="#entryReason">กรอกเหตุที่บันทึกย้อนหลัง เพราะ')
    expect(asked.body).toMatch(/<textarea[^>]*id="entryReason"[^>]*aria-describedby="[^"]*error/)
    for (const text of ['๓๐ กันยายน ๒๕๖๙', '&lt;b&gt;หนา&lt;/b&gt;', '081 234 5678'])
      expect(asked.body).toContain(text)
    expect(await countRequests(service)).toBe(0)

    const entryReason = 'จดหมายส่งผิดกอง\nเพิ่งได้รับต่อมา'
    const answer = await enterForm(secretary, { ...late, entryReason })
    expect(answer.statusCode).toBe(303)
    const reference = referenceIn(answer)
    expect(await caseOf(service, reference)).toMatchObject({ receivedOn: '2026-09-30' })
    const { history } = await traceOf(service, reference)
    expect(history[0]).toMatchObject({ action: 'submit', note: entryReason })
    const page = await secretary.get(`/staff/requests/${reference}`)
    expect(page.body).toContain(entryReason)
    expect(page.body).toContain('เหตุที่บันทึกย้อนหลัง')
  })

  it('needs no reason in the month that is still open, and asks for it three working days later', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    expect((await enterForm(secretary, { receivedOn: '1/10/2569' })).statusCode).toBe(303)
    service.time.now = Date.parse('2026-11-04T09:00:00+07:00')
    const later = await signIn(service, 'secretary')
    expect((await enterForm(later, { receivedOn: '31/10/2569' })).statusCode).toBe(422)
    expect((await later.get('/staff/requests/new')).body).toContain('อยู่ในเดือนตุลาคม\u00a02569')
  })

  it('keeps the reason from the requester', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const entryReason = 'เหตุผลภายในเท่านั้น'
    const answer = await enterForm(secretary, { receivedOn: '30/9/2569', entryReason })
    const slip = await secretary.get(String(answer.headers.location))
    expect(slip.body).not.toContain(entryReason)
    const reference = referenceIn(answer)
    const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(slip.body)?.[0] ?? ''
    await secretary.post('/track', { reference, code })
    const followed = await secretary.get(`/requests/${reference}`)
    expect(followed.statusCode).toBe(200)
    expect(followed.body).not.toContain(entryReason)
  })

  it.each([
    ['a reason that is too long', 'ก'.repeat(501), 'พิมพ์ไม่เกิน 500 ตัวอักษร'],
    ['a control character in it', 'ก\u0000ข', 'ลบอักขระที่พิมพ์ไม่ได้'],
  ])('refuses %s with a sentence', async (_what, entryReason, sentence) => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const answer = await enterForm(secretary, { receivedOn: '30/9/2569', entryReason })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
  })
})
