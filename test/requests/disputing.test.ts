import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { letters } from '#src/database/schema.ts'
import { addFile } from '#src/files/store.ts'
import { findProposal, wasGiven } from '#src/requests/store.ts'
import {
  aQuestion,
  letLapse,
  act,
  aCase,
  caseOf,
  disclosing,
  plainNote,
  refusing,
  traceOf,
} from '../support/cases.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Browser,
  type Service,
} from '../support/service.ts'

/** A request that was answered, with its requester's browser on its page. */
async function anAnswered(service: Service) {
  const { reference, code } = await submitRequest(service, {
    topic: String(service.cast.topics.first),
  })
  await act(service, reference, 'officer', 'accept', plainNote)
  await act(service, reference, 'officer', 'propose', { ...disclosing, reply: 'คำตอบแรก' })
  await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
  const requester = openBrowser(service)
  await requester.post('/track', { reference, code })
  return { reference, requester }
}

async function dispute(
  requester: Browser,
  reference: string,
  note = 'เอกสารไม่ครบ <b> ขาดหน้า 12 ถึง 20',
) {
  return requester.post(`/requests/${reference}/dispute`, { note })
}

async function lettersOfKind(service: Service, kind: 'upheld' | 'reopened') {
  return service.services.db.read.select().from(letters).where(eq(letters.kind, kind))
}

describe('a dispute', () => {
  it('marks the answer and leaves it as it is', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const page = await requester.get(`/requests/${reference}`)
    expect(page.body).toContain(`href="/requests/${reference}/dispute"`)
    expect((await dispute(requester, reference)).statusCode).toBe(303)
    const after = await caseOf(service, reference)
    expect(after).toMatchObject({ status: 'answered', closedOn: '2026-11-02' })
    expect(after.disputedAt).not.toBeNull()
    const told = await requester.get(`/requests/${reference}`)
    expect(told.body).toContain('เลขานุการกรมกำลังตรวจสอบ')
    expect(told.body).toContain('เอกสารไม่ครบ &lt;b&gt;')
    const secretary = await signIn(service, 'secretary')
    const staff = await secretary.get(`/staff/requests/${reference}`)
    expect(staff.body).toContain('มีข้อโต้แย้ง')
    expect(staff.body).toContain(`${reference}/uphold"`)
    expect(staff.body).not.toContain('ไม่มีสิ่งที่ต้องทำต่อ')
  })

  it('that was told at the counter is the requester’s, in the words of staff', async () => {
    const service = await startService()
    const reference = await aCase(service, 'answered')
    await act(service, reference, 'secretary', 'dispute', { ...plainNote, note: 'ขาดหน้า 12' })
    const secretary = await signIn(service, 'secretary')
    const page = await secretary.get(`/staff/requests/${reference}`)
    expect(page.body).toContain('ผู้ขอ · โต้แย้งคำตอบ · บันทึกแทนโดย ผู้ใช้ secretary')
  })

  it('against the end of a request that lapsed is not called one against an answer', async () => {
    const service = await startService()
    const { reference, code } = await submitRequest(service, {
      topic: String(service.cast.topics.first),
    })
    await act(service, reference, 'officer', 'accept', plainNote)
    await act(service, reference, 'officer', 'ask', aQuestion(service))
    await letLapse(service)
    const requester = openBrowser(service)
    await requester.post('/track', { reference, code })
    expect((await requester.get(`/requests/${reference}`)).body).toContain('แจ้งว่าเรื่องไม่ควรยุติ')
    const form = await requester.get(`/requests/${reference}/dispute`)
    expect(form.body).toContain(`แจ้งว่าคำขอ ${reference} ไม่ควรยุติ`)
    expect(form.body).not.toContain('อุทธรณ์')
    const empty = await dispute(requester, reference, ' ')
    expect(empty.statusCode).toBe(422)
    expect(empty.body).toContain('กรอกเหตุผลที่ไม่ควรยุติ')
    await dispute(requester, reference, 'ไม่ได้รับคำถาม')
    expect((await requester.get(`/requests/${reference}`)).body).toContain(
      'ท่านแจ้งว่าเรื่องนี้ไม่ควรยุติเมื่อ',
    )
  })

  it('needs words, comes once, and only after an answer', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const empty = await dispute(requester, reference, '  ')
    expect(empty.statusCode).toBe(422)
    expect(empty.body).toContain('กรอกว่าคำตอบมีปัญหาอย่างไร')
    await dispute(requester, reference)
    const again = await dispute(requester, reference, 'ยังไม่ครบ ขาดหน้า 12 ถึง 20 ของรายงาน')
    expect(again.statusCode).toBe(409)
    expect(again.body).toContain('เราได้รับข้อโต้แย้งของท่านแล้ว')
    expect(again.body).toContain('ยังไม่ครบ ขาดหน้า 12 ถึง 20 ของรายงาน')
    const open = await submitRequest(service)
    const other = openBrowser(service)
    await other.post('/track', { reference: open.reference, code: open.code })
    const early = await dispute(other, open.reference)
    expect(early.statusCode).toBe(409)
    expect(early.body).toContain('ยังไม่มีคำตอบให้โต้แย้ง')
  })

  it('is nobody’s but the requester’s', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service)
    const stranger = openBrowser(service)
    await stranger.get('/track')
    const answer = await dispute(stranger, reference)
    expect(answer.statusCode).toBe(401)
    expect(answer.body).toContain('เอกสารไม่ครบ &lt;b&gt;') // not lost: the code, and again
    expect((await caseOf(service, reference)).disputedAt).toBeNull()
  })
})

