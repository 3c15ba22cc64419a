import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { topics } from '#src/database/schema.ts'
import {
  openBrowser,
  signIn,
  startService,
  type Browser,
  type Service,
} from '../support/service.ts'

const newTopic = { nameTh: 'หัวข้อใหม่', nameEn: 'New topic', division: '', position: '' }

async function start() {
  const service = await startService()
  return { service, browser: await signIn(service, 'admin') }
}

async function order({ services }: Service) {
  const rows = await services.db.read
    .select({ nameEn: topics.nameEn, position: topics.position })
    .from(topics)
    .orderBy(asc(topics.position))
  return rows.map(({ nameEn, position }) => `${position} ${nameEn}`)
}

function press(browser: Browser, id: number, button: 'closure' | 'reopening') {
  const from = `/staff/admin/topics/${id}`
  return browser.post(`${from}/${button}`, {}, { from })
}

describe('topics', () => {
  it('are added at their place, and the form shows them there', async () => {
    const { service, browser } = await start()
    const division = String(service.cast.divisions.first)
    const added = await browser.post('/staff/admin/topics/new', {
      ...newTopic,
      division,
      position: '2',
    })
    expect(added.headers.location).toBe('/staff/admin/topics?done=added')
    expect(await order(service)).toEqual([
      '1 Topic one',
      '2 New topic',
      '3 Topic two',
      '4 Something else',
    ])

    const form = await openBrowser(service).get('/en/requests/new/information')
    expect(form.body.indexOf('New topic')).toBeGreaterThan(form.body.indexOf('Topic one'))
    expect(form.body.indexOf('New topic')).toBeLessThan(form.body.indexOf('Topic two'))
  })

  it('go to the end when no place is chosen, or one beyond it', async () => {
    const { service, browser } = await start()
    await browser.post('/staff/admin/topics/new', newTopic)
    await browser.post('/staff/admin/topics/new', {
      nameTh: 'อีกหัวข้อ',
      nameEn: 'One more',
      position: '99',
    })
    expect((await order(service)).slice(3)).toEqual(['4 New topic', '5 One more'])
  })

  it('move up and down', async () => {
    const { service, browser } = await start()
    const url = `/staff/admin/topics/${service.cast.topics.unrouted}`
    const names = { nameTh: 'เรื่องอื่น', nameEn: 'Something else', division: '' }
    await browser.post(url, { ...names, position: '1' })
    expect(await order(service)).toEqual(['1 Something else', '2 Topic one', '3 Topic two'])
    await browser.post(url, { ...names, position: '2' })
    expect(await order(service)).toEqual(['1 Topic one', '2 Something else', '3 Topic two'])
  })

  it('show their place and their division when they are edited', async () => {
    const { service, browser } = await start()
    const page = await browser.get(`/en/staff/admin/topics/${service.cast.topics.second}`)
    expect(page.body).toMatch(
      new RegExp(`value="${service.cast.divisions.second}" selected>\\s*Example Division Two`),
    )
    expect(page.body).toMatch(/value="2" selected>\s*After Topic one/)
  })

  it('can be given only to a division on offer', async () => {
    const { service, browser } = await start()
    const { second } = service.cast.divisions
    const from = `/staff/admin/divisions/${second}`
    await browser.post(`${from}/closure`, {}, { from })
    for (const division of ['999', String(second), '-1', 'x']) {
      const answer = await browser.post('/en/staff/admin/topics/new', { ...newTopic, division })
      expect([division, answer.statusCode]).toEqual([division, 422])
      expect(answer.body).toContain('Choose a division from the list')
      expect(answer.body).toContain('value="New topic"')
    }
    // The one that has it keeps it until another is chosen.
    const kept = await browser.post(`/staff/admin/topics/${service.cast.topics.second}`, {
      nameTh: 'หัวข้อสอง',
      nameEn: 'Topic two, renamed',
      division: String(second),
      position: '2',
    })
    expect(kept.statusCode).toBe(303)
  })

  it('have names of their own, and a place that is a number', async () => {
    const { service, browser } = await start()
    const taken = await browser.post('/en/staff/admin/topics/new', {
      ...newTopic,
      nameTh: 'หัวข้อหนึ่ง',
    })
    expect(taken.statusCode).toBe(422)
    expect(taken.body).toContain('There is a topic of this name already')
    for (const position of ['0', '-1', '1.5', 'first', '1e3'])
      expect(
        (await browser.post('/staff/admin/topics/new', { ...newTopic, position })).statusCode,
      ).toBe(422)
    expect(await order(service)).toHaveLength(3)
  })

  it('leave the form when closed, and come back to their place', async () => {
    const { service, browser } = await start()
    const closed = await press(browser, service.cast.topics.first, 'closure')
    expect(closed.headers.location).toBe('/staff/admin/topics?done=closed')
    const citizen = openBrowser(service)
    expect((await citizen.get('/en/requests/new/information')).body).not.toContain('Topic one')
    await press(browser, service.cast.topics.first, 'reopening')
    expect((await citizen.get('/en/requests/new/information')).body).toContain('Topic one')
    expect((await order(service))[0]).toBe('1 Topic one')
  })
})
