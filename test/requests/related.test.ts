import { describe, expect, it } from 'vitest'
import { relatedRequests } from '#src/database/schema.ts'
import { addAnswerFiles } from '#src/requests/answer-files.ts'
import { listFilesOfAnswer } from '#src/files/store.ts'
import { keepBlob } from '#src/files/keep.ts'
import { phoneSpellings } from '#src/requests/same-person.ts'
import { Readable } from 'node:stream'
import { aCase, act, actorOf, caseOf, enterCase, plainNote, refusing } from '../support/cases.ts'
import { aPdf } from '../support/sample-files.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Service,
} from '../support/service.ts'

const relatedPath = (reference: string) => `/staff/requests/${reference}/related`
const removalPath = (reference: string, other: string) =>
  `${relatedPath(reference)}/${other}/removal`

async function countLinks({ services }: Service): Promise<number> {
  return services.db.read.$count(relatedRequests)
}

/** Two requests of the first division and one of the second. */
async function threeCases(service: Service) {
  return {
    one: await aCase(service, 'in-progress', { subject: 'เรื่องที่หนึ่ง' }),
    two: await aCase(service, 'answered', { subject: 'เรื่องที่สอง' }),
    elsewhere: await enterCase(service, {
      subject: 'เรื่องของกองอื่น',
      topic: service.cast.topics.second,
    }),
  }
}

