import { and, desc, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm'
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

  /** Throws `too-many` while any of the keys has to wait: that costs no write. */
  async function refuseWaiting(keys: readonly string[], now: number): Promise<void> {
    const [full] = await db.read
      .select({ endsAt: attempts.endsAt })
      .from(attempts)
      .where(
        and(
          inArray(attempts.key, [...keys]),
          gt(attempts.endsAt, now),
          gte(attempts.count, allowed),
        ),
      )
      .orderBy(desc(attempts.endsAt))
      .limit(1)
    if (full) throw tooMany(full.endsAt)
  }

  /** Counts one try at each key, or throws `too-many` and counts none. */
  async function count(keys: readonly string[], now: number): Promise<void> {
    await db.write(async (tx) => {
      for (const key of keys) {
        const counted = await countAttempt(tx, key, now, now + windowMs)
        if (counted.count > allowed) throw tooMany(counted.endsAt)
      }
    })
  }

  /** Takes one try at each key back. Should that fail, it counts: that is no reason to refuse what was right. */
  async function forgive(keys: readonly string[], now: number): Promise<void> {
    const taking = db.write(async (tx) => {
      for (const key of keys)
        await tx
          .update(attempts)
          .set({ count: sql`${attempts.count} - 1` })
          .where(and(eq(attempts.key, key), gt(attempts.endsAt, now), gt(attempts.count, 0)))
    })
    await taking.catch(() => {})
  }

  return {
    /**
     * Does what may be guessing, and gives what comes of it; undefined is a failed try. It is counted before, or a
     * hundred guesses at once would all be looked at. Throws `too-many` while any of the keys has to wait.
     */
    async trying<Result>(
      of: readonly string[],
      work: () => Promise<Result | undefined>,
    ): Promise<Result | undefined> {
      const now = clock()
      const keys = of.map((key) => keyed(signingKey, `attempt at ${key}`).toString('base64url'))
      await refuseWaiting(keys, now)
      await count(keys, now)
      try {
        const result = await work()
        if (result !== undefined) await forgive(keys, now)
        return result
      } catch (error) {
        await forgive(keys, now)
        throw error
      }
    },
  }
}

function tooMany(retryAt: number): Refusal {
  return new Refusal('too-many', 'too-many', { retryAt })
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
export async function forgetOldAttempts(db: Database, now: number): Promise<number> {
  const forgotten = await db.write(async (tx) =>
    tx.delete(attempts).where(lt(attempts.endsAt, now)).returning({ key: attempts.key }),
  )
  return forgotten.length
}

/** The address somebody comes from, for counting: an IPv6 customer has a whole /64 to come from. */
export function networkOf(ip: string): string {
  return ip.includes(':') && !ip.includes('.') ? `${ip.split(':').slice(0, 4).join(':')}::/64` : ip
}
