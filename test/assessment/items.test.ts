import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { copyFromYearBefore, saveItem, type ItemChange } from '#src/assessment/commands.ts'
import { itaYears, readItaYear } from '#src/assessment/fiscal-years.ts'
import { faultOfAddress } from '#src/assessment/item-form.ts'
import { listItaItems, type ItaItem } from '#src/assessment/store.ts'
import { itaItems, itaSlugs } from '#src/database/schema.ts'
import {
  openBrowser,
  signIn,
  startService,
  type Answer,
  type CastMember,
  type Service,
} from '../support/service.ts'

const room = '/staff/admin/ita'
const item = `${room}/2569/statistics`
const good = {
  code: 'ก 12',
  wording: 'สถิติที่เปิดเผย',
  address: '/statistics',
  liveOn: '1 ตุลาคม 2568',
}

async function start() {
  const service = await startService() // 2 November 2026, in fiscal year 2570
  return { service, browser: await signIn(service, 'admin') }
}

/** With plain blanks: which ones may not break is no matter here. */
function said({ body }: Answer): string {
  return body.replaceAll('\u00a0', ' ')
}

function seenIn({ body }: Answer): string {
  return /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? 'none'
}

function itemsOf({ services }: Service, fiscalYear: number) {
  return listItaItems(services.db.read, fiscalYear)
}

async function itemOf(service: Service, fiscalYear = 2569, slug = 'statistics') {
  return (await itemsOf(service, fiscalYear)).find((one) => one.slug === slug)
}

describe('the items of the assessment', () => {
  it('come with the service for three years, none of them confirmed, in one order', async () => {
    const service = await startService()
    for (const year of [2567, 2568, 2569]) {
      const items = await itemsOf(service, year)
      expect(items.map(({ slug }) => slug)).toEqual([...itaSlugs])
      for (const one of items)
        expect(one).toMatchObject({ isConfirmed: false, setBy: null, setAt: 0, liveOn: null })
    }
    expect(await itemsOf(service, 2566)).toEqual([])
    expect(await itemsOf(service, 2570)).toEqual([])
  })

  it('are data: neither code nor wording stands in the source', async () => {
    const { services } = await startService()
    const known = await services.db.read.select().from(itaItems)
    // Two of them are words of every day as well.
    const wordings = known
      .map(({ wording }) => wording)
      .filter((wording) => !['Q&A', 'E-Service'].includes(wording))
    const files = globSync(['src/**/*.ts', 'views/**/*.ts'])
    const told = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      return [...wordings.filter((wording) => text.includes(wording)), ...(text.match(codes) ?? [])]
    })
    expect(told).toEqual([])
  })

  it('are shown for a year, plainly marked, with where they came from', async () => {
    const { browser } = await start()
    const page = said(await browser.get(`${room}/2569`))
    expect(page).toContain('มี 5 รายการที่ยังไม่ได้เทียบ')
    expect(page.match(/>ยังไม่ได้เทียบ</g)).toHaveLength(5)
    expect(page.match(/มาพร้อมระบบ/g)).toHaveLength(5)
    expect(page).toContain('O19')
    expect(page).toContain('href="/feedback"')
    expect(page).toContain('aria-current="page"')
    expect(page).not.toContain('คัดลอกจากปี')
    for (const year of [2567, 2568, 2569, 2570, 2571])
      expect(page).toContain(`href="${room}/${year}"`)
    expect(page).not.toContain(`${room}/2572`)
  })

  it('open at the present fiscal year, and are linked from where the administrator begins', async () => {
    const { browser } = await start()
    expect((await browser.get(`/en${room}`)).headers.location).toBe(`/en${room}/2570`)
    const overview = said(await browser.get('/en/staff/admin'))
    expect(overview).toContain(`href="/en${room}"`)
    expect(overview).toContain('Fiscal year B.E. 2570: 0 of 5 items compared with the manual')
  })

  it.each([
    ['2026', '2569'],
    ['2024', '2567'],
    ['๒๕๖๙', '2569'],
  ])('understand the year %s as another way to write %s', async (typed, year) => {
    const { browser } = await start()
    const answer = await browser.get(`${room}/${encodeURIComponent(typed)}`)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`${room}/${year}`)
    const one = await browser.get(`/en${room}/${encodeURIComponent(typed)}/questions`)
    expect(one.headers.location).toBe(`/en${room}/${year}/questions`)
  })

  it.each(['1', '99999', '2566', '2572', '2023', '2029', '69', 'ปีนี้', '2569.csv', '-2569'])(
    'say that there is no year %s, and save nothing in it',
    async (year) => {
      const { service, browser } = await start()
      const before = await service.services.db.read.select().from(itaItems)
      const path = `/en${room}/${encodeURIComponent(year)}`
      const answers = [
        await browser.get(path),
        await browser.get(`${path}/statistics`),
        await browser.post(
          `${path}/statistics`,
          { ...good, seen: '' },
          { from: '/en/staff/admin' },
        ),
        await browser.post(`${path}/copy`, {}, { from: '/en/staff/admin' }),
      ]
      for (const answer of answers) {
        expect(answer.statusCode).toBe(404)
        expect(said(answer)).toContain('There is no such fiscal year here')
      }
      expect(await service.services.db.read.select().from(itaItems)).toEqual(before)
    },
  )

  it('say that there is no such item', async () => {
    const { browser } = await start()
    expect((await browser.get(`${room}/2569/integrity`)).statusCode).toBe(404)
    const sent = await browser.post(`${room}/2569/integrity`, good, { from: '/staff/admin' })
    expect(sent.statusCode).toBe(404)
  })
})

