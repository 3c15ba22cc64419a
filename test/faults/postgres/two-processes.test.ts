import { describe, expect, it, onTestFinished } from 'vitest'
import { addAccount } from '#src/staff/store.ts'
import { slowHash } from '#src/web/secrets.ts'
import { freshDatabaseUrl } from '../../support/database.ts'
import { startRoundRobin } from '../../support/round-robin.ts'
import { aPdf } from '../../support/sample-files.ts'
import { password } from '../../support/service.ts'
import { startMailServer } from '../../support/smtp.ts'
import {
  fillIn,
  fillInPages,
  keyOf,
  openVisitor,
  referenceOf,
  sendIn,
  type Visitor,
} from '../../support/visitor.ts'
import { openDepartment, seenOn, serve, servePair, signInAt } from './services.ts'
import { lookInto } from './wholeness.ts'

const strict = { LIMITS: 'strict' }

describe('two processes on one database', () => {
  it('carry one journey between them, every request answered by the other one', async () => {
    const mailServer = await startMailServer()
    const department = await openDepartment(await freshDatabaseUrl())
    const pair = await servePair(department, { SMTP_URL: mailServer.url })
    const { url } = await startRoundRobin(pair.map(({ port }) => port))

    // Asking, with a file.
    const requester = openVisitor(url)
    onTestFinished(() => requester.leave())
    await fillInPages(requester, {
      information: { topic: String(department.cast.topics.first) },
    })
    const letter = { name: 'หนังสือ.pdf', content: aPdf() }
    expect(await requester.upload('/requests/new/files', { go: 'continue' }, letter)).toMatchObject(
      { status: 303, location: '/requests/new/check' },
    )
    const check = await requester.get('/requests/new/check')
    expect(check.body).toContain(letter.name)
    const reference = await sendIn(requester, keyOf(check))
    const receipt = await requester.get(`/requests/${reference}/receipt`)
    const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(receipt.body)?.[0] ?? ''
    expect(code).not.toBe('')

    // Following it, in another browser.
    const follower = openVisitor(url)
    onTestFinished(() => follower.leave())
    await follower.get('/track')
    expect(await follower.post('/track', { reference, code })).toMatchObject({ status: 303 })
    expect(await follower.get(`/requests/${reference}`)).toMatchObject({ status: 200 })

    // Answering it, with a file.
    const officer = await signInAt(url, 'officer')
    expect((await officer.get('/staff')).body).toContain(reference)
    await take(officer, reference, 'accept')
    const form = await officer.get(`/staff/requests/${reference}/propose`)
    const answer = { name: 'คำตอบ.pdf', content: aPdf() }
    const fields = { seen: seenOn(form), outcome: 'disclosed', reply: 'ส่งรายงานตามที่ขอ' }
    expect(
      await officer.upload(`/staff/requests/${reference}/propose`, fields, answer),
    ).toMatchObject({ status: 303 })
    await take(await signInAt(url, 'head'), reference, 'approve')

    // Reading the answer, and the letters about it.
    const decided = await follower.get(`/requests/${reference}`)
    expect(decided.body).toContain(fields.reply)
    const file = /href="([^"]*\/files\/[0-9a-f]{32})"[^>]*>[^<]*คำตอบ/.exec(decided.body)?.[1] ?? ''
    const given = await follower.get(file)
    expect(given).toMatchObject({ status: 200, body: aPdf().toString() })
    await expect.poll(() => mailServer.arrived.length, { timeout: 10_000 }).toBe(2)
    expect(new Set(mailServer.arrived.map(({ mail }) => mail.messageId)).size).toBe(2)
    expect(await lookInto(department.url)).toMatchObject({ references: [reference], damage: [] })
    for (const service of pair)
      expect(await service.stop()).toMatchObject({ code: 0, signal: null, printed: '' })
  }, 60_000)

  it('show in the public statistics of one what the other received, within a second', async () => {
    const department = await openDepartment(await freshDatabaseUrl())
    const [one, other] = await servePair(department, strict)
    const reader = openVisitor(other.url)
    const requester = openVisitor(one.url)
    onTestFinished(() => {
      reader.leave()
      requester.leave()
    })
    const before = await reader.get('/statistics')
    await fillInPages(requester)
    await sendIn(requester, keyOf(await requester.get('/requests/new/check')))
    const sentAt = performance.now()
    await expect
      .poll(async () => (await reader.get('/statistics')).body, { interval: 100, timeout: 5000 })
      .not.toBe(before.body)
    expect(performance.now() - sentAt).toBeLessThan(1500)
  }, 60_000)

  it('make one request of one form that is sent to both, fifty times at once', async () => {
    const department = await openDepartment(await freshDatabaseUrl())
    const pair = await servePair(department)
    const visitor = openVisitor(pair[0].url)
    onTestFinished(() => visitor.leave())
    const idempotencyKey = await fillIn(visitor)
    const body = new URLSearchParams({ _csrf: visitor.token(), idempotencyKey }).toString()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        fetch(`${pair[n % 2 === 0 ? 0 : 1].url}/requests`, {
          method: 'POST',
          redirect: 'manual',
          body,
          headers: {
            cookie: visitor.cookies(),
            'content-type': 'application/x-www-form-urlencoded',
          },
        }),
      ),
    )
    const told = answers.map((answer) => [answer.status, answer.headers.get('location')].join(' '))
    expect(new Set(told).size).toBe(1)
    const found = await lookInto(department.url)
    expect(told[0]).toBe(`303 /requests/${found.references[0]}/receipt`)
    expect(found).toMatchObject({ references: [expect.any(String)], damage: [] })
    expect(found.letters).toHaveLength(1)

    // Fifty people at once, on both: fifty numbers in a row.
    const crowd = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const one = openVisitor(pair[n % 2 === 0 ? 0 : 1].url)
        onTestFinished(() => one.leave())
        return { one, key: await fillIn(one) }
      }),
    )
    const references = await Promise.all(crowd.map(({ one, key }) => sendIn(one, key)))
    expect(new Set(references).size).toBe(50)
    const all = await lookInto(department.url)
    expect(all.damage).toEqual([])
    expect(all.references).toHaveLength(51)
    expect(all.references).toEqual(expect.arrayContaining(references))
  }, 90_000)

  it('let one of two heads approve, and tell the other, who keeps their text', async () => {
    const department = await openDepartment(await freshDatabaseUrl())
    const { cast, db } = department
    const pair = await servePair(department)
    const passwordHash = await slowHash(password, { memory: 64, passes: 1 })
    await db.write((tx) =>
      addAccount(tx, {
        username: 'deputy',
        name: 'ผู้ช่วยหัวหน้า',
        role: 'head',
        divisionId: cast.divisions.first,
        passwordHash,
        createdAt: Date.now(),
      }),
    )
    const officer = await signInAt(pair[0].url, 'officer')
    const heads = [await signInAt(pair[0].url, 'head'), await signInAt(pair[1].url, 'deputy')]
    for (let round = 0; round < 4; round += 1) {
      const requester = openVisitor(pair[1].url)
      onTestFinished(() => requester.leave())
      const information = { topic: String(cast.topics.first) }
      const reference = await sendIn(requester, await fillIn(requester, { information }))
      await take(officer, reference, 'accept')
      await take(officer, reference, 'propose', { outcome: 'disclosed', reply: 'ส่งตามที่ขอ' })
      const forms = await Promise.all(
        heads.map((head) => head.get(`/staff/requests/${reference}/approve`)),
      )
      const answers = await Promise.all(
        heads.map((head, n) =>
          head.post(`/staff/requests/${reference}/approve`, {
            seen: seenOn(forms[n] ?? { body: '' }),
            note: `ความเห็นของหัวหน้าคนที่ ${n + 1} ที่พิมพ์ไว้ยาวพอสมควร`,
          }),
        ),
      )
      expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
      const loser = answers.findIndex(({ status }) => status === 409)
      expect(answers[loser]?.body).toContain(`ความเห็นของหัวหน้าคนที่ ${loser + 1} ที่พิมพ์ไว้`)
    }
    expect((await lookInto(department.url)).damage).toEqual([])
  }, 60_000)

  it('count floods and guesses together, however they are spread', async () => {
    const department = await openDepartment(await freshDatabaseUrl())
    const pair = await servePair(department, strict)
    const { url } = await startRoundRobin(pair.map(({ port }) => port))

    const guesser = openVisitor(url)
    onTestFinished(() => guesser.leave())
    await guesser.get('/staff/sign-in')
    const guess = () => guesser.post('/staff/sign-in', { username: 'head', password: 'wrong one' })
    for (let tries = 0; tries < 5; tries += 1) expect((await guess()).status).toBe(422)
    expect([(await guess()).status, (await guess()).status]).toEqual([429, 429])

    const flooder = openVisitor(url)
    onTestFinished(() => flooder.leave())
    await flooder.get('/requests/new/information')
    const statuses: number[] = []
    for (let sent = 0; sent < 120; sent += 1)
      statuses.push((await flooder.post('/requests/new/information', { subject: 'x' })).status)
    // 120 a minute from one address, of which the guesses were some.
    expect(statuses.filter((status) => status === 422)).toHaveLength(113)
    expect(statuses.slice(113)).toEqual(Array.from({ length: 7 }, () => 429))
    for (const service of pair) {
      const direct = openVisitor(service.url)
      onTestFinished(() => direct.leave())
      await direct.get('/requests/new/information')
      const answer = await direct.post('/requests/new/information', { subject: 'ยังพิมพ์อยู่' })
      expect(answer.status).toBe(429)
      expect(answer.body).toContain('ยังพิมพ์อยู่')
    }
  }, 60_000)

  it('both come up when they start at the same moment on an empty database', async () => {
    const { makeDatabase, dropDatabase } = await import('../../support/postgres.ts')
    const url = await makeDatabase(process.env['DATABASE_URL'] ?? '', 'template0')
    onTestFinished(() => dropDatabase(url))
    const pair = await servePair({ url })
    const one = openVisitor(pair[0].url)
    const other = openVisitor(pair[1].url)
    const idempotencyKey = await fillIn(one)
    const reference = referenceOf(await one.post('/requests', { idempotencyKey }))
    expect(await other.get('/')).toMatchObject({ status: 200 })
    one.leave()
    other.leave()
    expect(await lookInto(url)).toMatchObject({ references: [reference], damage: [] })
    for (const service of pair) expect((await service.stop()).code).toBe(0)
    await serve({ url })
  }, 60_000)
})

/** Takes a step on its page, having read it. */
async function take(
  visitor: Visitor,
  reference: string,
  action: string,
  fields: Record<string, string> = {},
): Promise<void> {
  const form = await visitor.get(`/staff/requests/${reference}/${action}`)
  const seen = seenOn(form)
  const answer = await visitor.post(`/staff/requests/${reference}/${action}`, { seen, ...fields })
  expect(answer.status, `${action}: ${answer.body.slice(0, 2000)}`).toBe(303)
}
