import { expect, it } from 'vitest'
import { queuePageLength } from '#src/requests/queue.ts'
import {
  bothWindows,
  describeInBrowser,
  named,
  signInAtWindow,
  startSite,
  type Site,
  type Visitor,
} from '../support/browser.ts'
import { openBrowser, submitRequest } from '../support/service.ts'

describeInBrowser('the queue', () => {
  it.each(named(bothWindows))(
    'is searched in Thai, filtered and cleared; each state is an address and going back works ($title)',
    async (window) => {
      const site = await startSite({ settings: { LIMITS: 'relaxed' } })
      await askAbout(site, ['งบประมาณปี 2568', 'งบประมาณปี 2567', 'สนธิสัญญา'])
      const officer = await signInAtWindow(site, 'officer', window)
      const { filter, tabs, empty } = officer.words.queue
      await officer.follow(`${tabs.all} 3`)
      const all = officer.page.url()

      await search(officer, 'งบประมาณ')
      await expectSubjects(officer, ['งบประมาณปี 2568', 'งบประมาณปี 2567'])
      expect(new URL(officer.page.url()).searchParams.get('q')).toBe('งบประมาณ')
      const found = officer.page.url()

      await choose(officer, 'status', 'awaiting-approval')
      await officer.see(empty.filtered)
      expect(new URL(officer.page.url()).searchParams.get('status')).toBe('awaiting-approval')
      expect(await officer.field('q').inputValue()).toBe('งบประมาณ')

      await officer.page.goBack()
      await officer.page.waitForURL(found)
      await expectSubjects(officer, ['งบประมาณปี 2568', 'งบประมาณปี 2567'])
      expect(await officer.field('status').inputValue()).toBe('')
      await officer.page.reload()
      await expectSubjects(officer, ['งบประมาณปี 2568', 'งบประมาณปี 2567'])

      await officer.follow(filter.clear)
      await officer.page.waitForURL(all)
      await expectSubjects(officer, ['งบประมาณปี 2568', 'งบประมาณปี 2567', 'สนธิสัญญา'])
    },
  )

  it.each(named(bothWindows))('is read page by page ($title)', async (window) => {
    const site = await startSite({ settings: { LIMITS: 'relaxed' } })
    const many = queuePageLength + 3
    await askAbout(
      site,
      Array.from({ length: many }, (_, i) => `เรื่องที่ ${i + 1}`),
    )
    const officer = await signInAtWindow(site, 'officer', window)
    const { layout, queue } = officer.words
    await officer.follow(`${queue.tabs.division} ${many}`)
    expect(await subjects(officer)).toHaveLength(queuePageLength)
    await officer.follow(layout.nextPage)
    const last = await subjects(officer)
    expect(last).toHaveLength(3)
    await officer.follow(layout.previousPage)
    expect(await subjects(officer)).toHaveLength(queuePageLength)
    expect(await subjects(officer)).not.toContain(last[0])
  })

  it('swaps only the list, leaves the typing alone, and tells screen readers how many there are', async () => {
    const site = await startSite({ settings: { LIMITS: 'relaxed' } })
    await askAbout(site, ['งบประมาณ', 'สนธิสัญญา'])
    const officer = await signInAtWindow(site, 'officer')
    await officer.open('/staff?tab=division')
    await officer.page.evaluate('document.body.dataset.same = "page"')
    await search(officer, 'สนธิสัญญา')
    await expectSubjects(officer, ['สนธิสัญญา'])
    expect(await officer.page.locator('body[data-same=page]').count()).toBe(1)
    await officer.page.locator('#announcer', { hasText: officer.words.queue.total('1') }).waitFor()
    // Whoever works by keyboard goes on from the button, not from the top of the page.
    expect(await officer.page.evaluate('document.activeElement.id')).toBe('apply')
    const other = officer.page.locator('.language-switch a')
    expect(await other.getAttribute('href')).toContain(`/en${path(officer)}`)
  })

  it('says so, and keeps what was typed, when the list cannot be fetched', async () => {
    const site = await startSite()
    await askAbout(site, ['งบประมาณ'])
    const officer = await signInAtWindow(site, 'officer')
    await officer.page.route('**/staff?*', (route) => route.abort())
    await officer.field('q').fill('ใด ๆ')
    await officer.field('q').press('Enter')
    await officer.page.locator('#announcer', { hasText: officer.words.layout.failed }).waitFor()
    expect(await officer.field('q').inputValue()).toBe('ใด ๆ')
    officer.forgive(/ERR_FAILED|htmx/)
  })
})

/** All go to the first division, one after the other. */
async function askAbout(site: Site, asked: readonly string[]): Promise<void> {
  const topic = String(site.cast.topics.first)
  for (const subject of asked)
    await submitRequest(site, { topic, subject, details: subject }, openBrowser(site))
}

async function search(officer: Visitor, text: string): Promise<void> {
  await officer.field('q').fill(text)
  await submitted(officer, () =>
    officer.page
      .getByRole('button', { name: officer.words.queue.filter.apply, exact: true })
      .click(),
  )
}

/** With the script a choice is enough; without it there is a button. */
async function choose(officer: Visitor, field: string, value: string): Promise<void> {
  if (officer.javaScript)
    return submitted(officer, () =>
      officer
        .field(field)
        .selectOption(value)
        .then(() => {}),
    )
  await officer.field(field).selectOption(value)
  await officer.press(officer.words.queue.filter.apply)
}

async function submitted(officer: Visitor, act: () => Promise<void>): Promise<void> {
  if (!officer.javaScript) {
    await officer.leave(act)
    return
  }
  const swapped = officer.page.waitForResponse((response) => response.url().includes('/staff?'))
  await Promise.all([swapped, act()])
  await officer.page.locator('#queue:not([aria-busy]):not(.htmx-swapping)').waitFor()
}

async function subjects({ page }: Visitor): Promise<string[]> {
  return page.locator('#queue tbody .few-lines').allInnerTexts()
}

async function expectSubjects(officer: Visitor, expected: readonly string[]): Promise<void> {
  await expect.poll(() => subjects(officer)).toEqual(expected)
}

function path({ page }: Visitor): string {
  const { pathname, search: query } = new URL(page.url())
  return pathname + query
}
