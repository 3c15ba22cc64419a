import {
  accessForms,
  actions,
  channels,
  deliverBys,
  outcomes,
  requesterKinds,
  statuses,
  type Language,
} from '#src/requests/info-request.ts'
import type { Shown } from './album.ts'

/**
 * What people read or hear of a page: its title, its text, and the names that only screen readers say. Without what a
 * machine made (`code`), and without what says it is in the other language.
 */
export function readAloud(body: string, language: Language): string {
  const other = language === 'th' ? 'en' : 'th'
  const said = [...body.matchAll(/\s(?:aria-label|alt|title|placeholder|data-busy)="([^"]*)"/g)]
  const text = body
    .replaceAll(/<(script|style|svg|code)\b[\s\S]*?<\/\1\s*>/g, ' ')
    .replaceAll(inLanguage(other), ' ')
    .replaceAll(/\{\{\w+\}\}/g, ' ') // variables of a text, as an administrator types them
    .replaceAll(/<\/?(?:a|abbr|b|code|em|i|small|span|strong|time)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, '\n')
  return decoded([text, ...said.map(([, value]) => value)].join('\n'))
}

/** An element that says it is in the other language; such elements are small and hold none of their own kind. */
function inLanguage(language: Language): RegExp {
  return new RegExp(
    String.raw`<(\w+)\b[^>]*\slang="${language}"[^>]*>(?:(?!<\1\b)[\s\S])*?</\1\s*>`,
    'g',
  )
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** Words of the code that only a mistake brings before people. */
export function codeWordsIn({ body, language }: Shown): string[] {
  const read = readAloud(body, language)
  return [...new Set(read.match(neverSaid) ?? []), ...new Set(read.match(codes) ?? [])]
}

const neverSaid = /\b(?:undefined|null|NaN|true|false|Infinity)\b|\[object |\bInvalid Date\b/g

/** Of the lists of the domain, those with a hyphen: the others are words of English as well. */
const codes = new RegExp(
  String.raw`(?<![\w-])(?:${[
    ...statuses,
    ...outcomes,
    ...actions,
    ...channels,
    ...accessForms,
    ...deliverBys,
    ...requesterKinds,
  ]
    .filter((code) => code.includes('-'))
    .join('|')})(?![\w-])`,
  'g',
)

/** Words in the letters of the other language. What people wrote is in the language of its page, so these are ours. */
export function foreignWordsIn({ body, language }: Shown): string[] {
  const read = readAloud(body, language).replaceAll(namesOfTheCast, ' ')
  return language === 'th'
    ? [...new Set(read.replaceAll(addresses, ' ').match(/[A-Za-z]{2,}/g) ?? [])].filter(
        (word) => !alsoThai.has(word),
      )
    : [...new Set(read.match(/[\u0e00-\u0e7f]+/g) ?? [])]
}

const namesOfTheCast = /ผู้ใช้ \w+|เรื่องที่ \d+ <b>/g
/** Addresses of any kind, names of files, tracking codes, and the names people sign in with. */
const addresses =
  /\S+@\S+|https?:\/\/\S*|[\w.-]*\.go\.th\b|\S+\.pdf\b|[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}|^\s*(?:admin|auditor|colleague|executive|head|newcomer|officer|secretary)2?\s*$/gm
/** Thai papers write these in Latin letters. */
const alsoThai = new Set(
  'PDF JPG PNG ZIP DOCX XLSX ODT CSV JSON SHA MB Excel GOV UK Frontend MIT somchai python holidays mgronline isbot ITA Service SERVICE'.split(
    ' ',
  ),
)
