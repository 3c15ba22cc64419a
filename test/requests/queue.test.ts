import { describe, expect, it } from 'vitest'
import { infoRequests } from '#src/database/schema.ts'
import { indexForSearch } from '#src/database/search.ts'
import { formatReference } from '#src/requests/reference.ts'
import { aCase, act, actorOf, caseOf, enterCase } from '../support/cases.ts'
import { listQueue, queuePageLength, select, type QueueFilter } from '#src/requests/queue.ts'
import { takeRequesterAction } from '#src/requests/requester-commands.ts'
import { signIn, startService, type Answer, type Service } from '../support/service.ts'

const everything: QueueFilter = { tab: 'all', q: '' }
const today = '2026-11-02'
const soonUntil = '2026-11-05'

/** References in the order of the page. */
function listed({ body }: Answer): string[] {
  return [...body.matchAll(/href="(?:\/en)?\/staff\/requests\/(\d\d-\d{6}-\d)"/g)].map(
    ([, reference = '']) => reference,
  )
}

/** The number on the tab of this name. */
function countOn({ body }: Answer, tab: string): number {
  const found = new RegExp(`>${tab}\\s*<span class="tabs__count">([\\d,]+)`).exec(body)
  return Number(found?.[1]?.replaceAll(',', ''))
}

/** Rows by the hundred, straight into the table: only what the queue looks at differs. */
async function addMany({ services, cast }: Service, count: number): Promise<void> {
  await services.db.write(async (tx) => {
    for (let i = 1; i <= count; i++) {
      const isClosed = i % 3 === 0
      // Few days for many requests: most neighbours are told apart by their ids alone.
      const day = String(1 + (i % 7)).padStart(2, '0')
      const [added] = await tx
        .insert(infoRequests)
        .values({
          reference: formatReference(2570, 10_000 + i),
          codeHash: 'none',
          channel: 'online',
          language: 'th',
          divisionId: i % 2 === 0 ? cast.divisions.first : cast.divisions.second,
          status: isClosed ? 'answered' : 'assigned',
          outcome: isClosed ? 'disclosed' : null,
          subject: `เรื่องที่ ${i}`,
          details: 'รายละเอียด',
          period: '',
          accessForm: 'file',
          requesterKind: 'thai',
          title: '',
          name: 'ผู้ขอ',
          affiliation: '',
          purpose: '',
          email: '',
          phone: '02',
          deliverBy: 'email',
          address: '',
          submittedAt: 0,
          receivedOn: '2026-10-01',
          dueOn: `2026-11-${day}`,
          closedOn: isClosed ? `2026-10-${day}` : null,
          closedAt: isClosed ? 0 : null,
          lastPosition: 1,
        })
        .returning({ id: infoRequests.id })
      await indexForSearch(tx, added?.id ?? 0, `เรื่องที่ ${i}`)
    }
  })
}

describe('the order of the queue', () => {
  it('is by due day while open, then by closing day, the newest first', async () => {
    const service = await startService()
    await addMany(service, 60)
    const { services } = service
    const look = { actor: actorOf(service, 'secretary'), today, soonUntil }
    const selection = await select(services.db.read, everything, look)
    const { rows } = await listQueue(services.db.read, selection)
    const due = rows.map(({ dueOn }) => dueOn)
    expect(due).toEqual(due.toSorted())
    const closed: string[] = []
    let after: string | undefined
    do {
      const page = await listQueue(services.db.read, selection, { after })
      closed.push(...page.rows.map(({ closedOn }) => closedOn ?? ''))
      after = page.after
    } while (after !== undefined)
    expect(closed.findIndex((day) => day !== '')).toBe(40)
    expect(closed.slice(40)).toEqual(closed.slice(40).toSorted().toReversed())
    expect(closed.slice(40)).not.toContain('')
  })

  it('pages through hundreds without a gap or a double, forwards and backwards', async () => {
    const service = await startService()
    await addMany(service, 310)
    const { services } = service
    const look = { actor: actorOf(service, 'secretary'), today, soonUntil }
    const selection = await select(services.db.read, everything, look)
    const pages: number[][] = []
    let page = await listQueue(services.db.read, selection)
    expect(page.before).toBeUndefined()
    for (;;) {
      pages.push(page.rows.map(({ id }) => id))
      if (page.after === undefined) break
      page = await listQueue(services.db.read, selection, { after: page.after })
    }
    expect(pages.map(({ length }) => length)).toEqual([...Array.from({ length: 12 }, () => 25), 10])
    expect(new Set(pages.flat()).size).toBe(310)

    for (const expected of pages.slice(0, -1).toReversed()) {
      page = await listQueue(services.db.read, selection, { before: page.before })
      expect(page.rows.map(({ id }) => id)).toEqual(expected)
      expect(page.after).toBeDefined()
    }
    expect(page.before).toBeUndefined()
  })

  it('keeps its place while requests before it are closed', async () => {
    const service = await startService()
    for (let i = 0; i < queuePageLength + 3; i++)
      await enterCase(service, { topic: service.cast.topics.unrouted })
    const secretary = await signIn(service, 'secretary')
    const first = await secretary.get('/staff?tab=mine')
    const shown = listed(first)
    expect(shown).toHaveLength(queuePageLength)
    const next = /href="([^"]+)" rel="next"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const { id } = await caseOf(service, shown[0] ?? '')
    await takeRequesterAction(service.services, 'withdraw', id, '')
    const second = await secretary.get(next)
    expect(listed(second)).toHaveLength(3)
    expect(listed(second).filter((reference) => shown.includes(reference))).toEqual([])
    expect(second.body).toContain('rel="prev"')
  })
})

