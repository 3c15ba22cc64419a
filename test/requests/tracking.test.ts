import { noCopies } from '../support/cases.ts'
import { describe, expect, it } from 'vitest'
import { keepBlob } from '#src/files/keep.ts'
import { addFile } from '#src/files/store.ts'
import type { ActionForm, StaffAction } from '#src/requests/action-forms.ts'
import { listLetters } from '#src/mail/store.ts'
import { takeAction } from '#src/requests/commands.ts'
import { findInfoRequest, findProposal, listHistory } from '#src/requests/store.ts'
import { trackingSessionMs } from '#src/requests/tracking-sessions.ts'
import { aPdf } from '../support/sample-files.ts'
import {
  openBrowser,
  startService,
  submitRequest,
  type Browser,
  type CastMember,
  type Service,
} from '../support/service.ts'

const wrongCode = 'AAAA-BBBB-CCCC-DDDD'
const unknownReference = '69-999999-5'
const dayMs = 24 * 3_600_000
const everything = { kind: 'everything' } as const

type Sent = { reference: string; code: string }

/** A request that has gone to the first division. */
function submitRouted(service: Service, changes: Record<string, string> = {}) {
  return submitRequest(service, { topic: String(service.cast.topics.first), ...changes })
}

function enterCode(browser: Browser, { reference, code }: Sent, language = '') {
  return browser.post(`${language}/track`, { reference, code })
}

/** A browser that may read this request. */
async function follow(service: Service, sent: Sent): Promise<Browser> {
  const browser = openBrowser(service)
  const entered = await enterCode(browser, sent)
  expect(entered.headers.location).toBe(`/requests/${sent.reference}`)
  await browser.get(`/requests/${sent.reference}`)
  return browser
}

async function act<A extends StaffAction>(
  { services, cast }: Service,
  member: CastMember,
  action: A,
  reference: string,
  form: ActionForm<A>,
): Promise<void> {
  const { id: accountId, divisionId } = cast[member]
  const role = roleOf[member]
  await takeAction(services, action, reference, { role, accountId, divisionId }, form)
}

const roleOf = {
  officer: 'officer',
  colleague: 'officer',
  officer2: 'officer',
  head: 'head',
  head2: 'head',
  secretary: 'secretary',
  executive: 'executive',
  admin: 'administrator',
  auditor: 'auditor',
} as const satisfies Record<CastMember, string>

const noNote = { seen: undefined, note: '' }

async function propose(
  service: Service,
  reference: string,
  changes: Partial<ActionForm<'propose'>> = {},
): Promise<void> {
  await act(service, 'officer', 'propose', reference, {
    ...noNote,
    ...noCopies,
    outcome: 'disclosed',
    reply: 'นี่คือรายงานที่ท่านขอ',
    agency: '',
    grounds: [],
    sensitive: false,
    ...changes,
  })
}

async function answer(
  service: Service,
  reference: string,
  changes: Partial<ActionForm<'propose'>> = {},
): Promise<void> {
  await act(service, 'officer', 'accept', reference, noNote)
  await propose(service, reference, changes)
  await act(service, 'head', 'approve', reference, { ...noNote, sensitive: false })
  if (changes.grounds) await act(service, 'executive', 'clear', reference, { ...noNote })
}

const aGround = [{ ground: 's15-1' as const, reason: 'กระทบการเจรจาที่ยังไม่จบ' }]

/** A file that staff have put aside for the answer. Gives its id. */
async function addAnswerFile({ services, cast }: Service, reference: string, name = 'คำตอบ.pdf') {
  const { db, blobs, clock } = services
  const kept = await keepBlob(
    blobs,
    (async function* () {
      yield aPdf()
    })(),
    1_000_000,
  )
  const { id } = await findInfoRequest(db.read, reference, everything)
  const file = { ...kept, name, mediaType: 'application/pdf' }
  await db.write((tx) =>
    addFile(tx, { infoRequestId: id, proposalId: null }, file, {
      at: clock(),
      by: cast.officer.id,
    }),
  )
  return kept.id
}

