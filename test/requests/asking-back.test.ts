import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { startOfDay } from '#src/calendar/calendar.ts'
import { departmentRules, letters } from '#src/database/schema.ts'
import { attendToWaiting } from '#src/requests/waiting.ts'
import {
  aCase,
  act,
  actorOf,
  aQuestion,
  caseOf,
  letLapse,
  sendLetters,
  traceOf,
} from '../support/cases.ts'
import { multipart } from '../support/multipart.ts'
import { aPdf } from '../support/sample-files.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Browser,
  type Service,
} from '../support/service.ts'

const day = 86_400_000

/** A request sent online, taken by the officer, with its requester's browser on its page. */
async function anOnlineCase(service: Service, changes: Record<string, string> = {}) {
  const { reference, code } = await submitRequest(service, {
    topic: String(service.cast.topics.first),
    ...changes,
  })
  await act(service, reference, 'officer', 'accept', { note: '', seen: undefined })
  return { reference, code, requester: await follow(service, { reference, code }) }
}

async function follow(service: Service, pair: { reference: string; code: string }) {
  const browser = openBrowser(service)
  await browser.post('/track', pair)
  await browser.get(`/requests/${pair.reference}`)
  return browser
}

async function lettersOf(service: Service, reference: string) {
  const { id } = await caseOf(service, reference)
  return service.services.db.read
    .select()
    .from(letters)
    .where(eq(letters.infoRequestId, id))
    .orderBy(letters.id)
}

describe('a question to the requester', () => {
  it('is on their page and in their mail with the day by which to answer, and stops nobody from reading on', async () => {
    const service = await startService()
    const { reference, requester } = await anOnlineCase(service)
    const officer = await signIn(service, 'officer')
    const asked = await officer.post(`/staff/requests/${reference}/ask`, {
      question: 'ขอทราบปีงบประมาณ <b>',
      answerBy: '๑๖ พ.ย. ๒๕๖๙',
    })
    expect(asked.statusCode).toBe(303)
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'awaiting-requester',
      answerBy: '2026-11-16',
      dueOn: '2026-11-17',
    })
    const page = await requester.get(`/requests/${reference}`)
    expect(page.body).toContain('เรารอข้อมูลจากท่าน')
    expect(page.body.replaceAll('\u00a0', ' ')).toContain(
      'โปรดตอบคำถามของเราภายในวันจันทร์ที่ 16 พฤศจิกายน 2569',
    )
    expect(page.body).toContain('ขอทราบปีงบประมาณ &lt;b&gt;')
    const [, letter] = await lettersOf(service, reference)
    expect(letter).toMatchObject({ kind: 'question', signedById: service.cast.officer.id })
    expect(letter?.body).toContain('16 พฤศจิกายน 2569')
  })

  it.each([
    ['', 'กรอกวันที่ขอให้ตอบ'],
    ['พรุ่งนี้', 'กรอกวันที่ให้ครบ'],
    ['1 พ.ย. 2569', 'วันที่ขอให้ตอบต้องอยู่หลังวันนี้'],
    ['2026-11-02', 'วันที่ขอให้ตอบต้องอยู่หลังวันนี้'],
    ['5/11/2569', 'วันที่กรอกเร็วเกินไป'],
    ['1/6/2570', 'วันที่กรอกช้าเกินไป'],
  ])(
    'is not sent with the day “%s”: a sentence stands beside it, and the text is kept',
    async (typed, sentence) => {
      const service = await startService()
      const reference = await aCase(service, 'in-progress')
      const officer = await signIn(service, 'officer')
      const answer = await officer.post(`/staff/requests/${reference}/ask`, {
        question: 'คำถามที่พิมพ์ไว้',
        answerBy: typed,
      })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain(sentence)
      expect(answer.body).toContain('คำถามที่พิมพ์ไว้')
      expect(answer.body).toContain(`value="${typed}"`)
      expect((await caseOf(service, reference)).status).toBe('in-progress')
    },
  )
})

