import { expect, it } from 'vitest'
import { attendToWaiting } from '#src/requests/waiting.ts'
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
  runJob,
  takeStep,
  typedDay,
} from '../support/desk.ts'

const texts = {
  question: 'ขอทราบว่าต้องการรายงานของปีใด',
  answer: 'ต้องการเฉพาะปี 2568 ตามหนังสือที่แนบ',
  dispute: 'ไม่เคยได้รับคำถาม อยู่ต่างจังหวัด',
  reason: 'ผู้ขอไม่ได้รับคำถามจริง จึงพิจารณาต่อ',
}

describeInBrowser('asking the requester back', () => {
  it.each(named(bothWindows))(
    'ends a request nobody answered, after one reminder, and takes it up again when that was wrong ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      const mailbag = openMailbag(site)
      const asked = await askAtWindow(site, window)
      const officer = await openCase(site, 'officer', asked, window)
      const { caseFile, domain } = officer.words
      await takeStep(officer, 'accept')
      await officer.follow(caseFile.actions.ask.title)
      const { faults } = caseFile.steps
      await expectFault(officer, 'ask', { answerBy: 'พรุ่งนี้' }, faults.question.missing)
      await officer.see(faults.answerBy['not-a-day'])
      const soon = { question: texts.question, answerBy: typedDay(language, '2026-11-03') }
      await expectFault(officer, 'ask', soon, faults.answerBy['too-soon'])
      await officer.field('answerBy').fill(typedDay(language, '2026-11-16'))
      await officer.press(caseFile.actions.ask.button)
      await officer.see(caseFile.done.ask)
      await officer.see(domain.staffStatus['awaiting-requester'])
      await officer.see(caseFile.steps.asked(longDay(language, '2026-11-16')))

      const monday = onOneLine(fullDay(language, '2026-11-16'))
      const question = await mailbag.letter('question')
      expect(question).toContain(texts.question)
      expect(question).toContain(monday)
      const requester = await trackAtWindow(site, asked, window)
      const { tracking } = requester.words
      await requester.see(tracking.standing['waiting-for-you'].heading)
      await requester.see(tracking.question.answerBy(fullDay(language, '2026-11-16')))
      await requester.see(texts.question)

      letComing(site, '2026-11-10')
      expect(await attendToWaiting(site.services)).toEqual({ reminded: 0, lapsed: 0 })
      letComing(site, '2026-11-11') // three working days before
      const { counts } = officer.words.jobs.about['waiting-for-requesters']
      const did = await runJob(site, 'waiting-for-requesters', window)
      expect(onOneLine(did)).toContain(onOneLine(counts.reminded(1)))
      const reminder = await mailbag.letter('reminder')
      expect(reminder).toContain(texts.question)
      expect(reminder).toContain(monday)
      expect(reminder).toContain(onOneLine(fullDay(language, '2026-11-17')))

      letComing(site, '2026-11-16') // the day they were asked to answer by is theirs
      expect(await attendToWaiting(site.services)).toEqual({ reminded: 0, lapsed: 0 })
      letComing(site, '2026-11-17')
      expect(await attendToWaiting(site.services)).toEqual({ reminded: 0, lapsed: 1 })
      expect(await mailbag.letter('lapsed')).toContain(texts.question)

      const late = await trackAtWindow(site, asked, window)
      await late.see(tracking.standing.lapsed.heading)
      await late.see(tracking.timeline.lapsed)
      await late.see(shortDay(language, '2026-11-17'))
      expect(await late.field('note').count()).toBe(0)
      await late.follow(tracking.dispute.lapsed.open)
      expect(await late.press(tracking.dispute.submit)).toBe(422)
      await late.see(tracking.dispute.lapsed.faults.note.missing)
      await late.field('note').fill(texts.dispute)
      await late.press(tracking.dispute.submit)
      await late.see(tracking.dispute.lapsed.pending(fullDay(language, '2026-11-17')))

      const secretary = await openCase(site, 'secretary', asked, window)
      await secretary.see(caseFile.steps.disputedTag)
      await secretary.see(texts.dispute)
      await takeStep(secretary, 'reopen', { note: texts.reason })
      expect(await mailbag.letter('reopened')).toContain(texts.reason)
      await late.page.reload()
      await late.see(tracking.standing.considered.heading)
      await late.see(tracking.timeline.lapsed)
      await late.see(tracking.timeline.reopened)
      await late.see(texts.reason)
      await late.see(fullDay(language, '2026-12-02'))
    },
  )

  it.each(named(bothWindows))('goes on with the answer and its file ($title)', async (window) => {
    const site = await startSite()
    const asked = await askAtWindow(site, window)
    const officer = await openCase(site, 'officer', asked, window)
    await takeStep(officer, 'accept')
    await takeStep(officer, 'ask', {
      question: texts.question,
      answerBy: typedDay(window.language, '2026-11-16'),
    })
    const requester = await trackAtWindow(site, asked, window)
    const { tracking } = requester.words
    await requester.page.setInputFiles('#file', aFile('หนังสือ.pdf'))
    expect(await requester.press(tracking.messages.sendAnswer)).toBe(422)
    await requester.see(tracking.messages.faults.note.missing)
    await requester.see('หนังสือ.pdf') // it is kept
    await requester.field('note').fill(texts.answer)
    await requester.press(tracking.messages.sendAnswer)
    await requester.see(tracking.standing.considered.heading)
    await requester.see(texts.answer)

    await officer.page.reload()
    await officer.see(officer.words.domain.staffStatus['in-progress'])
    await officer.see(texts.answer)
    await officer.see('หนังสือ.pdf')
    await officer.see(officer.words.domain.action.clarify)
    await officer.follow(officer.words.caseFile.actions.propose.title)
  })
})
