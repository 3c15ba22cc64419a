import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { legalDay } from '#views/parts/dates.ts'
import { appealLastDay } from '#src/requests/deadlines.ts'
import { grounds } from '#src/requests/grounds.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
import {
  aFile,
  bothWindows,
  describeInBrowser,
  named,
  signInAtWindow,
  startSite,
  trackAtWindow,
  type Site,
  type Visitor,
  type WindowOptions,
} from '../support/browser.ts'
import { openMailbox, type Mailbox } from '../support/mailbox.ts'
import { aPdf } from '../support/sample-files.ts'
import { submitRequest, type CastMember } from '../support/service.ts'

const texts = {
  question: 'ขอทราบปีของรายงานที่ต้องการ',
  answer: 'ต้องการเฉพาะปี 2568',
  reply: 'กรมพิจารณาแล้วไม่อาจเปิดเผยรายงานนี้ได้',
  reasons: ['กระทบการเจรจาที่ยังไม่จบ', 'เป็นความเห็นภายในที่ยังไม่เป็นที่ยุติ'],
  weighing: 'ประโยชน์สาธารณะน้อยกว่าความเสียหายต่อการเจรจา',
  nextTime: 'โปรดระบุเลขที่เอกสาร',
}

describeInBrowser('deciding on a request', () => {
  it.each(named(bothWindows))(
    'takes an officer, a head and an executive to refuse, and the requester reads why ($title)',
    async (window) => {
      const site = await startSite()
      const mailbox = await openMailbox(site)
      const asked = await submitRequest(site, {
        topic: String(site.cast.topics.first),
        language: window.language,
      })
      const officer = await enter(site, 'officer', asked.reference, window)
      await expectOffered(officer, ['accept', 'return', 'note', 'message'])
      await take(officer, 'accept')
      await expectOffered(officer, [
        'propose',
        'ask',
        'notify-third-party',
        'extend',
        'note',
        'message',
      ])

      await officer.follow(officer.words.caseFile.actions.message.title)
      await officer.field('note').fill(texts.question)
      await officer.press(officer.words.caseFile.actions.message.button)
      await officer.see(texts.question)
      const requester = await trackAtWindow(site, asked, window)
      await answerMessage(requester)
      await officer.page.reload()
      await officer.see(officer.words.caseFile.messages.news)
      await officer.see(texts.answer)

      await proposeRefusal(officer)
      await expectOffered(officer, ['extend', 'note', 'message'])
      await expectNothingDecided(requester)

      const head = await enter(site, 'head', asked.reference, window)
      await expectOffered(head, ['approve', 'send-back', 'extend', 'note', 'message'])
      await head.follow(head.words.caseFile.actions.approve.title)
      await head.see(texts.reply)
      await head.see(texts.reasons[1] ?? '')
      await head.see(texts.weighing)
      await head.press(head.words.caseFile.actions.approve.buttonWithClearance)
      await head.see(head.words.caseFile.done.approvedForClearance)
      await expectOffered(head, ['extend', 'note', 'message'])
      await expectNothingDecided(requester)

      const executive = await enter(site, 'executive', asked.reference, window)
      await expectOffered(executive, ['clear', 'send-back', 'note'])
      await take(executive, 'clear')
      await expectOffered(executive, [])

      await expectLetter(site, window, asked.reference, mailbox)
      await readAnswer(requester)
    },
  )

  it.each(named(bothWindows))(
    'goes back to the officer with what is to be changed, and then out at once ($title)',
    async (window) => {
      const site = await startSite()
      const asked = await submitRequest(site, { topic: String(site.cast.topics.first) })
      const officer = await enter(site, 'officer', asked.reference, window)
      await take(officer, 'accept')
      await officer.follow(officer.words.caseFile.actions.propose.title)
      await officer.field('outcome').and(officer.page.locator('[value="disclosed"]')).check()
      await officer.field('reply').fill(texts.reply)
      await officer.press(officer.words.caseFile.actions.propose.button)

      const head = await enter(site, 'head', asked.reference, window)
      await head.follow(head.words.caseFile.actions['send-back'].title)
      expect(await head.press(head.words.caseFile.actions['send-back'].button)).toBe(422)
      await head.see(head.words.caseFile.noteMissing['send-back'])
      await head.field('note').fill(texts.nextTime)
      await head.press(head.words.caseFile.actions['send-back'].button)

      await officer.page.reload()
      await officer.see(texts.nextTime)
      await officer.follow(officer.words.caseFile.actions.propose.title)
      expect(await officer.field('reply').inputValue()).toBe(texts.reply)
      await officer.press(officer.words.caseFile.actions.propose.button)

      await head.open(`/staff/requests/${asked.reference}`)
      await take(head, 'approve')
      await head.see(head.words.caseFile.done.approve)
      await expectOffered(head, [])
    },
  )

  it('shows a head in another division nothing of it', async () => {
    const site = await startSite()
    const { reference } = await submitRequest(site, { topic: String(site.cast.topics.first) })
    const head2 = await signInAtWindow(site, 'head2')
    expect(await head2.open(`/staff/requests/${reference}`)).toBe(404)
    await head2.see(head2.words.problems.reasons['no-such-request'].title)
  })
})