describe('the answer to a question', () => {
  it('goes back to the officer, with files', async () => {
    const service = await startService()
    const { reference, requester } = await anOnlineCase(service)
    await act(service, reference, 'officer', 'ask', aQuestion(service))
    await requester.get(`/requests/${reference}`)
    const answer = await send(service, requester, reference, 'ปี 2568 เท่านั้น')
    expect(answer.statusCode).toBe(303)
    const { infoRequest, history } = await traceOf(service, reference)
    expect(infoRequest).toMatchObject({ status: 'in-progress', answerBy: null })
    expect(history.at(-1)).toMatchObject({ action: 'clarify', role: 'requester' })
    const officer = await signIn(service, 'officer')
    const page = await officer.get(`/staff/requests/${reference}`)
    expect(page.body).toContain('ปี 2568 เท่านั้น')
    expect(page.body).toContain('คำอธิบาย.pdf')
  })

  it('keeps its file when the text is missing, and takes both once', async () => {
    const service = await startService()
    const { reference, requester } = await anOnlineCase(service)
    await act(service, reference, 'officer', 'ask', aQuestion(service))
    await requester.get(`/requests/${reference}`)
    const empty = await send(service, requester, reference, '')
    expect(empty.statusCode).toBe(422)
    expect(empty.body).toContain('พิมพ์ข้อความที่ต้องการส่ง')
    expect(empty.body).toContain('คำอธิบาย.pdf')
    const [once, twice] = await Promise.all([
      send(service, requester, reference, 'ปี 2568'),
      send(service, requester, reference, 'ปี 2568'),
    ])
    expect([once.statusCode, twice.statusCode]).toEqual([303, 303])
    const { history } = await traceOf(service, reference)
    expect(history.filter(({ action }) => action === 'clarify')).toHaveLength(1)
    const page = await requester.get(`/requests/${reference}`)
    expect(page.body.match(/คำอธิบาย\.pdf/g)?.length).toBe(empty.body.match(/คำอธิบาย\.pdf/g)?.length)
  })

  it('arrives also in the same words as the answer to the question before', async () => {
    const service = await startService()
    const { reference, requester } = await anOnlineCase(service)
    for (const question of ['ขอทราบปี', 'ขอทราบประเทศ']) {
      await act(service, reference, 'officer', 'ask', { ...aQuestion(service), question })
      await requester.get(`/requests/${reference}`)
      const answer = { answers: 'yes', note: 'ไม่ทราบ' }
      expect((await requester.post(`/requests/${reference}/messages`, answer)).statusCode).toBe(303)
      expect((await caseOf(service, reference)).status).toBe('in-progress')
    }
  })

  it('that came at the counter is written down by staff, but not by another division', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-requester')
    const stranger = await signIn(service, 'officer2')
    const clarify = `/staff/requests/${reference}/clarify`
    expect((await stranger.post(clarify, { note: 'x' }, { from: '/staff' })).statusCode).toBe(404)
    const secretary = await signIn(service, 'secretary')
    expect((await secretary.post(clarify, { note: 'ปี 2568' })).statusCode).toBe(303)
    expect((await caseOf(service, reference)).status).toBe('in-progress')
  })

  it('moves the due date by the pause only where the department has it so', async () => {
    const service = await startService()
    await service.services.db.write(async (tx) => {
      const rule = { name: 'pause', from: '2026-10-01', value: { movesDueDate: true }, setAt: 0 }
      await tx.insert(departmentRules).values(rule)
    })
    service.services.rules.forget()
    const moved = await aCase(service, 'awaiting-requester')
    service.time.now += 7 * day
    await act(service, moved, 'secretary', 'clarify', { note: 'ปี 2568', seen: undefined })
    expect(await caseOf(service, moved)).toMatchObject({
      dueOn: '2026-11-24',
      limitOn: '2026-11-24',
    })
  })
})

