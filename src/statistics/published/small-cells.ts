import type { FiguresRow, FiguresTable, TableId } from '../figures.ts'

/*
 * What is published about people must not single one out. A count of one to four in a table about requesters is not
 * shown, and since the total is known from elsewhere, hiding it alone would hide nothing: all counts up to the least
 * one that is large enough go with it, zeros too, or the whole table where none is. Whatever the hidden counts are,
 * any of them could then be any other's, so no small one can be worked out, not even by who knows this rule.
 */

/** Fewer than this could be somebody who is known. */
export const fewestShown = 5

/** The tables that tell something of people: what they are, or what was withheld from them. */
const aboutPeople: readonly TableId[] = ['languages', 'requesters', 'purposes', 'grounds']

/** A table as everybody may see it: the rows that are hidden say so and have no values. */
export function withoutSmallCells(table: FiguresTable): FiguresTable {
  if (!aboutPeople.includes(table.id)) return table
  const isHidden = hiddenCounts(table.rows.map(countOf))
  return {
    ...table,
    rows: table.rows.map((row, place) => (isHidden[place] ? hidden(row) : row)),
  }
}

/** Which of the counts are not shown. */
export function hiddenCounts(counts: readonly number[]): boolean[] {
  if (!counts.some(isSmall)) return counts.map(() => false)
  const largeEnough = counts.filter((count) => count >= fewestShown)
  const upTo = Math.min(...largeEnough)
  return counts.map((count) => count <= upTo)
}

/** Nobody at all is nobody to protect. */
function isSmall(count: number): boolean {
  return count > 0 && count < fewestShown
}

function countOf({ values }: FiguresRow): number {
  return values['count'] ?? 0
}

function hidden({ id, values }: FiguresRow): FiguresRow {
  const columns = Object.keys(values).map((column) => [column, null])
  return { id, values: Object.fromEntries(columns), isHidden: true }
}
