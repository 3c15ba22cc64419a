import { sql, type SQL } from 'drizzle-orm'

/** The condition that a column (or an expression) contains a text, whatever characters are in it. */
export function contains(column: unknown, text: string): SQL {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql`${column} LIKE ${pattern} ESCAPE '\\'`
}
