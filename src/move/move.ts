import type { Client } from 'pg'
import { dayOf } from '../calendar/calendar.ts'
import { WrongSetting, type Config } from '../config.ts'
import { migratePostgres, withClient } from '../database/postgres/migrate.ts'
import { removeMoveMark } from '../database/postgres/move-mark.ts'
import { openPostgres } from '../database/postgres/open.ts'
import { markMovedFolder } from '../database/sqlite/moved-folder.ts'
import { reasonOf } from '../database/start.ts'
import { databaseBlobs } from '../files/database-blobs.ts'
import { compareTables, comparisonLines, listFaults } from './comparing.ts'
import { copyFiles, listDifferentFiles, refuseDamagedFiles } from './files.ts'
import { buildSearchIndex, copyRows } from './rows.ts'
import { openSource, refuseDamage, type Source } from './source.ts'
import { claimTarget, emptyTables, lockTarget, refuseTaken, settleTables } from './target.ts'
import { grouped, megabytes, startTelling, type Out, type Telling } from './telling.ts'

type Surroundings = { out?: Out; clock?: () => number }

/**
 * Copies the data folder, rows and files, into the empty database of `DATABASE_URL` and compares both. From its
 * first moment until everything proved to be the same the database is marked, and nobody can serve from it; so it
 * can be stopped at any time, in any way, and started again. The folder is only read, and at the end gets a note
 * beside its database that says where everything went.
 *
 * Throws a sentence when something is in the way or differs.
 */
export async function move(
  { dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
  { out = process.stdout, clock = Date.now }: Surroundings = {},
): Promise<void> {
  if (databaseUrl === undefined)
    throw new WrongSetting('DATABASE_URL is missing: the empty database to move DATA_DIR into.')
  const begun = performance.now()
  const telling = startTelling(out)
  const source = openSource(dataDir)
  let isClaimed = false
  try {
    await withClient(databaseUrl, async (client) => {
      await lockTarget(client)
      const standing = await refuseTaken(client, source)
      telling.say(`Moving ${dataDir} to ${nameOf(databaseUrl)}.`)
      if (standing === 'begun')
        telling.say('It was begun before: rows are copied anew, files that arrived are kept.')

      telling.say('Checking the folder')
      refuseDamage(source)
      await refuseDamagedFiles(source, telling)

      await claimTarget(client, source)
      isClaimed = true
      await migratePostgres(databaseUrl, { at: clock(), isMoving: true })
      const db = openPostgres(databaseUrl)
      try {
        const target = { client, db, blobs: await databaseBlobs(db, clock, dataDir), clock }
        const copied = await copy(target, source, telling)
        await compareAll(target, source, telling)
        source.refuseChange()
        markMovedFolder(dataDir, { to: nameOf(databaseUrl), on: dayOf(clock()) })
        await removeMoveMark(client)
        telling.say(whatIsDone(copied, (performance.now() - begun) / 1000))
      } finally {
        await db.close()
      }
    })
    telling.say(whatIsNext(source))
  } catch (error) {
    throw isClaimed ? unfinished(error) : error
  } finally {
    source.close()
  }
}

/** What went wrong, and what that means for the database. */
function unfinished(error: unknown): Error {
  const reason = reasonOf(error)
  const said = reason instanceof Error ? reason.message : String(reason)
  return new Error(
    `${said}\nThe move is not finished, and nobody can serve from this database. Start the move again.`,
    { cause: error },
  )
}

type Target = Parameters<typeof copyFiles>[0] & { client: Client }

type Copied = { rows: number; files: number; bytes: number }

async function copy(target: Target, source: Source, telling: Telling): Promise<Copied> {
  const { client } = target
  await emptyTables(client)
  telling.say('Copying rows')
  const rows = await copyRows(client, source, telling)
  telling.say('Indexing for search')
  await buildSearchIndex(client, source, telling)
  telling.say('Copying files')
  const files = await copyFiles(target, source, telling)
  await settleTables(client)
  return { rows, ...files }
}

/** Throws what differs, in sentences; before that it shows what was compared. */
async function compareAll(target: Target, source: Source, telling: Telling): Promise<void> {
  const { client, blobs } = target
  telling.say('Comparing')
  const compared = await compareTables(client, source, telling)
  const { counted, differences } = await listDifferentFiles(blobs, source, telling)
  const faults = await listFaults(client, source)
  for (const line of comparisonLines(compared)) telling.say(line)
  const different = [
    ...compared.flatMap(({ difference }) => difference ?? []),
    ...differences,
    ...faults,
  ]
  if (different.length > 0)
    throw new Error(
      [
        ...different.slice(0, mostSentences),
        ...(different.length > mostSentences
          ? [`And ${different.length - mostSentences} more.`]
          : []),
      ].join('\n'),
    )
  telling.say(
    `  ${grouped(counted.files)} files, ${megabytes(counted.bytes)}: SHA-256 read back, all the same. Histories: no gap.`,
  )
}

const mostSentences = 20

function whatIsDone({ rows, files, bytes }: Copied, seconds: number): string {
  return `Finished: ${grouped(rows)} rows and ${grouped(files)} files (${megabytes(bytes)}) moved and compared in ${seconds.toFixed(1)} s.`
}

function whatIsNext({ dataDir, sqlite }: Source): string {
  const waiting = sqlite
    .prepare<[], number>("SELECT count(*) FROM letters WHERE state IN ('waiting', 'retrying')")
    .pluck()
    .get()
  return [
    'Next: start the service with this DATABASE_URL. Sessions, tracking codes and forms that are being written go on.',
    ...(waiting ? [`${grouped(waiting)} letters wait; the service sends them from there.`] : []),
    `Keep ${dataDir} as a backup. Do not serve from it any more: letters would be sent twice and references given twice. A note in it, moved.txt, keeps the service from starting there.`,
  ].join('\n')
}

/** The database as its settings call it, without user and password. */
function nameOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return `the PostgreSQL database ${pathname.slice(1)} on ${host}`
}
