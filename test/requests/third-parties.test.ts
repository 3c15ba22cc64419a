import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { letters } from '#src/database/schema.ts'
import { Refusal } from '#src/refusal.ts'
import { listThirdParties } from '#src/requests/third-parties.ts'
import {
  aCase,
  act,
  aNotice,
  caseOf,
  disclosing,
  plainNote,
  sendLetters,
  traceOf,
} from '../support/cases.ts'
import { signIn, startService, type Fields, type Service } from '../support/service.ts'

const day = 86_400_000
const agreed = { ...plainNote, sensitive: false }

/** A notice that was answered on the spot; by default with an objection that the department rejects. */
async function anObjection(service: Service, reference: string, changes: Fields = {}) {
  const officer = await signIn(service, 'officer')
  const party = await waitingParty(service, reference)
  return officer.post(`/staff/requests/${reference}/record-objection`, {
    thirdParty: String(party?.id),
    response: 'objects',
    respondedOn: '2 พ.ย. 2569',
    decision: 'rejected',
    note: 'ประโยชน์สาธารณะมีมากกว่า',
    ...changes,
  })
}

async function waitingParty(service: Service, reference: string) {
  const { id } = await caseOf(service, reference)
  const parties = await listThirdParties(service.services.db.read, id)
  return parties.find(({ response }) => response === null)
}

async function lettersTo(service: Service, address: string) {
  return service.services.db.read
    .select()
    .from(letters)
    .where(eq(letters.toAddress, address))
    .orderBy(letters.id)
}

describe('a notice to a third party', () => {
  it('says what is asked for and until when they may object, and never who asked', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const sent = await officer.post(`/staff/requests/${reference}/notify-third-party`, {
      party: 'บริษัท ตัวอย่าง จำกัด',
      partyEmail: 'party@example.com',
      about: 'สัญญาเช่าที่ทำกับกรม',
      objectionBy: '17/11/2569',
    })
    expect(sent.statusCode).toBe(303)
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'awaiting-third-party',
      waitingParties: 1,
    })
    const [notice] = await lettersTo(service, 'party@example.com')
    expect(notice).toMatchObject({ kind: 'third-party-notice', language: 'th' })
    expect(notice?.body).toContain('สัญญาเช่าที่ทำกับกรม')
    expect(notice?.body).toContain('17 พฤศจิกายน')
    for (const secret of ['สมชาย', 'somchai@example.com', '081 234 5678', 'รายงานการประชุม'])
      expect(`${notice?.subject}${notice?.body}`).not.toContain(secret)
    expect(await lettersTo(service, 'somchai@example.com')).toHaveLength(1) // the receipt
  })

  it.each<[Fields, string]>([
    [{ party: '' }, 'กรอกชื่อผู้มีส่วนได้เสีย'],
    [{ partyEmail: '' }, 'กรอกอีเมลหรือที่อยู่ของผู้มีส่วนได้เสีย'],
    [{ partyEmail: 'a@b.com, c@d.com' }, 'กรอกอีเมลในรูปแบบ'],
    [{ about: ' ' }, 'กรอกว่าข้อมูลส่วนใดเกี่ยวข้องกับผู้มีส่วนได้เสีย'],
    [{ objectionBy: '' }, 'กรอกวันสุดท้ายที่คัดค้านได้'],
    [{ objectionBy: '16 พฤศจิกายน 2569' }, 'ต้องให้เวลาไม่น้อยกว่า 15 วัน'],
    [
      { partyEmail: '', partyAddress: '1 ถนนตัวอย่าง', objectionBy: '17/11/2569' },
      'ทางไปรษณีย์ให้เผื่อเวลา',
    ],
  ])('is not sent with %o', async (changes, sentence) => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const answer = await officer.post(`/staff/requests/${reference}/notify-third-party`, {
      party: 'บริษัท ตัวอย่าง จำกัด',
      partyEmail: 'party@example.com',
      about: 'สัญญาเช่า',
      objectionBy: '17/11/2569',
      note: 'คงไว้',
      ...changes,
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(answer.body).toContain('คงไว้')
    expect((await caseOf(service, reference)).status).toBe('in-progress')
  })

  it('goes to several, and the work goes on when the last has answered', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await act(service, reference, 'officer', 'notify-third-party', {
      ...aNotice(service),
      party: 'สมาคมตัวอย่าง',
    })
    await anObjection(service, reference, { response: 'consents', decision: '' })
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'awaiting-third-party',
      waitingParties: 1,
    })
    await anObjection(service, reference, { response: 'consents', decision: '' })
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'in-progress',
      waitingParties: 0,
    })
  })
})

