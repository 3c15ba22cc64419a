import { getTableColumns, is } from 'drizzle-orm'
import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core'
import { SQLiteTable, type SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { requestSearch } from '../database/postgres/search.ts'
import * as postgres from '../database/schema.postgres.ts'
import * as sqlite from '../database/schema.sqlite.ts'

/** A value as the program has it, the same whichever database it came from. */
export type Value = unknown

/** The values of a row, in the order of its table's columns. */
export type Row = readonly Value[]

/** A column, and how its values go into the program and out of it. */
export type Column = {
  name: string
  /** Its type in PostgreSQL. */
  type: string
  fromSource(value: unknown): Value
  fromTarget(value: unknown): Value
  toTarget(value: Value): unknown
}

export type Table = {
  name: string
  columns: readonly Column[]
  /** The places of its primary key among the columns. */
  key: readonly number[]
  /** Whether the database counts its ids. */
  countsIds: boolean
}

/** Every table that both databases have, each after those that it refers to. */
export const tables: readonly Table[] = inOrderOfReferences(
  Object.values(postgres).filter((table) => is(table, PgTable)),
).map((target) => tableOf(target, sourceOf(target)))

/** The search index of PostgreSQL; the one of SQLite holds no text. */
export const searchIndex: Table = tableOf(requestSearch)

/** The one of these tables that is called so, as both schemas have it. */
export function tableNamed(name: string): Table {
  const table = tables.find((one) => one.name === name)
  if (!table) throw new Error(`There is no table ${name}`)
  return table
}

/** The place of a column in the rows of its table. */
export function placeOf({ name, columns }: Table, column: string): number {
  const place = columns.findIndex((one) => one.name === column)
  if (place < 0) throw new Error(`There is no column ${column} in ${name}`)
  return place
}

function inOrderOfReferences(all: readonly PgTable[]): PgTable[] {
  const placed: PgTable[] = []
  while (placed.length < all.length) {
    const next = all.find(
      (table) =>
        !placed.includes(table) && referredBy(table).every((other) => placed.includes(other)),
    )
    if (!next) throw new Error('The tables refer to each other in a circle')
    placed.push(next)
  }
  return placed
}

function referredBy(table: PgTable): PgTable[] {
  return getTableConfig(table)
    .foreignKeys.map((foreignKey) => foreignKey.reference().foreignTable)
    .filter((other) => other !== table)
}

function sourceOf(target: PgTable): SQLiteTable {
  const [key] = Object.entries(postgres).find(([, table]) => table === target) ?? []
  const [, source] = Object.entries(sqlite).find(([name]) => name === key) ?? []
  if (!is(source, SQLiteTable)) throw new Error(`There is no ${key} in schema.sqlite.ts`)
  return source
}

function tableOf(target: PgTable, source?: SQLiteTable): Table {
  const { name, primaryKeys } = getTableConfig(target)
  const columns = Object.entries(getTableColumns(target))
  const inSource = new Map<string, SQLiteColumn>(
    Object.entries(source ? getTableColumns(source) : {}),
  )
  const inKey = primaryKeys.flatMap((primaryKey) => primaryKey.columns.map((column) => column.name))
  const isInKey = (column: PgColumn) => column.primary || inKey.includes(column.name)
  return {
    name,
    columns: columns.map(([key, column]) => columnOf(column, inSource.get(key))),
    key: columns.flatMap(([, column], place) => (isInKey(column) ? [place] : [])),
    countsIds: columns.some(([, column]) => column.generatedIdentity !== undefined),
  }
}

function columnOf(target: PgColumn, source?: SQLiteColumn): Column {
  return {
    name: target.name,
    type: target.getSQLType(),
    fromSource: unlessNull((value) => (source ?? target).mapFromDriverValue(value)),
    fromTarget: unlessNull((value) => target.mapFromDriverValue(value)),
    toTarget: unlessNull((value) => target.mapToDriverValue(value)),
  }
}

function unlessNull(convert: (value: unknown) => unknown) {
  return (value: unknown): unknown => (value === null ? null : convert(value))
}
