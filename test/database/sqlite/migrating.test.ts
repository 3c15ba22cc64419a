import Sqlite from 'better-sqlite3'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { migrateSqlite } from '#src/database/sqlite/migrate.ts'
import { freshFolder } from '../../support/database.ts'
import { startProcess } from './other-process.ts'

const ownFolder = new URL('../../../migrations/sqlite/', import.meta.url)

const parentAndChildren = `
CREATE TABLE parents (id integer PRIMARY KEY NOT NULL, name text NOT NULL) STRICT;
--> statement-breakpoint
CREATE TABLE children (id integer PRIMARY KEY NOT NULL, parent_id integer NOT NULL REFERENCES parents (id) ON DELETE CASCADE) STRICT;
--> statement-breakpoint
CREATE TRIGGER children_stay BEFORE DELETE ON children BEGIN SELECT RAISE(ABORT, 'children stay'); END;
--> statement-breakpoint
INSERT INTO parents (id, name) VALUES (1, 'a');
--> statement-breakpoint
INSERT INTO children (parent_id) VALUES (1), (1);
`

describe('migrating', () => {
  it('applies each migration once', () => {
    const world = aWorld({ '0000_first': parentAndChildren })
    expect(world.migrate()).toEqual(['0000_first'])
    expect(world.migrate()).toEqual([])
    world.add('0001_second', 'CREATE TABLE toys (id integer PRIMARY KEY NOT NULL) STRICT;')
    expect(world.migrate()).toEqual(['0001_second'])
    expect(world.rows('SELECT name, applied_at FROM applied_migrations')).toEqual([
      { name: '0000_first', applied_at: 7 },
      { name: '0001_second', applied_at: 7 },
    ])
  })

  it('keeps the rows that refer to a table it rebuilds', () => {
    const world = aWorld({ '0000_first': parentAndChildren })
    world.migrate()
    world.add('0001_rebuilt', rebuildOfParents)
    world.migrate()
    expect(world.rows('SELECT count(*) AS children FROM children')).toEqual([{ children: 2 }])
    expect(world.rows('PRAGMA foreign_key_check')).toEqual([])
  })

  it.each([
    [
      'edited',
      (world: World) => world.add('0000_first', `${parentAndChildren} `),
      'The migration 0000_first was edited after it had been applied',
    ],
    [
      'missing',
      (world: World) => {
        world.remove('0001_second')
        world.add('0001_third', 'SELECT 1;')
      },
      'The migration 0001_second was applied, but its file is missing',
    ],
    [
      'out of order',
      (world: World) => {
        world.rename('0001_second', '0002_second')
        world.add('0001_late', 'SELECT 1;')
      },
      'The migration 0001_late is out of order: 0001_second was already applied without it',
    ],
    [
      'numbered twice',
      (world: World) => world.add('0001_same', 'SELECT 1;'),
      'The migration 0001_second.sql in',
    ],
    [
      'newer than the program',
      (world: World) => world.remove('0001_second'),
      'The database is newer than this program: it has the migration 0001_second',
    ],
  ])('refuses a history that is %s', (_what, meddle, sentence) => {
    const world = aWorld({ '0000_first': parentAndChildren, '0001_second': 'SELECT 1;' })
    world.migrate()
    meddle(world)
    expect(world.migrate).toThrow(sentence)
    expect(world.rows('SELECT count(*) AS applied FROM applied_migrations')).toEqual([
      { applied: 2 },
    ])
  })

  it.each([
    ['DELETE FROM parents WHERE id = 1;', 'would lose 1 of the 1 rows of parents'],
    ['DROP TABLE children;', 'would lose 2 of the 2 rows of children'],
    ['DROP TRIGGER children_stay;', 'would lose the trigger children_stay'],
    [
      'INSERT INTO children (parent_id) VALUES (9);',
      'would leave a row of children that refers to nothing',
    ],
    ['CREATE TABLE toys (id integer) STRICT; SELECT nonsense;', 'no such column'],
  ])('changes nothing when a migration does %s', (text, sentence) => {
    const world = aWorld({ '0000_first': parentAndChildren })
    world.migrate()
    const before = world.everything()
    world.add('0001_bad', text)
    expect(world.migrate).toThrow(sentence)
    expect(world.everything()).toEqual(before)
  })

  it('lets a migration lose what it says it loses', () => {
    const world = aWorld({ '0000_first': parentAndChildren })
    world.migrate()
    world.add('0001_no_children', '-- loses children\n-- loses children_stay\nDROP TABLE children;')
    expect(world.migrate()).toEqual(['0001_no_children'])
  })

  it('leaves the old tables when it is killed half-way, and goes on at the next start', async () => {
    const world = aWorld({ '0000_first': parentAndChildren })
    world.migrate()
    const before = world.everything()
    const long = `
      INSERT INTO parents (name) VALUES ('new');
      CREATE TABLE toys (id integer PRIMARY KEY NOT NULL) STRICT;
      INSERT INTO toys WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000000) SELECT i FROM n;`
    world.add('0001_long', long)
    const other = startProcess(`
      import { migrateSqlite } from '#src/database/sqlite/migrate.ts'
      console.log('migrating')
      migrateSqlite(${JSON.stringify(world.path)}, { at: 8, folder: ${JSON.stringify(world.folder)} })
      console.log('too quick')
    `)
    expect(await other.nextLine()).toBe('migrating')
    await pause(400)
    await other.kill()
    expect(await other.nextLine()).toBeUndefined()
    expect(world.everything()).toEqual(before)

    world.add('0001_long', long.replace('20000000', '20'))
    expect(world.migrate()).toEqual(['0001_long'])
    expect(world.rows('SELECT count(*) AS toys FROM toys')).toEqual([{ toys: 20 }])
  })

  it('knows every file of ours that the generator knows', () => {
    const files = readdirSync(ownFolder).filter((file) => file.endsWith('.sql'))
    const journal: unknown = JSON.parse(
      readFileSync(new URL('meta/_journal.json', ownFolder), 'utf8'),
    )
    expect(journal).toMatchObject({
      entries: files.toSorted().map((file) => ({ tag: file.slice(0, -'.sql'.length) })),
    })
  })
})

