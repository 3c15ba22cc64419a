import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { attachmentsPage } from '#views/staff/attachments.ts'
import { fileLimits, fileTypes } from '../files/inspect.ts'
import { readFormWithFiles } from '../files/receive.ts'
import { listFilesOfRequest } from '../files/store.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { attachFiles, mayAttach } from './attachments.ts'
import type { InfoRequest } from './info-request.ts'
import { readReference } from './reference.ts'
import { findInfoRequest } from './store.ts'
import { scopeOf } from './workflow.ts'

type ToCase = { Params: { reference: string } }

const accept = fileTypes.flatMap(({ extensions }) => extensions.map((end) => `.${end}`)).join()

/** Scans and letters that came on paper, put with a request by staff. */
export async function attachmentRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, blobs } = services

  app.get<ToCase>('/requests/:reference/files', async (request, reply) => {
    const infoRequest = await findCase(request)
    return showPage(request, reply, infoRequest, [])
  })

  app.post<ToCase>(
    '/requests/:reference/files',
    { config: { multipart: true } },
    async (request, reply) => {
      // Before the body is read: only their files reach the disk.
      const { reference } = await findCase(request)
      const { received, faults } = await readFormWithFiles(request, {
        blobs,
        verifyToken: (token) => app.csrf.verify(request, token),
      })
      const { added, faults: more } = await attachFiles(
        services,
        reference,
        request.actor,
        received,
      )
      faults.push(...more)
      if (received.length === 0 && faults.length === 0)
        faults.push({ field: 'file', fault: 'missing' })
      if (faults.length > 0) {
        reply.code(422)
        return showPage(request, reply, await findCase(request), faults)
      }
      const path = `/staff/requests/${reference}/files${added > 0 ? '?added' : ''}`
      return reply.redirect(inLanguage(request, path), 303)
    },
  )

  /** The request, if this person sees it and may put papers with it. */
  async function findCase(request: FastifyRequest<ToCase>): Promise<InfoRequest> {
    const reference = readReference(request.params.reference)
    if (reference === undefined) throw new Refusal('not-found', 'no-such-request')
    const infoRequest = await findInfoRequest(db.read, reference, scopeOf(request.actor))
    if (!mayAttach(infoRequest, request.actor)) throw new Refusal('not-allowed', 'not-your-role')
    return infoRequest
  }

  async function showPage(
    request: FastifyRequest,
    reply: FastifyReply,
    infoRequest: InfoRequest,
    faults: readonly Fault[],
  ) {
    return attachmentsPage(readerWithForm(request, reply), {
      infoRequest,
      files: await listFilesOfRequest(db.read, infoRequest.id),
      isAdded: faults.length === 0 && isAfterAdding(request),
      faults,
      accept,
      limits: fileLimits,
    })
  }
}

function isAfterAdding({ query }: FastifyRequest): boolean {
  return typeof query === 'object' && query !== null && 'added' in query
}
