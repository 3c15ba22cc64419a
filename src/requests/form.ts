import { z } from 'zod'
import { isPlainAddress } from '../mail/addresses.ts'
import { choice, text } from '../web/forms.ts'
import {
  accessForms,
  channels,
  deliverBys,
  languages,
  requesterKinds,
  type DeliverBy,
  type Language,
} from './info-request.ts'

/** How long each text may be, in graphemes. */
export const textLimits = {
  subject: 200,
  details: 4000,
  period: 200,
  title: 60,
  name: 200,
  affiliation: 200,
  purpose: 1000,
  email: 254,
  phone: 60,
  address: 1000,
  entryReason: 500,
} as const

/** The id of a topic on offer, or nothing: not everybody knows where a question belongs. */
function topic(offered: readonly number[]) {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed === '') return null
      const id = offered.find((candidate) => String(candidate) === typed)
      if (id !== undefined) return id
      context.addIssue({ code: 'custom', message: 'unknown-choice' })
      return z.NEVER
    })
}

/** What is asked for. Only the subject and the details are needed: the Act asks for no more (s.11). */
function informationFields(offered: readonly number[], language: Language) {
  return {
    topic: topic(offered),
    subject: text({ most: textLimits.subject, required: true }),
    details: text({ most: textLimits.details, lines: true, required: true }),
    period: text({ most: textLimits.period }),
    accessForm: choice(accessForms, 'file'),
    language: choice(languages, language),
  }
}

/** Who asks, and how to reach them. */
const youFields = {
  requesterKind: choice(requesterKinds, 'unspecified'),
  title: text({ most: textLimits.title }),
  name: text({ most: textLimits.name, required: true }),
  affiliation: text({ most: textLimits.affiliation }),
  purpose: text({ most: textLimits.purpose, lines: true }),
  email: text({ most: textLimits.email }).refine(
    (typed) => typed === '' || isPlainAddress(typed),
    'not-an-address',
  ),
  phone: text({ most: textLimits.phone }).refine(
    (typed) => typed === '' || isPhone(typed),
    'not-a-phone',
  ),
  deliverBy: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.enum(deliverBys).optional(),
  ),
  address: text({ most: textLimits.address, lines: true }),
}

/** The first page of the form. `website` is a trap for robots: no person sees it. */
export function informationForm(offered: readonly number[], language: Language) {
  return z.strictObject({
    ...informationFields(offered, language),
    website: z.literal('').default(''),
  })
}

/** The second page: a name and one way to reach the person, and what the way of delivery needs. */
export const youForm = z.strictObject(youFields).superRefine(needsAWayBack).transform(delivered)

/** The key that is minted with each form of staff. */
export const entryKey = /^[\w-]{43}$/

/** Both pages and what only staff fill in, for a request entered for somebody. */
export function counterForm(offered: readonly number[], language: Language) {
  return z
    .strictObject({
      ...informationFields(offered, language),
      ...youFields,
      channel: z.preprocess(
        (value) => (value === '' ? undefined : value),
        z.enum(channels.filter((channel) => channel !== 'online')),
      ),
      receivedOn: text({ most: 40, required: true }),
      entryReason: text({ most: textLimits.entryReason, lines: true }),
      idempotencyKey: z.string().regex(entryKey, 'unknown-field'),
    })
    .superRefine(needsAWayBack)
    .transform(delivered)
}

export type InformationForm = z.infer<ReturnType<typeof informationForm>>
export type YouForm = z.infer<typeof youForm>

/** What both ways of asking end in. */
export type InfoRequestForm = Omit<InformationForm, 'website'> & YouForm

type WayBack = {
  email: string
  phone: string
  address: string
  deliverBy?: (typeof deliverBys)[number] | undefined
}

function needsAWayBack(
  { email, phone, address, deliverBy }: WayBack,
  context: z.core.$RefinementCtx,
) {
  const fault = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  if (email === '' && phone === '' && address === '') fault('email', 'no-way-back')
  else if (deliverBy === 'email' && email === '') fault('email', 'needed-for-delivery')
  else if (deliverBy === 'post' && address === '') fault('address', 'needed-for-delivery')
}

/** Nothing chosen: the quickest way there is an address for. */
function delivered<Fields extends WayBack>(fields: Fields) {
  const { email, address } = fields
  const best: DeliverBy = email !== '' ? 'email' : address !== '' ? 'post' : 'pick-up'
  return { ...fields, deliverBy: fields.deliverBy ?? best }
}

/** A telephone number as people write it: digits in any script, spaces, dashes, brackets, an extension. */
function isPhone(typed: string): boolean {
  const digits = typed.match(/[0-9๐-๙]/g)?.length ?? 0
  return (
    digits >= 3 &&
    digits <= 24 &&
    /^[\d๐-๙\s()+#*./,-]*(?:(?:ต่อ|ext\.?|x)[\d๐-๙\s-]*)?$/iu.test(typed)
  )
}
