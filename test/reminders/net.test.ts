import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { addDays, workingDaysBetween } from '#src/calendar/calendar.ts'
import { departmentRules, infoRequests, jobs, letters } from '#src/database/schema.ts'
import { readNet } from '#src/reminders/commands.ts'
import { patience, type Net, type Risk } from '#src/reminders/net.ts'
import { calendar2026 } from '../calendar/holidays.ts'
import { act, aCase, caseOf, enterCase, plainNote } from '../support/cases.ts'
import { openBrowser, signIn, startService, type Answer, type Service } from '../support/service.ts'
import { addressees, appoint, bangkok, giveAddresses, listsIn, look, staffMail } from './morning.ts'

const none = 'ไม่มีคำขอที่ต้องระวัง'

describe('what may have been missed', () => {
  it('is a request that nobody has assigned for more than a working day', async () => {
    const service = await startService({ at: bangkok('2026-11-06T15:00') }) // a Friday
    const reference = await aCase(service, 'submitted', { receivedOn: '2026-11-06' })
    const seen = await seenOn(service, '2026-11-07', '2026-11-08', '2026-11-09', '2026-11-10')
    expect(seen.unopened).toEqual([[], [], [], [reference]])
    await act(service, reference, 'secretary', 'assign', {
      ...plainNote,
      division: service.cast.divisions.first,
    })
    expect((await seenOn(service, '2026-11-10')).unopened).toEqual([[]])
  })

  it('or that its division has not accepted for so long, counted anew when it goes to another', async () => {
    const service = await startService({ at: bangkok('2026-11-02T10:00') })
    const reference = await aCase(service, 'assigned')
    const accepted = await aCase(service, 'in-progress')
    const seen = await seenOn(service, '2026-11-03', '2026-11-04')
    expect(seen.unaccepted).toEqual([[], [reference]])
    await act(service, reference, 'secretary', 'assign', {
      ...plainNote,
      note: 'เป็นของกองสอง',
      division: service.cast.divisions.second,
    })
    expect((await seenOn(service, '2026-11-04', '2026-11-05', '2026-11-06')).unaccepted).toEqual([
      [],
      [],
      [reference],
    ])
    // A note changes nothing of that; and what was returned waits for the secretary again, from that day.
    service.time.now = bangkok('2026-11-06T10:00')
    await act(service, reference, 'secretary', 'note', { ...plainNote, note: 'โทรตามแล้ว' })
    expect((await seenOn(service, '2026-11-06')).unaccepted).toEqual([[reference]])
    await act(service, reference, 'officer2', 'return', { ...plainNote, note: 'ไม่ใช่กองนี้' })
    const returned = await seenOn(service, '2026-11-06', '2026-11-09', '2026-11-10')
    expect(returned.unaccepted).toEqual([[], [], []])
    expect(returned.unopened).toEqual([[], [], [reference]])
    expect(accepted).not.toBe(reference)
  })

  it('or that is late, disputed, or long with the requester or a third party', async () => {
    const service = await startService()
    const late = await aCase(service, 'in-progress', { receivedOn: '2026-10-15' })
    const waiting = await aCase(service, 'in-progress', { receivedOn: '2026-11-02' })
    const disputed = await aCase(service, 'answered')
    await moveTo(service, waiting, 'awaiting-requester', '2026-11-02')
    await dispute(service, disputed)
    const seen = await seenOn(service, '2026-12-02', '2026-12-03')
    expect(seen.overdue).toEqual([
      [late, waiting],
      [late, waiting],
    ])
    expect(seen.waiting).toEqual([[], [waiting]])
    expect(seen.disputed).toEqual([[disputed], [disputed]])
  })

  it('follows the rules of the department', async () => {
    const service = await startService()
    const reference = await aCase(service, 'submitted')
    await service.services.db.write((tx) =>
      tx.insert(departmentRules).values({
        name: 'net',
        from: '2026-11-01',
        value: { workingDays: 3, waitingDays: 7 },
        setAt: 0,
      }),
    )
    service.services.rules.forget()
    const seen = await seenOn(service, '2026-11-04', '2026-11-05', '2026-11-06')
    expect(seen.unopened).toEqual([[], [], [reference]])
  })

  it('is a letter that failed, that is to be posted, or that is still being tried after hours', async () => {
    const service = await startService()
    const failed = await aCase(service, 'in-progress')
    const onPaper = { email: '', address: '1 ถนนตัวอย่าง' }
    const paper = await aCase(service, 'in-progress', { ...onPaper, channel: 'post' })
    await aCase(service, 'in-progress', { ...onPaper, channel: 'counter' }) // they got the slip
    const trying = await aCase(service, 'in-progress')
    const sent = await aCase(service, 'in-progress')
    await deliver(service, failed, 'failed')
    await deliver(service, trying, 'retrying')
    await deliver(service, sent, 'sent')
    const found = async () => (await readNet(service.services)).undelivered
    expect((await found()).rows.map((row) => row.reference)).toEqual([failed, paper])
    service.time.now += 5 * 3_600_000
    expect((await found()).rows.map((row) => `${row.reference} ${row.state}`)).toEqual([
      `${failed} failed`,
      `${trying} retrying`,
      `${paper} on-paper`,
    ])
    await deliver(service, paper, 'by-hand')
    expect((await found()).count).toBe(2)
  })

  it('is a member of staff whom mail does not reach, and a job that failed', async () => {
    const service = await startService()
    const { services } = service
    await giveAddresses(service, 'officer')
    await aCase(service, 'assigned')
    service.time.now = bangkok('2026-11-03T08:30')
    await look(services, 'morning-digest')
    await services.db.write((tx) =>
      tx.update(letters).set({ state: 'failed', failure: 'rejected' }),
    )
    await services.db.write((tx) => tx.update(jobs).set({ outcome: 'failed' }))
    const net = await readNet(services)
    expect(net.unreached).toEqual(['ผู้ใช้ officer'])
    expect(net.failedJobs).toEqual(['morning-digest'])

    service.time.now = bangkok('2026-11-04T08:30')
    await look(services, 'morning-digest')
    await deliverAll(service)
    expect(await readNet(services)).toMatchObject({ unreached: [], failedJobs: [] })
  })

  it('counts its working days as the calendar does, today included', () => {
    for (const workingDays of [1, 2, 5])
      for (let today = '2026-04-01'; today < '2026-05-10'; today = addDays(today, 1)) {
        const { desk } = patience({ workingDays, waitingDays: 30 }, today, calendar2026)
        for (let day = addDays(today, -25); day <= today; day = addDays(day, 1))
          expect([today, day, day < desk]).toEqual([
            today,
            day,
            workingDaysBetween(day, today, calendar2026) > workingDays,
          ])
      }
  })
})

