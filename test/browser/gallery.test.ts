import axe from 'axe-core'
import { expect, it } from 'vitest'
import { languages } from '#src/requests/info-request.ts'
import { complainOfWidth, describeInBrowser, openWindow, startSite } from '../support/browser.ts'
import { rooms } from '../views/every-page.ts'

const albums = languages.flatMap((language) =>
  Object.entries(rooms).map(([room, open]) => ({ room, language, open })),
)

describeInBrowser('every page in every state', () => {
  it.each(albums)('can be used by everybody: $room in $language', async ({ language, open }) => {
    const site = await startSite()
    const shown = (await open(language)).filter(({ isVariant }) => !isVariant)
    const { page } = await openWindow(site, { language })
    await page.route('**/album/*', (route) => {
      const { body = '', policy = '' } = shown[Number(/\d+$/.exec(route.request().url())?.[0])] ?? {}
      return route.fulfill({
        body,
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': policy },
      })
    })
    await page.context().addInitScript({ content: axe.source })
    const faults: string[] = []
    for (const [index, { name }] of shown.entries()) {
      await page.goto(`${site.url}/album/${index}`)
      const found = await page.evaluate<string[]>(barriers)
      await complainOfWidth(page, found)
      await page.setViewportSize({ width: 320, height: 640 })
      await complainOfWidth(page, found)
      await page.evaluate(spaceOut)
      await complainOfWidth(page, found)
      await page.setViewportSize({ width: 1280, height: 900 })
      faults.push(...found.map((fault) => `${name}: ${fault}`))
    }
    expect(faults).toEqual([])
  })
})

/** What keeps somebody from using the page: WCAG 2.2 to level AA, and what experience adds. */
const barriers = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
  nodes.map(({ target, any, all }) => [id, help, target, ...[...any, ...all].map(({ message }) => message)].join(' · '))))`

/** The spacing that readers may set for themselves (WCAG 1.4.12). */
const spaceOut = `(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
  document.adoptedStyleSheets = [sheet]
})()`
