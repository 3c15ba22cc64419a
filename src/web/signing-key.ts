import { eq } from 'drizzle-orm'
import type { Database } from '../database/open.ts'
import { settings } from '../database/schema.ts'
import { newToken } from './secrets.ts'

const name = 'signing-key'

/** The key behind form tokens and counted attempts: made at the first start, kept in the database. */
export async function readSigningKey(db: Database): Promise<string> {
  return db.write(async (tx) => {
    await tx.insert(settings).values({ name, value: newToken() }).onConflictDoNothing()
    const [kept] = await tx
      .select({ value: settings.value })
      .from(settings)
      .where(eq(settings.name, name))
    if (!kept) throw new Error('The signing key was not kept')
    return kept.value
  })
}