describe('a question that nobody answers', () => {
  it('is reminded of once, and lapses only when that day and the reminder have passed', async () => {
    const service = await startService()
    const { reference, code, requester } = await anOnlineCase(service)
    await act(service, reference, 'officer', 'ask', aQuestion(service)) // by 16 November
    await sendLetters(service)

    service.time.now += 8 * day // the 10th: four working days before
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 0, lapsed: 0 })
    service.time.now += day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 1, lapsed: 0 })
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 0, lapsed: 0 })
    await sendLetters(service)
    const reminder = (await lettersOf(service, reference)).at(-1)
    expect(reminder?.body.replaceAll('\u00a0', ' ')).toContain(
      'อาจถูกยุติตั้งแต่วันอังคารที่ 17 พฤศจิกายน 2569',
    )

    service.time.now += 5 * day // the 16th: the last day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 0, lapsed: 0 })
    service.time.now += day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 0, lapsed: 1 })
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'lapsed',
      closedOn: '2026-11-17',
      answerBy: null,
    })
    const kinds = (await lettersOf(service, reference)).map(({ kind }) => kind)
    expect(kinds).toEqual(['receipt', 'question', 'reminder', 'lapsed'])
    const page = await requester.get(`/requests/${reference}`)
    expect(page.statusCode).toBe(303) // half an hour is over; the code opens it again
    const again = await follow(service, { reference, code })
    const lapsed = (await again.get(`/requests/${reference}`)).body
    expect(lapsed).toContain('แจ้งว่าเรื่องไม่ควรยุติ')
    expect(lapsed).not.toContain('คำตอบมีปัญหา') // there was no answer
    expect(lapsed).toContain('(มาตรา\u00a013)')
    const form = await again.get(`/requests/${reference}/dispute`)
    expect(form.body).toContain('เหตุใดเรื่องนี้จึงไม่ควรยุติ')
  })

  it('lapses on one day, also where the round goes on past midnight', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-requester')
    const { services, time } = service
    time.now += 11 * day
    await attendToWaiting(services)
    await sendLetters(service)
    const lastMoment = startOfDay('2026-12-01') - 1
    let asked = 0
    const clock = () => lastMoment + (asked++ > 0 ? 1 : 0)
    expect(await attendToWaiting({ ...services, clock })).toMatchObject({ lapsed: 1 })
    const { history } = await traceOf(service, reference)
    expect(await caseOf(service, reference)).toMatchObject({ closedOn: '2026-12-01' })
    expect(history.at(-1)).toMatchObject({ action: 'lapse', on: '2026-12-01' })
  })

  it('does not lapse while the reminder has not arrived, however late it is', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-requester')
    service.time.now += 60 * day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 1, lapsed: 0 })
    service.time.now += 30 * day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 0, lapsed: 0 })
    await sendLetters(service)
    service.time.now += day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 0, lapsed: 0 })
    service.time.now += 10 * day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 0, lapsed: 1 })
    expect((await caseOf(service, reference)).status).toBe('lapsed')
  })

  it('does not lapse in the moment in which it is answered', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-requester')
    service.time.now += 11 * day
    await attendToWaiting(service.services)
    await sendLetters(service)
    service.time.now += 10 * day
    const clarified = act(service, reference, 'officer', 'clarify', {
      note: 'ปี 2568',
      seen: undefined,
    })
    const [, did] = await Promise.all([clarified, attendToWaiting(service.services)])
    const { status } = await caseOf(service, reference)
    expect([status, did.lapsed]).toEqual(['in-progress', 0])
  })

  it('asks anew with a reminder of its own after a second question', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-requester')
    service.time.now += 11 * day
    await attendToWaiting(service.services)
    await act(service, reference, 'officer', 'clarify', { note: 'ปี 2568', seen: undefined })
    await act(service, reference, 'officer', 'ask', aQuestion(service))
    service.time.now += 11 * day
    expect(await attendToWaiting(service.services)).toEqual({ reminded: 1, lapsed: 0 })
  })

  it('can be disputed, and reopened with a limit of its own', async () => {
    const service = await startService()
    const reference = await aCase(service, 'lapsed')
    const today = '2026-11-23'
    await act(service, reference, 'secretary', 'dispute', {
      note: 'ตอบทางโทรศัพท์แล้ว',
      seen: undefined,
    })
    await act(service, reference, 'secretary', 'reopen', { note: 'พบบันทึกการโทร', seen: undefined })
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'in-progress',
      closedOn: null,
      disputedAt: null,
      dueOn: '2026-12-08',
    })
    const { history } = await traceOf(service, reference)
    expect(history.at(-1)).toMatchObject({ on: today, until: '2026-12-08' })
    expect(actorOf(service, 'officer').accountId).toBe((await caseOf(service, reference)).officerId)
  })

  it('lapses by the service alone: no member of staff has that button', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-requester')
    for (const member of ['officer', 'head', 'secretary', 'executive'] as const) {
      const browser = await signIn(service, member)
      const answer = await browser.post(
        `/staff/requests/${reference}/lapse`,
        {},
        { from: '/staff' },
      )
      expect(answer.statusCode).toBe(404)
    }
    await letLapse(service)
    expect((await caseOf(service, reference)).status).toBe('lapsed')
  })
})

function send(service: Service, requester: Browser, reference: string, note: string) {
  const fields = { _csrf: requester.token, answers: 'yes', note }
  const form = multipart(fields, { name: 'คำอธิบาย.pdf', content: aPdf() })
  const cookie = [...requester.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return service.app.inject({
    method: 'POST',
    url: `/requests/${reference}/messages`,
    headers: { ...form.headers, cookie },
    payload: form.payload,
  })
}
