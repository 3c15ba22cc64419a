import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts } from '#src/database/schema.ts'
import { aCase } from '../support/cases.ts'
import { multipart } from '../support/multipart.ts'
import { aPdf } from '../support/sample-files.ts'
import {
  openBrowser,
  password as known,
  signIn,
  startService,
  type Browser,
  type CastMember,
  type Service,
} from '../support/service.ts'

const next = 'ส้มตำ ปลาร้า ฝนตก'

async function account({ services, cast }: Service, member: CastMember) {
  const [found] = await services.db.read
    .select()
    .from(accounts)
    .where(eq(accounts.id, cast[member].id))
  return found
}

/** The administrator makes a new password for this member, who signs in with it. */
async function withGivenPassword(service: Service, member: CastMember) {
  const admin = await signIn(service, 'admin')
  const from = `/staff/admin/users/${service.cast[member].id}`
  const { body } = await admin.post(`${from}/password`, {}, { from })
  const password = /[2-9a-z]{5}(?:-[2-9a-z]{5}){3}/.exec(body)?.[0] ?? ''
  const browser = openBrowser(service)
  const { username } = service.cast[member]
  const answer = await browser.post('/staff/sign-in', { username, password })
  expect(answer.statusCode).toBe(303)
  return { browser, password }
}

function cookies(browser: Browser): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

describe('a password that somebody else gave', () => {
  it('leads from every page to the one where it is changed', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const { browser } = await withGivenPassword(service, 'officer')
    for (const path of ['', '?tab=mine', '/requests/new', `/requests/${reference}`, '/nothing'])
      for (const language of ['', '/en']) {
        const { statusCode, headers } = await browser.get(`${language}/staff${path}`)
        expect([path, statusCode, headers.location]).toEqual([
          path,
          303,
          `${language}/staff/password`,
        ])
      }
    const { body, statusCode } = await browser.get('/en/staff/password')
    expect(statusCode).toBe(200)
    expect(body).toContain('Choose one of your own before you go on')
    expect(body).not.toContain('name="email"')
  })

  it('takes no form but the new password, keeps what was typed, and says why', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const { browser } = await withGivenPassword(service, 'officer')
    const from = '/en/staff/password'
    const note = 'บันทึกที่พิมพ์ไว้นานแล้ว ต้องไม่หาย'
    const path = `/en/staff/requests/${reference}/note`
    const answer = await browser.post(path, { note }, { from })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('Choose your own password first')
    expect(answer.body).toContain(note)
    expect(answer.body).toContain('href="/en/staff/password"')
    const email = await browser.post('/en/staff/password/email', { email: 'a@b.go.th' }, { from })
    expect(email.statusCode).toBe(403)

    const { headers, payload } = multipart(
      { _csrf: browser.token, go: 'add', reply: note },
      { name: 'answer.pdf', content: aPdf() },
    )
    const upload = await service.app.inject({
      method: 'POST',
      url: `/en/staff/requests/${reference}/propose`,
      headers: { ...headers, cookie: cookies(browser) },
      payload,
    })
    expect(upload.statusCode).toBe(403)
    expect(upload.body).toContain('Choose your own password first')
    expect(await account(service, 'officer')).toMatchObject({ email: '', mustChangePassword: true })
  })

  it('is done with once it is changed, and not before', async () => {
    const service = await startService()
    const { browser, password } = await withGivenPassword(service, 'officer')
    const change = (present: string, newPassword: string) =>
      browser.post('/staff/password', { password: present, newPassword })
    await browser.get('/staff/password')
    expect((await change('wrong', next)).statusCode).toBe(422)
    expect((await change(password, password)).statusCode).toBe(422)
    expect((await change(password, 'short')).body).toContain('ผู้ดูแลระบบเป็นผู้ตั้งรหัสผ่าน')
    expect((await browser.get('/staff')).statusCode).toBe(303)

    expect((await change(password, next)).statusCode).toBe(303)
    expect(await account(service, 'officer')).toMatchObject({ mustChangePassword: false })
    expect((await browser.get('/staff')).statusCode).toBe(200)
    const done = await browser.get('/en/staff/password?done=yes')
    expect(done.body).toContain('Your password was changed')
    expect(done.body).not.toContain('before you go on')
  })

  it('lets its owner sign out', async () => {
    const service = await startService()
    const { browser } = await withGivenPassword(service, 'officer')
    const out = await browser.post('/staff/sign-out', {}, { from: '/staff/password' })
    expect(out.headers.location).toBe('/staff/sign-in')
  })

  it('is what a new account begins with', async () => {
    const service = await startService()
    const admin = await signIn(service, 'admin')
    await admin.post('/staff/admin/users/new', {
      username: 'somchai.j',
      name: 'สมชาย ใจดี',
      role: 'head',
      division: String(service.cast.divisions.first),
      post: 'ผู้อำนวยการกองตัวอย่างหนึ่ง',
      email: 'somchai@example.go.th',
    })
    const [added] = await service.services.db.read
      .select()
      .from(accounts)
      .where(eq(accounts.username, 'somchai.j'))
    expect(added).toMatchObject({
      mustChangePassword: true,
      post: 'ผู้อำนวยการกองตัวอย่างหนึ่ง',
      email: 'somchai@example.go.th',
    })
    const page = await admin.get(`/staff/admin/users/${added?.id}`)
    expect(page.body).toContain('value="ผู้อำนวยการกองตัวอย่างหนึ่ง"')
    expect(page.body).toContain('value="somchai@example.go.th"')
  })

  it('is not asked of those who chose theirs', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    expect((await browser.get('/staff')).statusCode).toBe(200)
    await browser.post('/staff/password', { password: known, newPassword: next })
    expect((await browser.get('/staff')).statusCode).toBe(200)
  })
})

