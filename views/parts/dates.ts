import { html, type SafeHtml } from '../html.ts'
import type { Day, Language, Month } from '#src/requests/info-request.ts'

/** The 24th of November 2026 as `24 พฤศจิกายน 2569` or `24 November 2026`. */
export function longDay(language: Language, day: Day): string {
  return write(longDays[language], noonOf(day))
}

/** The day of an instant (UTC milliseconds) in Bangkok, as a letter is dated. */
export function dateOfLetter(language: Language, at: number): string {
  return write(longDays[language], at)
}

/** With its weekday: `วันอังคารที่ 24 พฤศจิกายน 2569`, `Tuesday 24 November 2026`. */
export function fullDay(language: Language, day: Day): string {
  return `${weekdays[language].format(noonOf(day))}${untilDay[language]}${longDay(language, day)}`
}

/** For tables: `24 พ.ย. 2569`, `24 Nov 2026`. */
export function shortDay(language: Language, day: Day): string {
  return write(shortDays[language], noonOf(day))
}

/** For a day somebody may have to prove: English adds the year as Thai papers write it. */
export function legalDay(language: Language, day: Day): string {
  return withEra(language, fullDay(language, day), day)
}

/** An instant (UTC milliseconds) as Bangkok reads it: `24 พ.ย. 2569 10:30 น.`, `24 Nov 2026, 10:30`. */
export function shortMoment(language: Language, at: number): string {
  const day = write(shortDays[language], at)
  return language === 'th'
    ? `${day} ${timeOfDay(language, at)}`
    : `${day}, ${timeOfDay(language, at)}`
}

/** `10:30 น.` or `10:30`, of an instant in UTC milliseconds. */
export function timeOfDay(language: Language, at: number): string {
  return language === 'th' ? `${times.format(at)}${nbsp}น.` : times.format(at)
}

/** `พฤศจิกายน 2569`, `November 2026 (B.E. 2569)`. */
export function monthName(language: Language, month: Month): string {
  const day = `${month}-01`
  return withEra(language, write(months[language], noonOf(day)), day)
}

/** A year of the common era: `พ.ศ. 2569`, `2026`. */
export function yearName(language: Language, year: number): string {
  return language === 'th' ? `พ.ศ.${nbsp}${year + 543}` : String(year)
}

/** For the heads of a table: `พ.ย. 2569`, `Nov 2026`. */
export function shortMonth(language: Language, month: Month): string {
  return write(shortMonths[language], noonOf(`${month}-01`))
}

/** A day for people and machines; the long form unless another text is given. */
export function dayTag(language: Language, day: Day, text = longDay(language, day)): SafeHtml {
  return html`<time datetime="${day}">${text}</time>`
}

/** An instant (UTC milliseconds) for people and machines; the short form unless another text is given. */
export function momentTag(
  language: Language,
  at: number,
  text = shortMoment(language, at),
): SafeHtml {
  return html`<time datetime="${inBangkok(at)}">${text}</time>`
}

const nbsp = '\u00a0'
const locales = { th: 'th-TH-u-ca-buddhist-nu-latn', en: 'en-GB' } as const
const untilDay = { th: `ที่${nbsp}`, en: ' ' } as const

// A formatter takes longer to build than a page, so each is built once.
const longDays = inBoth({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDays = inBoth({ day: 'numeric', month: 'short', year: 'numeric' })
const months = inBoth({ month: 'long', year: 'numeric' })
const shortMonths = inBoth({ month: 'short', year: 'numeric' })
const weekdays = inBoth({ weekday: 'long' })
const buddhistYears = formatter('en-GB-u-ca-buddhist', { year: 'numeric' })
const times = formatter('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

function inBoth(options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  return { th: formatter(locales.th, options), en: formatter(locales.en, options) }
}

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'Asia/Bangkok' })
}

/** The day number must not be left alone at the end of a line. */
function write(format: Intl.DateTimeFormat, at: number): string {
  return format.format(at).replace(' ', nbsp)
}

function withEra(language: Language, text: string, day: Day): string {
  if (language === 'th') return text
  const year = buddhistYears.formatToParts(noonOf(day)).find(({ type }) => type === 'year')
  return `${text} (B.E.${nbsp}${year?.value})`
}

/** An instant safely inside the day in Bangkok: formatting a number is twenty times faster than a Temporal.PlainDate. */
function noonOf(day: Day): number {
  return Date.parse(`${day}T12:00:00+07:00`)
}

function inBangkok(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({
    timeZone: 'Asia/Bangkok',
    smallestUnit: 'minute',
  })
}