describe('requests that belong together', () => {
  it('are linked by reference, shown on both with status and outcome, and parted again', async () => {
    const service = await startService()
    const { one, two } = await threeCases(service)
    const officer = await signIn(service, 'officer')
    const answer = await officer.post(relatedPath(one), { reference: two.replaceAll('-', ' ') })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(relatedPath(one))

    for (const [reference, other, subject, status] of [
      [one, two, 'เรื่องที่สอง', 'เปิดเผยทั้งหมด'],
      [two, one, 'เรื่องที่หนึ่ง', 'กำลัง'],
    ] as const) {
      const { body } = await officer.get(`/staff/requests/${reference}`)
      const section = /<section[^>]*related-title[^]*?<\/section>/.exec(body)?.[0] ?? ''
      expect(section).toContain(`href="/staff/requests/${other}"`)
      expect(section).toContain(subject)
      expect(section).toContain(status)
    }
    const page = await officer.get(relatedPath(two))
    expect(page.body).toContain('เชื่อมโดย ผู้ใช้ officer')

    const parted = await officer.post(removalPath(two, one), {}, { from: relatedPath(two) })
    expect(parted.statusCode).toBe(303)
    expect(await countLinks(service)).toBe(0)
    const again = await officer.post(removalPath(two, one), {}, { from: relatedPath(two) })
    expect(again.statusCode).toBe(303) // gone already: no error
  })

  it('are linked once, from whichever side and however often', async () => {
    const service = await startService()
    const { one, two } = await threeCases(service)
    const officer = await signIn(service, 'officer')
    await officer.get(relatedPath(one))
    const answers = await Promise.all(
      [1, 2, 3, 4].flatMap(() => [
        officer.post(relatedPath(one), { reference: two }, { from: '/staff/password' }),
        officer.post(relatedPath(two), { reference: one }, { from: '/staff/password' }),
      ]),
    )
    expect(answers.every(({ statusCode }) => statusCode === 303)).toBe(true)
    expect(await countLinks(service)).toBe(1)
  })

  it.each([
    ['', 'กรอกหมายเลขคำขอที่เกี่ยวข้อง'],
    ['<b>', 'หมายเลขคำขอไม่ถูกต้อง'],
    ['70-000001-1', 'หมายเลขคำขอไม่ถูกต้อง'], // a wrong check digit
    ['70-000999-7', 'ไม่พบคำขอหมายเลขนี้'],
  ])('are asked for again: %j', async (reference, sentence) => {
    const service = await startService()
    const { one } = await threeCases(service)
    const officer = await signIn(service, 'officer')
    const answer = await officer.post(relatedPath(one), { reference })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(`<a href="#reference">${sentence}`)
    expect(answer.body).toContain(`value="${reference.replace('<b>', '&lt;b&gt;')}"`)
    expect(await countLinks(service)).toBe(0)
  })

  it('are not the request itself, nor one that is out of sight, nor too many', async () => {
    const service = await startService()
    const { one, elsewhere } = await threeCases(service)
    const officer = await signIn(service, 'officer')
    const itself = await officer.post(relatedPath(one), { reference: one })
    expect(itself.statusCode).toBe(422)
    const hidden = await officer.post(relatedPath(one), { reference: elsewhere })
    expect(hidden.statusCode).toBe(422)
    expect(hidden.body).toContain('ไม่พบคำขอหมายเลขนี้')
    expect(hidden.body).not.toContain('เรื่องของกองอื่น')
    expect(await countLinks(service)).toBe(0)

    for (let count = 0; count < 20; count += 1) {
      const reference = await enterCase(service)
      expect((await officer.post(relatedPath(one), { reference })).statusCode).toBe(303)
    }
    const more = await officer.post(relatedPath(one), { reference: await enterCase(service) })
    expect(more.statusCode).toBe(422)
    expect(more.body).toContain('ไม่เกิน 20 คำขอ')
  })

  it('of another division are only counted for those who do not see them', async () => {
    const service = await startService()
    const { one, elsewhere } = await threeCases(service)
    const secretary = await signIn(service, 'secretary')
    const linked = await secretary.post(relatedPath(one), { reference: elsewhere })
    expect(linked.statusCode).toBe(303)

    for (const member of ['officer', 'head'] as const) {
      const browser = await signIn(service, member)
      for (const path of [`/staff/requests/${one}`, relatedPath(one)]) {
        const { body } = await browser.get(path)
        expect(body).toContain('มีอีก 1 คำขอที่เกี่ยวข้องอยู่ในความรับผิดชอบของกองอื่น')
        expect(body).not.toContain(elsewhere)
        expect(body).not.toContain('เรื่องของกองอื่น')
      }
      const removal = await browser.post(
        removalPath(one, elsewhere),
        {},
        { from: relatedPath(one) },
      )
      expect(removal.statusCode).toBe(404)
    }
    const executive = await signIn(service, 'executive')
    expect((await executive.get(`/staff/requests/${one}`)).body).toContain('เรื่องของกองอื่น')
    expect(await countLinks(service)).toBe(1)
  })

  it('are linked by the division and the secretary, and by nobody else', async () => {
    const service = await startService()
    const { one, two } = await threeCases(service)
    for (const member of ['officer', 'colleague', 'head', 'secretary'] as const) {
      const browser = await signIn(service, member)
      expect((await browser.post(relatedPath(one), { reference: two })).statusCode).toBe(303)
    }
    for (const [member, status] of [
      ['executive', 403],
      ['auditor', 403],
      ['officer2', 404],
      ['head2', 404],
      ['admin', 404],
    ] as const) {
      const browser = await signIn(service, member)
      const from = '/staff/password'
      expect((await browser.get(relatedPath(one))).statusCode).toBe(status)
      const linked = await browser.post(relatedPath(one), { reference: two }, { from })
      expect(linked.statusCode).toBe(status)
      const parted = await browser.post(removalPath(one, two), {}, { from })
      expect(parted.statusCode).toBe(status)
    }
    expect(await countLinks(service)).toBe(1)
  })
})

