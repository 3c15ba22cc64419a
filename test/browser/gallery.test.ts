import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { languages } from '#src/requests/info-request.ts'
import { complainOfWidth, describeInBrowser, openSite, openWindow } from '../support/browser.ts'
import { startService } from '../support/service.ts'
import { rooms } from '../views/every-page.ts'

const albums = languages.flatMap((language) =>
  Object.entries(rooms).map(([room, open]) => ({ room, language, open })),
)

/** In English the other rooms are only measured: what axe looks at is the same as in Thai. */
const lookedAtInEnglish = ['the public pages', 'the form', 'the counter']

describeInBrowser('every page in every state', () => {
  it.each(albums)(
    'has no barriers and fits a narrow window: $room in $language',
    async ({ room, language, open }) => {
      const shown = (await open(language)).filter(({ isVariant }) => !isVariant)
      const service = await startService()
      service.app.get<{ Params: { index: number } }>('/album/:index', (request, reply) =>
        reply.type('text/html; charset=utf-8').send(shown[request.params.index]?.body),
      )
      const site = await openSite(service)
      const { page } = await openWindow(site, { language })
      const context = page.context()
      const isLookedAt = language === 'th' || lookedAtInEnglish.includes(room)
      if (isLookedAt) await context.addInitScript({ content: axe.source })
      // A page that fetches its file at once would be left before it was looked at.
      await context.route('**/staff/exports/*/file', (route) => route.fulfill({ status: 204 }))

      const faults: string[] = []
      const waiting = [...shown.entries()]
      const look = async (tab: Page) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const [index, { name }] = next
          await tab.goto(`${site.url}/album/${index}`)
          const found = isLookedAt ? await tab.evaluate<string[]>(barriers) : []
          found.push(...(await widths(tab)))
          faults.push(...found.map((fault) => `${name}: ${fault}`))
        }
      }
      await Promise.all([look(page), look(await context.newPage())])
      expect(faults).toEqual([])
    },
  )
})

/** Where the page is wider than the window: on a desk, on a phone, and there with the spacing readers may choose. */
async function widths(page: Page): Promise<string[]> {
  const found: string[] = []
  await complainOfWidth(page, found)
  await page.setViewportSize({ width: 320, height: 640 })
  await complainOfWidth(page, found)
  await page.evaluate(spaceOut)
  await complainOfWidth(page, found)
  await page.setViewportSize({ width: 1280, height: 900 })
  return found
}

/** What keeps somebody from using the page: WCAG 2.2 to level AA, and what experience adds. */
const barriers = `(async () => {
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
    // Compares word by word, and Thai writes no spaces between words; the same is asked below.
    rules: { 'label-content-name-mismatch': { enabled: false } },
  })
  const named = [...document.querySelectorAll('a[aria-label], button[aria-label]')]
  return [
    ...violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all }) =>
      [id, help, target, ...[...any, ...all].map(({ message }) => message)].join(' · '))),
    ...named
      .filter((element) => !element.ariaLabel.includes(element.innerText.trim()))
      .map((element) => element.ariaLabel + ' is not called by what one sees: ' + element.innerText),
  ]
})()`

/** The spacing that readers may set for themselves (WCAG 1.4.12). */
const spaceOut = `(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
  document.adoptedStyleSheets = [sheet]
})()`
