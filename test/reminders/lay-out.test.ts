import { array, assert, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut, type List } from '#src/reminders/lay-out.ts'

const andMore = (count: number) => `and ${count} more`

function aList(name: string, count: number, most = count): List {
  const lines = Array.from({ length: Math.min(count, most) }, (_, index) => `${name}${index + 1}`)
  return { heading: name.toUpperCase(), lines, count }
}

describe('lists in a mail', () => {
  it('stand whole where there is room', () => {
    expect(layOut([aList('a', 2), aList('b', 1)], 20, andMore)).toEqual([
      '',
      'A',
      'a1',
      'a2',
      '',
      'B',
      'b1',
    ])
  })

  it('share what room there is, entry by entry, and count the others', () => {
    expect(layOut([aList('a', 9), aList('b', 2), aList('c', 9)], 14, andMore).join(' ')).toBe(
      ' A a1 a2 and 7 more  B b1 b2  C c1 c2 and 7 more',
    )
  })

  it('count what was not even read', () => {
    const lines = layOut([aList('a', 1000, 3)], 60, andMore)
    expect(lines).toEqual(['', 'A', 'a1', 'a2', 'a3', 'and 997 more'])
  })

  it('keep their headings when there is room for nothing else', () => {
    expect(layOut([aList('a', 5), aList('b', 5)], 4, andMore)).toEqual(['', 'A', '', 'B'])
  })

  it('never take more lines than there are, nor lose an entry', () => {
    const lists = array(tuple(integer({ min: 1, max: 40 }), integer({ min: 1, max: 40 })))
    assert(
      property(lists, integer({ min: 0, max: 80 }), (sizes, most) => {
        const given = sizes.map(([count, read], index) => aList(`list${index} `, count, read))
        const lines = layOut(given, most, andMore)
        expect(lines.length).toBeLessThanOrEqual(most)
        for (const { heading, count } of given) {
          const begin = lines.indexOf(heading)
          if (begin < 0) continue
          const end = lines.indexOf('', begin)
          const body = lines.slice(begin + 1, end < 0 ? undefined : end)
          const rest = /^and (\d+) more$/.exec(body.at(-1) ?? '')?.[1]
          const shown = body.length - (rest === undefined ? 0 : 1)
          if (shown > 0) expect(shown + Number(rest ?? 0)).toBe(count)
        }
      }),
    )
  })
})
