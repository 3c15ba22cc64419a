import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { topics } from '#src/database/schema.ts'
import { openBrowser, signIn, startService, type Service } from '../support/service.ts'

const firstPage = '/requests/new/information'

const tokenOf = (body: string) => /name="_csrf" value="([\w-]+)"/.exec(body)?.[1] ?? ''
const withoutToken = (body: string) => body.replaceAll(tokenOf(body), '')

function visit({ app }: Service, url: string) {
  return app.inject({ url })
}

describe('a kept page', () => {
  it('is the same for everybody but for a token of their own', async () => {
    const service = await startService()
    const [one, other] = [await visit(service, firstPage), await visit(service, firstPage)]

    expect(tokenOf(one.body)).not.toBe('')
    expect(tokenOf(one.body)).not.toBe(tokenOf(other.body))
    expect(one.cookies).not.toEqual(other.cookies)
    expect(withoutToken(one.body)).toBe(withoutToken(other.body))
    expect(one.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-length': String(Buffer.byteLength(one.body)),
    })
  })

  it('takes the form of whom it was made for, and of nobody else', async () => {
    const service = await startService()
    const [one, other] = [openBrowser(service), openBrowser(service)]
    await one.get(firstPage)
    await other.get(firstPage)
    const send = (token: string) =>
      service.app.inject({
        method: 'POST',
        url: firstPage,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie: `p=${one.cookies.get('p')}`,
        },
        payload: new URLSearchParams({ _csrf: token, subject: 'a', details: 'b' }).toString(),
      })
    expect((await send(other.token)).statusCode).toBe(403)
    expect((await send(one.token)).statusCode).toBe(303)
  })

  it('is one for each language', async () => {
    const service = await startService()
    await visit(service, firstPage)
    const english = await visit(service, `/en${firstPage}`)
    expect(english.body).toContain('<html lang="en">')
    expect(english.body).toContain('Topic one')
    const thai = await visit(service, firstPage)
    expect(thai.body).toContain('<html lang="th">')
    expect(thai.body).toContain('หัวข้อหนึ่ง')
  })

  it('leads to the other language with the query it was opened with', async () => {
    const service = await startService()
    for (const path of ['/guide', firstPage]) {
      await visit(service, path)
      expect((await visit(service, `${path}?from=a"b`)).body).toContain(`href="/en${path}?from=a`)
      expect((await visit(service, path)).body).toContain(`href="/en${path}"`)
    }
  })

  it('gives way to what the visitor has typed', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    await browser.post(firstPage, { subject: 'ฉบับแรก <b>', details: 'ขอรายงานประจำปี' })
    expect((await browser.get(firstPage)).body).toContain('value="ฉบับแรก &lt;b&gt;"')
    expect((await visit(service, firstPage)).body).not.toContain('ฉบับแรก')
  })

  it('shows a topic as soon as the administrator has changed it', async () => {
    const service = await startService()
    const admin = await signIn(service, 'admin')
    expect((await visit(service, firstPage)).body).toContain('หัวข้อหนึ่ง')
    const page = `/staff/admin/topics/${service.cast.topics.first}`
    const changed = await admin.post(page, { nameTh: 'ชื่อใหม่', nameEn: 'New name', position: '1' })
    expect(changed.statusCode).toBe(303)

    const { body } = await visit(service, firstPage)
    expect(body).toContain('ชื่อใหม่')
    expect(body).not.toContain('หัวข้อหนึ่ง')
    await admin.post(`${page}/closure`, {}, { from: page })
    expect((await visit(service, firstPage)).body).not.toContain('ชื่อใหม่')
    await admin.post(`${page}/reopening`, {}, { from: page })
    expect((await visit(service, firstPage)).body).toContain('ชื่อใหม่')
  })

  it('shows a topic five seconds after another process has changed it', async () => {
    const service = await startService()
    await visit(service, firstPage)
    await service.services.db.write(async (tx) => {
      await tx
        .update(topics)
        .set({ nameTh: 'ชื่อใหม่' })
        .where(eq(topics.id, service.cast.topics.first))
    })
    service.time.now += 5_000
    expect((await visit(service, firstPage)).body).toContain('ชื่อใหม่')
  })
})
