import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { settings } from '../database/schema.ts'
import type { Services } from '../services.ts'

/** For machines: whether the process lives, and whether it can do its work. */
export async function healthRoutes(app: FastifyInstance, { db }: Services): Promise<void> {
  app.get('/healthz', { logLevel: 'silent' }, async (_request, reply) => {
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store')
    return 'ok\n'
  })

  /** Ready: reads answer, and a transaction can be committed. */
  app.get('/readyz', { logLevel: 'silent' }, async (request, reply) => {
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store')
    try {
      await db.read
        .select({ one: sql`1` })
        .from(settings)
        .limit(1)
      await db.write(async (tx) => {
        await tx
          .insert(settings)
          .values({ name: 'ready', value: 'yes' })
          .onConflictDoUpdate({ target: settings.name, set: { value: 'yes' } })
      })
      return 'ready\n'
    } catch (err) {
      request.log.warn({ err }, 'not ready')
      reply.code(503)
      return 'not ready\n'
    }
  })
}
