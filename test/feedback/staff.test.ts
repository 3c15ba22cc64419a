import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { improvements } from '#src/database/schema.ts'
import { wordsIn } from '#views/words/words.ts'
import { appointed } from '../support/acting.ts'
import { someFeedback } from '../support/feedback.ts'
import {
  openBrowser,
  signIn,
  startService,
  type Browser,
  type Service,
} from '../support/service.ts'

const words = wordsIn.en.feedback
const list = '/en/staff/feedback'
const right = {
  on: '๑ พ.ย. ๒๕๖๙',
  textTh: 'ผู้ขอบอกว่าหารหัสติดตามไม่พบ กรมจึงพิมพ์รหัสให้ใหญ่ขึ้นในใบรับคำขอ',
  textEn: 'People could not find the tracking code, so the receipt now prints it larger.',
}

async function start() {
  const service = await startService() // on Monday 2 November 2026
  return { service, secretary: await signIn(service, 'secretary') }
}

function kept({ services }: Service) {
  return services.db.read.select().from(improvements).orderBy(asc(improvements.id))
}

const add = (browser: Browser, changes: Record<string, string> = {}) =>
  browser.post(`${list}/improvements/new`, { ...right, ...changes })

/** The form of one, with the mark of what it shows. */
async function opened(browser: Browser, id: number) {
  const { body } = await browser.get(`${list}/improvements/${id}`)
  return { seen: /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? '', body }
}

describe('what people said', () => {
  it('is read by the secretary, the executives and the auditor, and nobody else', async () => {
    const { service } = await start()
    await someFeedback(service, '2570-q1', 5, { comment: 'อยากได้ไฟล์ตาราง' })
    for (const member of ['secretary', 'executive', 'auditor'] as const) {
      const browser = await signIn(service, member)
      const page = await browser.get('/staff/feedback')
      expect([member, page.statusCode]).toEqual([member, 200])
      expect(page.body).toContain('อยากได้ไฟล์ตาราง')
      expect((await browser.get('/staff')).body).toContain('href="/staff/feedback"')
    }
    for (const member of ['officer', 'head', 'admin'] as const) {
      const browser = await signIn(service, member)
      expect([member, (await browser.get('/staff/feedback')).statusCode]).toEqual([member, 403])
      expect((await browser.get('/staff')).body).not.toContain('href="/staff/feedback"')
    }
    expect((await openBrowser(service).get('/staff/feedback')).statusCode).toBe(303)
  })

  it('is lent with the post of an executive, to read', async () => {
    const { service } = await start()
    await appointed(service, { absent: 'executive', acting: 'head' })
    const browser = await signIn(service, 'head')
    expect((await browser.get('/staff/feedback')).statusCode).toBe(200)
    expect((await browser.get('/staff')).body).toContain('href="/staff/feedback"')
    expect((await browser.get('/staff/feedback/improvements/new')).statusCode).toBe(403)
  })

  it('is told with its comments from five answers of a quarter on', async () => {
    const { service, secretary } = await start()
    await someFeedback(service, '2570-q1', 4, { comment: 'ข้อความที่บอกตัวผู้ตอบ' })
    const few = await secretary.get(list)
    expect(few.body).toContain(words.staff.fewer(5))
    expect(few.body).toContain(words.results.tooFew(5))
    expect(few.body).not.toContain('ข้อความที่บอกตัวผู้ตอบ')
    await someFeedback(service, '2570-q1', 1)
    const enough = await secretary.get(list)
    expect(enough.body.match(/ข้อความที่บอกตัวผู้ตอบ/g)).toHaveLength(4)
    expect(enough.body).toContain('5\u00a0people answered')
  })

  it('is told by quarter, the newest unless another is chosen', async () => {
    const { service, secretary } = await start()
    await someFeedback(service, '2569-q4', 6, { comment: 'ของไตรมาสก่อน' })
    await someFeedback(service, '2569-q3', 2, { comment: 'ของไตรมาสที่น้อย' })
    await someFeedback(service, '2570-q1', 5, { comment: 'ของไตรมาสนี้' })
    const newest = await secretary.get(list)
    expect(newest.body).toContain('ของไตรมาสนี้')
    expect(newest.body).not.toContain('ของไตรมาสก่อน')
    expect(newest.body).toContain(words.results.running)
    const earlier = await secretary.get(`${list}?quarter=2569-q4`)
    expect(earlier.body).toContain('ของไตรมาสก่อน')
    expect(earlier.body).not.toContain('ของไตรมาสนี้')
    expect(earlier.body).not.toContain(words.results.running)
    const small = await secretary.get(`${list}?quarter=2569-q3`)
    expect(small.body).not.toContain('ของไตรมาสที่น้อย')
    for (const nothing of ['2569-q1', '2569-q5', 'x', '', '%00'])
      expect((await secretary.get(`${list}?quarter=${nothing}`)).statusCode).toBe(404)
  })

  it('does not come in the order in which it arrived', async () => {
    const { service, secretary } = await start()
    for (let number = 10; number < 40; number += 1)
      await someFeedback(service, '2570-q1', 1, { comment: `ลำดับ ${number}` })
    const { body } = await secretary.get(list)
    const order = [...body.matchAll(/ลำดับ (\d\d)/g)].map(([, number]) => number)
    expect(order).toHaveLength(30)
    expect(order).not.toEqual(order.toSorted())
    expect(order).not.toEqual(order.toSorted().toReversed())
    expect(
      [...(await secretary.get(list)).body.matchAll(/ลำดับ (\d\d)/g)].map(([, n]) => n),
    ).toEqual(order)
  })
})