/** What drizzle-kit writes for a change of a column; inside a transaction its PRAGMA does nothing. */
const rebuildOfParents = `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_parents (id integer PRIMARY KEY NOT NULL, name text) STRICT;
--> statement-breakpoint
INSERT INTO __new_parents (id, name) SELECT id, name FROM parents;--> statement-breakpoint
DROP TABLE parents;--> statement-breakpoint
ALTER TABLE __new_parents RENAME TO parents;--> statement-breakpoint
PRAGMA foreign_keys=ON;`

type World = ReturnType<typeof aWorld>

/** A folder of migrations and a database, both of the test's own. */
function aWorld(migrations: Record<string, string>) {
  const folder = freshFolder()
  const path = join(freshFolder(), 'world.sqlite')
  const file = (name: string) => join(folder, `${name}.sql`)
  function rows(query: string): unknown[] {
    const sqlite = new Sqlite(path)
    try {
      return sqlite.prepare(query).all()
    } finally {
      sqlite.close()
    }
  }
  const world = {
    folder,
    path,
    rows,
    migrate: () => migrateSqlite(path, { at: 7, folder }),
    add: (name: string, text: string) => writeFileSync(file(name), text),
    remove: (name: string) => rmSync(file(name)),
    rename: (from: string, to: string) => renameSync(file(from), file(to)),
    everything: () => [
      rows('SELECT sql FROM sqlite_schema'),
      rows('SELECT * FROM parents'),
      rows('SELECT * FROM children'),
      rows('SELECT * FROM applied_migrations'),
    ],
  }
  for (const [name, text] of Object.entries(migrations)) world.add(name, text)
  return world
}
