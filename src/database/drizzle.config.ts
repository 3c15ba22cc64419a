import { defineConfig } from 'drizzle-kit'

/*
 * A change of schema.ts needs a migration:
 *
 *   npx drizzle-kit generate --config src/database/drizzle.config.ts --name what_it_does
 *   (a migration without a change of schema.ts: the same with --custom)
 *
 * Then read the new file in migrations/sqlite and edit it: every new table ends in `) STRICT;`; a table that is
 * rebuilt gets its triggers again (the runner refuses a migration that loses one). Once a migration was released
 * it is never edited: the runner refuses that too. `npm test` compares the migrated tables with schema.ts.
 */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/database/schema.ts',
  out: './migrations/sqlite',
})
