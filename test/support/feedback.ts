import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { letters } from '#src/database/schema.ts'
import type { Feedback, Quarter } from '#src/feedback/rules.ts'
import { addFeedback } from '#src/feedback/store.ts'
import { act, disclosing, plainNote } from './cases.ts'
import { openBrowser, submitRequest, type Browser, type Service } from './service.ts'

/** A form that is filled in; say only what matters. */
export const satisfied = {
  clearSteps: '5',
  equalTreatment: '4',
  clearAnswer: '3',
  easyService: '2',
  comment: '',
}

/** A request that was answered, with its requester's browser, which follows it. */
export async function anAnswered(
  service: Service,
  changes: Record<string, string> = {},
  { reply } = disclosing,
): Promise<{ reference: string; code: string; requester: Browser }> {
  const { reference, code } = await submitRequest(service, {
    topic: String(service.cast.topics.first),
    ...changes,
  })
  await act(service, reference, 'officer', 'accept', plainNote)
  await act(service, reference, 'officer', 'propose', { ...disclosing, reply })
  await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
  const requester = openBrowser(service)
  await requester.post('/track', { reference, code })
  return { reference, code, requester }
}

/** The way to the survey in the last letter with a decision, as it stands there but for the name of the host. */
export async function linkInLetter({ services }: Service): Promise<string> {
  const decisions = await services.db.read
    .select({ body: letters.body })
    .from(letters)
    .where(eq(letters.kind, 'decision'))
    .orderBy(letters.id)
  const address = /https?:\/\/\S+\/feedback\?token=\S+/.exec(decisions.at(-1)?.body ?? '')?.[0]
  if (address === undefined) throw new Error('No link to the survey in the letter')
  return address.replace(services.config.baseUrl, '')
}

/** So many answers of a quarter, all alike. */
export async function someFeedback(
  { services }: Pick<Service, 'services'>,
  quarter: Quarter,
  count: number,
  changes: Partial<Feedback> = {},
): Promise<void> {
  const given: Feedback = {
    clearSteps: 5,
    equalTreatment: 4,
    clearAnswer: 3,
    easyService: 2,
    comment: '',
    ...changes,
  }
  await services.db.write(async (tx) => {
    for (let one = 0; one < count; one += 1)
      await addFeedback(tx, { ...given, id: randomUUID(), quarter })
  })
}
