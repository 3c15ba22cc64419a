import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts, infoRequests, jobs } from '#src/database/schema.ts'
import { takeRequesterAction } from '#src/requests/requester-commands.ts'
import { saveAccount } from '#src/staff/store.ts'
import { act, aCase, caseOf, disclosing, enterCase, plainNote } from '../support/cases.ts'
import { signIn, startService, type Service } from '../support/service.ts'
import {
  addHoliday,
  addressees,
  appoint,
  bangkok,
  giveAddresses,
  listsIn,
  look,
  staffMail,
} from './morning.ts'

/** The requests of the tests are received on Monday 2 November 2026: due on Tuesday 17 November. */
const due = '2026-11-17'

describe('the daily digest', () => {
  it('tells an officer what is theirs: late, due today and soon, sent back, news, and what nobody took', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer')
    const receivedOn = (day: string) => ({ receivedOn: day })
    const late = await aCase(service, 'in-progress', receivedOn('2026-10-28'))
    const today = await aCase(service, 'in-progress')
    const soon = await aCase(service, 'in-progress', receivedOn('2026-11-05'))
    await aCase(service, 'in-progress', receivedOn('2026-11-09')) // due on the 24th
    const sentBack = await aCase(service, 'awaiting-approval', receivedOn('2026-11-09'))
    await act(service, sentBack, 'head', 'send-back', { ...plainNote, note: 'แก้เลขที่เอกสาร' })
    const news = await aCase(service, 'in-progress', receivedOn('2026-11-09'))
    await takeRequesterAction(
      service.services,
      'message',
      (await caseOf(service, news)).id,
      'ขอเพิ่มเติม',
    )
    const nobodys = await aCase(service, 'assigned', receivedOn('2026-11-09'))
    await enterCase(service, { topic: service.cast.topics.second })
    await aCase(service, 'answered', receivedOn('2026-10-28'))

    service.time.now = bangkok(`${due}T08:30`)
    expect(await look(service.services, 'morning-digest')).toBe(true)
    const [mail, ...others] = await staffMail(service)
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      kind: 'staff-digest',
      accountId: service.cast.officer.id,
      infoRequestId: null,
      onceKey: `digest ${due} ${service.cast.officer.id}`,
      language: 'th',
      toAddress: 'officer@example.com',
      state: 'waiting',
      subject: '[กรมอาเซียน] มี 6 คำขอที่ท่านต้องดูแล เกินกำหนด 1 (17 พฤศจิกายน 2569)',
    })
    expect(listsIn(mail!)).toEqual({
      เกินกำหนดตอบ: [late],
      ครบกำหนดวันนี้: [today],
      'ครบกำหนดภายใน 3 วันทำการ': [soon],
      ส่งกลับให้แก้ไขคำตอบ: [sentBack],
      ผู้ขอส่งข้อความหรือข้อมูลมาใหม่: [news],
      รอกองรับเรื่อง: [nobodys],
    })
    expect(mail?.body).toContain('วันอังคารที่ 17 พฤศจิกายน 2569')
    expect(mail?.body).toContain(
      `- ${late} ครบกำหนด 12 พ.ย. 2569 http://localhost:3000/staff/requests/${late}`,
    )
    expect(mail?.body).toContain('http://localhost:3000/staff\n')
  })

  it('tells a head what waits for approval and what is due in the division, an executive what waits for clearance', async () => {
    const service = await startService()
    await giveAddresses(service, 'head', 'head2', 'executive', 'secretary', 'admin', 'auditor')
    const toApprove = await aCase(service, 'awaiting-approval')
    const toClear = await aCase(service, 'awaiting-clearance')
    const assigned = await aCase(service, 'assigned')
    service.time.now = bangkok('2026-11-05T08:30')
    await look(service.services, 'morning-digest')
    const [head, executive, ...others] = await staffMail(service)
    expect(others).toEqual([])
    expect(listsIn(head!)).toEqual({ รอท่านอนุมัติ: [toApprove], รอกองรับเรื่อง: [assigned] })
    expect(listsIn(executive!)).toEqual({ รอท่านเห็นชอบ: [toClear] })

    service.time.now = bangkok('2026-11-18T08:30')
    await look(service.services, 'morning-digest')
    const later = (await staffMail(service)).slice(2)
    expect(addressees(later)).toEqual(['head', 'executive'])
    expect(listsIn(later[0]!)['เกินกำหนดตอบ']).toEqual([toApprove, toClear, assigned])
  })

  it('no longer names what was sent back once it is proposed anew, nor news that somebody acted on', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer')
    const reference = await aCase(service, 'awaiting-approval')
    await act(service, reference, 'head', 'send-back', { ...plainNote, note: 'แก้' })
    const { id } = await caseOf(service, reference)
    await takeRequesterAction(service.services, 'message', id, 'ขอเพิ่มเติม')
    await act(service, reference, 'officer', 'propose', disclosing)
    service.time.now = bangkok('2026-11-05T08:30')
    await look(service.services, 'morning-digest')
    expect(await staffMail(service)).toEqual([])
  })

  it('brings whoever acts for somebody that part too, on the days of the order only', async () => {
    const service = await startService()
    await giveAddresses(service, 'colleague', 'officer2')
    const toApprove = await aCase(service, 'awaiting-approval')
    await appoint(service, 'colleague', 'head', { from: '2026-11-04', to: '2026-11-05' })
    await appoint(service, 'officer2', 'head', {
      from: '2026-11-01',
      to: '2026-11-30',
      endedAt: bangkok('2026-11-03T12:00'),
    })
    for (const day of ['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06']) {
      service.time.now = bangkok(`${day}T08:30`)
      await look(service.services, 'morning-digest')
    }
    const mails = await staffMail(service)
    expect(mails.map(({ toAddress, onceKey }) => `${toAddress} ${onceKey?.split(' ')[1]}`)).toEqual(
      [
        'officer2@example.com 2026-11-03',
        'colleague@example.com 2026-11-04',
        'colleague@example.com 2026-11-05',
      ],
    )
    expect(listsIn(mails[1]!)).toEqual({
      'รักษาราชการแทน ผู้ใช้ head: รอท่านอนุมัติ': [toApprove],
    })
  })

  it('asks nobody to approve what they proposed themselves', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer', 'head')
    await aCase(service, 'awaiting-approval')
    await appoint(service, 'officer', 'head', { from: '2026-11-01', to: '2026-11-30' })
    service.time.now = bangkok('2026-11-05T08:30')
    await look(service.services, 'morning-digest')
    expect(addressees(await staffMail(service))).toEqual(['head'])
  })

  it('lends nobody the part of a head whose account is closed', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer2')
    await aCase(service, 'awaiting-approval')
    await appoint(service, 'officer2', 'head', { from: '2026-11-01', to: '2026-11-30' })
    const { head } = service.cast
    await service.services.db.write((tx) => saveAccount(tx, head.id, { isActive: false }))
    service.time.now = bangkok('2026-11-05T08:30')
    await look(service.services, 'morning-digest')
    expect(addressees(await staffMail(service))).toEqual([])
  })

  it('says nothing of the requester: no name, no address, no word of theirs', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer', 'head')
    await aCase(service, 'in-progress', { receivedOn: '2026-10-28' })
    service.time.now = bangkok('2026-11-20T08:30')
    await look(service.services, 'morning-digest')
    const mails = await staffMail(service)
    expect(mails).toHaveLength(2)
    for (const { subject, body } of mails)
      for (const said of ['สมชาย', 'somchai', '081 234', 'สุดยอด'])
        expect(`${subject}\n${body}`).not.toContain(said)
  })

  it('is no longer than sixty lines, and counts what found no room', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer')
    const first = await aCase(service, 'in-progress', { receivedOn: '2026-10-26' })
    for (let count = 0; count < 70; count += 1)
      await aCase(service, count % 2 ? 'in-progress' : 'assigned', { receivedOn: '2026-10-28' })
    service.time.now = bangkok('2026-11-17T08:30')
    await look(service.services, 'morning-digest')
    const [mail] = await staffMail(service)
    const lines = mail?.body.split('\n') ?? []
    expect(lines.length).toBeLessThanOrEqual(60)
    expect(lines.length).toBeGreaterThan(50)
    expect(mail?.subject).toContain('71 คำขอ')
    const { เกินกำหนดตอบ: late = [], รอกองรับเรื่อง: assigned = [] } = listsIn(mail!)
    expect(late[0]).toBe(first)
    expect(Math.abs(late.length - assigned.length)).toBeLessThanOrEqual(1)
    expect(mail?.body).toContain(`เกินกำหนดตอบ (36)`)
    expect(mail?.body).toContain(`  และอีก ${36 - late.length} รายการ`)
  })

  it('is written to those only who have an address, an account, and something to look at', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer', 'officer2', 'colleague')
    await aCase(service, 'assigned')
    await service.services.db.write((tx) =>
      tx
        .update(accounts)
        .set({ isActive: false })
        .where(eq(accounts.id, service.cast.colleague.id)),
    )
    service.time.now = bangkok('2026-11-03T08:30')
    await look(service.services, 'morning-digest')
    expect(addressees(await staffMail(service))).toEqual(['officer'])
    // The head has no address: the page of jobs says so, and the queue has their work.
    expect(await didOf(service)).toEqual({ written: 1, already: 0, unaddressed: 1 })
    const head = await signIn(service, 'head')
    expect((await head.get('/staff?tab=division')).body).toContain('รายงานการประชุมสุดยอดอาเซียน')
  })
})

