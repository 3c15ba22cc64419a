import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { departmentRules, letters } from '#src/database/schema.ts'
import { Refusal } from '#src/refusal.ts'
import { aCase, act, caseOf, plainNote, traceOf } from '../support/cases.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Service,
} from '../support/service.ts'

const day = 86_400_000

async function extend(service: Service, reference: string, until: string, note = 'เอกสารมาก') {
  const officer = await signIn(service, 'officer')
  return officer.post(`/staff/requests/${reference}/extend`, { until, note })
}

describe('an extension', () => {
  it('moves the due date, keeps what "in time" is measured by, and tells the requester why', async () => {
    const service = await startService()
    const { reference, code } = await submitRequest(service, {
      topic: String(service.cast.topics.first),
    })
    await act(service, reference, 'officer', 'accept', { note: '', seen: undefined })
    const answer = await extend(service, reference, '๑ ธันวาคม ๒๕๖๙', 'เอกสารมีมาก <b>')
    expect(answer.statusCode).toBe(303)
    const after = await caseOf(service, reference)
    expect(after).toMatchObject({
      dueOn: '2026-12-01',
      limitOn: '2026-11-17',
      status: 'in-progress',
    })
    const [letter] = await service.services.db.read
      .select()
      .from(letters)
      .where(eq(letters.kind, 'extended'))
    expect(letter).toMatchObject({ toAddress: 'somchai@example.com' })
    expect(letter?.body).toContain('เอกสารมีมาก')
    expect(letter?.body).toContain('1 ธันวาคม')
    const requester = openBrowser(service)
    await requester.post('/track', { reference, code })
    const page = (await requester.get(`/requests/${reference}`)).body.replaceAll('\u00a0', ' ')
    expect(page).toContain('วันอังคารที่ 1 ธันวาคม 2569')
    expect(page).toContain('เอกสารมีมาก &lt;b&gt;')
    const { history } = await traceOf(service, reference)
    expect(history.at(-1)).toMatchObject({ action: 'extend', until: '2026-12-01' })
  })

  it.each([
    ['', 'กรอกวันครบกำหนดใหม่'],
    ['31 กุมภาพันธ์ 2569', 'กรอกวันที่ให้ครบ'],
    ['1 พ.ย. 2569', 'วันครบกำหนดใหม่ต้องอยู่หลังวันนี้'],
    ['17/11/2569', 'วันครบกำหนดใหม่ต้องอยู่หลังกำหนดเดิม'],
    ['2026-11-22', 'วันที่กรอกเป็นวันหยุดราชการ'],
    ['3 ธ.ค. 2569', 'วันที่กรอกเกินกว่าที่กรมกำหนดให้ขยายได้'],
    ['3/12/2026', 'วันที่กรอกเกินกว่าที่กรมกำหนดให้ขยายได้'],
  ])(
    'is not made to “%s”: a sentence stands beside it, and the text is kept',
    async (until, sentence) => {
      const service = await startService()
      const reference = await aCase(service, 'in-progress')
      const answer = await extend(service, reference, until, 'เหตุผลที่พิมพ์ไว้')
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain(sentence)
      expect(answer.body).toContain('เหตุผลที่พิมพ์ไว้')
      expect((await caseOf(service, reference)).dueOn).toBe('2026-11-17')
    },
  )

  it('needs a reason', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const answer = await extend(service, reference, '1/12/2569', ' ')
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('กรอกเหตุผลที่ต้องขยายเวลา')
    expect(answer.body).toContain('1/12/2569')
  })

  it('comes as often as the department has it, and no more', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    expect((await extend(service, reference, '24/11/2569')).statusCode).toBe(303)
    const page = await (await signIn(service, 'officer')).get(`/staff/requests/${reference}/extend`)
    expect(page.body).toContain('ขยายเวลาครบจำนวนครั้ง')
    expect(page.body).not.toContain('name="note"')
    expect(page.body).not.toContain('ขยายเวลาและแจ้งผู้ขอ')
    const again = await extend(service, reference, '25/11/2569')
    expect(again.statusCode).toBe(422)
    expect(again.body).toContain('เอกสารมาก')
    await service.services.db.write(async (tx) => {
      const value = { times: 2, days: 30 }
      await tx
        .insert(departmentRules)
        .values({ name: 'extension', from: '2026-01-01', value, setAt: 0 })
    })
    service.services.rules.forget()
    expect((await extend(service, reference, '17/12/2569')).statusCode).toBe(303)
  })

  it('is made by the head too, and by no other officer than the one who holds it', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const form = { ...plainNote, note: 'เอกสารมาก', until: '2026-11-24' }
    await expect(act(service, reference, 'colleague', 'extend', form)).rejects.toThrow(Refusal)
    await act(service, reference, 'head', 'extend', form)
    expect((await caseOf(service, reference)).dueOn).toBe('2026-11-24')
  })

  it('of two at once, one is made', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const form = { ...plainNote, note: 'เอกสารมาก', until: '2026-11-24' }
    const made = await Promise.allSettled([
      act(service, reference, 'head', 'extend', form),
      act(service, reference, 'officer', 'extend', form),
    ])
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('can still be made when the date has passed', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    service.time.now += 20 * day
    expect((await extend(service, reference, '30/11/2569')).statusCode).toBe(303)
  })
})
