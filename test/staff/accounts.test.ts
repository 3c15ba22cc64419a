import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts, staffSessions } from '#src/database/schema.ts'
import type { Role } from '#src/requests/info-request.ts'
import { objectionToPassword, randomPassword } from '#src/staff/passwords.ts'
import { removeSessionsOf, saveAccount } from '#src/staff/store.ts'
import { matchesHash } from '#src/web/secrets.ts'
import {
  openBrowser,
  password as known,
  signIn,
  startService,
  submitRequest,
  type Browser,
  type CastMember,
  type Service,
} from '../support/service.ts'

async function start() {
  const service = await startService()
  return { service, browser: await signIn(service, 'admin') }
}

const newUser = { username: 'somchai.j', name: 'สมชาย ใจดี', role: 'secretary', division: '' }

async function account({ services }: Service, username: string) {
  const [found] = await services.db.read
    .select()
    .from(accounts)
    .where(eq(accounts.username, username))
  return found
}

async function sessionsOf({ services, cast }: Service, member: CastMember) {
  return services.db.read
    .select()
    .from(staffSessions)
    .where(eq(staffSessions.accountId, cast[member].id))
}

function press(browser: Browser, id: number, button: 'closure' | 'reopening' | 'password') {
  const from = `/en/staff/admin/users/${id}`
  return browser.post(`${from}/${button}`, {}, { from })
}

function change(
  browser: Browser,
  id: number,
  fields: { role: Role; division?: string; name?: string },
) {
  return browser.post(`/en/staff/admin/users/${id}`, { name: 'ผู้ใช้', division: '', ...fields })
}

async function signInWith(service: Service, username: string, password: string) {
  return openBrowser(service).post('/staff/sign-in', { username, password })
}

/** The password on the page that shows it. */
function shownIn({ body }: { body: string }): string {
  return /[2-9a-z]{5}(?:-[2-9a-z]{5}){3}/.exec(body)?.[0] ?? ''
}

describe('the room for accounts', () => {
  it.each(['officer', 'head', 'secretary', 'executive', 'auditor'] as const)(
    'is closed to the %s',
    async (member) => {
      const service = await startService()
      const browser = await signIn(service, member)
      const { admin, colleague } = service.cast
      for (const url of ['', '/new', `/${colleague.id}`])
        expect((await browser.get(`/staff/admin/users${url}`)).statusCode).toBe(403)
      for (const url of ['/new', `/${admin.id}`])
        expect(
          (await browser.post(`/staff/admin/users${url}`, newUser, { from: '/staff/password' }))
            .statusCode,
        ).toBe(403)
      for (const button of ['closure', 'reopening', 'password'])
        expect(
          (
            await browser.post(
              `/staff/admin/users/${colleague.id}/${button}`,
              {},
              { from: '/staff/password' },
            )
          ).statusCode,
        ).toBe(403)
      expect(await account(service, 'colleague')).toMatchObject({ isActive: true })
      expect(await account(service, 'somchai.j')).toBeUndefined()
      expect((await signInWith(service, 'colleague', known)).statusCode).toBe(303)
    },
  )

  it('lists everybody with their role, and when they last signed in', async () => {
    const { browser } = await start()
    const { body } = await browser.get('/en/staff/admin/users')
    expect(body).toContain('ผู้ใช้ officer2')
    expect(body).toContain('Head of division')
    expect(body).toContain('2\u00a0Nov 2026, 10:00')
    expect(body).toContain('Never')
  })

  it('has no page for an account that does not exist', async () => {
    const { browser } = await start()
    for (const id of ['999', '0', 'abc']) {
      const url = `/staff/admin/users/${id}`
      expect((await browser.get(url)).statusCode).toBe(404)
      for (const button of ['', '/closure', '/reopening', '/password']) {
        const fields = button === '' ? { name: 'x', role: 'auditor', division: '' } : {}
        const answer = await browser.post(url + button, fields, { from: '/staff/password' })
        expect([url + button, answer.statusCode]).toEqual([url + button, 404])
      }
    }
  })
})

