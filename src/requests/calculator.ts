import { z } from 'zod'
import {
  dayOf,
  instantOf,
  knownHolidays,
  parseDay,
  parseTime,
  receiptOf,
  receiptOfDay,
  timeOf,
  type Calendar,
  type Receipt,
} from '../calendar/calendar.ts'
import { ruleOn, type Rules } from '../department/rules.ts'
import { text, type Fault } from '../web/forms.ts'
import {
  appealLastDay,
  clockRules,
  deadlineOf,
  extensionCap,
  ownDataAppealLastDay,
  type Deadline,
} from './deadlines.ts'
import type { Day, Language } from './info-request.ts'

const longestTyped = 60

const typedDay = text({ most: longestTyped }).transform((typed, context) =>
  typed === '' ? null : (parseDay(typed) ?? refused(context, 'not-a-day')),
)

const typedTime = text({ most: longestTyped }).transform((typed, context) =>
  typed === '' ? null : (parseTime(typed) ?? refused(context, 'not-a-time')),
)

function refused(context: z.core.$RefinementCtx, fault: string): never {
  context.addIssue({ code: 'custom', message: fault })
  return z.NEVER
}

/** What the public calculator asks. Anything else in its address is not ours and is passed over. */
export const CalculatorForm = z.object({
  on: text({ most: longestTyped, required: true }).transform(
    (typed, context) => parseDay(typed) ?? refused(context, 'not-a-day'),
  ),
  at: typedTime,
  askedOn: typedDay,
  answeredOn: typedDay,
  until: typedDay,
  refusedOn: typedDay,
})
export type CalculatorForm = z.infer<typeof CalculatorForm>

export const calculatorFields = [
  'on',
  'at',
  'askedOn',
  'answeredOn',
  'until',
  'refusedOn',
] as const satisfies (keyof CalculatorForm)[]

/** What to ask about something sent at an instant (UTC milliseconds), the year as a reader of the language writes it. */
export function questionAbout(language: Language, sentAt: number): { on: string; at: string } {
  const on = dayOf(sentAt)
  const [year, month, day] = on.split('-')
  const asThaisWrite = `${day}/${month}/${Number(year) + 543}`
  return { on: language === 'th' ? asThaisWrite : on, at: timeOf(sentAt) }
}

/** The address of a question, without its language. */
export function calculatorPath(asked: Record<string, string>): string {
  return `/deadline?${new URLSearchParams(asked).toString()}`
}

/** A deadline with all that explains it and all one should know about it. */
export type Calculation = {
  receipt: Receipt
  deadline: Deadline
  /** The years (of the common era) it touches whose holidays are not all announced. */
  unsureYears: { year: number; known: 'predicted' | 'none' }[]
  /** The last day to which the department puts an answer off, where what was entered lies after it. */
  beyondCap: Day | undefined
  /** The last days of what can be done against a refusal. */
  appeals: { appealBy: Day; ownDataAppealBy: Day } | undefined
}

/** Counts as the service itself does, by the rules of the day of receipt; or says which days cannot be. */
export function calculate(
  { on, at, askedOn, answeredOn, until, refusedOn }: CalculatorForm,
  rules: Rules,
  calendar: Calendar,
): { ok: true; calculation: Calculation } | { ok: false; faults: Fault[] } {
  const receipt = at === null ? receiptOfDay(on, calendar) : receiptOf(instantOf(on, at), calendar)
  const held = clockRules(rules, receipt.on)
  const facts = {
    receivedOn: receipt.on,
    reopenedOn: null,
    pauses: askedOn === null ? [] : [{ from: askedOn, to: answeredOn }],
    extensions: [],
  }
  const { limitOn } = deadlineOf(facts, held, calendar)
  const faults: Fault[] = []
  const refuse = (field: keyof CalculatorForm, fault: string) => faults.push({ field, fault })
  if (askedOn === null && answeredOn !== null) refuse('askedOn', 'missing')
  if (askedOn !== null && askedOn < receipt.on) refuse('askedOn', 'before-receipt')
  if (askedOn !== null && answeredOn !== null && answeredOn < askedOn)
    refuse('answeredOn', 'before-question')
  if (until !== null && until <= limitOn) refuse('until', 'not-after-due')
  if (refusedOn !== null && refusedOn < on) refuse('refusedOn', 'before-sending')
  if (faults.length > 0) return { ok: false, faults }

  const extensions = until === null ? [] : [{ on: receipt.on, until }]
  const deadline = deadlineOf({ ...facts, extensions }, held, calendar)
  const { latest } = extensionCap(
    facts,
    held,
    ruleOn(rules, 'extension', deadline.dayZero),
    calendar,
  )
  return {
    ok: true,
    calculation: {
      receipt,
      deadline,
      unsureYears: unsureYears([on, receipt.on, limitOn, deadline.on], calendar),
      beyondCap: until !== null && until > latest ? latest : undefined,
      appeals:
        refusedOn === null
          ? undefined
          : {
              appealBy: appealLastDay(refusedOn),
              ownDataAppealBy: ownDataAppealLastDay(refusedOn),
            },
    },
  }
}

function unsureYears(days: readonly Day[], calendar: Calendar): Calculation['unsureYears'] {
  const years = [...new Set(days.map((day) => Temporal.PlainDate.from(day).year))]
  return years.flatMap((year) => {
    const known = knownHolidays(year, calendar)
    return known === 'announced' ? [] : [{ year, known }]
  })
}
