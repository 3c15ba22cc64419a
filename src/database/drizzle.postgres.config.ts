import { defineConfig } from 'drizzle-kit'

/*
 * The twin of drizzle.sqlite.config.ts: a change of schema needs a migration for each database. Then read the new
 * file in migrations/postgres; a new table of history gets its append-only triggers.
 */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/database/schema.postgres.ts',
  out: './migrations/postgres',
})
