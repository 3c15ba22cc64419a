import { expect, it } from 'vitest'
import { infoRequests } from '#src/database/schema.ts'
import {
  aFile,
  describeInBrowser,
  everyWindow,
  named,
  openWindow,
  startSite,
  trackAtWindow,
  type Site,
  type Visitor,
} from '../support/browser.ts'
import { openMailbox } from '../support/mailbox.ts'

describeInBrowser('asking for information', () => {
  it.each(named(everyWindow))(
    'goes from the first page to the receipt, and the letter arrives ($title)',
    async (window) => {
      const site = await startSite()
      const mailbox = await openMailbox(site)
      const visitor = await openWindow(site, window)
      await begin(visitor)
      await tellWhat(visitor)
      await tellWho(visitor)
      await attach(visitor)
      await changeOneAnswer(visitor)
      const receipt = await send(site, visitor)

      const { receipt: text } = visitor.words.letters.texts
      const letter = await mailbox.letter('somchai@example.com', receipt.reference)
      expect(letter.mail.subject).toBe(text.subject.replace('{{reference}}', receipt.reference))
      expect(letter.mail.text).toContain(text.body.split('\n\n')[4])
      expect(letter.mail.text).toContain(
        `${site.url}${window.language === 'en' ? '/en' : ''}/track`,
      )
      expect(letter.raw).not.toContain(receipt.code)

      await followFromElsewhere(site, window, receipt)
    },
  )

  it('says at once that a file is too big, and sends nothing', async () => {
    const site = await startSite()
    const visitor = await openWindow(site)
    await fillInPages(visitor)
    const sent: string[] = []
    visitor.page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url())
    })
    const tooBig = Buffer.alloc(10 * 1024 * 1024 + 1)
    await visitor.page.setInputFiles('#file', aFile('big.pdf', tooBig))
    await visitor.page
      .getByRole('button', { name: visitor.words.asking.files.add, exact: true })
      .click()
    await visitor.see(visitor.words.forms.fileTooBig(10))
    expect(sent).toEqual([])
  })

  it('opens the tracking page from the QR code with both fields filled in and the code off the address', async () => {
    const site = await startSite()
    const visitor = await openWindow(site)
    await fillInPages(visitor)
    await visitor.press(visitor.words.asking.files.continue)
    const { reference, code } = await send(site, visitor)

    const elsewhere = await openWindow(site, { width: 320 })
    await elsewhere.open(`/track#${reference}.${code}`)
    expect(await elsewhere.field('reference').inputValue()).toBe(reference)
    expect(await elsewhere.field('code').inputValue()).toBe(code)
    expect(elsewhere.page.url()).toBe(`${site.url}/track`)
    await elsewhere.press(elsewhere.words.tracking.track.submit)
    await elsewhere.see(elsewhere.words.tracking.standing['with-division'].heading)
  })

  it('keeps the answers when one goes back and forth, and sends once from two tabs', async () => {
    const site = await startSite()
    const visitor = await openWindow(site)
    await fillInPages(visitor)
    await visitor.press(visitor.words.asking.files.continue)
    await visitor.page.goBack()
    await visitor.page.goBack()
    expect(await visitor.field('name').inputValue()).toBe('สมชาย ใจดี')
    await visitor.open('/requests/new/check')

    const other = await visitor.page.context().newPage()
    await other.goto('/requests/new/check')
    await visitor.press(visitor.words.asking.check.send)
    const first = visitor.page.url()
    await other.getByRole('button', { name: visitor.words.asking.check.send, exact: true }).click()
    await other.waitForURL(/receipt$/)
    expect(other.url()).toBe(first)
    expect(await countRequests(site)).toBe(1)

    await visitor.page.goBack()
    expect(await countRequests(site)).toBe(1)
  })
})

/** From the first page; an empty form comes back and says what is missing. */
async function begin(visitor: Visitor): Promise<void> {
  const { words } = visitor
  await visitor.open('/')
  await visitor.follow(words.home.start)
  expect(await visitor.press(words.forms.continue)).toBe(422)
  await expectSummary(visitor, [
    ['subject', words.asking.faults.subject.missing],
    ['details', words.asking.faults.details.missing],
  ])
}

async function tellWhat(visitor: Visitor): Promise<void> {
  const { words } = visitor
  await visitor.field('subject').fill('รายงานการประชุม')
  await visitor.field('details').fill('ขอรายงานการประชุม\nครั้งที่ 45')
  await visitor.field('topic').selectOption({ index: 1 })
  await visitor.press(words.forms.continue)
  await visitor.see(words.asking.you.title)
}

