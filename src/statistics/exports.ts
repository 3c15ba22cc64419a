import {
  writeXlsx,
  type Cell,
  type CellStyle,
  type CellValue,
  type ColumnDef,
  type WriteSheet,
} from 'hucre/xlsx'
import { longDay, shortMoment } from '#views/parts/dates.ts'
import type { LabelledRow, LabelledTable } from '#views/statistics/labels.ts'
import { wordsIn } from '#views/words/words.ts'
import type { Language } from '../requests/info-request.ts'
import { csvOf } from './csv.ts'
import type { Figures } from './figures.ts'
import type { FiguresReport, ReportTable } from './report.ts'

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

/** In which unit a figure is. */
export function unitOf(table: LabelledTable['id'], row: string, column: string): string {
  if (column === 'share') return 'percent'
  if (row === 'median' || row === 'ninetieth') return 'working-days'
  if (table === 'use') return row === 'received-online' ? 'requests' : 'forms'
  if (column === 'reopened') return 'reopenings'
  return column === 'moved-in' || column === 'moved-out' ? 'moves' : 'requests'
}

/** What a figure means: by its column if that has a definition, otherwise by its row, or as the table says. */
export function definitionOf({ definitions }: LabelledTable, row: string, column: string): string {
  const found =
    definitions.find(({ id }) => id === column) ?? definitions.find(({ id }) => id === row)
  return found?.text ?? ''
}

/** All rows of a table, the total last. */
export function rowsOf({ rows, total }: Pick<LabelledTable, 'rows' | 'total'>): LabelledRow[] {
  return total ? [...rows, total] : rows
}

/**
 * A workbook with a sheet for each table, one of definitions, and one that says what report it is and who signed it.
 * Numbers are numbers, texts are texts whatever they begin with. The same report gives the same bytes.
 */
export async function figuresXlsx(report: FiguresReport): Promise<Uint8Array> {
  const { language, tables, title, takenAt } = report
  const words = wordsIn[language].reports
  const { definitionsSheet } = words
  const definitions: CellValue[][] = [
    definitionsSheet.columns,
    ...tables.flatMap(({ caption, definitions: own }) =>
      own.map(({ term, text }) => [caption, term, text]),
    ),
  ]
  // Without dates of our own, the library would write that of now.
  const written = new Date(takenAt)
  return writeXlsx({
    sheets: [
      ...tables.map(sheetOf),
      {
        name: definitionsSheet.sheet,
        freezePane: { rows: 1 },
        columns: [{ width: 40, style: wrapped }, { width: 30, style: wrapped }, longText],
        rows: definitions,
        cells: boldRow(0, definitionsSheet.columns),
        pageSetup: onOnePage,
      },
      {
        name: words.aboutSheet.sheet,
        columns: [{ width: 30, style: wrapped }, longText],
        rows: aboutRows(report),
        pageSetup: onOnePage,
      },
    ],
    properties: { title, creator: report.department, created: written, modified: written },
  })
}

const wrapped: CellStyle = { alignment: { wrapText: true, vertical: 'top' } }
const longText: ColumnDef = { width: 90, style: wrapped }
const bold: CellStyle = { ...wrapped, font: { bold: true } }
const boldOverFigures: CellStyle = {
  ...bold,
  alignment: { ...wrapped.alignment, horizontal: 'right' },
}
const whole: CellStyle = { alignment: { vertical: 'top' }, numFmt: '#,##0' }
const tenths: CellStyle = { ...whole, numFmt: '#,##0.0' }

/** Printed, no table loses its last columns to another sheet of paper. */
const onOnePage: NonNullable<WriteSheet['pageSetup']> = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
}

/** The first row; what stands over figures stands at the right as they do. */
function boldRow(
  row: number,
  values: readonly CellValue[],
  isOverFigures: (column: number) => boolean = () => false,
): Map<string, Partial<Cell>> {
  return new Map(
    values.map((value, column) => [
      `${row},${column}`,
      { value, style: isOverFigures(column) ? boldOverFigures : bold },
    ]),
  )
}

/** Whose report it is, what it covers, when its figures were taken; and who signed it, if somebody did. */
function aboutRows(report: FiguresReport): CellValue[][] {
  const { language, title, from, to, caution, remarks = {}, notes = [], signed } = report
  const { aboutSheet: words } = wordsIn[language].reports
  return [
    [words.department, report.department],
    [words.title, title],
    [words.from, longDay(language, from)],
    [words.to, longDay(language, to)],
    [words.takenAt, takenOf(report)],
    ...(caution ? [[words.notes, caution]] : []),
    ...[...Object.values(remarks).flat(), ...notes].map((note) => [words.notes, note]),
    ...(signed
      ? [
          [words.signedBy, signed.name],
          [words.post, signed.post],
          [words.signedAt, shortMoment(language, signed.signedAt)],
          [words.revision, signed.revision],
          [words.reason, signed.reason],
          [words.sha256, signed.sha256],
        ]
      : []),
    ...(report.isToSign && !signed ? [[words.signedBy, words.notSigned]] : []),
  ]
}

function takenOf({ language, takenAt, asOf }: FiguresReport): string {
  return asOf === undefined ? shortMoment(language, takenAt) : longDay(language, asOf)
}

function sheetOf(table: ReportTable): WriteSheet {
  const explained = table.rows.some(({ explanation }) => explanation)
  const head = [table.rowHeader, ...table.columns.map(({ label }) => label)]
  const rows = rowsOf(table).map((row) => [
    row.label,
    ...table.columns.map(({ id }) => row.values[id] ?? null),
    ...(explained ? [row.explanation ?? null] : []),
  ])
  return {
    name: table.sheet,
    freezePane: { rows: 1 },
    columns: [
      { width: 34, style: wrapped },
      ...table.columns.map(({ id }) => ({ width: 16, style: id === 'share' ? tenths : whole })),
      ...(explained ? [longText] : []),
    ],
    rows: [head, ...rows],
    cells: new Map([...boldRow(0, head, (column) => column > 0), ...broken(rows)]),
    pageSetup: onOnePage,
  }
}

/** What is no whole number in a column of whole numbers, as a median can be. */
function broken(rows: readonly (readonly CellValue[])[]) {
  return rows.flatMap((row, above) =>
    row.flatMap((value, column): [string, Partial<Cell>][] =>
      typeof value === 'number' && !Number.isInteger(value)
        ? [[`${above + 1},${column}`, { value, style: tenths }]]
        : [],
    ),
  )
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
      tables: tablesInBoth(tables),
      checks: { balances: mismatches.length === 0, mismatches },
    },
    undefined,
    2,
  )
}

/** Tables of figures in both languages, for programs. */
export function tablesInBoth({ th, en }: Record<Language, readonly LabelledTable[]>) {
  return th.map((thai, i) => {
    const english = en[i] ?? thai
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
  })
}

function rowInBoth({ id, label, values, isHidden }: LabelledRow, english: LabelledRow | undefined) {
  const both = { id, label: { th: label, en: english?.label }, values }
  return isHidden ? { ...both, suppressed: true } : both
}
