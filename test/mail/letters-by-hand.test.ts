import { asc, eq } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { letters } from '#src/database/schema.ts'
import { deliverWaiting } from '#src/mail/outbox.ts'
import { smtpPostman } from '#src/mail/postman.ts'
import { lettersPerPage, type PostedLetter } from '#src/mail/store.ts'
import { appointed } from '../support/acting.ts'
import {
  aCase,
  act,
  caseOf,
  disclosing,
  enterCase,
  plainNote,
  traceOf,
  type CaseChanges,
} from '../support/cases.ts'
import { countPages, textLayer } from '../support/pdf-text.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Browser,
  type CastMember,
  type Service,
} from '../support/service.ts'
import { startMailServer } from '../support/smtp.ts'

const day = 86_400_000
const paper = { email: '', deliverBy: 'post', address: '1 ถนนตัวอย่าง กรุงเทพฯ' } as const

/** A letter of an answered request, in any state. */
async function aDecision(
  service: Service,
  changes: Partial<PostedLetter> = {},
  request: CaseChanges = {},
) {
  const reference = await aCase(service, 'answered', request)
  const letter = await letterOf(service, reference, 'decision')
  if (Object.keys(changes).length > 0) await setLetter(service, letter.id, changes)
  return { reference, id: letter.id, path: `/staff/requests/${reference}/letters/${letter.id}` }
}

async function letterOf(service: Service, reference: string, kind: PostedLetter['kind']) {
  const { id } = await caseOf(service, reference)
  const all = await lettersOf(service, id)
  const letter = all.findLast((one) => one.kind === kind)
  if (!letter) throw new Error(`${reference} has no letter of that kind`)
  return letter
}

function lettersOf({ services }: Service, infoRequestId: number): Promise<PostedLetter[]> {
  return services.db.read
    .select()
    .from(letters)
    .where(eq(letters.infoRequestId, infoRequestId))
    .orderBy(asc(letters.id))
}

async function setLetter({ services }: Service, id: number, changes: Partial<PostedLetter>) {
  await services.db.write((tx) => tx.update(letters).set(changes).where(eq(letters.id, id)))
}

async function letterNow({ services }: Service, id: number): Promise<PostedLetter> {
  const [letter] = await services.db.read.select().from(letters).where(eq(letters.id, id))
  if (!letter) throw new Error('The letter is gone')
  return letter
}

/** Empties the outbox into a real mail server. */
async function openMail(service: Service) {
  const server = await startMailServer()
  const postman = smtpPostman(server.url, service.services.config.mailFrom)
  onTestFinished(() => postman.close())
  const { db, clock } = service.services
  const quiet = () => {}
  const log = { info: quiet, warn: quiet, error: quiet }
  return { server, deliver: () => deliverWaiting({ db, postman, clock, log }) }
}

