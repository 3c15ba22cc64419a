import { connect } from 'node:net'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { describe, expect, it, onTestFailed, onTestFinished } from 'vitest'
import { wordsIn } from '#views/words/words.ts'
import { multipart } from '../../support/multipart.ts'
import { asAdmin } from '../../support/postgres.ts'
import { aPdf } from '../../support/sample-files.ts'
import type { ServiceProcess } from '../../support/service-process.ts'
import {
  fillIn,
  fillInPages,
  keyOf,
  openVisitor,
  referenceOf,
  sendIn,
  type Page,
  type Visitor,
} from '../../support/visitor.ts'
import { askPatiently, type Sent } from '../asking.ts'
import { openDepartment, ownServer, seenOn, serve, signInAt, type Department } from './services.ts'
import { lookInto } from './wholeness.ts'

const words = { th: wordsIn.th.problems, en: wordsIn.en.problems }
const meansLater = ({ status }: Page) => status === 503

/** Long enough that a person would not like to type it again. */
const typed = (what: string) => `${what} ที่พิมพ์ไว้ยาวมาก `.repeat(20).trim()

const server = ownServer({ max_connections: '40' })

describe('a server that stops as if its power had failed', () => {
  it('is a page that says so and keeps what was typed, and nothing needs to be started again but the server', async () => {
    const { department, service } = await start()
    const { url } = service
    const people = await aFewPeople(department, service)

    await server.stop()
    expect(await statusOf(url, '/healthz')).toBe(200)
    expect(await statusOf(url, '/readyz')).toBe(503)

    // Pages say it in the language of their address, and are to be loaded again.
    for (const language of ['th', 'en'] as const) {
      const path = `${language === 'en' ? '/en' : ''}/requests/new/information`
      expectTold(await people.writing.get(path), language)
    }
    expectTold(await people.officer.get('/staff'), 'th')

    // Forms come back with all that was in them, to be sent again as they are.
    const information = { subject: 'เรื่องใหม่', details: typed('รายละเอียด') }
    const notSaved = await people.writing.post('/en/requests/new/information', information)
    expectTold(notSaved, 'en', information.details, information.subject)
    expect(notSaved.body).toContain(words.en.textIsKept)
    const notSent = await people.ready.visitor.post('/requests', {
      idempotencyKey: people.ready.key,
    })
    expectTold(notSent, 'th', people.ready.key)
    const note = { note: typed('บันทึก'), seen: people.seen }
    const notNoted = await people.officer.post(`${people.caseUrl}/note`, note)
    expectTold(notNoted, 'th', note.note)
    expect(notNoted.body).toContain(words.th.textIsKept)
    const passwordIsNotKept = await people.officer.post('/staff/sign-in', {
      username: 'head',
      password: 'correct horse battery',
    })
    expectTold(passwordIsNotKept, 'th')
    expect(passwordIsNotKept.body).not.toContain('correct horse battery')

    // Of a form with a file, what was typed before and after it; it is not offered to be sent without its file.
    const proposal = {
      outcome: 'refused',
      seen: people.seen,
      reply: typed('คำตอบ'),
    }
    const file = { name: 'คำตอบ.pdf', content: aPdf() }
    const notProposed = await people.officer.upload(`${people.caseUrl}/propose`, proposal, file)
    expectTold(notProposed, 'th', proposal.reply)
    expect(notProposed.body).not.toContain(words.th.sendAgain)
    const fileOfDraft = { name: 'หนังสือ.pdf', content: aPdf() }
    expectTold(await people.writing.upload('/requests/new/files', { go: 'add' }, fileOfDraft), 'th')

    await server.start()
    await untilReady(url)
    expect(
      referenceOf(
        await people.ready.visitor.post('/requests', { idempotencyKey: people.ready.key }),
      ),
    ).toMatch(/^\d\d-/)
    expect(await people.writing.post('/requests/new/information', information)).toMatchObject({
      status: 303,
    })
    expect(
      await people.writing.upload('/requests/new/files', { go: 'add' }, fileOfDraft),
    ).toMatchObject({ status: 303 })
    expect(await people.officer.post(`${people.caseUrl}/note`, note)).toMatchObject({ status: 303 })
    await expectSound(department, service)
  }, 90_000)

  it('loses nothing that was acknowledged, under load, three times in a row', async () => {
    const { department, service } = await start()
    const crowd = startCrowd(service.url, 6)
    for (let stops = 0; stops < 3; stops += 1) {
      await crowd.untilMore(5)
      await server.stop()
      await pause(300)
      await server.start()
    }
    await untilReady(service.url)
    await crowd.untilMore(6)
    const sent = await crowd.stop()
    await expectSound(department, service, sent)
  }, 120_000)
})