describe('an earlier answer', () => {
  const reason = 'กระทบความสัมพันธ์ <i>ระหว่างประเทศ</i>'

  async function withRefusal(service: Service) {
    const given = await aCase(service, 'in-progress', { name: 'นางก่อนหน้า ตัวอย่าง' })
    const file = await keepBlob(service.services.blobs, Readable.from([aPdf()]), 1_000_000)
    const received = {
      ...file,
      field: 'file',
      name: 'เดิม.pdf',
      mediaType: 'application/pdf',
      extension: 'pdf',
    }
    const work = { reference: given, actor: actorOf(service, 'officer'), seen: undefined }
    await addAnswerFiles(service.services, work, [received])
    await act(service, given, 'officer', 'propose', {
      ...refusing,
      reply: 'ข้อความเดิม',
      grounds: [{ ground: 's15-1', reason }],
      note: 'บันทึกภายในของเรื่องเดิม',
    })
    await act(service, given, 'head', 'approve', { ...plainNote, sensitive: false })
    await act(service, given, 'executive', 'clear', plainNote)
    return given
  }

  it('begins a new one with its outcome, text, grounds and reasons, and nothing else', async () => {
    const service = await startService()
    const given = await withRefusal(service)
    const reference = await aCase(service, 'in-progress', { name: 'ผู้ขอรายใหม่' })
    const officer = await signIn(service, 'officer')
    const { statusCode, body } = await officer.get(
      `/staff/requests/${reference}/propose?from=${given}`,
    )
    expect(statusCode).toBe(200)
    expect(body).toContain('ข้อความในแบบนี้คัดลอกจากคำตอบของคำขอ')
    expect(body).toContain('ไม่มีชื่อหรือข้อมูลส่วนบุคคลของผู้ขอรายเดิม')
    expect(body).toMatch(/value="refused"[^>]*checked/)
    expect(body).toMatch(/<textarea[^>]*id="reply"[^>]*>\s*ข้อความเดิม/)
    expect(body).toMatch(/<option value="s15-1" selected/)
    expect(body).toContain('กระทบความสัมพันธ์ &lt;i&gt;ระหว่างประเทศ&lt;/i&gt;')
    for (const text of ['เดิม.pdf', 'นางก่อนหน้า', 'บันทึกภายในของเรื่องเดิม'])
      expect(body).not.toContain(text)
    const { id } = await caseOf(service, reference)
    expect(await listFilesOfAnswer(service.services.db.read, id, null)).toEqual([])
    expect((await caseOf(service, reference)).status).toBe('in-progress') // looking changes nothing
  })

  it('of a related request is offered by its reference', async () => {
    const service = await startService()
    const { one, two } = await threeCases(service)
    const officer = await signIn(service, 'officer')
    await officer.post(relatedPath(one), { reference: two })
    const { body } = await officer.get(`/staff/requests/${one}/propose`)
    expect(body).toContain(`href="/staff/requests/${one}/propose?from=${two}"`)
    expect(body).not.toContain('ข้อความในแบบนี้คัดลอก')
  })

  it('is not copied from what is not answered, is out of sight or does not exist', async () => {
    const service = await startService()
    const { one, elsewhere } = await threeCases(service)
    const proposed = await aCase(service, 'awaiting-approval')
    const officer = await signIn(service, 'officer')
    const path = `/staff/requests/${one}/propose`
    for (const [from, sentence] of [
      ['', 'กรอกหมายเลขคำขอที่จะคัดลอกคำตอบ'],
      ['%00<x', 'หมายเลขคำขอไม่ถูกต้อง'],
      [one, 'ยังไม่มีคำตอบที่ส่งแล้ว'],
      [proposed, 'ยังไม่มีคำตอบที่ส่งแล้ว'],
      [elsewhere, 'ไม่พบคำขอหมายเลขนี้'],
      ['70-000999-7', 'ไม่พบคำขอหมายเลขนี้'],
    ] as const) {
      const answer = await officer.get(`${path}?from=${from}`)
      expect(answer.statusCode, from).toBe(422)
      expect(answer.body).toContain('<a href="#from">')
      expect(answer.body).toContain(sentence)
      expect(answer.body).not.toContain('ส่งรายงานตามที่ขอ')
      expect(answer.body).not.toContain('ข้อความในแบบนี้คัดลอก')
    }
    expect((await officer.get(`${path}?from=${one}&from=${one}`)).statusCode).toBe(200)
  })

  it('is for whoever may propose an answer here', async () => {
    const service = await startService()
    const { one, two } = await threeCases(service)
    for (const [member, status] of [
      ['colleague', 403],
      ['head', 403],
      ['secretary', 403],
      ['officer2', 404],
    ] as const) {
      const browser = await signIn(service, member)
      const answer = await browser.get(`/staff/requests/${one}/propose?from=${two}`)
      expect(answer.statusCode).toBe(status)
    }
  })
})

