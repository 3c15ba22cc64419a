import { expect, it } from 'vitest'
import type { Language } from '#src/requests/info-request.ts'
import { longDay } from '#views/parts/dates.ts'
import {
  bothWindows,
  describeInBrowser,
  named,
  signInAtWindow,
  startSite,
  trackAtWindow,
  type Visitor,
} from '../support/browser.ts'
import {
  fillIn,
  letComing,
  openCase,
  pairOn,
  sendStep,
  takeStep,
  typedDay,
} from '../support/desk.ts'
import { textLayer, withoutSpaces } from '../support/pdf-text.ts'
import { setRule } from '../support/rules.ts'

const texts = {
  subject: 'สัญญาเช่าอาคารของกรม',
  address: '99 ถนนตัวอย่าง\nเชียงใหม่ 50000',
  reply: 'ส่งสำเนาสัญญาเช่าตามที่ขอ',
  certifier: 'สมหญิง รักงาน นักการทูตชำนาญการ',
  number: '123',
  receipt: 'ใบเสร็จเล่มที่ 1 เลขที่ 5',
}

describeInBrowser('a request without e-mail', () => {
  it.each(named(bothWindows))(
    'is entered at the counter, answered on paper, posted, and paid for ($title)',
    async (window) => {
      const { language } = window
      const site = await startSite()
      await setRule(site.services, 'fees', '2026-01-01', { page: 100, certification: 500 })
      const secretary = await signInAtWindow(site, 'secretary', window)
      const { words } = secretary
      const { caseFile, paper } = words
      await secretary.follow(words.layout.counter)
      await fillIn(secretary, {
        channel: 'counter',
        receivedOn: typedDay(language, '2026-11-02'),
        subject: texts.subject,
        details: texts.subject,
        topic: String(site.cast.topics.first),
        accessForm: 'certified-copy',
        language,
        name: 'มานี มีใจ',
        address: texts.address,
        deliverBy: 'post',
      })
      expect(await secretary.press(words.counter.submit)).toBe(200)
      const asked = await pairOn(secretary)

      const officer = await openCase(site, 'officer', asked, window)
      await takeStep(officer, 'accept')
      await officer.follow(caseFile.actions.propose.title)
      await sendStep(officer, 'propose', {
        outcome: 'disclosed',
        reply: texts.reply,
        pages: '12',
        certifications: '2',
        certifiedBy: texts.certifier,
      })
      const head = await openCase(site, 'head', asked, window)
      await head.follow(caseFile.actions.approve.title)
      await head.see(caseFile.told.paper)
      await sendStep(head, 'approve')
      await head.see(caseFile.letters.state['on-paper'])

      letComing(site, '2026-11-03')
      const clerk = await signInAtWindow(site, 'secretary', window)
      await clerk.leave(() => clerk.page.getByRole('link', { name: paper.list.tab }).click())
      await clerk.see(texts.subject)
      await clerk.follow(caseFile.letters.kind.decision)
      await clerk.see(paper.byHand['on-paper'])
      await clerk.see('99 ถนนตัวอย่าง')
      await clerk.page.locator('summary', { hasText: paper.register.title }).click()
      await clerk.field('registerNumber').fill(texts.number)
      await clerk.press(paper.register.button)
      await clerk.see(paper.done['register-number'])

      const letter = await textOf(clerk, paper.openPdf)
      for (const said of [
        onPaper(language, texts.number),
        'มานี มีใจ',
        texts.reply,
        texts.certifier,
        onPaper(language, longDay(language, '2026-11-02')),
        asked.reference,
      ])
        expect(letter).toContain(withoutSpaces(said))
      expect(letter).not.toContain(withoutSpaces(words.letters.automatic))

      expect(await clerk.press(paper.handle.button)).toBe(422)
      await clerk.see(paper.faults.how.missing)
      await fillIn(clerk, { how: 'posted', handledOn: typedDay(language, '2026-11-04') })
      expect(await clerk.press(paper.handle.button)).toBe(422)
      await clerk.see(paper.faults.handledOn['in-the-future'])
      await clerk.field('handledOn').fill(typedDay(language, '2026-11-03'))
      await clerk.press(paper.handle.button)
      await clerk.see(paper.done.handling)
      await clerk.see(paper.delivery.handled.posted)
      await clerk.open('/staff/letters')
      await clerk.see(paper.list.none)
      await clerk.open(`/staff/requests/${asked.reference}`)
      await clerk.see(longDay(language, '2026-11-03'))

      const requester = await trackAtWindow(site, asked, window)
      const { tracking } = requester.words
      await requester.see(texts.reply)
      await requester.see(tracking.access.feeOf('22', tracking.access.feeState.due))
      expect(await textOf(requester, paper.decision)).toContain(withoutSpaces(texts.reply))
      await takeStep(clerk, 'settle-fee', { settled: 'paid', note: texts.receipt })
      await requester.page.reload()
      await requester.see(tracking.access.feeOf('22', tracking.access.feeState.paid))
    },
  )
})

/** Thai letters write Thai figures. */
function onPaper(language: Language, text: string): string {
  return language === 'th'
    ? text.replaceAll(/\d/g, (figure) => String.fromCodePoint(0x0e50 + Number(figure)))
    : text
}

/** What a PDF behind a link says, without spaces. */
async function textOf({ page }: Visitor, link: string): Promise<string> {
  const address = await page.getByRole('link', { name: link, exact: true }).getAttribute('href')
  const pdf = await page.request.get(address ?? '')
  expect(pdf.headers()['content-type']).toContain('pdf')
  return withoutSpaces(textLayer(await pdf.body()).join(''))
}
