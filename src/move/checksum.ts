import { createHash } from 'node:crypto'
import type { Row, Value } from './tables.ts'

/** One row as text: the same for the same values, whichever database they were read from. */
export function canonical(row: Row): string {
  return JSON.stringify(row.map(withSortedKeys))
}

/** SHA-256 over rows one after the other. */
export function startChecksum(): { add(row: string): void; end(): string } {
  const hash = createHash('sha256')
  return {
    add(row) {
      hash.update(row).update('\n')
    },
    end: () => hash.digest('hex'),
  }
}

/** PostgreSQL keeps the keys of JSON in an order of its own. */
function withSortedKeys(value: Value): Value {
  if (Array.isArray(value)) return value.map(withSortedKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, withSortedKeys(inner)]),
  )
}
