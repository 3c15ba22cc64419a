import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { letters } from '#src/database/schema.ts'
import { keepBlob } from '#src/files/keep.ts'
import { listFilesOfAnswer } from '#src/files/store.ts'
import { Refusal } from '#src/refusal.ts'
import { addAnswerFiles } from '#src/requests/answer-files.ts'
import { takeRequesterAction } from '#src/requests/requester-commands.ts'
import { aCase, act, actorOf, caseOf, disclosing, enterCase, plainNote } from '../support/cases.ts'
import { countKeptFiles } from '../support/database.ts'
import { multipart } from '../support/multipart.ts'
import { aPdf, aPng } from '../support/sample-files.ts'
import { signIn, startService, type Browser, type Service } from '../support/service.ts'

/** The form of a proposal as a browser sends it: with files, in one body. */
async function propose(
  { app }: Service,
  browser: Browser,
  reference: string,
  fields: Record<string, string>,
  file?: { name: string; content: Buffer },
) {
  const url = `/staff/requests/${reference}/propose`
  return app.inject({
    method: 'POST',
    url,
    ...withCookies(browser, multipart({ _csrf: browser.token, ...fields }, file)),
  })
}

function withCookies({ cookies }: Browser, { headers, payload }: ReturnType<typeof multipart>) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { headers: { ...headers, cookie }, payload }
}

async function waitingFiles(service: Service, reference: string): Promise<string[]> {
  const { id } = await caseOf(service, reference)
  const files = await listFilesOfAnswer(service.services.db.read, id, null)
  return files.map(({ name }) => name).toSorted()
}

const written = { outcome: 'disclosed', reply: 'ส่งรายงานตามที่ขอ', seen: '3' }

describe('a message and a note', () => {
  it.each(['message', 'note'] as const)('sent twice are there once: %s', async (action) => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const address = `/staff/requests/${reference}/${action}`
    const { lastPosition } = await caseOf(service, reference)
    const form = { seen: String(lastPosition), note: 'ขอทราบปีที่ต้องการ' }
    await officer.get(address)
    const answers = await Promise.all([officer.post(address, form), officer.post(address, form)])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect((await caseOf(service, reference)).lastPosition).toBe(lastPosition + 1)

    // Somebody who has seen it says it once more.
    await officer.post(address, { ...form, seen: String(lastPosition + 1) })
    expect((await caseOf(service, reference)).lastPosition).toBe(lastPosition + 2)
  })
})

