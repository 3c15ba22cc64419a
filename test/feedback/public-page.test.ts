import { describe, expect, it } from 'vitest'
import { improvements } from '#src/database/schema.ts'
import { feedbackResults, listPublishedImprovements } from '#src/feedback/store.ts'
import { wordsIn } from '#views/words/words.ts'
import { anAnswered, satisfied, someFeedback } from '../support/feedback.ts'
import { setRule } from '../support/rules.ts'
import { openBrowser, startService, type Answer, type Service } from '../support/service.ts'

const words = wordsIn.en.feedback

/** The main part as it is read: without tags, with plain blanks. */
function read({ body }: Pick<Answer, 'body'>): string {
  return (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

async function publish({ services, cast }: Service, on: string, text: string, isPublished = true) {
  await services.db.write((tx) =>
    tx.insert(improvements).values({
      on,
      textTh: `แก้ไข ${text}`,
      textEn: `Changed ${text}`,
      isPublished,
      savedById: cast.secretary.id,
      savedAt: services.clock(),
    }),
  )
}

describe('the public page', () => {
  it.each(['/feedback', '/en/feedback'])(
    '%s is the same for everybody and sets no cookie',
    async (path) => {
      const { app } = await startService()
      const answer = await app.inject(path)
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['cache-control']).toBe('public, max-age=300')
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.body).not.toContain('<form')
    },
  )

  it('is reached from the foot of every public page', async () => {
    const browser = openBrowser(await startService())
    for (const path of ['/', '/guide', '/track'])
      expect((await browser.get(path)).body).toContain('href="/feedback"')
    expect((await browser.get('/en')).body).toContain('href="/en/feedback"')
  })

  it('tells the results of a quarter from five answers on', async () => {
    const service = await startService()
    await someFeedback(service, '2570-q1', 4)
    const browser = openBrowser(service)
    const four = read(await browser.get('/en/feedback'))
    expect(four).toContain(plain(words.results.tooFew(5)))
    expect(four).not.toContain('%')
    expect(four).not.toMatch(/\b4\b/)

    const { requester, reference } = await anAnswered(service)
    await requester.post(`/requests/${reference}/feedback`, { ...satisfied, clearSteps: '1' })
    const five = read(await browser.get('/en/feedback'))
    expect(five).toContain('Quarter 1 of fiscal year B.E. 2570 Oct 2026 to Dec 2026')
    expect(five).toContain('5 people answered')
    expect(five).toContain(`${words.questions.clearSteps} 4 (80%) 0 (0%) 0 (0%) 0 (0%) 1 (20%)`)
    expect(five).toContain(`${words.questions.easyService} 0 (0%) 0 (0%) 0 (0%) 5 (100%) 0 (0%)`)
    expect(five).not.toContain(plain(words.results.tooFew(5)))
    expect(five).toContain(words.results.running)
  })

  it('says nothing in which a quarter with too few could be counted', async () => {
    const service = await startService()
    await someFeedback(service, '2569-q3', 9)
    await someFeedback(service, '2569-q4', 3, { clearSteps: 1, comment: 'แย่มาก' })
    await someFeedback(service, '2570-q1', 7)
    const results = await feedbackResults(service.services.db.read)
    expect(results.map(({ quarter, isShown }) => [quarter, isShown])).toEqual([
      ['2570-q1', true],
      ['2569-q4', false],
      ['2569-q3', true],
    ])
    expect(Object.keys(results[1] ?? {}).toSorted()).toEqual(['from', 'isShown', 'quarter', 'to'])
    const page = read(await openBrowser(service).get('/en/feedback'))
    for (const sum of ['19', '12', '10', '16']) expect(page).not.toMatch(new RegExp(`\\b${sum}\\b`))
    expect(page.match(/people answered/g)).toHaveLength(3) // two with numbers, one with too few
    expect(page.indexOf('B.E. 2570')).toBeLessThan(page.indexOf('B.E. 2569'))
  })

  it('never has a comment', async () => {
    const service = await startService()
    await someFeedback(service, '2570-q1', 8, { comment: 'ข้อความที่ไม่เผยแพร่' })
    for (const path of ['/feedback', '/en/feedback'])
      expect((await openBrowser(service).get(path)).body).not.toContain('ข้อความที่ไม่เผยแพร่')
  })

  it('says so when there is nothing yet', async () => {
    const page = read(await openBrowser(await startService()).get('/en/feedback'))
    expect(page).toContain(words.results.none)
    expect(page).toContain(words.public.noImprovements)
    expect(page).not.toContain(words.public.official)
  })

  it('lists what was changed, the newest first, with its day, without what is hidden', async () => {
    const service = await startService()
    await publish(service, '2026-05-20', 'the first thing')
    await publish(service, '2026-10-12', 'the last thing <b>')
    await publish(service, '2026-08-01', 'nothing to see', false)
    const { body } = await openBrowser(service).get('/en/feedback')
    const page = read({ body })
    expect(page).toMatch(/12 October 2026 Changed the last thing .* 20 May 2026 Changed the first/)
    expect(page).not.toContain('nothing to see')
    expect(body).toContain('&lt;b&gt;')
    expect(read(await openBrowser(service).get('/feedback'))).toContain(
      '12 ตุลาคม 2569 แก้ไข the last thing',
    )
    expect(await listPublishedImprovements(service.services.db.read)).toEqual([
      {
        on: '2026-10-12',
        textTh: 'แก้ไข the last thing <b>',
        textEn: 'Changed the last thing <b>',
      },
      { on: '2026-05-20', textTh: 'แก้ไข the first thing', textEn: 'Changed the first thing' },
    ])
  })

  it('leads to the official survey when a link to it is set, and says that it is another one', async () => {
    const service = await startService()
    const url = 'https://example.go.th/survey?agency=1&year=2570'
    await setRule(service.services, 'survey', '2026-12-01', { url })
    const browser = openBrowser(service)
    expect((await browser.get('/feedback')).body).not.toContain('example.go.th')
    service.time.now = Date.parse('2026-12-01T00:00:00+07:00')
    const { body } = await browser.get('/en/feedback')
    expect(body).toContain('href="https://example.go.th/survey?agency=1&amp;year=2570"')
    expect(body).toContain(words.public.officialText)
    await setRule(service.services, 'survey', '2026-12-02', { url: '' })
    service.time.now = Date.parse('2026-12-02T00:00:00+07:00')
    expect((await browser.get('/en/feedback')).body).not.toContain('example.go.th')
  })
})

describe('the survey of the department', () => {
  it('does not ask what the official questionnaire asks, nor offer its answers', () => {
    const { questions, steps } = wordsIn.th.feedback
    for (const official of [
      'เป็นไปตามขั้นตอนและระยะเวลา',
      'อย่างเท่าเทียมกัน',
      'สินบน',
      'สื่อสาร ตอบข้อซักถาม หรือให้คำอธิบาย',
      'เคยใช้งานระบบ',
    ])
      expect(Object.values(questions).join('\n')).not.toContain(official)
    expect(Object.values(steps)).not.toContain('มากที่สุด')
  })
})
