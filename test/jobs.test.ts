import { eq } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { jobNames, jobs, letters } from '#src/database/schema.ts'
import { jobsOf, startJobs } from '#src/jobs.ts'
import { every, listStandings, type Job } from '#src/schedule.ts'
import { bangkok, giveAddresses, staffMail } from './reminders/morning.ts'
import { aCase } from './support/cases.ts'
import { openBrowser, signIn, startService, type Service } from './support/service.ts'

const minute = 60_000

describe('the jobs of the service', () => {
  it('do at the start what was due while it was off, each once, whichever process comes first', async () => {
    const service = await startService({ at: bangkok('2026-11-05T10:00') })
    await giveAddresses(service, 'officer', 'secretary')
    await aCase(service, 'assigned')
    service.time.now = bangkok('2026-11-09T11:15')
    const told = [runs(service), runs(service)]
    await expect
      .poll(() => told.flatMap(({ done }) => done).toSorted())
      .toEqual([...jobNames].toSorted())
    const mails = await staffMail(service)
    expect(mails.map(({ kind, toAddress }) => `${kind} ${toAddress}`).toSorted()).toEqual([
      'missed-requests secretary@example.com',
      'staff-digest officer@example.com',
    ])
    expect(told.flatMap(({ failed }) => failed)).toEqual([])

    // A restart on the same day finds all of it done.
    for (const { stop } of told) await stop()
    const again = runs(service)
    await again.stop()
    expect(again.done).toEqual([])
    expect(await staffMail(service)).toHaveLength(2)
  })

  it('do nothing of the mornings on a Saturday, but clear up', async () => {
    const service = await startService({ at: bangkok('2026-11-07T11:15') })
    const { done, stop } = runs(service)
    await stop()
    expect(done).toEqual(['due-days', 'housekeeping'])
  })

  it('hold up no other when one takes long or fails, and are waited for at the end', async () => {
    const service = await startService()
    const slow = Promise.withResolvers<void>()
    const { done, failed, stop } = runs(service, [
      {
        name: 'slow',
        ...every(minute),
        holdMs: minute,
        work: async () => {
          await slow.promise
          return {}
        },
      },
      {
        name: 'failing',
        ...every(minute),
        holdMs: minute,
        work: async () => {
          throw new Error('no')
        },
      },
      { name: 'quick', ...every(minute), holdMs: minute, work: async () => ({}) },
    ])
    await expect.poll(() => [done, failed]).toEqual([['quick'], ['failing']])
    const stopped = stop()
    slow.resolve()
    await stopped
    expect(done).toEqual(['quick', 'slow'])
  })
})

