import { and, asc, eq, lte } from 'drizzle-orm'
import { addDays, addWorkingDays, dayOf, type Calendar } from '../calendar/calendar.ts'
import type { Tx } from '../database/open.ts'
import { infoRequests, letters } from '../database/schema.ts'
import { ruleOn } from '../department/rules.ts'
import { lapsedLetter, reminderLetter, type LetterPlace } from '../mail/letters.ts'
import { post } from '../mail/outbox.ts'
import { letterPlace } from '../mail/text-store.ts'
import type { Services } from '../services.ts'
import { closing } from './closing.ts'
import type { Actor, Day, InfoRequest } from './info-request.ts'
import { findByIdToChange, findQuestion, saveStep } from './store.ts'
import { decide } from './workflow.ts'

/*
 * Requests that wait for their requester: one reminder before the day by which they were asked to answer, and an end
 * when that day and the reminder have passed. Whoever was not reached is not reminded: then nothing lapses.
 */

/**
 * One round: reminds who has to be reminded today, and closes what has lapsed. Every request is a transaction of its
 * own, so that a second round, or another process, finds only what is left. Gives how many of each.
 */
export async function attendToWaiting(
  services: Services,
): Promise<{ reminded: number; lapsed: number }> {
  const today = dayOf(services.clock())
  const calendar = await services.calendar()
  const { workingDays } = ruleOn(await services.rules(), 'reminder', today)
  const place = await letterPlace(services)
  const horizon = addWorkingDays(today, workingDays, calendar)
  let [reminded, lapsed] = [0, 0]
  for (const id of await listWaitingIds(services.db.read, horizon)) {
    const did = await attendTo(services, id, { today, calendar, workingDays, place })
    if (did === 'reminded') reminded += 1
    if (did === 'lapsed') lapsed += 1
  }
  return { reminded, lapsed }
}

type Round = { today: Day; calendar: Calendar; workingDays: number; place: LetterPlace }

/**
 * The last day on which an answer still comes in time: the day asked for, but never so soon after the reminder that
 * fewer working days than the department's rule lie between.
 */
export function lapsesAfter(
  answerBy: Day,
  remindedOn: Day,
  { calendar, workingDays }: Pick<Round, 'calendar' | 'workingDays'>,
): Day {
  const soonest = addWorkingDays(remindedOn, workingDays, calendar)
  return answerBy > soonest ? answerBy : soonest
}

async function attendTo(
  { db, clock }: Services,
  id: number,
  round: Round,
): Promise<'reminded' | 'lapsed' | undefined> {
  const at = clock()
  return db.write(async (tx) => {
    const before = await findByIdToChange(tx, id)
    if (before.status !== 'awaiting-requester' || before.answerBy === null) return undefined
    const { question, position } = await findQuestion(tx, id)
    const { answerBy } = before
    const onceKey = `reminder ${id} ${position}`
    const reminder = await findReminder(tx, onceKey)
    if (!reminder) {
      const lapsesOn = addDays(lapsesAfter(answerBy, round.today, round), 1)
      const letter = reminderLetter(before, { question, answerBy, lapsesOn }, round.place)
      await post(tx, { ...letter, onceKey }, round.place, at)
      return 'reminded'
    }
    const reachedOn = reminder.sentAt === null ? reminder.handledOn : dayOf(reminder.sentAt)
    if (reachedOn === null || round.today <= lapsesAfter(answerBy, reachedOn, round))
      return undefined
    const toStatus = decide('lapse', before, system, round.today)
    // Not the day of the round: one that goes on past midnight would close it on another day than it says.
    const step = { action: 'lapse' as const, toStatus, ...bySystem, at, on: dayOf(at) }
    const changes = { answerBy: null, ...closing(before, toStatus, at) }
    const after: InfoRequest = await saveStep(tx, before, step, changes)
    await post(tx, lapsedLetter(after, { question }, round.place), round.place, at)
    return 'lapsed'
  })
}

const system: Actor = { role: 'system', accountId: null, divisionId: null }
const bySystem = {
  role: 'system',
  accountId: null,
  actingForId: null,
  note: '',
  until: null,
} as const

/** Those who have to answer by that day or earlier, the oldest first. */
async function listWaitingIds(tx: Tx, answerBy: Day): Promise<number[]> {
  const rows = await tx
    .select({ id: infoRequests.id })
    .from(infoRequests)
    .where(and(eq(infoRequests.status, 'awaiting-requester'), lte(infoRequests.answerBy, answerBy)))
    .orderBy(asc(infoRequests.answerBy), asc(infoRequests.id))
  return rows.map(({ id }) => id)
}

async function findReminder(tx: Tx, onceKey: string) {
  const [reminder] = await tx
    .select({ sentAt: letters.sentAt, handledOn: letters.handledOn })
    .from(letters)
    .where(eq(letters.onceKey, onceKey))
  return reminder
}