describe('who may', () => {
  const reading: CastMember[] = ['admin', 'secretary', 'executive', 'auditor']
  const others: CastMember[] = ['officer', 'head']

  it('read: whoever answers for the figures, without a way to change them', async () => {
    const service = await startService()
    for (const member of reading) {
      const browser = await signIn(service, member)
      expect((await browser.get(room)).statusCode).toBe(303)
      const page = await browser.get(`${room}/2569`)
      expect(page.statusCode).toBe(200)
      expect(page.body.includes(`${room}/2569/statistics`)).toBe(member === 'admin')
      const empty = await browser.get(`${room}/2570`)
      expect(empty.body.includes('/2570/copy')).toBe(member === 'admin')
    }
    for (const member of others) {
      const browser = await signIn(service, member)
      expect((await browser.get(room)).statusCode).toBe(403)
      expect((await browser.get(`${room}/2569`)).statusCode).toBe(403)
    }
    const stranger = await openBrowser(service).get(`${room}/2569`)
    expect(String(stranger.headers.location)).toContain('/staff/sign-in')
  })

  it('change: the administrator alone', async () => {
    const service = await startService()
    const before = await service.services.db.read.select().from(itaItems)
    for (const member of [...reading, ...others].filter((one) => one !== 'admin')) {
      const browser = await signIn(service, member)
      expect((await browser.get(item)).statusCode).toBe(403)
      const from = '/staff'
      await browser.get('/staff/password')
      const sent = await browser.post(item, { ...good, seen: '0' }, { from: '/staff/password' })
      expect(sent.statusCode, `${member} ${from}`).toBe(403)
      const copied = await browser.post(`${room}/2570/copy`, {}, { from: '/staff/password' })
      expect(copied.statusCode).toBe(403)
    }
    expect(await service.services.db.read.select().from(itaItems)).toEqual(before)
  })

  it('find them in the report', async () => {
    const service = await startService()
    const secretary = await signIn(service, 'secretary')
    expect((await secretary.get('/staff/reports/2026-11')).body).toContain(`href="${room}"`)
  })
})