describe('what somebody sees of the queue', () => {
  it('is their division, in lists, counts and search', async () => {
    const service = await startService()
    const own = await enterCase(service, { subject: 'เรื่องลับสุดยอดของกองหนึ่ง' })
    const other = await enterCase(service, {
      topic: service.cast.topics.second,
      subject: 'เรื่องของกองสอง',
    })
    const stranger = await signIn(service, 'officer2')
    const queue = await stranger.get('/staff')
    expect(listed(queue)).toEqual([other])
    expect(countOn(queue, 'ทั้งหมด')).toBe(1)
    expect(countOn(queue, 'กองของฉัน')).toBe(1)
    for (const query of [
      `q=${own}`,
      `q=${encodeURIComponent('ลับสุดยอด')}`,
      `division=${service.cast.divisions.first}`,
    ]) {
      const found = await stranger.get(`/staff?${query}`)
      expect(listed(found)).toEqual([])
      expect(found.body).toContain('ไม่พบคำขอตามเงื่อนไขนี้')
      expect(found.body).not.toContain('เรื่องลับสุดยอด')
    }
    const secretary = await signIn(service, 'secretary')
    expect(listed(await secretary.get('/staff'))).toEqual([own, other])
  })

  it('waits for the right person at each step', async () => {
    const service = await startService()
    const unassigned = await aCase(service, 'submitted')
    const held = await aCase(service, 'in-progress')
    const toApprove = await aCase(service, 'awaiting-approval')
    const toClear = await aCase(service, 'awaiting-clearance')
    const mine = async (member: Parameters<typeof signIn>[1]) =>
      listed(await (await signIn(service, member)).get('/staff?tab=mine')).toSorted()
    expect(await mine('officer')).toEqual([held, toApprove, toClear].toSorted())
    expect(await mine('colleague')).toEqual([])
    expect(await mine('head')).toEqual([toApprove])
    expect(await mine('head2')).toEqual([])
    expect(await mine('secretary')).toEqual([unassigned])
    expect(await mine('executive')).toEqual([toClear])
  })

  it('is nothing for an administrator, who is told why and not left in a dead end', async () => {
    const service = await startService()
    await enterCase(service)
    const admin = await signIn(service, 'admin')
    const page = await admin.get('/staff')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('บัญชีนี้จึงไม่เห็นคำขอและคำตอบ')
    expect(listed(page)).toEqual([])
    expect(page.body).not.toContain('tabs__count')
    expect(page.body).not.toContain('<a href="/staff"') // the menu offers no list that is not there
    expect((await admin.get('/staff/admin')).statusCode).toBe(200)
  })
})

describe('due soon and overdue', () => {
  it('are told in words and count by working days', async () => {
    const service = await startService()
    // Received on these days, due 15 days later: late, last day, 3 working days left, 4 left.
    const late = await enterCase(service, { receivedOn: '2026-10-14' })
    const last = await enterCase(service, { receivedOn: '2026-10-18' })
    const soon = await enterCase(service, { receivedOn: '2026-10-21' })
    const later = await enterCase(service, { receivedOn: '2026-10-22' })
    const officer = await signIn(service, 'officer')
    const queue = await officer.get('/staff')
    expect(listed(queue)).toEqual([late, last, soon, later])
    expect(queue.body).toContain('เกินกำหนด 2\u00a0วันทำการ')
    expect(queue.body).toContain('วันนี้วันสุดท้าย')
    expect(queue.body).toContain('อีก 3\u00a0วันทำการ')
    expect(countOn(queue, 'เกินกำหนด')).toBe(1)
    expect(countOn(queue, 'ใกล้ครบกำหนด')).toBe(2)
    expect(listed(await officer.get('/staff?due=overdue'))).toEqual([late])
    expect(listed(await officer.get('/staff?due=soon'))).toEqual([last, soon])
    expect(listed(await officer.get('/staff?tab=division&due=overdue'))).toEqual([late])
  })
})

