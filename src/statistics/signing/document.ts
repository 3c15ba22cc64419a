import { createHash } from 'node:crypto'
import type { LabelledTable } from '#views/statistics/labels.ts'
import type { Language, Month } from '../../requests/info-request.ts'
import type { Counted, Figures, FiguresTable, TableId } from '../figures.ts'
import { isOfRequests, type References } from '../histories.ts'

/*
 * A month as the secretary signs it: one text, kept byte for byte, with everything that somebody needs who reads it in
 * ten years. Nothing in it is worked out again when it is shown.
 */

/** What is signed. Its text is stored as it was written; this is what the text says. */
export type SignedDocument = {
  format: 'khamkho-signed-month-1'
  month: Month
  /** 1 for the first signature, one more for each correction. */
  revision: number
  /** Why it was signed anew; empty for the first. */
  reason: string
  /** SHA-256 of the revision before it; null for the first. */
  replaces: string | null
  department: Record<Language, string>
  signedBy: { username: string; name: string; post: string }
  /** ISO 8601, UTC. */
  signedAt: string
  figures: Figures
  /** The figures with their names and definitions, as they were shown. */
  tables: Record<Language, LabelledTable[]>
  /** What the figures were added up from, of this month alone. */
  counted: Counted
  /** How many requests were read again, history by history, to prove the figures. */
  requestsRead: number
  /** SHA-256 of the lists of references, which are kept beside this text. */
  listsSha256: string
}

/** A document as it is kept: its text and the lists, with the SHA-256 of the text. */
export type WrittenDocument = { document: string; lists: string; sha256: string }

/** Writes what is signed. The same facts give the same bytes. */
export function writeDocument(
  facts: Omit<SignedDocument, 'format' | 'listsSha256'>,
  references: References,
): WrittenDocument {
  const sorted = [...references].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const lists = JSON.stringify(Object.fromEntries(sorted))
  const whole: SignedDocument = {
    format: 'khamkho-signed-month-1',
    ...facts,
    listsSha256: sha256Of(lists),
  }
  const document = JSON.stringify(whole, undefined, 1)
  return { document, lists, sha256: sha256Of(document) }
}

/** Reads a document again; throws when its text is not the one that was signed. */
export function readDocument({ document, sha256 }: Pick<WrittenDocument, 'document' | 'sha256'>) {
  if (sha256Of(document) !== sha256) throw new Error('A signed month is not what was signed')
  const signed: SignedDocument = JSON.parse(document)
  return signed
}

/** The references that were signed with a figure; none for a figure that counts no requests itself. */
export function listIn(
  lists: string,
  { table, row, column }: { table: TableId; row: string; column: string },
): readonly string[] | undefined {
  if (!isOfRequests(table, row, column)) return undefined
  const all: Record<string, string[]> = JSON.parse(lists)
  return all[`${table} ${row} ${column}`] ?? []
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Stands for the figures that somebody was shown: sent back with the signature, so that no others are signed. */
export function markOf({ tables }: Pick<Figures, 'tables'>): string {
  return sha256Of(JSON.stringify(tables))
}

/** A figure that is another now than when it was signed. */
export type Difference = {
  table: TableId
  row: string
  column: string
  signed: number | null
  now: number | null
}

/**
 * Where the figures of today differ from those that were signed, in the order of the report. A row that only one of them
 * has (a division was added or closed since) says no more than zeros do.
 */
export function differencesBetween(
  signed: readonly FiguresTable[],
  now: readonly FiguresTable[],
): Difference[] {
  const before = cellsOf(signed)
  const after = cellsOf(now)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((cell) => {
    const [from, to] = [before.get(cell), after.get(cell)]
    const { table, row, column, value } = from ?? to ?? never(cell)
    const isSame = from && to ? from.value === to.value : (value ?? 0) === 0
    if (isSame) return []
    return [{ table, row, column, signed: from?.value ?? null, now: to?.value ?? null }]
  })
}

type CellValue = { table: TableId; row: string; column: string; value: number | null }

function cellsOf(tables: readonly FiguresTable[]): Map<string, CellValue> {
  const cells = tables.flatMap(({ id: table, rows, total, columns }) =>
    (total ? [...rows, total] : rows).flatMap(({ id: row, values }) =>
      columns.map((column): [string, CellValue] => [
        `${table} ${row} ${column}`,
        { table, row, column, value: values[column] ?? null },
      ]),
    ),
  )
  return new Map(cells)
}

function never(cell: string): never {
  throw new Error(`There is no cell ${cell}`)
}

/** What has to be so before a month is signed. All but the last are found out; of that, somebody says that they know. */
export type Checks = {
  /** It is not before the first month with figures: months are signed in their order, so all since would have to be. */
  hasBegun: boolean
  /** The month is over. */
  isOver: boolean
  /** The months before it, from the first with figures on, that nobody has signed. */
  unsignedBefore: readonly Month[]
  /** Signed months before it whose figures have changed since. */
  changedBefore: readonly Month[]
  /** The counters that are kept apart agree. */
  agrees: boolean
  /** Letters on paper written by the end of the month of which nobody has said that they were posted. */
  undatedLetters: number
}

/** Whether nothing that is found out stands against the signature. */
export function mayBeSigned({
  hasBegun,
  isOver,
  unsignedBefore,
  changedBefore,
  agrees,
}: Checks): boolean {
  return hasBegun && isOver && unsignedBefore.length === 0 && changedBefore.length === 0 && agrees
}
