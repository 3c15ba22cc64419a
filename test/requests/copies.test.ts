import { describe, expect, it } from 'vitest'
import { departmentRules } from '#src/database/schema.ts'
import { feeOf } from '#src/requests/choices.ts'
import { findProposal } from '#src/requests/store.ts'
import { act, caseOf, enterCase, plainNote } from '../support/cases.ts'
import { signIn, startService, type Fields, type Service } from '../support/service.ts'

type Access = 'file' | 'paper-copy' | 'certified-copy' | 'inspect'

async function aCaseFor(service: Service, accessForm: Access): Promise<string> {
  const reference = await enterCase(service, { accessForm })
  await act(service, reference, 'officer', 'accept', plainNote)
  return reference
}

async function propose(service: Service, reference: string, fields: Fields) {
  const officer = await signIn(service, 'officer')
  return officer.post(`/staff/requests/${reference}/propose`, {
    outcome: 'disclosed',
    reply: 'ตามที่ขอ',
    ...fields,
  })
}

async function chargeFees(service: Service) {
  await service.services.db.write(async (tx) => {
    const value = { page: 100, certification: 500 }
    await tx.insert(departmentRules).values({ name: 'fees', from: '2026-01-01', value, setAt: 0 })
  })
  service.services.rules.forget()
}

describe('an inspection', () => {
  it('has an appointment that the requester reads', async () => {
    const service = await startService()
    const reference = await aCaseFor(service, 'inspect')
    const proposed = await propose(service, reference, {
      visitOn: '๑๐ พ.ย. ๒๕๖๙',
      visitTime: '๙.๓๐ น.',
      visitPlace: 'ห้องข้อมูลข่าวสาร ชั้น 1',
    })
    expect(proposed.statusCode).toBe(303)
    const { id } = await caseOf(service, reference)
    const proposal = await findProposal(service.services.db.read, id)
    expect(proposal?.visitAt).toBe(Date.parse('2026-11-10T09:30+07:00'))
    const head = await signIn(service, 'head')
    const page = await head.get(`/staff/requests/${reference}/approve`)
    expect(page.body).toContain('ห้องข้อมูลข่าวสาร ชั้น 1')
  })

  it.each<[Fields, string]>([
    [{ visitOn: '' }, 'กรอกวันนัดเข้าตรวจดู'],
    [{ visitOn: '1 พ.ย. 2569' }, 'วันนัดต้องอยู่หลังวันนี้'],
    [{ visitOn: '7/11/2569' }, 'วันนัดเป็นวันหยุดราชการ'],
    [{ visitTime: '' }, 'กรอกเวลานัด'],
    [{ visitTime: '25.00' }, 'กรอกเวลาในรูปแบบ 09.30'],
    [{ visitPlace: '' }, 'กรอกสถานที่เข้าตรวจดู'],
  ])('is not proposed with %o', async (changes, sentence) => {
    const service = await startService()
    const reference = await aCaseFor(service, 'inspect')
    const answer = await propose(service, reference, {
      visitOn: '10/11/2569',
      visitTime: '09:30',
      visitPlace: 'ชั้น 1',
      ...changes,
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(answer.body).toContain('ตามที่ขอ')
  })
})

describe('certified copies', () => {
  it('name who certifies them, and cost nothing unless the department has set rates', async () => {
    const service = await startService()
    const reference = await aCaseFor(service, 'certified-copy')
    const nobody = await propose(service, reference, { pages: '12' })
    expect(nobody.statusCode).toBe(422)
    expect(nobody.body).toContain('กรอกชื่อและตำแหน่งผู้รับรองสำเนา')
    expect(nobody.body).toContain('กรมไม่คิดค่าธรรมเนียม')
    await propose(service, reference, { pages: '๑๒', certifiedBy: 'ผู้ใช้ head ผู้อำนวยการกอง' })
    await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
    expect((await caseOf(service, reference)).feeState).toBe('none')
  })

  it('have their fee computed, told with the answer, and marked as paid or waived once', async () => {
    const service = await startService()
    await chargeFees(service)
    const reference = await aCaseFor(service, 'certified-copy')
    await propose(service, reference, {
      pages: '12',
      certifications: '2',
      certifiedBy: 'ผู้ใช้ head ผู้อำนวยการกอง',
    })
    await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
    expect((await caseOf(service, reference)).feeState).toBe('due')
    const officer = await signIn(service, 'officer')
    const page = await officer.get(`/staff/requests/${reference}`)
    expect(page.body).toContain('22 บาท (ยังไม่ชำระ)')
    const settle = `/staff/requests/${reference}/settle-fee`
    expect((await officer.post(settle, { settled: 'waived' })).statusCode).toBe(422)
    const settled = await officer.post(settle, { settled: 'waived', note: 'ผู้มีรายได้น้อย' })
    expect(settled.statusCode).toBe(303)
    expect((await caseOf(service, reference)).feeState).toBe('waived')
    expect(
      (await officer.post(settle, { settled: 'paid', note: 'x' }, { from: '/staff' })).statusCode,
    ).toBe(403)
  })

  it('are not owed any more once the answer is thought over again', async () => {
    const service = await startService()
    await chargeFees(service)
    const reference = await aCaseFor(service, 'paper-copy')
    await propose(service, reference, { pages: '12' })
    await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
    expect((await caseOf(service, reference)).feeState).toBe('due')
    await act(service, reference, 'secretary', 'reopen', { ...plainNote, note: 'หน้าไม่ครบ' })
    expect((await caseOf(service, reference)).feeState).toBe('none')
  })

  it('need pages as a number', async () => {
    const service = await startService()
    const reference = await aCaseFor(service, 'paper-copy')
    expect((await propose(service, reference, {})).body).toContain('กรอกจำนวนหน้าของสำเนา')
    expect((await propose(service, reference, { pages: 'สิบ' })).body).toContain(
      'กรอกจำนวนหน้าเป็นตัวเลข',
    )
    expect(
      (await propose(service, reference, { pages: '3', outcome: 'not-held' })).statusCode,
    ).toBe(303)
    const { id } = await caseOf(service, reference)
    expect(await findProposal(service.services.db.read, id)).toMatchObject({ pages: 0, fee: 0 })
  })

  it('cost pages and certifications by their rates', () => {
    expect(feeOf({ pages: 12, certifications: 2 }, { page: 100, certification: 500 })).toBe(2200)
    expect(feeOf({ pages: 3, certifications: 0 }, { page: 150, certification: 500 })).toBe(450)
  })
})
