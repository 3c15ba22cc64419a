import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { firstDayOf, nextMonth } from '#src/calendar/fiscal-year.ts'
import { monthPeriod } from '#src/calendar/period.ts'
import { startOfDay } from '#src/calendar/calendar.ts'
import { divisions, letters, monthClosings, monthCounts, tallies } from '#src/database/schema.ts'
import { sha256Of, type SignedDocument } from '#src/statistics/signing/document.ts'
import { findWritten } from '#src/statistics/signing/store.ts'
import { listDivisions, takeFigures } from '#src/statistics/queries.ts'
import { enterCase } from '../support/cases.ts'
import { enterForm } from '../support/counter.ts'
import { signMonth, signMonths } from '../support/months.ts'
import { signIn, startService, type Browser } from '../support/service.ts'
import { aBusyDepartment, monthsBetween } from './busy-department.ts'
import { countedByHand, readHistories } from './from-events.ts'

const noon = Date.parse('2026-11-05T12:00:00+07:00')

describe('signing a month', () => {
  it('is done by the secretary on the page of the month, and shown on its report', async () => {
    const { secretary, service } = await open()
    await signMonths(service, '2026-08')
    const report = await secretary.get('/staff/reports/2026-09')
    expect(report.body).toContain('เดือนนี้ยังไม่ได้ลงนามรับรอง')
    expect(report.body).toContain('href="/staff/reports/2026-09/close"')
    const answer = await sign(secretary, '2026-09')
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/staff/reports/2026-09?done=signed')
    const signed = await secretary.get(String(answer.headers.location))
    expect(signed.body).toContain('ลงนามรับรองตัวเลขเดือนกันยายน')
    expect(signed.body).toContain('ตัวเลขในหน้านี้คือตัวเลขที่ลงนามรับรอง')
    const written = await findWritten(service.services.db.read, '2026-09', 1)
    expect(signed.body).toContain(written?.sha256)
    for (const member of ['executive', 'auditor'] as const) {
      const page = await (await signIn(service, member)).get('/staff/reports/2026-09')
      expect(page.body).toContain(written?.sha256)
    }
    const english = await secretary.get('/en/staff/reports/2026-09')
    expect(english.body).toContain('Signed by')
  })

  it.each(['executive', 'auditor', 'officer', 'head', 'admin'] as const)(
    'is not for the %s',
    async (member) => {
      const service = await startService({ at: noon })
      const browser = await signIn(service, member)
      expect((await browser.get('/staff/reports/2026-10/close')).statusCode).toBe(403)
      const form = { revision: '1', mark: 'x', paperEntered: 'yes' }
      const answer = await browser.post('/staff/reports/2026-10/close', form)
      expect(answer.statusCode).toBe(403)
      expect(await service.services.db.read.$count(monthClosings)).toBe(0)
    },
  )

  it('freezes figures, definitions and the references behind each figure, under a hash', async () => {
    const { service, secretary } = await open()
    await signMonths(service, '2026-09')
    const { read: db } = service.services.db
    const written = await findWritten(db, '2026-09', 1)
    const text = (await secretary.get('/staff/reports/2026-09/signed/1')).body
    expect(text).toBe(written?.document)
    expect(sha256Of(text)).toBe(written?.sha256)
    const document: SignedDocument = JSON.parse(text)
    expect(document).toMatchObject({
      format: 'khamkho-signed-month-1',
      month: '2026-09',
      revision: 1,
      replaces: null,
      signedBy: { username: 'secretary' },
      signedAt: '2026-11-05T05:00:00Z',
    })
    expect(document.tables.th.flatMap(({ definitions }) => definitions).length).toBeGreaterThan(20)
    expect(document.tables.en[0]?.caption).toBe('Service by channel')

    const listed = (await secretary.get('/staff/reports/2026-09/signed/1/lists')).body
    expect(sha256Of(listed)).toBe(document.listsSha256)
    const lists = new Map<string, string[]>(Object.entries(JSON.parse(listed)))
    const byHand = countedByHand(await readHistories(service.services.db), '2026-09', '2026-09-30')
    expect([...lists.keys()].toSorted()).toEqual([...byHand.keys()].toSorted())
    for (const [cell, references] of byHand)
      expect([cell, lists.get(cell)?.toSorted()]).toEqual([cell, references.toSorted()])
  })

  it('stays byte for byte through a late entry, which shows as a difference until a revision is signed', async () => {
    const { service, secretary } = await open()
    await signMonths(service, '2026-10')
    const { db } = service.services
    const before = await findWritten(db.read, '2026-10', 1)
    const late = { receivedOn: '20/10/2569', channel: 'post', entryReason: 'ซองตกหล่น' }
    expect((await enterForm(secretary, late)).statusCode).toBe(303)

    expect(await findWritten(db.read, '2026-10', 1)).toEqual(before)
    const report = await secretary.get('/staff/reports/2026-10')
    expect(report.body).toContain('ข้อเท็จจริงในวันนี้ต่างจากที่ลงนามไว้')
    expect(report.body).toContain('การให้บริการตามช่องทาง · ไปรษณีย์ · รับ')
    const frozen: SignedDocument = JSON.parse(before?.document ?? '')
    const json = (await secretary.get('/staff/reports/2026-10.json')).json<SignedDocument>()
    expect(json.tables).toMatchObject(
      frozen.figures.tables.map(({ id, rows }) => ({
        id,
        rows: rows.map((row) => ({ id: row.id, values: row.values })),
      })),
    )

    const list = '/staff/reports/2026-10/list?table=service&row=post&column=received'
    expect((await secretary.get(list)).body).toContain('1 รายการเพิ่มเข้ามาหลังลงนาม')
    const other = '/staff/reports/2026-10/list?table=service&row=phone&column=received'
    expect((await secretary.get(other)).body).toContain('รายการนี้ตรงกับที่ลงนามไว้')

    const withoutReason = await sign(secretary, '2026-10')
    expect(withoutReason.statusCode).toBe(422)
    expect(withoutReason.body).toContain('<a href="#reason">กรอกเหตุผลที่ต้องลงนามฉบับแก้ไข')
    expect(await db.read.$count(monthClosings, eq(monthClosings.month, '2026-10'))).toBe(1)

    const revised = await sign(secretary, '2026-10', { reason: 'บันทึกซองที่ตกหล่น' })
    expect(revised.statusCode).toBe(303)
    expect(await findWritten(db.read, '2026-10', 1)).toEqual(before)
    const after = await secretary.get('/staff/reports/2026-10')
    expect(after.body).not.toContain('ต่างจากที่ลงนามไว้')
    expect(after.body).toContain('ฉบับที่ 2')
    expect(after.body).toContain('เหตุผล: บันทึกซองที่ตกหล่น')
    const second: SignedDocument = JSON.parse(
      (await findWritten(db.read, '2026-10', 2))?.document ?? '',
    )
    expect(second).toMatchObject({ revision: 2, replaces: before?.sha256 })
  })

  it('does not differ because a division was added or closed since', async () => {
    const { service, secretary } = await open()
    const { db } = service.services
    await db.write((tx) =>
      tx.insert(divisions).values({ nameTh: 'กองเดิม', nameEn: 'Old Division' }),
    )
    await signMonths(service, '2026-09')
    await db.write(async (tx) => {
      await tx
        .update(divisions)
        .set({ isActive: false })
        .where(eq(divisions.nameEn, 'Old Division'))
      await tx.insert(divisions).values({ nameTh: 'กองใหม่', nameEn: 'New Division' })
    })
    const report = await secretary.get('/staff/reports/2026-09')
    expect(report.body).not.toContain('ข้อเท็จจริงในวันนี้ต่างจากที่ลงนามไว้')
    expect((await sign(secretary, '2026-10')).statusCode).toBe(303)
  })

  it('keeps what was signed from every hand that writes to the database', async () => {
    const { service } = await open()
    await signMonths(service, '2026-09')
    const { db } = service.services
    await expect(
      db.write((tx) => tx.update(monthClosings).set({ document: '{}' })),
    ).rejects.toMatchObject({ message: expect.stringMatching(/append-only|Failed query/) })
    await expect(db.write((tx) => tx.delete(monthClosings))).rejects.toMatchObject({
      message: expect.stringMatching(/append-only|Failed query/),
    })
    expect(await db.read.$count(monthClosings)).toBeGreaterThan(0)
  })
})