describe('the page of a letter', () => {
  it('says until when a letter is tried that has not left', async () => {
    const service = await startService()
    const tryingSince = service.time.now - day
    const { path } = await aDecision(service, {
      state: 'retrying',
      failure: 'deferred',
      attempts: 3,
      tryingSince,
    })
    const officer = await signIn(service, 'officer')
    const { body } = await officer.get(path)
    expect(body).toContain('กำลังลองใหม่')
    expect(body).toMatch(/4\sพ\.ย\. 2569 10:00\sน\./) // three days after the first try
    expect(body).toMatch(/3\sครั้ง/)
    expect(body).toContain('กล่องจดหมายเต็ม')
    expect(body).not.toContain('action="' + path + '/sending"')

    const caseFile = await officer.get(path.replace(/\/letters.*/, ''))
    expect(caseFile.body).toMatch(/ระบบลองส่งเองต่อไปจนถึง 4\sพ\.ย\. 2569 10:00\sน\./)
    expect(caseFile.body).toContain(`href="${path}.pdf"`)
  })

  it.each([
    ['unreachable', 'ติดต่อระบบส่งอีเมลไม่ได้'],
    ['deferred', 'ขอให้ส่งใหม่ภายหลัง'],
    ['rejected', 'ไม่รับจดหมาย'],
    ['bad-address', 'ที่อยู่อีเมลไม่ถูกต้อง'],
    ['', 'โปรดโทรศัพท์แจ้ง'],
    ['something new', 'ไม่ทราบสาเหตุ'],
  ])('says what went wrong in words: %j', async (failure, sentence) => {
    const service = await startService()
    const { path } = await aDecision(service, { state: 'failed', failure })
    const { body } = await (await signIn(service, 'head')).get(path)
    expect(body).toContain(sentence)
    if (failure !== '') expect(body).not.toContain(failure)
  })

  it('of a failed letter says whom to telephone, and where to post it', async () => {
    const service = await startService()
    const { path } = await aDecision(
      service,
      { state: 'failed' },
      { address: '99 ถนนไปรษณีย์ เชียงใหม่' },
    )
    const { body } = await (await signIn(service, 'secretary')).get(path)
    expect(body).toContain('โปรดโทรศัพท์แจ้ง หรือพิมพ์แล้วส่งทางไปรษณีย์')
    expect(body).toContain('081 234 5678')
    expect(body).toContain('99 ถนนไปรษณีย์ เชียงใหม่')
  })

  it('never gives the requester’s telephone for a letter to somebody else', async () => {
    const service = await startService()
    const { path } = await aDecision(service, {
      kind: 'third-party-notice',
      state: 'on-paper',
      toAddress: '',
      toName: 'บริษัท ผู้มีส่วนได้เสีย จำกัด',
      postalAddress: '7 ถนนบริษัท',
      body: 'เรียน บริษัท ผู้มีส่วนได้เสีย จำกัด\n\nมีผู้ขอข้อมูลของท่าน',
    })
    const { body } = await (await signIn(service, 'officer')).get(path)
    expect(body).toContain('7 ถนนบริษัท')
    expect(body).not.toContain('081 234 5678')
    expect(body).not.toContain('สมชาย')
  })

  it.each(['officer2', 'head2', 'executive', 'auditor', 'admin'] as const)(
    'does not exist for the %s',
    async (member) => {
      const service = await startService()
      const { path, id } = await aDecision(service, { state: 'failed' })
      const browser = await signIn(service, member)
      for (const end of ['', '.pdf'])
        expect((await browser.get(path + end)).statusCode, end).toBe(404)
      for (const [part, fields] of Object.entries(forms)) {
        const answer = await browser.post(`${path}/${part}`, fields, { from: '/staff/password' })
        expect(answer.statusCode, part).toBe(404)
      }
      expect(await letterNow(service, id)).toMatchObject({ state: 'failed', registerNumber: '' })
    },
  )

  it('does not exist under another request, or with a number that is none', async () => {
    const service = await startService()
    const { id, path } = await aDecision(service)
    const other = await aCase(service, 'answered')
    const officer = await signIn(service, 'officer')
    expect((await officer.get(path)).statusCode).toBe(200)
    for (const wrong of [String(id), '0', '999999', 'x', '1e3', '-1', '9'.repeat(30), `${id}%00`])
      for (const end of ['', '.pdf']) {
        const address = `/staff/requests/${other}/letters/${wrong}${end}`
        expect((await officer.get(address)).statusCode, address).toBe(404)
      }
  })

  it('asks those who are not signed in to sign in', async () => {
    const service = await startService()
    const { path } = await aDecision(service)
    for (const end of ['', '.pdf']) {
      const answer = await openBrowser(service).get(path + end)
      expect(answer.statusCode).toBe(303)
      expect(answer.headers.location).toContain('/staff/sign-in')
    }
  })
})

/** What each form of the page sends for a letter that failed. */
const forms = {
  sending: { state: 'failed', toAddress: 'new@example.org' },
  handling: { state: 'failed', how: 'posted', handledOn: '2/11/2569' },
  'register-number': { state: 'failed', seen: '', registerNumber: '123' },
}

