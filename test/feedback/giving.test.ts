import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { feedback, infoRequests } from '#src/database/schema.ts'
import { openForDays, type Feedback } from '#src/feedback/rules.ts'
import { giveFeedback } from '#src/feedback/commands.ts'
import { listHistory } from '#src/requests/store.ts'
import { wordsIn } from '#views/words/words.ts'
import { aCase, act, caseOf, letLapse, plainNote, aQuestion } from '../support/cases.ts'
import { anAnswered, linkInLetter, satisfied } from '../support/feedback.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Service,
} from '../support/service.ts'

const words = wordsIn.th.feedback
const day = 24 * 3_600_000

function kept({ services }: Service) {
  return services.db.read.select().from(feedback)
}

async function hasGiven({ services }: Service, reference: string): Promise<boolean | undefined> {
  const [row] = await services.db.read
    .select({ given: infoRequests.hasGivenFeedback })
    .from(infoRequests)
    .where(eq(infoRequests.reference, reference))
  return row?.given
}

describe('somebody who follows an answered request', () => {
  it('finds the survey on its page, answers it, and is thanked', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const path = `/requests/${reference}/feedback`
    expect((await requester.get(`/requests/${reference}`)).body).toContain(`href="${path}"`)

    const form = await requester.get(path)
    expect(form.statusCode).toBe(200)
    for (const question of Object.values(words.questions)) expect(form.body).toContain(question)
    for (const step of Object.values(words.steps)) expect(form.body).toContain(step)

    const sent = await requester.post(path, { ...satisfied, comment: ' ตอบเร็ว <b>\r\nขอบคุณ ' })
    expect(sent.statusCode).toBe(303)
    const thanks = await requester.get(String(sent.headers.location))
    expect(thanks.statusCode).toBe(200)
    expect(thanks.body).toContain(words.given.title)
    expect(thanks.body).toContain(words.given.done)
    expect(thanks.body).toContain('href="/feedback"')
    expect(await kept(service)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        quarter: '2570-q1',
        clearSteps: 5,
        equalTreatment: 4,
        clearAnswer: 3,
        easyService: 2,
        comment: 'ตอบเร็ว <b>\nขอบคุณ',
      },
    ])
    const after = await requester.get(`/requests/${reference}`)
    expect(after.body).toContain(words.offer.given)
    expect(after.body).not.toContain(`href="${path}"`)
  })

  it('leaves one mark on the request and no step in its history', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const before = await caseOf(service, reference)
    const history = await listHistory(service.services.db.read, before.id)
    await requester.post(`/requests/${reference}/feedback`, satisfied)
    expect(await caseOf(service, reference)).toEqual({ ...before, hasGivenFeedback: true })
    expect(await listHistory(service.services.db.read, before.id)).toEqual(history)
    const secretary = await signIn(service, 'secretary')
    const staff = await secretary.get(`/staff/requests/${reference}`)
    expect(staff.body).not.toContain(wordsIn.th.feedback.offer.heading)
  })

  it('can answer once: a second form is told so, keeps its comment, and changes nothing', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const path = `/requests/${reference}/feedback`
    await requester.post(path, satisfied)
    const again = await requester.post(path, {
      ...satisfied,
      clearSteps: '1',
      comment: 'ขอเพิ่มเติมว่าหน้าเว็บอ่านยาก <i>',
    })
    expect(again.statusCode).toBe(409)
    expect(again.body).toContain(words.given.already)
    expect(again.body).toContain('ขอเพิ่มเติมว่าหน้าเว็บอ่านยาก &lt;i&gt;')
    const wrong = await requester.post(path, { comment: 'ส่งโดยไม่เลือกอะไรเลยสักข้อ' })
    expect(wrong.statusCode).toBe(409)
    expect(wrong.body).toContain('ส่งโดยไม่เลือกอะไรเลยสักข้อ')
    expect(await kept(service)).toMatchObject([{ clearSteps: 5, comment: '' }])
    const opened = await requester.get(path)
    expect(opened.statusCode).toBe(200)
    expect(opened.body).toContain(words.given.already)
    expect(opened.body).not.toContain('name="clearSteps"')
  })

  it('can answer once, also when fifty forms arrive at the same time', async () => {
    const service = await startService({ settings: { LIMITS: 'relaxed' } })
    const { reference, requester } = await anAnswered(service)
    const path = `/requests/${reference}/feedback`
    await requester.get(path)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => requester.post(path, satisfied)),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(49)
    expect(await kept(service)).toHaveLength(1)
    expect(await hasGiven(service, reference)).toBe(true)
  })

  it('keeps the mark or the answers only together', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service)
    const { id } = await caseOf(service, reference)
    // Without a comment, which the database refuses.
    const broken: Feedback = JSON.parse(
      '{"clearSteps":5,"equalTreatment":5,"clearAnswer":5,"easyService":5}',
    )
    await expect(giveFeedback(service.services, id, broken)).rejects.toThrow(/feedback/)
    expect(await hasGiven(service, reference)).toBe(false)
    expect(await kept(service)).toEqual([])
  })

  it.each([
    ['2026-09-30T23:59:59+07:00', '2569-q4'],
    ['2026-10-01T00:00:00+07:00', '2570-q1'],
  ])('answers at %s in the quarter %s', async (moment, quarter) => {
    const service = await startService({ at: Date.parse('2026-09-28T10:00:00+07:00') })
    const { reference, requester } = await anAnswered(service)
    const link = await linkInLetter(service)
    service.time.now = Date.parse(moment)
    await requester.get(link)
    const sent = await requester.post(link, satisfied)
    expect(sent.statusCode).toBe(303)
    expect(reference).toMatch(/^69-/)
    expect(await kept(service)).toMatchObject([{ quarter }])
  })

  it('cannot answer before there is an answer, nor when it ended without one', async () => {
    const service = await startService()
    const { reference, code, browser } = await submitRequest(service, {
      topic: String(service.cast.topics.first),
    })
    await browser.post('/track', { reference, code })
    const path = `/requests/${reference}/feedback`
    const expectNone = async () => {
      expect((await browser.get(`/requests/${reference}`)).body).not.toContain(`href="${path}"`)
      const page = await browser.get(path)
      expect(page.body).toContain(words.not['no-answer'].title)
      expect(page.body).not.toContain('name="clearSteps"')
      const sent = await browser.post(
        path,
        { ...satisfied, comment: 'อยากบอกก่อนได้คำตอบว่าหน้าเว็บใช้ง่าย' },
        { from: '/track' },
      )
      expect(sent.statusCode).toBe(409)
      expect(sent.body).toContain('อยากบอกก่อนได้คำตอบว่าหน้าเว็บใช้ง่าย')
    }
    await expectNone()
    await act(service, reference, 'officer', 'accept', plainNote)
    await act(service, reference, 'officer', 'ask', aQuestion(service))
    await letLapse(service)
    await browser.post('/track', { reference, code })
    await expectNone()
    expect(await kept(service)).toEqual([])
    expect(await hasGiven(service, reference)).toBe(false)
  })

  it('can answer while the request is considered again: there was an answer', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    await act(service, reference, 'secretary', 'reopen', { ...plainNote, note: 'ค้นเพิ่ม' })
    expect((await requester.get(`/requests/${reference}`)).body).toContain(words.offer.heading)
    const sent = await requester.post(`/requests/${reference}/feedback`, satisfied)
    expect(sent.statusCode).toBe(303)
  })

  it('can answer for ninety days', async () => {
    const service = await startService()
    const { reference, code, requester } = await anAnswered(service)
    const path = `/requests/${reference}/feedback`
    service.time.now += openForDays * day
    await requester.post('/track', { reference, code })
    expect((await requester.get(path)).body).toContain('name="clearSteps"')
    service.time.now += day
    await requester.post('/track', { reference, code })
    const late = await requester.get(path)
    expect(late.body).toContain(words.not.over.title)
    expect((await requester.get(`/requests/${reference}`)).body).not.toContain(words.offer.heading)
    expect((await requester.post(path, satisfied)).statusCode).toBe(409)
    expect(await kept(service)).toEqual([])
  })
})

