import { z } from 'zod'
import type { Day } from '../requests/info-request.ts'

/*
 * What the department decides for itself, each from a day on. Nothing here is the law: where the Official
 * Information Act leaves something to the agency, or a figure could not be verified, there is a rule with a careful
 * default, and its note says so. An administrator changes them; what held before stays for the requests of its time.
 */

type RuleValues = {
  limit: { days: number; unit: (typeof limitUnits)[number] }
  pause: { movesDueDate: boolean }
  extension: { times: number; days: number }
  question: { least: number; most: number }
  reminder: { workingDays: number }
  objection: { days: number; post: number }
  fees: { page: number; certification: number }
  net: { workingDays: number; waitingDays: number }
  survey: { url: string }
  letterhead: {
    number: string
    nameTh: string
    nameEn: string
    addressTh: string
    addressEn: string
    phone: string
    email: string
  }
}

/** Between which figures each can be set, both included: days of whatever unit, times, and satang for fees. */
export const bounds = {
  limit: { days: [1, 60] },
  extension: { times: [0, 5], days: [1, 180] },
  question: { least: [3, 60], most: [7, 180] },
  reminder: { workingDays: [1, 20] },
  objection: { days: [15, 90], post: [0, 30] },
  fees: { page: [0, 100], certification: [0, 500] },
  net: { workingDays: [1, 10], waitingDays: [7, 120] },
} as const satisfies { [Name in RuleName]?: { [field in keyof RuleValues[Name]]?: Bounds } }

/** The least and the most. */
export type Bounds = readonly [number, number]

const figure = ([least, most]: Bounds) => z.int().min(least).max(most)
const line = z.string().max(300)
export const limitUnits = ['calendar', 'working'] as const

const shapes: { [Name in RuleName]: z.ZodType<RuleValues[Name]> } = {
  /**
   * How long an answer may take. Fifteen calendar days is the practice attributed to a cabinet resolution of 28
   * December B.E. 2547, whose text we have not seen; the Act says "within a reasonable time" (s.11).
   */
  limit: z.object({ days: figure(bounds.limit.days), unit: z.enum(limitUnits) }),
  /** Whether waiting for the requester moves the due date. No basis for it was found, so it does not. */
  pause: z.object({ movesDueDate: z.boolean() }),
  /** How often, and by how many calendar days in all beyond the limit, an answer may be put off. */
  extension: z.object({
    times: figure(bounds.extension.times),
    days: figure(bounds.extension.days),
  }),
  /** How many calendar days a requester gets to answer a question. */
  question: z.object({
    least: figure(bounds.question.least),
    most: figure(bounds.question.most),
  }),
  /** How many working days lie between the one reminder and the earliest day on which a request lapses. */
  reminder: z.object({ workingDays: figure(bounds.reminder.workingDays) }),
  /**
   * Within how many calendar days of the receipt of our notice a third party may object; never less than 15 (s.17).
   * `post` is what is added for the way of a letter on paper.
   */
  objection: z.object({
    days: figure(bounds.objection.days),
    post: figure(bounds.objection.post),
  }),
  /**
   * Satang per page of a copy and per certification; zero is "no fee". The ceilings of the Board (announcement of 7
   * May B.E. 2542) for A4 are one baht a page and five baht a certification; they bound what can be set.
   */
  fees: z.object({
    page: figure(bounds.fees.page),
    certification: figure(bounds.fees.certification),
  }),
  /** After how many working days an unopened or unaccepted request is brought before the secretary. */
  net: z.object({
    workingDays: figure(bounds.net.workingDays),
    waitingDays: figure(bounds.net.waitingDays),
  }),
  /**
   * Where the official survey of the integrity assessment (ITA) is, for a link; empty for none. It is not ours: nothing
   * of it is copied, filled in or suggested.
   */
  survey: z.object({ url: line.refine((typed) => typed === '' || isSecureAddress(typed)) }),
  /** The head of official letters, and where a reader can turn. `number` stands before the register number (ที่). */
  letterhead: z.object({
    number: line,
    nameTh: line,
    nameEn: line,
    addressTh: line,
    addressEn: line,
    phone: line,
    email: line,
  }),
}

export const ruleNames = [
  'limit',
  'pause',
  'extension',
  'question',
  'reminder',
  'objection',
  'fees',
  'net',
  'survey',
  'letterhead',
] as const
export type RuleName = (typeof ruleNames)[number]

export type RuleValue<Name extends RuleName> = RuleValues[Name]

/** What holds as long as nobody has set anything. */
export const defaultRules: { [Name in RuleName]: RuleValue<Name> } = {
  limit: { days: 15, unit: 'calendar' },
  pause: { movesDueDate: false },
  extension: { times: 1, days: 15 },
  question: { least: 7, most: 60 },
  reminder: { workingDays: 3 },
  objection: { days: 15, post: 7 },
  fees: { page: 0, certification: 0 },
  net: { workingDays: 1, waitingDays: 30 },
  survey: { url: '' },
  letterhead: {
    number: '',
    nameTh: 'กรมอาเซียน กระทรวงการต่างประเทศ',
    nameEn: 'Department of ASEAN Affairs, Ministry of Foreign Affairs',
    addressTh: '443 ถนนศรีอยุธยา แขวงทุ่งพญาไท เขตราชเทวี กรุงเทพฯ 10400',
    addressEn: '443 Sri Ayudhya Road, Thung Phaya Thai, Ratchathewi, Bangkok 10400, Thailand',
    phone: '0 2203 5000',
    email: '',
  },
}

/** A web address that a page may lead to: over HTTPS, at a host with a name of parts, and without a sign-in in it. */
export function isSecureAddress(typed: string): boolean {
  const url = URL.parse(typed)
  return (
    url?.protocol === 'https:' &&
    /^https:\/\/\S+$/.test(typed) &&
    url.username === '' &&
    url.password === '' &&
    /^[^.].*\.[^.]+$/.test(url.hostname)
  )
}

/** One value with the day from which it holds. */
export type RuleEntry = { name: RuleName; from: Day; value: unknown }

/** All values ever set, in any order. */
export type Rules = readonly RuleEntry[]

/** What holds on a day: the latest value set from that day or before, or the default. */
export function ruleOn<Name extends RuleName>(rules: Rules, name: Name, day: Day): RuleValue<Name> {
  let latest: RuleEntry | undefined
  for (const entry of rules)
    if (entry.name === name && entry.from <= day && (!latest || latest.from < entry.from))
      latest = entry
  return latest ? readRule(name, latest.value) : defaultRules[name]
}

/** The value as the program knows it. Throws a `ZodError` when it is not one. */
export function readRule<Name extends RuleName>(name: Name, value: unknown): RuleValue<Name> {
  return shapes[name].parse(value)
}
