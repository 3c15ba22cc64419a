import type { FastifyRequest } from 'fastify'
import type { Services } from '../services.ts'
import { tokenHash } from '../web/secrets.ts'
import { cookieOf } from '../web/visitor.ts'
import { findTrackedRequest } from './tracking-sessions.ts'

/** The request this browser showed reference and code for within the last half hour. */
export async function findTracking(
  { db, clock, config }: Pick<Services, 'db' | 'clock' | 'config'>,
  request: FastifyRequest,
): Promise<number | undefined> {
  const token = cookieOf(request, config, 'tracking')
  return token === undefined ? undefined : findTrackedRequest(db.read, tokenHash(token), clock())
}
