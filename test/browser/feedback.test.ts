import { expect, it } from 'vitest'
import {
  describeInBrowser,
  everyWindow,
  named,
  openWindow,
  signInAtWindow,
  startSite,
  trackAtWindow,
} from '../support/browser.ts'
import { askAtWindow, fillIn, openCase, openMailbag, takeStep, typedDay } from '../support/desk.ts'
import { someFeedback } from '../support/feedback.ts'

const texts = {
  comment: 'หน้าติดตามอ่านง่าย แต่หารหัสไม่พบในตอนแรก',
  textTh: 'พิมพ์รหัสติดตามให้ใหญ่ขึ้นในใบรับคำขอ',
  textEn: 'The receipt prints the tracking code larger.',
}
const chosen = { clearSteps: '5', equalTreatment: '4', clearAnswer: '4', easyService: '2' }

describeInBrowser('feedback', () => {
  it.each(named(everyWindow))(
    'is given once from the tracking page, read by staff, and answered in public ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      const asked = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      await takeStep(officer, 'accept')
      await takeStep(officer, 'propose', { outcome: 'disclosed', reply: 'ส่งรายงานตามที่ขอ' })
      await takeStep(await openCase(site, 'head', asked, window), 'approve')

      // Four have answered before; nothing is shown yet.
      await someFeedback(site, '2570-q1', 4)
      const anybody = await openWindow(site, window)
      const { feedback, layout } = anybody.words
      await anybody.open('/')
      expect(await anybody.follow(layout.feedback)).toBe(200)
      await anybody.see(feedback.results.tooFew(5))

      const requester = await trackAtWindow(site, asked, window)
      expect(await requester.follow(feedback.offer.open)).toBe(200)
      await fillIn(requester, { clearSteps: chosen.clearSteps, comment: texts.comment })
      expect(await requester.press(feedback.survey.submit)).toBe(422)
      await requester.see(feedback.survey.faults.easyService.missing)
      expect(await requester.field('comment').inputValue()).toBe(texts.comment)
      expect(await requester.page.locator('[name=clearSteps][value="5"]').isChecked()).toBe(true)
      await fillIn(requester, chosen)
      expect(await requester.press(feedback.survey.submit)).toBe(200)
      await requester.see(feedback.given.done)
      expect(await requester.follow(feedback.survey.back)).toBe(200)
      await requester.see(feedback.offer.given)
      expect(await requester.follow(feedback.given.results)).toBe(200)
      await requester.see(feedback.results.share('5', '100'))

      const secretary = await signInAtWindow(site, 'secretary', window)
      expect(await secretary.follow(layout.staffFeedback)).toBe(200)
      await secretary.see(texts.comment)
      await secretary.follow(feedback.staff.add)
      const day = typedDay(language, '2026-11-02')
      await fillIn(secretary, { on: day, textTh: texts.textTh })
      expect(await secretary.press(feedback.improvement.publish)).toBe(422)
      await secretary.see(feedback.improvement.faults.textEn.missing)
      expect(await secretary.field('textTh').inputValue()).toBe(texts.textTh)
      await fillIn(secretary, { textEn: texts.textEn })
      expect(await secretary.press(feedback.improvement.publish)).toBe(200)
      await secretary.see(feedback.staff.done.added)

      // A browser may keep the page for five minutes: at another address it asks again.
      const published = language === 'th' ? texts.textTh : texts.textEn
      await anybody.open('/feedback?published')
      await anybody.see(published)
      expect(await anybody.page.content()).not.toContain(texts.comment)
      await secretary.leave(() =>
        secretary.page.getByRole('button', { name: feedback.staff.hide }).click(),
      )
      await secretary.see(feedback.staff.done.hidden)
      await anybody.open('/feedback?hidden')
      await anybody.see(feedback.public.noImprovements)
    },
  )

  it.each(named(everyWindow))(
    'is given by the link of the letter, which opens nothing else and works once ($title)',
    async (window) => {
      const site = await startSite()
      const mailbag = openMailbag(site)
      const asked = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      await takeStep(officer, 'accept')
      await takeStep(officer, 'propose', { outcome: 'disclosed', reply: 'ส่งรายงานตามที่ขอ' })
      await takeStep(await openCase(site, 'head', asked, window), 'approve')
      const letter = await mailbag.letter('decision')
      const address = /http\S+\/feedback\?token=\w+/.exec(letter)?.[0] ?? ''
      expect(address.startsWith(site.url)).toBe(true)

      const reader = await openWindow(site, window)
      const { feedback, problems, tracking } = reader.words
      expect(await reader.leave(() => reader.page.goto(address))).toBe(200)
      await reader.see(feedback.survey.title)
      expect(await reader.page.locator('#main').innerText()).not.toContain('รายงาน')
      await fillIn(reader, chosen)
      expect(await reader.press(feedback.survey.submit)).toBe(200)
      await reader.see(feedback.given.done)
      expect(await reader.leave(() => reader.page.goto(address))).toBe(200)
      await reader.see(feedback.given.already)
      await reader.open(`/requests/${asked.reference}`)
      await reader.see(tracking.track.intro)
      const wrong = address.slice(0, -1) + (address.endsWith('a') ? 'b' : 'a')
      expect(await reader.leave(() => reader.page.goto(wrong))).toBe(404)
      await reader.see(problems.reasons['no-such-link'].title)
    },
  )
})
