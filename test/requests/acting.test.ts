import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts, actingAppointments, events, letters } from '#src/database/schema.ts'
import { endAppointment } from '#src/organisation/acting-commands.ts'
import { takeAction } from '#src/requests/commands.ts'
import { appointed } from '../support/acting.ts'
import {
  aCase,
  act,
  actorOf,
  caseOf,
  disclosing,
  plainNote,
  refusing,
  traceOf,
} from '../support/cases.ts'
import { signIn, startService, type Browser, type Service } from '../support/service.ts'

const address = (reference: string, action = '') =>
  `/staff/requests/${reference}${action && `/${action}`}`

async function step(browser: Browser, reference: string, action: string, fields = {}) {
  const from = '/staff/password'
  return browser.post(address(reference, action), { ...fields }, { from })
}

async function lastEvent(service: Service, reference: string) {
  const { id } = await caseOf(service, reference)
  const all = await service.services.db.read
    .select()
    .from(events)
    .where(eq(events.infoRequestId, id))
    .orderBy(asc(events.position))
  return all.at(-1)
}

/** The references in a list, in its order. */
function queueIn(body: string) {
  return [...body.matchAll(/href="\/staff\/requests\/(\d\d-\d{6}-\d)"/g)].map(
    ([, reference = '']) => reference,
  )
}