describe('sending a letter again', () => {
  it('really sends it, to the mail server, as a new sending', async () => {
    const service = await startService()
    const { server, deliver } = await openMail(service)
    const { path, id } = await aDecision(service)
    await deliver()
    const before = await letterNow(service, id)
    expect(before.state).toBe('sent')
    const arrived = server.arrived.length

    const officer = await signIn(service, 'officer')
    const answer = await officer.post(`${path}/sending`, { state: 'sent' }, { from: path })
    expect(answer.headers.location).toBe(`${path}?done=sending`)
    expect((await officer.get(`${path}?done=sending`)).body).toContain('จะถูกส่งอีกครั้ง')
    expect(await letterNow(service, id)).toMatchObject({ state: 'waiting', attempts: 0 })

    expect(await deliver()).toBe(1)
    expect(server.arrived).toHaveLength(arrived + 1)
    const last = server.arrived.at(-1)
    expect(last).toMatchObject({ to: ['somchai@example.com'] })
    expect(last?.mail.subject).toBe(before.subject)
    expect(last?.mail.messageId).not.toBe(before.messageId)
    expect(await letterNow(service, id)).toMatchObject({ state: 'sent' })
  })

  it('tries a failed one for three days from now, also at another address', async () => {
    const service = await startService()
    const { server, deliver } = await openMail(service)
    const { path, id, reference } = await aDecision(service)
    const { email } = await caseOf(service, reference)
    server.refuseNext.push(550, 550)
    await deliver()
    expect(await letterNow(service, id)).toMatchObject({ state: 'failed', failure: 'rejected' })

    service.time.now += 10 * day
    const officer = await signIn(service, 'officer')
    const shown = await officer.get(path)
    expect(shown.body).toContain(`value="${email}"`)
    await officer.post(
      `${path}/sending`,
      { state: 'failed', toAddress: 'right@example.org' },
      { from: path },
    )
    expect(await letterNow(service, id)).toMatchObject({
      state: 'waiting',
      toAddress: 'right@example.org',
      failure: '',
      attempts: 0,
      tryingSince: service.time.now,
    })
    await deliver()
    expect(server.arrived.at(-1)?.to).toEqual(['right@example.org'])
    expect((await caseOf(service, reference)).email).toBe(email)
  })

  it.each([
    ['', 'กรอกอีเมลที่จะส่งไป'],
    ['nowhere', 'กรอกอีเมลให้ถูกต้อง'],
    ['a@b.org, evil@example.net', 'กรอกอีเมลให้ถูกต้อง'],
    ['a@b.org\r\nBcc: evil@example.net', 'ลบอักขระที่พิมพ์ไม่ได้'],
  ])('does not take %j for an address', async (toAddress, sentence) => {
    const service = await startService()
    const { path, id } = await aDecision(service, { state: 'failed' })
    const officer = await signIn(service, 'officer')
    const fields = { state: 'failed', toAddress }
    const answer = await officer.post(`${path}/sending`, fields, { from: path })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(answer.body).toContain('href="#toAddress"')
    expect(await letterNow(service, id)).toMatchObject({
      state: 'failed',
      toAddress: 'somchai@example.com',
    })
  })

  it('does not take another address for a letter that arrived', async () => {
    const service = await startService()
    const { path, id } = await aDecision(service, { state: 'sent' })
    const officer = await signIn(service, 'officer')
    expect((await officer.get(path)).body).not.toContain('name="toAddress"')
    const fields = { state: 'sent', toAddress: 'evil@example.net' }
    await officer.post(`${path}/sending`, fields, { from: path })
    expect(await letterNow(service, id)).toMatchObject({
      state: 'waiting',
      toAddress: 'somchai@example.com',
    })
  })

  it.each(['waiting', 'retrying', 'on-paper', 'by-hand'] as const)(
    'is not for a letter that is %s',
    async (state) => {
      const service = await startService()
      const { path, id } = await aDecision(service, { state })
      const officer = await signIn(service, 'officer')
      expect((await officer.get(path)).body).not.toContain(`action="${path}/sending"`)
      const fields = { state, toAddress: 'a@example.org' }
      const answer = await officer.post(`${path}/sending`, fields, { from: path })
      expect(answer.statusCode).toBe(409)
      expect((await letterNow(service, id)).state).toBe(state)
    },
  )

  it('tells whoever was overtaken, and changes nothing', async () => {
    const service = await startService()
    const { path, id } = await aDecision(service, { state: 'failed' })
    const officer = await signIn(service, 'officer')
    const fields = { state: 'failed', toAddress: 'somchai@example.com' }
    const both = await Promise.all([
      officer.post(`${path}/sending`, fields, { from: path }),
      officer.post(`${path}/sending`, fields, { from: path }),
    ])
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409])
    const told = both.find(({ statusCode }) => statusCode === 409)
    expect(told?.body).toContain('จดหมายนี้เปลี่ยนไปแล้ว')
    expect((await letterNow(service, id)).state).toBe('waiting')
  })
})

