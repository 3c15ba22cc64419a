import type { Client } from 'pg'
import { asAdmin } from '../../support/postgres.ts'

/** What a database on a server holds, as somebody finds it who looks from outside. */
export type Found = {
  /** In the order in which they were received. */
  references: string[]
  letters: { state: string; attempts: number; message_id: string }[]
  /** Sentences about everything that is damaged, half there or there twice; none in a sound database. */
  damage: string[]
}

/** Looks into a database, whether a service uses it or not: in one transaction, so that it sees one moment. */
export async function lookInto(url: string): Promise<Found> {
  return asAdmin(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const references = await names(
      client,
      'SELECT reference AS name FROM info_requests ORDER BY id',
    )
    const letters = await client.query<Found['letters'][number]>(
      'SELECT state, attempts, message_id FROM letters ORDER BY id',
    )
    return {
      references,
      letters: letters.rows,
      damage: [...(await faultsIn(client)), ...(await disagreements(client, references.length))],
    }
  })
}

/** A request is all of its rows together: one of each kind too few or too many is damage. */
const faults = {
  'has events without its submission, or with a gap': `
    SELECT reference AS name FROM info_requests r WHERE
      (SELECT array_agg(position ORDER BY position) FROM events WHERE info_request_id = r.id)
        IS DISTINCT FROM (SELECT array_agg(n) FROM generate_series(1, r.last_position) AS n)
      OR NOT EXISTS (SELECT 1 FROM events WHERE info_request_id = r.id AND position = 1 AND action = 'submit')`,
  'has not exactly one letter of receipt': `
    SELECT reference AS name FROM info_requests r
    WHERE (SELECT count(*) FROM letters WHERE info_request_id = r.id AND kind = 'receipt') <> 1`,
  'was not sent by exactly one form': `
    SELECT reference AS name FROM info_requests r
    WHERE (SELECT count(*) FROM drafts WHERE info_request_id = r.id) <> 1`,
  'cannot be searched for': `
    SELECT reference AS name FROM info_requests r
    WHERE NOT EXISTS (SELECT 1 FROM info_request_search WHERE info_request_id = r.id)`,
  'has a file that its form still has too': `
    SELECT reference AS name FROM info_requests r JOIN files f ON f.info_request_id = r.id
    WHERE f.draft_id IS NOT NULL`,
  'leaves a hole before it in its series, or is there twice': `
    SELECT reference AS name FROM (
      SELECT reference, substring(reference FROM 4 FOR 6)::integer AS serial,
        row_number() OVER (PARTITION BY left(reference, 2) ORDER BY reference) AS place FROM info_requests) r
    WHERE serial <> place`,
  'is a file without its bytes, or with others': `
    SELECT id AS name FROM files f
    WHERE NOT EXISTS (SELECT 1 FROM kept_files k WHERE k.id = f.id AND k.size = f.size AND k.sha256 = f.sha256)
      OR f.sha256 IS DISTINCT FROM
        (SELECT encode(sha256(string_agg(bytes, ''::bytea ORDER BY position)), 'hex') FROM file_pieces WHERE file_id = f.id)`,
} as const

async function faultsIn(client: Client): Promise<string[]> {
  const found: string[] = []
  for (const [what, query] of Object.entries(faults))
    for (const name of await names(client, query)) found.push(`${name} ${what}`)
  return found
}

const counts = {
  'serials were given': 'SELECT coalesce(sum(last), 0)::text AS name FROM reference_series',
  'are counted as received':
    "SELECT coalesce(sum(count), 0)::text AS name FROM tallies WHERE measure = 'received'",
  'are in the search index': 'SELECT count(*)::text AS name FROM info_request_search',
} as const

async function disagreements(client: Client, requests: number): Promise<string[]> {
  const found: string[] = []
  for (const [what, query] of Object.entries(counts)) {
    const [number = ''] = await names(client, query)
    if (Number(number) !== requests)
      found.push(`${number} ${what}, but there are ${requests} requests`)
  }
  return found
}

async function names(client: Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(query)
  return rows.map(({ name }) => name)
}
