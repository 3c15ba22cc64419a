import { z } from 'zod'
import { parseDay, parseTime } from '../calendar/calendar.ts'
import { thirdPartyResponses } from '../database/schema.ts'
import { isPlainAddress } from '../mail/addresses.ts'
import { text } from '../web/forms.ts'
import { groundIds, needsWeighing } from './grounds.ts'
import { outcomes, withholds, type Action, type Day } from './info-request.ts'

/** How long what staff write may be, in graphemes. */
export const staffTextLimits = {
  note: 4000,
  question: 4000,
  reply: 10_000,
  reason: 2000,
  weighing: 4000,
  agency: 1000,
  party: 200,
  address: 1000,
  about: 2000,
  certifier: 200,
  place: 300,
} as const

const note = text({ most: staffTextLimits.note, lines: true })
const neededNote = text({ most: staffTextLimits.note, lines: true, required: true })
const rowId = z
  .string()
  .default('')
  .pipe(z.string().regex(/^\d{1,9}$/, 'missing'))
  .transform(Number)
/** A choice that must be made. */
function chosen<const Value extends string>(values: readonly Value[]) {
  return z.preprocess((value) => (value === '' ? undefined : value), z.enum(values, 'missing'))
}

/** A day in any way of writing that `parseDay` reads, in either era. Whether it may be that day, the command decides. */
const neededDay = text({ most: 60 }).transform((typed, context) => readDay(typed, context))

/** The same where it may be left empty. */
const optionalDay = text({ most: 60 }).transform((typed, context) =>
  typed === '' ? undefined : readDay(typed, context),
)

function readDay(typed: string, context: z.core.$RefinementCtx): Day {
  const read = parseDay(typed)
  if (read !== undefined) return read
  const message = typed === '' ? 'missing' : 'not-a-day'
  context.addIssue({ code: 'custom', message, continue: true })
  return z.NEVER
}

/** A time of the day as people write it: `9:30`, `09.30`, `๙.๓๐ น.`; empty is none. */
const timeOfDay = text({ most: 20 }).transform((typed, context) => {
  if (typed === '') return undefined
  const read = parseTime(typed)
  if (read !== undefined) return read
  context.addIssue({ code: 'custom', message: 'not-a-time', continue: true })
  return z.NEVER
})

/** A whole number up to 9999 in Thai or western digits; empty is zero. */
const wholeNumber = text({ most: 10 }).transform((typed, context) => {
  const western = typed.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
  if (/^\d{0,4}$/.test(western)) return Number(western)
  context.addIssue({ code: 'custom', message: 'not-a-number', continue: true })
  return z.NEVER
})

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')
/** What comes of an objection: it is followed, or the department means to disclose all the same (s.17). */
export const objectionDecisions = ['followed', 'rejected'] as const

/** What became of a third party's appeal.. */
export const appealSteps = ['filed', 'release-permitted', 'release-forbidden'] as const

export const feeSettlements = ['paid', 'waived'] as const

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
  ask: z.strictObject({
    seen,
    question: text({ most: staffTextLimits.question, lines: true, required: true }),
    answerBy: neededDay,
  }),
  clarify: z.strictObject({ seen, note: neededNote }),
  'notify-third-party': z
    .strictObject({
      seen,
      note,
      party: text({ most: staffTextLimits.party, required: true }),
      partyEmail: text({ most: 254 }).refine(
        (typed) => typed === '' || isPlainAddress(typed),
        'not-an-address',
      ),
      partyAddress: text({ most: staffTextLimits.address, lines: true }),
      about: text({ most: staffTextLimits.about, lines: true, required: true }),
      objectionBy: neededDay,
    })
    .superRefine(({ partyEmail, partyAddress }, context) => {
      if (partyEmail === '' && partyAddress === '')
        context.addIssue({ code: 'custom', path: ['partyEmail'], message: 'no-way-to-reach' })
    }),
  'record-objection': z
    .strictObject({
      seen,
      note,
      thirdParty: rowId,
      response: chosen(thirdPartyResponses),
      respondedOn: optionalDay,
      decision: z.preprocess(
        (value) => (value === '' ? undefined : value),
        z.enum(objectionDecisions).optional(),
      ),
    })
    .superRefine(({ response, respondedOn, decision, note: reason }, context) => {
      const fault = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      if (response !== 'silent' && respondedOn === undefined) fault('respondedOn', 'missing')
      if (response === 'objects' && decision === undefined) fault('decision', 'missing')
      if (response === 'objects' && decision === 'rejected' && reason === '')
        fault('note', 'missing')
    }),
  'record-appeal': z.strictObject({ seen, note: neededNote, appeal: chosen(appealSteps) }),
  extend: z.strictObject({ seen, note: neededNote, until: neededDay }),
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
      weighing: text({ most: staffTextLimits.weighing, lines: true }),
      agency: text({ most: staffTextLimits.agency, lines: true }),
      sensitive: ticked,
      visitOn: optionalDay,
      visitTime: timeOfDay,
      visitPlace: text({ most: staffTextLimits.place }),
      certifiedBy: text({ most: staffTextLimits.certifier }),
      pages: wholeNumber,
      certifications: wholeNumber,
    })
    .superRefine(({ outcome, agency, weighing, ...rows }, context) => {
      const fault = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      const pairs = paired(rows)
      if (withholds(outcome) && pairs.length === 0) fault('grounds', 'ground-needed')
      if (!withholds(outcome) && pairs.length > 0) fault('grounds', 'ground-without-withholding')
      if (pairs.some(({ ground }) => ground === '')) fault('grounds', 'reason-without-ground')
      if (pairs.some(({ reason }) => reason === '')) fault('reasons', 'ground-without-reason')
      if (new Set(pairs.map(({ ground }) => ground)).size < pairs.length)
        fault('grounds', 'ground-twice')
      if (weighing === '' && pairs.some(({ ground }) => needsWeighing(ground)))
        fault('weighing', 'missing')
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
  withdraw: z.strictObject({ seen, note: neededNote }),
  dispute: z.strictObject({ seen, note: neededNote }),
  uphold: z.strictObject({ seen, note: neededNote }),
  reopen: z.strictObject({ seen, note: neededNote }),
  'settle-fee': z.strictObject({ seen, note: neededNote, settled: chosen(feeSettlements) }),
  note: z.strictObject({ seen, note: neededNote }),
  message: z.strictObject({ seen, note: neededNote }),
} satisfies Record<Exclude<Action, 'submit' | 'lapse' | 'reschedule'>, z.ZodType>

/** What the secretary and the divisions do, for themselves or for a requester who came, wrote or called. */
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
