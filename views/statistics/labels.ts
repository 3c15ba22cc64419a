import type { FiguresTable, TableId } from '#src/statistics/figures.ts'
import type { Ground } from '#src/requests/grounds.ts'
import type { DivisionNames } from '#src/statistics/queries.ts'
import { shortMonth } from '../parts/dates.ts'
import type { Reader } from '../reader.ts'

/** A table of figures with everything a person needs to read it. */
export type LabelledTable = {
  id: TableId
  caption: string
  rowHeader: string
  columns: { id: string; label: string }[]
  rows: LabelledRow[]
  total: LabelledRow | undefined
  /** What each column or row means; by its id. */
  definitions: { id: string; term: string; text: string }[]
}

export type LabelledRow = {
  id: string
  label: string
  /** More than fits the first column: the text of a clause. */
  explanation?: string | undefined
  values: FiguresTable['rows'][number]['values']
  /** Too few to be shown to everybody: it has no values. */
  isHidden?: boolean | undefined
}

/** What the tables take their names from, besides the words. */
export type Names = { divisions: readonly DivisionNames[]; grounds: readonly Ground[] }

type Language = Pick<Reader, 'language' | 'words'>

/** The tables in the reader's language: the page, the downloads and the lists all take their words from here. */
export function labelled(
  reader: Language,
  tables: readonly FiguresTable[],
  names: Names,
): LabelledTable[] {
  return tables.map((table) => {
    const { caption, rowHeader, columns, definitions } = reader.words.reports.tables[table.id]
    const withLabel = (row: FiguresTable['rows'][number]): LabelledRow => ({
      ...row,
      label: rowLabel(reader, table.id, row.id, names),
      explanation: explanationOf(reader, table.id, row.id, names),
    })
    return {
      id: table.id,
      caption,
      rowHeader,
      columns: table.columns.map((id) => ({ id, label: textIn(columns, id) })),
      rows: table.rows.map(withLabel),
      total: table.total && withLabel(table.total),
      definitions: Object.entries(definitions).map(([id, text]) => ({
        id,
        term: id in columns ? textIn(columns, id) : rowLabel(reader, table.id, id, names),
        text,
      })),
    }
  })
}

/** What a row is called: a channel, a division, an outcome, a clause. */
export function rowLabel(reader: Language, table: TableId, row: string, names: Names): string {
  const { domain, reports } = reader.words
  if (row === 'total') return reports.total
  switch (table) {
    case 'service':
      return textIn(domain.channel, row)
    case 'flow':
      return holderName(reader, Number(row), names)
    case 'timeliness':
      return textIn(reports.tables.timeliness.rows, row)
    case 'outcomes':
      return textIn({ ...domain.staffStatus, ...domain.outcome }, row)
    case 'grounds':
      return groundOf(row, names)?.section[reader.language] ?? row
    case 'speed':
      return textIn(reports.tables.speed.rows, row)
    case 'months':
      return shortMonth(reader.language, row)
    case 'languages':
      return textIn(domain.language, row)
    case 'requesters':
      return textIn(domain.requesterKind, row)
    case 'purposes':
      return textIn(reports.tables.purposes.rows, row)
    case 'use':
      return textIn(reports.tables.use.rows, row)
  }
}

/** Who holds a request: a division, or nobody yet. */
export function holderName(
  { language, words }: Language,
  divisionId: number | null,
  { divisions }: Names,
): string {
  const division = divisions.find(({ id }) => id === divisionId)
  if (!division) return words.reports.notAssigned
  return language === 'th' ? division.nameTh : division.nameEn
}

function explanationOf({ language }: Language, table: TableId, row: string, names: Names) {
  return table === 'grounds' ? groundOf(row, names)?.text[language] : undefined
}

function groundOf(row: string, { grounds }: Names): Ground | undefined {
  return grounds.find(({ id }) => id === row)
}

function textIn(texts: Record<string, string>, id: string): string {
  return texts[id] ?? id
}