describe('changing an item', () => {
  it('saves what the manual says, with who compared it and when', async () => {
    const { service, browser } = await start()
    const form = await browser.get(item)
    expect(seenIn(form)).toBe('0')
    const sent = await browser.post(item, {
      ...good,
      wording: '  ข้อความที่\nพิมพ์มา  จากคู่มือ ',
      liveOn: '๑/๑๐/๒๕๖๘',
      confirmed: 'yes',
      seen: '0',
    })
    expect(sent.headers.location).toBe(`${room}/2569?done=saved&of=statistics`)
    const list = said(await browser.get(String(sent.headers.location)))
    expect(list).toContain('บันทึก “สถิติคำขอ” แล้ว')
    expect(list).toContain('มี 4 รายการที่ยังไม่ได้เทียบ')
    expect(list).toContain('ผู้ใช้ admin บันทึก 2 พ.ย. 2569 10:00 น.')
    expect(await itemOf(service)).toEqual<ItaItem>({
      fiscalYear: 2569,
      slug: 'statistics',
      code: 'ก 12',
      wording: 'ข้อความที่ พิมพ์มา จากคู่มือ',
      address: '/statistics',
      liveOn: '2025-10-01',
      isConfirmed: true,
      setBy: 'ผู้ใช้ admin',
      setAt: service.time.now,
    })
    const again = said(await browser.get(`/en${item}`))
    expect(again).toContain('value="1 October 2025"')
    expect(again).toMatch(/value="yes"\s+checked/)
  })

  it('may leave all of it unknown, unless it was compared', async () => {
    const { service, browser } = await start()
    const empty = { code: '', wording: '', address: '', liveOn: '' }
    await browser.post(item, { ...empty, seen: '0' })
    expect(await itemOf(service)).toMatchObject({ ...empty, liveOn: null, isConfirmed: false })
    expect(said(await browser.get(`/en${room}/2569`))).toContain('Not known yet')
    const { setAt } = (await itemOf(service)) ?? { setAt: 0 }
    const wrong = await browser.post(item, { ...empty, confirmed: 'yes', seen: String(setAt) })
    expect(wrong.statusCode).toBe(422)
    expect(said(wrong)).toContain('กรอกรหัสตามคู่มือ')
    expect(said(wrong)).toContain('กรอกข้อความตามคู่มือ')
    expect(await itemOf(service)).toMatchObject({ isConfirmed: false, setAt })
  })

  it.each<[Record<string, string | string[]>, string]>([
    [{ code: 'x'.repeat(21) }, '20 characters or fewer'],
    [{ wording: 'ก'.repeat(501) }, '500 characters or fewer'],
    [{ address: `/${'x'.repeat(500)}` }, '500 characters or fewer'],
    [{ code: 'a\u0000b' }, 'cannot be printed'],
    [{ address: 'statistics' }, 'Enter an address that begins with /'],
    [{ address: 'http://example.go.th/ita' }, 'Enter an address that begins with /'],
    [{ address: 'https://somebody:secret@example.go.th/' }, 'Enter an address that begins with /'],
    [{ address: '//example.go.th' }, 'Enter an address that begins with /'],
    [{ address: '/\\example.go.th' }, 'Enter an address that begins with /'],
    [{ address: 'javascript:alert(1)' }, 'Enter an address that begins with /'],
    [{ address: '/statistics and more' }, 'Enter an address that begins with /'],
    [{ address: '/staff/reports' }, 'Only staff can open this page'],
    [{ address: '', liveOn: '1/10/2568' }, 'Enter the address that has been live since that day'],
    [{ liveOn: '31 เมษายน 2569' }, 'in four digits'],
    [{ liveOn: 'เมื่อวาน' }, 'in four digits'],
    [{ liveOn: '3/11/2569' }, 'still to come'],
    [{ liveOn: '1/10/2483' }, 'before the Official Information Act'],
    [{ confirmed: 'perhaps' }, 'Choose from the list'],
    [{ code: ['one', 'two'] }, 'sent more than once'],
    [{ surprise: 'yes' }, 'something we do not know'],
  ])('says what is wrong with %j, and keeps what was typed', async (changes, sentence) => {
    const { service, browser } = await start()
    const answer = await browser.post(`/en${item}`, { ...good, seen: '0', ...changes })
    expect(answer.statusCode).toBe(422)
    expect(said(answer)).toContain(sentence)
    if (!('wording' in changes)) expect(said(answer)).toContain(good.wording)
    if (!('code' in changes)) expect(said(answer)).toContain(`value="${good.code}"`)
    expect(await itemOf(service)).toMatchObject({ setAt: 0 })
  })

  it('says all that is wrong at once', async () => {
    const { browser } = await start()
    const answer = await browser.post(`/en${item}`, {
      code: 'x'.repeat(21),
      wording: '',
      address: 'nowhere',
      liveOn: 'never',
      confirmed: 'yes',
      seen: '0',
    })
    const told = [...answer.body.matchAll(/<li><a href="#(\w+)">([^<]+)</g)]
    expect(told.map(([, field]) => field)).toEqual(['code', 'wording', 'address', 'liveOn'])
    for (const [place, sentence] of ['20 char', 'the wording', 'begins with /', 'digits'].entries())
      expect(told[place]?.[2]).toContain(sentence)
  })

  it('shows what is typed as text, never as anything else', async () => {
    const { browser } = await start()
    const wording = '<script>alert(1)</script> "ข้อ"'
    await browser.post(item, { ...good, wording, seen: '0' })
    const list = await browser.get(`${room}/2569`)
    expect(list.body).not.toContain('<script>alert')
    expect(list.body).toContain('&lt;script&gt;')
  })

  it('tells whoever was slower what the other saved, keeps theirs, and saves it when they insist', async () => {
    const { service, browser } = await start()
    await browser.post(item, { ...good, code: 'one', seen: '0' })
    const late = await browser.post(`/en${item}`, { ...good, code: 'two', seen: '0' })
    expect(late.statusCode).toBe(409)
    expect(said(late)).toContain('Somebody saved this item after you opened this page')
    expect(said(late)).toContain('value="two"')
    expect(await itemOf(service)).toMatchObject({ code: 'one' })
    await browser.post(`/en${item}`, { ...good, code: 'two', seen: seenIn(late) })
    expect(await itemOf(service)).toMatchObject({ code: 'two' })
  })

  it('shows what there is to whoever does not say what they had seen', async () => {
    const { service, browser } = await start()
    for (const seen of ['', 'x', '9'.repeat(16), '-1']) {
      const answer = await browser.post(item, { ...good, seen })
      expect(answer.statusCode).toBe(409)
      expect(seenIn(answer)).toBe('0')
    }
    expect((await browser.post(item, good)).statusCode).toBe(409)
    expect(await itemOf(service)).toMatchObject({ setAt: 0 })
  })

  it('saves the same form once, however often it comes', async () => {
    const { service } = await start()
    const change = aChange(service, { seen: 0 })
    await Promise.all([saveItem(service.services, change), saveItem(service.services, change)])
    const saved = await itemOf(service)
    service.time.now += 1000
    expect(await saveItem(service.services, change)).toBeUndefined()
    expect(await itemOf(service)).toEqual(saved)
  })

  it('lets one of several at once win, and tells the others', async () => {
    const { service } = await start()
    for (const fiscalYear of [2569, 2570]) {
      const seen = fiscalYear === 2569 ? 0 : null
      const results = await Promise.all(
        ['a', 'b', 'c', 'd'].map((code) =>
          saveItem(service.services, aChange(service, { fiscalYear, code, seen })),
        ),
      )
      expect(results.filter((newer) => newer === undefined)).toHaveLength(1)
    }
  })

  it('begins one that its year does not have', async () => {
    const { service, browser } = await start()
    const path = `${room}/2570/questions`
    expect(seenIn(await browser.get(path))).toBe('')
    const address = 'https://asean.example.go.th/ถาม-ตอบ?จาก=ita'
    const sent = await browser.post(path, { ...good, address, seen: '' })
    expect(sent.statusCode).toBe(303)
    expect((await itemsOf(service, 2570)).map(({ slug }) => slug)).toEqual(['questions'])
    expect((await browser.get(`${room}/2570`)).body).toContain(`href="${address}"`)
  })
})

