import { addWorkingDays, dayOf, monthOf, startOfDay } from '../calendar/calendar.ts'
import { previousMonth, signedBy } from '../calendar/fiscal-year.ts'
import { jobNames, type JobCounts, type JobName } from '../database/schema.ts'
import { ruleOn } from '../department/rules.ts'
import { postOnce } from '../mail/outbox.ts'
import { lastSoonDay } from '../requests/queue.ts'
import { listStandings } from '../schedule.ts'
import type { Services } from '../services.ts'
import { listUnsigned } from '../statistics/signing/store.ts'
import { digestOf } from './digest.ts'
import { digestLetter, netLetter, unsignedMonthLetter, type StaffLetter } from './letters.ts'
import { isEmpty, patience, type Net } from './net.ts'
import {
  listDisputed,
  listOpenCases,
  listOverdue,
  listPeople,
  listStandingStill,
  listUndelivered,
  listUnreached,
} from './store.ts'

/** After so long a letter that is still being tried counts as not delivered: the mail server may be gone. */
const longestDeliveryMs = 4 * 3_600_000

/** A list shows no more; the queue has the others. */
const mostListed = 50

/**
 * Writes everybody who has something to look at their digest of today, each in a transaction of its own: should this
 * process end in the middle, the next one writes those that are missing.
 */
export async function writeDigests(services: Services): Promise<JobCounts> {
  const { db, clock, calendar, config } = services
  const now = clock()
  const today = dayOf(now)
  const days = { today, soonUntil: lastSoonDay(today, await calendar()) }
  const people = await listPeople(db.read, now)
  const cases = await listOpenCases(db.read)
  const counts = newCounts()
  for (const person of people) {
    const parts = digestOf(person, cases, days)
    if (parts.length === 0) continue
    counts[await write(services, digestLetter(person, parts, today, config))] += 1
  }
  return counts
}

/** Writes the secretaries what may have been missed, when there is anything. */
export async function writeNet(services: Services): Promise<JobCounts> {
  const { db, clock, config } = services
  const now = clock()
  const today = dayOf(now)
  const net = await readNet(services)
  const counts = newCounts()
  if (isEmpty(net)) return counts
  const people = await listPeople(db.read, now)
  for (const person of people.filter(({ role }) => role === 'secretary'))
    counts[await write(services, netLetter(person, net, today, config))] += 1
  return counts
}

/**
 * Writes the secretaries that a month is not signed, from the working day on by which it was to be: one mail for each
 * month, however often this is done.
 */
export async function writeUnsignedMonth(services: Services): Promise<JobCounts> {
  const { db, clock, config, calendar } = services
  const now = clock()
  const today = dayOf(now)
  const counts = newCounts()
  const before = previousMonth(monthOf(today))
  const by = signedBy(before, await calendar())
  const [first, ...others] = await listUnsigned(db.read, before)
  if (first === undefined || today < by) return counts
  const people = await listPeople(db.read, now)
  for (const person of people.filter(({ role }) => role === 'secretary')) {
    const letter = unsignedMonthLetter(person, [first, ...others], by, config)
    counts[await write(services, letter)] += 1
  }
  return counts
}

/** What may have been missed, as it stands now. */
export async function readNet({
  db,
  clock,
  calendar,
  rules,
}: Pick<Services, 'db' | 'clock' | 'calendar' | 'rules'>): Promise<Net> {
  const now = clock()
  const today = dayOf(now)
  const days = await calendar()
  const { desk, others } = patience(ruleOn(await rules(), 'net', today), today, days)
  const most = mostListed
  const onDesk = { before: startOfDay(desk), most }
  const yesterday = startOfDay(addWorkingDays(today, -1, days))
  return {
    overdue: await listOverdue(db.read, { today, most }),
    unopened: await listStandingStill(db.read, ['submitted'], onDesk),
    unaccepted: await listStandingStill(db.read, ['assigned'], onDesk),
    disputed: await listDisputed(db.read, { most }),
    waiting: await listStandingStill(db.read, ['awaiting-requester', 'awaiting-third-party'], {
      before: startOfDay(others),
      most,
    }),
    undelivered: await listUndelivered(db.read, { triedSince: now - longestDeliveryMs, most }),
    unreached: await listUnreached(db.read, yesterday),
    failedJobs: await listFailedJobs({ db, now }),
  }
}

/** Jobs whose last run failed, or was broken off. */
async function listFailedJobs({
  db,
  now,
}: Pick<Services, 'db'> & { now: number }): Promise<JobName[]> {
  const standings = await listStandings(db.read)
  const failed = standings.filter(
    ({ outcome, heldUntil }) => outcome === 'failed' || (outcome === 'running' && heldUntil <= now),
  )
  return jobNames.filter((known) => failed.some(({ name }) => name === known))
}

/** What became of the mails of a morning. */
type Written = 'written' | 'already' | 'unaddressed'

function newCounts(): Record<Written, number> {
  return { written: 0, already: 0, unaddressed: 0 }
}

/** Without an address nothing is written: what it would say is on their pages. */
async function write({ db, config, clock }: Services, letter: StaffLetter): Promise<Written> {
  if (letter.toAddress === '') return 'unaddressed'
  const isNew = await db.write((tx) => postOnce(tx, letter, config, clock()))
  return isNew ? 'written' : 'already'
}
