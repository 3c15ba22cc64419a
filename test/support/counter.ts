import { infoRequests } from '#src/database/schema.ts'
import { multipart } from './multipart.ts'
import type { Answer, Browser, Fields, Service } from './service.ts'

/** The form for entering a request for somebody. */
export const entryAddress = '/staff/requests/new'

/** A letter that came by post today. */
export const aLetter = {
  channel: 'post',
  receivedOn: '2/11/2569',
  subject: 'รายงานการประชุม',
  details: 'ขอสำเนารายงานการประชุม ครั้งที่ ๕',
  name: 'นางตัวอย่าง ทดสอบ',
  address: '1 ถนนตัวอย่าง กรุงเทพฯ 10400',
}

/** Opens the form and sends it; say only what matters. */
export async function enterForm(browser: Browser, changes: Fields = {}): Promise<Answer> {
  const idempotencyKey = await openForm(browser)
  return browser.post(entryAddress, { idempotencyKey, ...aLetter, ...changes })
}

/** Opens the form. Gives its key. */
export async function openForm(browser: Browser): Promise<string> {
  return keyIn(await browser.get(entryAddress))
}

export function keyIn({ body }: Answer): string {
  return /name="idempotencyKey" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

export function referenceIn({ headers }: Answer): string {
  return /\d\d-\d{6}-\d/.exec(String(headers.location))?.[0] ?? ''
}

export async function countRequests({ services }: Service): Promise<number> {
  return services.db.read.$count(infoRequests)
}

/** Sends a form with a file as a browser does, with the token of the page it looked at last. */
export async function sendFile(
  { app }: Service,
  { cookies, token }: Browser,
  url: string,
  fields: Record<string, string>,
  file?: { name: string; content: Buffer },
): Promise<Answer> {
  const { headers, payload } = multipart({ _csrf: token, ...fields }, file)
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return app.inject({ method: 'POST', url, headers: { ...headers, cookie }, payload })
}