describe('a letter taken care of by hand', () => {
  it('of a requester without e-mail is printed, posted and marked, and nothing is left to do', async () => {
    const service = await startService()
    const { path, id, reference } = await aDecision(service, {}, paper)
    const trace = await traceOf(service, reference)
    const officer = await signIn(service, 'officer')
    expect((await officer.get('/staff/letters')).body).toContain(path)
    expect((await officer.get(path)).body).toContain('โปรดพิมพ์แล้วส่งทางไปรษณีย์')
    const printed = await officer.get(`${path}.pdf`)
    expect(printed.headers['content-type']).toBe('application/pdf')
    expect(countPages(printed.rawPayload)).toBe(1)
    expect(textLayer(printed.rawPayload).join('\n')).toContain('ส่งรายงานตามที่ขอ')

    service.time.now += day
    const again = await signIn(service, 'officer')
    const answer = await again.post(
      `${path}/handling`,
      { state: 'on-paper', how: 'posted', handledOn: '๓ พ.ย. ๒๕๖๙' },
      { from: path },
    )
    expect(answer.headers.location).toBe(`${path}?done=handling`)
    expect(await letterNow(service, id)).toMatchObject({
      state: 'by-hand',
      handledHow: 'posted',
      handledOn: '2026-11-03',
      handledById: service.cast.officer.id,
    })
    const { body } = await again.get(path)
    expect(body).toContain('ส่งทางไปรษณีย์')
    expect(body).toContain('ผู้ใช้ officer')
    expect((await again.get('/staff/letters')).body).not.toContain(path)
    const caseFile = await again.get(`/staff/requests/${reference}`)
    expect(caseFile.body).toMatch(/ส่งทางไปรษณีย์ <time datetime="2026-11-03">/)
    // It is a fact of the letter: the request has no new event.
    expect(await traceOf(service, reference)).toEqual(trace)
  })

  it.each([
    [{ handledOn: '' }, 'กรอกวันที่แจ้ง', 'handledOn'],
    [{ handledOn: 'วันก่อน' }, 'กรอกวันที่ให้ถูกต้อง', 'handledOn'],
    [{ handledOn: '3 พ.ย. 2569' }, 'ต้องไม่เป็นวันในอนาคต', 'handledOn'],
    [{ handledOn: '1 พ.ย. 2569' }, 'ต้องไม่ก่อนวันที่เขียนจดหมาย', 'handledOn'],
    [{ how: '' }, 'เลือกว่าแจ้งอย่างไร', 'how'],
    [{ how: 'by pigeon' }, 'เลือกว่าแจ้งอย่างไร', 'how'],
  ])('is not recorded with %j', async (wrong, sentence, field) => {
    const service = await startService()
    const { path, id } = await aDecision(service, {}, paper)
    const officer = await signIn(service, 'officer')
    const fields = { state: 'on-paper', how: 'posted', handledOn: '2 พ.ย. 2569', ...wrong }
    const answer = await officer.post(`${path}/handling`, fields, { from: path })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(answer.body).toContain(`href="#${field}"`)
    expect(answer.body).toContain(`value="${fields.handledOn}"`)
    expect((await letterNow(service, id)).state).toBe('on-paper')
  })

  it('can be corrected', async () => {
    const service = await startService()
    const { path, id } = await aDecision(service, { state: 'failed' })
    service.time.now += 3 * day
    const head = await signIn(service, 'head')
    const record = (state: string, how: string, handledOn: string) =>
      head.post(`${path}/handling`, { state, how, handledOn }, { from: path })
    await record('failed', 'telephoned', '2026-11-03')
    await record('by-hand', 'handed-over', '2026-11-04')
    expect(await letterNow(service, id)).toMatchObject({
      handledHow: 'handed-over',
      handledOn: '2026-11-04',
    })
  })

  it.each(['waiting', 'retrying', 'sent'] as const)(
    'is not recorded for one that is %s',
    async (state) => {
      const service = await startService()
      const { path, id } = await aDecision(service, { state })
      const officer = await signIn(service, 'officer')
      expect((await officer.get(path)).body).not.toContain(`${path}/handling`)
      const fields = { ...forms.handling, state }
      expect((await officer.post(`${path}/handling`, fields, { from: path })).statusCode).toBe(409)
      expect((await letterNow(service, id)).state).toBe(state)
    },
  )
})