async function historyOf({ services }: Service, reference: string) {
  const { id } = await findInfoRequest(services.db.read, reference, everything)
  return listHistory(services.db.read, id)
}

/** A page without what differs from one visit to the next. */
function settled(body: string, ...typed: string[]): string {
  return typed
    .reduce((text, value) => text.replaceAll(value, '…'), body)
    .replaceAll(/name="_csrf" value="[^"]*"/g, '')
}

describe('asking for reference and code', () => {
  it('opens the request to whoever has both, however they are typed', async () => {
    const service = await startService()
    const { reference, code } = await submitRouted(service)
    const inThaiDigits = reference.replaceAll(/\d/g, (digit) => '๐๑๒๓๔๕๖๗๘๙'.charAt(Number(digit)))
    const browser = openBrowser(service)
    const entered = await browser.post('/track', {
      reference: ` ${inThaiDigits.replaceAll('-', ' ')} `,
      code: code.toLowerCase().replaceAll('-', ''),
    })
    expect(entered.statusCode).toBe(303)
    expect(entered.headers.location).toBe(`/requests/${reference}`)
    expect((await browser.get(`/requests/${reference}`)).statusCode).toBe(200)
  })

  it('gives one answer for an unknown reference, a wrong code and what cannot be a code', async () => {
    const service = await startService()
    const { reference, code } = await submitRouted(service)
    const bodies = []
    for (const typed of [
      { reference, code: wrongCode },
      { reference, code: 'ไม่ใช่รหัส' },
      { reference: unknownReference, code },
      { reference: unknownReference, code: '0000' },
    ]) {
      const browser = openBrowser(service)
      const refused = await enterCode(browser, typed)
      expect(refused.statusCode).toBe(422)
      expect(browser.cookies.has('t')).toBe(false)
      bodies.push(settled(refused.body, typed.reference, typed.code))
    }
    expect(new Set(bodies).size).toBe(1)
    expect(bodies[0]).toContain('ไม่พบคำขอที่ตรงกับหมายเลขและรหัสนี้')
  })

  it('keeps what was typed, and helps with a slip in the reference', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    const slip = await enterCode(browser, { reference: '69-000123-7', code: wrongCode })
    expect(slip.statusCode).toBe(422)
    expect(slip.body).toContain('หมายเลขคำขอไม่ถูกต้อง')
    expect(slip.body).toContain('value="69-000123-7"')
    expect(slip.body).toContain(`value="${wrongCode}"`)

    const empty = await browser.post('/track', { reference: '', code: '' })
    expect(empty.body).toContain('กรอกหมายเลขคำขอ')
    expect(empty.body).toContain('กรอกรหัสติดตาม')
  })

  it.each([
    ['unknown fields', { reference: '', code: '', admin: '1' }],
    ['repeated fields', { reference: ['69-000123-8', '69-000123-8'], code: ['A', 'B'] }],
    ['what is no text', { reference: '\u0000\ud800', code: '\u0000'.repeat(5000) }],
    ['nothing', {}],
  ])('survives %s', async (_, fields) => {
    const browser = openBrowser(await startService())
    expect((await browser.post('/track', fields)).statusCode).toBe(422)
  })

  it('fills in the reference of the address, whatever it is', async () => {
    const browser = openBrowser(await startService())
    expect((await browser.get('/track?reference=69-000123-8')).body).toContain(
      'value="69-000123-8"',
    )
    expect((await browser.get('/track?reference=%22%3E%3Cb%3E')).body).not.toContain('<b>')
    expect((await browser.get('/track?reference=1&reference=2')).statusCode).toBe(200)
  })

  it('works in English and stays there', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = openBrowser(service)
    const wrong = await enterCode(browser, { ...sent, code: wrongCode }, '/en')
    expect(wrong.body).toContain('No request matches this reference and code')
    const right = await enterCode(browser, sent, '/en')
    expect(right.headers.location).toBe(`/en/requests/${sent.reference}`)
    expect((await browser.get(`/en/requests/${sent.reference}`)).body).toContain(
      'Your request is with the responsible division',
    )
  })
})