describe('other requests of the same person', () => {
  const title = 'คำขออื่นของผู้ขอรายนี้'
  const routed = (service: Service) => ({ topic: String(service.cast.topics.first) })

  it('are those of the same address in any case, and of the same number in any spelling', async () => {
    const service = await startService()
    const from = (changes: Record<string, string>) =>
      submitRequest(service, { ...routed(service), ...changes })
    const first = await from({ email: 'Somchai@Example.COM', subject: 'ทางอีเมล' })
    await from({ email: '', phone: '๐๘๑-๒๓๔-๕๖๗๘', subject: 'ทางโทรศัพท์' })
    await from({ email: 'other@example.com', phone: '081 234 5679', subject: 'คนอื่น' })
    await from({ email: '', phone: '', address: '1 ถนนตัวอย่าง', subject: 'ไม่มีทั้งคู่' })
    const last = await from({ email: 'somchai@example.com', phone: '+66 81 234 5678' })
    const officer = await signIn(service, 'officer')
    const { body } = await officer.get(`/staff/requests/${last.reference}`)
    const section = /<section[^>]*same-person-title[^]*?<\/section>/.exec(body)?.[0] ?? ''
    expect(section).toContain(`${title} (2)`)
    expect(section).toContain('ทางอีเมล')
    expect(section).toContain('ทางโทรศัพท์')
    expect(section).toContain('ได้รับ 2\u00a0พ.ย. 2569')
    expect(section).not.toContain('คนอื่น')
    expect(section).not.toContain('ไม่มีทั้งคู่')
    // From the other side too.
    const earlier = await officer.get(`/staff/requests/${first.reference}`)
    expect(earlier.body).toContain(`${title} (1)`)
  })

  it('are the newest ten, with how many there are in all', async () => {
    const service = await startService()
    for (let count = 0; count < 12; count += 1)
      await enterCase(service, { subject: `เรื่องลำดับ ${count}.` })
    const reference = await enterCase(service)
    const officer = await signIn(service, 'officer')
    const { body } = await officer.get(`/staff/requests/${reference}`)
    expect(body).toContain(`${title} (12)`)
    expect(body).toContain('แสดง 10 คำขอล่าสุด')
    expect(body).toContain('เรื่องลำดับ 11.')
    expect(body).toContain('เรื่องลำดับ 2.')
    expect(body).not.toContain('เรื่องลำดับ 1.')
  })

  it('are shown only within the scope, and only to those who write to requesters', async () => {
    const service = await startService()
    const hidden = { topic: service.cast.topics.second, subject: 'เรื่องของกองอื่น' }
    await enterCase(service, hidden)
    await enterCase(service, { subject: 'เรื่องเดียวกัน' })
    const reference = await enterCase(service)
    for (const member of ['officer', 'head'] as const) {
      const { body } = await (await signIn(service, member)).get(`/staff/requests/${reference}`)
      expect(body).toContain(`${title} (1)`)
      expect(body).toContain('เรื่องเดียวกัน')
      expect(body).not.toContain('เรื่องของกองอื่น')
    }
    const secretary = await signIn(service, 'secretary')
    expect((await secretary.get(`/staff/requests/${reference}`)).body).toContain(`${title} (2)`)
    for (const member of ['executive', 'auditor'] as const) {
      const { statusCode, body } = await (
        await signIn(service, member)
      ).get(`/staff/requests/${reference}`)
      expect(statusCode).toBe(200)
      expect(body).not.toContain(title)
      expect(body).not.toContain('เรื่องเดียวกัน')
    }
  })

  it('and links are nothing a requester ever sees', async () => {
    const service = await startService()
    const { reference, code } = await submitRequest(service, routed(service))
    const other = await submitRequest(service, { ...routed(service), subject: 'เรื่องก่อนหน้า' })
    const officer = await signIn(service, 'officer')
    await officer.post(relatedPath(reference), { reference: other.reference })
    const citizen = openBrowser(service)
    await citizen.post('/track', { reference, code })
    const page = await citizen.get(`/requests/${reference}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('เรื่องก่อนหน้า')
    expect(page.body).not.toContain(other.reference)
  })

  it.each([
    [
      '081 234 5678',
      ['0812345678', '081-234-5678', '+66812345678', '๐๘๑๒๓๔๕๖๗๘', '+66 81 234 5678'],
    ],
    ['+66-2-203-5000', ['0 2203 5000', '02 203 5000', '022035000', '๐ ๒๒๐๓ ๕๐๐๐']],
    ['(02) 203.5000', ['02-203-5000', '+6622035000']],
  ])('may write the number %s in these ways too', (phone, others) => {
    const spellings = phoneSpellings(phone)
    expect(spellings).toContain(phone)
    for (const other of others) expect(spellings).toContain(other)
    expect(spellings.length).toBeLessThan(80)
  })

  it.each(['02 203 5000 ต่อ 89', '+44 20 7946 0958', '1111', '081 234 5678, 082 345 6789'])(
    'are known by the number %s only as it was written',
    (phone) => {
      expect(phoneSpellings(phone)).toEqual([phone])
    },
  )
})
