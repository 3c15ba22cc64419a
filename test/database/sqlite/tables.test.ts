import type Sqlite from 'better-sqlite3'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect } from '#src/database/sqlite/open.ts'
import * as schema from '#src/database/schema.ts'
import { freshDatabaseFile } from '../../support/database.ts'

const tables = Object.values<unknown>(schema)
  .filter((value) => is(value, SQLiteTable))
  .map((table) => getTableConfig(table))

describe('the tables', () => {
  it.each(tables)(
    '$name has after the migrations the columns and indexes of schema.ts',
    (table) => {
      const sqlite = open()
      type Column = { name: string; type: string; notnull: number }
      const columns = sqlite.prepare<[], Column>(`PRAGMA table_info("${table.name}")`).all()
      expect(columns.map(({ name, type, notnull }) => [name, type, notnull === 1])).toEqual(
        table.columns.map((column) => [
          column.name,
          column.getSQLType().toUpperCase(),
          column.notNull,
        ]),
      )

      const indexes = sqlite
        .prepare<[], string>(
          `SELECT name FROM pragma_index_list('${table.name}') WHERE origin = 'c' AND name NOT LIKE '%_unique'`,
        )
        .pluck()
        .all()
      expect(indexes.toSorted()).toEqual(table.indexes.map((index) => index.config.name).toSorted())
    },
  )

  it('holds in every column only what its type says', () => {
    const lax = open()
      .prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite%'",
      )
      .all()
    expect(lax).toEqual([])
  })

  it('refuses a row that refers to nothing', () => {
    expect(() =>
      open().exec(
        "INSERT INTO topics (name_th, name_en, division_id, position) VALUES ('', '', 99, 1)",
      ),
    ).toThrow('FOREIGN KEY constraint failed')
  })

  it('begins with the one division that is certain, and with weekdays as holidays', () => {
    const sqlite = open()
    expect(sqlite.prepare('SELECT name_th, name_en FROM divisions').all()).toEqual([
      { name_th: 'สำนักงานเลขานุการกรม', name_en: 'Office of the Secretary' },
    ])
    type Holiday = { on: string; standing: string; name_th: string }
    const holidays = sqlite.prepare<[], Holiday>('SELECT * FROM holidays ORDER BY "on"').all()
    expect(holidays.length).toBeGreaterThan(50)
    for (const { on, standing } of holidays) {
      expect(Temporal.PlainDate.from(on).dayOfWeek).toBeLessThan(6)
      expect(standing).toBe(on < '2027' ? 'announced' : 'predicted')
    }
    expect(holidays.find(({ on }) => on === '2026-12-07')?.name_th).toMatch(/^วันหยุดชดเชย/)
  })
})

describe('what happened', () => {
  const stories = [
    ['events', 'note'],
    ['proposals', 'reply'],
    ['applied_grounds', 'reason'],
  ] as const

  it.each(stories)('is never changed, deleted or replaced: %s', (table, column) => {
    const sqlite = open()
    sqlite.exec(history)
    for (const change of [
      `UPDATE ${table} SET ${column} = 'something else'`,
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `REPLACE INTO ${table} SELECT * FROM ${table}`,
    ]) {
      expect(() => sqlite.exec(change)).toThrow(`${table} are append-only`)
    }
    expect(sqlite.prepare(`SELECT ${column} AS text FROM ${table}`).all()).toEqual([
      { text: 'as it was' },
    ])
  })
})

/** One request with one event, one proposal and one ground. */
const history = `
  INSERT INTO accounts (id, username, name, role, password_hash, created_at)
    VALUES (1, 'secretary', 'เลขานุการ', 'secretary', '', 0);
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

function open(): Sqlite.Database {
  const sqlite = connect(freshDatabaseFile())
  onTestFinished(() => {
    sqlite.close()
  })
  return sqlite
}
