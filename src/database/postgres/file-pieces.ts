import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { bigint, customType, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Tx } from '../open.ts'
import { asPostgres } from './open.ts'

/*
 * The bytes of files, in pieces: first the pieces, then the row that says they are all there. Only this database
 * holds files; beside a database file they lie in a folder.
 */

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

const keptFiles = pgTable('kept_files', {
  id: text().primaryKey(),
  size: integer().notNull(),
  sha256: text().notNull(),
})

const filePieces = pgTable(
  'file_pieces',
  {
    fileId: text('file_id').notNull(),
    position: integer().notNull(),
    /** UTC milliseconds: those of a file that was never finished are removed when they are old. */
    addedAt: bigint('added_at', { mode: 'number' }).notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.position] })],
)

export async function addPiece(tx: Tx, piece: typeof filePieces.$inferInsert): Promise<void> {
  await asPostgres(tx).insert(filePieces).values(piece)
}

/** Says that all pieces are there. */
export async function finishFile(tx: Tx, file: typeof keptFiles.$inferInsert): Promise<void> {
  await asPostgres(tx).insert(keptFiles).values(file)
}

/** What was noted of a finished file; undefined when there is none of this id. */
export async function findFinished(
  tx: Tx,
  id: string,
): Promise<typeof keptFiles.$inferSelect | undefined> {
  const [file] = await asPostgres(tx).select().from(keptFiles).where(eq(keptFiles.id, id))
  return file
}

/** How many pieces a finished file has, if it is there with all its bytes; undefined otherwise. Reads none of them. */
export async function countPieces(tx: Tx, id: string, size: number): Promise<number | undefined> {
  const [found] = await asPostgres(tx)
    .select({
      size: keptFiles.size,
      pieces: sql`count(${filePieces.position})`.mapWith(Number),
      last: sql`coalesce(max(${filePieces.position}), -1)`.mapWith(Number),
      bytes: sql`coalesce(sum(octet_length(${filePieces.bytes})), 0)`.mapWith(Number),
    })
    .from(keptFiles)
    .leftJoin(filePieces, eq(filePieces.fileId, keptFiles.id))
    .where(eq(keptFiles.id, id))
    .groupBy(keptFiles.id)
  const isWhole = found?.size === size && found.bytes === size && found.last + 1 === found.pieces
  return isWhole ? found.pieces : undefined
}

/** One piece, counted from 0; undefined when it is not there. */
export async function readPiece(
  tx: Tx,
  fileId: string,
  position: number,
): Promise<Buffer | undefined> {
  const [piece] = await asPostgres(tx)
    .select({ bytes: filePieces.bytes })
    .from(filePieces)
    .where(and(eq(filePieces.fileId, fileId), eq(filePieces.position, position)))
  return piece?.bytes
}

/** Forgets these files; it is no error if they are gone already. */
export async function removePieces(tx: Tx, ids: readonly string[]): Promise<void> {
  await asPostgres(tx)
    .delete(keptFiles)
    .where(inArray(keptFiles.id, [...ids]))
  await asPostgres(tx)
    .delete(filePieces)
    .where(inArray(filePieces.fileId, [...ids]))
}

/** Files begun before a moment, finished or not, in the order of their ids and after one of them. */
export async function listBegunBefore(
  tx: Tx,
  addedBefore: number,
  { after, most }: { after: string; most: number },
): Promise<string[]> {
  const rows = await asPostgres(tx)
    .select({ id: filePieces.fileId })
    .from(filePieces)
    .where(
      and(
        gt(filePieces.fileId, after),
        eq(filePieces.position, 0),
        lt(filePieces.addedAt, addedBefore),
      ),
    )
    .orderBy(asc(filePieces.fileId))
    .limit(most)
  return rows.map(({ id }) => id)
}
