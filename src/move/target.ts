import type { Client } from 'pg'
import { WrongSetting } from '../config.ts'
import { askWhatItIs, inTurnToMigrate, refuseUnfit } from '../database/postgres/migrate.ts'
import { readMoveMark, writeMoveMark } from '../database/postgres/move-mark.ts'
import type { Source } from './source.ts'
import { searchIndex, tables } from './tables.ts'

/** Held as long as a move runs; the server lets go of it when the connection ends, however it ends. */
const moveLock = 5_607_312 // any number, as long as nobody else's is the same

/** Keeps a second move away from the database until this connection ends. */
export async function lockTarget(client: Client): Promise<void> {
  refuseUnfit(await askWhatItIs(client))
  for (let tries = 0; tries < 6; tries += 1) {
    const { rows } = await client.query<{ isOurs: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS "isOurs"',
      [moveLock],
    )
    if (rows[0]?.isOurs) return
    // One that was killed lets go once the server notices.
    await client.query('SELECT pg_sleep(0.5)')
  }
  throw new WrongSetting('Another move into the database of DATABASE_URL is running.')
}

/**
 * What stands in the database: nothing, or a move of this very folder that was begun. Throws a sentence, and changes
 * nothing, when it is anything else.
 */
export async function refuseTaken(client: Client, source: Source): Promise<'empty' | 'begun'> {
  const mark = await readMoveMark(client)
  if (mark?.identity === source.identity) return 'begun'
  if (mark)
    throw new WrongSetting(
      `The database of DATABASE_URL holds an unfinished move of another folder (${mark.folder}); nothing was touched. Make an empty database for this one.`,
    )
  const { rows: found } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"',
  )
  const names = found.map(({ name }) => name)
  if (names.length === 0) return 'empty'
  if (names.includes('settings') && (await isServiceOf(client, source)))
    throw new WrongSetting(
      'The database of DATABASE_URL holds this folder already: its move was finished. Nothing was touched; start the service with it.',
    )
  throw new WrongSetting(
    `The database of DATABASE_URL is not empty (${names.slice(0, 3).join(', ')}); nothing was touched. Make an empty one to move into.`,
  )
}

/** Makes the database this move's, before anything else is in it: from now on nobody serves from it. */
export async function claimTarget(client: Client, source: Source): Promise<void> {
  await inTurnToMigrate(client, async () => {
    const standing = await refuseTaken(client, source)
    if (standing === 'empty')
      await writeMoveMark(client, { identity: source.identity, folder: source.dataDir })
  })
}

/** The signing key is made once for each service, and moves with it. */
async function isServiceOf(client: Client, { sqlite }: Source): Promise<boolean> {
  const { rows } = await client.query<{ value: string }>(
    "SELECT value FROM settings WHERE name = 'signing-key'",
  )
  const key = sqlite.prepare("SELECT value FROM settings WHERE name = 'signing-key'").pluck().get()
  return key !== undefined && rows[0]?.value === key
}

/**
 * Takes away the rows that the migrations made and those that an earlier try left. The triggers that keep histories
 * from being emptied are off only within this one transaction.
 */
export async function emptyTables(client: Client): Promise<void> {
  const names = [...tables, searchIndex].map(({ name }) => `"${name}"`)
  await client.query('BEGIN')
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
  await client.query(`TRUNCATE ${names.join(', ')} RESTART IDENTITY`)
  for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`)
  await client.query('COMMIT')
}

/** The server plans its queries by what it knows of the tables, and of new ones it knows nothing. */
export async function settleTables(client: Client): Promise<void> {
  const names = [...tables, searchIndex].map(({ name }) => `"${name}"`)
  await client.query(`VACUUM (ANALYZE) ${names.join(', ')}`)
}