describe('the register number', () => {
  it('is saved on the letter and stands on the paper', async () => {
    const service = await startService()
    const { path, id } = await aDecision(service)
    const officer = await signIn(service, 'officer')
    const fields = { state: 'waiting', seen: '', registerNumber: ' กต 0801/123 ' }
    const answer = await officer.post(`${path}/register-number`, fields, { from: path })
    expect(answer.headers.location).toBe(`${path}?done=register-number`)
    expect((await letterNow(service, id)).registerNumber).toBe('กต 0801/123')
    const pdf = await officer.get(`${path}.pdf`)
    expect(textLayer(pdf.rawPayload)[0]).toBe('ที่ กต ๐๘๐๑/๑๒๓')
  })

  it('of a colleague is not overwritten unseen', async () => {
    const service = await startService()
    const { path, id } = await aDecision(service)
    const officer = await signIn(service, 'officer')
    const save = (seen: string, registerNumber: string) =>
      officer.post(
        `${path}/register-number`,
        { state: 'waiting', seen, registerNumber },
        { from: path },
      )
    expect((await save('', '123')).statusCode).toBe(303)
    expect((await save('', '124')).statusCode).toBe(409)
    expect((await letterNow(service, id)).registerNumber).toBe('123')
    expect((await save('123', '124')).statusCode).toBe(303)
  })

  it('has at most a hundred letters, as people count them', async () => {
    const service = await startService()
    const { path, id } = await aDecision(service)
    const officer = await signIn(service, 'officer')
    const save = (registerNumber: string) =>
      officer.post(
        `${path}/register-number`,
        { state: 'waiting', seen: '', registerNumber },
        { from: path },
      )
    const answer = await save('กี่'.repeat(101))
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('กี่'.repeat(101))
    expect((await save('กี่'.repeat(100))).statusCode).toBe(303)
    expect((await letterNow(service, id)).registerNumber).toBe('กี่'.repeat(100))
  })
})

