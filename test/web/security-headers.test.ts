import { describe, expect, it } from 'vitest'
import { assets } from '#views/assets/manifest.ts'
import { openBrowser, startService } from '../support/service.ts'

const always = {
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';form-action 'self';base-uri 'none';object-src 'none';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types htmx",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

describe('the security headers', () => {
  it('are on every answer, whatever its status', async () => {
    const service = await startService()
    const { app } = service
    app.get('/broken', async () => {
      throw new Error('broken')
    })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const stamp = (await app.inject({ url: assets.css })).headers.etag
    const answers = {
      200: await app.inject({ url: '/' }),
      303: await app.inject({ url: '/requests/new' }),
      304: await app.inject({ url: assets.css, headers: { 'if-none-match': String(stamp) } }),
      403: await app.inject({ method: 'POST', url: '/track', headers: form, payload: '_csrf=x' }),
      404: await app.inject({ url: '/no-such-page' }),
      413: await app.inject({
        method: 'POST',
        url: '/track',
        headers: form,
        payload: 'x'.repeat(300_000),
      }),
      415: await app.inject({ method: 'POST', url: '/track', payload: { json: true } }),
      422: await openBrowser(service).post('/requests/new/information', {}),
      500: await app.inject({ url: '/broken' }),
    }
    for (const [status, answer] of Object.entries(answers)) {
      expect(answer.statusCode).toBe(Number(status))
      expect(answer.headers, status).toMatchObject(always)
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
      expect(answer.headers).not.toHaveProperty('strict-transport-security')
    }
    for (const url of [assets.css, assets.font, '/healthz', '/en/guide'])
      expect((await app.inject({ method: 'HEAD', url })).headers, url).toMatchObject(always)
  })

  it('bind browsers to HTTPS where that is how people come', async () => {
    const { app } = await startService({ settings: { BASE_URL: 'https://requests.example.go.th' } })
    for (const url of ['/', '/no-such-page'])
      expect((await app.inject({ url })).headers['strict-transport-security']).toBe(
        'max-age=31536000; includeSubDomains',
      )
  })
})
