import { defineConfig } from 'drizzle-kit'

/*
 * A change of schema.sqlite.ts and schema.postgres.ts needs a migration for each:
 *
 *   npm run migration:sqlite -- --name what_it_does
 *   npm run migration:postgres -- --name what_it_does
 *   (without a change of the schema: the same with --custom)
 *
 * Then read the new file in migrations/sqlite and edit it: every new table ends in `) STRICT;`; a table that is
 * rebuilt gets its triggers again (the runner refuses a migration that loses one). Once a migration was released
 * it is never edited: the runner refuses that too. `npm test` compares the migrated tables with the schema.
 */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/database/schema.sqlite.ts',
  out: './migrations/sqlite',
})