describe('the mail to the secretary', () => {
  it('lists it each working morning, with links and without a word of the requesters', async () => {
    const service = await startService()
    await giveAddresses(service, 'secretary', 'officer', 'executive')
    const unopened = await aCase(service, 'submitted')
    const unaccepted = await aCase(service, 'assigned')
    const late = await aCase(service, 'in-progress', { receivedOn: '2026-10-12' })
    const paper = await aCase(service, 'in-progress', { email: '', channel: 'post' })
    await deliverAll(service)
    service.time.now = bangkok('2026-11-04T08:30')
    expect(await look(service.services, 'missed-requests')).toBe(true)
    const [mail, ...others] = await staffMail(service)
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      kind: 'missed-requests',
      accountId: service.cast.secretary.id,
      onceKey: `net 2026-11-04 ${service.cast.secretary.id}`,
      toAddress: 'secretary@example.com',
      subject: '[กรมอาเซียน] มี 4 รายการที่อาจตกหล่น (4 พฤศจิกายน 2569)',
    })
    expect(listsIn(mail!)).toEqual({
      เกินกำหนดตอบ: [late],
      ยังไม่ได้มอบหมาย: [unopened],
      กองยังไม่รับเรื่อง: [unaccepted],
      จดหมายที่ยังไม่ถึงผู้รับ: [paper],
    })
    expect(mail?.body).toContain(
      `- ${unopened} ตั้งแต่ 2 พ.ย. 2569 http://localhost:3000/staff/requests/${unopened}`,
    )
    expect(mail?.body).toContain('http://localhost:3000/staff/at-risk')
    for (const said of ['สมชาย', 'somchai', '081 234', 'สุดยอด'])
      expect(mail?.body).not.toContain(said)
  })

  it('is not written when there is nothing, on a closed day, or twice', async () => {
    const service = await startService()
    await giveAddresses(service, 'secretary')
    const written = async (...moments: string[]) => {
      for (const moment of moments) {
        service.time.now = bangkok(moment)
        await look(service.services, 'missed-requests')
      }
      return (await staffMail(service)).length
    }
    expect(await written('2026-11-03T08:30')).toBe(0)
    await aCase(service, 'submitted', { receivedOn: '2026-11-03' })
    await deliverAll(service)
    expect(await written('2026-11-04T08:30', '2026-11-04T12:00')).toBe(0)
    expect(await written('2026-11-05T08:30', '2026-11-05T12:00', '2026-11-05T18:00')).toBe(1)
    expect(await written('2026-11-07T08:30', '2026-11-08T08:30')).toBe(1)
    expect(await written('2026-11-09T08:31')).toBe(2)
  })

  it('goes to nobody without an address, nor to whoever would act for a secretary; the page has it all', async () => {
    const service = await startService()
    await giveAddresses(service, 'head2')
    await appoint(service, 'head2', 'secretary', { from: '2026-11-01', to: '2026-11-30' })
    const reference = await aCase(service, 'submitted')
    service.time.now = bangkok('2026-11-04T08:30')
    await look(service.services, 'missed-requests')
    expect(addressees(await staffMail(service))).toEqual([])
    const secretary = await signIn(service, 'secretary')
    expect((await secretary.get('/staff/at-risk')).body).toContain(reference)
  })

  it('gives up after a day without a mail server: the next one says it anew', async () => {
    const service = await startService()
    await giveAddresses(service, 'secretary')
    await aCase(service, 'submitted')
    service.time.now = bangkok('2026-11-04T08:30')
    const { services, time } = service
    await look(services, 'missed-requests')
    const { deliverWaiting } = await import('#src/mail/outbox.ts')
    const { DeliveryFailure } = await import('#src/mail/postman.ts')
    const postman = {
      async deliver() {
        throw new DeliveryFailure('unreachable')
      },
      close() {},
    }
    const log = { info() {}, warn() {}, error() {} }
    const tryAll = () => deliverWaiting({ db: services.db, postman, clock: () => time.now, log })
    const states = async () => {
      const rows = await services.db.read.select().from(letters).orderBy(letters.id)
      return rows.map(({ kind, state }) => `${kind} ${state}`)
    }
    await tryAll()
    expect(await states()).toEqual(['receipt retrying', 'missed-requests retrying'])
    time.now += 24 * 3_600_000
    await tryAll()
    expect(await states()).toEqual(['receipt retrying', 'missed-requests failed'])
  })
})

