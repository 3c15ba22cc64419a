import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { holidays } from '#src/database/schema.ts'
import { caseOf, enterCase } from '../support/cases.ts'
import {
  openBrowser,
  signIn,
  startService,
  type Answer,
  type Browser,
  type CastMember,
  type Service,
} from '../support/service.ts'

const room = '/staff/admin/holidays'
const tuesday = '2026-11-17'
const special = {
  on: '17 พ.ย. 2569',
  nameTh: 'วันหยุดพิเศษ',
  nameEn: 'Special holiday',
  source: 'มติคณะรัฐมนตรี 27 ตุลาคม 2569',
  standing: 'announced',
}
const listed = { source: special.source, standing: 'announced' }

async function start() {
  const service = await startService()
  return { service, browser: await signIn(service, 'admin') }
}

/** With plain blanks: which ones may not break is no matter here. */
function said({ body }: Answer): string {
  return body.replaceAll('\u00a0', ' ')
}

/** The hidden fields of a preview, as a browser sends them with its button. */
function fieldsOf({ body }: Answer): Record<string, string> {
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? ''
  const hidden = [...main.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(
    hidden
      .filter(([, name]) => name !== '_csrf')
      .map(([, name = '', value = '']) => [name, value.replaceAll('&#39;', "'")]),
  )
}

function press(browser: Browser, path: string, preview: Answer, step: 'apply' | 'edit') {
  return browser.post(path, { ...fieldsOf(preview), step }, { from: `${room}/new` })
}

async function holidayOn({ services }: Service, day: string) {
  const [found] = await services.db.read.select().from(holidays).where(eq(holidays.on, day))
  return found
}

describe('the holidays', () => {
  it('are listed by year, with both names, source and standing in words', async () => {
    const { browser } = await start()
    const thisYear = await browser.get(room)
    expect(said(thisYear)).toContain('วันพฤหัสบดีที่ 10 ธันวาคม 2569')
    expect(said(thisYear)).toContain('Constitution Day')
    expect(said(thisYear)).toContain('ตรวจเทียบกับประกาศก่อนใช้')
    expect(said(thisYear)).toContain('ประกาศแล้ว')
    expect(said(thisYear)).not.toContain('คาดการณ์')
    const nextYear = await browser.get(`/en${room}?year=2570`)
    expect(said(nextYear)).toContain('Predicted')
    expect(said(nextYear)).toContain('18 days are predicted only')
    expect((await browser.get(`${room}?year=ก`)).statusCode).toBe(200)
  })

  it('are added only after their effect was shown', async () => {
    const { service, browser } = await start()
    const reference = await enterCase(service)
    const preview = await browser.post(`/en${room}/new`, special)
    expect(preview.statusCode).toBe(200)
    expect(said(preview)).toContain('1 day added')
    expect(said(preview)).toContain('1 request becomes due later')
    expect(said(preview)).toContain(reference)
    expect(await holidayOn(service, tuesday)).toBeUndefined()
    expect((await caseOf(service, reference)).dueOn).toBe(tuesday)

    const saved = await press(browser, `/en${room}/new`, preview, 'apply')
    expect(saved.statusCode).toBe(303)
    const list = await browser.get(String(saved.headers.location))
    expect(said(list)).toContain('The holidays were saved')
    expect(said(list)).toContain('1 request is due later; every requester has been told.')
    expect(await holidayOn(service, tuesday)).toMatchObject({ ...special, on: tuesday })
    expect((await caseOf(service, reference)).dueOn).toBe('2026-11-18')
  })

  it('say plainly when nobody moves', async () => {
    const { service, browser } = await start()
    await enterCase(service)
    const preview = await browser.post(`${room}/new`, { ...special, on: '2026-11-14' })
    expect(said(preview)).toContain('ไม่มีคำขอใดที่กำหนดตอบเปลี่ยน')
    expect(said(preview)).toContain('ตรงกับเสาร์หรืออาทิตย์')
  })

  it('keep what was typed on the way back from the preview', async () => {
    const { browser } = await start()
    const preview = await browser.post(`${room}/new`, special)
    const form = await press(browser, `${room}/new`, preview, 'edit')
    expect(form.statusCode).toBe(200)
    for (const typed of [special.on, special.nameTh, special.nameEn, special.source])
      expect(said(form)).toContain(`value="${typed}"`)
  })

  it('want a day that is none yet, names in their letters, and a source', async () => {
    const { service, browser } = await start()
    const wrong: [Record<string, string>, string][] = [
      [{ on: '' }, 'Enter the day'],
      [{ on: '31 เมษายน 2569' }, 'in four digits'],
      [{ on: '17 พ.ย. 69' }, 'in four digits'],
      [{ on: '17 พ.ย. 2599' }, 'too far away'],
      [{ on: '10/12/2569' }, 'This day is a holiday already'],
      [{ nameTh: '' }, 'in Thai'],
      [{ nameTh: 'Special' }, 'Use Thai letters'],
      [{ nameEn: '' }, 'in English'],
      [{ nameEn: 'วันหยุด' }, 'Use Latin letters'],
      [{ nameEn: 'x'.repeat(201) }, '200 characters or fewer'],
      [{ source: '' }, 'resolution or notice'],
      [{ standing: 'perhaps' }, 'announced or predicted'],
      [{ mark: 'nonsense', step: 'apply' }, ''],
    ]
    for (const [change, sentence] of wrong) {
      const answer = await browser.post(`/en${room}/new`, { ...special, ...change })
      expect([change, answer.statusCode]).toEqual([change, 422])
      expect(said(answer)).toContain(sentence)
      expect(said(answer)).toContain(
        `value="${special.source}"`.slice(0, change['source'] === '' ? 5 : 99),
      )
    }
    expect(await holidayOn(service, tuesday)).toBeUndefined()
  })

  it('are changed and removed, with a preview each', async () => {
    const { service, browser } = await start()
    const address = `${room}/2026-12-10`
    const form = await browser.get(address)
    expect(said(form)).toContain('value="10 ธันวาคม 2569"')
    const moved = { ...special, on: '11/12/2569' }
    const preview = await browser.post(address, moved)
    expect(said(preview)).toContain('เพิ่ม 1 วัน')
    expect(said(preview)).toContain('ลบ 1 วัน')
    expect((await press(browser, address, preview, 'apply')).statusCode).toBe(303)
    expect(await holidayOn(service, '2026-12-10')).toBeUndefined()
    expect(await holidayOn(service, '2026-12-11')).toMatchObject({ nameEn: 'Special holiday' })

    const taken = await browser.post(`${room}/2026-12-11`, { ...special, on: '7/12/2569' })
    expect(taken.statusCode).toBe(422)

    const removal = `${room}/2026-12-11/removal`
    const beforeRemoval = await browser.post(removal, {}, { from: `${room}/2026-12-11` })
    expect(said(beforeRemoval)).toContain('ลบ 1 วัน')
    expect(await holidayOn(service, '2026-12-11')).toBeDefined()
    expect((await press(browser, removal, beforeRemoval, 'apply')).statusCode).toBe(303)
    expect(await holidayOn(service, '2026-12-11')).toBeUndefined()
    expect((await browser.get(`${room}/2026-12-11`)).statusCode).toBe(404)
  })

  it('are shown again when somebody else was quicker', async () => {
    const { service, browser } = await start()
    const address = `${room}/2026-12-10`
    const preview = await browser.post(address, { ...special, on: '10/12/2569' })
    const other = await signIn(service, 'admin')
    const theirs = await other.post(`${address}/removal`, {}, { from: address })
    const ours = await browser.post(`${room}/list`, { ...listed, list: '10/12/2569 วันหยุด' })
    await press(other, `${address}/removal`, theirs, 'apply')

    expect((await press(browser, address, preview, 'apply')).statusCode).toBe(404)
    const again = await press(browser, `${room}/list`, ours, 'apply')
    expect(again.statusCode).toBe(409)
    expect(said(again)).toContain('มีผู้แก้ไขวันหยุดหลังจากท่านเปิดหน้านี้')
    expect(await holidayOn(service, '2026-12-10')).toBeUndefined()
    expect((await press(browser, `${room}/list`, again, 'apply')).statusCode).toBe(303)
  })

  it('are for the administrator alone', async () => {
    const { service } = await start()
    const others = ['officer', 'head', 'secretary', 'executive', 'auditor'] as const
    const pages = ['', '/new', '/list', '/2026-12-10']
    for (const member of others satisfies readonly CastMember[]) {
      const browser = await signIn(service, member)
      for (const page of pages) expect((await browser.get(`${room}${page}`)).statusCode).toBe(403)
      for (const page of ['/new', '/list', '/2026-12-10', '/2026-12-10/removal']) {
        const sent = await browser.post(
          `${room}${page}`,
          { ...special, step: 'apply' },
          { from: '/staff' },
        )
        expect([member, page, sent.statusCode]).toEqual([member, page, 403])
      }
    }
    const stranger = await openBrowser(service).get(room)
    expect(stranger.statusCode).toBe(303)
    expect(stranger.headers.location).toContain('/staff/sign-in')
    expect(await holidayOn(service, '2026-12-10')).toBeDefined()
  })
})

describe('a pasted list', () => {
  const year2570 = [
    '1. วันศุกร์ที่ 1 มกราคม พ.ศ. ๒๕๗๐ วันขึ้นปีใหม่',
    '๒) 13–15 เมษายน 2570 วันสงกรานต์',
    '13/05/2570\tวันพระราชพิธีพืชมงคลจรดพระนังคัลแรกนาขวัญ',
    '2027-10-18 วันหยุดชดเชยวันวิสาขบูชา',
    '2027-11-01 วันหยุดใหม่ / A new holiday',
    '2027-11-02 วันหยุดที่ไม่มีใครรู้จัก',
  ].join('\r\n')

  it('replaces what was predicted, and knows the English names that there are', async () => {
    const { service, browser } = await start()
    const list = { ...listed, list: year2570, replace: 'yes' }
    const preview = await browser.post(`/en${room}/list`, list)
    expect(said(preview)).toContain('4 days added')
    expect(said(preview)).toContain('4 days changed')
    expect(said(preview)).toContain('14 days removed')
    expect((await press(browser, `/en${room}/list`, preview, 'apply')).statusCode).toBe(303)

    const rows = (await service.services.db.read.select().from(holidays).orderBy(holidays.on))
      .filter(({ on }) => on.startsWith('2027'))
      .map(({ on, nameEn, standing }) => `${on} ${nameEn}, ${standing}`)
    expect(rows).toEqual([
      "2027-01-01 New Year's Day, announced",
      '2027-04-13 Songkran Festival, announced',
      '2027-04-14 Songkran Festival, announced',
      '2027-04-15 Songkran Festival, announced',
      '2027-05-13 Royal Ploughing Ceremony Day, announced',
      '2027-10-18 Substitution for Visakha Bucha Day, announced',
      '2027-11-01 A new holiday, announced',
      '2027-11-02 Public holiday, announced',
    ])
  })

  it('leaves the other predicted days where that was not asked for', async () => {
    const { service, browser } = await start()
    const preview = await browser.post(`${room}/list`, { ...listed, list: year2570 })
    await press(browser, `${room}/list`, preview, 'apply')
    expect(await holidayOn(service, '2027-12-10')).toMatchObject({ standing: 'predicted' })
  })

  it('with wrong lines comes back whole, each with its number and a sentence', async () => {
    const { service, browser } = await start()
    const lines = [
      '',
      '13 เมษายน 2570',
      'วันอังคารที่ 14 เมษายน 2570 <b>วันสงกรานต์</b>',
      '15/4/2570 วันสงกรานต์',
    ]
    const answer = await browser.post(`${room}/list`, {
      ...listed,
      source: '',
      list: lines.join('\n'),
    })
    expect(answer.statusCode).toBe(422)
    expect(said(answer)).toContain('บรรทัดที่ 2: ใส่ชื่อวันหยุดหลังวันที่')
    expect(said(answer)).toContain('บรรทัดที่ 3: ชื่อวันไม่ตรงกับวันที่')
    expect(said(answer)).not.toContain('บรรทัดที่ 4')
    expect(said(answer)).toContain('กรอกมติหรือประกาศ')
    expect(said(answer)).toContain('&lt;b&gt;วันสงกรานต์')
    expect(said(answer)).toContain('15/4/2570 วันสงกรานต์</textarea>')
    const right = await browser.post(`${room}/list`, { ...listed, list: lines.slice(3).join('\n') })
    expect(right.statusCode).toBe(200)
    expect(await holidayOn(service, '2027-04-15')).toMatchObject({ standing: 'predicted' })
  })

  it('that says nothing, or too much, comes back', async () => {
    const { browser } = await start()
    for (const list of [
      '',
      '  \n ',
      Array.from({ length: 101 }, () => 'x').join('\n'),
      'ก'.repeat(20_001),
    ]) {
      const answer = await browser.post(`${room}/list`, { ...listed, list })
      expect(answer.statusCode).toBe(422)
    }
  })

  it('with nothing new says so, and offers no button to save', async () => {
    const { service, browser } = await start()
    const known = await holidayOn(service, '2026-12-10')
    const preview = await browser.post(`${room}/list`, {
      list: `2026-12-10 ${known?.nameTh}`,
      source: known?.source ?? '',
      standing: 'announced',
    })
    expect(said(preview)).toContain('ไม่มีสิ่งที่ต้องบันทึก')
    expect(said(preview)).not.toContain('value="apply"')
  })
})
