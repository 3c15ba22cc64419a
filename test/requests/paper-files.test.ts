import { describe, expect, it } from 'vitest'
import { listFilesOfRequest } from '#src/files/store.ts'
import { aCase, caseOf } from '../support/cases.ts'
import {
  aLetter,
  countRequests,
  entryAddress,
  enterForm,
  keyIn,
  openForm,
  referenceIn,
  sendFile,
} from '../support/counter.ts'
import { countKeptFiles } from '../support/database.ts'
import { aPdf, aPng } from '../support/sample-files.ts'
import { openBrowser, signIn, startService, type Service } from '../support/service.ts'

const scan = { name: 'ต้นฉบับ.pdf', content: aPdf() }

async function filesOf(service: Service, reference: string) {
  const { id } = await caseOf(service, reference)
  return listFilesOfRequest(service.services.db.read, id)
}

describe('the scan of a letter that is entered', () => {
  it('is kept with the request, with who attached it and when', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const idempotencyKey = await openForm(secretary)
    const answer = await sendFile(
      service,
      secretary,
      entryAddress,
      { idempotencyKey, ...aLetter },
      scan,
    )
    expect(answer.statusCode).toBe(303)
    const reference = referenceIn(answer)
    expect(await filesOf(service, reference)).toMatchObject([
      {
        name: 'ต้นฉบับ.pdf',
        purpose: 'request',
        addedById: service.cast.secretary.id,
        draftId: null,
      },
    ])
    const page = await secretary.get(`/staff/requests/${reference}`)
    expect(page.body).toContain('ไฟล์ที่เจ้าหน้าที่แนบ')
    expect(page.body).toContain('แนบโดย ผู้ใช้ secretary เมื่อ')
    expect(page.body).not.toContain('ไฟล์ที่ผู้ขอแนบ')
    const href = /href="([^"]+\/files\/[0-9a-f]{32})"/.exec(page.body)?.[1] ?? ''
    expect((await secretary.get(href)).rawPayload).toEqual(scan.content)
  })

  it('is not lost by an error elsewhere, nor kept twice', async () => {
    const service = await startService()
    const officer = await signIn(service, 'officer')
    const idempotencyKey = await openForm(officer)
    const wrong = { idempotencyKey, ...aLetter, subject: '', receivedOn: '31/2/2569' }
    const again = await sendFile(service, officer, entryAddress, wrong, scan)
    expect(again.statusCode).toBe(422)
    expect(again.body).toContain('ต้นฉบับ.pdf')
    expect(again.body).toContain('value="31/2/2569"')
    expect(keyIn(again)).toBe(idempotencyKey)

    // Chosen once more, and the form sent twice at the same moment.
    const right = { idempotencyKey, ...aLetter }
    const answers = await Promise.all(
      [1, 2, 3].map(() => sendFile(service, officer, entryAddress, right, scan)),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303])
    expect(new Set(answers.map(referenceIn)).size).toBe(1)
    expect(await countRequests(service)).toBe(1)
    const [first] = answers
    expect(await filesOf(service, first ? referenceIn(first) : '')).toHaveLength(1)
    expect(await countKeptFiles(service.services)).toBe(1)
  })

  it('can be added and taken out again before the form is sent', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const idempotencyKey = await openForm(secretary)
    const fields = { idempotencyKey, ...aLetter, subject: '' }
    const add = { ...fields, go: 'add' }
    await sendFile(service, secretary, entryAddress, add, scan)
    const two = await sendFile(service, secretary, entryAddress, add, {
      name: 'ซอง.png',
      content: aPng(),
    })
    expect(two.statusCode).toBe(200) // nothing is wrong yet: the form is not being sent
    expect(two.body).not.toContain('พบข้อผิดพลาด')
    const id = /value="remove-([0-9a-f]{32})"/.exec(two.body)?.[1] ?? ''
    const one = await sendFile(service, secretary, entryAddress, { ...fields, go: `remove-${id}` })
    expect(one.body.match(/value="remove-/g)).toHaveLength(1)
    expect(await countKeptFiles(service.services)).toBe(1)
    // Gone already: no error.
    const same = await sendFile(service, secretary, entryAddress, { ...fields, go: `remove-${id}` })
    expect(same.statusCode).toBe(200)
  })

  it('that cannot be taken stops the entry with a sentence; what else is there stays', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const idempotencyKey = await openForm(secretary)
    const fields = { idempotencyKey, ...aLetter }
    const wrong = { name: 'scan.pdf', content: Buffer.from('<html>no PDF') }
    const answer = await sendFile(service, secretary, entryAddress, fields, wrong)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('<a href="#file">ไฟล์ต้องเป็น PDF')
    expect(answer.body).toContain(aLetter.details)
    expect(await countRequests(service)).toBe(0)
    expect(await countKeptFiles(service.services)).toBe(0)
  })

  it('is one of five at most', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const idempotencyKey = await openForm(secretary)
    const fields = { idempotencyKey, ...aLetter, go: 'add' }
    for (const number of [1, 2, 3, 4, 5])
      await sendFile(service, secretary, entryAddress, fields, { ...scan, name: `${number}.pdf` })
    const sixth = await sendFile(service, secretary, entryAddress, fields, scan)
    expect(sixth.statusCode).toBe(422)
    expect(sixth.body).toContain('แนบได้ไม่เกิน 5 ไฟล์')
    expect(await countKeptFiles(service.services)).toBe(5)
  })

  it('reaches the disk only from those who may enter requests, and from a page of ours', async () => {
    const service = await startService()
    for (const member of ['head', 'executive', 'auditor', 'admin'] as const) {
      const browser = await signIn(service, member)
      await browser.get('/staff/password')
      const answer = await sendFile(service, browser, entryAddress, { ...aLetter }, scan)
      expect(answer.statusCode).toBe(403)
    }
    const secretary = await signIn(service, 'secretary')
    const forged = { ...secretary, token: 'forged' }
    const answer = await sendFile(service, forged, entryAddress, { ...aLetter }, scan)
    expect(answer.statusCode).toBe(403)
    expect(await countKeptFiles(service.services)).toBe(0)
  })

  it('is not shown to the requester: it may be of somebody else’s letter', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const idempotencyKey = await openForm(secretary)
    const fields = { idempotencyKey, ...aLetter }
    const answer = await sendFile(service, secretary, entryAddress, fields, scan)
    const reference = referenceIn(answer)
    const slip = await secretary.get(String(answer.headers.location))
    const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(slip.body)?.[0] ?? ''
    const citizen = openBrowser(service)
    await citizen.post('/track', { reference, code })
    const page = await citizen.get(`/requests/${reference}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain(scan.name)
    const [file] = await filesOf(service, reference)
    expect((await citizen.get(`/requests/${reference}/files/${file?.id}`)).statusCode).toBe(404)
  })
})

describe('the same form after signing in anew', () => {
  it('is still its owner’s: sent or not, nothing is lost and nothing comes twice', async () => {
    const service = await startService()
    const before = await signIn(service, 'secretary')
    const idempotencyKey = await openForm(before)
    const fields = { idempotencyKey, ...aLetter }
    await sendFile(service, before, entryAddress, { ...fields, go: 'add' }, scan)

    const after = await signIn(service, 'secretary')
    await openForm(after)
    const kept = await sendFile(service, after, entryAddress, { ...fields, subject: '' })
    expect(kept.body).toContain(scan.name)
    const sent = await sendFile(service, after, entryAddress, fields)
    expect(sent.statusCode).toBe(303)
    expect(await filesOf(service, referenceIn(sent))).toHaveLength(1)
    expect((await after.get(String(sent.headers.location))).body).toContain('class="qr-code"')

    const third = await signIn(service, 'secretary')
    const repeated = await third.post(entryAddress, fields)
    expect(repeated.statusCode).toBe(303)
    expect(referenceIn(repeated)).toBe(referenceIn(sent))
    expect(await countRequests(service)).toBe(1)
  })

  it('in other hands is answered with a sentence and a new form, and enters nothing', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const idempotencyKey = await openForm(secretary)
    const fields = { idempotencyKey, ...aLetter }
    expect((await secretary.post(entryAddress, fields)).statusCode).toBe(303)

    const officer = await signIn(service, 'officer')
    await openForm(officer)
    for (const answer of [
      await officer.post(entryAddress, fields),
      await sendFile(service, officer, entryAddress, fields, scan),
    ]) {
      expect(answer.statusCode).toBe(409)
      expect(answer.body).toContain('แบบฟอร์มนี้มีผู้อื่นกรอกหรือส่งไปแล้ว')
      expect(answer.body).toContain(aLetter.details)
      expect(keyIn(answer)).toMatch(/^[\w-]{43}$/)
      expect(keyIn(answer)).not.toBe(idempotencyKey)
    }
    expect(await countRequests(service)).toBe(1)
    expect(await countKeptFiles(service.services)).toBe(0)
  })

  it('does not give the draft of a requester to staff', async () => {
    const service = await startService()
    const citizen = openBrowser(service)
    await citizen.post('/requests/new/information', { subject: 'เรื่อง', details: 'รายละเอียด' })
    await citizen.post('/requests/new/you', { name: 'สมชาย', phone: '0812345678' })
    const idempotencyKey = keyIn(await citizen.get('/requests/new/check'))
    const secretary = await signIn(service, 'secretary')
    const answer = await secretary.post(entryAddress, { idempotencyKey, ...aLetter })
    expect(answer.statusCode).toBe(409)
    const sent = await citizen.post(
      '/requests',
      { idempotencyKey },
      { from: '/requests/new/check' },
    )
    expect(sent.statusCode).toBe(303)
  })
})

describe('paper that comes later', () => {
  const pathOf = (reference: string) => `/staff/requests/${reference}/files`

  it.each(['in-progress', 'answered'] as const)(
    'is put with a request that is %s by its division and by the secretary, once',
    async (status) => {
      const service = await startService()
      const reference = await aCase(service, status)
      for (const [member, name] of [
        ['officer', 'จดหมาย.pdf'],
        ['colleague', 'ซอง.pdf'],
        ['secretary', 'ใบตอบรับ.pdf'],
      ] as const) {
        const browser = await signIn(service, member)
        const page = await browser.get(`/staff/requests/${reference}`)
        expect(page.body).toContain(`href="${pathOf(reference)}"`)
        await browser.get(pathOf(reference))
        const send = () =>
          sendFile(service, browser, pathOf(reference), {}, { name, content: aPdf() })
        const [answer, again] = [await send(), await send()]
        expect(answer.headers.location).toBe(`${pathOf(reference)}?added`)
        expect(again.statusCode).toBe(303)
        const shown = await browser.get(String(answer.headers.location))
        expect(shown.body).toContain('แนบไฟล์แล้ว')
        expect(shown.body).toContain(
          `แนบโดย ผู้ใช้ ${member} เมื่อ 2 พ.ย. 2569`.replace('2 ', '2\u00a0'),
        )
      }
      expect(await filesOf(service, reference)).toHaveLength(3)
      expect(await countKeptFiles(service.services)).toBe(3)
    },
  )

  it('needs a file, and one that can be taken', async () => {
    const service = await startService()
    const reference = await aCase(service, 'assigned')
    const officer = await signIn(service, 'officer')
    await officer.get(pathOf(reference))
    const none = await sendFile(service, officer, pathOf(reference), {})
    expect(none.statusCode).toBe(422)
    expect(none.body).toContain('<a href="#file">เลือกไฟล์ที่จะแนบ')
    const plain = await officer.post(pathOf(reference), {})
    expect(plain.statusCode).toBe(422)
    const wrong = await sendFile(
      service,
      officer,
      pathOf(reference),
      {},
      {
        name: 'a.exe',
        content: Buffer.from('MZ'),
      },
    )
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('<a href="#file">ไฟล์ต้องเป็น PDF')
    expect(await countKeptFiles(service.services)).toBe(0)
  })

  it('is refused to everybody else, and nothing reaches the disk', async () => {
    const service = await startService()
    const reference = await aCase(service, 'assigned')
    for (const [member, status] of [
      ['head', 403],
      ['executive', 403],
      ['auditor', 403],
      ['officer2', 404],
      ['head2', 404],
      ['admin', 404],
    ] as const) {
      const browser = await signIn(service, member)
      expect((await browser.get(pathOf(reference))).statusCode).toBe(status)
      await browser.get('/staff/password')
      const answer = await sendFile(service, browser, pathOf(reference), {}, scan)
      expect(answer.statusCode).toBe(status)
      const page = await browser.get(`/staff/requests/${reference}`)
      expect(page.body).not.toContain(`href="${pathOf(reference)}"`)
    }
    expect(await filesOf(service, reference)).toEqual([])
    expect(await countKeptFiles(service.services)).toBe(0)
  })
})

describe('whoever gave no e-mail address', () => {
  it('is served on paper, and those who write to requesters are told so', async () => {
    const service = await startService()
    const byPost = await aCase(service, 'assigned', {
      email: '',
      address: '1 ถนนตัวอย่าง',
      deliverBy: 'post',
    })
    const byPhone = await aCase(service, 'assigned', { email: '', deliverBy: 'pick-up' })
    const byMail = await aCase(service, 'assigned')
    const officer = await signIn(service, 'officer')
    const page = async (reference: string) =>
      (await officer.get(`/staff/requests/${reference}`)).body
    expect(await page(byPost)).toContain('ผู้ขอรายนี้ติดต่อทางเอกสาร: พิมพ์จดหมายทุกฉบับและส่งทางไปรษณีย์')
    expect(await page(byPhone)).toContain('ผู้ขอรายนี้ไม่มีอีเมลและไม่ได้ให้ที่อยู่')
    expect(await page(byMail)).not.toContain('พิมพ์จดหมายทุกฉบับ')
    const auditor = await signIn(service, 'auditor')
    const read = await auditor.get(`/staff/requests/${byPost}`)
    expect(read.body).not.toContain('พิมพ์จดหมายทุกฉบับ')
  })

  it('reads on the slip how they hear of it, when, and how to reach the department', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const slipOf = async (changes: Record<string, string>) =>
      (await secretary.get(String((await enterForm(secretary, changes)).headers.location))).body
    const byPost = await slipOf({})
    for (const text of [
      'เราส่งหนังสือทางไปรษณีย์ถึงท่าน',
      'กรมจะตอบภายใน',
      'วันอังคารที่\u00a017\u00a0พฤศจิกายน 2569',
      'โทรศัพท์ 0\u00a02203\u00a05000',
      '443\u00a0ถนนศรีอยุธยา',
      'class="qr-code"',
    ])
      expect(byPost).toContain(text)
    expect(await slipOf({ address: '', phone: '081 234 5678' })).toContain('เราโทรศัพท์ถึงท่าน')
    expect(await slipOf({ email: 'somchai@example.com' })).toContain('เราแจ้งท่านทางอีเมล')
    const english = await slipOf({ language: 'en' })
    expect(english).toMatch(/href="\/en\/staff\/requests\/[\d-]+\/slip"/)
    expect(english).toContain('ผู้ขอใช้ภาษาอังกฤษ')
  })
})