describe('the page of automatic work', () => {
  const page = '/staff/admin/jobs'

  it('says of each when it last ran, how long, what it did, and when it is due next', async () => {
    const service = await startService({ at: bangkok('2026-11-05T07:00') })
    const admin = await signIn(service, 'admin')
    const before = (await admin.get(page)).body
    expect(before.match(/ยังไม่เคยทำ/g)).toHaveLength(jobNames.length)
    expect(before).toContain('5 พ.ย. 2569 08:30'.replace(' ', '\u00a0'))
    expect(before).toContain('ภายในหนึ่งนาที')

    await stand(service, {
      name: 'morning-digest',
      startedAt: bangkok('2026-11-04T08:30') + 12_000,
      endedAt: bangkok('2026-11-04T08:30') + 15_500,
      nextAt: bangkok('2026-11-05T08:30'),
      did: { written: 12, already: 0, unaddressed: 3, laterWord: 5 },
    })
    const { body } = await admin.get(page)
    expect(body).toContain('4\u00a0พ.ย. 2569 08:30\u00a0น.')
    expect(body).toContain('ใช้เวลา 3\u00a0วินาที')
    expect(body).toContain('เขียนอีเมลแล้ว 12\u00a0ฉบับ')
    expect(body).toContain('ไม่มีอีเมลในระบบ 3\u00a0คน')
    expect(body).not.toContain('laterWord')
    const english = (await admin.get(`/en${page}`)).body
    expect(english).toContain('Wrote 12\u00a0e-mails')
    expect(english).toContain('took 3\u00a0seconds')
    expect(english).toContain('5\u00a0Nov 2026, 08:30')
  })

  it('says what runs, what failed and when it is tried again, and what was broken off', async () => {
    const service = await startService({ at: bangkok('2026-11-05T08:40') })
    const admin = await signIn(service, 'admin')
    const startedAt = bangkok('2026-11-05T08:30')
    await stand(service, {
      name: 'morning-digest',
      outcome: 'running',
      startedAt,
      endedAt: null,
      heldUntil: bangkok('2026-11-05T08:45'),
    })
    await stand(service, {
      name: 'missed-requests',
      outcome: 'failed',
      startedAt,
      nextAt: bangkok('2026-11-05T08:43'),
      did: null,
    })
    const { body } = await admin.get(`/en${page}`)
    expect(body).toContain('Running since 5\u00a0Nov 2026, 08:30')
    expect(body).toContain('Failed on 5\u00a0Nov 2026, 08:30')
    expect(body).toContain('Trying again on 5\u00a0Nov 2026, 08:43')
    service.time.now = bangkok('2026-11-05T08:46')
    const later = (await admin.get(`/en${page}`)).body
    expect(later).not.toContain('Running since')
    expect(later).toContain('Begun on 5\u00a0Nov 2026, 08:30, but the service stopped')
    const secretary = await signIn(service, 'secretary')
    const net = (await secretary.get('/en/staff/at-risk')).body
    expect(net).toContain('Automatic work that failed (2)')
  })

  it('has a button that does it now, as often as one likes without a mail more', async () => {
    const service = await startService({ at: bangkok('2026-11-05T10:00') })
    await giveAddresses(service, 'officer')
    await aCase(service, 'assigned')
    const admin = await signIn(service, 'admin')
    const press = () => admin.post(`${page}/morning-digest/run`, {}, { from: page })
    const answer = await press()
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`${page}?result=ran&of=morning-digest`)
    expect((await admin.get(String(answer.headers.location))).body).toContain(
      'ทำ “สรุปงานประจำวัน” แล้ว',
    )
    expect(await staffMail(service)).toHaveLength(1)
    const answers = await Promise.all([press(), press(), press()])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303])
    expect(await staffMail(service)).toHaveLength(1)
    expect((await admin.get(page)).body).toContain('เขียนไปแล้วก่อนหน้านี้ในวันเดียวกัน 1\u00a0ฉบับ')
  })

  it('says when somebody is at it already, and when it failed', async () => {
    const service = await startService({ at: bangkok('2026-11-05T10:00') })
    await giveAddresses(service, 'officer')
    await aCase(service, 'assigned')
    const admin = await signIn(service, 'admin')
    const press = () => admin.post(`/en${page}/morning-digest/run`, {}, { from: `/en${page}` })
    await stand(service, {
      name: 'morning-digest',
      outcome: 'running',
      heldUntil: bangkok('2026-11-05T10:05'),
    })
    const busy = await press()
    expect(busy.headers.location).toBe(`/en${page}?result=busy&of=morning-digest`)
    expect((await admin.get(String(busy.headers.location))).body).toContain(
      '“Daily digest” is being done already',
    )

    service.time.now += 6 * minute
    const { db } = service.services
    const write = db.write
    db.write = async (work) =>
      write(async (tx) => {
        const result = await work(tx)
        const written = await tx.select().from(letters).where(eq(letters.kind, 'staff-digest'))
        if (written.length > 0) throw new Error('the disk was full')
        return result
      })
    const failed = await press()
    db.write = write
    expect(failed.headers.location).toBe(`/en${page}?result=failed&of=morning-digest`)
    expect((await admin.get(String(failed.headers.location))).body).toContain(
      '“Daily digest” failed',
    )
    expect(await staffMail(service)).toEqual([])
    expect(await listStandings(db.read)).toMatchObject([
      { outcome: 'failed', nextAt: service.time.now + 5 * minute },
    ])
  })

  it('is read by the secretary without the button, pressed by the administrator alone, and by nobody else', async () => {
    const service = await startService({ at: bangkok('2026-11-05T10:00') })
    for (const [member, status, run] of [
      ['admin', 200, 303],
      ['secretary', 200, 403],
      ['executive', 200, 403],
      ['auditor', 200, 403],
      ['officer', 403, 403],
      ['head', 403, 403],
    ] as const) {
      const browser = await signIn(service, member)
      const looked = await browser.get(page)
      expect([member, looked.statusCode]).toEqual([member, status])
      if (status === 200)
        expect([member, looked.body.includes('ทำเดี๋ยวนี้')]).toEqual([member, run === 303])
      const pressed = await browser.post(`${page}/housekeeping/run`, {}, { from: '/staff' })
      expect([member, pressed.statusCode]).toEqual([member, run])
    }
    const answer = await openBrowser(service).get(page)
    expect(answer.statusCode).toBe(303)
    expect(await listStandings(service.services.db.read)).toHaveLength(1)
  })

  it('knows no other jobs, and takes no fields', async () => {
    const service = await startService()
    const admin = await signIn(service, 'admin')
    for (const name of ['nothing', '__proto__', 'constructor', '%00'])
      expect([
        name,
        (await admin.post(`${page}/${name}/run`, {}, { from: page })).statusCode,
      ]).toEqual([name, 404])
    const fields = await admin.post(`${page}/housekeeping/run`, { more: '1' }, { from: page })
    expect(fields.statusCode).toBe(400)
    expect((await admin.get(`${page}?result=ran&of=nothing`)).statusCode).toBe(200)
  })
})

it('has work for each of its names, in their order', async () => {
  const service = await startService()
  expect(jobsOf(service.services).map(({ name }) => name)).toEqual([...jobNames])
})

/** Starts them, and tells by their log which were done and which failed. */
function runs(service: Service, given?: Job[]) {
  const done: string[] = []
  const failed: string[] = []
  const log = {
    info: ({ job }: { job: string }) => void done.push(job),
    error: ({ job }: { job: string }) => void failed.push(job),
  }
  const { stop } = startJobs(service.services, log, given)
  onTestFinished(stop)
  return { done, failed, stop }
}

/** How a job stands; say only what matters. */
async function stand(
  { services }: Service,
  standing: { name: (typeof jobNames)[number] } & Partial<typeof jobs.$inferInsert>,
): Promise<void> {
  const now = services.clock()
  await services.db.write((tx) =>
    tx.insert(jobs).values({
      heldUntil: 0,
      nextAt: now,
      startedAt: now,
      endedAt: now,
      outcome: 'done',
      ...standing,
    }),
  )
}
