import { expect, it } from 'vitest'
import { groundIds, grounds, isGround } from '#src/requests/grounds.ts'

it('has each clause once, in the order of the Act', () => {
  expect(grounds.map(({ id }) => id)).toEqual([...groundIds])
})

it('cites each clause by its number in both languages', () => {
  for (const { id, section } of grounds) {
    const [, number, clause] = /^s(\d+)(?:-(\d))?$/.exec(id) ?? []
    expect(section.th).toBe(clause ? `มาตรา ${number} (${clause})` : `มาตรา ${number}`)
    expect(section.en).toBe(clause ? `Section ${number}(${clause})` : `Section ${number}`)
  }
})

it('asks for a weighing under section 15 and nowhere else', () => {
  const weighed = grounds.filter(({ needsWeighing }) => needsWeighing).map(({ id }) => id)
  expect(weighed).toEqual(groundIds.filter((id) => id.startsWith('s15-')))
})

it('has a Thai text in Thai and an English text in English', () => {
  for (const { text } of grounds) {
    expect(text.th).toMatch(/^[\p{Script=Thai}\d\s()]+$/u)
    expect(text.th.normalize('NFC')).toBe(text.th)
    expect(text.en).toMatch(/^[A-Z][\w\s,;()-]+\.$/)
  }
})

it('recognises a ground and nothing else', () => {
  expect(isGround('s15-6')).toBe(true)
  for (const other of ['', 's15', 's15-8', 'S14', 'toString', '__proto__']) {
    expect(isGround(other)).toBe(false)
  }
})
