import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type Sqlite from 'better-sqlite3'
import { connect } from '#src/database/sqlite/open.ts'
import { databaseFile } from '#src/database/start.ts'

/** What a data folder holds, as somebody finds it who looks from outside. */
export type Found = {
  references: string[]
  letters: { state: string; attempts: number }[]
  /** Sentences about everything that is damaged, half there or there twice; none in a sound folder. */
  damage: string[]
}

/** Looks into a data folder that no service is using at the moment, or that one is: it only reads. */
export function lookInto(dataDir: string): Found {
  const sqlite = connect(databaseFile(dataDir))
  sqlite.pragma('query_only = ON')
  try {
    return {
      references: sqlite.prepare<[], string>('SELECT reference FROM info_requests').pluck().all(),
      letters: sqlite
        .prepare<[], Found['letters'][number]>('SELECT state, attempts FROM letters ORDER BY id')
        .all(),
      damage: [
        ...damagedDatabase(sqlite),
        ...halfRequests(sqlite),
        ...damagedFiles(sqlite, dataDir),
      ],
    }
  } finally {
    sqlite.close()
  }
}

function damagedDatabase(sqlite: Sqlite.Database): string[] {
  const integrity = sqlite.prepare<[], string>('PRAGMA integrity_check').pluck().all()
  const dangling = sqlite.prepare<[], { table: string }>('PRAGMA foreign_key_check').all()
  return [
    ...integrity.filter((line) => line !== 'ok'),
    ...dangling.map(({ table }) => `A row of ${table} refers to nothing`),
  ]
}

/** A request is all of its rows together: one of each kind too few or too many is damage. */
const halves = {
  'has events without its submission, or with a gap': `
    SELECT reference FROM info_requests r WHERE
      (SELECT group_concat(position) FROM (SELECT position FROM events WHERE info_request_id = r.id ORDER BY position))
      IS NOT (SELECT group_concat(n) FROM (
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < r.last_position)
        SELECT n FROM numbers))
      OR NOT EXISTS (SELECT 1 FROM events WHERE info_request_id = r.id AND position = 1 AND action = 'submit')`,
  'has not exactly one letter of receipt': `
    SELECT reference FROM info_requests r
    WHERE (SELECT count(*) FROM letters WHERE info_request_id = r.id AND kind = 'receipt') <> 1`,
  'was not sent by exactly one form': `
    SELECT reference FROM info_requests r
    WHERE (SELECT count(*) FROM drafts WHERE info_request_id = r.id) <> 1`,
  'cannot be searched for': `
    SELECT reference FROM info_requests r
    WHERE NOT EXISTS (SELECT 1 FROM info_request_search WHERE rowid = r.id)`,
  'has a file that its form still has too': `
    SELECT reference FROM info_requests r JOIN files f ON f.info_request_id = r.id
    WHERE f.draft_id IS NOT NULL`,
} as const

function halfRequests(sqlite: Sqlite.Database): string[] {
  const halfOnes = Object.entries(halves).flatMap(([what, sql]) =>
    sqlite
      .prepare<[], string>(sql)
      .pluck()
      .all()
      .map((reference) => `${reference} ${what}`),
  )
  const count = (sql: string) => sqlite.prepare<[], number>(sql).pluck().get() ?? 0
  const requests = count('SELECT count(*) FROM info_requests')
  const counted = {
    'serials were given': count('SELECT coalesce(sum(last), 0) FROM reference_series'),
    'are counted as received': count(
      "SELECT coalesce(sum(count), 0) FROM tallies WHERE measure = 'received'",
    ),
    'are in the search index': count('SELECT count(*) FROM info_request_search'),
  }
  const disagreeing = Object.entries(counted)
    .filter(([, number]) => number !== requests)
    .map(([what, number]) => `${number} ${what}, but there are ${requests} requests`)
  return [...halfOnes, ...disagreeing]
}

/** Each row with its bytes. Bytes without a row are no damage: the service sweeps them up. */
function damagedFiles(sqlite: Sqlite.Database, dataDir: string): string[] {
  const rows = sqlite
    .prepare<[], { id: string; sha256: string }>('SELECT id, sha256 FROM files')
    .all()
  return rows.flatMap(({ id, sha256 }) => {
    const file = path.join(dataDir, 'files', id.slice(0, 2), id)
    if (!existsSync(file)) return [`The file ${id} has no bytes`]
    const found = createHash('sha256').update(readFileSync(file)).digest('hex')
    return found === sha256 ? [] : [`The file ${id} has other bytes`]
  })
}

/** Files that were being received when something went wrong. */
export function halfReceivedFiles(dataDir: string): string[] {
  return readdirSync(path.join(dataDir, 'files', 'incoming'))
}