describe('a new account', () => {
  it('gets a password that is shown once, kept nowhere, and works', async () => {
    const { service, browser } = await start()
    const answer = await browser.post('/staff/admin/users/new', {
      ...newUser,
      username: 'Somchai.J',
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const password = shownIn(answer)
    expect(password).not.toBe('')

    const added = await account(service, 'somchai.j')
    expect(added).toMatchObject({ name: 'สมชาย ใจดี', role: 'secretary', divisionId: null })
    expect(added?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    for (const url of [
      '/staff/admin/users',
      '/staff/admin/users/new',
      `/staff/admin/users/${added?.id}`,
    ])
      expect((await browser.get(url)).body).not.toContain(password)
    expect((await signInWith(service, 'somchai.j', password)).statusCode).toBe(303)
    expect((await signInWith(service, 'somchai.j', `${password}x`)).statusCode).toBe(422)
  })

  it('leaves a line in the log that names nobody and holds no password', async () => {
    const lines: string[] = []
    const service = await startService({ log: { write: (line) => void lines.push(line) } })
    const browser = await signIn(service, 'admin')
    const password = shownIn(await browser.post('/staff/admin/users/new', newUser))
    const added = await account(service, 'somchai.j')
    const log = lines.join('')
    expect(log).toContain(
      `"account":${added?.id},"by":${service.cast.admin.id},"msg":"account opened"`,
    )
    for (const secret of [password, 'somchai', 'สมชาย']) expect(log).not.toContain(secret)
  })

  it('is not added twice: the second time the username is taken', async () => {
    const { service, browser } = await start()
    const first = shownIn(await browser.post('/en/staff/admin/users/new', newUser))
    const second = await browser.post('/en/staff/admin/users/new', {
      ...newUser,
      username: 'SOMCHAI.J',
    })
    expect(second.statusCode).toBe(422)
    expect(second.body).toContain('There is a user of this name already')
    expect(second.body).toContain('value="SOMCHAI.J"')
    expect((await signInWith(service, 'somchai.j', first)).statusCode).toBe(303)
  })

  it('is not added twice at the same moment either', async () => {
    const { browser } = await start()
    await browser.get('/staff/admin/users/new')
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.post('/staff/admin/users/new', newUser)),
    )
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 422, 422,
    ])
  })

  it.each(['officer', 'head'])('of the role %s needs a division', async (role) => {
    const { service, browser } = await start()
    const answer = await browser.post('/en/staff/admin/users/new', { ...newUser, role })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Choose the division of the officer or head')
    expect(answer.body).toContain('value="สมชาย ใจดี"')
    const division = String(service.cast.divisions.second)
    const added = await browser.post('/en/staff/admin/users/new', { ...newUser, role, division })
    expect(added.statusCode).toBe(200)
  })

  it('takes no wrong input', async () => {
    const { service, browser } = await start()
    const wrong: [Record<string, string | string[]>, string][] = [
      [{ username: '' }, 'Enter a username'],
      [{ username: 'a' }, 'Use 2 to 40 letters'],
      [{ username: 'สมชาย' }, 'Use 2 to 40 letters'],
      [{ username: '-somchai' }, 'Use 2 to 40 letters'],
      [{ username: 'som chai' }, 'Use 2 to 40 letters'],
      [{ name: ' ' }, 'Enter the full name'],
      [{ role: '' }, 'Choose a role'],
      [{ role: [] }, 'Choose a role'],
      [{ role: 'system' }, 'Choose a role'],
      [{ role: ['auditor', 'administrator'] }, 'Choose a role'],
      [{ division: '999' }, 'Choose a division from the list'],
      [{ division: 'x' }, 'Choose a division from the list'],
      [{ password: 'chosen by the administrator' }, 'something we do not know'],
      [{ isActive: '1' }, 'something we do not know'],
    ]
    for (const [fields, sentence] of wrong) {
      const answer = await browser.post('/en/staff/admin/users/new', { ...newUser, ...fields })
      expect([JSON.stringify(fields), answer.statusCode]).toEqual([JSON.stringify(fields), 422])
      expect(answer.body).toContain(sentence)
    }
    expect(await account(service, 'somchai.j')).toBeUndefined()
  })
})

