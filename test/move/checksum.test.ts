import { describe, expect, it } from 'vitest'
import { canonical, startChecksum } from '#src/move/checksum.ts'

describe('the canonical form of a row', () => {
  it('does not depend on the order of keys in JSON, however deep', () => {
    const one = [1, { b: [{ y: 1, x: 2 }], a: 'ก' }, null]
    const other = [1, { a: 'ก', b: [{ x: 2, y: 1 }] }, null]
    expect(canonical(one)).toBe(canonical(other))
  })

  it.each([
    ['a number and its text', [1], ['1']],
    ['nothing and an empty text', [null], ['']],
    ['false and zero', [false], [0]],
    ['the border between two values', ['ab', 'c'], ['a', 'bc']],
    ['the order in a list', [['a', 'b']], [['b', 'a']]],
    ['an accent written in one or in two', ['\u00E9'], ['e\u0301']],
  ])('tells apart %s', (_what, one, other) => {
    expect(canonical(one)).not.toBe(canonical(other))
  })
})

describe('a checksum', () => {
  it('depends on the rows and on where each ends', () => {
    const sumOf = (rows: string[]) => {
      const sum = startChecksum()
      for (const row of rows) sum.add(row)
      return sum.end()
    }
    expect(sumOf(['[1]', '[2]'])).toBe(sumOf(['[1]', '[2]']))
    expect(sumOf(['[1]', '[2]'])).not.toBe(sumOf(['[2]', '[1]']))
    expect(sumOf(['[1]'])).not.toBe(sumOf(['[1]', '']))
  })
})
