import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts } from '#src/database/schema.ts'
import { openBrowser, password, signIn, startService } from '../support/service.ts'

const address = '/staff/sign-in'

describe('an address the staff area does not have', () => {
  it('is told in the area, with the way back to work', async () => {
    const service = await startService()
    const officer = await signIn(service, 'officer')
    const admin = await signIn(service, 'admin')
    for (const path of ['/staff/nothing', '/staff/requests/none/of/this', '/en/staff/nothing']) {
      const answer = await officer.get(path)
      expect([path, answer.statusCode]).toEqual([path, 404])
      expect(answer.body).toContain('ผู้ใช้ officer')
      expect(answer.body).toMatch(/<a class="govuk-link" href="(\/en)?\/staff">/)
    }
    expect((await officer.post('/staff/nothing', {})).statusCode).toBe(404)
    const lost = await admin.get('/staff/nothing')
    expect(lost.body).toContain('<a class="govuk-link" href="/staff/admin">')
  })

  it('is not told apart from one it has before signing in', async () => {
    const browser = openBrowser(await startService())
    const answer = await browser.get('/staff/nothing')
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      '/staff/sign-in?next=%2Fstaff%2Fnothing',
    ])
    const sent = await browser.post('/staff/nothing', {}, { from: '/staff/sign-in' })
    expect(sent.statusCode).toBe(401)
    expect((await browser.get('/staffroom')).body).not.toContain('staff/sign-in')
  })
})

describe('signing in', () => {
  it('asks for name and password in a form that a password manager understands', async () => {
    const browser = openBrowser(await startService())
    const { body, headers } = await browser.get(address)
    expect(body).toContain('autocomplete="username"')
    expect(body).toContain('autocomplete="current-password"')
    expect(body).toContain('novalidate')
    expect(headers['cache-control']).toBe('no-store')
  })

  it('opens the queue, whatever case the name is typed in', async () => {
    const browser = openBrowser(await startService())
    const answer = await browser.post(address, { username: ' Officer ', password })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff'])
    expect((await browser.get('/staff')).statusCode).toBe(200)
  })

  it('gives one answer, whatever was wrong, and never the password back', async () => {
    const service = await startService()
    await service.services.db.write(async (tx) => {
      await tx
        .update(accounts)
        .set({ isActive: false })
        .where(eq(accounts.id, service.cast.officer2.id))
    })
    const pages: string[] = []
    for (const [username, tried] of [
      ['officer', 'wrong horse'],
      ['nobody', 'wrong horse'],
      ['officer2', password],
    ] as const) {
      const answer = await openBrowser(service).post(address, { username, password: tried })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain('ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง')
      expect(answer.body).toContain(`value="${username}"`)
      expect(answer.body).not.toContain(tried)
      pages.push(answer.body.replaceAll(username, '').replaceAll(/value="[\w-]{60,}"/g, ''))
    }
    expect(new Set(pages).size).toBe(1)
  })

  it('says which field is empty', async () => {
    const browser = openBrowser(await startService())
    const answer = await browser.post(address, { username: '', password: '' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('<a href="#username">กรอกชื่อผู้ใช้</a>')
    expect(answer.body).toContain('<a href="#password">กรอกรหัสผ่าน</a>')
    expect(answer.body).toContain('<title>ข้อผิดพลาด: ')
  })

  it('makes one wait after too many tries, and says until when', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    for (let i = 0; i < 5; i++)
      await browser.post(address, { username: 'officer', password: 'wrong horse' })
    const slowed = await browser.post(address, { username: 'officer', password })
    expect(slowed.statusCode).toBe(429)
    expect(slowed.body).toMatch(/ลองใหม่ได้เวลา 10:15/)
    expect(slowed.body).not.toContain(password)
    service.time.now += 15 * 60_000 + 1
    const again = await browser.post(address, { username: 'officer', password })
    expect(again.statusCode).toBe(303)
  })

  it('makes wait as well who tries many at once', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    await browser.get(address)
    const tries = Array.from({ length: 20 }, (_, i) =>
      browser.post(address, { username: 'officer', password: `wrong horse ${i}` }),
    )
    const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 422)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
  })

  it('counts no try that was right', async () => {
    const service = await startService()
    for (let i = 0; i < 7; i++) await signIn(service, 'officer')
  })

  it('goes on to the page that was opened, and to no other site', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    const wanted = await browser.get('/staff?due=overdue')
    expect(wanted.headers.location).toBe('/staff/sign-in?next=%2Fstaff%3Fdue%3Doverdue')
    const form = await browser.get(String(wanted.headers.location))
    expect(form.body).toContain('name="next" value="/staff?due=overdue"')
    const answer = await browser.post(address, {
      username: 'officer',
      password,
      next: '/staff?due=overdue',
    })
    expect(answer.headers.location).toBe('/staff?due=overdue')
    for (const next of ['//evil.example', 'https://evil.example', '/staff/../x', '/staffx']) {
      const stranger = await openBrowser(service).post(address, {
        username: 'officer',
        password,
        next,
      })
      expect(String(stranger.headers.location)).toMatch(/^\/staff(?:\/\.\.\/x)?$/)
    }
  })

  it('speaks English', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    const page = await browser.get('/en/staff/sign-in')
    expect(page.body).toContain('Sign in for staff')
    const answer = await browser.post('/en/staff/sign-in', { username: 'x', password: 'y' })
    expect(answer.body).toContain('The username or the password is not correct')
  })
})

describe('a session', () => {
  it('ends with signing out', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    const old = new Map(browser.cookies)
    const out = await browser.post('/staff/sign-out', {}, { from: '/staff' })
    expect([out.statusCode, out.headers.location]).toEqual([303, '/staff/sign-in'])
    const thief = openBrowser(service)
    for (const [name, value] of old) thief.cookies.set(name, value)
    expect((await thief.get('/staff')).statusCode).toBe(303)
  })

  it('ends after half an hour without a page', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    service.time.now += 29 * 60_000
    expect((await browser.get('/staff')).statusCode).toBe(200)
    service.time.now += 31 * 60_000
    expect((await browser.get('/staff')).statusCode).toBe(303)
  })

  it('shows the text of a form that comes too late, so that nothing is typed twice', async () => {
    const service = await startService()
    const browser = await signIn(service, 'secretary')
    await browser.get('/staff/requests/new')
    service.time.now += 31 * 60_000
    const late = await browser.post(
      '/staff/requests/new',
      { subject: 'เรื่องที่พิมพ์ไว้นานแล้วก่อนหมดเวลา', details: 'รายละเอียดที่พิมพ์ไว้นานแล้ว' },
      { from: '/staff/requests/new' },
    )
    expect(late.statusCode).toBe(401)
    expect(late.body).toContain('เรื่องที่พิมพ์ไว้นานแล้วก่อนหมดเวลา')
    expect(late.body).toContain('รายละเอียดที่พิมพ์ไว้นานแล้ว')
  })
})
