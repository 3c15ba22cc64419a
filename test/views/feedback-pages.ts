import type { Language } from '#src/requests/info-request.ts'
import { openForDays } from '#src/feedback/rules.ts'
import { disclosing } from '../support/cases.ts'
import { anAnswered, linkInLetter, satisfied, someFeedback } from '../support/feedback.ts'
import { setRule } from '../support/rules.ts'
import { openBrowser, signIn, submitRequest } from '../support/service.ts'
import { openAlbum, type Shown } from './album.ts'

/** The survey after an answer, what the public reads of it, and the rooms of those who look after the service. */
export async function feedbackPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { app, services, time, shown, look, send, keep, at, texts } = album
  const stranger = openBrowser({ app })
  const own = { language, subject: texts.subject, details: texts.details, name: texts.name }

  const answer = { ...disclosing, reply: texts.answer }
  await look(stranger, 'feedback, nothing yet', '/feedback')
  const secretary = await signIn(album, 'secretary')
  const room = '/staff/feedback'
  await look(secretary, 'feedback for staff, nothing yet', room)

  const open = await submitRequest(album, own)
  await open.browser.post(at('/track'), { reference: open.reference, code: open.code })
  await look(open.browser, 'survey, no answer yet', `/requests/${open.reference}/feedback`)

  const { reference, requester } = await anAnswered(album, own, answer)
  const link = await linkInLetter(album)
  const path = `/requests/${reference}/feedback`
  await look(requester, 'follow, asked how it was', `/requests/${reference}`)
  await look(requester, 'survey', path)
  await keep('survey, from the letter', stranger.get(link), { isVariant: true })
  await send(requester, 'survey, nothing filled in', path, {})
  await send(requester, 'survey, all wrong', path, {
    clearSteps: '0',
    equalTreatment: '6',
    clearAnswer: 'x',
    easyService: ['1', '2'],
    comment: texts.details.repeat(3),
    surprise: 'yes',
  })
  await send(requester, 'survey, sent', path, { ...satisfied, comment: texts.note })
  await look(requester, 'survey, sent before', path)
  await keep('survey, sent before, from the letter', stranger.get(link))
  await send(
    requester,
    'survey, sent again',
    path,
    { ...satisfied, comment: texts.answer },
    `/requests/${reference}`,
  )
  await look(requester, 'follow, said how it was', `/requests/${reference}`)
  await keep('survey, a wrong link', stranger.get(`${link}x`))

  await someFeedback(album, '2569-q3', 3)
  await someFeedback(album, '2569-q4', 1234, { comment: '' })
  await someFeedback(album, '2569-q4', 2, { clearSteps: 1, comment: texts.details })
  await look(secretary, 'feedback for staff, too few', room)
  await someFeedback(album, '2570-q1', 6, { clearSteps: 3, comment: texts.unbroken })
  await setRule(services, 'survey', '2026-11-02', { url: 'https://example.go.th/survey' })
  await look(secretary, 'feedback for staff', room)
  await look(secretary, 'feedback for staff, an earlier quarter', `${room}?quarter=2569-q4`)

  const improvement = {
    on: '1/11/2569',
    textTh: 'พิมพ์รหัสติดตามให้ใหญ่ขึ้น',
    textEn: 'The tracking code is printed larger.',
  }
  const form = `${room}/improvements`
  await look(secretary, 'improvement, new', `${form}/new`)
  await send(secretary, 'improvement, nothing filled in', `${form}/new`, {})
  await send(secretary, 'improvement, all wrong', `${form}/new`, {
    on: '3/11/2569',
    textTh: '7'.repeat(700),
    textEn: '7'.repeat(700),
    surprise: 'yes',
  })
  await send(secretary, 'improvement, added', `${form}/new`, improvement)
  await secretary.post(at(`${form}/new`), {
    ...improvement,
    on: '2/11/2569',
    textTh: 'ก'.repeat(600),
    textEn: 'unbroken'.repeat(75),
  })
  await look(secretary, 'improvement, to correct', `${form}/1`)
  await send(secretary, 'improvement, overtaken', `${form}/1`, { ...improvement, on: '31/10/2569' })
  await send(secretary, 'improvement, hidden', `${form}/1/hiding`, {}, room)
  await look(secretary, 'improvement, shown', `${room}?done=shown`, { isVariant: true })
  await look(stranger, 'feedback, with everything', '/feedback')
  await look(await signIn(album, 'auditor'), 'feedback for the auditor', room)
  await look(await signIn(album, 'officer'), 'feedback, not for an officer', room)

  const late = await anAnswered(album, own, answer)
  time.now += (openForDays + 1) * 86_400_000
  await late.requester.post(at('/track'), { reference: late.reference, code: late.code })
  await look(late.requester, 'survey, too late', `/requests/${late.reference}/feedback`)
  return shown
}