describe('a signature is refused', () => {
  it.each([
    ['2026-11', 422, 'เดือนนี้ยังไม่สิ้นสุด'],
    ['2026-12', 422, 'เดือนนี้ยังไม่สิ้นสุด'],
  ])('for %s, which is not over', async (month, status, sentence) => {
    const { secretary, service } = await open()
    const answer = await sign(secretary, month)
    expect([answer.statusCode, answer.body.includes(sentence)]).toEqual([status, true])
    expect(await service.services.db.read.$count(monthClosings)).toBe(0)
  })

  it.each([
    ['2569-13', 404, 'ไม่มีเดือนนี้'],
    ['2026-00', 404, 'ไม่มีเดือนนี้'],
    ['2570', 404, 'ลงนามได้เฉพาะรายเดือน'],
    ['1900-01', 404, 'ไม่มีรายงานของช่วงนี้'],
    ['%E0%B8%81', 404, 'ไม่มีช่วงรายงานนี้'],
  ])('for %s, with a sentence', async (month, status, sentence) => {
    const { secretary } = await open()
    for (const answer of [
      await secretary.get(`/staff/reports/${month}/close`),
      await secretary.post(`/staff/reports/${month}/close`, {
        revision: '1',
        mark: '',
        paperEntered: 'yes',
      }),
    ])
      expect([answer.statusCode, answer.body.includes(sentence)]).toEqual([status, true])
  })

  it('understands a month of the Buddhist era', async () => {
    const { secretary, service } = await open()
    const page = await secretary.get('/staff/reports/2569-08/close')
    const answer = await secretary.post('/staff/reports/2569-08/close', {
      revision: '1',
      mark: markIn(page.body),
      paperEntered: 'yes',
    })
    expect(answer.headers.location).toBe('/staff/reports/2026-08?done=signed')
    expect(await findWritten(service.services.db.read, '2026-08', 1)).toBeDefined()
    const shown = await secretary.get('/staff/reports/2569-08')
    expect(shown.headers.location).toBe('/staff/reports/2026-08')
  })

  it('a second time, whether by a second click or an old page', async () => {
    const { secretary, service } = await open()
    const page = await secretary.get('/staff/reports/2026-08/close')
    const form = { revision: '1', mark: markIn(page.body), paperEntered: 'yes' }
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => secretary.post('/staff/reports/2026-08/close', form)),
    )
    const statuses = answers.map(({ statusCode }) => statusCode).toSorted()
    expect(statuses).toEqual([303, 409, 409, 409, 409])
    const again = await secretary.get('/staff/reports/2026-08/close')
    expect(again.body).toContain('จึงไม่มีสิ่งที่ต้องแก้ไข')
    const revising = await secretary.post('/staff/reports/2026-08/close', {
      ...form,
      revision: '2',
      reason: 'ลองอีกครั้ง',
    })
    expect(revising.statusCode).toBe(409)
    expect(await service.services.db.read.$count(monthClosings)).toBe(1)
  })

  it('out of order, and while a signed month before it no longer agrees with the facts', async () => {
    const { secretary, service } = await open()
    const early = await secretary.get('/staff/reports/2026-10/close')
    expect(early.body).toContain('เดือนที่ยังไม่ได้ลงนาม')
    expect(early.body).toContain('href="/staff/reports/2026-09/close"')
    expect(early.body).not.toContain('name="mark"')
    await expect(signMonth(service.services, service.cast.secretary.id, '2026-10')).rejects.toThrow(
      'checks-open',
    )
    await signMonths(service, '2026-09')
    const late = { receivedOn: '15/9/2569', entryReason: 'ตกหล่น' }
    expect((await enterForm(secretary, late)).statusCode).toBe(303)
    await expect(signMonth(service.services, service.cast.secretary.id, '2026-10')).rejects.toThrow(
      'checks-open',
    )
    expect((await secretary.get('/staff/reports/2026-10/close')).body).toContain(
      'ต้องลงนามฉบับแก้ไขก่อน',
    )
    await signMonth(service.services, service.cast.secretary.id, '2026-09', 'ตกหล่น')
    await signMonth(service.services, service.cast.secretary.id, '2026-10')
  })

  it('before the first month with figures: all months since would have to be signed', async () => {
    const { secretary, service } = await open()
    for (const month of ['1998-01', '2025-10', '2026-07']) {
      const page = await secretary.get(`/staff/reports/${month}/close`)
      expect(page.body).toContain('อยู่ก่อนเดือนแรกที่ระบบมีตัวเลข')
      expect(page.body).not.toContain('name="mark"')
      expect((await sign(secretary, month)).statusCode).toBe(422)
    }
    expect(await service.services.db.read.$count(monthClosings)).toBe(0)
    await signMonths(service, '2026-08')
    expect(await service.services.db.read.$count(monthClosings)).toBe(1)
    const empty = await startService({ at: noon })
    const { id } = empty.cast.secretary
    await expect(signMonth(empty.services, id, '2025-01')).rejects.toThrow('checks-open')
    await signMonth(empty.services, id, '2026-10') // zeros are figures
  })

  it('with nothing confirmed, keeping the reason that was typed', async () => {
    const { secretary, service } = await open()
    const { db } = service.services
    await signMonths(service, '2026-10')
    const late = { receivedOn: '15/10/2569', entryReason: 'ตกหล่น' }
    expect((await enterForm(secretary, late)).statusCode).toBe(303)
    await db.write((tx) =>
      tx.update(letters).set({ state: 'on-paper', createdAt: startOfDay('2026-10-16') }),
    )
    const answer = await sign(secretary, '2026-10', { reason: '<b>ซอง</b>', paperEntered: [] })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('href="#paperEntered"')
    expect(answer.body).toContain('href="#lettersDated"')
    expect(answer.body).toContain('&lt;b&gt;ซอง&lt;/b&gt;')
    const confirmed = await sign(secretary, '2026-10', { reason: 'ซอง', lettersDated: 'yes' })
    expect(confirmed.statusCode).toBe(303)
  })

  it('with everything that is missing told at once', async () => {
    const { secretary, service } = await open()
    await signMonths(service, '2026-10')
    const late = { receivedOn: '15/10/2569', entryReason: 'ตกหล่น' }
    expect((await enterForm(secretary, late)).statusCode).toBe(303)
    const answer = await sign(secretary, '2026-10', { reason: ' ', paperEntered: [] })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('href="#reason"')
    expect(answer.body).toContain('href="#paperEntered"')
  })

  it('asks only for the letters that wait in the list it links to', async () => {
    const { secretary, service } = await open()
    const { db } = service.services
    await signMonths(service, '2026-09')
    const atCounter = { receivedOn: '15/10/2569', channel: 'counter' }
    expect((await enterForm(secretary, atCounter)).statusCode).toBe(303)
    const asksForLetters = async () =>
      (await secretary.get('/staff/reports/2026-10/close')).body.includes('name="lettersDated"')
    const written = { state: 'on-paper', createdAt: startOfDay('2026-10-16') } as const
    await db.write((tx) => tx.update(letters).set(written))
    expect(await asksForLetters(), 'the slip was handed over').toBe(false)
    await db.write((tx) => tx.update(letters).set({ ...written, kind: 'decision' }))
    expect(await asksForLetters()).toBe(true)
  })

  it('of other figures than were shown', async () => {
    const { secretary } = await open()
    const page = await secretary.get('/staff/reports/2026-08/close')
    const late = { receivedOn: '15/8/2569' }
    expect((await enterForm(secretary, late)).statusCode).toBe(303)
    const answer = await secretary.post('/staff/reports/2026-08/close', {
      revision: '1',
      mark: markIn(page.body),
      paperEntered: 'yes',
    })
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('ตัวเลขเปลี่ยนไปหลังจากท่านเปิดหน้านี้')
    const again = { revision: '1', mark: markIn(answer.body), paperEntered: 'yes' }
    const signed = await secretary.post('/staff/reports/2026-08/close', again)
    expect(signed.statusCode).toBe(303)
  })

  it('of figures that a late entry changes at the same moment; or the entry is asked why it is late', async () => {
    for (let round = 0; round < 5; round += 1) {
      const service = await startService({ at: noon })
      await enterCase(service, { receivedOn: '2026-10-05' })
      const { db } = service.services
      const [entered, signed] = await Promise.allSettled([
        enterCase(service, { receivedOn: '2026-10-20' }),
        signMonth(service.services, service.cast.secretary.id, '2026-10'),
      ])
      const isIn = signed.status === 'fulfilled' && entered.status === 'fulfilled'
      const written = await findWritten(db.read, '2026-10', 1)
      const document: SignedDocument | undefined = written && JSON.parse(written.document)
      const received = document?.figures.tables[0]?.total?.values['received']
      expect(received).toBe(document && (isIn ? 2 : 1))
      if (signed.status === 'rejected')
        expect(signed.reason).toMatchObject({ reason: 'figures-changed' })
    }
  })

  it('when the histories give other figures than the counters', async () => {
    const { service, secretary } = await open()
    const { db } = service.services
    await db.write(async (tx) => {
      // Lost in all counters alike, so that those that are kept apart agree with each other.
      await tx.update(tallies).set({ count: 0 }).where(eq(tallies.month, '2026-08'))
      await tx.update(monthCounts).set({ count: 0 }).where(eq(monthCounts.month, '2026-08'))
    })
    const answer = await sign(secretary, '2026-08')
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('ได้ตัวเลขไม่ตรงกับตัวนับ')
    expect(await db.read.$count(monthClosings)).toBe(0)
  })

  it.each([
    [{ revision: '0' }],
    [{ revision: 'x' }],
    [{ revision: '1.5' }],
    [{ mark: '\u0000' }],
    [{ reason: 'ก'.repeat(1001) }],
    [{ paperEntered: 'maybe' }],
    [{ more: 'x' }],
  ])('with the form %j', async (changes) => {
    const { secretary, service } = await open()
    const answer = await sign(secretary, '2026-08', changes)
    expect([409, 422]).toContain(answer.statusCode)
    expect(await service.services.db.read.$count(monthClosings)).toBe(0)
  })
})