describe('the rights of whoever acts for a head', () => {
  it('begin with the first day, end with the last, and are nothing the day before and after', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-approval')
    await appointed(service, {
      absent: 'head',
      acting: 'officer2',
      from: '2026-11-03',
      to: '2026-11-04',
    })
    for (const [moment, status] of [
      ['2026-11-02T23:59:59', 404],
      ['2026-11-03T00:00:00', 200],
      ['2026-11-04T23:59:59', 200],
      ['2026-11-05T00:00:00', 404],
    ] as const) {
      service.time.now = Date.parse(`${moment}+07:00`)
      const browser = await signIn(service, 'officer2')
      const form = await browser.get(address(reference, 'approve'))
      expect([moment, form.statusCode]).toEqual([moment, status])
      const file = await browser.get(address(reference))
      expect([moment, file.statusCode]).toEqual([moment, status])
      const listed = (await browser.get('/staff?tab=all')).body.includes(reference)
      expect(listed).toBe(status === 200)
      if (status === 404) expect((await step(browser, reference, 'approve')).statusCode).toBe(404)
    }
    expect(await caseOf(service, reference)).toMatchObject({ status: 'awaiting-approval' })
  })

  it('end at once with an appointment that is ended early, in the same session', async () => {
    const service = await startService()
    const { cast, services } = service
    const reference = await aCase(service, 'awaiting-approval')
    const id = await appointed(service, { absent: 'head', acting: 'officer2', to: '2026-11-30' })
    const browser = await signIn(service, 'officer2')
    expect((await browser.get(address(reference, 'approve'))).statusCode).toBe(200)
    expect((await browser.get('/staff')).body).toContain('รักษาราชการแทน')

    const head = await signIn(service, 'head')
    await head.post(`/staff/acting/${id}/end`, {}, { from: '/staff/acting' })
    expect((await step(browser, reference, 'approve')).statusCode).toBe(404)
    expect((await browser.get(address(reference))).statusCode).toBe(404)
    expect((await browser.get('/staff')).body).not.toContain('รักษาราชการแทน')
    expect(await caseOf(service, reference)).toMatchObject({ approvedById: null })

    // Also for a form that was on its way when it ended: what decides is the moment of the step.
    const held = {
      ...actorOf(service, 'officer2'),
      standsInFor: [{ role: 'head', accountId: cast.head.id, divisionId: cast.head.divisionId }],
    } as const
    const late = takeAction(services, 'approve', reference, held, {
      ...plainNote,
      sensitive: false,
    })
    await expect(late).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are in one list with one’s own work', async () => {
    const service = await startService()
    const { cast } = service
    const waiting = await aCase(service, 'awaiting-approval')
    const taken = await aCase(service, 'assigned', { topic: cast.topics.second })
    await act(service, taken, 'officer2', 'accept', plainNote)
    const elsewhere = await aCase(service, 'assigned', { topic: cast.topics.second })
    const own = await aCase(service, 'assigned', { topic: cast.topics.second })
    await act(service, own, 'officer2', 'accept', plainNote)
    await act(service, own, 'officer2', 'propose', disclosing)

    const before = await signIn(service, 'officer2')
    expect(queueIn((await before.get('/staff?tab=mine')).body)).toEqual([taken, own])
    await appointed(service, { absent: 'head', acting: 'officer2' })
    const { body } = await before.get('/staff?tab=mine')
    expect(queueIn(body)).toEqual([waiting, taken, own])
    expect(body).toMatch(/รอฉัน\s*<span class="tabs__count">3</)
    expect(body).toMatch(/กองของฉัน\s*<span class="tabs__count">4</)
    expect(queueIn((await before.get('/staff?tab=division')).body)).toContain(elsewhere)
    expect((await before.get(address(waiting))).body).toContain(`${address(waiting)}/approve"`)
  })

  it('show how to reach the requester of that division', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-approval')
    const { services } = service
    const { id } = await caseOf(service, reference)
    const [letter] = await services.db.read
      .select()
      .from(letters)
      .where(eq(letters.infoRequestId, id))
    await appointed(service, { absent: 'head', acting: 'officer2' })
    const browser = await signIn(service, 'officer2')
    expect((await browser.get(address(reference))).body).toContain('somchai@example.com')
    const letterPage = `${address(reference)}/letters/${letter?.id}`
    expect((await browser.get(letterPage)).statusCode).toBe(200)
  })

  it('stay with the head too', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-approval')
    await appointed(service, { absent: 'head', acting: 'colleague' })
    const head = await signIn(service, 'head')
    expect((await step(head, reference, 'approve')).statusCode).toBe(303)
    expect(await lastEvent(service, reference)).toMatchObject({
      accountId: service.cast.head.id,
      actingForId: null,
    })
  })

  it('follow the head to another division, and end with their account', async () => {
    const service = await startService()
    const { cast, services } = service
    const first = await aCase(service, 'awaiting-approval')
    await appointed(service, { absent: 'head', acting: 'officer2' })
    const browser = await signIn(service, 'officer2')
    const change = (changes: Partial<typeof accounts.$inferInsert>) =>
      services.db.write((tx) =>
        tx.update(accounts).set(changes).where(eq(accounts.id, cast.head.id)),
      )
    expect((await browser.get(address(first))).statusCode).toBe(200)
    await change({ divisionId: cast.divisions.second })
    expect((await browser.get(address(first))).statusCode).toBe(404)
    await change({ role: 'executive', divisionId: null })
    expect((await browser.get(address(first))).statusCode).toBe(200)
    await change({ isActive: false })
    expect((await browser.get(address(first))).statusCode).toBe(404)
    // Posts that decide nothing on requests, or that look after accounts, are never lent.
    for (const role of ['administrator', 'auditor', 'secretary'] as const) {
      await change({ isActive: true, role })
      expect((await browser.get(address(first))).statusCode).toBe(404)
      expect((await browser.get('/staff/admin')).statusCode).toBe(403)
      expect((await browser.get('/staff/admin/users')).statusCode).toBe(403)
    }
  })

  it('are nothing for whoever has become an administrator or auditor meanwhile', async () => {
    const service = await startService()
    const { cast, services } = service
    const reference = await aCase(service, 'awaiting-approval')
    await appointed(service, { absent: 'head', acting: 'officer2' })
    for (const role of ['administrator', 'auditor'] as const) {
      await services.db.write((tx) =>
        tx.update(accounts).set({ role }).where(eq(accounts.id, cast.officer2.id)),
      )
      const browser = await signIn(service, 'officer2')
      const status = role === 'auditor' ? 403 : 404
      expect((await browser.get(address(reference, 'approve'))).statusCode).toBe(status)
    }
  })
})

describe('what is never lent', () => {
  it('is a room of the administrator, nor the counter', async () => {
    const service = await startService()
    await appointed(service, { absent: 'executive', acting: 'head' })
    const browser = await signIn(service, 'head')
    for (const path of ['/staff/admin', '/staff/admin/users', '/staff/requests/new'])
      expect([path, (await browser.get(path)).statusCode]).toEqual([path, 403])
  })
})