describe('changing an account', () => {
  it('ends its sessions when the role or the division changes, not when the name does', async () => {
    const { service, browser } = await start()
    const { officer, divisions } = service.cast
    const theirs = await signIn(service, 'officer')
    await change(browser, officer.id, {
      role: 'officer',
      division: String(divisions.first),
      name: 'ชื่อใหม่',
    })
    expect((await theirs.get('/staff')).body).toContain('ชื่อใหม่')

    await change(browser, officer.id, { role: 'officer', division: String(divisions.second) })
    expect((await theirs.get('/staff')).headers.location).toBe('/staff/sign-in')

    const again = await signIn(service, 'officer')
    await change(browser, officer.id, { role: 'auditor' })
    expect((await again.get('/staff')).headers.location).toBe('/staff/sign-in')
    expect(await sessionsOf(service, 'officer')).toEqual([])
    expect(await account(service, 'officer')).toMatchObject({ role: 'auditor', divisionId: null })
  })

  it('never takes the role from the last administrator', async () => {
    const { service, browser } = await start()
    const { admin, auditor } = service.cast
    const refused = await change(browser, admin.id, { role: 'auditor', name: 'ชื่อที่พิมพ์' })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('This is the last administrator. Add another before you change')
    expect(refused.body).toContain('value="ชื่อที่พิมพ์"')
    expect((await browser.get('/staff/admin')).statusCode).toBe(200)

    // A closed account is no help.
    await change(browser, auditor.id, { role: 'administrator' })
    await press(browser, auditor.id, 'closure')
    expect((await change(browser, admin.id, { role: 'auditor' })).statusCode).toBe(422)

    await press(browser, auditor.id, 'reopening')
    expect((await change(browser, admin.id, { role: 'auditor' })).statusCode).toBe(303)
    expect((await browser.get('/staff/admin')).headers.location).toContain('/staff/sign-in')
  })

  it('keeps somebody in a closed division, and puts nobody into it', async () => {
    const { service, browser } = await start()
    const { officer, officer2, divisions } = service.cast
    const from = `/staff/admin/divisions/${divisions.second}`
    await browser.post(`${from}/closure`, {}, { from })
    const second = String(divisions.second)
    expect(
      (await change(browser, officer2.id, { role: 'head', division: second })).statusCode,
    ).toBe(303)
    const refused = await change(browser, officer.id, { role: 'officer', division: second })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('Choose a division from the list')
  })

  it('takes neither a username nor a password', async () => {
    const { service, browser } = await start()
    const url = `/staff/admin/users/${service.cast.auditor.id}`
    const fields = { name: 'ผู้ใช้', role: 'auditor', division: '' }
    for (const more of [{ username: 'other' }, { password: 'x'.repeat(20) }, { isActive: '0' }])
      expect((await browser.post(url, { ...fields, ...more })).statusCode).toBe(422)
  })
})

describe('a renewed password', () => {
  it('ends the old one and every session', async () => {
    const { service, browser } = await start()
    const theirs = await signIn(service, 'officer')
    const answer = await press(browser, service.cast.officer.id, 'password')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect((await theirs.get('/staff')).headers.location).toBe('/staff/sign-in')
    expect((await signInWith(service, 'officer', known)).statusCode).toBe(422)
    expect((await signInWith(service, 'officer', shownIn(answer))).statusCode).toBe(303)
  })

  it('is not for one’s own account: that asks for the present one', async () => {
    const { service, browser } = await start()
    const answer = await press(browser, service.cast.admin.id, 'password')
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/en/staff/password')
    expect((await signInWith(service, 'admin', known)).statusCode).toBe(303)
  })
})