describe('a year that has nothing yet', () => {
  it('takes the items of the year before, unconfirmed, and only what it lacks', async () => {
    const { service, browser } = await start()
    await browser.post(item, { ...good, confirmed: 'yes', seen: '0' })
    await browser.post(`${room}/2570/e-service`, { ...good, code: 'ของปีนี้', seen: '' })
    const page = said(await browser.get(`${room}/2570`))
    expect(page).toContain('คัดลอกจากปี 2569')
    const sent = await browser.post(`${room}/2570/copy`, {}, { from: `${room}/2570` })
    expect(sent.headers.location).toBe(`${room}/2570?done=copied`)
    const list = said(await browser.get(String(sent.headers.location)))
    expect(list).toContain('คัดลอกรายการมาเป็นของปีงบประมาณ พ.ศ. 2570 แล้ว')
    expect(list).not.toContain('คัดลอกจากปี')
    expect(await itemOf(service, 2570)).toMatchObject({
      code: good.code,
      wording: good.wording,
      address: '/statistics',
      liveOn: '2025-10-01',
      isConfirmed: false,
      setBy: 'ผู้ใช้ admin',
      setAt: service.time.now,
    })
    expect(await itemOf(service, 2570, 'e-service')).toMatchObject({ code: 'ของปีนี้' })
    expect(await itemsOf(service, 2570)).toHaveLength(5)
  })

  it('has nothing to take where the year before has nothing', async () => {
    const { service, browser } = await start()
    const page = said(await browser.get(`/en${room}/2571`))
    expect(page).toContain('There are no items for fiscal year B.E. 2571 yet')
    expect(page).not.toContain('Copy from')
    const sent = await browser.post(`/en${room}/2571/copy`, {}, { from: `/en${room}/2569` })
    expect(sent.headers.location).toBe(`/en${room}/2571`)
    expect(await itemsOf(service, 2571)).toEqual([])
  })

  it('is copied once, however many press the button', async () => {
    const { service } = await start()
    const copy = () =>
      copyFromYearBefore(service.services, {
        fiscalYear: 2570,
        accountId: service.cast.admin.id,
      })
    const copied = await Promise.all([copy(), copy(), copy()])
    expect(copied.toSorted()).toEqual([0, 0, 5])
    expect(await itemsOf(service, 2570)).toHaveLength(5)
  })

  it('takes no form with anything in it', async () => {
    const { service, browser } = await start()
    const sent = await browser.post(`${room}/2570/copy`, { code: 'x' }, { from: `${room}/2570` })
    expect(sent.statusCode).toBe(400)
    expect(await itemsOf(service, 2570)).toEqual([])
  })
})

