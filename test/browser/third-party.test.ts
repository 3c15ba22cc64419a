import { expect, it } from 'vitest'
import { fullDay, legalDay, longDay } from '#views/parts/dates.ts'
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

const party = { name: 'บริษัท ตัวอย่าง จำกัด', email: 'party@example.com' }
const texts = {
  about: 'สัญญาเช่าที่ทำกับกรมเมื่อปี 2567',
  reason: 'สัญญานี้ใช้เงินของรัฐ ประโยชน์สาธารณะมีมากกว่า',
  reply: 'ส่งสัญญาฉบับเต็มตามที่ขอ',
  appeal: 'คำอุทธรณ์ที่ 12/2569 ลงวันที่ 10 พฤศจิกายน 2569',
  permitted: 'คำวินิจฉัยที่ 40/2569 ให้เปิดเผย',
}

describeInBrowser('somebody whose interests a disclosure touches', () => {
  it.each(named(bothWindows))(
    'objects, is not followed, and nothing leaves before their time to appeal is over ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      const mailbag = openMailbag(site)
      const asked = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      const { caseFile, domain } = officer.words
      const { faults, parties } = caseFile.steps
      await takeStep(officer, 'accept')

      await officer.follow(caseFile.actions['notify-third-party'].title)
      const notice = {
        party: party.name,
        about: texts.about,
        objectionBy: typedDay(language, '2026-11-16'),
      }
      await expectFault(officer, 'notify-third-party', notice, faults.partyEmail['no-way-to-reach'])
      const early = { ...notice, partyEmail: party.email }
      await expectFault(officer, 'notify-third-party', early, faults.objectionBy['too-soon'])
      await sendStep(officer, 'notify-third-party', {
        objectionBy: typedDay(language, '2026-11-17'),
      })
      await officer.see(caseFile.done['notify-third-party'])
      await officer.see(parties.waiting)

      const letter = await mailbag.letter('third-party-notice', party.email)
      expect(letter).toContain(texts.about)
      expect(letter).toContain(onOneLine(fullDay('th', '2026-11-17')))
      for (const secret of ['สมชาย', 'somchai', 'รายงานการประชุม', asked.code])
        expect(letter).not.toContain(secret)
      const requester = await trackAtWindow(site, asked, window)
      const { tracking } = requester.words
      await requester.see(tracking.standing.considered.heading)
      expect(await requester.page.content()).not.toContain(party.name)

      letComing(site, '2026-11-09')
      const later = await openCase(site, 'officer', asked, window)
      await later.follow(caseFile.actions['record-objection'].title)
      const decision = later.page.locator('[name=decision]').first()
      expect(await decision.isVisible()).toBe(false)
      await later.page.locator('[name=response][value=objects]').check()
      expect(await decision.isVisible()).toBe(true)
      const objection = {
        response: 'objects',
        decision: 'rejected',
        respondedOn: typedDay(language, '2026-11-06'),
      }
      await expectFault(
        later,
        'record-objection',
        objection,
        caseFile.steps.noteMissing['record-objection'],
      )
      await sendStep(later, 'record-objection', { note: texts.reason })
      await later.see(caseFile.done['record-objection'])
      await later.see(caseFile.steps.lockedTag)
      await later.see(parties.lockedUntil(legalDay(language, '2026-11-24')))
      const rejection = await mailbag.letter('objection-rejected', party.email)
      expect(rejection).toContain(texts.reason)
      expect(rejection).toContain(onOneLine(fullDay('th', '2026-11-24')))

      await later.follow(caseFile.actions.propose.title)
      await later.page.setInputFiles('#file', aFile('สัญญา.pdf'))
      await later.press(caseFile.form.addFile)
      await sendStep(later, 'propose', { outcome: 'disclosed', reply: texts.reply })
      letComing(site, '2026-11-24') // the last day is theirs
      const head = await openCase(site, 'head', asked, window)
      await head.see(parties.lockedUntil(legalDay(language, '2026-11-24')))
      const approve = head.page.getByRole('link', { name: caseFile.actions.approve.title })
      expect(await approve.count()).toBe(0)
      expect(await head.open(`/staff/requests/${asked.reference}/approve`)).toBe(403)
      await head.see(head.words.problems.reasons['release-locked'].title)

      letComing(site, '2026-11-25')
      const next = await openCase(site, 'head', asked, window)
      await takeStep(next, 'approve')
      await next.see(domain.action['record-objection'])
      await next.see(caseFile.steps.untilOf.lock(longDay(language, '2026-11-24')))
      const reader = await trackAtWindow(site, asked, window)
      await reader.see(tracking.standing.answered.heading)
      await reader.see(texts.reply)
      await reader.see('สัญญา.pdf')
      expect(await reader.page.content()).not.toContain(party.name)
    },
  )

  it.each(named(bothWindows))(
    'appeals, and only the end of the appeal opens the way ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      const mailbag = openMailbag(site)
      const asked = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      const { caseFile } = officer.words
      const today = typedDay(language, '2026-11-02')
      await takeStep(officer, 'accept')
      await takeStep(officer, 'notify-third-party', {
        party: party.name,
        partyEmail: party.email,
        about: texts.about,
        objectionBy: typedDay(language, '2026-11-17'),
      })
      await takeStep(officer, 'record-objection', {
        response: 'objects',
        decision: 'rejected',
        respondedOn: today,
        note: texts.reason,
      })
      await mailbag.letter('objection-rejected', party.email)
      await takeStep(officer, 'record-appeal', { appeal: 'filed', note: texts.appeal })
      await officer.see(caseFile.steps.parties.appealed)
      await takeStep(officer, 'propose', { outcome: 'disclosed', reply: texts.reply })

      letComing(site, '2027-02-01')
      const head = await openCase(site, 'head', asked, window)
      await head.see(caseFile.steps.parties.appealed)
      const approve = head.page.getByRole('link', { name: caseFile.actions.approve.title })
      expect(await approve.count()).toBe(0)
      const secretary = await openCase(site, 'secretary', asked, window)
      await takeStep(secretary, 'record-appeal', {
        appeal: 'release-permitted',
        note: texts.permitted,
      })
      await secretary.see(texts.permitted)
      await head.page.reload()
      await takeStep(head, 'approve')
    },
  )
})