/** Signs in and opens the request from the queue. */
async function enter(
  site: Site,
  member: CastMember,
  reference: string,
  window: WindowOptions,
): Promise<Visitor> {
  const visitor = await signInAtWindow(site, member, window)
  await visitor.open('/staff')
  await visitor.follow(reference)
  await visitor.see(reference)
  return visitor
}

/** Takes a step that needs nothing to be typed. */
async function take(visitor: Visitor, action: 'accept' | 'approve' | 'clear'): Promise<void> {
  const { actions, done } = visitor.words.caseFile
  await visitor.follow(actions[action].title)
  await visitor.press(actions[action].button)
  await visitor.see(done[action])
}

/** The steps that are offered are these, whatever their order. */
async function expectOffered({ page, words }: Visitor, actions: StaffAction[]): Promise<void> {
  const offered = await page.locator('.next-step .govuk-button').allInnerTexts()
  const expected = actions.map((action) => words.caseFile.actions[action].title)
  expect(offered.toSorted()).toEqual(expected.toSorted())
}

async function answerMessage(requester: Visitor): Promise<void> {
  const { messages } = requester.words.tracking
  await requester.see(texts.question)
  expect(await requester.press(messages.send)).toBe(422)
  await requester.see(messages.faults.note.missing)
  await requester.field('note').fill(texts.answer)
  await requester.press(messages.send)
  await requester.see(texts.answer)
}

/** With two grounds and a file; what is missing at first is said, and nothing that was typed is lost. */
async function proposeRefusal(officer: Visitor): Promise<void> {
  const { page, words } = officer
  const { actions, faults, form } = words.caseFile
  await officer.follow(actions.propose.title)
  await page.locator('[name=outcome][value=refused]').check()
  await officer.field('reply').fill(texts.reply)
  await page.setInputFiles('#file', aFile('หนังสือตอบ.pdf'))
  await officer.press(form.addFile)
  await officer.see('หนังสือตอบ.pdf')
  expect(await officer.press(actions.propose.button)).toBe(422)
  await officer.see(faults.grounds['ground-needed'])
  expect(await officer.field('reply').inputValue()).toBe(texts.reply)

  const others = page.locator('details', { hasText: form.moreGrounds })
  if ((await others.getAttribute('open')) === null) await others.locator('summary').click()
  for (const [row, ground] of ['s15-1', 's15-3'].entries()) {
    await page.locator('[name=grounds]').nth(row).selectOption(ground)
    await page
      .locator('[name=reasons]')
      .nth(row)
      .fill(texts.reasons[row] ?? '')
  }
  expect(await officer.press(actions.propose.button)).toBe(422)
  await officer.see(faults.weighing.missing)
  await officer.see('หนังสือตอบ.pdf')
  await officer.field('weighing').fill(texts.weighing)
  expect(await officer.press(actions.propose.button)).toBe(200)
  await officer.see(words.caseFile.done.propose)
  await officer.see('หนังสือตอบ.pdf')
}

/** Nothing of a proposal is seen before it is decided. */
async function expectNothingDecided({ page, words, see }: Visitor): Promise<void> {
  await page.reload()
  await see(words.tracking.standing.considered.heading)
  const text = await page.locator('#main').innerText()
  expect(text).not.toContain(texts.reply)
  expect(text).not.toContain('หนังสือตอบ.pdf')
}

async function expectLetter(
  site: Site,
  { language = 'th' }: WindowOptions,
  reference: string,
  mailbox: Mailbox,
): Promise<void> {
  const decided = await mailbox.letter('somchai@example.com', decisionSubject[language](reference))
  const text = decided.mail.text?.replaceAll(/\s+/g, ' ')
  for (const id of ['s15-1', 's15-3']) {
    const ground = grounds.find((one) => one.id === id)
    expect(text).toContain(ground?.section[language])
  }
  for (const reason of [...texts.reasons, texts.weighing]) expect(text).toContain(reason)
  const today = new Date(site.time.now + 7 * 3_600_000).toISOString().slice(0, 10)
  const lastDay = legalDay(language, appealLastDay(today)).replaceAll(/\s+/g, ' ')
  expect(text).toContain(lastDay)
}

const decisionSubject = {
  th: (reference: string) => `ผลการพิจารณาคำขอหมายเลข ${reference}`,
  en: (reference: string) => `Decision on request ${reference}`,
}

async function readAnswer(requester: Visitor): Promise<void> {
  const { page, words, language } = requester
  await page.reload()
  await requester.see(words.tracking.standing.answered.heading)
  await requester.see(texts.reply)
  for (const reason of [...texts.reasons, texts.weighing]) await requester.see(reason)
  await requester.see(grounds.find(({ id }) => id === 's15-3')?.section[language] ?? '')
  await requester.see(words.tracking.answer.appealBy)

  const link = page.getByRole('link', { name: 'หนังสือตอบ.pdf' })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('หนังสือตอบ.pdf')
  expect(await readFile(await download.path())).toEqual(aPdf())
}
