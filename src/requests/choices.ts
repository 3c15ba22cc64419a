import { addDays, instantOf, whyClosed, type Calendar } from '../calendar/calendar.ts'
import type { Tx } from '../database/open.ts'
import type { ThirdPartyResponse } from '../database/schema.ts'
import { ruleOn, type Rules, type RuleValue } from '../department/rules.ts'
import type { ActionForm } from './action-forms.ts'
import { clockFacts, clockRules, dayZeroOf, extensionCap, fewestDaysToObject } from './deadlines.ts'
import type { Day, InfoRequest, Outcome } from './info-request.ts'
import { listHistory } from './store.ts'
import { findArrival, listThirdParties, objectionStands, type ThirdParty } from './third-parties.ts'
import { releases } from './workflow.ts'

/*
 * What a form may say, given the request as it stands and what the department has decided for itself. Each of these
 * refuses with a `WrongChoice`: the form is shown again with a sentence beside the field.
 */

/** A choice that was not, or is no longer, on offer. */
export class WrongChoice extends Error {
  readonly field: string
  readonly fault: string

  constructor(field: string, fault: string) {
    super(`${field}: ${fault}`)
    this.field = field
    this.fault = fault
  }
}

/** The request a choice is about, and what bounds it. */
export type Bounds = {
  tx: Tx
  before: InfoRequest
  today: Day
  calendar: Calendar
  rules: Rules
}

/** The first and the last day by which a requester may be asked to answer: the department's rule, not the law. */
export function answerDays(today: Day, rules: Rules): { first: Day; last: Day } {
  const { least, most } = ruleOn(rules, 'question', today)
  return { first: addDays(today, least), last: addDays(today, most) }
}

export function refuseAnswerDay({ today, rules }: Bounds, answerBy: Day): void {
  const { first, last } = answerDays(today, rules)
  if (answerBy <= today) throw new WrongChoice('answerBy', 'in-past')
  if (answerBy < first) throw new WrongChoice('answerBy', 'too-soon')
  if (answerBy > last) throw new WrongChoice('answerBy', 'too-late')
}

/** An answer comes after the notice and not in the future; silence is known once the last day is over. */
export function refuseResponseDay(
  { today }: Pick<Bounds, 'today'>,
  { notifiedOn, objectionBy }: ThirdParty,
  response: ThirdPartyResponse,
  respondedOn: Day | undefined,
): void {
  if (response === 'silent' && today <= objectionBy) throw new WrongChoice('response', 'not-over')
  if (respondedOn === undefined) return
  if (respondedOn > today) throw new WrongChoice('respondedOn', 'in-future')
  if (respondedOn < notifiedOn) throw new WrongChoice('respondedOn', 'before-notice')
}

/** Silence counts only after fifteen days from the arrival of our notice, whatever day it named (section 17). */
export async function refuseEarlySilence(
  { tx, today }: Pick<Bounds, 'tx' | 'today'>,
  { id }: ThirdParty,
): Promise<void> {
  const arrivedOn = await findArrival(tx, 'notice', id)
  if (arrivedOn === undefined) throw new WrongChoice('response', 'notice-not-arrived')
  if (today <= addDays(arrivedOn, fewestDaysToObject)) throw new WrongChoice('response', 'not-over')
}

/** How often and how far this request may still be put off. */
export async function readExtensionCap({ tx, before, calendar, rules }: Bounds) {
  const facts = clockFacts(before, await listHistory(tx, before.id))
  const dayZero = dayZeroOf(facts)
  const extension = ruleOn(rules, 'extension', dayZero)
  return extensionCap(facts, clockRules(rules, dayZero), extension, calendar)
}

/** A later working day than the present one, as often and as far as the department's rule allows. */
export async function refuseExtension(bounds: Bounds, until: Day): Promise<void> {
  const { before, today, calendar } = bounds
  const { timesLeft, latest } = await readExtensionCap(bounds)
  if (timesLeft === 0) throw new WrongChoice('until', 'no-more-extensions')
  if (until <= today) throw new WrongChoice('until', 'in-past')
  if (until <= before.dueOn) throw new WrongChoice('until', 'not-later')
  if (until > latest) throw new WrongChoice('until', 'beyond-cap')
  if (whyClosed(until, calendar)) throw new WrongChoice('until', 'office-closed')
}

/** While an objection stands, not everything can be disclosed (section 17). */
export async function refuseAgainstObjections(
  { tx, before }: Bounds,
  outcome: Outcome,
): Promise<void> {
  if (outcome !== 'disclosed') return
  const parties = await listThirdParties(tx, before.id)
  if (parties.some(objectionStands)) throw new WrongChoice('outcome', 'objection-stands')
}

/** What was proposed before the Tribunal forbade the release has to be thought over, not approved. */
export function refuseWhileProposed({ status }: Pick<InfoRequest, 'status'>): void {
  if (status === 'awaiting-approval' || status === 'awaiting-clearance')
    throw new WrongChoice('appeal', 'send-back-first')
}

type Copies = Pick<
  ActionForm<'propose'>,
  'outcome' | 'visitOn' | 'visitTime' | 'visitPlace' | 'certifiedBy' | 'pages' | 'certifications'
>

/**
 * What the way of access needs once something is given: for inspection when and where, for certified copies who
 * certifies them, for copies how many pages; and the fee under the rates of today. Nothing otherwise.
 */
export function copiesOf({ before, today, calendar, rules }: Bounds, form: Copies) {
  const { accessForm } = before
  const none = { visitAt: null, visitPlace: '', certifiedBy: '', pages: 0, certifications: 0 }
  if (!releases(form.outcome)) return { ...none, fee: 0 }
  if (accessForm === 'inspect') return { ...none, fee: 0, ...visitOf(form, today, calendar) }
  if (accessForm === 'file') return { ...none, fee: 0 }
  const { pages } = form
  const isCertified = accessForm === 'certified-copy'
  if (pages === 0) throw new WrongChoice('pages', 'missing')
  if (isCertified && form.certifiedBy === '') throw new WrongChoice('certifiedBy', 'missing')
  const certifications = isCertified ? Math.max(form.certifications, 1) : 0
  return {
    ...none,
    pages,
    certifications,
    certifiedBy: isCertified ? form.certifiedBy : '',
    fee: feeOf({ pages, certifications }, ruleOn(rules, 'fees', today)),
  }
}

function visitOf({ visitOn, visitTime, visitPlace }: Copies, today: Day, calendar: Calendar) {
  if (visitOn === undefined) throw new WrongChoice('visitOn', 'missing')
  if (visitOn <= today) throw new WrongChoice('visitOn', 'in-past')
  if (whyClosed(visitOn, calendar)) throw new WrongChoice('visitOn', 'office-closed')
  if (visitTime === undefined) throw new WrongChoice('visitTime', 'missing')
  if (visitPlace === '') throw new WrongChoice('visitPlace', 'missing')
  return { visitAt: instantOf(visitOn, visitTime), visitPlace }
}

/** The fee in satang. The rates are the department's, below the ceilings of the Board; zero is "no fee". */
export function feeOf(
  { pages, certifications }: { pages: number; certifications: number },
  rates: RuleValue<'fees'>,
): number {
  return pages * rates.page + certifications * rates.certification
}
