import { expect, it } from 'vitest'
import { fullDay, longDay, shortDay } from '#views/parts/dates.ts'
import {
  aFile,
  bothWindows,
  describeInBrowser,
  named,
  startSite,
  trackAtWindow,
} from '../support/browser.ts'
import {
  askAtWindow,
  expectFault,
  letComing,
  onOneLine,
  openCase,
  openMailbag,
  sendStep,
  takeStep,
  typedDay,
} from '../support/desk.ts'

const texts = {
  reason: 'ต้องค้นจากคลังเอกสารนอกที่ตั้ง',
  first: 'ส่งรายงานหน้า 1 ถึง 11',
  dispute: 'รายงานขาดหน้า 12 ถึง 20',
  reopened: 'สแกนไม่ครบจริง จะส่งใหม่',
  second: 'ส่งรายงานครบทุกหน้าแล้ว',
}

describeInBrowser('an extension', () => {
  it.each(named(bothWindows))(
    'is explained to whoever waits, counts as in time, and comes once ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      const mailbag = openMailbag(site)
      const asked = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      const { caseFile } = officer.words
      const { faults } = caseFile.steps
      await takeStep(officer, 'accept')
      await officer.follow(caseFile.actions.extend.title)
      await officer.see(shortDay(language, '2026-12-02')) // as far as it goes
      const sunday = { until: typedDay(language, '2026-11-29'), note: texts.reason }
      await expectFault(officer, 'extend', sunday, faults.until['office-closed'])
      const far = { until: typedDay(language, '2026-12-03') }
      await expectFault(officer, 'extend', far, faults.until['beyond-cap'])
      await sendStep(officer, 'extend', { until: typedDay(language, '2026-12-01') })
      await officer.see(caseFile.done.extend)
      await officer.see(fullDay(language, '2026-12-01'))

      const letter = await mailbag.letter('extended')
      expect(letter).toContain(texts.reason)
      expect(letter).toContain(onOneLine(fullDay(language, '2026-12-01')))
      await officer.follow(caseFile.actions.extend.title)
      await officer.see(caseFile.steps.form.noMoreExtensions)
      expect(await officer.field('until').count()).toBe(0)
      await officer.follow(caseFile.form.back)

      letComing(site, '2026-11-24') // the first limit is over, this one is not
      const requester = await trackAtWindow(site, asked, window)
      const { tracking } = requester.words
      await requester.see(tracking.facts.extendedOn(fullDay(language, '2026-11-02')))
      await requester.see(texts.reason)
      await requester.see(fullDay(language, '2026-12-01'))
      expect(await requester.page.getByText(tracking.late.heading).count()).toBe(0)
      letComing(site, '2026-12-02')
      const late = await trackAtWindow(site, asked, window)
      await late.see(tracking.late.heading)
      await late.see(tracking.late.text(fullDay(language, '2026-12-01')))
    },
  )
})

describeInBrowser('a dispute', () => {
  it.each(named(bothWindows))(
    'has the secretary reopen the request, and brings a second answer ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      const mailbag = openMailbag(site)
      const asked = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      const { caseFile } = officer.words
      await takeStep(officer, 'accept')
      await takeStep(officer, 'propose', { outcome: 'disclosed', reply: texts.first })
      const head = await openCase(site, 'head', asked, window)
      await takeStep(head, 'approve')

      const requester = await trackAtWindow(site, asked, window)
      const { tracking } = requester.words
      await requester.see(texts.first)
      await requester.follow(tracking.dispute.open)
      expect(await requester.press(tracking.dispute.submit)).toBe(422)
      await requester.see(tracking.dispute.faults.note.missing)
      await requester.field('note').fill(texts.dispute)
      await requester.press(tracking.dispute.submit)
      await requester.see(tracking.dispute.pending(fullDay(language, '2026-11-02')))
      await requester.see(texts.dispute)

      letComing(site, '2026-11-09')
      const secretary = await openCase(site, 'secretary', asked, window)
      await secretary.see(caseFile.steps.disputed(longDay(language, '2026-11-02')))
      await secretary.follow(caseFile.actions.reopen.title)
      await secretary.see(texts.dispute)
      await secretary.see(texts.first)
      await expectFault(secretary, 'reopen', { note: ' ' }, caseFile.steps.noteMissing.reopen)
      await sendStep(secretary, 'reopen', { note: texts.reopened })
      await secretary.see(caseFile.done.reopen)
      const letter = await mailbag.letter('reopened')
      expect(letter).toContain(texts.reopened)
      expect(letter).toContain(onOneLine(fullDay(language, '2026-11-24')))

      const waiting = await trackAtWindow(site, asked, window)
      await waiting.see(tracking.standing.considered.heading)
      await waiting.see(fullDay(language, '2026-11-24'))
      await waiting.see(tracking.answer.earlierText(fullDay(language, '2026-11-02')))
      await waiting.see(texts.first)
      await waiting.see(tracking.timeline.reopened)
      await waiting.see(texts.reopened)

      const again = await openCase(site, 'officer', asked, window)
      await again.follow(caseFile.actions.propose.title)
      expect(await again.field('reply').inputValue()).toBe(texts.first) // to be mended, not written anew
      await again.page.setInputFiles('#file', aFile('ทั้งฉบับ.pdf'))
      await again.press(caseFile.form.addFile)
      await sendStep(again, 'propose', { outcome: 'disclosed', reply: texts.second })
      await waiting.page.reload()
      await waiting.see(texts.first)
      expect(await waiting.page.content()).not.toContain(texts.second)
      await takeStep(await openCase(site, 'head', asked, window), 'approve')

      await waiting.page.reload()
      await waiting.see(tracking.standing.answered.heading)
      await waiting.see(texts.second)
      await waiting.see('ทั้งฉบับ.pdf')
      expect(await waiting.page.content()).not.toContain(texts.first)
      await waiting.see(tracking.dispute.offer)
      expect(await mailbag.letter('decision')).toContain(texts.second)
    },
  )
})
