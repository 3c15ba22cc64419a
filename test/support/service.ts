import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { onTestFinished } from 'vitest'
import { buildApp } from '#src/app.ts'
import { readConfig, type Config } from '#src/config.ts'
import { divisions, topics } from '#src/database/schema.ts'
import type { Role } from '#src/requests/info-request.ts'
import { servicesOn } from '#src/serve.ts'
import type { Services } from '#src/services.ts'
import { addAccount } from '#src/staff/store.ts'
import { slowHash } from '#src/web/secrets.ts'
import type { LogStream } from '#src/web/log.ts'
import { freshDatabase, freshFolder } from './database.ts'

/** Monday 2 November 2026, 10:00 in Bangkok: office time. */
export const mondayMorning = Date.parse('2026-11-02T10:00:00+07:00')

export const password = 'correct horse battery'

export type Service = {
  app: FastifyInstance
  services: Services
  /** The stopped clock: set it to let time pass. */
  time: { now: number }
  cast: Cast
}

/** Always the same people: two divisions with an officer and a head each, and those who serve the whole department. */
export type Cast = Record<
  CastMember,
  { id: number; username: string; divisionId: number | null }
> & {
  /** Goes to the first division, to the second, and to the secretary. */
  topics: { first: number; second: number; unrouted: number }
  divisions: { secretariat: number; first: number; second: number }
}
export type CastMember =
  | 'officer'
  | 'colleague'
  | 'officer2'
  | 'head'
  | 'head2'
  | 'secretary'
  | 'executive'
  | 'admin'
  | 'auditor'

/** A whole service on a database and in a folder of its own, with the clock stopped. One per test: nothing is shared. */
export async function startService({
  at = mondayMorning,
  log,
  settings = {},
}: { at?: number; log?: LogStream; settings?: Record<string, string> } = {}): Promise<Service> {
  const time = { now: at }
  const clock = () => time.now
  const config: Config = readConfig({
    LOG_LEVEL: log ? 'info' : 'silent',
    DATA_DIR: freshFolder(),
    ...settings,
  })
  const db = await freshDatabase()
  const services = await servicesOn(db, config, clock)
  const cast = await addCast(services)
  const app = await buildApp(services, log && { log })
  onTestFinished(() => app.close())
  return { app, services, time, cast }
}

/** Cheap on purpose: only the tests of signing in are about how slow a hash is. */
let passwordHash: Promise<string> | undefined