describe('somebody who does not follow the request', () => {
  it('is asked for reference and code, whether there is such a request or not', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service)
    const stranger = openBrowser(service)
    for (const [address, to] of [
      [`/requests/${reference}/feedback`, `/track?reference=${reference}`],
      ['/requests/69-999999-9/feedback', '/track'],
      ['/requests/nonsense/feedback', '/track'],
      [`/en/requests/${reference}/feedback`, `/en/track?reference=${reference}`],
    ] as const) {
      const answer = await stranger.get(address)
      expect([address, answer.statusCode, answer.headers.location]).toEqual([address, 303, to])
    }
    const sent = await stranger.post(`/requests/${reference}/feedback`, satisfied, {
      from: '/track',
    })
    expect(sent.statusCode).toBe(303)
    expect(await kept(service)).toEqual([])
  })

  it('cannot answer for a request by following another', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service)
    const other = await anAnswered(service, { subject: 'เรื่องอื่น' })
    const path = `/requests/${reference}/feedback`
    expect((await other.requester.get(path)).statusCode).toBe(303)
    const sent = await other.requester.post(path, satisfied, { from: '/track' })
    expect(sent.statusCode).toBe(303)
    expect(await kept(service)).toEqual([])
  })

  it('sends nothing from another site, and nothing without the token of a page', async () => {
    const service = await startService()
    await anAnswered(service)
    const link = await linkInLetter(service)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await service.app.inject({
        method: 'POST',
        url: link,
        headers: { ...form, ...headers },
        payload: new URLSearchParams(satisfied).toString(),
      })
      expect(answer.statusCode).toBe(403)
    }
    expect(await kept(service)).toEqual([])
  })
})

