import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { en } from '#views/words/en.ts'
import { th } from '#views/words/th.ts'

describe('what the service says', () => {
  it('stands in the words, not in the views', () => {
    const views = globSync('views/**/*.ts', {
      exclude: ['views/words/**', 'views/assets/**', ...howThaiIsWritten],
    })
    expect(views.length).toBeGreaterThan(40)
    const told = views.flatMap((file) =>
      linesOfCode(file)
        .filter((line) => /[\u0e00-\u0e7f]/.test(line) || textBetweenTags.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
    expect(told).toEqual([])
  })

  it('has a sentence for every reason that is refused', () => {
    const reasons = globSync('src/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(refusals)].map(([, reason = '']) => reason),
    )
    const workflow = readFileSync('src/requests/workflow.ts', 'utf8')
    const objections = /export type Objection =([^\n]*\n(?: {2}\|[^\n]*\n)*)/.exec(workflow)?.[1]
    reasons.push(...[...(objections ?? '').matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name))
    expect(new Set(reasons).size).toBeGreaterThan(15)
    const known = Object.keys(th.problems.reasons)
    expect(reasons.filter((reason) => !known.includes(reason))).toEqual([])
  })

  it('is said in both languages, each in its own letters', () => {
    const thai = new Map(sentencesOf(th).filter(([key]) => !isOwnList(key)))
    const english = new Map(sentencesOf(en).filter(([key]) => !isOwnList(key)))
    expect(thai.size).toBeGreaterThan(1000)
    expect([...english.keys()]).toEqual([...thai.keys()])
    const wrong = [...thai].flatMap(([key, text]) => {
      const translated = english.get(key) ?? ''
      if (text === '' || translated === '') return [`${key} is empty`]
      if (!/[\u0e00-\u0e7f]/.test(text) && /\p{L}{2,}/u.test(text))
        return [`${key} is not Thai: ${text}`]
      if (/[\u0e00-\u0e7f]/.test(translated) && !thaiExamples.includes(key))
        return [`${key} is not English: ${translated}`]
      return []
    })
    expect(wrong).toEqual([])
  })

  it('says no code, and nothing that was forgotten', () => {
    const wrong = [...sentencesOf(th), ...sentencesOf(en)].filter(([, text]) =>
      /undefined|null|NaN|\[object|TODO|lorem/i.test(text),
    )
    expect(wrong).toEqual([])
  })
})

/** Letters between two tags on one line of a template, with nothing of the code between them. */
const textBetweenTags = /<\w+[^<>`]*(?<!=)>[^<>$`{}=]*[A-Za-z]{2,}[^<>$`{}=]*<\/\w+>/

const refusals = /new Refusal\(\s*'[\w-]+',\s*'([\w-]+)'/g

/** The code of a file without its comments. */
function linesOfCode(file: string): string[] {
  return readFileSync(file, 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(?<!:)\/\/.*$/gm, '')
    .replaceAll(/>[\w.-]+\.go\.th</g, '><') // an address is no sentence
    .split('\n')
}

/** Not sentences but rules of writing: of dates and hours, and of ๆ. */
const howThaiIsWritten = ['views/parts/dates.ts', 'views/parts/written-text.ts']

/** Ways to address people, and names of the languages, each in their own. */
function isOwnList(key: string): boolean {
  return key.startsWith('.asking.you.titles.') || key.startsWith('.layout.languages.')
}

/** Hints in English for a name in Thai. */
const thaiExamples = [
  '.admin.divisions.nameExample',
  '.admin.topics.nameExample',
  '.holidays.form.listExamples.0',
  '.holidays.form.listExamples.1',
  '.holidays.form.listExamples.2',
  '.holidays.form.listExamples.3',
]

/** Every sentence with the way to it; what fills in numbers and names is asked with some. */
function* sentencesOf(words: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof words === 'string' || typeof words === 'number') yield [path, String(words)]
  else if (typeof words === 'function') yield* sentencesOf(words(...filled), `${path}()`)
  else if (typeof words === 'object' && words !== null)
    for (const [key, value] of Object.entries(words)) yield* sentencesOf(value, `${path}.${key}`)
  else yield [path, '']
}

const filled = [7, 7, 7, 7]
