import { request, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { infoRequests } from '#src/database/schema.ts'

/** Asks for something; resolves when the answer begins, of which nothing is read until the test does. */
export async function beginReading(url: string, cookie: string): Promise<IncomingMessage> {
  const sent = request(url, { agent: false, headers: { cookie } })
  onTestFinished(() => void sent.destroy())
  const answered = Promise.withResolvers<IncomingMessage>()
  sent.once('response', answered.resolve)
  sent.on('error', answered.reject)
  sent.end()
  const answer = await answered.promise
  answer.on('error', () => {}) // it may be ended before its time
  return answer
}

/** Copies of the first request, with so much text each that no buffer on the way to a reader holds them all. */
export async function addLongRequests({ read, write }: Database, count: number): Promise<void> {
  const [first] = await read.select().from(infoRequests).limit(1)
  if (!first) throw new Error('There is no request to copy')
  const { id: _, ...copied } = first
  const details = 'ก'.repeat(8000)
  await write(async (tx) => {
    for (let i = 1; i <= count; i += 1)
      await tx.insert(infoRequests).values({ ...copied, details, reference: `copy ${i}` })
  })
}
