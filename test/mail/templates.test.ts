import { describe, expect, it } from 'vitest'
import { faultsOf, fill, fillLine, variablesIn } from '#src/mail/templates.ts'

describe('a text that is filled in', () => {
  it('has each value where its name stands, however often and however spaced', () => {
    expect(fill('{{a}} and {{ a }}, {{b}}', { a: '1', b: '2' })).toBe('1 and 1, 2')
  })

  it('never looks again at what a person typed', () => {
    const values = { reply: 'See {{secret}} and {{reply}} $& $1 }}', secret: 'hidden' }
    expect(fill('{{reply}}', values)).toBe(values.reply)
    expect(fill('{{reply}} {{secret}}', values)).toBe(`${values.reply} hidden`)
  })

  it('leaves out a paragraph whose variables are all empty, with its heading', () => {
    const text = 'First.\n\nFee:\n{{fee}}\n\n{{note}}\n\nLast.'
    expect(fill(text, { fee: '', note: '' })).toBe('First.\n\nLast.')
    expect(fill(text, { fee: '25', note: '' })).toBe('First.\n\nFee:\n25\n\nLast.')
  })

  it('leaves out a line whose variables are all empty, and nothing that has a value', () => {
    const text = 'You can come.\nWhen: {{at}}\nWhere: {{place}}'
    expect(fill(text, { at: 'today', place: '' })).toBe('You can come.\nWhen: today')
    expect(fill('{{reply}} {{agency}}', { reply: 'Ask there.', agency: '' })).toBe('Ask there. ')
  })

  it('keeps the blank lines of what was typed', () => {
    expect(fill('A\n\n{{reply}}\n\nB', { reply: 'one\n\n\ntwo' })).toBe('A\n\none\n\n\ntwo\n\nB')
  })

  it('has a subject of one line, whatever the values hold', () => {
    expect(fillLine('About {{a}}', { a: 'x\r\nBcc: everybody@example.org' })).toBe(
      'About x Bcc: everybody@example.org',
    )
  })

  it('knows no values but its own', () => {
    expect(fill('{{constructor}} {{__proto__}}', { a: '' })).toBe('{{constructor}} {{__proto__}}')
  })
})

describe('what is wrong with a text', () => {
  it('is told with its line', () => {
    const text = 'Dear {{name}},\n{{colour}}\n\n{{name and }}\n{{open\n{{ name }}\nshut}}'
    expect(faultsOf(text, ['name'])).toEqual([
      { fault: 'unknown-variable', line: 2, variable: 'colour' },
      { fault: 'unknown-variable', line: 4, variable: 'name and' },
      { fault: 'unclosed', line: 5, variable: '' },
      { fault: 'unopened', line: 7, variable: '' },
    ])
  })

  it('includes braces that are left over beside a good one, and what opens twice', () => {
    const told = (text: string) => faultsOf(text, ['a']).map(({ fault }) => fault)
    expect(told('{{a}} {{')).toEqual(['unclosed'])
    expect(told('{{ {{a}} }}')).toEqual(['unclosed', 'unopened'])
    expect(told('{{}}')).toEqual(['unknown-variable'])
    expect(told('{{a\n}}')).toEqual(['unclosed', 'unopened'])
    expect(told('{a} { } }{')).toEqual([])
  })

  it('is nothing of the prototype', () => {
    expect(faultsOf('{{toString}}', ['name'])).toHaveLength(1)
  })

  it('can be looked up by the first line of each name', () => {
    expect([...variablesIn('{{a}}\n{{b}} {{a}}')]).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })
})
