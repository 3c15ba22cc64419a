import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { relatedPage, type RelatedPage } from '#views/staff/related.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { bodyOf, readForm, typedText } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { WrongChoice } from './choices.ts'
import type { InfoRequest } from './info-request.ts'
import { readReference } from './reference.ts'
import { listRelated, mayRelate, relate, unrelate } from './related.ts'
import { findInfoRequest } from './store.ts'
import { scopeOf } from './workflow.ts'

type ToCase = { Params: { reference: string } }
type ToLink = { Params: { reference: string; other: string } }

const RelateForm = z.strictObject({
  reference: z
    .string()
    .default('')
    .transform((typed, context) => {
      const reference = readReference(typed)
      if (reference !== undefined) return reference
      const message = typed.trim() === '' ? 'missing' : 'not-a-reference'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }),
})

/** Requests that belong together: linking them and taking a link away. */
export async function relatedRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db } = services

  app.get<ToCase>('/requests/:reference/related', async (request, reply) =>
    showPage(request, reply, await findCase(request), { typed: {}, faults: [] }),
  )

  app.post<ToCase>('/requests/:reference/related', async (request, reply) => {
    const infoRequest = await findCase(request)
    const again = (faults: RelatedPage['faults']) => {
      reply.code(422)
      return showPage(request, reply, infoRequest, { typed: typedText(bodyOf(request)), faults })
    }
    const form = readForm(RelateForm, bodyOf(request))
    if (!form.ok) return again(form.faults)
    try {
      await relate(services, infoRequest.reference, form.data.reference, request.actor)
    } catch (error) {
      if (error instanceof WrongChoice) return again([{ field: error.field, fault: error.fault }])
      throw error
    }
    return back(request, reply, infoRequest)
  })

  app.post<ToLink>('/requests/:reference/related/:other/removal', async (request, reply) => {
    const infoRequest = await findCase(request)
    const other = readReference(request.params.other)
    if (other === undefined) throw new Refusal('not-found', 'no-such-request')
    await unrelate(services, infoRequest.reference, other, request.actor)
    return back(request, reply, infoRequest)
  })

  /** The request, if this person sees it and may link it. */
  async function findCase(request: FastifyRequest<ToCase>): Promise<InfoRequest> {
    const reference = readReference(request.params.reference)
    if (reference === undefined) throw new Refusal('not-found', 'no-such-request')
    const infoRequest = await findInfoRequest(db.read, reference, scopeOf(request.actor))
    if (!mayRelate(infoRequest, request.actor)) throw new Refusal('not-allowed', 'not-your-role')
    return infoRequest
  }

  async function showPage(
    request: FastifyRequest,
    reply: FastifyReply,
    infoRequest: InfoRequest,
    shown: Pick<RelatedPage, 'typed' | 'faults'>,
  ) {
    return relatedPage(readerWithForm(request, reply), {
      ...shown,
      infoRequest,
      related: await listRelated(db.read, infoRequest.id, scopeOf(request.actor)),
    })
  }

  function back(request: FastifyRequest, reply: FastifyReply, { reference }: InfoRequest) {
    return reply.redirect(inLanguage(request, `/staff/requests/${reference}/related`), 303)
  }
}
