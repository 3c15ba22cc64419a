import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { divisions, infoRequests } from '#src/database/schema.ts'
import { listDivisions } from '#src/organisation/store.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Service,
} from '../support/service.ts'

const newNames = { nameTh: 'กองใหม่', nameEn: 'New Division' }

async function divisionNamed({ services }: Service, nameEn: string) {
  const [division] = await services.db.read
    .select()
    .from(divisions)
    .where(eq(divisions.nameEn, nameEn))
  return division
}

describe('the administrator’s rooms', () => {
  const pages = [
    '/staff/admin',
    '/staff/admin/divisions',
    '/staff/admin/divisions/new',
    '/staff/admin/divisions/1',
    '/staff/admin/topics',
    '/staff/admin/topics/new',
    '/staff/admin/topics/1',
  ]
  const forms = [
    '/staff/admin/divisions/new',
    '/staff/admin/divisions/1',
    '/staff/admin/divisions/1/closure',
    '/staff/admin/divisions/1/reopening',
    '/staff/admin/topics/new',
    '/staff/admin/topics/1',
    '/staff/admin/topics/1/closure',
    '/staff/admin/topics/1/reopening',
  ]

  it.each(['officer', 'head', 'secretary', 'executive', 'auditor'] as const)(
    'are closed to the %s',
    async (member) => {
      const service = await startService()
      const browser = await signIn(service, member)
      const before = await listDivisions(service.services.db.read)
      for (const url of pages)
        expect([url, (await browser.get(url)).statusCode]).toEqual([url, 403])
      for (const url of forms)
        expect((await browser.post(url, newNames, { from: '/staff/password' })).statusCode).toBe(
          403,
        )
      expect(await listDivisions(service.services.db.read)).toEqual(before)
    },
  )

  it('ask whoever is not signed in to do so', async () => {
    const browser = openBrowser(await startService())
    for (const url of pages) expect([url, (await browser.get(url)).statusCode]).toEqual([url, 303])
  })

  it('keep what was typed when the sign-in has ended meanwhile', async () => {
    const service = await startService()
    for (const url of ['/staff/admin/divisions/new', '/staff/admin/users/new']) {
      const browser = await signIn(service, 'admin')
      await browser.get(url)
      service.time.now += 9 * 3_600_000
      const answer = await browser.post(url, { nameTh: 'กองที่พิมพ์ชื่อไว้ยาวพอสมควร' })
      expect(answer.statusCode).toBe(401)
      expect(answer.body).toContain('กองที่พิมพ์ชื่อไว้ยาวพอสมควร')
    }
  })

  it('open for the administrator, in both languages', async () => {
    const browser = await signIn(await startService(), 'admin')
    for (const url of pages) {
      expect([url, (await browser.get(url)).statusCode]).toEqual([url, 200])
      expect([url, (await browser.get(`/en${url}`)).statusCode]).toEqual([url, 200])
    }
  })

  it('have no page for what does not exist', async () => {
    const browser = await signIn(await startService(), 'admin')
    for (const noun of ['divisions', 'topics'])
      for (const id of ['999', '0', 'abc', '1.5', '9999999999'])
        for (const step of ['', '/closure', '/reopening']) {
          const url = `/staff/admin/${noun}/${id}${step}`
          const answer = await browser.post(url, step === '' ? { ...newNames } : {}, {
            from: '/staff/admin/divisions/new',
          })
          expect([url, answer.statusCode]).toEqual([url, 404])
        }
    expect((await browser.get('/staff/admin/divisions/999')).statusCode).toBe(404)
    expect((await browser.get('/staff/admin/topics/999')).statusCode).toBe(404)
  })
})

describe('the overview', () => {
  it('says who is missing for every request to get an answer', async () => {
    const service = await startService()
    const browser = await signIn(service, 'admin')
    expect((await browser.get('/en/staff/admin')).body).toContain('somebody for every step')

    await browser.post(
      `/en/staff/admin/users/${service.cast.head2.id}/closure`,
      {},
      {
        from: `/en/staff/admin/users/${service.cast.head2.id}`,
      },
    )
    await browser.post(
      `/en/staff/admin/users/${service.cast.executive.id}/closure`,
      {},
      {
        from: `/en/staff/admin/users/${service.cast.executive.id}`,
      },
    )
    const overview = await browser.get('/en/staff/admin')
    expect(overview.body).toContain('A head of Example Division Two')
    expect(overview.body).toContain('An executive, to clear')
    expect(overview.body).not.toContain('A head of Example Division One')
    expect(overview.body).not.toContain('A secretary of')
  })
})