describe('its mornings', () => {
  it('are those of working days, at 08:30, once', async () => {
    const { service, written } = await aWaitingCase()
    expect(await written('2026-11-06T08:29', '2026-11-06T08:30', '2026-11-06T08:31')).toBe(1)
    expect(await written('2026-11-06T16:00', '2026-11-07T09:00', '2026-11-08T09:00')).toBe(1)
    expect(await written('2026-11-09T08:29')).toBe(1)
    expect(await written('2026-11-09T08:30', '2026-11-09T23:59')).toBe(2)
    const days = (await staffMail(service)).map(({ onceKey }) => onceKey?.split(' ')[1])
    expect(days).toEqual(['2026-11-06', '2026-11-09'])
  })

  it('leave out Songkran, and a holiday that was announced the evening before', async () => {
    const { service, written } = await aWaitingCase()
    expect(await written('2027-04-12T08:30')).toBe(1)
    expect(await written('2027-04-13T09:00', '2027-04-14T09:00', '2027-04-15T09:00')).toBe(1)
    expect(await written('2027-04-16T07:00')).toBe(1)
    expect(await written('2027-04-16T08:30')).toBe(2)
    await addHoliday(service, '2027-04-19')
    expect(await written('2027-04-19T08:30', '2027-04-19T12:00')).toBe(2)
    expect(await written('2027-04-20T08:30')).toBe(3)
  })

  it('that were missed are made up for at once, and only once', async () => {
    const { written } = await aWaitingCase()
    expect(await written('2026-11-04T08:30')).toBe(1)
    // Off for a week, back on a Wednesday afternoon.
    expect(await written('2026-11-11T15:20', '2026-11-11T15:21')).toBe(2)
    expect(await written('2026-11-12T08:30')).toBe(3)
    // Off on a Friday morning, back on the Saturday: nobody is written to before Monday.
    expect(await written('2026-11-14T10:00')).toBe(3)
    expect(await written('2026-11-16T08:30')).toBe(4)
  })
})

