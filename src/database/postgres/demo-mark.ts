import type { Client } from 'pg'
import { withClient } from './migrate.ts'

const name = 'demo'

/** What the mark says, found without changing anything; `empty` where there is nothing at all, undefined without a mark. */
export async function readDemoMark(databaseUrl: string): Promise<string | undefined> {
  return withClient(databaseUrl, async (client) => {
    const tables = await listTables(client)
    if (tables.length === 0) return 'empty'
    if (!tables.includes('settings')) return undefined
    const { rows } = await client.query<{ value: string }>(
      'SELECT value FROM settings WHERE name = $1',
      [name],
    )
    return rows[0]?.value
  })
}

export async function writeDemoMark(databaseUrl: string, value: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(
      'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    ),
  )
}

/** Removes every table of a demo, so that it can be made anew. Only for a database that `readDemoMark` calls one. */
export async function dropDemo(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const tables = await listTables(client)
    await client.query('BEGIN')
    for (const table of tables) await client.query(`DROP TABLE "${table}" CASCADE`)
    await client.query('DROP FUNCTION IF EXISTS refuse_change()')
    await client.query('COMMIT')
  })
}

async function listTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  )
  return rows.map((row) => row.name)
}
