import { describe, expect, it } from 'vitest'
import { defaultRules } from '#src/department/rules.ts'
import { openBrowser, startService } from '../support/service.ts'

const pages = ['/', '/guide', '/privacy', '/en', '/en/guide', '/en/privacy']

describe('the public pages', () => {
  it.each(pages)('%s is the same for everybody and sets no cookie', async (path) => {
    const { app } = await startService()
    const answer = await app.inject(path)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('public, max-age=300')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.body).not.toContain('<form')
  })

  it.each(['/%FF', '/en/requests/%E0%B8/receipt', '/staff/%', '/assets/%zz'])(
    'are what an address nobody can decode leads to: %s',
    async (path) => {
      const { app } = await startService()
      const answer = await app.inject(path)
      expect([303, 404]).toContain(answer.statusCode)
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
      if (answer.statusCode === 404) expect(answer.body).toContain('<h1')
    },
  )

  it('leads to the form, to a request and to the guide', async () => {
    const browser = openBrowser(await startService())
    const { body } = await browser.get('/')
    for (const address of ['/requests/new/information', '/track', '/guide#channels', '/privacy'])
      expect(body).toContain(`href="${address}"`)
    expect((await browser.get('/en')).body).toContain('href="/en/requests/new/information"')
  })

  it('takes the limit from the rule, in both languages', async () => {
    const browser = openBrowser(await startService())
    const { days } = defaultRules.limit
    expect((await browser.get('/')).body).toContain(`${days}\u00a0วัน`)
    expect((await browser.get('/en/guide')).body).toContain(`${days}\u00a0days at most`)
  })

  it('says in the manual who, how, how long, what it costs and where to complain', async () => {
    const browser = openBrowser(await startService())
    const { body } = await browser.get('/guide')
    for (const section of ['channels', 'steps', 'papers', 'fee', 'rights', 'law', 'contact'])
      expect(body).toContain(`<h2 class="govuk-heading-l" id="${section}">`)
    for (const way of ['มาตรา\u00a013', 'มาตรา\u00a018', 'มาตรา\u00a033', 'สำนักงานเลขานุการกรม'])
      expect(body).toContain(way)
  })

  it('tells how long each of the three cookies lasts', async () => {
    const browser = openBrowser(await startService())
    const { body } = await browser.get('/en/privacy')
    expect(body).toContain('7\u00a0days')
    expect(body).toContain('30\u00a0minutes')
    expect(body).toContain('8\u00a0hours')
  })

  it('never leaves a repetition mark to begin a line', async () => {
    const browser = openBrowser(await startService())
    for (const path of ['/', '/guide', '/privacy', '/track'])
      expect((await browser.get(path)).body).not.toMatch(/[ \n]ๆ/)
  })
})