describe('the list of letters to deal with', () => {
  const listFor = async (service: Service, member: CastMember, query = '') =>
    (await signIn(service, member)).get(`/staff/letters${query}`)

  it('has those that failed and those for paper, the oldest first, within what one may see', async () => {
    const service = await startService()
    const failed = await aDecision(service, { state: 'failed', failure: 'rejected' })
    const onPaper = await aDecision(service, {}, paper)
    const sent = await aDecision(service, { state: 'sent' })
    const elsewhere = await enterCase(service, { ...paper, topic: service.cast.topics.second })
    await act(service, elsewhere, 'officer2', 'accept', plainNote)
    await act(service, elsewhere, 'officer2', 'propose', disclosing)
    await act(service, elsewhere, 'head2', 'approve', { ...plainNote, sensitive: false })

    const { body } = await listFor(service, 'officer')
    expect(body.indexOf(failed.path)).toBeGreaterThan(0)
    expect(body.indexOf(onPaper.path)).toBeGreaterThan(body.indexOf(failed.path))
    expect(body).toContain('ไม่รับจดหมาย')
    expect(body).not.toContain(sent.path)
    expect(body).not.toContain(elsewhere)
    expect((await listFor(service, 'head2')).body).toContain(elsewhere)
    const all = await listFor(service, 'secretary')
    for (const one of [failed.reference, onPaper.reference, elsewhere])
      expect(all.body).toContain(one)
  })

  it('has for whoever acts for a head that division’s letters, and each of them opens', async () => {
    const service = await startService()
    await appointed(service, { absent: 'head', acting: 'executive' })
    const own = await aDecision(service, { state: 'failed' })
    const elsewhere = await enterCase(service, {
      ...paper,
      channel: 'post',
      topic: service.cast.topics.second,
    })
    const executive = await signIn(service, 'executive')
    const { body } = await executive.get('/staff/letters')
    expect(body).toContain(own.path)
    expect(body).not.toContain(elsewhere)
    expect((await executive.get(own.path)).statusCode).toBe(200)
    expect((await executive.get('/staff')).body).toContain('href="/staff/letters"')
  })

  it('leaves out receipts that reached the requester on the screen or at the counter', async () => {
    const service = await startService()
    const { reference: online } = await submitRequest(service, {
      email: '',
      phone: '0812345678',
      topic: String(service.cast.topics.first),
    })
    const counter = await enterCase(service, { ...paper, channel: 'counter' })
    const post = await enterCase(service, { ...paper, channel: 'post' })
    const { body } = await listFor(service, 'officer')
    expect(body).toContain(post)
    expect(body).not.toContain(online)
    expect(body).not.toContain(counter)
  })

  it.each(['executive', 'auditor', 'admin'] as const)('is not for the %s', async (member) => {
    const service = await startService()
    expect((await listFor(service, member)).statusCode).toBe(403)
    const queue = await (await signIn(service, member)).get('/staff')
    expect(queue.body).not.toContain('/staff/letters')
  })

  it('is linked from the queue with how many there are', async () => {
    const service = await startService()
    await aDecision(service, { state: 'failed' })
    await aDecision(service, {}, paper)
    const { body } = await (await signIn(service, 'officer')).get('/staff')
    expect(body).toMatch(/href="\/staff\/letters"[^]*?จดหมายที่ต้องแจ้งเอง[^]*?>2</)
    const english = await (await signIn(service, 'officer2')).get('/en/staff')
    expect(english.body).toMatch(/href="\/en\/staff\/letters"[^]*?Letters to deal with[^]*?>0</)
  })

  it('goes on page by page, there and back', async () => {
    const service = await startService()
    const reference = await enterCase(service, paper)
    const template = await letterOf(service, reference, 'receipt')
    const { id: _, ...row } = template
    const extra = Array.from({ length: 2 * lettersPerPage + 1 }, (_unused, i) => ({
      ...row,
      kind: 'message' as const,
      messageId: `<${i}@example.org>`,
    }))
    await service.services.db.write((tx) => tx.insert(letters).values(extra))
    const officer = await signIn(service, 'officer')
    const first = await page(officer, '/staff/letters')
    const second = await page(officer, first.later)
    const third = await page(officer, second.later)
    expect([first, second, third].map(({ ids }) => ids.length)).toEqual([25, 25, 1])
    expect(new Set([...first.ids, ...second.ids, ...third.ids]).size).toBe(51)
    expect([first.earlier, third.later]).toEqual([undefined, undefined])
    expect((await page(officer, third.earlier)).ids).toEqual(second.ids)
    const back = await page(officer, second.earlier)
    expect(back.ids).toEqual(first.ids)
    expect(back.earlier).toBeUndefined()

    const beyond = await officer.get('/staff/letters?after=999999999')
    expect(beyond.body).toContain('ไปหน้าแรกของรายการ')
    for (const query of ['?after=x', '?before=-1', '?after=1&after=2', '?after=9999999999999999'])
      expect((await officer.get(`/staff/letters${query}`)).statusCode, query).toBe(200)
  })

  it('says so when there is nothing', async () => {
    const service = await startService()
    expect((await listFor(service, 'head')).body).toContain('ไม่มีจดหมายที่ต้องแจ้งเอง')
  })
})

