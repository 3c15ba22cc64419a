import { getTableColumns, sql, type Placeholder } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Tx } from './open.ts'

let queries = 0

/**
 * Keeps what the query builder made, once for each handle: writing the SQL of a wide row anew takes longer than
 * storing it. For the few queries on the way of every submission; elsewhere plain queries read better.
 */
export function keptQuery<Query>(
  make: (tx: Tx) => { prepare: (name: string) => Query },
): (tx: Tx) => Query {
  const name = `kept_${++queries}` // a server plans a query that has a name only once for each connection
  const made = new WeakMap<Tx, Query>()
  return (tx) => {
    const known = made.get(tx)
    if (known) return known
    const query = make(tx).prepare(name)
    made.set(tx, query)
    return query
  }
}

/** A place for the value of every column but those the database fills in, by the name it has in the code. */
export function placesFor<Table extends SQLiteTable, Omitted extends string>(
  table: Table,
  ...omitted: readonly Omitted[]
): Record<Exclude<keyof Table['$inferInsert'] & string, Omitted>, Placeholder> {
  const names = Object.keys(getTableColumns(table)).filter(
    (name) => !omitted.some((one) => one === name),
  )
  // The columns are the keys of the row; the compiler does not know that they are all of them.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as Record<
    Exclude<keyof Table['$inferInsert'] & string, Omitted>,
    Placeholder
  >
}
