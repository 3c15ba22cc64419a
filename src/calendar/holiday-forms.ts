import { z } from 'zod'
import type { Day } from '../requests/info-request.ts'
import { choice, text } from '../web/forms.ts'
import { parseDay } from './calendar.ts'
import { longestName, mostLines } from './holiday-list.ts'

/** A change is looked at before it is done; `edit` leads back from there to what was typed. */
const steps = ['preview', 'apply', 'edit'] as const

const step = choice(steps, 'preview')
/** What was shown, when it is to be done. */
const mark = z
  .string()
  .regex(/^[0-9a-f]{0,16}$/, 'unknown-field')
  .default('')
const source = text({ most: 300, required: true })
const standing = z.enum(['announced', 'predicted'])
const hasThai = (typed: string) => /[\u0e00-\u0e7f]/.test(typed)

/** A rule for a text; where that is none, or missing, it is told already. */
const ofText = (isFit: (typed: string) => boolean) => (typed: unknown) =>
  typeof typed !== 'string' || typed === '' || isFit(typed)

/** One holiday as somebody typed it. */
export function holidayForm(today: Day) {
  return z.strictObject({
    on: z
      .string()
      .default('')
      .transform((typed, context) => {
        const day = parseDay(typed)
        if (day !== undefined && isNear(day, today)) return day
        const fault = typed.trim() === '' ? 'missing' : day === undefined ? 'not-a-day' : 'far-away'
        context.addIssue({ code: 'custom', message: fault, continue: true })
        return z.NEVER
      }),
    nameTh: text({ most: longestName, required: true }).refine(ofText(hasThai), 'not-thai'),
    nameEn: text({ most: longestName, required: true }).refine(
      ofText((typed) => !hasThai(typed)),
      'not-english',
    ),
    source,
    standing,
    step,
    mark,
  })
}

/** A list from a notice; its lines are read by `readHolidayList`. */
export const HolidayListForm = z.strictObject({
  list: text({ most: 20_000, lines: true, required: true }).refine(
    ofText((typed) => typed.split('\n').length <= mostLines),
    'too-many-lines',
  ),
  source,
  standing,
  /** What was predicted for the same year, and is not in the list, goes. */
  replace: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
  step,
  mark,
})

export const RemovalForm = z.strictObject({ step, mark })

/** The years in which anybody has holidays to enter: a day further away is a year mistyped. */
export function yearsNear(today: Day): { first: number; last: number } {
  const { year } = Temporal.PlainDate.from(today)
  return { first: year - 2, last: year + 5 }
}

function isNear(day: Day, today: Day): boolean {
  const { year } = Temporal.PlainDate.from(day)
  const { first, last } = yearsNear(today)
  return first <= year && year <= last
}
