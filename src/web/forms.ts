import { z } from 'zod'
import { Refusal } from '../refusal.ts'

/** A form as it came: a field sent twice is a list. No prototype, so `__proto__` is a name like any other. */
export type Body = Record<string, string | string[]>

const mostFields = 200

/**
 * Reads an urlencoded body. Throws a `Refusal` `bad-request` for a body no browser sends: too many
 * fields, or bytes that are not UTF-8.
 */
export function parseUrlencoded(sent: string): Body {
  const body: Body = Object.create(null)
  if (sent === '') return body
  const pairs = sent.split('&')
  if (pairs.length > mostFields) throw new Refusal('bad-request', 'not-a-form')
  for (const pair of pairs) {
    const cut = pair.indexOf('=')
    const name = decoded(cut < 0 ? pair : pair.slice(0, cut))
    addField(body, name, cut < 0 ? '' : decoded(pair.slice(cut + 1)))
  }
  return body
}

/** The form of a request whose body has been read; empty when there was none. */
export function bodyOf({ body }: { body: unknown }): Body {
  return isBody(body) ? body : {}
}

function isBody(body: unknown): body is Body {
  return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === null
}

/** Adds a field; the second one of a name makes a list of it. */
export function addField(body: Body, name: string, value: string): void {
  const earlier = body[name]
  if (earlier === undefined) body[name] = value
  else if (Array.isArray(earlier)) earlier.push(value)
  else body[name] = [earlier, value]
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch (cause) {
    throw new Refusal('bad-request', 'not-a-form', { cause })
  }
}

/** What is wrong with a field: a key of `words.forms.faults`, or of the page's own sentences. */
export type Fault = { field: string; fault: string; limit?: number }

/** What a person sent: either good data, or what they typed and what to tell them about it. */
export type ReadForm<Data> =
  | { ok: true; data: Data }
  | { ok: false; typed: Record<string, string>; faults: Fault[] }

/**
 * Checks a body against a strict schema whose issues carry a fault as their message. The faults come in
 * the order of the form, one a field. Unknown fields make the fault `unknown-field` of the whole form.
 */
export function readForm<Shape extends z.ZodType>(
  shape: Shape,
  body: Body,
): ReadForm<z.infer<Shape>> {
  const { _csrf, ...fields } = body
  const form = shape.safeParse(fields)
  if (form.success) return { ok: true, data: form.data }
  const faults = new Map<string, Fault>()
  for (const issue of form.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (!faults.has(field)) faults.set(field, faultOf(field, issue))
  }
  return { ok: false, typed: typedText(fields), faults: [...faults.values()] }
}

/** What was typed, one text a field, to show it again. */
export function typedText(body: Body): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value[0] ?? '') : value,
    ]),
  )
}

function faultOf(field: string, issue: z.core.$ZodIssue): Fault {
  if (issue.code === 'unrecognized_keys') return { field: '', fault: 'unknown-field' }
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union')
    return { field, fault: 'repeated' }
  if (issue.code === 'invalid_value') return { field, fault: 'unknown-choice' }
  const limit = issue.code === 'custom' ? issue.params?.['limit'] : undefined
  return { field, fault: issue.message, ...(typeof limit === 'number' && { limit }) }
}

type TextRules = { most: number; lines?: boolean; required?: boolean }

/**
 * A text field: NFC, line ends as `\n`, no space around it. Refuses NUL and other control characters
 * (PostgreSQL would, and SQLite would store what it cannot find again), text that is not well-formed,
 * invisible direction changes, and more than `most` graphemes: what a reader counts as letters.
 */
export function text({ most, lines = false, required = false }: TextRules) {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      const clean = typed.replaceAll('\r\n', '\n').replaceAll('\r', '\n').normalize('NFC').trim()
      if (!clean.isWellFormed() || unprintable(lines).test(clean))
        return refuse(context, 'not-text')
      if (required && clean === '') return refuse(context, 'missing')
      if (countGraphemes(clean, most) > most) return refuse(context, 'too-long', most)
      return clean
    })
}

/** `continue`: what is asked of several fields together is checked all the same, and told in the same answer. */
function refuse(context: z.core.$RefinementCtx, fault: string, limit?: number): never {
  context.addIssue({ code: 'custom', message: fault, params: { limit }, continue: true })
  return z.NEVER
}

/** One of a list, or the first of `values` when the field was not sent or left empty. */
export function choice<const Value extends string>(values: readonly Value[], fallback: Value) {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? fallback : value),
    z.enum(values),
  )
}

/** Control characters (C0 and C1), line and paragraph separators, and marks that turn the direction of writing. */
const controlsAndDirections = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const controlsButLines = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u

function unprintable(lines: boolean): RegExp {
  return lines ? controlsButLines : controlsAndDirections
}

const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })

/** How many graphemes a text has; stops counting after `enough`, so a huge text costs no more. */
export function countGraphemes(value: string, enough = Number.POSITIVE_INFINITY): number {
  if (value.length <= 1) return value.length
  let count = 0
  for (const _ of graphemes.segment(value)) if (++count > enough) break
  return count
}