async function tellWho(visitor: Visitor): Promise<void> {
  const { words } = visitor
  await visitor.field('phone').fill('not a number')
  expect(await visitor.press(words.forms.continue)).toBe(422)
  await expectSummary(visitor, [
    ['name', words.asking.faults.name.missing],
    ['phone', words.faults['not-a-phone']],
  ])
  expect(await visitor.field('phone').inputValue()).toBe('not a number')
  await visitor.field('phone').fill('081 234 5678')
  await visitor.field('name').fill('สมชาย ใจดี')
  await visitor.field('email').fill('somchai@example.com')
  await visitor.press(words.forms.continue)
  await visitor.see(words.asking.files.title)
}

/** Adds two files, is refused a third that is none, and takes one away. */
async function attach(visitor: Visitor): Promise<void> {
  const { page, words } = visitor
  const { files } = words.asking
  for (const name of ['หนังสืออ้างถึง.pdf', 'second.pdf']) {
    await page.setInputFiles('#file', aFile(name))
    expect(await visitor.press(files.add)).toBe(200)
  }
  await page.setInputFiles('#file', aFile('letter.pdf', Buffer.from('<html>no PDF')))
  expect(await visitor.press(files.add)).toBe(422)
  await expectSummary(visitor, [['file', words.asking.faults.file['wrong-type']]])
  await visitor.see(files.added(2))
  await visitor.press(`${words.forms.remove} second.pdf`)
  await visitor.see(files.added(1))
  await visitor.press(files.continue)
  await visitor.see(words.asking.check.title)
  await visitor.see('หนังสืออ้างถึง.pdf')
}

async function changeOneAnswer(visitor: Visitor): Promise<void> {
  const { page, words } = visitor
  const { information, check } = words.asking
  await visitor.follow(`${words.forms.change} ${information.subject}`)
  expect(new URL(page.url()).hash).toBe('#subject')
  expect(await visitor.field('subject').inputValue()).toBe('รายงานการประชุม')
  await visitor.field('subject').fill('รายงานการประชุมสุดยอดอาเซียน')
  await visitor.press(words.forms.continue)
  await visitor.see(check.title)
  await visitor.see('รายงานการประชุมสุดยอดอาเซียน')
  await visitor.see('081 234 5678')
}

/** With an impatient double click. */
async function send(site: Site, visitor: Visitor): Promise<{ reference: string; code: string }> {
  const { page, words } = visitor
  const button = page.getByRole('button', { name: words.asking.check.send, exact: true })
  await Promise.all([page.waitForURL(/\/receipt$/), button.dblclick()])
  await visitor.see(words.asking.receipt.title)
  const text = await page.locator('#main').innerText()
  const reference = /\d\d-\d{6}-\d/.exec(text)?.[0] ?? ''
  const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(text)?.[0] ?? ''
  expect(page.url()).toContain(reference)
  expect(code).not.toBe('')
  expect(await countRequests(site)).toBe(1)
  expect(await page.getByRole('img', { name: words.asking.receipt.qr }).count()).toBe(1)
  const print = page.getByRole('button', { name: words.forms.print })
  expect(await print.isVisible()).toBe(visitor.javaScript)
  return { reference, code }
}

async function followFromElsewhere(
  site: Site,
  window: Parameters<typeof openWindow>[1],
  receipt: { reference: string; code: string },
): Promise<void> {
  const { words, ...elsewhere } = await trackAtWindow(site, receipt, window)
  await elsewhere.see(words.tracking.standing['with-division'].heading)
  await elsewhere.see('รายงานการประชุมสุดยอดอาเซียน')
  await elsewhere.see('หนังสืออ้างถึง.pdf')
}

async function fillInPages(visitor: Visitor): Promise<void> {
  await visitor.open('/requests/new/information')
  await tellWhat(visitor)
  await visitor.field('name').fill('สมชาย ใจดี')
  await visitor.field('email').fill('somchai@example.com')
  await visitor.press(visitor.words.forms.continue)
}

/** The summary has the focus and the same sentences as the fields, and each link goes to its field. */
async function expectSummary(
  { page, words, javaScript }: Visitor,
  faults: readonly (readonly [field: string, sentence: string])[],
): Promise<void> {
  expect(await page.title()).toMatch(new RegExp(`^${words.layout.errorPrefix}`))
  const summary = page.locator('.govuk-error-summary')
  const links = summary.getByRole('link')
  expect(await links.allInnerTexts()).toEqual(faults.map(([, sentence]) => sentence))
  if (javaScript) expect(await page.locator('.govuk-error-summary:focus').count()).toBe(1)
  for (const [index, [field, sentence]] of faults.entries()) {
    expect(await page.locator(`#${field}-error`).innerText()).toContain(sentence)
    await links.nth(index).click()
    expect(await page.locator(`#${field}:${javaScript ? 'focus' : 'target'}`).count()).toBe(1)
  }
}

async function countRequests({ services }: Site): Promise<number> {
  return (await services.db.read.select({ id: infoRequests.id }).from(infoRequests)).length
}