describe('a process that dies in the middle', () => {
  it('leaves the others their digest: the next writes those that are missing, and none twice', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer', 'colleague', 'head', 'executive')
    await aCase(service, 'assigned')
    await aCase(service, 'awaiting-clearance')
    service.time.now = bangkok('2026-11-05T08:30')
    const { services } = service
    let letters = 0
    const dying = {
      ...services,
      db: {
        ...services.db,
        // The first transaction takes the job; after two letters it is cut off, and never heard of again.
        write: (async (work) => {
          letters += 1
          if (letters > 3) return new Promise(() => {})
          return services.db.write(work)
        }) as typeof services.db.write,
      },
    }
    void look(dying, 'morning-digest')
    await expect.poll(() => staffMail(service)).toHaveLength(2)

    service.time.now += 9 * 60_000
    expect(await look(services, 'morning-digest')).toBe(false)
    service.time.now += 60_000
    expect(await look(services, 'morning-digest')).toBe(true)
    expect(addressees(await staffMail(service))).toEqual([
      'officer',
      'colleague',
      'head',
      'executive',
    ])
    expect(await didOf(service)).toEqual({ written: 2, already: 2, unaddressed: 0 })
  })

  it('or fails at it is followed by another try, which finds what was written', async () => {
    const service = await startService()
    await giveAddresses(service, 'officer', 'colleague')
    await aCase(service, 'assigned')
    service.time.now = bangkok('2026-11-05T08:30')
    const { services } = service
    let writes = 0
    const failing = {
      ...services,
      db: {
        ...services.db,
        write: (async (work) => {
          writes += 1
          if (writes === 3) throw new Error('the disk was full')
          return services.db.write(work)
        }) as typeof services.db.write,
      },
    }
    await expect(look(failing, 'morning-digest')).rejects.toThrow('the disk was full')
    expect(addressees(await staffMail(service))).toEqual(['officer'])
    service.time.now += 5 * 60_000
    expect(await look(services, 'morning-digest')).toBe(true)
    expect(addressees(await staffMail(service))).toEqual(['officer', 'colleague'])
  })
})