describe('the link of the letter with the answer', () => {
  it('opens the survey, in the language of the letter, and never the request', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service, { language: 'en' })
    const link = await linkInLetter(service)
    expect(link).toMatch(new RegExp(`^/en/requests/${reference}/feedback\\?token=[0-9a-z]{26}$`))
    const reader = openBrowser(service)
    const form = await reader.get(link)
    expect(form.statusCode).toBe(200)
    expect(form.headers['cache-control']).toBe('no-store')
    expect(form.body).toContain(wordsIn.en.feedback.survey.title)
    expect(form.body).toContain('noindex')
    for (const secret of ['รายงานการประชุม', 'สมชาย', 'somchai@example.com'])
      expect(form.body).not.toContain(secret)
    expect(form.body).not.toContain(`href="/en/requests/${reference}"`)
    for (const address of [
      `/requests/${reference}`,
      `/requests/${reference}?${link.split('?')[1]}`,
      `/requests/${reference}/dispute?${link.split('?')[1]}`,
      `/requests/${reference}/withdrawal?${link.split('?')[1]}`,
    ])
      expect([address, (await reader.get(address)).statusCode]).toEqual([address, 303])
    expect(reader.cookies.has('t')).toBe(false)
  })

  it('changes nothing by being opened, and works once', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service)
    const link = await linkInLetter(service)
    const reader = openBrowser(service)
    for (let look = 0; look < 3; look += 1) await reader.get(link)
    expect(await hasGiven(service, reference)).toBe(false)
    const sent = await reader.post(link, satisfied)
    expect(sent.statusCode).toBe(303)
    expect((await reader.get(String(sent.headers.location))).body).toContain(words.given.done)
    const again = await openBrowser(service).get(link)
    expect(again.statusCode).toBe(200)
    expect(again.body).toContain(words.given.already)
    expect((await reader.post(link, satisfied, { from: '/track' })).statusCode).toBe(409)
    expect(await kept(service)).toHaveLength(1)
  })

  it('may be typed from paper in capitals, with letters that look like its figures', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service)
    const token = (await linkInLetter(service)).split('token=')[1] ?? ''
    const typed = token.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'I')
    const path = `/requests/${reference}/feedback?token=${typed}`
    expect((await openBrowser(service).get(path)).statusCode).toBe(200)
  })

  it('goes on from the tracking page when the half hour of the code is over', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const form = await requester.get(`/requests/${reference}/feedback`)
    const action = /<form\s+method="post"\s+action="([^"]+feedback[^"]*)"/.exec(form.body)?.[1]
    service.time.now += 40 * 60_000
    const sent = await requester.post(action ?? '', satisfied, { from: '/track' })
    expect(sent.statusCode).toBe(303)
  })

  it('opens nothing when any of it is wrong, always with the same page', async () => {
    const service = await startService()
    const { reference } = await anAnswered(service)
    const link = await linkInLetter(service)
    const other = await anAnswered(service, { subject: 'เรื่องอื่น' })
    const otherLink = await linkInLetter(service)
    const token = (of: string) => of.split('token=')[1] ?? ''
    const flipped = Array.from(token(link), (letter, index) => {
      const another = letter === 'a' ? 'b' : 'a'
      return token(link).slice(0, index) + another + token(link).slice(index + 1)
    })
    const open = await aCase(service, 'in-progress')
    const { id } = await caseOf(service, open)
    expect(id).toBeGreaterThan(0)
    const wrong = [
      ...flipped.map((changed) => `/requests/${reference}/feedback?token=${changed}`),
      `/requests/${reference}/feedback?token=${token(otherLink)}`,
      `/requests/${other.reference}/feedback?token=${token(link)}`,
      `/requests/${open}/feedback?token=${token(link)}`,
      `/requests/69-999999-9/feedback?token=${token(link)}`,
      `/requests/nonsense/feedback?token=${token(link)}`,
      `/requests/${reference}/feedback?token=`,
      `/requests/${reference}/feedback?token=${token(link)}x`,
      `/requests/${reference}/feedback?token=${token(link)}&token=${token(link)}`,
      `/requests/${reference}/feedback?token=%00`,
      `/requests/${reference}/feedback?token=${'x'.repeat(5000)}`,
    ]
    const stranger = openBrowser(service)
    const pages = new Set<string>()
    for (const address of wrong) {
      const answer = await stranger.get(address)
      expect([address, answer.statusCode]).toEqual([address, 404])
      pages.add(/<main[\s\S]*<\/main>/.exec(answer.body)?.[0] ?? '')
    }
    expect(pages.size).toBe(1)
    expect([...pages][0]).toContain(wordsIn.th.problems.reasons['no-such-link'].title)
    const sent = await stranger.post(wrong[0] ?? '', satisfied, { from: '/track' })
    expect(sent.statusCode).toBe(404)
    expect(await kept(service)).toEqual([])
  })

  it('is such a link, too, when its time is over', async () => {
    const service = await startService()
    await anAnswered(service)
    const link = await linkInLetter(service)
    service.time.now += (openForDays + 1) * day
    const reader = openBrowser(service)
    const late = await reader.get(link)
    expect(late.statusCode).toBe(404)
    expect(late.body).toContain(wordsIn.th.problems.reasons['no-such-link'].title)
    const comment = 'ความเห็นที่พิมพ์ไว้นานแล้วแต่เพิ่งส่ง'
    const sent = await reader.post(link, { ...satisfied, comment }, { from: '/track' })
    expect(sent.statusCode).toBe(404)
    expect(sent.body).toContain(comment)
    expect(await kept(service)).toEqual([])
  })

  it('is not written to the log', async () => {
    const lines: string[] = []
    const service = await startService({ log: { write: (line) => lines.push(line) } })
    await anAnswered(service)
    const link = await linkInLetter(service)
    const reader = openBrowser(service)
    await reader.get(link)
    await reader.post(link, { ...satisfied, comment: 'ความเห็นที่ไม่ควรอยู่ในบันทึก' })
    expect(await kept(service)).toHaveLength(1)
    expect(lines.join('')).not.toContain(link.split('token=')[1])
    expect(lines.join('')).not.toContain('ความเห็นที่ไม่ควร')
  })
})