describe('guessing codes', () => {
  const tries = async (count: number, once: () => Promise<unknown>) => {
    for (let n = 0; n < count; n += 1) await once()
  }

  it('is stopped after ten tries from one network, for an hour', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = openBrowser(service)
    await tries(10, () => browser.post('/track', { reference: unknownReference, code: wrongCode }))
    const stopped = await enterCode(browser, sent)
    expect(stopped.statusCode).toBe(429)
    expect(stopped.body).toContain('11:00')

    service.time.now += 3_600_000
    expect((await enterCode(browser, sent)).statusCode).toBe(303)
  })

  it('is stopped after ten tries at one reference, wherever they come from', async () => {
    const service = await startService({ settings: { TRUST_PROXY: '127.0.0.1' } })
    const sent = await submitRouted(service)
    const other = await submitRouted(service)
    const browser = openBrowser(service)
    let network = 0
    const from = () => ({ headers: { 'x-forwarded-for': `203.0.113.${(network += 1)}` } })
    await tries(10, () => browser.post('/track', { ...pair(sent), code: wrongCode }, from()))
    expect((await browser.post('/track', pair(sent), from())).statusCode).toBe(429)
    expect((await browser.post('/track', pair(other), from())).statusCode).toBe(303)
  })

  it('slows a reference that does not exist just the same', async () => {
    const service = await startService({ settings: { TRUST_PROXY: '127.0.0.1' } })
    const browser = openBrowser(service)
    let network = 0
    const once = () =>
      browser.post(
        '/track',
        { reference: unknownReference, code: wrongCode },
        { headers: { 'x-forwarded-for': `203.0.113.${(network += 1)}` } },
      )
    await tries(10, once)
    expect((await once()).statusCode).toBe(429)
  })

  function pair({ reference, code }: Sent) {
    return { reference, code }
  }
})

describe('who may read a request', () => {
  it('nobody without the code: the answer is the same whether there is such a request or not', async () => {
    const service = await startService()
    const { reference } = await submitRouted(service)
    const stranger = openBrowser(service)
    for (const asked of [reference, unknownReference]) {
      for (const below of ['', '/withdrawal', '/files/0123456789abcdef0123456789abcdef']) {
        const sentAway = await stranger.get(`/requests/${asked}${below}`)
        expect(sentAway.statusCode).toBe(303)
        expect(sentAway.headers.location).toBe(`/track?reference=${asked}`)
      }
      for (const below of ['/messages', '/withdrawal']) {
        const sentAway = await stranger.post(
          `/requests/${asked}${below}`,
          { note: '' },
          { from: '/track' },
        )
        expect(sentAway.statusCode).toBe(303)
        expect(sentAway.headers.location).toBe(`/track?reference=${asked}`)
      }
    }
    expect((await stranger.get('/requests/none')).headers.location).toBe('/track')
    expect(await historyOf(service, reference)).toHaveLength(2)
  })

  it('not even the browser that sent it and holds its receipt', async () => {
    const service = await startService()
    const { reference, browser } = await submitRouted(service)
    expect((await browser.get(`/requests/${reference}/receipt`)).statusCode).toBe(200)
    expect((await browser.get(`/requests/${reference}`)).statusCode).toBe(303)
  })

  it('the code of one request opens no other', async () => {
    const service = await startService()
    const mine = await submitRouted(service)
    const other = await submitRouted(service)
    const browser = await follow(service, mine)
    expect((await browser.get(`/requests/${other.reference}`)).headers.location).toBe(
      `/track?reference=${other.reference}`,
    )
    await follow(service, other)
    expect((await browser.get(`/requests/${mine.reference}`)).statusCode).toBe(200)
  })

  it('for half an hour', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    service.time.now += trackingSessionMs - 1
    expect((await browser.get(`/requests/${sent.reference}`)).statusCode).toBe(200)
    service.time.now += 1
    expect((await browser.get(`/requests/${sent.reference}`)).statusCode).toBe(303)
  })

  it('until they leave, and a copied cookie is worth nothing afterwards', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    const copied = browser.cookies.get('t') ?? ''
    const left = await browser.post('/track/sign-out', {}, { from: `/requests/${sent.reference}` })
    expect(left.headers.location).toBe('/track')
    expect(browser.cookies.has('t')).toBe(false)
    browser.cookies.set('t', copied)
    expect((await browser.get(`/requests/${sent.reference}`)).statusCode).toBe(303)
  })

  it('with a new cookie for each time the code is entered', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    const first = browser.cookies.get('t') ?? ''
    await enterCode(browser, sent)
    const second = browser.cookies.get('t')
    expect(second).not.toBe(first)
    browser.cookies.set('t', first)
    expect((await browser.get(`/requests/${sent.reference}`)).statusCode).toBe(303)
  })

  it('and no store on the way keeps the page', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    const page = await browser.get(`/requests/${sent.reference}`)
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.body).toContain('<meta name="robots" content="noindex" />')
  })
})