describe('reading a fiscal year', () => {
  it('knows those from the first on record to the next one', () => {
    expect(itaYears('2026-09-30')).toEqual([2567, 2568, 2569, 2570])
    expect(itaYears('2026-10-01')).toEqual([2567, 2568, 2569, 2570, 2571])
  })

  it('takes no year for another', () => {
    const years = itaYears('2026-11-02')
    expect(['2569', '2026', '๒๕๖๙', '๒๐๒๖'].map((typed) => readItaYear(typed, years))).toEqual([
      2569, 2569, 2569, 2569,
    ])
    for (const typed of ['', '0', '2569 ', '25690', '2028.5', '1483', 'NaN'])
      expect(readItaYear(typed, years)).toBeUndefined()
  })
})

describe('whether an address is public', () => {
  it.each([
    '/',
    '/statistics',
    '/en/statistics/2569?from=ita#table',
    '/staffing',
    'https://asean.example.go.th/ita',
    'https://กรม.ไทย/ข้อมูล',
  ])('takes %s', (address) => expect(faultOfAddress(address)).toBeUndefined())

  it.each(['/staff', '/STAFF/', '/en/staff/reports', '/guide/../staff', '/%2e%2e/staff'])(
    'does not take a page of staff: %s',
    (address) => expect(faultOfAddress(address)).toBe('not-public'),
  )

  it.each(['guide', 'ftp://example.go.th/', 'https://', 'https://localhost/', 'data:text/html,x'])(
    'does not take what is no address: %s',
    (address) => expect(faultOfAddress(address)).toBe('not-an-address'),
  )
})

/** Letter O and a number: what the assessment numbers its items by. */
const codes = /(?<![\w#])O\d{1,2}\b/g

function aChange({ cast }: Service, changes: Partial<ItemChange>): ItemChange {
  return {
    fiscalYear: 2569,
    slug: 'statistics',
    code: 'ก 1',
    wording: 'ข้อความ',
    address: '/statistics',
    liveOn: null,
    isConfirmed: false,
    seen: null,
    accountId: cast.admin.id,
    ...changes,
  }
}