describe('a form that is not right', () => {
  const wrong: [string, Record<string, string | readonly string[]>, string][] = [
    ['nothing chosen', { clearSteps: '' }, words.survey.faults.clearSteps.missing],
    ['step 0', { equalTreatment: '0' }, wordsIn.th.faults['unknown-choice']],
    ['step 6', { clearAnswer: '6' }, wordsIn.th.faults['unknown-choice']],
    ['step x', { easyService: 'x' }, wordsIn.th.faults['unknown-choice']],
    ['step 05', { easyService: '05' }, wordsIn.th.faults['unknown-choice']],
    ['step ๕', { easyService: '๕' }, wordsIn.th.faults['unknown-choice']],
    ['step 5.0', { easyService: '5.0' }, wordsIn.th.faults['unknown-choice']],
    ['two steps', { clearSteps: ['5', '1'] }, wordsIn.th.faults.repeated],
    ['a NUL', { comment: 'a\u0000b' }, wordsIn.th.faults['not-text']],
    ['half a letter', { comment: 'x\u202ey' }, wordsIn.th.faults['not-text']],
    ['too long', { comment: 'ก็'.repeat(1001) }, wordsIn.th.faults.tooLong(1000)],
    ['something else', { surprise: 'yes' }, wordsIn.th.faults['unknown-field']],
  ]

  it.each(wrong)(
    'comes back with a sentence and all that was typed: %s',
    async (_, change, sentence) => {
      const service = await startService()
      const { reference, requester } = await anAnswered(service)
      const typed = { ...satisfied, comment: 'ความเห็นของผู้ขอ', ...change }
      const answer = await requester.post(`/requests/${reference}/feedback`, typed)
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain(sentence)
      for (const [name, value] of Object.entries(satisfied))
        if (name !== 'comment' && !(name in change))
          expect(answer.body).toMatch(
            new RegExp(`name="${name}"\\s+type="radio"\\s+value="${value}"\\s+checked`),
          )
      if (!('comment' in change)) expect(answer.body).toContain('ความเห็นของผู้ขอ</textarea>')
      expect(await kept(service)).toEqual([])
      expect(await hasGiven(service, reference)).toBe(false)
    },
  )

  it('names every question that was left out, in the language of the page', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const answer = await requester.post(`/en/requests/${reference}/feedback`, {})
    expect(answer.statusCode).toBe(422)
    for (const [name, { missing }] of Object.entries(wordsIn.en.feedback.survey.faults)) {
      expect(answer.body).toContain(`<a href="#${name}">${missing}</a>`)
      expect(answer.body).toContain(`id="${name}-error"`)
    }
  })

  it('may be as long as the limit, counted in letters as people count them', async () => {
    const service = await startService()
    const { reference, requester } = await anAnswered(service)
    const comment = 'ก็'.repeat(1000)
    const sent = await requester.post(`/requests/${reference}/feedback`, { ...satisfied, comment })
    expect(sent.statusCode).toBe(303)
    expect(await kept(service)).toMatchObject([{ comment }])
  })
})
