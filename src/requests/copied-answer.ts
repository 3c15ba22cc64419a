import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import { readAnswer } from './case-file.ts'
import type { StaffActor } from './effects.ts'
import { readReference } from './reference.ts'
import { findInfoRequest } from './store.ts'
import { scopeOf } from './workflow.ts'

/** An answer that was given to another request, to begin a new one from. */
export type CopiedAnswer = {
  /** The reference it was asked for by, as typed. */
  typed: string
  /** Where the text comes from, and the text; without files, which were looked through for another person. */
  from?: string
  answer?: {
    typed: { outcome: string; reply: string; agency: string }
    withheld: { ground: string; reason: string }[]
  }
  faults: Fault[]
}

/** The answer of the request `?from=` names, if this person sees it and it is answered; nothing when it names none. */
export async function readCopiedAnswer(
  services: Pick<Services, 'db'>,
  { query, actor }: { query: unknown; actor: StaffActor },
): Promise<CopiedAnswer | undefined> {
  const typed = fromOf(query)
  if (typed === undefined) return undefined
  const fault = (name: string) => ({ typed, faults: [{ field: 'from', fault: name }] })
  if (typed.trim() === '') return fault('missing')
  const reference = readReference(typed)
  if (reference === undefined) return fault('not-a-reference')
  const infoRequest = await findInfoRequest(services.db.read, reference, scopeOf(actor)).catch(
    (error: unknown) => {
      if (error instanceof Refusal && error.code === 'not-found') return undefined
      throw error
    },
  )
  if (!infoRequest) return fault('no-such-request')
  const given = infoRequest.status === 'answered' && (await readAnswer(services, infoRequest))
  if (!given) return fault('not-answered')
  const { outcome, reply, agency, grounds } = given
  return {
    typed,
    from: reference,
    answer: {
      typed: { outcome, reply, agency },
      withheld: grounds.map(({ id, reason }) => ({ ground: id, reason })),
    },
    faults: [],
  }
}

const longestReference = 40

function fromOf(query: unknown): string | undefined {
  const from =
    typeof query === 'object' && query !== null && 'from' in query ? query.from : undefined
  return typeof from === 'string' ? from.slice(0, longestReference) : undefined
}