describe('where a request stands', () => {
  it('says so first, with the step, the day of the answer and what is left', async () => {
    const service = await startService()
    const sent = await submitRequest(service, { topic: '' })
    const browser = await follow(service, sent)
    const page = () => browser.get(`/requests/${sent.reference}`).then(({ body }) => body)

    const first = await page()
    expect(first).toMatch(/<h1[^>]*>[^]*เราได้รับคำขอของท่านแล้ว\s*<\/h1>/)
    expect(first).toContain('ขั้นที่ 1 จาก 4: ได้รับคำขอ')
    expect(first).toContain('วันอังคารที่\u00a017\u00a0พฤศจิกายน 2569')
    expect(first).toContain('อีก 11\u00a0วันทำการ')

    const { divisions } = service.cast
    await act(service, 'secretary', 'assign', sent.reference, {
      ...noNote,
      division: divisions.first,
    })
    expect(await page()).toContain('กองตัวอย่างหนึ่ง')
    expect(await page()).toContain('ขั้นที่ 2 จาก 4')
    await act(service, 'officer', 'accept', sent.reference, noNote)
    expect(await page()).toContain('ขั้นที่ 3 จาก 4: พิจารณา')
    expect(await page()).toContain('กำลังพิจารณาคำขอของท่าน')
  })

  it('counts down to the last day and says sorry after it, with the right to complain', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const pageAfter = async (days: number) => {
      service.time.now = Date.parse('2026-11-02T10:00:00+07:00') + days * dayMs
      return (await follow(service, sent)).get(`/requests/${sent.reference}`)
    }
    expect((await pageAfter(14)).body).toContain('อีก 1\u00a0วันทำการ')
    expect((await pageAfter(15)).body).toContain('วันนี้เป็นวันสุดท้าย')
    expect((await pageAfter(15)).body).not.toContain('มาตรา\u00a013')
    const late = (await pageAfter(17)).body
    expect(late).toContain('เกินกำหนด 2\u00a0วันทำการ')
    expect(late).toContain('ขออภัย เราตอบท่านไม่ทันกำหนด')
    expect(late).toContain('มาตรา\u00a013')
  })

  it('explains when a request sent at night counts as received', async () => {
    const service = await startService({ at: Date.parse('2026-11-02T22:00:00+07:00') })
    const sent = await submitRouted(service)
    const { body } = await (await follow(service, sent)).get(`/requests/${sent.reference}`)
    expect(body).toContain('ส่งนอกเวลาราชการ จึงถือว่าได้รับในวันอังคารที่\u00a03\u00a0พฤศจิกายน 2569')
  })

  it('tells neither internal steps, nor notes, nor who in the division acts', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const { reference } = sent
    await act(service, 'officer', 'accept', reference, { ...noNote, note: 'ลับ-รับเรื่อง' })
    await act(service, 'officer', 'note', reference, { ...noNote, note: 'ลับ-บันทึก' })
    const fileId = await addAnswerFile(service, reference, 'ลับ-ไฟล์.pdf')
    await propose(service, reference, { reply: 'ลับ-ร่างคำตอบ', note: 'ลับ-เสนอ' })
    await act(service, 'head', 'send-back', reference, { ...noNote, note: 'ลับ-ส่งกลับ' })
    await propose(service, reference, { reply: 'ลับ-ร่างคำตอบ' })

    const browser = await follow(service, sent)
    for (const address of [`/requests/${reference}`, `/en/requests/${reference}`]) {
      const { body } = await browser.get(address)
      expect(body).not.toContain('ลับ-')
      expect(body).not.toContain('ผู้ใช้ ')
      expect(body.match(/class="timeline__item"/g)).toHaveLength(3)
    }
    expect((await browser.get(`/requests/${reference}/files/${fileId}`)).statusCode).toBe(404)
  })

  it('shows the request as it was sent, and nothing of it as markup', async () => {
    const service = await startService()
    const sent = await submitRouted(service, { details: 'บรรทัดแรก\n<script>alert(1)</script>' })
    const { body } = await (await follow(service, sent)).get(`/requests/${sent.reference}`)
    expect(body).toContain('บรรทัดแรก\n&lt;script&gt;')
    expect(body).toContain('somchai@example.com')
  })
})

