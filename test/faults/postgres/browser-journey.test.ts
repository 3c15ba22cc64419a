import { expect, it } from 'vitest'
import {
  aFile,
  bothWindows,
  describeInBrowser,
  named,
  openWindow,
  signInAtWindow,
  trackAtWindow,
  type Visitor,
} from '../../support/browser.ts'
import { freshDatabaseUrl } from '../../support/database.ts'
import { startRoundRobin } from '../../support/round-robin.ts'
import { openDepartment, servePair } from './services.ts'
import { lookInto } from './wholeness.ts'

const reply = 'กรมส่งรายงานการประชุมตามที่ขอ'

describeInBrowser('a browser whose every request goes to the other of two processes', () => {
  it.each(named(bothWindows))(
    'asks, follows, answers and approves, also when one of the two dies on the way ($title)',
    async (window) => {
      const department = await openDepartment(await freshDatabaseUrl())
      const pair = await servePair(department)
      const site = await startRoundRobin(pair.map(({ port }) => port))

      const asked = await ask(await openWindow(site, window))
      const requester = await trackAtWindow(site, asked, window)
      await requester.see(requester.words.tracking.standing['with-division'].heading)

      const officer = await enter(await signInAtWindow(site, 'officer', window), asked.reference)
      await take(officer, 'accept')
      await officer.follow(officer.words.caseFile.actions.propose.title)
      await officer.page.locator('[name=outcome][value=disclosed]').check()
      await officer.field('reply').fill(reply)
      await officer.page.setInputFiles('#file', aFile('หนังสือตอบ.pdf'))
      await officer.press(officer.words.caseFile.form.addFile)
      await officer.see('หนังสือตอบ.pdf')
      await pair[1].kill()
      await officer.press(officer.words.caseFile.actions.propose.button)
      await officer.see(officer.words.caseFile.done.propose)

      const head = await enter(await signInAtWindow(site, 'head', window), asked.reference)
      await take(head, 'approve')
      await requester.page.reload()
      await requester.see(reply)
      await requester.see('หนังสือตอบ.pdf')
      expect(await lookInto(department.url)).toMatchObject({
        references: [asked.reference],
        damage: [],
      })
      expect(await pair[0].stop()).toMatchObject({ code: 0, printed: '' })
    },
    60_000,
  )
})

/** From the first page to the receipt. */
async function ask(visitor: Visitor): Promise<{ reference: string; code: string }> {
  const { page, words } = visitor
  await visitor.open('/requests/new/information')
  await visitor.field('subject').fill('รายงานการประชุม')
  await visitor.field('details').fill('ขอรายงานการประชุม\nครั้งที่ 45')
  await visitor.field('topic').selectOption({ index: 1 })
  await visitor.press(words.forms.continue)
  await visitor.field('name').fill('สมชาย ตัวอย่าง')
  await visitor.field('email').fill('somchai@example.com')
  await visitor.press(words.forms.continue)
  await page.setInputFiles('#file', aFile('หนังสืออ้างถึง.pdf'))
  await visitor.press(words.asking.files.add)
  await visitor.see('หนังสืออ้างถึง.pdf')
  await visitor.press(words.asking.files.continue)
  await visitor.press(words.asking.check.send)
  const receipt = await page.locator('#main').innerText()
  const reference = /\d\d-\d{6}-\d/.exec(receipt)?.[0] ?? ''
  const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(receipt)?.[0] ?? ''
  expect([reference, code]).not.toContain('')
  return { reference, code }
}

/** Opens the request from the queue. */
async function enter(visitor: Visitor, reference: string): Promise<Visitor> {
  await visitor.open('/staff')
  await visitor.follow(reference)
  await visitor.see(reference)
  return visitor
}

/** Takes a step that needs nothing to be typed. */
async function take(visitor: Visitor, action: 'accept' | 'approve'): Promise<void> {
  const { actions, done } = visitor.words.caseFile
  await visitor.follow(actions[action].title)
  await visitor.press(actions[action].button)
  await visitor.see(done[action])
}
