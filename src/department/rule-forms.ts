import { z } from 'zod'
import { addDays, parseDay } from '../calendar/calendar.ts'
import { isPlainAddress } from '../mail/addresses.ts'
import type { Day } from '../requests/info-request.ts'
import { readForm, text, typedText, type Body, type Fault } from '../web/forms.ts'
import {
  bounds,
  isSecureAddress,
  limitUnits,
  readRule,
  type Bounds,
  type RuleName,
  type RuleValue,
} from './rules.ts'

/** How one part of a value is typed. */
export type RuleField =
  | { kind: 'number'; name: string; bounds: Bounds }
  /** Typed in baht with satang, kept in satang. */
  | { kind: 'baht'; name: string; bounds: Bounds }
  | { kind: 'choice'; name: string; values: readonly string[] }
  | { kind: 'line'; name: string; isRequired: boolean }
  /** A web address, or nothing. */
  | { kind: 'address'; name: string }

const number = (name: string, between: Bounds): RuleField => ({
  kind: 'number',
  name,
  bounds: between,
})
const baht = (name: string, between: Bounds): RuleField => ({ kind: 'baht', name, bounds: between })
const line = (name: string, isRequired = true): RuleField => ({ kind: 'line', name, isRequired })

const yesOrNo = ['yes', 'no'] as const

/** The form of each rule, in its order. */
export const ruleFields: Record<RuleName, readonly RuleField[]> = {
  limit: [number('days', bounds.limit.days), { kind: 'choice', name: 'unit', values: limitUnits }],
  pause: [{ kind: 'choice', name: 'movesDueDate', values: yesOrNo }],
  extension: [number('times', bounds.extension.times), number('days', bounds.extension.days)],
  question: [number('least', bounds.question.least), number('most', bounds.question.most)],
  reminder: [number('workingDays', bounds.reminder.workingDays)],
  objection: [number('days', bounds.objection.days), number('post', bounds.objection.post)],
  fees: [baht('page', bounds.fees.page), baht('certification', bounds.fees.certification)],
  net: [
    number('workingDays', bounds.net.workingDays),
    number('waitingDays', bounds.net.waitingDays),
  ],
  survey: [{ kind: 'address', name: 'url' }],
  letterhead: [
    line('number', false),
    line('nameTh'),
    line('nameEn'),
    line('addressTh'),
    line('addressEn'),
    line('phone', false),
    line('email', false),
  ],
}

/** A value from a day on, as somebody typed it. */
export type ReadRule<Name extends RuleName> =
  | { ok: true; from: Day; value: RuleValue<Name> }
  | { ok: false; faults: Fault[] }

/**
 * Reads the form of a rule: the fields of `ruleFields`, and `from`, the day from which it is to hold.
 *
 * @param earliest the first day that may be given
 */
export function readRuleForm<Name extends RuleName>(
  name: Name,
  body: Body,
  earliest: Day,
): ReadRule<Name> {
  const { _csrf, ...fields } = body
  const typed = typedText(fields)
  const faults: Fault[] = []
  const value: Record<string, unknown> = {}
  for (const field of ruleFields[name]) {
    const read = readField(field, typed[field.name] ?? '')
    if (typeof read === 'object' && 'fault' in read) faults.push({ ...read, field: field.name })
    else value[field.name] = read
  }
  if (name === 'question' && faults.length === 0 && Number(value['most']) < Number(value['least']))
    faults.push({ field: 'most', fault: 'less-than-least' })
  const from = parseDay(typed['from'] ?? '')
  const fromFault = faultOfStart(typed['from'] ?? '', from, earliest)
  if (fromFault) faults.push({ field: 'from', fault: fromFault })
  const known = [...ruleFields[name].map((field) => field.name), 'from']
  if (Object.keys(fields).some((field) => !known.includes(field)))
    faults.push({ field: '', fault: 'unknown-field' })
  if (faults.length > 0 || from === undefined) return { ok: false, faults }
  return { ok: true, from, value: readRule(name, value) }
}

/** No later than this: a day further away is a year mistyped. */
const daysAhead = 5 * 366

function faultOfStart(typed: string, from: Day | undefined, earliest: Day): string | undefined {
  if (typed.trim() === '') return 'missing'
  if (from === undefined) return 'not-a-day'
  if (from < earliest) return 'too-early'
  return from > addDays(earliest, daysAhead) ? 'far-away' : undefined
}

function readField(field: RuleField, typed: string): number | string | boolean | { fault: string } {
  switch (field.kind) {
    case 'number':
      return figureBetween(field.bounds, readWhole(typed), typed)
    case 'baht':
      return figureBetween(field.bounds, readSatang(typed), typed)
    case 'choice':
      if (!field.values.includes(typed)) return { fault: 'unknown-choice' }
      return field.values === yesOrNo ? typed === 'yes' : typed
    case 'line':
      return readLine(field.isRequired, field.name, typed)
    case 'address':
      return readAddress(typed)
  }
}

function figureBetween(
  [least, most]: Bounds,
  figure: number | undefined,
  typed: string,
): number | { fault: string } {
  if (typed.trim() === '') return { fault: 'missing' }
  if (figure === undefined) return { fault: 'not-a-number' }
  return figure < least || figure > most ? { fault: 'out-of-range' } : figure
}

function readWhole(typed: string): number | undefined {
  const digits = western(typed)
  return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined
}

/** `1.50` is 150 satang; counted in whole numbers, because 0.29 × 100 is not 29 for a computer. */
function readSatang(typed: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(western(typed)) ?? []
  return whole === '' ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

function readLine(
  isRequired: boolean,
  name: string,
  typed: string,
): string | { fault: string; limit?: number } {
  const shape = z.object({ line: text({ most: longestLine, required: isRequired }) })
  const form = readForm(shape, { line: typed })
  if (!form.ok) return form.faults[0] ?? { fault: 'not-text' }
  const { line: read } = form.data
  return name === 'email' && read !== '' && !isPlainAddress(read)
    ? { fault: 'not-an-address' }
    : read
}

const longestLine = 200

function readAddress(typed: string): string | { fault: string; limit?: number } {
  const read = readLine(false, 'address', typed)
  if (typeof read !== 'string' || read === '') return read
  return isSecureAddress(read) ? read : { fault: 'not-https' }
}

function western(typed: string): string {
  return typed
    .trim()
    .replaceAll(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)))
}

/** A value as it would be typed. */
export function typedRule(name: RuleName, value: object): Record<string, string> {
  const parts = new Map<string, unknown>(Object.entries(value))
  return Object.fromEntries(
    ruleFields[name].map((field) => [field.name, typedPart(field, parts.get(field.name))]),
  )
}

function typedPart({ kind }: RuleField, part: unknown): string {
  if (typeof part === 'boolean') return part ? 'yes' : 'no'
  return kind === 'baht' ? (Number(part) / 100).toFixed(2) : String(part)
}