describe('the answer', () => {
  it('comes with its reply and its files', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const fileId = await addAnswerFile(service, sent.reference)
    await answer(service, sent.reference)
    const browser = await follow(service, sent)
    const { body } = await browser.get(`/requests/${sent.reference}`)
    expect(body).toContain('เราตอบคำขอของท่านแล้ว')
    expect(body).toContain('กรมเปิดเผยข้อมูลที่ท่านขอทั้งหมด')
    expect(body).toContain('นี่คือรายงานที่ท่านขอ')
    expect(body).not.toContain('มาตรา\u00a018')

    const file = await browser.get(`/requests/${sent.reference}/files/${fileId}`)
    expect(file.statusCode).toBe(200)
    expect(file.rawPayload).toEqual(aPdf())
    expect(file.headers['content-disposition']).toContain('attachment')
  })

  it('names the clause, the reason and the last day to appeal where something is withheld', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    await answer(service, sent.reference, { outcome: 'refused', grounds: aGround })
    const browser = await follow(service, sent)
    const thai = (await browser.get(`/requests/${sent.reference}`)).body
    expect(thai).toContain('มาตรา 15 (1)')
    expect(thai).toContain('กระทบการเจรจาที่ยังไม่จบ')
    expect(thai).toContain('วันอังคารที่\u00a017\u00a0พฤศจิกายน 2569')
    expect(thai).toContain('มาตรา\u00a018')
    const english = (await browser.get(`/en/requests/${sent.reference}`)).body
    expect(english).toContain('Section 15(1)')
    expect(english).toContain('Tuesday 17\u00a0November 2026 (B.E.\u00a02569)')
  })

  it('sends the same day to appeal by letter, said as one says it', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    await answer(service, sent.reference, { outcome: 'refused', grounds: aGround })
    const { id } = await findInfoRequest(service.services.db.read, sent.reference, everything)
    const written = await listLetters(service.services.db.read, id)
    const decision = written.find(({ kind }) => kind === 'decision')
    expect(decision?.body).toContain('วันสุดท้ายที่ยื่นได้คือวันอังคารที่ 17 พฤศจิกายน 2569')
  })

  it('tells the right way to the Board for each outcome', async () => {
    const service = await startService()
    const rights = async (outcome: 'not-held' | 'excessive' | 'already-public') => {
      const sent = await submitRouted(service)
      await answer(service, sent.reference, { outcome })
      return (await (await follow(service, sent)).get(`/requests/${sent.reference}`)).body
    }
    expect(await rights('not-held')).toContain('มาตรา\u00a033')
    expect(await rights('excessive')).toContain('มาตรา\u00a013')
    expect(await rights('already-public')).not.toContain('หากท่านไม่เห็นด้วย')
  })

  it('names the agency that holds it', async () => {
    const service = await startService()
    const sent = await submitRequest(service)
    await act(service, 'secretary', 'advise', sent.reference, {
      ...noNote,
      agency: 'หน่วยงานตัวอย่าง โทร 0 2000 0000',
      reply: '',
    })
    const { body } = await (await follow(service, sent)).get(`/requests/${sent.reference}`)
    expect(body).toContain('หน่วยงานตัวอย่าง โทร 0 2000 0000')
  })

  it('holds only the files of what was approved, and only for this request', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const other = await submitRouted(service)
    const { db } = service.services
    const fileId = await addAnswerFile(service, sent.reference)
    await answer(service, sent.reference)
    const waiting = await addAnswerFile(service, sent.reference, 'ภายหลัง.pdf')
    const browser = await follow(service, sent)
    expect((await browser.get(`/requests/${sent.reference}/files/${waiting}`)).statusCode).toBe(404)
    const stranger = await follow(service, other)
    expect((await stranger.get(`/requests/${other.reference}/files/${fileId}`)).statusCode).toBe(
      404,
    )
    for (const none of ['..%2f..', '%00', 'a%00b'])
      expect((await stranger.get(`/requests/${other.reference}/files/${none}`)).statusCode).toBe(
        404,
      )
    const { id } = await findInfoRequest(db.read, sent.reference, everything)
    expect(await findProposal(db.read, id)).toMatchObject({ outcome: 'disclosed' })
  })
})