describe('the page of a request', () => {
  it('says first what it is, where it stands and what can be done now', async () => {
    const service = await startService()
    const reference = await aCase(service, 'assigned')
    const officer = await signIn(service, 'officer')
    const { body } = await officer.get(`/staff/requests/${reference}`)
    const places = [
      `คำขอหมายเลข ${reference}`,
      'รายงานการประชุมสุดยอดอาเซียน</span>',
      'รอกองรับเรื่อง',
      'วันอังคารที่\u00a017\u00a0พฤศจิกายน 2569',
      'สิ่งที่ท่านทำได้ตอนนี้',
      `/${reference}/accept"`,
      `/${reference}/return"`,
      'ฉบับภาษาไทย',
      'ประวัติทั้งหมด',
    ].map((text) => body.replaceAll('ที่ 17', 'ที่\u00a017').indexOf(text))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  })

  it('is not done with an answer that no mail takes to the requester', async () => {
    const service = await startService()
    const onPaper = await aCase(service, 'answered', { email: '', deliverBy: 'pick-up' })
    const byMail = await aCase(service, 'answered')
    const officer = await signIn(service, 'officer')
    const nothingLeft = 'ไม่มีสิ่งที่ต้องทำต่อ'

    const printed = await officer.get(`/staff/requests/${onPaper}`)
    expect(printed.body).toContain('หากยังไม่ได้แจ้งผล โปรดพิมพ์จดหมาย')
    expect(printed.body).not.toContain(nothingLeft)
    const letter = /href="([^"]+)"\s*>เปิดจดหมายแจ้งผล</.exec(printed.body)?.[1] ?? ''
    expect((await officer.get(letter)).body).toContain('จดหมายแจ้งผลการพิจารณา หมายเลข')

    expect((await officer.get(`/staff/requests/${byMail}`)).body).toContain(nothingLeft)
    const { id } = await caseOf(service, byMail)
    await service.services.db.write(async (tx) => {
      await tx.update(letters).set({ state: 'failed' }).where(eq(letters.infoRequestId, id))
    })
    const failed = await officer.get(`/staff/requests/${byMail}`)
    expect(failed.body).toContain('ส่งอีเมลแจ้งผลไม่ได้')

    // Whoever does not write to requesters gets no letter to open.
    const executive = await signIn(service, 'executive')
    const elsewhere = await executive.get(`/staff/requests/${onPaper}`)
    expect(elsewhere.body).not.toContain('เปิดจดหมายแจ้งผล')
  })

  it('takes the reference however it is written, and only within what one may see', async () => {
    const service = await startService()
    const reference = await aCase(service, 'assigned')
    const officer = await signIn(service, 'officer')
    const plain = reference.replaceAll('-', '')
    expect((await officer.get(`/staff/requests/${plain}`)).statusCode).toBe(200)
    for (const member of ['officer2', 'head2', 'admin'] as const) {
      const stranger = await signIn(service, member)
      const page = await stranger.get(`/staff/requests/${reference}`)
      expect(page.statusCode).toBe(404)
      expect(page.body).not.toContain('รายงานการประชุม')
    }
  })

  it('shows how to reach the requester only to those who have to', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-clearance')
    for (const member of ['officer', 'head', 'secretary'] as const) {
      const { body } = await (await signIn(service, member)).get(`/staff/requests/${reference}`)
      expect(body).toContain('somchai@example.com')
      expect(body).toContain('081 234 5678')
    }
    for (const member of ['executive', 'auditor'] as const) {
      const browser = await signIn(service, member)
      const { body } = await browser.get(`/staff/requests/${reference}`)
      expect(body).toContain('สมชาย ใจดี')
      expect(body).not.toContain('somchai@example.com')
      expect(body).not.toContain('081 234 5678')
      const letter = await browser.get(`/staff/requests/${reference}/letters/1`)
      expect(letter.statusCode).toBe(404)
    }
    const executive = await signIn(service, 'executive')
    const { body } = await executive.get(`/staff/requests/${reference}/clear`)
    expect(body).toContain('ระบบส่งอีเมลแจ้งผู้ขอ')
    expect(body).not.toContain('somchai@example.com')
  })

  it('tells messages from internal notes, and the whole history with who and when', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    await act(service, reference, 'head', 'note', { seen: undefined, note: 'ระวัง <b>เรื่องนี้</b>' })
    const { id } = await caseOf(service, reference)
    await takeRequesterAction(service.services, 'message', id, 'ขอภาคผนวกด้วย')
    const officer = await signIn(service, 'officer')
    const { body } = await officer.get(`/staff/requests/${reference}`)
    expect(body).toContain('ภายใน ผู้ขอไม่เห็น')
    expect(body).toContain('ระวัง &lt;b&gt;เรื่องนี้&lt;/b&gt;')
    expect(body).toContain('ขอภาคผนวกด้วย')
    expect(body).toContain('ผู้ขอส่งข้อความใหม่')
    expect(body).toContain('รอกองรับเรื่อง → กำลังดำเนินการ')
    expect(body).toContain('ผู้ใช้ head (ผู้อำนวยการกอง)')
    expect(body).toContain('มอบหมาย ให้กองตัวอย่างหนึ่ง')
  })

  it('explains the due day, each closed day by its name', async () => {
    const service = await startService()
    // 15 days after 8 October is the 23rd, a holiday on a Friday: on to Monday the 26th.
    const reference = await enterCase(service, { receivedOn: '2026-10-08' })
    const officer = await signIn(service, 'officer')
    const { body } = await officer.get(`/staff/requests/${reference}`)
    expect(body).toContain('วันปิยมหาราช')
    expect(body).toContain('วันหยุดสุดสัปดาห์')
    expect(body).toMatch(/วันครบกำหนดคือวันจันทร์ที่\s26\sตุลาคม 2569/)
    const english = await officer.get(`/en/staff/requests/${reference}`)
    expect(english.body).toContain('King Chulalongkorn Memorial Day')
    expect(english.body).toMatch(/The due date is Monday 26\sOctober 2026/)
  })

  it('says honestly how each letter fares', async () => {
    const service = await startService()
    const reference = await enterCase(service)
    const officer = await signIn(service, 'officer')
    const words = [
      ['sent', 'ส่งแล้ว'],
      ['retrying', 'ส่งไม่สำเร็จชั่วคราว กำลังลองใหม่'],
      ['failed', 'ส่งไม่ได้ โปรดติดต่อทางโทรศัพท์'],
    ] as const
    const { id } = await caseOf(service, reference)
    for (const [state, word] of words) {
      await service.services.db.write(async (tx) => {
        await tx.update(letters).set({ state }).where(eq(letters.infoRequestId, id))
      })
      expect((await officer.get(`/staff/requests/${reference}`)).body).toContain(word)
    }
  })

  it('prints the letter of somebody without e-mail', async () => {
    const service = await startService()
    const reference = await enterCase(service, {
      email: '',
      deliverBy: 'post',
      address: '1 ถนนตัวอย่าง กรุงเทพฯ',
    })
    const officer = await signIn(service, 'officer')
    const { body } = await officer.get(`/staff/requests/${reference}`)
    expect(body).toContain('ต้องพิมพ์และส่งเอง')
    const address = new RegExp(`/staff/requests/${reference}/letters/\\d+`).exec(body)?.[0] ?? ''
    const letter = await officer.get(address)
    expect(letter.statusCode).toBe(200)
    expect(letter.body).toContain('1 ถนนตัวอย่าง กรุงเทพฯ')
    expect(letter.body).toContain('ได้รับคำขอข้อมูลข่าวสารของท่านแล้ว')
    expect(letter.body).toContain('data-print')
  })

  it('says what was done, and only what there is to do', async () => {
    const service = await startService()
    const reference = await aCase(service, 'assigned')
    const officer = await signIn(service, 'officer')
    const answer = await officer.post(`/staff/requests/${reference}/accept`, {})
    expect(answer.headers.location).toBe(`/staff/requests/${reference}?done=accept`)
    const { body } = await officer.get(String(answer.headers.location))
    expect(body).toContain('ท่านรับเรื่องนี้แล้ว')
    expect(body).toContain('govuk-notification-banner--success')
    for (const done of ['nonsense', 'submit', 'toString', '<b>', '']) {
      const page = await officer.get(
        `/staff/requests/${reference}?done=${encodeURIComponent(done)}`,
      )
      expect(page.statusCode).toBe(200)
      expect(page.body).not.toContain('govuk-notification-banner')
    }
  })

  it('shows the request as it is now to whoever opens a step that is over', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'colleague')
    const page = await officer.get(`/staff/requests/${reference}/accept`)
    expect(page.statusCode).toBe(409)
    expect(page.body).toMatch(/เรื่องนี้เปลี่ยนไปเมื่อ 2\sพ\.ย\. 2569 10:00\sน\. โดย ผู้ใช้ officer/)
  })

  it('is complete in English', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-clearance')
    const executive = await signIn(service, 'executive')
    for (const path of ['', '/clear', '/send-back', '/note']) {
      const page = await executive.get(`/en/staff/requests/${reference}${path}`)
      expect(page.statusCode).toBe(200)
      expect(page.body).toContain('<html lang="en">')
      // Only what people wrote, and names, stay Thai.
      const rest = page.body
        .replaceAll(/hx-ignore[^]*?<\/(?:span|div|textarea)>/g, '')
        .replaceAll(/ผู้ใช้ \w+|สมชาย ใจดี|ไทย/g, '')
      expect(rest.match(/[ก-๙]{2,}[^<]*/g) ?? []).toEqual([])
    }
    const moved = await executive.post(
      `/en/staff/requests/${reference}/clear`,
      { note: 'fine' },
      { from: `/en/staff/requests/${reference}/clear` },
    )
    expect(moved.headers.location).toBe(`/en/staff/requests/${reference}?done=clear`)
  })
})