describe('the reply of the secretary', () => {
  it('leaves the answer, goes to the requester, and lets them dispute again', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    await dispute(requester, reference)
    const secretary = await signIn(service, 'secretary')
    const form = await secretary.get(`/staff/requests/${reference}/uphold`)
    expect(form.body).toContain('เอกสารไม่ครบ &lt;b&gt;')
    expect(form.body).toContain('คำตอบแรก')
    await secretary.post(`/staff/requests/${reference}/uphold`, { note: 'ครบแล้ว อยู่หน้า 12' })
    expect(await caseOf(service, reference)).toMatchObject({ status: 'answered', disputedAt: null })
    const [letter] = await lettersOfKind(service, 'upheld')
    expect(letter?.body).toContain('ครบแล้ว อยู่หน้า 12')
    expect((await dispute(requester, reference, 'หน้า 12 ว่าง')).statusCode).toBe(303)
  })

  it('reopens it: a new limit, the old answer still to be read, and two new people for the new one', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    await dispute(requester, reference)
    const secretary = await signIn(service, 'secretary')
    await secretary.post(`/staff/requests/${reference}/reopen`, { note: 'ไฟล์ไม่ครบจริง' })
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'in-progress',
      outcome: null,
      proposedById: null,
      approvedById: null,
      closedOn: null,
      disputedAt: null,
      dueOn: '2026-11-17',
    })
    expect((await lettersOfKind(service, 'reopened'))[0]?.body).toContain('ไฟล์ไม่ครบจริง')
    const page = await requester.get(`/requests/${reference}`)
    expect(page.body).toContain('คำตอบเดิม')
    expect(page.body).toContain('คำตอบแรก')
    expect(page.body).toContain('เรานำคำขอกลับมาพิจารณาใหม่เมื่อวันจันทร์')
    expect(page.body).toContain('ไฟล์ไม่ครบจริง')
    const timeline = page.body.slice(page.body.indexOf('ที่ผ่านมา'))
    expect(timeline).toMatch(/นำกลับมาพิจารณาใหม่[^]*ตอบแล้ว[^]*เริ่มพิจารณา/)
    expect(page.body).not.toContain('สิ่งที่ท่านต้องทำ')

    await act(service, reference, 'officer', 'propose', { ...refusing, reply: 'คำตอบที่สอง' })
    const meanwhile = await requester.get(`/requests/${reference}`)
    expect(meanwhile.body).toContain('คำตอบแรก')
    expect(meanwhile.body).not.toContain('คำตอบที่สอง')
    await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
    await act(service, reference, 'executive', 'clear', plainNote)
    const answered = await requester.get(`/requests/${reference}`)
    expect(answered.body).toContain('คำตอบที่สอง')
    expect(answered.body).not.toContain('คำตอบแรก')
    expect(answered.body).not.toContain('ไฟล์ไม่ครบจริง')
    expect((await traceOf(service, reference)).infoRequest.closedOn).toBe('2026-11-02')
  })

  it('leaves what was released with the first answer open to whoever got it', async () => {
    const service = await startService()
    const { db } = service.services
    const { reference, requester } = await anAnswered(service)
    const { id } = await caseOf(service, reference)
    const first = await findProposal(db.read, id)
    const file = { id: 'f'.repeat(32), name: 'a.pdf', mediaType: 'application/pdf', size: 1 }
    await db.write((tx) =>
      addFile(
        tx,
        { infoRequestId: id, proposalId: first?.id ?? null },
        { ...file, sha256: '0' },
        {
          at: 0,
        },
      ),
    )
    const released = `/requests/${reference}/files/${file.id}`
    const given = (await requester.get(released)).statusCode
    await act(service, reference, 'secretary', 'reopen', { ...plainNote, note: 'เพิ่มเติม' })
    await act(service, reference, 'officer', 'propose', disclosing)
    const onTheWay = await findProposal(db.read, id)
    const other = { ...file, id: 'e'.repeat(32), sha256: '1' }
    await db.write((tx) =>
      addFile(tx, { infoRequestId: id, proposalId: onTheWay?.id ?? null }, other, { at: 0 }),
    )
    expect((await requester.get(`/requests/${reference}/files/${other.id}`)).statusCode).toBe(404)
    await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
    // There are no bytes behind these rows; what counts is that the first is as open as it was, and no 404 of ours.
    expect((await requester.get(released)).statusCode).toBe(given)
    expect(await wasGiven(db.read, id, first?.id ?? 0)).toBe(true)
    expect(await wasGiven(db.read, id, onTheWay?.id ?? 0)).toBe(true)
  })

  it('brings advice that nobody but the secretary gave back to where it began', async () => {
    const service = await startService()
    const reference = await aCase(service, 'submitted')
    await act(service, reference, 'secretary', 'advise', {
      ...plainNote,
      agency: 'กรมอื่น',
      reply: '',
    })
    await act(service, reference, 'secretary', 'reopen', { ...plainNote, note: 'เรื่องของเราเอง' })
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'submitted',
      divisionId: null,
    })
  })
})