describe('messages', () => {
  const send = (browser: Browser, { reference }: Sent, note: string) =>
    browser.post(`/requests/${reference}/messages`, { note }, { from: `/requests/${reference}` })

  it('go both ways, from "the officer" and from "you"', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    await act(service, 'officer', 'message', sent.reference, {
      ...noNote,
      note: 'ท่านต้องการปีใด',
    })
    const browser = await follow(service, sent)
    const asked = (await browser.get(`/requests/${sent.reference}`)).body
    expect(asked).toContain('ท่านต้องการปีใด')
    expect(asked).toContain('สิ่งที่ท่านต้องทำ')

    const posted = await send(browser, sent, 'ปี 2568\nและ 2569')
    expect(posted.statusCode).toBe(303)
    expect(posted.headers.location).toBe(`/requests/${sent.reference}#messages`)
    const replied = (await browser.get(`/requests/${sent.reference}`)).body
    expect(replied).toContain('ปี 2568\nและ 2569')
    expect(replied).not.toContain('สิ่งที่ท่านต้องทำ')
    expect(await historyOf(service, sent.reference)).toMatchObject([
      {},
      {},
      { action: 'message', role: 'officer' },
      { action: 'message', role: 'requester', note: 'ปี 2568\nและ 2569' },
    ])
  })

  it('sent twice arrive once', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    await send(browser, sent, 'ข้อความเดียวกัน')
    expect((await send(browser, sent, 'ข้อความเดียวกัน')).statusCode).toBe(303)
    expect(await historyOf(service, sent.reference)).toHaveLength(3)
    const both = ['และพร้อมกัน', 'และพร้อมกัน'].map((note) => send(browser, sent, note))
    for (const { statusCode } of await Promise.all(both)) expect(statusCode).toBe(303)
    expect(await historyOf(service, sent.reference)).toHaveLength(4)
  })

  it('in the same words a day later are a reminder', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    await send(await follow(service, sent), sent, 'ขอทราบความคืบหน้า')
    service.time.now += 24 * 3_600_000
    await send(await follow(service, sent), sent, 'ขอทราบความคืบหน้า')
    expect(await historyOf(service, sent.reference)).toHaveLength(4)
  })

  it('are asked for again, keeping what was typed, when empty or too long', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    const empty = await send(browser, sent, '  ')
    expect(empty.statusCode).toBe(422)
    expect(empty.body).toContain('พิมพ์ข้อความที่ต้องการส่ง')
    // A letter with a vowel and a tone mark counts once.
    expect((await send(browser, sent, 'ปี๊'.repeat(4000))).statusCode).toBe(303)
    const tooLong = await send(browser, sent, 'ปี๊'.repeat(4001))
    expect(tooLong.statusCode).toBe(422)
    expect(tooLong.body).toContain('ปี๊'.repeat(4001))
    expect(await historyOf(service, sent.reference)).toHaveLength(3)
  })

  it('are not lost when the half hour is over', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    service.time.now += trackingSessionMs
    const note = 'ข้อความยาวที่พิมพ์อยู่นานกว่าครึ่งชั่วโมง'
    const late = await browser.post(
      `/requests/${sent.reference}/messages`,
      { note },
      { from: '/track' },
    )
    expect(late.statusCode).toBe(401)
    expect(late.body).toContain(note)
    expect(late.body).toContain(`value="${sent.reference}"`)
    expect(await historyOf(service, sent.reference)).toHaveLength(2)
  })

  it('are not taken once the request is closed, and the text stays to be copied', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    await answer(service, sent.reference)
    const note = 'ข้อความที่มาถึงหลังจากตอบไปแล้ว'
    const late = await send(browser, sent, note)
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain(note)
    expect(late.body).toContain('ข้อความไม่ได้ส่ง')
    const { body } = await browser.get(`/requests/${sent.reference}`)
    expect(body).not.toContain(`action="/requests/${sent.reference}/messages"`)
  })
})

