import type { LabelledRow, LabelledTable } from '#views/statistics/labels.ts'
import type { Language } from '../../requests/info-request.ts'
import { csvOf, type CsvCell } from '../csv.ts'
import { definitionOf, tablesInBoth, rowsOf, unitOf } from '../exports.ts'
import type { MonthStanding, PublishedYear } from './year.ts'

/*
 * What is published, for programs. As open data asks for: UTF-8, one line for each figure, columns with English names
 * and no spaces. What is not shown is blank, and says that it is not shown.
 */

const columns = [
  'fiscal_year',
  'table',
  'row',
  'column',
  'value',
  'unit',
  'status',
  'signed_on',
  'revision',
  'sha256',
  'table_label',
  'row_label',
  'column_label',
  'definition',
  'figures_taken_on',
]

/** The figures of a year as one long table. */
export function openDataCsv(year: PublishedYear, tables: readonly LabelledTable[]): string {
  const lines = tables.flatMap((table) =>
    rowsOf(table).flatMap((row) => {
      const month = table.id === 'months' ? monthOfRow(year, row) : undefined
      const signature: CsvCell[] =
        month?.standing === 'signed'
          ? [month.signedOn, month.revision, month.sha256]
          : [null, null, null]
      return table.columns.map((column): CsvCell[] => [
        year.fiscalYear,
        table.id,
        row.id,
        column.id,
        row.values[column.id] ?? null,
        unitOf(table.id, row.id, column.id),
        month?.standing ?? (row.isHidden ? 'suppressed' : ''),
        ...signature,
        table.caption,
        row.label,
        column.label,
        definitionOf(table, row.id, column.id),
        year.takenOn,
      ])
    }),
  )
  return csvOf([columns, ...lines])
}

/** The figures of a year in both languages. */
export function openDataJson(
  year: PublishedYear,
  tables: Record<Language, readonly LabelledTable[]>,
  about: { title: Record<Language, string>; licence: string; address: string },
): string {
  const { fiscalYear, standing, takenOn, asOf, months } = year
  return JSON.stringify(
    {
      fiscalYear,
      title: about.title,
      address: about.address,
      licence: about.licence,
      standing,
      takenOn,
      asOf,
      months,
      tables: tablesInBoth(tables),
    },
    undefined,
    2,
  )
}

function monthOfRow({ months }: PublishedYear, { id }: LabelledRow): MonthStanding | undefined {
  return months.find(({ month }) => month === id)
}
