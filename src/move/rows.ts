import { DatabaseError, type Client } from 'pg'
import type { Source } from './source.ts'
import { searchRow } from '../database/postgres/search.ts'
import { searchKey } from '../database/search.ts'
import { searchText } from '../requests/info-request.ts'
import { keyOf, pagesOfSource } from './reading.ts'
import { placeOf, searchIndex, tableNamed, tables, type Row, type Table } from './tables.ts'
import { grouped, type Telling } from './telling.ts'

/** Copies all rows with the ids they have, and sets the counters of ids behind them. Gives how many there were. */
export async function copyRows(client: Client, source: Source, telling: Telling): Promise<number> {
  let copied = 0
  for (const table of tables) {
    copied += await copyPages(client, table, pagesOfSource(source.sqlite, table), {
      total: countSource(source, table),
      telling,
    })
    if (table.countsIds) await countOnBehind(client, table)
  }
  return copied
}

/** Makes every request found by what the service finds it by: the index of SQLite holds no text to copy. */
export async function buildSearchIndex(
  client: Client,
  source: Source,
  telling: Telling,
): Promise<void> {
  await copyPages(client, searchIndex, searchPagesOf(source), {
    total: countSource(source, tableNamed('info_requests')),
    telling,
  })
}

/** The rows that the search index must have, page by page. */
export function* searchPagesOf({ sqlite }: Source): Generator<Row[]> {
  const infoRequests = tableNamed('info_requests')
  const [id, subject, details, name] = ['id', 'subject', 'details', 'name'].map((column) =>
    placeOf(infoRequests, column),
  )
  const textAt = (row: Row, place = 0) => String(row[place])
  for (const page of pagesOfSource(sqlite, infoRequests))
    yield page.map((row) => {
      const infoRequest = {
        subject: textAt(row, subject),
        details: textAt(row, details),
        name: textAt(row, name),
      }
      const found = searchRow(Number(textAt(row, id)), searchKey(searchText(infoRequest)))
      return [found.infoRequestId, found.words, found.trigrams]
    })
}

export function countSource({ sqlite }: Source, { name }: Table): number {
  return sqlite.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0
}

async function copyPages(
  client: Client,
  table: Table,
  pages: Iterable<Row[]>,
  { total, telling }: { total: number; telling: Telling },
): Promise<number> {
  const part = telling.begin(table.name)
  let copied = 0
  for (const page of pages) {
    await insert(client, table, page)
    copied += page.length
    part.reach(`${grouped(copied)} of ${grouped(total)} rows`)
  }
  part.end(`${grouped(copied)} rows`)
  return copied
}

async function insert(client: Client, table: Table, rows: readonly Row[]): Promise<void> {
  try {
    await insertTogether(client, table, rows)
  } catch (error) {
    if (error instanceof DatabaseError && rows.length > 1)
      for (const row of rows) await insert(client, table, [row])
    const [row] = rows
    if (error instanceof DatabaseError && row && rows.length === 1)
      throw new Error(
        `The row ${keyOf(table, row).join(', ')} of ${table.name} cannot be in PostgreSQL (${error.message}).`,
        { cause: error },
      )
    throw error
  }
}

/** One array for each column makes a statement that is the same for any number of rows. */
async function insertTogether(client: Client, table: Table, rows: readonly Row[]): Promise<void> {
  const { name, columns } = table
  const names = columns.map((column) => `"${column.name}"`)
  // An array of arrays would have to be a rectangle, so an array inside a row goes as the text that is one.
  const arrays = columns.map((column, place) =>
    column.type.endsWith('[]') ? `$${place + 1}::text[]` : `$${place + 1}::${column.type}[]`,
  )
  const values = columns.map((column) =>
    column.type.endsWith('[]') ? `"${column.name}"::${column.type}` : `"${column.name}"`,
  )
  await client.query({
    text: `INSERT INTO "${name}" (${names.join(', ')})
      SELECT ${values.join(', ')} FROM unnest(${arrays.join(', ')}) AS row (${names.join(', ')})`,
    values: columns.map((column, place) => rows.map((row) => column.toTarget(row[place]))),
  })
}

/** The next row of the service gets an id that no row has. */
async function countOnBehind(client: Client, { name }: Table): Promise<void> {
  await client.query(
    `SELECT setval(pg_get_serial_sequence($1, 'id'), max(id)) FROM "${name}" HAVING max(id) IS NOT NULL`,
    [name],
  )
}
