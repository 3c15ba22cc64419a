import { Agent, request } from 'node:http'
import { multipart } from './multipart.ts'

/** Somebody with a browser, over the network: keeps cookies, and sends forms with the token of the last page. */
export type Visitor = {
  get(path: string): Promise<Page>
  post(path: string, fields: Fields): Promise<Page>
  /** Sends the form with a file in it. */
  upload(path: string, fields: Fields, file: { name: string; content: Buffer }): Promise<Page>
  /** The header that holds the cookies. */
  cookies(): string
  /** The token of the last page with a form. */
  token(): string
  leave(): void
}

export type Page = { status: number; location: string; body: string }
export type Fields = Record<string, string>

/**
 * `from`: the network address a proxy tells the service, where it believes one. `cookies`: the header of a visitor who
 * has been here before. Rejects when the connection breaks.
 */
export function openVisitor(
  url: string,
  { from, cookies: earlier = '' }: { from?: string; cookies?: string } = {},
): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const cookies = new Map<string, string>()
  for (const [, name = '', value = ''] of earlier.matchAll(/([^=; ]+)=([^;]*)/g))
    cookies.set(name, value)
  let token = ''

  async function send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    payload?: string | Buffer,
  ): Promise<Page> {
    const page = await exchange(url + path, {
      method,
      agent,
      headers: {
        ...headers,
        ...(cookies.size > 0 && { cookie: cookieHeader() }),
        ...(from !== undefined && { 'x-forwarded-for': from }),
        ...(payload !== undefined && { 'content-length': String(Buffer.byteLength(payload)) }),
      },
      ...(payload !== undefined && { payload }),
    })
    for (const cookie of page.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? token
    return page
  }

  function cookieHeader(): string {
    return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  return {
    get: (path) => send('GET', path),
    post: (path, fields) => {
      const body = new URLSearchParams({ _csrf: token, ...fields }).toString()
      return send('POST', path, { 'content-type': 'application/x-www-form-urlencoded' }, body)
    },
    upload(path, fields, file) {
      const { headers, payload } = multipart({ _csrf: token, ...fields }, file)
      return send('POST', path, headers, payload)
    },
    cookies: cookieHeader,
    token: () => token,
    leave: () => agent.destroy(),
  }
}

type Sending = {
  method: string
  agent: Agent
  headers: Record<string, string>
  payload?: string | Buffer
}

function exchange(url: string, { payload, ...options }: Sending) {
  return new Promise<Page & { cookies: readonly string[] }>((resolve, reject) => {
    const sent = request(url, options, (response) => {
      response.toArray().then((chunks: Buffer[]) => {
        const { statusCode = 0, headers } = response
        resolve({
          status: statusCode,
          location: headers.location ?? '',
          body: Buffer.concat(chunks).toString(),
          cookies: headers['set-cookie'] ?? [],
        })
      }, reject)
    })
    sent.on('error', reject)
    sent.end(payload)
  })
}

/** What is typed on the two pages of the form; say only what matters. */
export type Typed = { information?: Fields; you?: Fields }

/** Fills in the form as far as its last page. Gives the key that sends it. */
export async function fillIn(visitor: Visitor, typed: Typed = {}): Promise<string> {
  await fillInPages(visitor, typed)
  await onward(visitor.post('/requests/new/files', {}), '/requests/new/check')
  return keyOf(await visitor.get('/requests/new/check'))
}

/** Fills in the pages that are typed; the page for files comes next. */
export async function fillInPages(
  visitor: Visitor,
  { information, you }: Typed = {},
): Promise<void> {
  await visitor.get('/requests/new/information')
  const asked = { ...ordinary.information, ...information }
  await onward(visitor.post('/requests/new/information', asked), '/requests/new/you')
  await visitor.get('/requests/new/you')
  const who = { ...ordinary.you, ...you }
  await onward(visitor.post('/requests/new/you', who), '/requests/new/files')
  await visitor.get('/requests/new/files')
}

/** Sends the form with this key. Gives the reference. */
export async function sendIn(visitor: Visitor, idempotencyKey: string): Promise<string> {
  return referenceOf(await visitor.post('/requests', { idempotencyKey }))
}

/** The key on the last page of the form. */
export function keyOf({ body, status }: Page): string {
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(body)?.[1]
  if (key === undefined) throw new Error(`No key on a page with status ${status}`)
  return key
}

/** The reference that an answer to the form leads to. */
export function referenceOf({ status, location }: Page): string {
  const reference = /^\/requests\/([\d-]+)\/receipt$/.exec(location)?.[1]
  if (status !== 303 || reference === undefined)
    throw new Error(`No receipt, but ${status} ${location}`)
  return reference
}

/** Expects to be led to `path`. */
export async function onward(answer: Promise<Page>, path: string): Promise<void> {
  const { status, location } = await answer
  if (status !== 303 || location !== path)
    throw new Error(`Expected 303 to ${path}, not ${status} ${location}`)
}

const ordinary = {
  information: {
    subject: 'รายงานการประชุมสุดยอดอาเซียน ครั้งที่ 45',
    details: 'ขอรายงานสรุปผลการประชุมสุดยอดอาเซียน ครั้งที่ 45 ฉบับภาษาไทย และรายการเอกสารผลลัพธ์ที่ไทยร่วมรับรอง',
  },
  you: { name: 'สมชาย ตัวอย่าง', email: 'somchai@example.com' },
}