describe('connections that are cut in the middle of transactions', () => {
  it('cost nothing but, at worst, to send a form again', async () => {
    const { department, service } = await start()
    const crowd = startCrowd(service.url, 6)
    const statuses = new Set<number>()
    for (let cuts = 0; cuts < 25; cuts += 1) {
      await pause(50)
      await asAdmin(department.url, (client) =>
        client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'khamkho' AND pid <> pg_backend_pid()`,
        ),
      )
      statuses.add(await statusOf(service.url, '/readyz'))
    }
    await crowd.untilMore(10)
    const sent = await crowd.stop()
    expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true)
    expect(await statusOf(service.url, '/readyz')).toBe(200)
    await expectSound(department, service, sent)
  }, 90_000)
})

describe('a server without a free connection', () => {
  it('is a page that keeps what was typed, until others have left', async () => {
    const { department, service } = await start()
    const visitors = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const visitor = openVisitor(service.url)
        onTestFinished(() => visitor.leave())
        return { visitor, key: await fillIn(visitor) }
      }),
    )
    // Ours are cut, and strangers are quicker than we are to take every place there is.
    const strangers = await takeAllPlaces(department.url)
    const information = { subject: 'เรื่องใหม่', details: typed('รายละเอียด') }
    const [first] = visitors
    const told = await first?.visitor.post('/requests/new/information', information)
    expectTold(told, 'th', information.details)
    const answers = await Promise.all(
      visitors.map(({ visitor, key }) => visitor.post('/requests', { idempotencyKey: key })),
    )
    for (const answer of answers) expectTold(answer, 'th')
    expect(await statusOf(service.url, '/readyz')).toBe(503)
    expect(await statusOf(service.url, '/healthz')).toBe(200)

    await strangers.leave()
    await untilReady(service.url)
    const references = await Promise.all(visitors.map(({ visitor, key }) => sendIn(visitor, key)))
    expect(new Set(references).size).toBe(visitors.length)
    await expectSound(department, service)
  }, 60_000)
})

describe('a lock that somebody else holds for half a minute', () => {
  it('is told after five seconds to whoever needs it, also when they are many, and to nobody else', async () => {
    const { department, service } = await start()
    const first = openVisitor(service.url)
    onTestFinished(() => first.leave())
    await sendIn(first, await fillIn(first))
    const visitors = await Promise.all(
      Array.from({ length: 14 }, async () => {
        const visitor = openVisitor(service.url)
        onTestFinished(() => visitor.leave())
        return { visitor, key: await fillIn(visitor) }
      }),
    )
    const release = await hold(department.url, 'SELECT * FROM reference_series FOR UPDATE')
    const started = performance.now()
    const answers = Promise.all(
      visitors.map(({ visitor, key }) => visitor.post('/requests', { idempotencyKey: key })),
    )
    // Reading goes on for everybody.
    await pause(500)
    expect(await first.get('/requests/new/information')).toMatchObject({ status: 200 })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(await statusOf(service.url, '/healthz')).toBe(200)
    for (const answer of await answers) expectTold(answer, 'th', 'name="idempotencyKey"')
    expect(performance.now() - started).toBeGreaterThan(4_500)
    expect(performance.now() - started).toBeLessThan(16_000)

    await release()
    const references = await Promise.all(visitors.map(({ visitor, key }) => sendIn(visitor, key)))
    expect(new Set(references).size).toBe(visitors.length)
    await expectSound(department, service)
  }, 90_000)

  it('keeps the page of whoever reads from a table that is being rebuilt from waiting for ever', async () => {
    const { department, service } = await start()
    const visitor = openVisitor(service.url)
    onTestFinished(() => visitor.leave())
    await fillInPages(visitor)
    const release = await hold(department.url, 'LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE')
    expectTold(await visitor.get('/en/requests/new/you'), 'en')
    await release()
    expect(await visitor.get('/en/requests/new/you')).toMatchObject({ status: 200 })
    const { code, printed } = await service.stop()
    expect(code).toBe(0)
    // Whoever looks after the service finds the reason in its log, by the server's own code.
    expect(printed).toContain('"code":"55P03"')
  }, 60_000)
})

describe('a disk that is full on the side of the server', () => {
  // The server says so by a code. A trigger says it here: a file system of its own would take the right to mount one.
  it('is named to the person, who keeps what they typed', async () => {
    const { department, service } = await start()
    const visitor = openVisitor(service.url)
    onTestFinished(() => visitor.leave())
    await fillInPages(visitor)
    const setFull = (isFull: boolean) =>
      asAdmin(department.url, (client) =>
        client.query(
          isFull
            ? `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
               CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON drafts EXECUTE FUNCTION full_disk();
               CREATE TRIGGER full_disk BEFORE INSERT ON file_pieces EXECUTE FUNCTION full_disk()`
            : 'DROP FUNCTION full_disk CASCADE',
        ),
      )
    await setFull(true)
    const information = { subject: 'เรื่องใหม่', details: typed('รายละเอียด') }
    const told = await visitor.post('/requests/new/information', information)
    expect(told).toMatchObject({ status: 503 })
    expect(told.body).toContain(words.th.reasons['storage-full'].title)
    expect(told.body).toContain(information.details)
    const file = { name: 'หนังสือ.pdf', content: aPdf() }
    const notKept = await visitor.upload('/requests/new/files', { go: 'add' }, file)
    expect(notKept).toMatchObject({ status: 503 })
    expect(notKept.body).toContain(words.th.reasons['storage-full'].title)

    await setFull(false)
    expect(await visitor.post('/requests/new/information', information)).toMatchObject({
      status: 303,
    })
    expect(await visitor.upload('/requests/new/files', { go: 'add' }, file)).toMatchObject({
      status: 303,
    })
    await expectSound(department, service)
  }, 60_000)
})

describe('a server that stops in the middle of a file', () => {
  it('that comes in leaves nothing of it, and the person is told', async () => {
    const { department, service } = await start()
    const visitor = openVisitor(service.url)
    onTestFinished(() => visitor.leave())
    await fillInPages(visitor)
    const content = Buffer.concat([aPdf(), Buffer.alloc(4_000_000)])
    const upload = beginUpload(service, visitor, { name: 'ใหญ่.pdf', content })
    await pause(200)
    await server.stop()
    upload.sendTheRest()
    expect(await upload.answer).toMatch(/^HTTP\/1\.1 503 /)

    await server.start()
    await untilReady(service.url)
    expect((await visitor.get('/requests/new/files')).body).not.toContain('ใหญ่.pdf')
    const again = await visitor.upload(
      '/requests/new/files',
      { go: 'add' },
      { name: 'ใหญ่.pdf', content },
    )
    expect(again).toMatchObject({ status: 303 })
    await expectSound(department, service)
  }, 60_000)

  it('that goes out breaks it off, so that nobody takes it for whole', async () => {
    const { department, service } = await start()
    const requester = openVisitor(service.url)
    onTestFinished(() => requester.leave())
    await fillInPages(requester, { information: { topic: String(department.cast.topics.first) } })
    const content = Buffer.concat([aPdf(), Buffer.alloc(10_000_000)])
    await requester.upload('/requests/new/files', { go: 'continue' }, { name: 'ใหญ่.pdf', content })
    const reference = await sendIn(requester, keyOf(await requester.get('/requests/new/check')))
    const officer = await signInAt(service.url, 'officer')
    const caseFile = await officer.get(`/staff/requests/${reference}`)
    const path = /\/staff\/requests\/[\d-]+\/files\/[0-9a-f]{32}/.exec(caseFile.body)?.[0] ?? ''

    const whole = await download(service, path, officer)
    expect(await whole.rest()).toEqual({ bytes: content.length, isWhole: true })
    const broken = await download(service, path, officer)
    await server.stop()
    const { bytes, isWhole } = await broken.rest()
    expect(isWhole).toBe(false)
    expect(bytes).toBeLessThan(content.length)
    // Before its first byte it is a page, and not one to be saved under the name of the file.
    const page = await fetch(service.url + path, { headers: { cookie: officer.cookies() } })
    expect(page.status).toBe(503)
    expect(page.headers.get('content-disposition')).toBeNull()

    await server.start()
    await untilReady(service.url)
    const again = await download(service, path, officer)
    expect(await again.rest()).toEqual({ bytes: content.length, isWhole: true })
    await expectSound(department, service)
  }, 90_000)
})

/** A department on the server of this file, and one process that serves it. */
async function start(): Promise<{ department: Department; service: ServiceProcess }> {
  const department = await openDepartment(await server.database())
  const service = await serve(department)
  onTestFailed(async () => console.error((await service.kill()).printed))
  return { department, service }
}

/** Nobody lost anything, and the process has gone on as if nothing had happened. */
async function expectSound(
  { url }: Department,
  service: ServiceProcess,
  sent?: Sent[],
): Promise<void> {
  const found = await lookInto(url)
  expect(found.damage).toEqual([])
  if (sent)
    expect(found.references.toSorted()).toEqual(sent.map(({ reference }) => reference).toSorted())
  const { code, signal, printed } = await service.stop()
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(printed).not.toMatch(/unexpected error|ending after an error|Unhandled|Warning/)
}

/** The page for a server that does not answer, with these texts in it. */
function expectTold(page: Page | undefined, language: 'th' | 'en', ...kept: string[]): void {
  expect(page?.status, page?.body).toBe(503)
  expect(page?.body).toContain(`<html lang="${language}"`)
  expect(page?.body).toContain(words[language].reasons['try-again'].title)
  for (const text of kept) expect(page?.body).toContain(text)
}

async function aFewPeople({ cast }: Department, { url }: ServiceProcess) {
  const [writing, asked, readyOne] = [1, 2, 3].map(() => openVisitor(url))
  if (!writing || !asked || !readyOne) throw new Error('Three visitors were needed')
  for (const visitor of [writing, asked, readyOne]) onTestFinished(() => visitor.leave())
  await fillInPages(writing)
  const information = { topic: String(cast.topics.first) }
  const reference = await sendIn(asked, await fillIn(asked, { information }))
  const officer = await signInAt(url, 'officer')
  const caseUrl = `/staff/requests/${reference}`
  const accepting = await officer.get(`${caseUrl}/accept`)
  await officer.post(`${caseUrl}/accept`, { seen: seenOn(accepting) })
  const seen = seenOn(await officer.get(`${caseUrl}/note`))
  return {
    writing,
    ready: { visitor: readyOne, key: await fillIn(readyOne) },
    officer,
    caseUrl,
    seen,
  }
}

/** People who send requests one after the other, whatever happens. */
function startCrowd(url: string, size: number) {
  const sent: Sent[] = []
  let isOver = false
  const crowd = Promise.all(
    Array.from({ length: size }, async (_, n) => {
      while (!isOver) sent.push(await askPatiently(url, { meansLater, withFile: n % 2 === 0 }))
    }),
  )
  crowd.catch(() => (isOver = true))
  onTestFinished(() => void (isOver = true))
  return {
    async untilMore(count: number): Promise<void> {
      const enough = sent.length + count
      while (sent.length < enough && !isOver) await pause(20)
    },
    async stop(): Promise<Sent[]> {
      isOver = true
      await crowd
      return sent
    },
  }
}

async function statusOf(url: string, path: string): Promise<number> {
  const { status } = await fetch(url + path)
  return status
}

/** Within seconds, by itself. */
async function untilReady(url: string): Promise<void> {
  await expect.poll(() => statusOf(url, '/readyz'), { timeout: 5_000, interval: 50 }).toBe(200)
}

/** Holds what this statement locks until released. */
async function hold(url: string, statement: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query('BEGIN')
  await client.query(statement)
  onTestFinished(() => client.end())
  return async () => void (await client.query('ROLLBACK'))
}

/** Connects until the server has no place left, then cuts everybody else and takes theirs. */
async function takeAllPlaces(url: string): Promise<{ leave: () => Promise<void> }> {
  const clients: Client[] = []
  async function takeTheRest(): Promise<void> {
    for (;;) {
      const client = new Client({ connectionString: url })
      client.on('error', () => {})
      try {
        await client.connect()
        clients.push(client)
      } catch {
        return
      }
    }
  }
  await takeTheRest()
  await clients[0]?.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'khamkho'",
  )
  await pause(50)
  await takeTheRest()
  const leave = async () =>
    void (await Promise.all(clients.splice(0).map((client) => client.end())))
  onTestFinished(leave)
  return { leave }
}

/** Sends the first half of an upload. */
function beginUpload(
  { port }: ServiceProcess,
  visitor: Visitor,
  file: { name: string; content: Buffer },
) {
  const { headers, payload } = multipart({ _csrf: visitor.token(), go: 'add' }, file)
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const answered = Promise.withResolvers<string>()
  socket.once('data', (chunk) => answered.resolve(chunk.toString()))
  socket.on('error', answered.reject)
  const head = [
    'POST /requests/new/files HTTP/1.1',
    'Host: localhost',
    `Content-Type: ${headers['content-type']}`,
    `Content-Length: ${payload.length}`,
    `Cookie: ${visitor.cookies()}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  const half = Math.floor(payload.length / 2)
  socket.write(payload.subarray(0, half))
  return { answer: answered.promise, sendTheRest: () => void socket.write(payload.subarray(half)) }
}

/** Begins to read a file and then stops reading. */
async function download({ url }: ServiceProcess, path: string, visitor: Visitor) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url + path, { headers: { cookie: visitor.cookies() }, agent: false }, resolve).on(
      'error',
      reject,
    )
  })
  expect(response.statusCode).toBe(200)
  return {
    async rest(): Promise<{ bytes: number; isWhole: boolean }> {
      let bytes = 0
      try {
        for await (const chunk of response) bytes += Buffer.byteLength(chunk)
      } catch {
        return { bytes, isWhole: false }
      }
      return { bytes, isWhole: bytes === Number(response.headers['content-length']) }
    },
  }
}
