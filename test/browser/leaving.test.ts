import { expect, it } from 'vitest'
import {
  bothWindows,
  describeInBrowser,
  named,
  openWindow,
  signInAtWindow,
  startSite,
  trackAtWindow,
} from '../support/browser.ts'
import { openMailbox } from '../support/mailbox.ts'
import { password, submitRequest } from '../support/service.ts'

const halfAnHour = 31 * 60_000
const note = 'ขอเพิ่มรายละเอียดว่าต้องการรายงานของปี 2568 ทั้งฉบับภาษาไทยและภาษาอังกฤษ'

describeInBrowser('leaving', () => {
  it.each(named(bothWindows))(
    'withdraws a request: what it means, a reason, and a letter to confirm it ($title)',
    async (window) => {
      const site = await startSite()
      const mailbox = await openMailbox(site)
      const { language } = window
      const asked = await submitRequest(site, { language })
      const requester = await trackAtWindow(site, asked, window)
      const { withdrawal, more, standing } = requester.words.tracking
      await requester.follow(more.withdraw)
      await requester.see(withdrawal.consequence)
      await requester.follow(withdrawal.keep)
      await requester.follow(more.withdraw)
      await requester.field('note').fill('พบข้อมูลแล้ว')
      await requester.press(withdrawal.submit(asked.reference))
      await requester.see(standing.withdrawn.heading)
      await requester.see('พบข้อมูลแล้ว')
      expect(await requester.field('note').count()).toBe(0)
      await mailbox.letter(
        'somchai@example.com',
        requester.words.letters.texts.withdrawn.subject.replace('{{reference}}', asked.reference),
      )

      await requester.open(`/requests/${asked.reference}/withdrawal`)
      await requester.see(withdrawal.closedTexts.withdrawn)
    },
  )

  it.each(named(bothWindows))(
    'closes a request on a shared computer: going back shows nothing of it ($title)',
    async (window) => {
      const site = await startSite()
      const asked = await submitRequest(site)
      const requester = await trackAtWindow(site, asked, window)
      await requester.see('สมชาย ใจดี')
      await requester.press(requester.words.tracking.more.forget)
      await requester.leave(() => requester.page.goBack())
      await requester.see(requester.words.tracking.track.intro)
      expect(await requester.page.locator('#main').innerText()).not.toContain('สมชาย')
    },
  )

  it.each(named(bothWindows))(
    'asks for the code again after half an hour, and keeps the message ($title)',
    async (window) => {
      const site = await startSite()
      const asked = await submitRequest(site)
      const requester = await trackAtWindow(site, asked, window)
      await requester.field('note').fill(note)
      site.time.now += halfAnHour
      const { messages, track } = requester.words.tracking
      expect(await requester.press(messages.send)).toBe(401)
      await requester.see(track.keptTitle)
      expect(await requester.page.locator('textarea[readonly]').inputValue()).toBe(note)
      expect(await requester.field('reference').inputValue()).toBe(asked.reference)
      await requester.field('code').fill(asked.code)
      expect(await requester.press(track.submit)).toBe(200)
    },
  )

  it.each(named(bothWindows))(
    'signs out: neither going back nor the address shows the request ($title)',
    async (window) => {
      const site = await startSite()
      const { reference } = await submitRequest(site, { topic: String(site.cast.topics.first) })
      const officer = await signInAtWindow(site, 'officer', window)
      await officer.follow(reference)
      await officer.see('สมชาย ใจดี')
      await officer.press(officer.words.layout.signOut)
      await officer.leave(() => officer.page.goBack())
      await officer.see(officer.words.signIn.title)
      await officer.open(`/staff/requests/${reference}`)
      await officer.see(officer.words.signIn.comeBack)

      await officer.field('username').fill('officer')
      await officer.field('password').fill(password)
      await officer.press(officer.words.signIn.submit)
      await officer.see('สมชาย ใจดี')
    },
  )

  it.each(named(bothWindows))(
    'gives back what an officer had typed when the session was over ($title)',
    async (window) => {
      const site = await startSite()
      const { reference } = await submitRequest(site, { topic: String(site.cast.topics.first) })
      const officer = await signInAtWindow(site, 'officer', window)
      await officer.open(`/staff/requests/${reference}/message`)
      await officer.field('note').fill(note)
      site.time.now += halfAnHour
      expect(await officer.press(officer.words.caseFile.actions.message.button)).toBe(401)
      await officer.see(officer.words.problems.reasons['signed-out'].title)
      expect(await officer.page.locator('textarea[readonly]').inputValue()).toBe(note)
      await officer.follow(officer.words.problems.toSignIn)
      await officer.see(officer.words.signIn.title)
    },
  )

  it.each(named(bothWindows))(
    'sends a form again that was opened before the cookies were cleared ($title)',
    async (window) => {
      const site = await startSite()
      const visitor = await openWindow(site, window)
      const { words, page } = visitor
      await visitor.open('/requests/new/information')
      await page.context().clearCookies()
      await visitor.field('subject').fill('รายงานการประชุม')
      await visitor.field('details').fill('ขอรายงานการประชุมครั้งที่ 45')
      expect(await visitor.press(words.forms.continue)).toBe(403)
      await visitor.see(words.problems.textIsKept)
      expect(await visitor.press(words.problems.sendAgain)).toBe(200)
      await visitor.see(words.asking.you.title)
      await visitor.open('/requests/new/information')
      expect(await visitor.field('subject').inputValue()).toBe('รายงานการประชุม')
    },
  )
})