describe('acting for an executive', () => {
  it('opens the reports for its days, and every request', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-clearance')
    const browser = await signIn(service, 'officer2')
    expect((await browser.get('/staff/reports/2026-11')).statusCode).toBe(403)
    expect((await browser.get(address(reference))).statusCode).toBe(404)
    const id = await appointed(service, { absent: 'executive', acting: 'officer2' })
    const report = await browser.get('/staff/reports/2026-11')
    expect(report.statusCode).toBe(200)
    expect(report.body).toContain('href="/staff/reports"')
    const { body } = await browser.get(address(reference))
    expect(body).toContain(`${address(reference)}/clear"`)
    // An officer writes to requesters of their own division alone; an executive to none.
    expect(body).not.toContain('somchai@example.com')
    expect(queueIn((await browser.get('/staff?tab=mine')).body)).toEqual([reference])

    await endAppointment(service.services, id, actorOf(service, 'executive'))
    expect((await browser.get('/staff/reports/2026-11')).statusCode).toBe(403)
    expect((await browser.get(address(reference))).statusCode).toBe(404)
  })
})

describe('four eyes', () => {
  it('keep an officer from approving as acting head what they proposed', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-approval')
    await appointed(service, { absent: 'head', acting: 'officer' })
    const browser = await signIn(service, 'officer')
    const { body } = await browser.get(address(reference))
    expect(body).not.toContain(`${address(reference)}/approve"`)
    expect(body).toContain('ท่านเป็นผู้เสนอคำตอบนี้')
    const before = await traceOf(service, reference)
    const refused = await step(browser, reference, 'approve')
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain('ท่านเป็นผู้เสนอ จึงอนุมัติเองไม่ได้')
    expect(await traceOf(service, reference)).toEqual(before)

    // Somebody else's they can.
    const other = await aCase(service, 'assigned')
    await act(service, other, 'colleague', 'accept', plainNote)
    await act(service, other, 'colleague', 'propose', disclosing)
    expect((await step(browser, other, 'approve')).statusCode).toBe(303)
  })

  it('keep a head who approved from clearing as acting executive', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-clearance')
    await appointed(service, { absent: 'executive', acting: 'head' })
    const browser = await signIn(service, 'head')
    const { body } = await browser.get(address(reference))
    expect(body).not.toContain(`${address(reference)}/clear"`)
    expect(body).toContain('ท่านเป็นผู้อนุมัติคำตอบนี้')
    const refused = await step(browser, reference, 'clear')
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain('ท่านเป็นผู้อนุมัติ จึงให้ความเห็นชอบเองไม่ได้')
    expect(await caseOf(service, reference)).toMatchObject({ status: 'awaiting-clearance' })
  })

  it('keep one who approved as acting head from clearing as executive', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    await act(service, reference, 'officer', 'propose', refusing)
    await appointed(service, { absent: 'head', acting: 'executive', by: 'head' })
    const browser = await signIn(service, 'executive')
    expect((await step(browser, reference, 'approve')).statusCode).toBe(303)
    expect((await step(browser, reference, 'clear')).statusCode).toBe(403)
    expect(await caseOf(service, reference)).toMatchObject({ status: 'awaiting-clearance' })
  })

  it('let a third person clear for the executive', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-clearance')
    await appointed(service, { absent: 'executive', acting: 'head2' })
    const browser = await signIn(service, 'head2')
    expect((await step(browser, reference, 'clear')).statusCode).toBe(303)
    expect(await caseOf(service, reference)).toMatchObject({
      status: 'answered',
      clearedById: service.cast.head2.id,
    })
  })
})

