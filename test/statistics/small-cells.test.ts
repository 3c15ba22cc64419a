import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FiguresTable } from '#src/statistics/figures.ts'
import {
  fewestShown,
  hiddenCounts,
  withoutSmallCells,
} from '#src/statistics/published/small-cells.ts'

describe('hiding small counts', () => {
  it.each([
    { counts: [0, 0, 0], shown: [0, 0, 0] },
    { counts: [12, 0, 7], shown: [12, 0, 7] },
    { counts: [12, 3, 7], shown: [12, null, null] },
    { counts: [12, 3, 7, 0, 7], shown: [12, null, null, null, null] },
    { counts: [90, 4, 20, 5], shown: [90, null, 20, null] },
    { counts: [4, 4], shown: [null, null] },
    { counts: [1, 0], shown: [null, null] },
    { counts: [30, 2], shown: [null, null] },
  ])('shows of $counts only $shown', ({ counts, shown }) => {
    expect(published(counts)).toEqual(shown)
  })

  it('leaves none from which a small one can be worked out, knowing the rule and the total', () => {
    for (const kinds of [2, 3, 4]) {
      const alike = new Map<string, number[][]>()
      for (const counts of allCounts(kinds, 9)) {
        const seen = JSON.stringify([published(counts), sum(counts)])
        alike.set(seen, [...(alike.get(seen) ?? []), counts])
      }
      for (const possible of alike.values()) {
        const total = sum(possible[0] ?? [])
        for (const [place, isHidden] of hiddenCounts(possible[0] ?? []).entries()) {
          if (!isHidden) continue
          const values = new Set(possible.map((counts) => counts[place] ?? 0))
          expect(values.size, `${JSON.stringify(possible)} at ${place}`).toBeGreaterThan(1)
          // Of five or fewer altogether everybody knows that each is small; otherwise not even that.
          if (total > fewestShown) expect(Math.max(...values)).toBeGreaterThanOrEqual(fewestShown)
        }
      }
    }
  })

  it('hides the same places whichever of the hidden counts stands in which of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 12 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (counts, order) => {
          const hidden = hiddenCounts(counts)
          const places = counts.flatMap((_, place) => (hidden[place] ? [place] : []))
          const mixed = places
            .map((place) => ({ count: counts[place] ?? 0, by: order.next().value }))
            .toSorted((one, other) => one.by - other.by)
          const other = counts.map((count, place) => {
            const at = places.indexOf(place)
            return at === -1 ? count : (mixed[at]?.count ?? 0)
          })
          expect(published(other)).toEqual(published(counts))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('never shows a small count, and never hides a single one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 12 }),
        (counts) => {
          const shown = published(counts)
          for (const count of shown)
            expect(count === null || count === 0 || count >= fewestShown).toBe(true)
          expect(shown.filter((count) => count === null).length).not.toBe(1)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('takes the shares with the counts, keeps the total, and leaves other tables alone', () => {
    const table: FiguresTable = {
      id: 'requesters',
      columns: ['count', 'share'],
      rows: [
        { id: 'thai', values: { count: 12, share: 80 } },
        { id: 'juristic', values: { count: 3, share: 20 } },
      ],
      total: { id: 'total', values: { count: 15, share: 100 } },
    }
    expect(withoutSmallCells(table)).toEqual({
      ...table,
      rows: [
        { id: 'thai', values: { count: null, share: null }, isHidden: true },
        { id: 'juristic', values: { count: null, share: null }, isHidden: true },
      ],
    })
    const outcomes = { ...table, id: 'outcomes' as const }
    expect(withoutSmallCells(outcomes)).toBe(outcomes)
  })
})

function published(counts: readonly number[]): (number | null)[] {
  const hidden = hiddenCounts(counts)
  return counts.map((count, place) => (hidden[place] ? null : count))
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}

/** Every way to fill so many places with 0 up to `most`. */
function allCounts(places: number, most: number): number[][] {
  if (places === 0) return [[]]
  return allCounts(places - 1, most).flatMap((rest) =>
    Array.from({ length: most + 1 }, (_, count) => [...rest, count]),
  )
}
