import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import type { Shown } from './album.ts'
import { rooms } from './every-page.ts'
import { codeWordsIn, foreignWordsIn } from './what-is-read.ts'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: { 'input-missing-label': 'error' },
})

describe('every page in every state', () => {
  it.each(Object.entries(rooms))('is sound HTML and speaks one language: %s', async (_, open) => {
    const thai = await open('th')
    const english = await open('en')
    for (const shown of [thai, english]) {
      expect(await faultsOfMarkup(shown)).toEqual([])
      expect(faultsOfWords(shown)).toEqual([])
      expect(sameTwice(shown)).toEqual([])
      expect(shown.filter(saysAnotherLanguage).map(({ name }) => name)).toEqual([])
    }
    // Which states there are, each with its status: whatever becomes another page is noticed.
    const states = thai.map(({ name, status }) => `${status} ${name}`)
    expect(states).toMatchSnapshot()
    expect(english.map(({ name, status }) => `${status} ${name}`)).toEqual(states)
  })
})

async function faultsOfMarkup(shown: Shown[]): Promise<string[]> {
  const faults: string[] = []
  for (const { name, body } of shown) {
    const { results } = await validator.validateString(body, name)
    for (const { messages, source } of results)
      for (const { ruleId, message, line } of messages)
        faults.push(`${name}: ${ruleId}: ${message}: ${source?.split('\n')[line - 1]?.trim()}`)
  }
  return faults
}

/** Each wrong word once, with a page that says it. */
function faultsOfWords(shown: readonly Shown[]): string[] {
  const faults = new Map<string, string>()
  for (const page of shown)
    for (const word of [...codeWordsIn(page), ...foreignWordsIn(page)])
      if (!faults.has(word)) faults.set(word, `${page.name} says “${word}”`)
  return [...faults.values()]
}

function saysAnotherLanguage({ body, language }: Shown): boolean {
  return !body.includes(`<html lang="${language}">`)
}

/** Pages that should differ and do not: then one of the states was not reached. */
function sameTwice(shown: readonly Shown[]): string[] {
  const known = new Map<string, string>()
  return shown.flatMap(({ name, body, isVariant }) => {
    if (isVariant) return []
    const main = /<main[\s\S]*<\/main>/.exec(body)?.[0].replaceAll(/value="[^"]*"/g, '') ?? ''
    const earlier = known.get(main)
    known.set(main, name)
    return earlier === undefined ? [] : [`${name} is the same as ${earlier}`]
  })
}