async function page(browser: Browser, address = '') {
  const { body } = await browser.get(address.replaceAll('&amp;', '&'))
  const link = (rel: string) => new RegExp(`href="([^"]+)" rel="${rel}"`).exec(body)?.[1]
  return {
    ids: [...body.matchAll(/letters\/(\d+)"/g)].map(([, id]) => Number(id)),
    earlier: link('prev'),
    later: link('next'),
  }
}

describe('the requester’s own letters', () => {
  async function follow(
    service: Service,
    { reference, code }: { reference: string; code: string },
  ) {
    const browser = openBrowser(service)
    await browser.post('/track', { reference, code })
    return browser
  }

  async function anAnswered(service: Service) {
    const sent = await submitRequest(service, { topic: String(service.cast.topics.first) })
    await act(service, sent.reference, 'officer', 'accept', plainNote)
    await act(service, sent.reference, 'officer', 'propose', disclosing)
    await act(service, sent.reference, 'head', 'approve', { ...plainNote, sensitive: false })
    const letter = await letterOf(service, sent.reference, 'decision')
    return { ...sent, letter, path: `/requests/${sent.reference}/letters/${letter.id}.pdf` }
  }

  it('can be had on paper beside the answer', async () => {
    const service = await startService()
    const answered = await anAnswered(service)
    const browser = await follow(service, answered)
    const { body } = await browser.get(`/requests/${answered.reference}`)
    expect(body).toContain(`href="${answered.path}"`)
    expect(body).toContain('หนังสือแจ้งผล (PDF)')
    const pdf = await browser.get(answered.path)
    expect(pdf.statusCode).toBe(200)
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
    })
    expect(pdf.headers['content-disposition']).toMatch(/^attachment;/)
    const said = textLayer(pdf.rawPayload).join('\n')
    expect(said).toContain('คุณสมชาย ใจดี')
    expect(said).toContain('(ผู้ใช้ head)')
    const english = await browser.get(`/en/requests/${answered.reference}`)
    expect(english.body).toContain(`href="/en${answered.path}"`)
  })

  it('are nobody else’s', async () => {
    const service = await startService()
    const answered = await anAnswered(service)
    const stranger = await openBrowser(service).get(answered.path)
    expect(stranger.statusCode).toBe(303)
    expect(stranger.headers.location).toBe(`/track?reference=${answered.reference}`)
    const other = await anAnswered(service)
    const browser = await follow(service, other)
    expect((await browser.get(answered.path)).statusCode).toBe(303)
    const crossed = `/requests/${other.reference}/letters/${answered.letter.id}.pdf`
    expect((await browser.get(crossed)).statusCode).toBe(404)
  })

  it('are set as seldom as forms are taken, for setting one stops all else as long as hundreds of pages', async () => {
    const service = await startService()
    const answered = await anAnswered(service)
    const stranger = openBrowser(service)
    for (let i = 0; i < 120; i++) await stranger.get(answered.path)
    expect((await stranger.get(answered.path)).statusCode).toBe(429)
    expect((await stranger.get('/track')).statusCode).toBe(200)
  })

  it.each(['third-party-notice', 'objection-rejected', 'staff-digest', 'missed-requests'] as const)(
    'are not those of kind %s, which go to somebody else',
    async (kind) => {
      const service = await startService()
      const answered = await anAnswered(service)
      await setLetter(service, answered.letter.id, { kind })
      const browser = await follow(service, answered)
      expect((await browser.get(answered.path)).statusCode).toBe(404)
      const { body } = await browser.get(`/requests/${answered.reference}`)
      expect(body).not.toContain(answered.path)
    },
  )
})