describe('closing an account', () => {
  it('signs its owner out at once and lets nobody in', async () => {
    const { service, browser } = await start()
    const theirs = await signIn(service, 'officer')
    const elsewhere = await signIn(service, 'officer')
    expect((await press(browser, service.cast.officer.id, 'closure')).statusCode).toBe(303)
    for (const one of [theirs, elsewhere])
      expect((await one.get('/staff')).headers.location).toBe('/staff/sign-in')
    expect(await sessionsOf(service, 'officer')).toEqual([])
    expect((await signInWith(service, 'officer', known)).statusCode).toBe(422)

    await press(browser, service.cast.officer.id, 'reopening')
    expect((await theirs.get('/staff')).headers.location).toBe('/staff/sign-in')
    expect((await signInWith(service, 'officer', known)).statusCode).toBe(303)
  })

  it('first says what work would stay behind', async () => {
    const { service, browser } = await start()
    const { officer2, head2, topics } = service.cast
    const { reference } = await submitRequest(service, { topic: String(topics.second) })
    const theirs = await signIn(service, 'officer2')
    const waiting = await browser.get(`/en/staff/admin/users/${officer2.id}`)
    expect(waiting.body).toContain('could act instead, and 1\u00a0request is waiting')

    await theirs.post(`/staff/requests/${reference}/accept`, {}, { from: '/staff/password' })
    const held = await browser.get(`/en/staff/admin/users/${officer2.id}`)
    expect(held.body).toContain('Responsible for 1\u00a0open request.')
    const head = await browser.get(`/en/staff/admin/users/${head2.id}`)
    expect(head.body).toContain('Nobody else has this role and could act instead.')
    const colleague = await browser.get(`/en/staff/admin/users/${service.cast.colleague.id}`)
    expect(colleague.body).not.toContain('Work that is with this user')
  })

  it('is never done to oneself', async () => {
    const { service, browser } = await start()
    await change(browser, service.cast.auditor.id, { role: 'administrator' })
    const answer = await press(browser, service.cast.admin.id, 'closure')
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('You cannot close your own account')
    expect(await account(service, 'admin')).toMatchObject({ isActive: true })
  })

  it('leaves one administrator when two close each other at the same moment', async () => {
    const { service, browser } = await start()
    const { admin, auditor } = service.cast
    await change(browser, auditor.id, { role: 'administrator' })
    const other = await signIn(service, 'auditor')
    await browser.get(`/en/staff/admin/users/${auditor.id}`)
    await other.get(`/en/staff/admin/users/${admin.id}`)
    await Promise.all([press(browser, auditor.id, 'closure'), press(other, admin.id, 'closure')])
    const left = await service.services.db.read
      .select()
      .from(accounts)
      .where(eq(accounts.role, 'administrator'))
    expect(left.filter(({ isActive }) => isActive)).toHaveLength(1)
  })
})

describe('an account that changes while its owner signs in', () => {
  it.each([
    ['a new password', { passwordHash: 'another' }],
    ['its closing', { isActive: false }],
  ])('lets nobody in who proved themselves before %s', async (_what, changes) => {
    const service = await startService()
    const { db } = service.services
    const { id } = service.cast.officer
    const begun = Promise.withResolvers<void>()
    const ending = Promise.withResolvers<void>()
    const changing = db.write(async (tx) => {
      await saveAccount(tx, id, changes)
      await removeSessionsOf(tx, id)
      begun.resolve()
      await ending.promise
    })
    await begun.promise
    const signingIn = signInWith(service, 'officer', known)
    await pause(300)
    ending.resolve()
    await changing
    expect((await signingIn).statusCode).toBe(422)
    expect(await sessionsOf(service, 'officer')).toEqual([])
  })
})

