import type { InfoRequest } from '../requests/info-request.ts'
import { isLinkToken, linkToken } from '../web/secrets.ts'

type Of = Pick<InfoRequest, 'id' | 'reference'>

/** The way from a letter to the survey about one request: it opens the survey, never the request. */
export function feedbackLink(signingKey: string, { id, reference }: Of): string {
  return `/requests/${reference}/feedback?token=${tokenOf(signingKey, id)}`
}

export function opensFeedback(signingKey: string, { id }: Pick<Of, 'id'>, token: string): boolean {
  return isLinkToken(token, tokenOf(signingKey, id))
}

function tokenOf(signingKey: string, id: number): string {
  return linkToken(signingKey, 'feedback', id)
}