describe('the page of it', () => {
  it('says when there is nothing', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    expect((await secretary.get('/staff/at-risk')).body).toContain(none)
    expect((await secretary.get('/en/staff/at-risk')).body).toContain('No requests are at risk')
  })

  it('lists everything live, each entry a link', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    const unopened = await aCase(service, 'submitted')
    const unaccepted = await aCase(service, 'assigned')
    const late = await aCase(service, 'in-progress', { receivedOn: '2026-10-12' })
    const disputed = await aCase(service, 'answered')
    const paper = await aCase(service, 'in-progress', { email: '', channel: 'post' })
    await dispute(service, disputed)
    await deliverAll(service)
    service.time.now += 20 * 60_000
    expect(sectionsOf(await secretary.get('/staff/at-risk'))).toEqual({
      overdue: [late],
      disputed: [disputed],
      undelivered: [paper],
    })
    service.time.now = bangkok('2026-11-04T07:00')
    const again = await signIn(service, 'secretary')
    const page = await again.get('/staff/at-risk')
    expect(sectionsOf(page)).toEqual({
      overdue: [late],
      unopened: [unopened],
      unaccepted: [unaccepted],
      disputed: [disputed],
      undelivered: [paper],
    })
    expect(page.body).not.toContain(none)
    expect(page.body).toContain('2\u00a0วันทำการแล้ว')
    const { id } = await letterOf(service, paper)
    expect((await again.get(`/staff/requests/${paper}/letters/${id}`)).statusCode).toBe(200)
    expect(page.body).toContain(`href="/staff/requests/${paper}/letters/${id}"`)
  })

  it('shows fifty of a list, says how many more there are, and where', async () => {
    const service = await startService()
    const first = await aCase(service, 'submitted')
    for (let count = 0; count < 52; count += 1) await enterUnrouted(service)
    service.time.now = bangkok('2026-11-04T08:30')
    const secretary = await signIn(service, 'secretary')
    const page = await secretary.get('/staff/at-risk')
    const { unopened = [] } = sectionsOf(page)
    expect(unopened).toHaveLength(50)
    expect(unopened[0]).toBe(first)
    expect(page.body).toContain('ยังไม่ได้มอบหมาย (53)')
    expect(page.body).toContain('และอีก 3\u00a0รายการ')
    expect(page.body).toContain('href="/staff?status=submitted"')
  })

  it('is for the secretary and those who look over the whole department', async () => {
    const service = await startService()
    for (const [member, status] of [
      ['secretary', 200],
      ['executive', 200],
      ['auditor', 200],
      ['officer', 403],
      ['head', 403],
      ['admin', 403],
    ] as const) {
      const browser = await signIn(service, member)
      expect([member, (await browser.get('/staff/at-risk')).statusCode]).toEqual([member, status])
    }
    const stranger = await openBrowser(service).get('/staff/at-risk')
    expect(stranger.headers.location).toBe('/staff/sign-in?next=%2Fstaff%2Fat-risk')
  })
})

