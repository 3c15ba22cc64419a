import { writeXlsx, type CellValue, type WriteSheet } from 'hucre/xlsx'
import type { LabelledRow, LabelledTable } from '#views/statistics/labels.ts'
import type { Words } from '#views/words/words.ts'
import type { Language } from '../requests/info-request.ts'
import { csvOf } from './csv.ts'
import type { Figures } from './figures.ts'

/**
 * One long table, a line for each figure, with the names of columns and units in English: the form that open
 * data asks for, and a pivot table away from any other. (Who wants to read tables takes the XLSX.) Each line
 * says of itself what it is, so that files of several months can be put one under the other.
 */
export function figuresCsv(figures: Figures, tables: readonly LabelledTable[]): string {
  const lines = tables.flatMap((table) =>
    rowsOf(table).flatMap((row) =>
      table.columns.map((column) => [
        figures.period.id,
        table.id,
        row.id,
        column.id,
        row.values[column.id] ?? null,
        unitOf(table.id, row.id, column.id),
        table.caption,
        row.label,
        column.label,
        definitionOf(table, row.id, column.id),
        figures.takenOn,
      ]),
    ),
  )
  return csvOf([csvColumns, ...lines])
}

const csvColumns = [
  'period',
  'table',
  'row',
  'column',
  'value',
  'unit',
  'table_label',
  'row_label',
  'column_label',
  'definition',
  'figures_taken_on',
]

function unitOf(table: LabelledTable['id'], row: string, column: string): string {
  if (column === 'share') return 'percent'
  if (row === 'median' || row === 'ninetieth') return 'working-days'
  if (table === 'use') return row === 'received-online' ? 'requests' : 'forms'
  if (column === 'reopened') return 'reopenings'
  return column === 'moved-in' || column === 'moved-out' ? 'moves' : 'requests'
}

/** What a figure means: by its column if that has a definition, otherwise by its row, or as the table says. */
function definitionOf({ definitions }: LabelledTable, row: string, column: string): string {
  const found =
    definitions.find(({ id }) => id === column) ?? definitions.find(({ id }) => id === row)
  return found?.text ?? ''
}

function rowsOf({ rows, total }: LabelledTable): LabelledRow[] {
  return total ? [...rows, total] : rows
}

/** A workbook with a sheet for each table and one of definitions; numbers are numbers, texts are texts. */
export async function figuresXlsx(
  tables: readonly LabelledTable[],
  words: Words['reports'],
  { title, takenAt }: { title: string; takenAt: string },
): Promise<Uint8Array> {
  const { definitionsSheet } = words
  const definitions: CellValue[][] = [
    [definitionsSheet.period, title],
    [definitionsSheet.takenAt, takenAt],
    [],
    definitionsSheet.columns,
    ...tables.flatMap(({ caption, definitions: own }) =>
      own.map(({ term, text }) => [caption, term, text]),
    ),
  ]
  return writeXlsx({
    sheets: [
      ...tables.map((table) => sheetOf(table, words.tables[table.id].sheet)),
      {
        name: definitionsSheet.sheet,
        columns: [{ width: 40 }, { width: 30 }, { width: 90 }],
        rows: definitions,
      },
    ],
    properties: { title },
  })
}

function sheetOf(table: LabelledTable, name: string): WriteSheet {
  const explained = table.rows.some(({ explanation }) => explanation)
  return {
    name,
    freezePane: { rows: 1 },
    columns: [
      { width: 34 },
      ...table.columns.map(({ id }) => ({
        width: 16,
        numFmt: id === 'share' ? '0.0' : '#,##0.##',
      })),
      ...(explained ? [{ width: 90 }] : []),
    ],
    rows: [
      [table.rowHeader, ...table.columns.map(({ label }) => label)],
      ...rowsOf(table).map((row) => [
        row.label,
        ...table.columns.map(({ id }) => row.values[id] ?? null),
        ...(explained ? [row.explanation ?? null] : []),
      ]),
    ],
  }
}

/** Everything at once, in both languages. */
export function figuresJson(
  figures: Figures,
  tables: Record<Language, readonly LabelledTable[]>,
): string {
  const { period, standing, takenAt, takenOn, asOf, mismatches } = figures
  return JSON.stringify(
    {
      period,
      fiscalYear: period.fiscalYear,
      standing,
      takenAt: Temporal.Instant.fromEpochMilliseconds(takenAt).toString(),
      takenOn,
      asOf,
      tables: tables.th.map((thai, i) => {
        const english = tables.en[i] ?? thai
        return {
          id: thai.id,
          caption: { th: thai.caption, en: english.caption },
          columns: thai.columns.map(({ id, label }, at) => ({
            id,
            label: { th: label, en: english.columns[at]?.label },
          })),
          rows: thai.rows.map((row, at) => rowInBoth(row, english.rows[at])),
          ...(thai.total && { total: rowInBoth(thai.total, english.total) }),
          definitions: thai.definitions.map(({ id, text }, at) => ({
            of: id,
            text: { th: text, en: english.definitions[at]?.text },
          })),
        }
      }),
      checks: { balances: mismatches.length === 0, mismatches },
    },
    undefined,
    2,
  )
}

function rowInBoth({ id, label, values }: LabelledRow, english: LabelledRow | undefined) {
  return { id, label: { th: label, en: english?.label }, values }
}
