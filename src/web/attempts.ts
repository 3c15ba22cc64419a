import { eq, lt, sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/open.ts'
import { attempts } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { keyed } from './secrets.ts'

/** How many failed tries there may be in a window before one has to wait. */
export type Patience = { tries: number; windowMs: number }

/**
 * Slows guessing: counts failed tries at each key (an address, a reference, an account) in a window, and
 * refuses further ones until it ends. Keys are kept as a keyed hash only. Never locks anybody out for good.
 */
export function guardAgainstGuessing(
  { db, clock, config, signingKey }: Services,
  { tries, windowMs }: Patience,
) {
  const allowed = config.limits === 'relaxed' ? tries * 100 : tries
  const nameOf = (key: string) => keyed(signingKey, `attempt at ${key}`).toString('base64url')

  return {
    /** Throws `too-many` while any of the keys has to wait. */
    async refuseTooMany(keys: readonly string[]): Promise<void> {
      const now = clock()
      for (const key of keys) {
        const [found] = await db.read
          .select({ count: attempts.count, endsAt: attempts.endsAt })
          .from(attempts)
          .where(eq(attempts.key, nameOf(key)))
        if (found && found.endsAt > now && found.count >= allowed)
          throw new Refusal('too-many', 'too-many', { retryAt: found.endsAt })
      }
    },

    /** Counts one failed try at each key. */
    async countFailure(keys: readonly string[]): Promise<void> {
      const now = clock()
      await db.write(async (tx) => {
        for (const key of keys) await countAttempt(tx, nameOf(key), now, now + windowMs)
      })
    },
  }
}

/** Counts one more at a key, in a window that ends at `endsAt` if it begins now. Gives how many there are in it. */
export async function countAttempt(
  tx: Tx,
  key: string,
  now: number,
  endsAt: number,
): Promise<{ count: number; endsAt: number }> {
  const [counted] = await tx
    .insert(attempts)
    .values({ key, count: 1, endsAt })
    .onConflictDoUpdate({
      target: attempts.key,
      set: {
        count: sql`CASE WHEN ${attempts.endsAt} > ${now} THEN ${attempts.count} + 1 ELSE 1 END`,
        endsAt: sql`CASE WHEN ${attempts.endsAt} > ${now} THEN ${attempts.endsAt} ELSE ${endsAt} END`,
      },
    })
    .returning({ count: attempts.count, endsAt: attempts.endsAt })
  if (!counted) throw new Error('The attempt was not counted')
  return counted
}

/** Forgets windows that are over. */
export async function forgetOldAttempts(db: Database, now: number): Promise<void> {
  await db.write(async (tx) => {
    await tx.delete(attempts).where(lt(attempts.endsAt, now))
  })
}

/** The address somebody comes from, for counting: an IPv6 customer has a whole /64 to come from. */
export function networkOf(ip: string): string {
  return ip.includes(':') && !ip.includes('.') ? `${ip.split(':').slice(0, 4).join(':')}::/64` : ip
}
