import { shortDay } from '#views/parts/dates.ts'
import { wordsIn } from '#views/words/words.ts'
import { inTurn } from '../database/locking.ts'
import { listRules } from '../department/store.ts'
import { letterPlace } from '../mail/text-store.ts'
import type { Day } from '../requests/info-request.ts'
import { movesFrom, reschedule, type Move, type MoveCounts } from '../requests/rescheduling.ts'
import type { Services } from '../services.ts'
import { dayOf } from './calendar.ts'
import {
  calendarAfter,
  differenceOf,
  firstDayAffected,
  markOf,
  weekdaysAffected,
  type Difference,
  type HolidayChange,
} from './holiday-changes.ts'
import {
  endDueCheck,
  findDueCheck,
  listHolidays,
  noteDueCheck,
  oldCalendarLivesMs,
  readCalendar,
  saveHolidays,
} from './store.ts'

/** What a change of the holidays would do, for somebody to look at before it is done. */
export type HolidayPlan = {
  difference: Difference
  moves: MoveCounts
  /** The first of the requests that would move. */
  first: Move[]
  /** Stands for what was shown: sent back with the decision to do it. */
  mark: string
}

const movesShown = 100

export async function planHolidays(
  { db, clock }: Services,
  change: HolidayChange,
): Promise<HolidayPlan> {
  const present = await listHolidays(db.read)
  const difference = differenceOf(present, change)
  const plan: HolidayPlan = {
    difference,
    moves: { later: 0, earlier: 0, kept: 0 },
    first: [],
    mark: markOf(difference),
  }
  const today = dayOf(clock())
  const dueFrom = firstDueDay(difference, today)
  if (dueFrom === undefined) return plan
  const calendar = calendarAfter(present, change)
  const rules = await listRules(db.read)
  for await (const moves of movesFrom(db.read, dueFrom, { calendar, rules, today })) {
    for (const { direction } of moves) plan.moves[direction] += 1
    plan.first.push(...moves.slice(0, movesShown - plan.first.length))
  }
  return plan
}

/** What was due before the first day that changes stays, and so does what was due before today. */
function firstDueDay(difference: Difference, today: Day): Day | undefined {
  const first = firstDayAffected(difference)
  return first === undefined || first > today ? first : today
}

/**
 * Changes the holidays and moves the open requests with them, all in one transaction. Gives how many moved; undefined
 * when the calendar is no longer the one that `mark` was shown for: then nothing is done.
 *
 * A request that is being received meanwhile, here or in another process, may still be counted by the calendar from
 * before. So all open requests are looked at once more when that can no longer be: see `checkDueDays`.
 */
export async function changeHolidays(
  services: Services,
  change: HolidayChange,
  mark: string,
): Promise<MoveCounts | undefined> {
  const { db, clock, calendar } = services
  const at = clock()
  const place = await letterPlace(services)
  const moved = await db.write(async (tx) => {
    await inTurn(tx, 'holidays')
    const difference = differenceOf(await listHolidays(tx), change)
    if (markOf(difference) !== mark) return undefined
    await saveHolidays(tx, difference)
    const dueFrom = firstDueDay(difference, dayOf(at))
    if (dueFrom === undefined) return { later: 0, earlier: 0, kept: 0 }
    await noteDueCheck(tx, at + oldCalendarLivesMs)
    const counted = { calendar: await readCalendar(tx), rules: await listRules(tx), at, place }
    const because = (move: Pick<Move, 'infoRequest' | 'to'>) => reasonFor(move, difference)
    return reschedule(tx, counted, { dueFrom, because })
  })
  calendar.forget()
  return moved
}

/** For the record of one request: the days within its time that changed. In Thai, as staff write. */
function reasonFor(
  { infoRequest, to }: Pick<Move, 'infoRequest' | 'to'>,
  difference: Difference,
): string {
  const words = wordsIn.th.holidays.reasons
  const last = infoRequest.dueOn > to.dueOn ? infoRequest.dueOn : to.dueOn
  const named = (holidays: Difference['added']) =>
    weekdaysAffected({ added: holidays, removed: [] })
      .filter(({ on }) => infoRequest.receivedOn < on && on <= last)
      .map(({ on, nameTh }) => words.holiday(nameTh, shortDay('th', on)))
      .join(', ')
  const added = named(difference.added)
  const removed = named(difference.removed)
  const sentences = [
    added && words.added(added),
    removed && words.removed(removed),
    to.dueOn === infoRequest.dueOn && words.kept,
  ].filter((sentence) => sentence !== false && sentence !== '')
  return sentences.length > 0 ? sentences.join('\n') : words.checked
}

/**
 * Looks at all open requests once more, some time after the holidays were changed, and moves those that were received
 * by the calendar from before. Gives how many that were; undefined when it is not time, or nothing has changed.
 */
export async function checkDueDays(services: Services): Promise<MoveCounts | undefined> {
  const { db, clock } = services
  const at = clock()
  const noted = await findDueCheck(db.read)
  if (noted === undefined || at < noted) return undefined
  const place = await letterPlace(services)
  return db.write(async (tx) => {
    await inTurn(tx, 'holidays')
    const counted = { calendar: await readCalendar(tx), rules: await listRules(tx), at, place }
    const moved = await reschedule(tx, counted, {
      dueFrom: dayOf(at),
      because: () => wordsIn.th.holidays.reasons.checked,
    })
    await endDueCheck(tx, noted)
    return moved
  })
}
