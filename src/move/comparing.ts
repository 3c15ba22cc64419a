import type { Client } from 'pg'
import { canonical, startChecksum } from './checksum.ts'
import { keyOf, pagesOfSource, pagesOfTarget } from './reading.ts'
import { countSource, searchPagesOf } from './rows.ts'
import type { Source } from './source.ts'
import { searchIndex, tableNamed, tables, type Row, type Table } from './tables.ts'
import { grouped, type Telling } from './telling.ts'

type Side = { rows: number; checksum: string }

/** A table as it is on both sides. */
export type Comparison = {
  name: string
  source: Side
  target: Side
  /** What differs, in a sentence; undefined when nothing does. */
  difference: string | undefined
}

/** Compares every table, row by row and by its number of rows, as both databases are at one moment. */
export async function compareTables(
  client: Client,
  source: Source,
  telling: Telling,
): Promise<Comparison[]> {
  const compared: Comparison[] = []
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  for (const table of tables)
    compared.push(
      await compare(client, table, telling, {
        pages: pagesOfSource(source.sqlite, table),
        count: countSource(source, table),
      }),
    )
  compared.push(
    await compare(client, searchIndex, telling, {
      pages: searchPagesOf(source),
      count: countSource(source, tableNamed('info_requests')),
    }),
  )
  await client.query('COMMIT')
  return compared
}

/** The table that people read: rows and checksums of both sides. */
export function comparisonLines(compared: readonly Comparison[]): string[] {
  const line = (cells: readonly string[]) =>
    `  ${(cells[0] ?? '').padEnd(20)} ${(cells[1] ?? '').padStart(12)} ${(cells[2] ?? '').padStart(12)}   ${(cells[3] ?? '').padEnd(16)}   ${(cells[4] ?? '').padEnd(16)}   ${cells[5] ?? ''}`
  return [
    line(['Table', 'SQLite', 'PostgreSQL', 'SHA-256 SQLite', 'PostgreSQL', '']).trimEnd(),
    ...compared.map(({ name, source, target, difference }) =>
      line([
        name,
        grouped(source.rows),
        grouped(target.rows),
        source.checksum.slice(0, 16),
        target.checksum.slice(0, 16),
        difference === undefined ? 'same' : 'DIFFERENT',
      ]),
    ),
  ]
}

async function compare(
  client: Client,
  table: Table,
  telling: Telling,
  source: { pages: Iterable<Row[]>; count: number },
): Promise<Comparison> {
  const part = telling.begin(table.name)
  const sums = { source: startChecksum(), target: startChecksum() }
  const walked = { source: 0, target: 0 }
  let first: string | undefined
  const sourceRows = each(source.pages)
  const targetRows = eachOf(pagesOfTarget(client, table))
  for (;;) {
    const [one, other] = [sourceRows.next(), await targetRows.next()]
    if (one.done && other.done) break
    const [said, found] = [textOf(one), textOf(other)]
    if (said !== undefined) sums.source.add(said)
    if (found !== undefined) sums.target.add(found)
    if (!one.done) walked.source += 1
    if (!other.done) walked.target += 1
    if (said !== found) first ??= nameOf(table, one.done ? other.value : one.value)
    part.reach(`${grouped(walked.target)} of ${grouped(source.count)} rows`)
  }
  const counted = { source: source.count, target: await countTarget(client, table) }
  part.end(`${grouped(walked.target)} rows`)
  return {
    name: table.name,
    source: { rows: counted.source, checksum: sums.source.end() },
    target: { rows: counted.target, checksum: sums.target.end() },
    difference: differenceOf(table, { first, counted, walked }),
  }
}

type BothSides = { source: number; target: number }

/** Counting goes another way than walking from key to key, so each is a witness of the other. */
function differenceOf(
  { name }: Table,
  { first, counted, walked }: { first: string | undefined; counted: BothSides; walked: BothSides },
): string | undefined {
  if (first !== undefined) return `${name} differs, first at the row ${first}.`
  if (counted.source !== walked.source || counted.target !== walked.target)
    return `${name} was not read whole: ${walked.source} and ${walked.target} rows of ${counted.source} and ${counted.target}.`
  return undefined
}

/**
 * Sentences about what must be true of the database by itself: every history is whole, the counters of ids stand
 * behind the ids, and what keeps histories from being changed is there.
 */
export async function listFaults(client: Client, source: Source): Promise<string[]> {
  const gaps = new Set([
    ...source.sqlite.prepare<[], string>(gapsInHistories).pluck().all(),
    ...(await client.query<{ reference: string }>(gapsInHistories)).rows.map(
      ({ reference }) => reference,
    ),
  ])
  const { rows: unguarded } = await client.query<{ table: string }>(unguardedHistories)
  return [
    ...Array.from(gaps, (reference) => `The history of the request ${reference} has a gap.`),
    ...(await listIdsBehind(client)),
    ...unguarded.map(({ table }) => `The rows of ${table} are not kept from being changed.`),
  ]
}

/** The positions of a request's events are different numbers from 1 to as many as there are. */
const gapsInHistories = `
  SELECT reference FROM info_requests LEFT JOIN (
    SELECT info_request_id, count(DISTINCT position) AS positions, min(position) AS lowest, max(position) AS highest
    FROM events GROUP BY info_request_id
  ) AS history ON history.info_request_id = info_requests.id
  WHERE positions IS DISTINCT FROM last_position OR lowest IS DISTINCT FROM 1 OR highest IS DISTINCT FROM last_position`

/** Each has three triggers that are on: against a change, against a removal, against being emptied. */
const unguardedHistories = `
  SELECT name AS "table" FROM unnest(ARRAY['events', 'proposals', 'applied_grounds']) AS name
  WHERE 3 > (SELECT count(*) FROM pg_trigger WHERE tgrelid = name::regclass AND NOT tgisinternal AND tgenabled = 'O')`

async function listIdsBehind(client: Client): Promise<string[]> {
  const faults: string[] = []
  for (const { name, countsIds } of tables) {
    if (!countsIds) continue
    const { rows } = await client.query<{ isBehind: boolean }>(
      `SELECT coalesce((SELECT max(id) FROM "${name}"), 0) > coalesce(pg_sequence_last_value(pg_get_serial_sequence($1, 'id')::regclass), 0) AS "isBehind"`,
      [name],
    )
    if (rows[0]?.isBehind !== false)
      faults.push(`The next row of ${name} would get an id that is taken.`)
  }
  return faults
}

async function countTarget(client: Client, { name }: Table): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) AS count FROM "${name}"`)
  return Number(rows[0]?.count)
}

function textOf(step: IteratorResult<Row, unknown>): string | undefined {
  return step.done ? undefined : canonical(step.value)
}

function nameOf(table: Table, row: Row | undefined): string {
  return row ? keyOf(table, row).join(', ') : ''
}

function* each(pages: Iterable<Row[]>): Generator<Row, undefined> {
  for (const page of pages) yield* page
  return undefined
}

async function* eachOf(pages: AsyncIterable<Row[]>): AsyncGenerator<Row, undefined> {
  for await (const page of pages) yield* page
  return undefined
}
