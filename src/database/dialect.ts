/**
 * Which database this process works on. The tables depend on it, so it must be known before anything that names a
 * table is imported; apart from this line, `config.ts` alone reads the environment.
 */
export const dialect: 'sqlite' | 'postgres' = process.env['DATABASE_URL'] ? 'postgres' : 'sqlite'
