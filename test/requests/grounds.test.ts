import { expect, it } from 'vitest'
import { groundIds, grounds, isGround, remediesOf } from '#src/requests/grounds.ts'
import type { Outcome } from '#src/requests/info-request.ts'

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

it('tells the appeal for what is withheld, with fifteen days from the notice', () => {
  for (const outcome of ['refused', 'partly-disclosed'] as const)
    for (const ground of ['s14', 's15-3', 's17']) {
      const remedies = remediesOf(outcome, [{ ground }])
      expect(remedies.map(({ kind }) => kind)).toEqual(['appeal'])
      expect(remedies[0]?.lastDay?.('2026-11-24')).toBe('2026-12-09')
      expect(remedies[0]?.section).toEqual({ th: 'มาตรา 18', en: 'Section 18' })
    }
})

it('tells of the complaint beside the appeal where section 18 does not name the ground', () => {
  const remedies = remediesOf('refused', [{ ground: 's24' }])
  expect(remedies.map(({ kind, section }) => `${kind} ${section.en}`)).toEqual([
    'appeal Section 18',
    'complaint Section 13',
  ])
})

it('tells other ways for what is not held or not given, and none for what is', () => {
  const told = (outcome: Outcome) => remediesOf(outcome, []).map(({ kind }) => kind)
  expect(told('not-held')).toEqual(['inspection'])
  expect(told('excessive')).toEqual(['complaint'])
  expect(told('would-need-creating')).toEqual(['complaint'])
  for (const outcome of [
    'disclosed',
    'already-public',
    'advised-elsewhere',
    'transferred',
  ] as const)
    expect(told(outcome)).toEqual([])
})
