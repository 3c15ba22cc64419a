import { isSafeHtml } from '#views/html.ts'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Lets a handler return a view. Pages hold what somebody wrote: no store keeps them unless the handler says so. */
export const htmlReplies = fp(
  async (app: FastifyInstance) => {
    app.addHook('preSerialization', async (_request, reply, payload) => {
      if (isSafeHtml(payload)) {
        reply.type('text/html; charset=utf-8').serializer(String)
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      }
      return payload
    })
  },
  { name: 'html-replies' },
)
