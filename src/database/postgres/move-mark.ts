import type { Client } from 'pg'
import { WrongSetting } from '../../config.ts'

/** Stands in a database from the first moment of a move into it until everything was compared. */
export type MoveMark = {
  /** What tells the folder from others, wherever it lies. */
  identity: string
  /** Where it lay. */
  folder: string
}

/** The mark of a move that has begun and was not finished; undefined where there is none. */
export async function readMoveMark(client: Client): Promise<MoveMark | undefined> {
  const { rows: found } = await client.query<{ isThere: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'unfinished_move') AS "isThere"`,
  )
  if (!found[0]?.isThere) return undefined
  const { rows } = await client.query<MoveMark>('SELECT identity, folder FROM unfinished_move')
  return rows[0]
}

/** Marks the database, before anything else is in it. */
export async function writeMoveMark(client: Client, { identity, folder }: MoveMark): Promise<void> {
  await client.query('BEGIN')
  await client.query('CREATE TABLE unfinished_move (identity text NOT NULL, folder text NOT NULL)')
  await client.query('INSERT INTO unfinished_move (identity, folder) VALUES ($1, $2)', [
    identity,
    folder,
  ])
  await client.query('COMMIT')
}

/** From now on it is a database like any other. */
export async function removeMoveMark(client: Client): Promise<void> {
  await client.query('DROP TABLE unfinished_move')
}

/** Throws a sentence when a move into the database is unfinished: what is in it may be half of what there was. */
export async function refuseUnfinishedMove(client: Client): Promise<void> {
  const mark = await readMoveMark(client)
  if (!mark) return
  throw new WrongSetting(
    `The database of DATABASE_URL is not whole: moving the folder ${mark.folder} into it was begun and not finished. Start npm run move again until it says that the move is finished.`,
  )
}
