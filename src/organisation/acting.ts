import { addDays, dayOf } from '../calendar/calendar.ts'
import type { Day, Role } from '../requests/info-request.ts'

/*
 * Who acts for somebody who is away (รักษาราชการแทน): by an order, from one day to another, with all the powers of
 * the person they act for (State Administration Act B.E. 2534, section 48). The rules, without SQL.
 */

/** Those for whom somebody can act: the ones who decide. */
export const rolesActedFor = ['head', 'executive'] as const satisfies Role[]

/** Those who can act for somebody. Who looks after accounts, or checks what others do, decides on no request. */
export const rolesThatAct = ['officer', 'head', 'secretary', 'executive'] as const satisfies Role[]

type Person = { id: number; role: Role }

/**
 * Whether this person may say who acts for that one. Asked of a person's own post: whoever acts for somebody hands
 * nothing on.
 */
export function mayAppointFor(absent: Person, by: Person): boolean {
  return isActedFor(absent) && maySpeakFor(absent, by)
}

/** Whether an appointment is this person's to end; also when the absent one has another role by now. */
export function maySpeakFor(absent: Person, by: Person): boolean {
  // The secretary enters the orders of those who cannot; an executive decides for heads, and nobody for an executive.
  if (by.role === 'secretary') return true
  if (!isActedFor(by)) return false
  return by.id === absent.id || (by.role === 'executive' && absent.role === 'head')
}

function isActedFor({ role }: Pick<Person, 'role'>): boolean {
  return rolesActedFor.some((one) => one === role)
}

/** Both days included. */
export type Period = { from: Day; to: Day }

/** What is wrong with the days of an order; a fault of the field `to`. */
export function faultOfPeriod({ from, to }: Period, today: Day): string | undefined {
  if (to < from) return 'before-from'
  if (to < today) return 'in-past'
  return to >= aYearAfter(from) ? 'too-long' : undefined
}

/** An order for days more than a year ahead is a year mistyped; a fault of the field `from`. */
export function faultOfFrom(from: Day, today: Day): string | undefined {
  return from >= aYearAfter(today) ? 'too-far' : undefined
}

function aYearAfter(day: Day): Day {
  return Temporal.PlainDate.from(day).add({ years: 1 }).toString()
}

/** Who acts for whom, and when. */
export type Wanted = Period & { absentId: number; absentRole: Role; actingId: number }

/** An appointment there is already; `endedAt`: when somebody ended it early (UTC milliseconds). */
export type Held = Wanted & { endedAt: number | null }

/** Why two appointments do not go together: the field it concerns, and its fault. */
export type Clash = { field: 'from' | 'acting'; fault: string }

/**
 * What speaks against a new appointment beside those there are: the same person already has somebody who acts for them
 * on one of the days, the two would act for each other, or one would act for two executives.
 */
export function clashWith(wanted: Wanted, known: readonly Held[]): Clash | undefined {
  const sameDays = known.filter((held) => overlaps(wanted, held))
  if (sameDays.some(({ absentId }) => absentId === wanted.absentId))
    return { field: 'from', fault: 'overlaps' }
  if (
    sameDays.some(
      ({ absentId, actingId }) => absentId === wanted.actingId && actingId === wanted.absentId,
    )
  )
    return { field: 'acting', fault: 'for-each-other' }
  const actsForExecutive = sameDays.some(
    ({ actingId, absentRole }) => actingId === wanted.actingId && absentRole === 'executive',
  )
  if (wanted.absentRole === 'executive' && actsForExecutive)
    return { field: 'acting', fault: 'two-executives' }
  return undefined
}

function overlaps(wanted: Period, held: Held): boolean {
  return wanted.from <= lastWholeDay(held) && held.from <= wanted.to
}

/** On the day somebody ends it early, somebody else can begin: nobody holds it any more. */
function lastWholeDay({ to, endedAt }: Pick<Held, 'to' | 'endedAt'>): Day {
  if (endedAt === null) return to
  const dayBefore = addDays(dayOf(endedAt), -1)
  return dayBefore < to ? dayBefore : to
}

/** Whether an appointment holds, is still to come, or is over. */
export function stateOf(
  { from, to, endedAt }: Pick<Held, 'from' | 'to' | 'endedAt'>,
  at: number,
): 'now' | 'coming' | 'over' {
  const today = dayOf(at)
  if (to < today || (endedAt !== null && endedAt <= at)) return 'over'
  return from <= today ? 'now' : 'coming'
}

/** Ended early while it held, or called off before its first day; undefined for one that ran its course. */
export function howEnded({
  from,
  endedAt,
}: Pick<Held, 'from' | 'endedAt'>): 'early' | 'called-off' | undefined {
  if (endedAt === null) return undefined
  return dayOf(endedAt) < from ? 'called-off' : 'early'
}

type Holder = { role: Role; isActive: boolean }

/** Whether rights follow from an appointment, as the two accounts are now: the list of `listStandIns`, for one. */
export function hasEffect({ absent, acting }: { absent: Holder; acting: Holder }): boolean {
  return (
    absent.isActive &&
    acting.isActive &&
    isActedFor(absent) &&
    rolesThatAct.some((one) => one === acting.role)
  )
}