describe('filters', () => {
  it('work by address alone, and say how many they leave', async () => {
    const service = await startService()
    const held = await aCase(service, 'in-progress')
    await aCase(service, 'assigned')
    const answered = await aCase(service, 'answered')
    const secretary = await signIn(service, 'secretary')
    const page = await secretary.get('/staff?tab=&status=in-progress&division=&due=&q=')
    expect(listed(page)).toEqual([held])
    expect(page.body).toMatch(/<strong data-announce>1\u00a0คำขอ<\/strong>/)
    expect(page.body).toContain('value="in-progress" selected')
    expect(page.body).toContain('ล้างตัวกรอง')
    expect(listed(await secretary.get('/staff?status=answered'))).toEqual([answered])
    const { first, second } = service.cast.divisions
    expect(listed(await secretary.get(`/staff?division=${first}`))).toHaveLength(3)
    expect(listed(await secretary.get(`/staff?division=${second}`))).toHaveLength(0)
  })

  it('ignore what is no filter', async () => {
    const service = await startService()
    const reference = await enterCase(service)
    const secretary = await signIn(service, 'secretary')
    for (const query of [
      'status=nonsense',
      'status=answered&status=assigned',
      'division=abc',
      'division=99999999999999999999',
      'due=never',
      'tab=__proto__',
      'after=%00',
      'after=AAAA',
      `after=${Buffer.from('open 2026-99-99 1').toString('base64url').slice(0, 6)}`,
      'before=zzz',
      'q=%00',
      'q=%20',
      'q[]=x',
      'done=nonsense',
      'unknown=1',
    ]) {
      const page = await secretary.get(`/staff?${query}`)
      expect([query, page.statusCode]).toEqual([query, 200])
      expect(listed(page)).toEqual([reference])
    }
    const long = await secretary.get(`/staff?q=${'ก'.repeat(900)}&after=${'A'.repeat(400)}`)
    expect(long.statusCode).toBe(200)
  })

  it('find a reference however it is typed, and Thai words anywhere in a text', async () => {
    const service = await startService()
    const reference = await enterCase(service, {
      subject: 'บันทึกความเข้าใจเรื่องน้ำ',
      details: 'ขอสำเนาหนังสือสัญญาเลขที่ ๑๒๓',
      name: 'ทวีศักดิ์ ตัวอย่าง',
    })
    await enterCase(service, { subject: 'เรื่องอื่น', details: 'อื่น', name: 'อื่น' })
    const officer = await signIn(service, 'officer')
    const typed = reference.replaceAll('-', ' ')
    for (const q of [reference, typed, 'ความเข้าใจ', 'เรื่องนํ้า', 'หนังสือสัญญา 123', 'ทวีศักดิ์'])
      expect(listed(await officer.get(`/staff?q=${encodeURIComponent(q)}`))).toEqual([reference])
    const quotes = await officer.get(`/staff?q=${encodeURIComponent('" OR 1=1 -- %_')}`)
    expect(quotes.statusCode).toBe(200)
    expect(listed(quotes)).toEqual([])
  })

  it('show what was typed escaped', async () => {
    const service = await startService()
    await enterCase(service, { subject: '<script>alert(1)</script>' })
    const officer = await signIn(service, 'officer')
    const page = await officer.get(`/staff?q=${encodeURIComponent('"><img>')}`)
    expect(page.body).not.toContain('<img>')
    expect((await officer.get('/staff')).body).not.toContain('<script>alert')
  })
})

describe('a new message', () => {
  it('is marked until somebody of the staff acts', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    expect((await officer.get('/staff')).body).not.toContain('ข้อความใหม่')
    const { id } = await caseOf(service, reference)
    await takeRequesterAction(service.services, 'message', id, 'ขอเพิ่มเติม')
    expect((await officer.get('/staff')).body).toContain('ข้อความใหม่')
    await act(service, reference, 'officer', 'message', { seen: undefined, note: 'ได้ครับ' })
    expect((await officer.get('/staff')).body).not.toContain('ข้อความใหม่')
  })
})

it('speaks English under /en, and keeps the language in its links', async () => {
  const service = await startService()
  await enterCase(service)
  const officer = await signIn(service, 'officer')
  const page = await officer.get('/en/staff?tab=division')
  expect(page.body).toContain('<h1 class="govuk-heading-l">Requests</h1>')
  expect(page.body).toContain('My division')
  expect(page.body).toContain('11\u00a0working days left')
  expect(page.body).toContain('href="/en/staff/requests/')
  expect(page.body).toContain('href="/en/staff?due=soon"')
  expect(page.body).toContain('href="/staff?tab=division"')
})

it('tells whoever returned a request that it has gone', async () => {
  const service = await startService()
  const reference = await aCase(service, 'assigned')
  const officer = await signIn(service, 'officer')
  const answer = await officer.post(`/staff/requests/${reference}/return`, { note: 'ไม่ใช่กองนี้' })
  expect(answer.headers.location).toBe(`/staff?done=return&of=${reference}`)
  const queue = await officer.get(String(answer.headers.location))
  expect(queue.body).toContain(`ส่งคืนคำขอ ${reference} ให้เลขานุการกรมแล้ว`)
  expect(listed(queue)).toEqual([])
})
