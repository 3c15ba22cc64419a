import { expect, it } from 'vitest'
import {
  describeInBrowser,
  named,
  openWindow,
  signInAtWindow,
  startSite,
} from '../support/browser.ts'
import { signMonths } from '../support/months.ts'
import { aBusyDepartment } from '../statistics/busy-department.ts'

const windows = named([
  { javaScript: true, language: 'th', width: 1280 },
  { javaScript: false, language: 'th', width: 360 },
  { javaScript: true, language: 'en', width: 360 },
  { javaScript: false, language: 'en', width: 1280 },
])

const noon = Date.parse('2026-11-24T12:00:00+07:00')

describeInBrowser('the public statistics', () => {
  it.each(windows)(
    'are found from the first page and read, $width pixels wide ($title)',
    async (window) => {
      const site = await openBusySite()
      const visitor = await openWindow(site, window)
      const { page, words } = visitor
      await visitor.open('/')
      expect(await visitor.follow(words.home.statisticsLink)).toBe(200)
      await visitor.see(words.statistics.title('2570'))

      const charts = await page.evaluate<Shown[]>(lookAtPictures)
      expect(charts).toHaveLength(4)
      for (const { loaded, alt, width, from } of charts) {
        expect(loaded, from).toBe(true)
        expect(alt).not.toBe('')
        expect(from.includes('-narrow.svg')).toBe(window.width === 360)
        // Not shrunk: the letters of a chart are as large as they were drawn.
        expect(width).toBeGreaterThanOrEqual(window.width === 360 ? 320 : 720)
      }
      expect(await visitor.follow('2569')).toBe(200)
      await visitor.see(words.statistics.title('2569'))
      expect(await page.context().cookies()).toEqual([])
    },
  )

  it('have charts that can be opened by themselves, as sound SVG with its own letters', async () => {
    const site = await openBusySite()
    const visitor = await openWindow(site)
    const { page } = visitor
    for (const name of ['months', 'channels', 'timeliness', 'outcomes', 'months-narrow']) {
      expect(await visitor.open(`/statistics/2570/charts/${name}.svg`)).toBe(200)
      const read = await page.evaluate<Read>(readDrawing)
      expect(read).toMatchObject({ root: 'svg', role: 'img', fault: null, font: true })
      expect(read.title).toContain('2570')
      expect(read.description).not.toBe('')
    }
  })

  it('stand above their tables in the report of staff as well', async () => {
    const site = await openBusySite()
    const secretary = await signInAtWindow(site, 'secretary')
    await secretary.open('/staff/reports/2570')
    expect(
      (await secretary.page.evaluate<Shown[]>(lookAtPictures)).map(({ loaded }) => loaded),
    ).toEqual([true, true, true, true])
    await secretary.open('/staff/reports/2026-11')
    expect(await secretary.page.evaluate<Shown[]>(lookAtPictures)).toHaveLength(3)
  })
})

async function openBusySite() {
  const site = await startSite({ at: noon })
  await aBusyDepartment(site.services.db, {
    seed: 3,
    count: 80,
    from: '2026-09-01',
    until: '2026-11-20',
  })
  await signMonths(site, '2026-10')
  site.time.now += 1000
  return site
}

type Shown = { loaded: boolean; alt: string; width: number; from: string }
type Read = {
  root: string
  role: string
  title: string
  description: string
  fault: string | null
  font: boolean
}

/** Those further down are loaded when somebody gets there. */
const lookAtPictures = `Promise.all([...document.querySelectorAll('#main img')].map(async (image) => {
  image.loading = 'eager'
  await image.decode().catch(() => undefined)
  return { loaded: image.naturalWidth > 0, alt: image.alt, width: image.width, from: image.currentSrc }
}))`

const readDrawing = `document.fonts.ready.then(() => ({
  root: document.documentElement.localName,
  role: document.documentElement.getAttribute('role'),
  title: document.getElementById('title').textContent,
  description: document.getElementById('message').textContent,
  fault: document.querySelector('parsererror')?.textContent ?? null,
  font: [...document.fonts].some(({ status }) => status === 'loaded'),
}))`
