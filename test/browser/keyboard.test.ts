import { expect, it } from 'vitest'
import {
  describeInBrowser,
  everyWindow,
  named,
  openWindow,
  signInAtWindow,
  startSite,
  type Visitor,
} from '../support/browser.ts'
import { submitRequest } from '../support/service.ts'

describeInBrowser('the keyboard alone', () => {
  it.each(named(everyWindow))(
    'reaches everything on the pages of the form in the order it is read, and shows where one is ($title)',
    async (window) => {
      const site = await startSite()
      const visitor = await openWindow(site, window)
      await visitor.open('/requests/new/information')
      await expectTabOrder(visitor)
      await visitor.press(visitor.words.forms.continue)
      await visitor.field('subject').fill('รายงาน')
      await visitor.field('details').fill('รายงาน')
      await visitor.press(visitor.words.forms.continue)
      await expectTabOrder(visitor)
    },
  )

  it('goes from the skip link to a receipt', async () => {
    const site = await startSite()
    const { page, words, open, leave, see } = await openWindow(site)
    const press = (key: string) => page.keyboard.press(key)
    await open('/requests/new/information')
    await press('Tab')
    const skip = page.getByRole('link', { name: words.layout.skipLink })
    expect(await skip.boundingBox()).toMatchObject({ y: 0 })
    await press('Enter')
    expect(await focused(page)).toBe('main')

    await tabTo(page, 'back')
    await tabTo(page, 'subject')
    await page.keyboard.type('รายงานการประชุม')
    await press('Tab')
    await page.keyboard.type('ขอรายงานการประชุม')
    await tabTo(page, 'topic')
    await press('ArrowDown')
    await leave(() =>
      press('Enter')
        .then(() => tabTo(page, 'submit'))
        .then(() => press('Enter')),
    )
    await see(words.asking.you.title)
    await tabTo(page, 'name')
    await page.keyboard.type('สมชาย ใจดี')
    await tabTo(page, 'phone')
    await page.keyboard.type('0812345678')
    await leave(() => press('Enter'))
    await see(words.asking.files.title)
    await tabTo(page, 'continue')
    await leave(() => press('Enter'))
    await see(words.asking.check.title)
    await tabTo(page, 'submit')
    await leave(() => press('Space'))
    await see(words.asking.receipt.title)
  })

  it('reaches every step of an officer and every field of a proposal', async () => {
    const site = await startSite()
    const { reference } = await submitRequest(site, { topic: String(site.cast.topics.first) })
    const officer = await signInAtWindow(site, 'officer')
    await expectTabOrder(officer)
    await officer.open(`/staff/requests/${reference}`)
    await expectTabOrder(officer)
    await officer.open(`/staff/requests/${reference}/accept`)
    await officer.press(officer.words.caseFile.actions.accept.button)
    await officer.open(`/staff/requests/${reference}/propose`)
    await expectTabOrder(officer)
  })
})

type Page = Visitor['page']

/** Goes through the page by Tab: each thing one can use comes once, in the order of the document, and looks different. */
async function expectTabOrder({ page }: Visitor): Promise<void> {
  await page.evaluate('document.activeElement?.blur()')
  const reachable = await page.evaluate<number>(numberWhatCanBeUsed)
  const reached: number[] = []
  for (let press = 0; press < reachable; press += 1) {
    await page.keyboard.press('Tab')
    const { place, looksFocused, isCovered, name } = await page.evaluate<Focus>(whereOneIs)
    expect(looksFocused, `${page.url()}: ${name} shows that it has the focus`).toBe(true)
    expect(isCovered, `${page.url()}: ${name} is seen while it has the focus`).toBe(false)
    reached.push(place)
  }
  expect(reached).toEqual(Array.from({ length: reachable }, (_, place) => place))
}

type Focus = { place: number; looksFocused: boolean; isCovered: boolean; name: string }

/** Gives everything that can be used its number; of radio buttons of one name the chosen or the first one counts. */
const numberWhatCanBeUsed = `(() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  const usable = all.filter((element) => {
    if (element.tabIndex < 0 || element.disabled || element.type === 'hidden') return false
    if (!element.checkVisibility()) return false
    if (element.type !== 'radio') return true
    const group = [...document.querySelectorAll('input[type=radio]')].filter(({ name }) => name === element.name)
    return element === (group.find(({ checked }) => checked) ?? group[0])
  })
  usable.forEach((element, place) => {
    element.dataset.place = place
    const { outlineStyle, boxShadow, borderColor, backgroundColor } = getComputedStyle(element)
    element.dataset.look = [outlineStyle, boxShadow, borderColor, backgroundColor].join()
  })
  return usable.length
})()`

const whereOneIs = `(() => {
  const element = document.activeElement
  const look = (one) => {
    const { outlineStyle, boxShadow, borderColor, backgroundColor } = getComputedStyle(one)
    return [outlineStyle, boxShadow, borderColor, backgroundColor].join()
  }
  // The box of a radio button or checkbox is drawn by its label.
  const label = ['radio', 'checkbox'].includes(element.type) ? element.labels[0] : undefined
  const drawn = label ? getComputedStyle(label, '::before') : undefined
  const { left, top, width, height } = element.getBoundingClientRect()
  const at = document.elementFromPoint(left + width / 2, top + Math.min(height, 40) / 2)
  return {
    name: element.tagName + ' ' + (element.name || element.textContent.trim().slice(0, 30)),
    place: Number(element.dataset.place ?? -1),
    looksFocused: drawn ? drawn.outlineStyle !== 'none' || drawn.boxShadow !== 'none' : look(element) !== element.dataset.look,
    isCovered: at === null || !(element.contains(at) || at.contains(element) || label?.contains(at)),
  }
})()`

/** Presses Tab until this is reached: a field by its name, a button by its type or value. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page)).split(' ').includes(name)) return
  }
  throw new Error(`${name} was not reached on ${page.url()}`)
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const { id, name, type, value, className } = document.activeElement
    if (className.includes?.('govuk-back-link')) return 'back'
    return [id, name, type, type === 'submit' && value].filter(Boolean).join(' ')
  })()`)
}
