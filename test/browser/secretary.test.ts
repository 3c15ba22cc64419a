import { readFile } from 'node:fs/promises'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { legalDay, monthName } from '#views/parts/dates.ts'
import {
  bothWindows,
  describeInBrowser,
  named,
  signInAtWindow,
  startSite,
  trackAtWindow,
  type Visitor,
} from '../support/browser.ts'
import { submitRequest } from '../support/service.ts'

describeInBrowser('the secretary', () => {
  it.each(named(bothWindows))('sends a request on to its division ($title)', async (window) => {
    const site = await startSite()
    const { reference } = await submitRequest(site)
    const secretary = await signInAtWindow(site, 'secretary', window)
    const { actions, done, faults } = secretary.words.caseFile
    await secretary.follow(reference)
    await secretary.follow(actions.assign.title)
    expect(await secretary.press(actions.assign.button)).toBe(422)
    await secretary.see(faults.division.missing)
    await secretary.field('division').selectOption(String(site.cast.divisions.second))
    await secretary.press(actions.assign.button)
    await secretary.see(done.assign)
    await secretary.see(window.language === 'th' ? 'กองตัวอย่างสอง' : 'Example Division Two')

    const officer2 = await signInAtWindow(site, 'officer2', window)
    await officer2.open('/staff?tab=division')
    await officer2.follow(reference)
  })

  it.each(named(bothWindows))(
    'enters a request for somebody at the counter, with a Buddhist year, and hands out the slip ($title)',
    async (window) => {
      const site = await startSite()
      const secretary = await signInAtWindow(site, 'secretary', window)
      const { page, words } = secretary
      await secretary.follow(words.layout.counter)
      await secretary.field('receivedOn').fill('31/10/2570')
      expect(await secretary.press(words.counter.submit)).toBe(422)
      expect(await secretary.field('receivedOn').inputValue()).toBe('31/10/2570')
      await secretary.see(words.counter.faults.receivedOn['in-future'])

      await page.locator('[name=channel][value=counter]').check()
      await secretary.field('receivedOn').fill('30/10/2569')
      await secretary.field('subject').fill('บัญชีรายชื่อสนธิสัญญา')
      await secretary.field('details').fill('ขอสำเนาบัญชีรายชื่อสนธิสัญญา')
      await secretary.field('name').fill('มานี มีใจ')
      await secretary.field('phone').fill('02 203 5000')
      expect(await secretary.press(words.counter.submit)).toBe(200)

      await secretary.see('มานี มีใจ')
      await secretary.see(legalDay(window.language, '2026-10-30'))
      const slip = await page.locator('#main').innerText()
      const reference = /\d\d-\d{6}-\d/.exec(slip)?.[0] ?? ''
      const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(slip)?.[0] ?? ''
      await expectPrintable(secretary)
      const requester = await trackAtWindow(site, { reference, code }, window)
      await requester.see('บัญชีรายชื่อสนธิสัญญา')
    },
  )

  it.each(named(bothWindows))(
    'opens the report of the month, the list behind a number, and its downloads ($title)',
    async (window) => {
      const site = await startSite()
      const { reference } = await submitRequest(site, { topic: String(site.cast.topics.first) })
      const secretary = await signInAtWindow(site, 'secretary', window)
      const { page, words, language } = secretary
      await secretary.follow(words.layout.report)
      expect(page.url()).toMatch(/\/2026-11$/)
      await secretary.see(words.reports.title.month(monthName(language, '2026-11')))
      await secretary.see(words.reports.balance.agrees)

      const { caption, columns } = words.reports.tables.service
      const received = [caption, words.domain.channel.online, columns.received].join(', ')
      await secretary.follow(`1 (${received})`)
      await secretary.see(words.reports.list.requests('1'))
      await secretary.follow(reference)
      await page.goBack()
      await secretary.follow(words.reports.list.back)

      const csv = (await download(secretary, 'csv')).toString()
      expect(csv).toMatch(/^\ufeff/)
      expect(csv).toContain(words.domain.channel.online)
      const workbook = await readXlsx(await download(secretary, 'xlsx'))
      expect(workbook.sheets.map(({ name }) => name)).toContain(words.reports.tables.service.sheet)
      expect(JSON.parse((await download(secretary, 'json')).toString())).toMatchObject({
        period: { id: '2026-11' },
      })

      await secretary.field('month').selectOption('2026-10')
      await secretary.press(words.reports.choose.go)
      await secretary.see(words.reports.title.month(monthName(language, '2026-10')))
    },
  )
})

async function download({ page, words }: Visitor, type: 'csv' | 'xlsx' | 'json'): Promise<Buffer> {
  const link = page.getByRole('link', { name: words.reports.download[type], exact: true })
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(file.suggestedFilename()).toBe(`khamkho-2026-11.${type}`)
  return readFile(await file.path())
}

/** On paper: the number, the code and the QR code, without menus and buttons. */
async function expectPrintable({ page, words }: Visitor): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('img', { name: words.asking.receipt.qr }).isVisible()).toBe(true)
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: words.layout.signOut }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
}