describe('files of an answer', () => {
  it('are kept when added, whatever else is wrong, and go with the proposal', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    await officer.get(`/staff/requests/${reference}/propose`)
    const added = await propose(
      service,
      officer,
      reference,
      { reply: 'พิมพ์ค้างไว้', seen: '3', go: 'add' },
      { name: 'รายงาน.pdf', content: aPdf() },
    )
    expect(added.statusCode).toBe(200)
    expect(added.body).toContain('รายงาน.pdf')
    expect(added.body).toContain('พิมพ์ค้างไว้')

    service.time.now += 1000
    const wrong = await propose(
      service,
      officer,
      reference,
      { reply: '', seen: '3' },
      { name: 'แผนที่.png', content: aPng() },
    )
    expect(wrong.statusCode).toBe(422)
    expect(await waitingFiles(service, reference)).toEqual(['รายงาน.pdf', 'แผนที่.png'].toSorted())

    const done = await propose(service, officer, reference, written)
    expect(done.statusCode).toBe(303)
    expect(await waitingFiles(service, reference)).toEqual([])
    const head = await signIn(service, 'head')
    const page = await head.get(`/staff/requests/${reference}/approve`)
    expect(page.body).toContain('รายงาน.pdf')
    const address = new RegExp(`/staff/requests/${reference}/files/\\w+`).exec(page.body)?.[0]
    const file = await head.get(address ?? '')
    expect(file.statusCode).toBe(200)
    expect(file.headers['content-disposition']).toContain('attachment')
    expect(file.rawPayload).toEqual(aPdf())
    expect((await (await signIn(service, 'head2')).get(address ?? '')).statusCode).toBe(404)
  })

  it('are kept once when the same form is sent twice, and can be taken out one by one', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const add = (name: string) =>
      propose(service, officer, reference, { go: 'add', seen: '3' }, { name, content: aPdf() })
    await add('ก.pdf')
    await add('ก.pdf')
    expect(await countKeptFiles(service.services)).toBe(1)
    const page = await add('ข.pdf')
    expect(await waitingFiles(service, reference)).toEqual(['ก.pdf', 'ข.pdf'])
    const removal = /value="(remove-\w+)"[^<]*<span[^>]*> ก\.pdf/.exec(page.body)?.[1] ?? ''
    const removed = await propose(service, officer, reference, {
      go: removal,
      reply: 'พิมพ์ค้างไว้',
      seen: '3',
    })
    expect(removed.statusCode).toBe(200)
    expect(removed.body).toContain('พิมพ์ค้างไว้')
    expect(await waitingFiles(service, reference)).toEqual(['ข.pdf'])
  })

  it('that cannot be taken are told by name of the fault, and stop the proposal', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const answer = await propose(service, officer, reference, written, {
      name: 'page.pdf',
      content: Buffer.from('<!doctype html>'),
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('ไฟล์ต้องเป็น PDF')
    expect(answer.body).toContain('ส่งรายงานตามที่ขอ')
    expect((await caseOf(service, reference)).status).toBe('in-progress')
  })

  it('are taken from nobody but the officer who may propose, and from no form without its token', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const file = { name: 'a.pdf', content: aPdf() }
    for (const [member, status] of [
      ['colleague', 403],
      ['head', 403],
      ['secretary', 403],
      ['auditor', 403],
      ['officer2', 404],
    ] as const) {
      const browser = await signIn(service, member)
      const answer = await propose(service, browser, reference, { go: 'add' }, file)
      expect([member, answer.statusCode]).toEqual([member, status])
    }
    const officer = await signIn(service, 'officer')
    officer.token = 'wrong'
    expect((await propose(service, officer, reference, { go: 'add' }, file)).statusCode).toBe(403)
    expect(await waitingFiles(service, reference)).toEqual([])
    expect(await countKeptFiles(service.services)).toBe(0)
  })

  it('are gone with a request that went to another division, but the text is shown', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    await officer.get(`/staff/requests/${reference}/propose`)
    await act(service, reference, 'secretary', 'assign', {
      seen: undefined,
      division: service.cast.divisions.second,
      note: 'กองสองเก็บข้อมูล',
    })
    const reply = 'ข้อความยาวที่พิมพ์ไว้นานแล้วและต้องไม่หายไป'
    const file = { name: 'a.pdf', content: aPdf() }
    const answer = await propose(service, officer, reference, { ...written, reply }, file)
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain(reply)
    expect(await countKeptFiles(service.services)).toBe(0)
  })

  it('come back with the text when the proposal is sent back', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const file = { name: 'รายงาน.pdf', content: aPdf() }
    await propose(service, officer, reference, written, file)
    await act(service, reference, 'head', 'send-back', { seen: undefined, note: 'ตัดหน้าสุดท้าย' })
    const page = await officer.get(`/staff/requests/${reference}/propose`)
    expect(page.body).toContain('ตัดหน้าสุดท้าย')
    expect(page.body).toContain('ส่งรายงานตามที่ขอ')
    expect(page.body).toContain('รายงาน.pdf')
    expect(page.body).toMatch(/value="disclosed"\s+checked/)
  })

  it('leave nothing behind when the request has moved on, and the text is not lost', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    await officer.get(`/staff/requests/${reference}/propose`)
    await act(service, reference, 'officer', 'propose', disclosing)
    await act(service, reference, 'head', 'note', { ...plainNote, note: 'บันทึก' })
    const answer = await propose(service, officer, reference, written, {
      name: 'a.pdf',
      content: aPdf(),
    })
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('ส่งรายงานตามที่ขอ')
    expect(answer.body).toContain('เสนอคำตอบ')
    expect(await waitingFiles(service, reference)).toEqual([])
    expect(await countKeptFiles(service.services)).toBe(0)
  })
  it('stay when nobody knows whether they were noted: sent again they are the same ones', async () => {
    const service = await startService()
    const { services } = service
    const reference = await aCase(service, 'in-progress')
    const work = { reference, actor: actorOf(service, 'officer'), seen: undefined }
    const received = async () => ({
      ...(await keepBlob(services.blobs, Readable.from([aPdf()]), 10_000)),
      field: 'file',
      name: 'ก.pdf',
      mediaType: 'application/pdf',
      extension: 'pdf',
    })
    // The connection broke when the server had committed, before it could say so.
    const cutOff: typeof services.db.write = async (job) => {
      await services.db.write(job)
      throw new Refusal('busy', 'try-again')
    }
    const broken = { ...services, db: { ...services.db, write: cutOff } }
    await expect(addAnswerFiles(broken, work, [await received()])).rejects.toThrow('busy')
    expect(await addAnswerFiles(services, work, [await received()])).toEqual([])

    const { id } = await caseOf(service, reference)
    const [file, ...more] = await listFilesOfAnswer(services.db.read, id, null)
    expect(more).toEqual([])
    const bytes = await services.blobs.open(file?.id ?? '', file?.size ?? 0)
    expect(Buffer.concat(await bytes.toArray())).toEqual(aPdf())
  })
})