describe('changing one’s own password', () => {
  const next = 'ส้มตำ ปลาร้า ฝนตก'

  it('is open to every role', async () => {
    const service = await startService()
    for (const member of [
      'officer',
      'head',
      'secretary',
      'executive',
      'admin',
      'auditor',
    ] as const) {
      const browser = await signIn(service, member)
      const answer = await browser.post('/staff/password', { password: known, newPassword: next })
      expect(answer.headers.location).toBe('/staff/password?done=yes')
      expect((await signInWith(service, member, next)).statusCode).toBe(303)
      expect((await signInWith(service, member, known)).statusCode).toBe(422)
    }
  })

  it('ends all other sessions and keeps this one, under a new token', async () => {
    const service = await startService()
    const here = await signIn(service, 'officer')
    const elsewhere = await signIn(service, 'officer')
    const colleague = await signIn(service, 'colleague')
    const before = here.cookies.get('s') ?? ''
    const [{ createdAt } = { createdAt: 0 }] = await sessionsOf(service, 'officer')
    service.time.now += 20 * 60_000
    await here.post('/staff/password', { password: known, newPassword: next })

    expect((await here.get('/staff/password?done=yes')).body).toContain('เปลี่ยนรหัสผ่านแล้ว')
    expect(here.cookies.get('s')).not.toBe(before)
    expect((await elsewhere.get('/staff')).statusCode).toBe(303)
    expect((await colleague.get('/staff')).statusCode).toBe(200)
    const stolen = openBrowser(service)
    stolen.cookies.set('s', before)
    expect((await stolen.get('/staff')).statusCode).toBe(303)
    // A new token is no new evening: eight hours after signing in it ends.
    expect(await sessionsOf(service, 'officer')).toMatchObject([{ createdAt }])
  })

  it('needs the present one', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    const answer = await browser.post('/en/staff/password', {
      password: 'not the present one',
      newPassword: next,
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('The present password is not correct')
    expect(answer.body).not.toContain(next)
    const kept = await account(service, 'officer')
    expect(await matchesHash(known, kept?.passwordHash ?? '')).toBe(true)
  })

  it('is slowed like signing in, and shows no password while it is', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    for (let i = 0; i < 5; i += 1)
      await browser.post('/en/staff/password', { password: `wrong ${i}`, newPassword: next })
    const slowed = await browser.post('/en/staff/password', { password: known, newPassword: next })
    expect(slowed.statusCode).toBe(429)
    expect(slowed.body).not.toContain(next)
    expect(slowed.body).not.toContain(known)
    service.time.now += 15 * 60_000
    const patient = await browser.post('/en/staff/password', { password: known, newPassword: next })
    expect(patient.statusCode).toBe(303)
  })

  it('shows no password on the page about a stale form', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    await browser.get('/staff/password')
    browser.token = 'stale'
    const answer = await browser.post('/staff/password', { password: known, newPassword: next })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).not.toContain(next)
    expect(answer.body).not.toContain(known)
  })

  it('refuses what is easy to guess, with a sentence by the field', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer2')
    const wrong: [string, string][] = [
      ['', 'Enter a new password'],
      ['eleven char', 'Use at least 12 characters'],
      ['ก'.repeat(600), 'Use no more than 128 characters'],
      ['passwordpassword', 'Many people use this password'],
      ['Officer2-2569!!', 'must not be your name'],
      ['กรมอาเซียน 2569', 'must not be your name'],
      ['Khamkho2026!', 'must not be your name'],
      ['Department of ASEAN', 'must not be your name'],
      [known, 'must differ from the present one'],
    ]
    for (const [newPassword, sentence] of wrong) {
      const answer = await browser.post('/en/staff/password', { password: known, newPassword })
      expect([newPassword, answer.statusCode]).toEqual([newPassword, 422])
      expect(answer.body).toContain(sentence)
    }
    expect(
      (await browser.post('/staff/password', { password: known, newPassword: next, username: 'x' }))
        .statusCode,
    ).toBe(422)
  })
})

describe('the rule for passwords', () => {
  const names = ['somchai.j', 'กรมอาเซียน กระทรวงการต่างประเทศ']

  it.each([
    ['กขคงจฉชซฌญฎฏ', 'too-common'],
    ['123456789012', 'too-common'],
    ['111111111111', 'too-common'],
    ['abcabcabcabc', 'too-common'],
    ['QWERTYuiop[]', 'too-common'],
    ['Correct-Horse-Battery-Staple', 'too-common'],
    ['Somchai_J_2569', 'a-name'],
    ['somchaijsomchaij', 'a-name'],
    ['ｓｏｍｃｈａｉ.ｊ 12345', 'a-name'],
    ['eleven char', 'too-short'],
    ['🐘'.repeat(11), 'too-short'],
  ])('refuses %s', (password, objection) => {
    expect(objectionToPassword(password, names)).toBe(objection)
  })

  it.each([
    'correct horse battery',
    'ตากลม ตา กลม', // twelve keys, fewer letters
    'somchai likes durian',
    '839201746528',
    '!@#$%^&*()_+',
    'abc!@#$%^&*()',
    randomPassword(),
    'ที่นี่🐘'.repeat(25) + 'กขค',
  ])('takes %s', (password) => {
    expect(objectionToPassword(password, names)).toBeUndefined()
  })

  it('takes 128 letters of any kind, and tells the last one apart', async () => {
    const service = await startService()
    const browser = await signIn(service, 'officer')
    const long = `${'ผู้🐘ใหญ่ลี'.repeat(18)}ก`.normalize('NFC')
    const letters = Array.from(new Intl.Segmenter('th').segment(long), ({ segment }) => segment)
    const most = letters.slice(0, 127).join('')
    await browser.post('/staff/password', { password: known, newPassword: `${most}ก` })
    expect((await signInWith(service, 'officer', `${most}ข`)).statusCode).toBe(422)
    expect((await signInWith(service, 'officer', `${most}ก`)).statusCode).toBe(303)
  })

  it('makes passwords of its own that nobody can guess', () => {
    const made = new Set(Array.from({ length: 1000 }, randomPassword))
    expect(made.size).toBe(1000)
    for (const one of made) expect(one).toMatch(/^[2-9a-hjkmnp-z]{5}(?:-[2-9a-hjkmnp-z]{5}){3}$/)
  })
})
