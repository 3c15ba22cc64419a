import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { problemPage, type Problem } from '#views/problem.ts'
import { Refusal, statusOfRefusal, type RefusalCode } from '../refusal.ts'
import { bodyOf } from './forms.ts'
import { readerOf, readerWithForm } from './reader.ts'

/** Refusals are told to the person; everything else is logged and told to nobody. */
export const errorPages = fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler(async (error: FastifyError, request, reply) => {
      const refusal = refusalOf(error)
      if (refusal === undefined) {
        request.log.error({ err: error }, 'unexpected error')
        return answer(request, reply, 500, { reason: 'our-fault' })
      }
      if (refusal.code === 'busy') request.log.warn({ err: refusal.cause }, refusal.message)
      if (refusal.retryAt !== undefined) reply.header('retry-after', retryAfter(refusal.retryAt))
      return answer(request, reply, statusOfRefusal[refusal.code], {
        reason: refusal.reason,
        retryAt: refusal.retryAt,
        fields: whatWasSent(request),
        // Of a form with files only the text is still here: sent again it would go without them.
        canBeSentAgain: canBeSentAgain(refusal) && !request.isMultipart(),
        form: formOf(request, refusal),
      })
    })

    app.setNotFoundHandler(async (request, reply) =>
      answer(request, reply, 404, { reason: 'no-such-page' }),
    )
  },
  { name: 'error-pages', dependencies: ['csrf-protection', 'html-replies'] },
)

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  problem: Omit<Problem, 'status' | 'requestId' | 'action'>,
) {
  const reader = problem.canBeSentAgain ? readerWithForm(request, reply) : readerOf(request)
  reply.code(status)
  return problemPage(reader, { ...problem, status, requestId: request.id, action: request.url })
}

/** Nothing was done yet, and the same form will be good in a moment: the page offers to send it again. */
function canBeSentAgain({ code, reason }: Refusal): boolean {
  return reason === 'stale-form' || code === 'busy' || code === 'too-many'
}

/** Where the form is, when what was sent could not even be read: all that was saved before is still there. */
function formOf(request: FastifyRequest, { code }: Refusal): string | undefined {
  const { url } = request.routeOptions
  const isUnread = request.method === 'POST' && unread.includes(code)
  return isUnread && url !== undefined && request.server.hasRoute({ method: 'GET', url })
    ? request.url
    : undefined
}

const unread: readonly RefusalCode[] = ['bad-request', 'too-slow', 'too-large', 'wrong-type']

/** The typed fields, so that a page can carry them on; never a password. */
function whatWasSent(request: FastifyRequest): Problem['fields'] {
  const { _csrf, ...fields } = bodyOf(request)
  const names = Object.keys(fields)
  const isSecret = names.some((name) => /password/i.test(name))
  return request.method === 'POST' && !isSecret && names.length > 0 ? fields : undefined
}

/** What Fastify itself refuses, in our words; `undefined` for what is our fault. */
function refusalOf(error: FastifyError): Refusal | undefined {
  if (error instanceof Refusal) return error
  const code = codeOfStatus[error.statusCode ?? 500]
  return code && new Refusal(code, reasonOfCode[code] ?? 'not-a-form', { cause: error })
}

const codeOfStatus: Record<number, RefusalCode> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'bad-request',
  406: 'bad-request',
  408: 'too-slow',
  411: 'bad-request',
  413: 'too-large',
  414: 'bad-request',
  415: 'wrong-type',
  429: 'too-many',
}

const reasonOfCode: Partial<Record<RefusalCode, string>> = {
  'not-found': 'no-such-page',
  'too-slow': 'too-slow',
  'too-large': 'too-large',
  'too-many': 'too-many',
}

function retryAfter(retryAt: number): string {
  return String(Math.max(1, Math.ceil((retryAt - Date.now()) / 1000)))
}