describe('what was changed', () => {
  it('is published by the secretary, with a day as Thai papers write it', async () => {
    const { service, secretary } = await start()
    const added = await add(secretary)
    expect(added.headers.location).toBe(`${list}?done=added`)
    const page = await secretary.get(`${list}?done=added`)
    expect(page.body).toContain(words.staff.done.added)
    expect(page.body).toContain(right.textEn)
    expect(page.body).toContain(words.staff.shown)
    expect(await kept(service)).toMatchObject([
      {
        on: '2026-11-01',
        textTh: right.textTh,
        textEn: right.textEn,
        isPublished: true,
        savedById: service.cast.secretary.id,
        savedAt: service.time.now,
      },
    ])
    expect((await openBrowser(service).get('/feedback')).body).toContain(right.textTh)
  })

  it('is there once when the form is sent twice, also at the same time', async () => {
    const { service, secretary } = await start()
    await secretary.get(`${list}/improvements/new`)
    const sent = await Promise.all(Array.from({ length: 20 }, () => add(secretary)))
    expect(sent.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(303))
    expect(await kept(service)).toHaveLength(1)
    await add(secretary, { textEn: 'Something else.' })
    expect(await kept(service)).toHaveLength(2)
  })

  it('is corrected, hidden and shown again, and never deleted', async () => {
    const { service, secretary } = await start()
    await add(secretary)
    const [{ id } = { id: 0 }] = await kept(service)
    const { seen, body } = await opened(secretary, id)
    expect(body).toContain('value="1\u00a0November 2026"')
    expect(body).toContain(right.textTh)
    const address = `${list}/improvements/${id}`
    const saved = await secretary.post(address, { ...right, textEn: 'Larger.', seen })
    expect(saved.headers.location).toBe(`${list}?done=saved`)
    expect(await kept(service)).toMatchObject([{ id, textEn: 'Larger.' }])

    const isPublic = async () =>
      (await openBrowser(service).get('/en/feedback')).body.includes('Larger.')
    expect(await isPublic()).toBe(true)
    const hidden = await secretary.post(`${address}/hiding`, {}, { from: list })
    expect(hidden.headers.location).toBe(`${list}?done=hidden`)
    expect(await isPublic()).toBe(false)
    const page = await secretary.get(list)
    expect(page.body).toContain('Larger.')
    expect(page.body).toContain(words.staff.hidden)
    await secretary.post(`${address}/hiding`, {}, { from: list }) // again, which changes nothing
    await secretary.post(`${address}/showing`, {}, { from: list })
    expect(await isPublic()).toBe(true)
    expect(await kept(service)).toHaveLength(1)
  })

  it('is not overwritten by somebody who had an older one before them', async () => {
    const { service, secretary } = await start()
    await add(secretary)
    const [{ id } = { id: 0 }] = await kept(service)
    const address = `${list}/improvements/${id}`
    const { seen } = await opened(secretary, id)
    await secretary.post(address, { ...right, textEn: 'First.', seen })
    const late = await secretary.post(address, { ...right, textEn: 'Second.', seen })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain(words.improvement.newer)
    expect(late.body).toContain('First.')
    expect(late.body).toContain('Second.</textarea>')
    expect(await kept(service)).toMatchObject([{ textEn: 'First.' }])
    // The same words again are the same form sent twice.
    const again = await secretary.post(address, { ...right, textEn: 'First.', seen })
    expect(again.statusCode).toBe(303)
    const now = /name="seen" value="([^"]*)"/.exec(late.body)?.[1] ?? ''
    const taken = await secretary.post(address, { ...right, textEn: 'Second.', seen: now })
    expect(taken.statusCode).toBe(303)
    expect(await kept(service)).toMatchObject([{ textEn: 'Second.' }])
  })

  it('is the secretary’s alone', async () => {
    const { service, secretary } = await start()
    await add(secretary)
    const [before] = await kept(service)
    const address = `/staff/feedback/improvements/${before?.id}`
    for (const member of ['officer', 'head', 'executive', 'admin', 'auditor'] as const) {
      const browser = await signIn(service, member)
      for (const path of [address, '/staff/feedback/improvements/new']) {
        expect([member, path, (await browser.get(path)).statusCode]).toEqual([member, path, 403])
        const sent = await browser.post(path, { ...right, textEn: 'No.' }, { from: '/staff' })
        expect([member, path, sent.statusCode]).toEqual([member, path, 403])
      }
      for (const step of ['hiding', 'showing']) {
        const sent = await browser.post(`${address}/${step}`, {}, { from: '/staff' })
        expect([member, step, sent.statusCode]).toEqual([member, step, 403])
      }
      const page = await browser.get('/staff/feedback')
      expect(page.body).not.toContain('/staff/feedback/improvements')
    }
    const stranger = openBrowser(service)
    const sent = await stranger.post(address, right, { from: '/track' })
    expect(sent.statusCode).toBe(401)
    expect(await kept(service)).toEqual([before])
  })

  it('comes back with a sentence beside the field, and all that was typed', async () => {
    const { service, secretary } = await start()
    await add(secretary)
    const [before] = await kept(service)
    const { faults } = words.improvement
    const common = wordsIn.en.faults
    const wrong: [Record<string, string>, string][] = [
      [{ on: '' }, faults.on.missing],
      [{ on: 'yesterday' }, faults.on['not-a-day']],
      [{ on: '31 เม.ย. 2569' }, faults.on['not-a-day']],
      [{ on: '1/11/69' }, faults.on['not-a-day']],
      [{ on: '3 พฤศจิกายน 2569' }, faults.on['in-future']],
      [{ on: '1\u0000/11/2569' }, faults.on['not-a-day']],
      [{ textTh: ' ' }, faults.textTh.missing],
      [{ textTh: 'Larger letters' }, faults.textTh['not-thai']],
      [{ textTh: 'ก\u0000' }, common['not-text']],
      [{ textTh: 'ก'.repeat(601) }, common.tooLong(600)],
      [{ textEn: '' }, faults.textEn.missing],
      [{ textEn: 'ตัวใหญ่ขึ้น' }, faults.textEn['not-english']],
      [{ textEn: 'a'.repeat(601) }, common.tooLong(600)],
      [{ seen: 'zz' }, common['unknown-choice']],
      [{ surprise: 'yes' }, common['unknown-field']],
    ]
    for (const path of [`${list}/improvements/new`, `${list}/improvements/${before?.id}`])
      for (const [change, sentence] of wrong) {
        const sent = { ...right, textEn: 'Changed twice.', ...change }
        const answer = await secretary.post(path, sent)
        expect([change, answer.statusCode]).toEqual([change, 422])
        expect(answer.body).toContain(sentence)
        for (const field of ['textTh', 'textEn'] as const)
          if (!sent[field].includes('\u0000'))
            expect(answer.body).toContain(`${sent[field]}</textarea>`)
      }
    expect(await kept(service)).toEqual([before])
  })

  it('can be of today and not of tomorrow, as Bangkok counts', async () => {
    const { service } = await start()
    service.time.now = Date.parse('2026-11-02T23:30:00+07:00')
    const secretary = await signIn(service, 'secretary')
    expect((await add(secretary, { on: '3/11/2569' })).statusCode).toBe(422)
    service.time.now = Date.parse('2026-11-03T00:10:00+07:00')
    const later = await signIn(service, 'secretary')
    expect((await add(later, { on: '3/11/2569' })).statusCode).toBe(303)
  })

  it('has no page for one that is not there', async () => {
    const { secretary } = await start()
    for (const id of ['999', '0', 'x', '1e3', '-1']) {
      const address = `/staff/feedback/improvements/${id}`
      expect((await secretary.get(address)).statusCode).toBe(404)
      for (const path of [address, `${address}/hiding`, `${address}/showing`]) {
        const sent = await secretary.post(path, path === address ? right : {}, { from: list })
        expect([path, sent.statusCode]).toEqual([path, 404])
      }
    }
  })
})