describe('the e-mail and the post of an account', () => {
  it('are changed by the administrator, without ending a session', async () => {
    const service = await startService()
    const admin = await signIn(service, 'admin')
    const theirs = await signIn(service, 'head')
    const sent = {
      name: 'ผู้ใช้ head',
      role: 'head',
      division: String(service.cast.divisions.first),
      post: ' ผู้อำนวยการกองตัวอย่าง ',
      email: ' head@example.go.th ',
    }
    const url = `/en/staff/admin/users/${service.cast.head.id}`
    expect((await admin.post(url, sent)).statusCode).toBe(303)
    expect(await account(service, 'head')).toMatchObject({
      post: 'ผู้อำนวยการกองตัวอย่าง',
      email: 'head@example.go.th',
    })
    expect((await theirs.get('/staff')).statusCode).toBe(200)
    for (const email of [
      'nowhere',
      'a@b.go.th, c@d.go.th',
      'A <a@b.go.th>',
      'a@b.go.th\r\nBcc: x',
    ]) {
      const refused = await admin.post(url, { ...sent, email })
      expect([email, refused.statusCode]).toEqual([email, 422])
    }
    expect(await account(service, 'head')).toMatchObject({ email: 'head@example.go.th' })
  })

  it('are one’s own to change as far as the e-mail goes', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    const url = '/en/staff/password/email'
    const from = '/en/staff/password'
    const saved = await browser.post(url, { email: 'officer@example.go.th' }, { from })
    expect(saved.statusCode).toBe(303)
    const { body } = await browser.get(String(saved.headers.location))
    expect(body).toContain('Your e-mail was saved')
    expect(body).toContain('value="officer@example.go.th"')

    const wrong = await browser.post(url, { email: 'nowhere' }, { from })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('value="nowhere"')
    for (const more of [{ role: 'administrator' }, { post: 'อธิบดี' }])
      expect((await browser.post(url, { email: '', ...more }, { from })).statusCode).toBe(422)
    expect(await account(service, 'officer')).toMatchObject({ email: 'officer@example.go.th' })

    await browser.post(url, { email: '' }, { from })
    expect(await account(service, 'officer')).toMatchObject({ email: '', role: 'officer' })
  })
})
