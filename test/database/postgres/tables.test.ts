import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig as getSqliteTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import * as postgresSchema from '#src/database/schema.postgres.ts'
import * as sqliteSchema from '#src/database/schema.sqlite.ts'
import { freshDatabaseUrl } from '../../support/database.ts'
import { asAdmin } from '../../support/postgres.ts'

const tables = Object.values<unknown>(postgresSchema)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table))

const twins = Object.values<unknown>(sqliteSchema)
  .filter((value) => is(value, SQLiteTable))
  .map((table) => getSqliteTableConfig(table))

function byName<Named extends { name: string }>(items: readonly Named[]): Named[] {
  return items.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

describe('the tables', () => {
  it('have after the migrations the columns of schema.postgres.ts', async () => {
    await inside(async (client) => {
      for (const table of tables) {
        const { rows } = await client.query(
          `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS "notNull"
           FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
          [table.name],
        )
        // A column added later comes last in the database, wherever it stands in the schema.
        expect(byName(rows), table.name).toEqual(
          byName(
            table.columns.map((column) => ({
              name: column.name,
              type: column.getSQLType(),
              notNull: column.notNull,
            })),
          ),
        )
      }
    })
  })

  it('have its indexes, its CHECKs and its references, and no others', async () => {
    await inside(async (client) => {
      for (const table of tables) {
        expect(await indexesOf(client, table.name), table.name).toEqual(
          table.indexes.map((index) => index.config.name).toSorted(),
        )
        expect(await constraintsOf(client, table.name, 'c'), table.name).toEqual(
          table.checks.map((check) => check.name).toSorted(),
        )
        expect(await constraintsOf(client, table.name, 'f'), table.name).toEqual(
          table.foreignKeys.map((key) => key.getName()).toSorted(),
        )
      }
    })
  })

  it('are called as on SQLite, and so are their columns, indexes, CHECKs and keys', () => {
    const namesOf = (table: (typeof tables)[number] | (typeof twins)[number]) => ({
      name: table.name,
      columns: table.columns.map((column) => column.name),
      unique: table.columns
        .filter((column) => column.isUnique)
        .map((column) => column.uniqueName ?? ''),
      indexes: table.indexes.map((index) => index.config.name).toSorted(),
      checks: table.checks.map((check) => check.name).toSorted(),
      keys: table.foreignKeys.map((key) => key.getName()).toSorted(),
    })
    expect(tables.map(namesOf)).toEqual(twins.map(namesOf))
    expect(tables).toHaveLength(30)
  })

  it('begin with the one division that is certain, and with weekdays as holidays', async () => {
    await inside(async (client) => {
      const divisions = await client.query('SELECT name_th, name_en FROM divisions')
      expect(divisions.rows).toEqual([
        { name_th: 'สำนักงานเลขานุการกรม', name_en: 'Office of the Secretary' },
      ])
      const { rows } = await client.query<{ on: string; standing: string }>(
        'SELECT "on", standing FROM holidays',
      )
      expect(rows.length).toBeGreaterThan(50)
      for (const { on, standing } of rows) {
        expect(Temporal.PlainDate.from(on).dayOfWeek).toBeLessThan(6)
        expect(standing).toBe(on < '2027' ? 'announced' : 'predicted')
      }
    })
  })
})

describe('a row', () => {
  const requests = 'UPDATE info_requests SET'
  it.each([
    [
      "INSERT INTO topics (name_th, name_en, division_id, position) VALUES ('', '', 99, 1)",
      'topics_division_id_divisions_id_fk',
    ],
    [`${requests} status = 'lost'`, 'known_status'],
    [`${requests} outcome = 'maybe'`, 'known_outcome'],
    [`${requests} channel = 'pigeon'`, 'known_channel'],
    [`${requests} status = 'answered'`, 'closed_means_a_closing_day'],
    [`${requests} closed_on = '2026-01-06'`, 'closed_means_a_closing_day'],
    [`${requests} proposed_by_id = 1, approved_by_id = 1`, 'an_answer_needs_two_people'],
    [
      `${requests} proposed_by_id = 1, approved_by_id = 2, cleared_by_id = 2`,
      'a_clearance_needs_a_third_person',
    ],
    [
      `${requests} proposed_by_id = 1, approved_by_id = 2, cleared_by_id = 1`,
      'a_clearance_needs_a_third_person',
    ],
    [
      `${requests} status = 'answered', closed_on = '2026-01-06', outcome = 'refused'`,
      'what_is_withheld_was_cleared',
    ],
    ["UPDATE accounts SET role = 'officer'", 'officers_and_heads_belong_to_a_division'],
    [
      "INSERT INTO events (id, info_request_id, position, action, to_status, role, at, \"on\", note) VALUES (9, 1, 1, 'note', 'submitted', 'requester', 0, '2026-01-05', '')",
      'one_event_per_position',
    ],
    [
      "INSERT INTO accounts (id, username, name, role, password_hash, created_at) VALUES (9, 'one', '', 'secretary', '', 0)",
      'accounts_username_unique',
    ],
  ])('is refused: %s', async (change, constraint) => {
    await inside(async (client) => {
      await client.query(history)
      await expect(client.query(change)).rejects.toMatchObject({ constraint })
    })
  })
})

describe('what happened', () => {
  it.each([
    ['events', 'note'],
    ['proposals', 'reply'],
    ['applied_grounds', 'reason'],
  ])('is never changed, deleted or emptied: %s', async (table, column) => {
    await inside(async (client) => {
      await client.query(history)
      for (const change of [
        `UPDATE ${table} SET ${column} = 'something else'`,
        `UPDATE ${table} SET ${column} = ${column}`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
        `TRUNCATE info_requests CASCADE`,
      ])
        await expect(client.query(change), change).rejects.toThrow('are append-only')
      const { rows } = await client.query(`SELECT ${column} AS text FROM ${table}`)
      expect(rows).toEqual([{ text: 'as it was' }])
    })
  })
})

/** One request with one event, one proposal and one ground. */
const history = `
  INSERT INTO accounts (id, username, name, role, password_hash, created_at) VALUES
    (1, 'one', 'เลขานุการ', 'secretary', '', 0), (2, 'two', 'ผู้บริหาร', 'executive', '', 0);
  INSERT INTO info_requests (id, reference, code_hash, channel, language, status, subject, details, period,
      access_form, requester_kind, title, name, affiliation, purpose, email, phone, deliver_by, address,
      submitted_at, received_on, due_on, last_position)
    VALUES (1, '69-000001-0', '', 'online', 'th', 'submitted', '', '', '', 'file', 'thai', '', '', '', '', '', '',
      'email', '', 0, '2026-01-05', '2026-01-20', 1);
  INSERT INTO events (id, info_request_id, position, action, to_status, role, at, "on", note)
    VALUES (1, 1, 1, 'submit', 'submitted', 'requester', 0, '2026-01-05', 'as it was');
  INSERT INTO proposals (id, info_request_id, position, outcome, reply, agency, proposed_by_id, proposed_at)
    VALUES (1, 1, 1, 'disclosed', 'as it was', '', 1, 0);
  INSERT INTO applied_grounds (proposal_id, position, ground, reason) VALUES (1, 1, '15-1', 'as it was');
`

async function inside(work: (client: Client) => Promise<void>): Promise<void> {
  await asAdmin(await freshDatabaseUrl(), work)
}

/** Those that are not there for a key or for a column that is unique. */
async function indexesOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))`,
    [table],
  )
  return rows.map(({ name }) => name).toSorted()
}

async function constraintsOf(client: Client, table: string, type: 'c' | 'f'): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype = $2',
    [table, type],
  )
  return rows.map(({ name }) => name).toSorted()
}