export async function addCast({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<Cast> {
  passwordHash ??= slowHash(password, { memory: 64, passes: 1 })
  const hash = await passwordHash
  return db.write(async (tx) => {
    const [first, second] = await tx
      .insert(divisions)
      .values([
        { nameTh: 'กองตัวอย่างหนึ่ง', nameEn: 'Example Division One' },
        { nameTh: 'กองตัวอย่างสอง', nameEn: 'Example Division Two' },
      ])
      .returning({ id: divisions.id })
    const topicIds = await tx
      .insert(topics)
      .values([
        { nameTh: 'หัวข้อหนึ่ง', nameEn: 'Topic one', divisionId: first?.id, position: 1 },
        { nameTh: 'หัวข้อสอง', nameEn: 'Topic two', divisionId: second?.id, position: 2 },
        { nameTh: 'เรื่องอื่น ๆ', nameEn: 'Something else', position: 3 },
      ])
      .returning({ id: topics.id })
    const member = async (username: CastMember, role: Role, divisionId: number | null = null) => ({
      id: await addAccount(tx, {
        username,
        name: `ผู้ใช้ ${username}`,
        role,
        divisionId,
        passwordHash: hash,
        createdAt: clock(),
      }),
      username,
      divisionId,
    })
    const [one = 0, two = 0] = [first?.id, second?.id]
    return {
      officer: await member('officer', 'officer', one),
      colleague: await member('colleague', 'officer', one),
      officer2: await member('officer2', 'officer', two),
      head: await member('head', 'head', one),
      head2: await member('head2', 'head', two),
      secretary: await member('secretary', 'secretary'),
      executive: await member('executive', 'executive'),
      admin: await member('admin', 'administrator'),
      auditor: await member('auditor', 'auditor'),
      topics: {
        first: topicIds[0]?.id ?? 0,
        second: topicIds[1]?.id ?? 0,
        unrouted: topicIds[2]?.id ?? 0,
      },
      divisions: { secretariat: 1, first: one, second: two },
    }
  })
}

export type Answer = LightMyRequestResponse

/** A browser: keeps its cookies and sends forms with the token of the page it looked at last. */
export type Browser = {
  get(url: string): Promise<Answer>
  /** Sends a form as if from the page at `from` (the same address, unless told). */
  post(
    url: string,
    fields: Fields,
    options?: { from?: string; headers?: Record<string, string> },
  ): Promise<Answer>
  cookies: Map<string, string>
  /** The token of the last page with a form. */
  token: string
}
export type Fields = Record<string, string | readonly string[]>

export function openBrowser({ app }: Pick<Service, 'app'>): Browser {
  const cookies = new Map<string, string>()
  const send = async (options: InjectOptions) => {
    const answer = await app.inject({
      ...options,
      headers: {
        ...options.headers,
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
      },
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const token = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1]
    if (token) browser.token = token
    return answer
  }
  const browser: Browser = {
    cookies,
    token: '',
    get: (url) => send({ method: 'GET', url }),
    async post(url, fields, { from = url, headers = {} } = {}) {
      if (browser.token === '' || from !== url) await browser.get(from)
      return send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: encoded({ _csrf: browser.token, ...fields }),
      })
    },
  }
  return browser
}

function encoded(fields: Fields): string {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
  return body.toString()
}

/** A browser in which this member of the cast is signed in. */
export async function signIn(service: Service, username: CastMember): Promise<Browser> {
  const browser = openBrowser(service)
  const answer = await browser.post('/staff/sign-in', { username, password })
  if (answer.statusCode !== 303)
    throw new Error(`${username} could not sign in: ${answer.statusCode}`)
  await browser.get('/staff')
  return browser
}

/** An ordinary request, sent through the form; say only what matters. Gives its reference and code. */
export async function submitRequest(
  service: Service,
  changes: Record<string, string> = {},
  browser: Browser = openBrowser(service),
): Promise<{ reference: string; code: string; browser: Browser }> {
  const fields: Record<string, string> = {
    topic: '',
    subject: 'รายงานการประชุมสุดยอดอาเซียน',
    details: 'ขอรายงานการประชุมสุดยอดอาเซียน ครั้งที่ 45 ฉบับภาษาไทย',
    name: 'สมชาย ใจดี',
    email: 'somchai@example.com',
    ...changes,
  }
  const pick = (names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
    )
  await expectSeeOther(browser.post('/requests/new/information', pick(informationFields)))
  await expectSeeOther(browser.post('/requests/new/you', pick(youFields)))
  const check = await browser.get('/requests/new/check')
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(check.body)?.[1] ?? ''
  const sent = await expectSeeOther(
    browser.post('/requests', { idempotencyKey }, { from: '/requests/new/check' }),
  )
  const receipt = await browser.get(String(sent.headers.location))
  const reference = /\d\d-\d{6}-\d/.exec(receipt.body)?.[0]
  const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(receipt.body)?.[0]
  if (!reference || !code) throw new Error('No reference or code on the receipt')
  return { reference, code, browser }
}

async function expectSeeOther(answer: Promise<Answer>): Promise<Answer> {
  const { statusCode, body } = await answer
  if (statusCode !== 303) throw new Error(`Expected 303, got ${statusCode}: ${body.slice(0, 3000)}`)
  return answer
}

const informationFields = ['topic', 'subject', 'details', 'period', 'accessForm', 'language']
const youFields = [
  'requesterKind',
  'title',
  'name',
  'affiliation',
  'purpose',
  'email',
  'phone',
  'deliverBy',
  'address',
]
