import { z } from 'zod'
import { text } from '../web/forms.ts'
import { groundIds } from './grounds.ts'
import { outcomes, withholds, type Action } from './info-request.ts'

/** How long what staff write may be, in graphemes. */
export const staffTextLimits = { note: 4000, reply: 10_000, reason: 2000, agency: 1000 } as const

const note = text({ most: staffTextLimits.note, lines: true })
const neededNote = text({ most: staffTextLimits.note, lines: true, required: true })
const rowId = z
  .string()
  .default('')
  .pipe(z.string().regex(/^\d{1,9}$/, 'missing'))
  .transform(Number)
const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')
/** A proposal can name every ground of the Act once. */
export const mostGrounds = groundIds.length

/** The position of the last event the person had seen, so that nobody decides on what they have not read. */
const seen = z
  .string()
  .regex(/^\d{1,9}$/, 'unknown-field')
  .transform(Number)
  .optional()

/** The fields of each action of staff, by the names other programs know them by. */
export const actionForms = {
  assign: z.strictObject({ seen, note, division: rowId }),
  accept: z.strictObject({ seen, note }),
  return: z.strictObject({ seen, note: neededNote }),
  'hand-over': z.strictObject({ seen, note, officer: rowId }),
  propose: z
    .strictObject({
      seen,
      note,
      outcome: z.preprocess(
        (value) => (value === '' ? undefined : value),
        z.enum(outcomes, 'missing'),
      ),
      reply: text({ most: staffTextLimits.reply, lines: true, required: true }),
      grounds: listOf(z.enum(['', ...groundIds])),
      reasons: listOf(text({ most: staffTextLimits.reason, lines: true })),
      agency: text({ most: staffTextLimits.agency, lines: true }),
      sensitive: ticked,
    })
    .superRefine(({ outcome, agency, ...rows }, context) => {
      const fault = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      const pairs = paired(rows)
      if (withholds(outcome) && pairs.length === 0) fault('grounds', 'ground-needed')
      if (!withholds(outcome) && pairs.length > 0) fault('grounds', 'ground-without-withholding')
      if (pairs.some(({ ground }) => ground === '')) fault('grounds', 'reason-without-ground')
      if (pairs.some(({ reason }) => reason === '')) fault('reasons', 'ground-without-reason')
      if (new Set(pairs.map(({ ground }) => ground)).size < pairs.length)
        fault('grounds', 'ground-twice')
      if (needsAgency(outcome) && agency === '') fault('agency', 'missing')
    })
    .transform(({ grounds, reasons, ...form }) => ({
      ...form,
      grounds: paired({ grounds, reasons }),
    })),
  'send-back': z.strictObject({ seen, note: neededNote }),
  approve: z.strictObject({ seen, note, sensitive: ticked }),
  clear: z.strictObject({ seen, note }),
  advise: z.strictObject({
    seen,
    note,
    agency: text({ most: staffTextLimits.agency, lines: true, required: true }),
    reply: text({ most: staffTextLimits.reply, lines: true }),
  }),
  note: z.strictObject({ seen, note: neededNote }),
  message: z.strictObject({ seen, note: neededNote }),
} satisfies Partial<Record<Action, z.ZodType>>

/** What the secretary and the divisions do; a requester's withdrawal has its own page. */
export type StaffAction = keyof typeof actionForms

export type ActionForm<A extends StaffAction> = z.infer<(typeof actionForms)[A]>

export function isStaffAction(action: string): action is StaffAction {
  return Object.hasOwn(actionForms, action)
}

/** Section 12: the person must learn who holds it. */
export function needsAgency(outcome: string): boolean {
  return outcome === 'advised-elsewhere' || outcome === 'transferred'
}

/** One ground with one reason each, in order; rows left empty altogether do not count. */
function paired({ grounds, reasons }: { grounds: string[]; reasons: string[] }) {
  const rows = Math.max(grounds.length, reasons.length)
  return Array.from({ length: rows }, (_, row) => ({
    ground: grounds[row] ?? '',
    reason: reasons[row] ?? '',
  })).filter(({ ground, reason }) => ground !== '' || reason !== '')
}

/** A field that may come not at all, once or several times. */
function listOf<Item extends z.ZodType<string>>(item: Item) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(mostGrounds, 'too-long'),
  )
}
