import { addDays, dayOf } from '../calendar/calendar.ts'
import { noteDueCheck, oldCalendarLivesMs } from '../calendar/store.ts'
import { inTurn } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { Refusal } from '../refusal.ts'
import type { Day } from '../requests/info-request.ts'
import { findLastDayZero } from '../requests/rescheduling.ts'
import type { Services } from '../services.ts'
import type { Body, Fault } from '../web/forms.ts'
import { readRuleForm } from './rule-forms.ts'
import type { RuleName } from './rules.ts'
import { removeRule, saveRule } from './store.ts'

/** By these a due day is counted, from the day a request is received. */
const countingRules: readonly RuleName[] = ['limit', 'pause']

/**
 * The first day from which a rule can be given another value: today. What due days are counted by cannot change for
 * a day on which a request has been received already (also one that came in the evening and counts as received
 * tomorrow): its requester has been told a day.
 */
export async function earliestStart(tx: Tx, name: RuleName, today: Day): Promise<Day> {
  if (!countingRules.includes(name)) return today
  const last = await findLastDayZero(tx)
  return last === undefined || last < today ? today : addDays(last, 1)
}

/** Sets what a rule is from a day on. Gives what is wrong with the form, or nothing when it is done. */
export async function setRule(
  { db, clock, rules }: Services,
  name: RuleName,
  body: Body,
  setById: number,
): Promise<Fault[]> {
  const setAt = clock()
  const faults = await db.write(async (tx) => {
    await inTurn(tx, 'rules', name)
    const form = readRuleForm(name, body, await earliestStart(tx, name, dayOf(setAt)))
    if (!form.ok) return form.faults
    await saveRule(tx, { name, from: form.from, value: form.value, setById, setAt })
    await lookOnceMore(tx, name, setAt)
    return []
  })
  rules.forget()
  return faults
}

/**
 * Takes back a value that does not hold yet. Throws a `Refusal` `not-found` when there is none from this day, or it
 * can no longer be taken back.
 */
export async function takeBackRule(
  { db, clock, rules }: Services,
  name: RuleName,
  from: Day,
): Promise<void> {
  const at = clock()
  const today = dayOf(at)
  await db.write(async (tx) => {
    await inTurn(tx, 'rules', name)
    const isOpen = from > today && from >= (await earliestStart(tx, name, today))
    if (!isOpen || !(await removeRule(tx, name, from)))
      throw new Refusal('not-found', 'no-such-page')
    await lookOnceMore(tx, name, at)
  })
  rules.forget()
}

/** A request may be received this very moment, counted by what was known before. */
async function lookOnceMore(tx: Tx, name: RuleName, at: number): Promise<void> {
  if (countingRules.includes(name)) await noteDueCheck(tx, at + oldCalendarLivesMs)
}
