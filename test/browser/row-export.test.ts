import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import {
  bothWindows,
  describeInBrowser,
  named,
  signInAtWindow,
  startSite,
} from '../support/browser.ts'
import { submitRequest } from '../support/service.ts'

describeInBrowser('exporting row by row', () => {
  it.each(named(bothWindows))(
    'gives the secretary the file once the reason is there, and says that it was whole ($title)',
    async (window) => {
      const site = await startSite()
      const { reference } = await submitRequest(site, { email: 'asker@example.com' })
      const secretary = await signInAtWindow(site, 'secretary', window)
      const { page, words } = secretary
      const { rowExport, layout } = words
      await secretary.follow(layout.report)
      await secretary.follow(rowExport.toExport)
      await secretary.field('from').selectOption('2026-11')
      await secretary.field('to').selectOption('2026-11')
      await secretary.field('withContacts').check()
      expect(await secretary.press(rowExport.form.button)).toBe(422)
      await secretary.see(rowExport.faults.reason.missing)
      expect(await secretary.field('withContacts').isChecked()).toBe(true)
      expect(await secretary.field('to').inputValue()).toBe('2026-11')

      await secretary.field('reason').fill('รายงานประจำเดือน')
      const button = page.getByRole('button', { name: rowExport.form.button, exact: true })
      const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
      expect(file.suggestedFilename()).toBe('khamkho-requests-2026-11-with-contacts.csv')
      const bytes = await readFile(await file.path())
      expect(bytes.toString()).toContain(reference)
      expect(bytes.toString()).toContain('asker@example.com')
      await secretary.see(rowExport.ordered.title.ordered)

      await secretary.follow(rowExport.ordered.reload)
      await secretary.see(rowExport.ordered.title.whole)
      await secretary.see(createHash('sha256').update(bytes).digest('hex'))
    },
  )
})
