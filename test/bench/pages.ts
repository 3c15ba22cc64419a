import { fiscalYearOf, previousMonth } from '#src/calendar/fiscal-year.ts'
import { dayOf, monthOf } from '#src/calendar/calendar.ts'
import { demoPassword } from '#src/demo/department.ts'
import { openVisitor } from '../support/visitor.ts'
import { requestBytes, times, underLoad } from './load.ts'
import { trackingCode } from './many-requests.ts'

/** Pages of one service that is being measured. */
export type Pages = {
  port: number
  pages: { name: string; request: Buffer }[]
}

/** The pages that people look at, as the people who look at them. */
export async function pagesOf(
  url: string,
  { answered, atHand }: { answered: string; atHand: string },
  now: number,
): Promise<Pages['pages']> {
  const secretary = await signedIn(url, 'secretary')
  const officer = await signedIn(url, 'officer')
  const follower = await following(url, answered)
  const month = monthOf(dayOf(now))
  const page = (name: string, path: string, cookie?: string) => ({
    name,
    request: requestBytes(path, cookie === undefined ? {} : { cookie }),
  })
  const word = encodeURIComponent('สถิติการใช้ห้องสมุด')
  return [
    page('queue, secretary', '/staff', secretary),
    page('queue, officer', '/staff', officer),
    page('queue, officer, own', '/staff?tab=mine', officer),
    page('queue, overdue', '/staff?tab=overdue', secretary),
    page('queue, answered ones', '/staff?status=answered', secretary),
    page('queue, words', `/staff?q=${word}`, secretary),
    page('queue, no such word', '/staff?q=zzzzzz', secretary),
    page('request, staff', `/staff/requests/${atHand}`, secretary),
    page('report, this month', `/staff/reports/${month}`, secretary),
    page('report, last month', `/staff/reports/${previousMonth(month)}`, secretary),
    page('track', '/track'),
    page('request, requester', `/requests/${answered}`, follower),
    page('form page', '/requests/new/information'),
  ]
}

/** The reports of a month and of a year, as the secretary reads them. */
export async function reportsOf(url: string, now: number): Promise<Pages['pages']> {
  const cookie = await signedIn(url, 'secretary')
  const month = monthOf(dayOf(now))
  const page = (name: string, period: string) => ({
    name,
    request: requestBytes(`/staff/reports/${period}`, { cookie }),
  })
  return [
    page('report, this month', month),
    page('report, last month', previousMonth(month)),
    page('report, fiscal year', String(fiscalYearOf(dayOf(now)))),
  ]
}

async function signedIn(url: string, username: string): Promise<string> {
  const visitor = openVisitor(url)
  await visitor.get('/staff/sign-in')
  const { status } = await visitor.post('/staff/sign-in', { username, password: demoPassword })
  if (status !== 303) throw new Error(`${username} could not sign in: ${status}`)
  visitor.leave()
  return visitor.cookies()
}

async function following(url: string, reference: string): Promise<string> {
  const visitor = openVisitor(url)
  await visitor.get('/track')
  const { status } = await visitor.post('/track', { reference, code: trackingCode })
  if (status !== 303) throw new Error(`${reference} could not be followed: ${status}`)
  visitor.leave()
  return visitor.cookies()
}

/** Asks for one of the pages so many times, one after the other. Gives how long each took, in milliseconds. */
export async function take({ port, pages }: Pages, name: string, count: number): Promise<number[]> {
  const page = pages.find((one) => one.name === name)
  if (!page) throw new Error(`There is no page ${name}`)
  const { latencies, statuses } = await underLoad({
    port,
    connections: 1,
    next: times(page.request, count),
  })
  if (statuses.get(200) !== count) throw new Error(`${name} failed: ${[...statuses].join(' ')}`)
  return latencies
}
