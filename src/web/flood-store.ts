import { callbackify } from 'node:util'
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { Services } from '../services.ts'
import { countAttempt } from './attempts.ts'
import { keyed } from './secrets.ts'

/** Counts floods in the database, for processes that serve it together: each alone would let through as much again. */
export function sharedFloodStore({
  db,
  clock,
  signingKey,
}: Pick<Services, 'db' | 'clock' | 'signingKey'>): FastifyRateLimitStoreCtor {
  const countOne = callbackify(async (address: string, timeWindow: number) => {
    const now = clock()
    const key = keyed(signingKey, `flood from ${address}`).toString('base64url')
    const { count, endsAt } = await db.write((tx) => countAttempt(tx, key, now, now + timeWindow))
    return { current: count, ttl: Math.max(0, endsAt - now) }
  })

  return class SharedFloodStore implements FastifyRateLimitStore {
    incr: FastifyRateLimitStore['incr'] = (address, callback, timeWindow) =>
      countOne(address, timeWindow, callback)

    child(): FastifyRateLimitStore {
      return this
    }
  }
}