describe('divisions', () => {
  it('are added, and requests can go to them', async () => {
    const service = await startService()
    const browser = await signIn(service, 'admin')
    const added = await browser.post('/staff/admin/divisions/new', {
      nameTh: '  กองใหม่ ',
      nameEn: 'New Division',
    })
    expect(added.statusCode).toBe(303)
    expect(added.headers.location).toBe('/staff/admin/divisions?done=added')
    expect(await divisionNamed(service, 'New Division')).toMatchObject({
      nameTh: 'กองใหม่',
      isActive: true,
    })
    expect((await browser.get('/staff/admin/divisions?done=added')).body).toContain('เพิ่มกองแล้ว')
  })

  it('keep what was typed when something is missing', async () => {
    const browser = await signIn(await startService(), 'admin')
    const answer = await browser.post('/en/staff/admin/divisions/new', {
      nameTh: 'กอง <b>ใหม่</b>',
      nameEn: '',
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Enter the name of the division in English')
    expect(answer.body).toContain('value="กอง &lt;b&gt;ใหม่&lt;/b&gt;"')
  })

  it('take no unknown, repeated or endless field', async () => {
    const browser = await signIn(await startService(), 'admin')
    const url = '/staff/admin/divisions/new'
    for (const wrong of [
      { ...newNames, isActive: '0' },
      { ...newNames, nameTh: ['ก', 'ข'] },
      { ...newNames, nameTh: 'ก'.repeat(201) },
      { ...newNames, nameTh: 'กอง\u0000' },
    ])
      expect((await browser.post(url, wrong)).statusCode).toBe(422)
  })

  it('have names that tell them apart', async () => {
    const service = await startService()
    const browser = await signIn(service, 'admin')
    const taken = await browser.post('/en/staff/admin/divisions/new', {
      nameTh: 'กองใหม่',
      nameEn: 'example division ONE',
    })
    expect(taken.statusCode).toBe(422)
    expect(taken.body).toContain('There is a division of this English name already')

    const same = await browser.post(`/staff/admin/divisions/${service.cast.divisions.first}`, {
      nameTh: 'กองตัวอย่างหนึ่ง',
      nameEn: 'Example Division No. 1',
    })
    expect(same.statusCode).toBe(303)
    expect(await divisionNamed(service, 'Example Division No. 1')).toBeDefined()
  })

  it('tell what they hold before they are closed, and can be closed all the same', async () => {
    const service = await startService()
    const { first } = service.cast.divisions
    const topic = String(service.cast.topics.first)
    await submitRequest(service, { topic })
    const browser = await signIn(service, 'admin')

    const page = await browser.get(`/en/staff/admin/divisions/${first}`)
    expect(page.body).toContain('It holds 1\u00a0open request.')
    expect(page.body).toContain('It holds 1\u00a0topic.')
    expect(page.body).toContain('It has 3\u00a0users')
    const closed = await browser.post(
      `/staff/admin/divisions/${first}/closure`,
      {},
      {
        from: `/staff/admin/divisions/${first}`,
      },
    )
    expect(closed.headers.location).toBe('/staff/admin/divisions?done=closed')

    // What comes now goes to the secretary; what it held stays with it.
    await submitRequest(service, { topic })
    const held = await service.services.db.read
      .select({ divisionId: infoRequests.divisionId, status: infoRequests.status })
      .from(infoRequests)
      .orderBy(infoRequests.id)
    expect(held).toEqual([
      { divisionId: first, status: 'assigned' },
      { divisionId: null, status: 'submitted' },
    ])
    expect((await browser.get('/en/staff/admin/topics')).body).toContain(
      'The secretary decides (Example Division One is closed)',
    )

    await browser.post(
      `/staff/admin/divisions/${first}/reopening`,
      {},
      {
        from: `/staff/admin/divisions/${first}`,
      },
    )
    expect(await divisionNamed(service, 'Example Division One')).toMatchObject({ isActive: true })
  })

  it('are closed by nothing but the button', async () => {
    const service = await startService()
    const browser = await signIn(service, 'admin')
    const url = `/staff/admin/divisions/${service.cast.divisions.first}`
    const answer = await browser.post(`${url}/closure`, { nameTh: 'x' }, { from: url })
    expect(answer.statusCode).toBe(400)
    expect(await divisionNamed(service, 'Example Division One')).toMatchObject({ isActive: true })
  })
})
