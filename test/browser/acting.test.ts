import { expect, it } from 'vitest'
import type { Visitor } from '../support/browser.ts'
import {
  bothWindows,
  describeInBrowser,
  named,
  signInAtWindow,
  startSite,
  trackAtWindow,
} from '../support/browser.ts'
import {
  askAtWindow,
  expectFault,
  fillIn,
  letComing,
  openCase,
  takeStep,
  typedDay,
} from '../support/desk.ts'
import { textLayer, withoutSpaces } from '../support/pdf-text.ts'

const texts = { reply: 'ส่งรายงานตามที่ขอ', order: '123/2569', change: 'ระบุหน้าให้ชัดเจน' }

describeInBrowser('an officer who acts for the head', () => {
  it.each(named(bothWindows))(
    'approves on the days of the order, in both names, and not what they proposed ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      const asked = await askAtWindow(site, window)
      const own = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      const { caseFile, acting, domain } = officer.words
      await takeStep(officer, 'accept')
      await takeStep(officer, 'propose', { outcome: 'disclosed', reply: texts.reply })
      const colleague = await openCase(site, 'colleague', own, window)
      await takeStep(colleague, 'accept')
      await takeStep(colleague, 'propose', { outcome: 'disclosed', reply: texts.reply })

      const head = await signInAtWindow(site, 'head', window)
      await head.follow(head.words.layout.acting)
      expect(await head.press(acting.form.button)).toBe(422)
      await head.see(acting.faults.acting.missing)
      await fillIn(head, {
        acting: String(site.cast.colleague.id),
        from: typedDay(language, '2026-11-03'),
        to: typedDay(language, '2026-11-04'),
        orderNumber: texts.order,
      })
      await head.press(acting.form.button)
      await head.see(acting.done.appointed)
      await head.see(texts.order)

      await colleague.open(`/staff/requests/${asked.reference}`)
      expect(await mayApprove(colleague)).toBe(false) // not before the first day
      letComing(site, '2026-11-03')
      const stand = await openCase(site, 'colleague', own, window)
      await stand.see(caseFile.fourEyes['own-proposal'])
      expect(await mayApprove(stand)).toBe(false)
      await stand.open(`/staff/requests/${asked.reference}`)
      await stand.follow(caseFile.actions['send-back'].title)
      await expectFault(stand, 'send-back', { note: '' }, caseFile.noteMissing['send-back'])
      await stand.open(`/staff/requests/${asked.reference}`)
      await stand.follow(caseFile.actions.approve.title)
      const division = language === 'th' ? 'กองตัวอย่างหนึ่ง' : 'Example Division One'
      const post = acting.postOf(domain.role.head, division)
      await stand.see(acting.inWhichPost('ผู้ใช้ head', post))
      await stand.see(texts.reply)
      await stand.press(caseFile.actions.approve.button)
      await stand.see(caseFile.done.approve)
      await stand.see(acting.inRecord('ผู้ใช้ colleague', 'ผู้ใช้ head', domain.role.head))

      const requester = await trackAtWindow(site, asked, window)
      await requester.see(texts.reply)
      const link = requester.page.getByRole('link', { name: requester.words.paper.decision })
      const pdf = await requester.page.request.get((await link.getAttribute('href')) ?? '')
      const signed = withoutSpaces(textLayer(await pdf.body()).join(''))
      expect(signed).toContain(withoutSpaces('ผู้ใช้ colleague'))
      const { actingFor, post: posts } = requester.words.paper.official
      expect(signed).toContain(withoutSpaces(actingFor(posts.head(division))))

      letComing(site, '2026-11-05') // the order is over
      const after = await signInAtWindow(site, 'colleague', window)
      await after.open(`/staff/requests/${own.reference}`)
      expect(await mayApprove(after)).toBe(false)
    },
  )
})

async function mayApprove({ page, words }: Visitor): Promise<boolean> {
  const { title } = words.caseFile.actions.approve
  return (await page.getByRole('link', { name: title, exact: true }).count()) > 0
}