describe('the figures of a month', () => {
  it('are the same at its end and a year later', async () => {
    const from = '2026-07-20'
    const service = await startService({ at: noon })
    const { db } = service.services
    const department = await aBusyDepartment(db, { seed: 5, count: 90, from, until: '2026-10-31' })
    const known = await listDivisions(db.read)
    const takenAtItsEnd = new Map<string, unknown>()
    const months = monthsBetween(from, '2026-10-31')
    const figuresOf = async (month: string, takenAt: number) =>
      (await takeFigures(db.read, { period: monthPeriod(month), takenAt, divisions: known })).tables
    for (const month of months)
      takenAtItsEnd.set(month, await figuresOf(month, startOfDay(firstDayOf(nextMonth(month))) - 1))
    // Another year of everything that can happen, to the same requests and to new ones.
    await aBusyDepartment(db, {
      seed: 6,
      count: 60,
      from: '2026-11-01',
      until: '2027-10-20',
      goOn: department,
    })
    for (const month of months) {
      const later = await figuresOf(month, Date.parse('2027-11-01T12:00:00+07:00'))
      expect([month, later]).toEqual([month, takenAtItsEnd.get(month)])
    }
  })
})

async function open(at = noon) {
  const service = await startService({ at })
  await aBusyDepartment(service.services.db, {
    seed: 21,
    count: 70,
    from: '2026-08-03',
    until: '2026-11-04',
  })
  const secretary = await signIn(service, 'secretary')
  return { service, secretary }
}

/** Opens the page, fills it in and sends it. */
async function sign(
  browser: Browser,
  month: string,
  changes: Record<string, string | string[]> = {},
) {
  const page = await browser.get(`/staff/reports/${month}/close`)
  return browser.post(`/staff/reports/${month}/close`, {
    revision: /name="revision" value="(\d+)"/.exec(page.body)?.[1] ?? '1',
    mark: markIn(page.body),
    paperEntered: 'yes',
    ...changes,
  })
}

function markIn(body: string): string {
  return /name="mark" value="([0-9a-f]+)"/.exec(body)?.[1] ?? ''
}