describe('the answer of a third party', () => {
  it.each<[Fields, string]>([
    [{ response: '' }, 'เลือกคำตอบ'],
    [{ respondedOn: '' }, 'กรอกวันที่ได้รับคำตอบ'],
    [{ respondedOn: '1 พ.ย. 2569' }, 'วันที่ได้รับคำตอบต้องไม่อยู่ก่อนวันที่แจ้ง'],
    [{ respondedOn: '3 พ.ย. 2569' }, 'วันที่ได้รับคำตอบต้องไม่อยู่หลังวันนี้'],
    [{ decision: '' }, 'เลือกว่ารับฟังคำคัดค้านหรือไม่'],
    [{ note: '' }, 'เขียนเหตุผลที่ไม่รับฟังคำคัดค้าน'],
    [{ response: 'silent', respondedOn: '' }, 'ยังไม่พ้นวันสุดท้ายที่คัดค้านได้'],
    [{ thirdParty: '999999' }, 'รายนี้บันทึกคำตอบแล้ว'],
  ])('is not recorded with %o', async (changes, sentence) => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    const answer = await anObjection(service, reference, changes)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect((await caseOf(service, reference)).status).toBe('awaiting-third-party')
  })

  it('is silence once their last day is over', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await sendLetters(service)
    service.time.now += 21 * day
    const answer = await anObjection(service, reference, {
      response: 'silent',
      respondedOn: '',
      decision: '',
      note: '',
    })
    expect(answer.statusCode).toBe(303)
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'in-progress',
      lockedUntil: null,
    })
  })

  it('is not silence while our notice has not left', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    service.time.now += 60 * day
    const silent = { response: 'silent', respondedOn: '', decision: '', note: '' }
    const answer = await anObjection(service, reference, silent)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('หนังสือแจ้งยังส่งไม่ถึงผู้มีส่วนได้เสีย')
  })

  it('keeps everything from being disclosed where the objection is followed', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await anObjection(service, reference, { decision: 'followed', note: '' })
    const officer = await signIn(service, 'officer')
    const proposed = await officer.post(`/staff/requests/${reference}/propose`, {
      outcome: 'disclosed',
      reply: 'ส่งทั้งหมด',
    })
    expect(proposed.statusCode).toBe(422)
    expect(proposed.body).toContain('ผู้มีส่วนได้เสียคัดค้านและกรมรับฟัง')
    expect(proposed.body).toContain('ส่งทั้งหมด')
  })
})

describe('a rejected objection', () => {
  it('locks what would be released until the time to appeal is over, and tells the third party', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await anObjection(service, reference)
    expect((await caseOf(service, reference)).lockedUntil).toBe('2026-11-17')
    const [, decision] = await lettersTo(service, 'party@example.com')
    expect(decision).toMatchObject({ kind: 'objection-rejected' })
    expect(decision?.body).toContain('ประโยชน์สาธารณะมีมากกว่า')
    expect(decision?.body).toContain('17 พฤศจิกายน')

    await sendLetters(service)
    await act(service, reference, 'officer', 'propose', disclosing)
    const head = await signIn(service, 'head')
    const page = await head.get(`/staff/requests/${reference}`)
    expect(page.body).toContain('ยังเปิดเผยไม่ได้')
    expect(page.body).not.toContain(`${reference}/approve"`)
    const refused = await head.post(`/staff/requests/${reference}/approve`, {}, { from: '/staff' })
    expect(refused.statusCode).toBe(403)

    service.time.now += 15 * day // the 17th, their last day
    await expect(act(service, reference, 'head', 'approve', agreed)).rejects.toThrow(Refusal)
    service.time.now += day
    await act(service, reference, 'head', 'approve', agreed)
    expect((await caseOf(service, reference)).status).toBe('answered')
  })

  it('stays locked while our letter has not left, however long that takes', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await anObjection(service, reference)
    await act(service, reference, 'officer', 'propose', disclosing)
    service.time.now += 60 * day
    await expect(act(service, reference, 'head', 'approve', agreed)).rejects.toThrow(Refusal)
    await sendLetters(service)
    service.time.now += 15 * day
    await expect(act(service, reference, 'head', 'approve', agreed)).rejects.toThrow(Refusal)
    service.time.now += day
    await act(service, reference, 'head', 'approve', agreed)
    expect((await caseOf(service, reference)).status).toBe('answered')
  })

  it('is locked longer where our letter goes by post', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const onPaper = { partyEmail: '', partyAddress: '1 ถนนตัวอย่าง', objectionBy: '2026-11-30' }
    await act(service, reference, 'officer', 'notify-third-party', {
      ...aNotice(service),
      ...onPaper,
    })
    await anObjection(service, reference)
    expect((await caseOf(service, reference)).lockedUntil).toBe('2026-11-24')
  })

  it('stays locked while an appeal is heard, and opens when release is permitted', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await anObjection(service, reference)
    const appeal = { ...plainNote, note: 'อุทธรณ์เลขที่ 1/2569' }
    await act(service, reference, 'officer', 'record-appeal', { ...appeal, appeal: 'filed' })
    await act(service, reference, 'officer', 'propose', disclosing)
    service.time.now += 200 * day
    await expect(act(service, reference, 'head', 'approve', agreed)).rejects.toThrow(Refusal)
    await act(service, reference, 'secretary', 'record-appeal', {
      ...appeal,
      appeal: 'release-permitted',
    })
    await act(service, reference, 'head', 'approve', agreed)
    expect((await caseOf(service, reference)).status).toBe('answered')
  })

  it('counts as followed when the Tribunal forbids the release', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await anObjection(service, reference)
    await act(service, reference, 'officer', 'record-appeal', {
      ...plainNote,
      note: 'คำวินิจฉัยที่ 5/2569',
      appeal: 'release-forbidden',
    })
    const { id } = await caseOf(service, reference)
    expect(await listThirdParties(service.services.db.read, id)).toMatchObject([
      { isRejected: false },
    ])
    await expect(act(service, reference, 'officer', 'propose', disclosing)).rejects.toThrow(
      'outcome',
    )
  })

  it('lets a refusal leave, but no file with it', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await anObjection(service, reference)
    const notHeld = { ...disclosing, outcome: 'not-held' as const }
    await act(service, reference, 'officer', 'propose', notHeld)
    await act(service, reference, 'head', 'approve', agreed)
    expect((await caseOf(service, reference)).status).toBe('answered')
  })

  it('is in the history with the day, and the requester sees only that it is being considered', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-third-party')
    await anObjection(service, reference)
    const { history } = await traceOf(service, reference)
    expect(history.at(-1)).toMatchObject({ action: 'record-objection', until: '2026-11-17' })
    expect(await lettersTo(service, 'somchai@example.com')).toHaveLength(1)
  })
})