it('is written once, however many processes look, and even by those that are at it at once', async () => {
  const service = await startService()
  await giveAddresses(service, 'officer', 'colleague', 'head')
  await aCase(service, 'assigned')
  service.time.now = bangkok('2026-11-05T08:30')
  const { writeDigests } = await import('#src/reminders/commands.ts')
  const looks = Array.from({ length: 6 }, () => look(service.services, 'morning-digest'))
  expect((await Promise.all(looks)).filter(Boolean)).toHaveLength(1)
  // The lock of the job aside: one that was too slow may still be writing.
  const counts = await Promise.all(Array.from({ length: 4 }, () => writeDigests(service.services)))
  expect(counts.map(({ written }) => written)).toEqual([0, 0, 0, 0])
  service.time.now = bangkok('2026-11-06T08:30')
  const next = await Promise.all(Array.from({ length: 4 }, () => writeDigests(service.services)))
  expect(next.reduce((sum, { written = 0 }) => sum + written, 0)).toBe(3)
  expect(await staffMail(service)).toHaveLength(6)
})

/** Something that waits for the officer each morning, and how many mails there are after looking at these moments. */
async function aWaitingCase() {
  const service = await startService()
  await giveAddresses(service, 'officer')
  await aCase(service, 'in-progress', { receivedOn: '2026-10-01' })
  await service.services.db.write((tx) => tx.update(infoRequests).set({ dueOn: '2026-10-16' }))
  return {
    service,
    async written(...moments: string[]) {
      for (const moment of moments) {
        service.time.now = bangkok(moment)
        await look(service.services, 'morning-digest')
      }
      return (await staffMail(service)).length
    },
  }
}

async function didOf({ services }: Service) {
  const [job] = await services.db.read.select().from(jobs).where(eq(jobs.name, 'morning-digest'))
  return job?.did
}