describe('both names', () => {
  it('stand before the button, in the record, and below the letter', async () => {
    const service = await startService()
    const { cast, services } = service
    await services.db.write((tx) =>
      tx.update(accounts).set({ post: 'ผู้อำนวยการกองตัวอย่าง' }).where(eq(accounts.id, cast.head.id)),
    )
    const reference = await aCase(service, 'awaiting-approval')
    await appointed(service, { absent: 'head', acting: 'colleague' })
    const browser = await signIn(service, 'colleague')
    const form = await browser.get(address(reference, 'approve'))
    expect(form.body).toContain('รักษาราชการแทน ผู้อำนวยการกองตัวอย่าง</span>')
    const sentence = 'ท่านทำรายการนี้ในฐานะผู้รักษาราชการแทน ผู้ใช้ head (ผู้อำนวยการกองตัวอย่าง)'
    expect(form.body).toContain(sentence)
    // What they may do in their own post, they do in it.
    expect((await browser.get(address(reference, 'note'))).body).not.toContain(sentence)

    expect((await step(browser, reference, 'approve')).statusCode).toBe(303)
    expect(await lastEvent(service, reference)).toMatchObject({
      action: 'approve',
      role: 'head',
      accountId: cast.colleague.id,
      actingForId: cast.head.id,
    })
    const thai = await browser.get(address(reference))
    expect(thai.body).toContain('ผู้ใช้ colleague รักษาราชการแทน ผู้ใช้ head (ผู้อำนวยการกอง)')
    const english = await browser.get(`/en${address(reference)}`)
    expect(english.body).toContain('ผู้ใช้ colleague, acting for ผู้ใช้ head (Head of division)')

    const { id } = await caseOf(service, reference)
    const sent = await services.db.read
      .select()
      .from(letters)
      .where(eq(letters.infoRequestId, id))
      .orderBy(asc(letters.id))
    expect(
      sent.map(({ kind, signedById, signedForId }) => [kind, signedById, signedForId]),
    ).toEqual([
      ['receipt', null, null],
      ['decision', cast.colleague.id, cast.head.id],
    ])
  })

  it('are one where nobody acts: who approved, or cleared, signs', async () => {
    const service = await startService()
    const { cast, services } = service
    const reference = await aCase(service, 'awaiting-clearance')
    await act(service, reference, 'executive', 'clear', plainNote)
    const { id } = await caseOf(service, reference)
    const sent = await services.db.read
      .select()
      .from(letters)
      .where(eq(letters.infoRequestId, id))
      .orderBy(asc(letters.id))
    expect(sent.at(-1)).toMatchObject({
      kind: 'decision',
      signedById: cast.executive.id,
      signedForId: null,
    })
    const browser = await signIn(service, 'auditor')
    expect((await browser.get(address(reference))).body).not.toContain('รักษาราชการแทน')
  })

  it('are told to whoever was overtaken', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-approval')
    await appointed(service, { absent: 'head', acting: 'colleague' })
    const head = await signIn(service, 'head')
    await head.get(address(reference, 'approve'))
    const quicker = await signIn(service, 'colleague')
    await step(quicker, reference, 'approve')
    const late = await head.post(address(reference, 'approve'), { seen: '3' }, { from: '/staff' })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('โดย ผู้ใช้ colleague รักษาราชการแทน ผู้ใช้ head')
  })

  it('are written once for a note sent twice in a post that is lent', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    await appointed(service, { absent: 'head', acting: 'officer2' })
    const browser = await signIn(service, 'officer2')
    const { lastPosition } = await caseOf(service, reference)
    const fields = { note: 'บันทึกแทน', seen: String(lastPosition) }
    for (let i = 0; i < 2; i += 1)
      expect((await step(browser, reference, 'note', fields)).statusCode).toBe(303)
    expect(await caseOf(service, reference)).toMatchObject({ lastPosition: lastPosition + 1 })
    expect(await lastEvent(service, reference)).toMatchObject({
      role: 'head',
      actingForId: service.cast.head.id,
    })
  })
})

it('acts for two heads, each in their own division', async () => {
  const service = await startService()
  const { cast, services } = service
  const one = await aCase(service, 'awaiting-approval')
  const two = await aCase(service, 'assigned', { topic: cast.topics.second })
  await act(service, two, 'officer2', 'accept', plainNote)
  await act(service, two, 'officer2', 'propose', disclosing)
  await appointed(service, { absent: 'head', acting: 'secretary', by: 'head' })
  await appointed(service, { absent: 'head2', acting: 'secretary', by: 'head2' })
  expect(await services.db.read.$count(actingAppointments)).toBe(2)
  const browser = await signIn(service, 'secretary')
  for (const [reference, head] of [
    [one, cast.head],
    [two, cast.head2],
  ] as const) {
    expect((await step(browser, reference, 'approve')).statusCode).toBe(303)
    expect(await lastEvent(service, reference)).toMatchObject({ actingForId: head.id })
  }
})