/** What is in each list on the mornings of these days. */
async function seenOn(service: Service, ...days: string[]) {
  const nets: Net[] = []
  for (const day of days) {
    service.time.now = bangkok(`${day}T08:30`)
    nets.push(await readNet(service.services))
  }
  const inEach = (risk: Risk) => nets.map((net) => net[risk].rows.map(({ reference }) => reference))
  return {
    overdue: inEach('overdue'),
    unopened: inEach('unopened'),
    unaccepted: inEach('unaccepted'),
    disputed: inEach('disputed'),
    waiting: inEach('waiting'),
  }
}

/** The references in each list of the page. */
function sectionsOf({ body }: Answer): Record<string, string[]> {
  const sections = [
    ...body.matchAll(/<section aria-labelledby="([\w-]+)-title">([\s\S]*?)<\/section>/g),
  ]
  return Object.fromEntries(
    sections.map(([, name = '', content = '']) => [
      name,
      [...content.matchAll(/<th scope="row"[^>]*>[\s\S]*?(\d\d-\d{6}-\d)\s*<\/a/g)].map(
        ([, reference = '']) => reference,
      ),
    ]),
  )
}

async function enterUnrouted(service: Service): Promise<string> {
  return enterCase(service, { topic: service.cast.topics.unrouted })
}

/** What the steps "ask" and "notify-third-party" leave behind. */
async function moveTo(
  service: Service,
  reference: string,
  status: 'awaiting-requester' | 'awaiting-third-party',
  on: string,
): Promise<void> {
  const before = await caseOf(service, reference)
  const { saveStep } = await import('#src/requests/store.ts')
  await service.services.db.write((tx) =>
    saveStep(
      tx,
      before,
      {
        action: 'ask',
        toStatus: status,
        role: 'officer',
        accountId: service.cast.officer.id,
        at: bangkok(`${on}T14:00`),
        on,
        note: '',
        actingForId: null,
        until: null,
      },
      {},
    ),
  )
}

async function dispute({ services, time }: Service, reference: string): Promise<void> {
  await services.db.write((tx) =>
    tx
      .update(infoRequests)
      .set({ disputedAt: time.now })
      .where(eq(infoRequests.reference, reference)),
  )
}

/** The mail server takes everything that waits for it. */
async function deliverAll({ services }: Service): Promise<void> {
  await services.db.write((tx) =>
    tx.update(letters).set({ state: 'sent' }).where(eq(letters.state, 'waiting')),
  )
}

async function letterOf(service: Service, reference: string) {
  const { id } = await caseOf(service, reference)
  const [letter] = await service.services.db.read
    .select()
    .from(letters)
    .where(eq(letters.infoRequestId, id))
    .orderBy(letters.id)
  if (!letter) throw new Error('There is no letter')
  return letter
}

async function deliver(
  service: Service,
  reference: string,
  state: 'failed' | 'retrying' | 'sent' | 'by-hand',
): Promise<void> {
  const { id } = await letterOf(service, reference)
  await service.services.db.write((tx) =>
    tx.update(letters).set({ state }).where(eq(letters.id, id)),
  )
}
