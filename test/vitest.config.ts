import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Run the code as production runs it: Node strips the types, Vite transforms nothing.
    experimental: { viteModuleRunner: false },
    pool: 'forks',
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/browser/**',
            'test/move/**',
            'test/faults/postgres/**',
            'test/database/postgres/**',
          ],
        },
      },
      // The same tests on a PostgreSQL server, which with-postgres.ts starts; what is about SQLite itself is left out,
      // and what is about moving from one to the other comes in.
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/faults/*.test.ts', 'test/database/sqlite/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