describe('withdrawing', () => {
  it('says what it means, then does it once', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    const address = `/requests/${sent.reference}/withdrawal`
    const ask = await browser.get(address)
    expect(ask.body).toContain(`ถอนคำขอ ${sent.reference}`)
    expect(ask.body).toContain('การถอนยกเลิกไม่ได้')

    const done = await browser.post(address, { note: 'ได้ข้อมูลแล้ว' })
    expect(done.headers.location).toBe(`/requests/${sent.reference}`)
    const page = (await browser.get(`/requests/${sent.reference}`)).body
    expect(page).toContain('ท่านถอนคำขอนี้แล้ว')
    expect(page).toContain('ได้ข้อมูลแล้ว')

    const again = await browser.post(address, { note: '' })
    expect(again.statusCode).toBe(409)
    expect(again.body).toContain('คำขอนี้ถอนไปแล้ว')
    expect((await browser.get(address)).body).toContain('คำขอนี้ถอนไปแล้ว')
    expect(await historyOf(service, sent.reference)).toHaveLength(3)
  })

  it('shows nothing of an answer that was on its way', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    await act(service, 'officer', 'accept', sent.reference, noNote)
    const fileId = await addAnswerFile(service, sent.reference, 'ลับ-ไฟล์.pdf')
    await propose(service, sent.reference, { reply: 'ลับ-ร่างคำตอบ' })
    const browser = await follow(service, sent)
    await browser.post(`/requests/${sent.reference}/withdrawal`, { note: '' })
    const { body } = await browser.get(`/requests/${sent.reference}`)
    expect(body).toContain('ท่านถอนคำขอนี้แล้ว')
    expect(body).not.toContain('ลับ-')
    expect((await browser.get(`/requests/${sent.reference}/files/${fileId}`)).statusCode).toBe(404)
  })

  it('is over when the answer was given', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    await answer(service, sent.reference)
    const address = `/en/requests/${sent.reference}/withdrawal`
    expect((await browser.get(address)).body).toContain('can no longer be withdrawn')
    expect((await browser.post(address, { note: '' })).statusCode).toBe(409)
  })

  it('keeps a reason that is too long', async () => {
    const service = await startService()
    const sent = await submitRouted(service)
    const browser = await follow(service, sent)
    const tooLong = await browser.post(`/requests/${sent.reference}/withdrawal`, {
      note: 'ก'.repeat(1001),
    })
    expect(tooLong.statusCode).toBe(422)
    expect(tooLong.body).toContain('ก'.repeat(1001))
    expect(await historyOf(service, sent.reference)).toHaveLength(2)
  })
})
