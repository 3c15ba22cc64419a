import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { folderOf } from '#src/database/migrations.ts'
import { migratePostgres } from '#src/database/postgres/migrate.ts'
import { freshFolder } from '../../support/database.ts'
import { asAdmin, dropDatabase, makeDatabase } from '../../support/postgres.ts'

const parentAndChildren = `
CREATE TABLE parents (id bigint PRIMARY KEY NOT NULL, name text NOT NULL);
--> statement-breakpoint
CREATE TABLE children (id bigint PRIMARY KEY NOT NULL, parent_id bigint NOT NULL REFERENCES parents (id) ON DELETE CASCADE);
--> statement-breakpoint
CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'children stay'; END $$;
--> statement-breakpoint
CREATE TRIGGER children_stay BEFORE TRUNCATE ON children FOR EACH STATEMENT EXECUTE FUNCTION stay();
--> statement-breakpoint
INSERT INTO parents (id, name) VALUES (1, 'a');
--> statement-breakpoint
INSERT INTO children (id, parent_id) VALUES (1, 1), (2, 1);
`

describe('migrating', () => {
  it('applies each migration once, also when twenty begin at the same time', async () => {
    const world = await aWorld({ '0000_first': parentAndChildren })
    const applied = await Promise.all(Array.from({ length: 20 }, () => world.migrate()))
    expect(applied.flat()).toEqual(['0000_first'])
    world.add('0001_second', 'CREATE TABLE toys (id bigint PRIMARY KEY NOT NULL);')
    expect(await world.migrate()).toEqual(['0001_second'])
    expect(await world.rows('SELECT name, applied_at FROM applied_migrations')).toEqual([
      { name: '0000_first', applied_at: '7' },
      { name: '0001_second', applied_at: '7' },
    ])
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
      'newer than the program',
      (world: World) => world.remove('0001_second'),
      'The database is newer than this program: it has the migration 0001_second',
    ],
  ])('refuses a history that is %s', async (_what, meddle, sentence) => {
    const world = await aWorld({ '0000_first': parentAndChildren, '0001_second': 'SELECT 1;' })
    await world.migrate()
    meddle(world)
    await expect(world.migrate()).rejects.toThrow(sentence)
    expect(await world.rows('SELECT count(*)::int AS applied FROM applied_migrations')).toEqual([
      { applied: 2 },
    ])
  })

  it.each([
    ['DELETE FROM children WHERE id = 1;', 'would lose 1 of the 2 rows of children'],
    ['DROP TABLE children;', 'would lose 2 of the 2 rows of children'],
    ['DROP TRIGGER children_stay ON children;', 'would lose the trigger children_stay'],
    [
      'INSERT INTO children (id, parent_id) VALUES (9, 9);',
      'The migration 0001_bad failed: insert or update on table "children" violates foreign key',
    ],
    [
      'CREATE TABLE toys (id bigint); INSERT INTO toys VALUES (1); SELECT nonsense;',
      'The migration 0001_bad failed: column "nonsense" does not exist',
    ],
  ])('changes nothing when a migration does %s', async (text, sentence) => {
    const world = await aWorld({ '0000_first': parentAndChildren })
    await world.migrate()
    const before = await world.everything()
    world.add('0001_bad', text)
    await expect(world.migrate()).rejects.toThrow(sentence)
    expect(await world.everything()).toEqual(before)
  })

  it('lets a migration lose what it says it loses', async () => {
    const world = await aWorld({ '0000_first': parentAndChildren })
    await world.migrate()
    world.add('0001_no_children', '-- loses children\n-- loses children_stay\nDROP TABLE children;')
    expect(await world.migrate()).toEqual(['0001_no_children'])
  })

  it('leaves the old tables when its connection is cut half-way, and goes on at the next start', async () => {
    const world = await aWorld({ '0000_first': parentAndChildren })
    await world.migrate()
    const before = await world.everything()
    const long = `
      INSERT INTO parents (id, name) VALUES (2, 'new');
      CREATE TABLE toys (id bigint PRIMARY KEY NOT NULL);
      INSERT INTO toys SELECT generate_series(1, 20);
      SELECT pg_sleep(60);`
    world.add('0001_long', long)
    const cut = expect(world.migrate()).rejects.toThrow('DATABASE_URL: no server answers there')
    while ((await world.cutWhileSleeping()) === 0) await pause(20)
    await cut
    expect(await world.everything()).toEqual(before)

    world.add('0001_long', long.replace('60', '0'))
    expect(await world.migrate()).toEqual(['0001_long'])
    expect(await world.rows('SELECT count(*)::int AS toys FROM toys')).toEqual([{ toys: 20 }])
  })

  it('knows every file of ours that the generator knows', () => {
    const folder = folderOf('postgres')
    const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
    const journal: unknown = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'))
    expect(journal).toMatchObject({
      entries: files.toSorted().map((file) => ({ tag: file.slice(0, -'.sql'.length) })),
    })
  })
})

type World = Awaited<ReturnType<typeof aWorld>>

/** A folder of migrations and an empty database, both of the test's own. */
async function aWorld(migrations: Record<string, string>) {
  const folder = freshFolder()
  const url = await makeDatabase(process.env['DATABASE_URL'] ?? '', 'template0')
  onTestFinished(() => dropDatabase(url))
  const file = (name: string) => join(folder, `${name}.sql`)
  const inside = <T>(work: (client: Client) => Promise<T>) => asAdmin(url, work)
  async function rows(query: string): Promise<unknown[]> {
    return inside(async (client) => (await client.query<Record<string, unknown>>(query)).rows)
  }
  const world = {
    rows,
    migrate: () => migratePostgres(url, { at: 7, folder }),
    add: (name: string, text: string) => writeFileSync(file(name), text),
    remove: (name: string) => rmSync(file(name)),
    rename: (from: string, to: string) => renameSync(file(from), file(to)),
    everything: async () => [
      await rows(
        "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
      ),
      await rows('SELECT tgname FROM pg_trigger WHERE NOT tgisinternal'),
      await rows('SELECT * FROM parents'),
      await rows('SELECT * FROM children ORDER BY id'),
      await rows('SELECT * FROM applied_migrations'),
    ],
    /** Ends the session that has come to the end of its migration, if there is one yet. */
    cutWhileSleeping: async () =>
      (
        await rows(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
        )
      ).length,
  }
  for (const [name, text] of Object.entries(migrations)) world.add(name, text)
  return world
}
