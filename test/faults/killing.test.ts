import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { aPdf } from '../support/sample-files.ts'
import type { ServiceProcess } from '../support/service-process.ts'
import { fillInPages, keyOf, openVisitor, referenceOf } from '../support/visitor.ts'
import { folderOnDisk, startService } from './service.ts'
import { halfReceivedFiles, lookInto } from './wholeness.ts'

const kills = 12
const visitorsAtOnce = 6
const fileName = 'หนังสือขอข้อมูล.pdf'

describe('killing the service while people send their requests', () => {
  it('keeps whatever it acknowledged, whole and once, and takes a form again that was not', async () => {
    const dataDir = folderOnDisk()
    let service = await startService({ dataDir })
    const { port, url } = service
    const sent: Sent[] = []
    let isOver = false
    const visitors = Array.from({ length: visitorsAtOnce }, async () => {
      while (!isOver) sent.push(await askPatiently(url))
    })

    const livedMs: number[] = []
    for (let kill = 0; kill < kills; kill += 1) {
      const lifeMs = Math.round(20 + Math.random() * 400)
      livedMs.push(lifeMs)
      await pause(lifeMs)
      await service.kill()
      service = await startService({ dataDir, port })
    }
    isOver = true
    await Promise.all(visitors)
    await service.stop()

    const story = `after the lives of ${livedMs.join(', ')} ms`
    const found = lookInto(dataDir)
    expect(found.damage, story).toEqual([])
    // All forms were acknowledged in the end: each is there, and nothing else is.
    expect(found.references.toSorted(), story).toEqual(
      sent.map(({ reference }) => reference).toSorted(),
    )
    expect(sent.some(({ wasRepeated }) => wasRepeated)).toBe(true)
    expect(halfReceivedFiles(dataDir)).toEqual([])
  }, 180_000)
})

type Sent = { reference: string; wasRepeated: boolean }

/** One person's request, with a file; whatever breaks is done again, as people do it. */
async function askPatiently(url: ServiceProcess['url']): Promise<Sent> {
  const visitor = openVisitor(url)
  try {
    await patiently(() => fillInPages(visitor))
    await patiently(async () => {
      const { body } = await visitor.get('/requests/new/files')
      if (body.includes(fileName)) return
      const file = { name: fileName, content: aPdf() }
      const { status } = await visitor.upload('/requests/new/files', { go: 'continue' }, file)
      if (status !== 303) throw new Error(`The file was answered with ${status}`)
    })
    const check = await patiently(() => visitor.get('/requests/new/check'))
    const idempotencyKey = keyOf(check)

    let tries = 0
    const answer = await patiently(() => {
      tries += 1
      return visitor.post('/requests', { idempotencyKey })
    })
    const reference = referenceOf(answer)
    const receipt = await patiently(() => visitor.get(answer.location))
    if (!receipt.body.includes(reference)) throw new Error(`${reference} has no receipt`)
    return { reference, wasRepeated: tries > 1 }
  } finally {
    visitor.leave()
  }
}

/** Tries until the connection holds; an answer, whatever it says, ends the trying. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBrokenConnection(error)) throw error
      await pause(20)
    }
  }
}

function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].some((code) => code === error.code)
  )
}
