import { expect, it } from 'vitest'
import {
  describeInBrowser,
  everyWindow,
  named,
  signInAtWindow,
  startSite,
} from '../support/browser.ts'

const address = '/staff/admin/texts/receipt/en'

describeInBrowser('a text of a letter', () => {
  it.each(named(everyWindow))(
    'is looked at, mended, saved and restored ($title)',
    async (window) => {
      const site = await startSite()
      const admin = await signInAtWindow(site, 'admin', window)
      const { edit, preview, versions, faults, done } = admin.words.texts
      await admin.open(address)
      const body = await admin.field('body').inputValue()

      await admin.field('body').fill(body.replace('Dear requester,', 'Dear {{name}},'))
      expect(await admin.press(edit.preview)).toBe(422)
      await admin.see(faults.inLine(1, faults['typed-by-requester']('name')))
      await admin.field('body').fill(`${body}\n\nThank you for asking.`)
      expect(await admin.press(edit.preview)).toBe(200)
      await admin.page.locator('#preview').getByText('Thank you for asking.').waitFor()
      expect(await admin.page.locator('#preview').getByText(preview.toMend).count()).toBe(0)
      expect(await admin.press(edit.save)).toBe(200)
      await admin.see(done)

      await admin.follow(versions.ours)
      await admin.press(versions.restore)
      expect(await admin.field('body').inputValue()).toBe(body)
    },
  )

  it('shows while one types what comes of it, and what is wrong', async () => {
    const admin = await signInAtWindow(await startSite(), 'admin', { language: 'en' })
    await admin.open(address)
    const shown = admin.page.locator('#preview')
    const { faults, preview } = admin.words.texts
    const body = admin.field('body')

    await body.press('Control+End')
    await body.pressSequentially('\n\nThank you.')
    await shown.getByText('Thank you.').waitFor()
    await body.pressSequentially(' {{colour}}')
    await shown.getByText(faults['unknown-variable']('colour')).waitFor()
    await admin.page
      .locator('#announcer')
      .getByText(preview.announced(1))
      .waitFor({ state: 'attached' })
    expect(await body.inputValue()).toMatch(/Thank you\. \{\{colour\}\}$/)
    expect(await admin.page.evaluate('document.activeElement?.id')).toBe('body')
    expect(new URL(admin.page.url()).search).toBe('')
    admin.forgive(/answered 422/)

    await admin.press(admin.words.texts.edit.save)
    await admin.see(faults.inLine(18, faults['unknown-variable']('colour')))
  })
})
