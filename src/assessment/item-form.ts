import { z } from 'zod'
import { parseDay } from '../calendar/calendar.ts'
import type { Day } from '../requests/info-request.ts'
import { text, type Fault } from '../web/forms.ts'

/** How long each may be, in graphemes. */
export const longest = { code: 20, wording: 500, address: 500 } as const

/** The Official Information Act came into force on this day; nothing of its service was live before. */
const actInForce: Day = '1997-12-09'

/** Whatever is no version of an item counts as none: then its author is shown the one there is. */
const version = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .nullable()
  .catch(null)

/** One item as somebody typed it. */
export function itemForm(today: Day) {
  return z
    .strictObject({
      code: text({ most: longest.code }),
      // What is copied out of a printed manual comes with its line ends.
      wording: text({ most: longest.wording, lines: true }).transform(onOneLine),
      address: text({ most: longest.address }).superRefine((typed, context) => {
        const fault = typeof typed === 'string' && typed !== '' ? faultOfAddress(typed) : undefined
        if (fault) context.addIssue({ code: 'custom', message: fault })
      }),
      liveOn: z
        .string()
        .default('')
        .transform((typed, context) => {
          if (typed.trim() === '') return null
          const day = parseDay(typed)
          const fault = day === undefined ? 'not-a-day' : faultOfDay(day, today)
          if (day !== undefined && fault === undefined) return day
          context.addIssue({ code: 'custom', message: fault ?? 'not-a-day', continue: true })
          return z.NEVER
        }),
      confirmed: z
        .literal('yes')
        .optional()
        .transform((value) => value === 'yes'),
      seen: version,
    })
    .superRefine(({ code, wording, address, liveOn, confirmed }, context) => {
      const miss = (field: string, fault: string) =>
        context.addIssue({ code: 'custom', path: [field], message: fault })
      if (confirmed && code === '') miss('code', 'missing')
      if (confirmed && wording === '') miss('wording', 'missing')
      if (typeof liveOn === 'string' && address === '') miss('address', 'missing')
    })
}

/** What is asked of several fields together is found last, but told where its field stands. */
export function inOrderOfForm(faults: readonly Fault[]): Fault[] {
  const place = ({ field }: Fault) => fields.indexOf(field)
  return faults.toSorted((one, other) => place(one) - place(other))
}

const fields = ['code', 'wording', 'address', 'liveOn', 'confirmed']

function onOneLine(typed: string): string {
  return typeof typed === 'string' ? typed.replaceAll(/\s+/g, ' ') : typed
}

function faultOfDay(day: Day, today: Day): string | undefined {
  if (day > today) return 'to-come'
  return day < actInForce ? 'too-early' : undefined
}

/** Why nobody outside could open an address; undefined when they can, as far as one sees from it. */
export function faultOfAddress(address: string): 'not-an-address' | 'not-public' | undefined {
  if (/[\s\\]/.test(address)) return 'not-an-address' // browsers take a backslash for a slash
  return address.startsWith('/') ? faultOfPath(address) : faultOfUrl(address)
}

const ours = 'https://ours.invalid'

function faultOfPath(path: string): 'not-an-address' | 'not-public' | undefined {
  const url = URL.parse(path, ours)
  if (url?.origin !== ours) return 'not-an-address'
  return /^\/(?:en\/)?staff(?:\/|$)/i.test(url.pathname) ? 'not-public' : undefined
}

function faultOfUrl(address: string): 'not-an-address' | undefined {
  const url = URL.parse(address)
  const isPlain = url?.protocol === 'https:' && url.username === '' && url.password === ''
  return isPlain && url.hostname.includes('.') ? undefined : 'not-an-address'
}
