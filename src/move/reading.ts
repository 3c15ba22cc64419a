import type Sqlite from 'better-sqlite3'
import type { Client } from 'pg'
import type { Row, Table } from './tables.ts'

/* Both sides are read the same way: a page of rows at a time, in the order of the key, each page after the last key. */

/** So many rows are in memory at once. */
const rowsOfPage = 500

/** All rows of a table in the folder, page by page. */
export function* pagesOfSource(sqlite: Sqlite.Database, table: Table): Generator<Row[]> {
  let after: unknown[] | undefined
  for (;;) {
    const rows = sqlite
      .prepare<unknown[], unknown[]>(pageQuery(table, after, () => '?', ''))
      .raw()
      .all(...(after ?? []))
      .map((row) => row.map((value, place) => table.columns[place]?.fromSource(value)))
    if (rows.length > 0) yield rows
    if (rows.length < rowsOfPage) return
    after = keyOf(table, rows.at(-1) ?? [])
  }
}

/** All rows of a table on the server, page by page. */
export async function* pagesOfTarget(client: Client, table: Table): AsyncGenerator<Row[]> {
  let after: unknown[] | undefined
  for (;;) {
    const text = pageQuery(table, after, (place) => `$${place}`, ' COLLATE "C"')
    const { rows: found } = await client.query<unknown[]>({
      text,
      values: after ?? [],
      rowMode: 'array',
    })
    const rows = found.map((row) =>
      row.map((value, place) => table.columns[place]?.fromTarget(value)),
    )
    if (rows.length > 0) yield rows
    if (rows.length < rowsOfPage) return
    after = keyOf(table, rows.at(-1) ?? [])
  }
}

/** What tells a row of its table from the others. */
export function keyOf({ key }: Table, row: Row): unknown[] {
  return key.map((place) => row[place])
}

/** `byBytes`: text is in the order of its bytes in SQLite, and in that of some language on most servers. */
function pageQuery(
  { name, columns, key }: Table,
  after: unknown[] | undefined,
  placeholder: (place: number) => string,
  byBytes: string,
): string {
  const ordered = key.flatMap((place) => {
    const column = columns[place]
    return column ? [`"${column.name}"${column.type === 'text' ? byBytes : ''}`] : []
  })
  const places = ordered.map((_, index) => placeholder(index + 1))
  return `SELECT ${columns.map((column) => `"${column.name}"`).join(', ')} FROM "${name}"
    ${after ? `WHERE (${ordered.join(', ')}) > (${places.join(', ')})` : ''}
    ORDER BY ${ordered.join(', ')} LIMIT ${rowsOfPage}`
}
