import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect as connectTo } from '#src/database/sqlite/open.ts'
import { databaseFile } from '#src/database/start.ts'
import type { ServiceProcess } from '../support/service-process.ts'
import { fillIn, openVisitor, referenceOf, sendIn, type Visitor } from '../support/visitor.ts'
import { folderOnDisk, startService } from './service.ts'
import { lookInto } from './wholeness.ts'

describe('stopping the service under load', () => {
  it('answers what it has begun, takes nothing new, and ends in good order', async () => {
    const dataDir = folderOnDisk()
    const service = await startService({ dataDir })
    const { url, port } = service
    const slow = openVisitor(url)
    const half = await sendHalf(service, slow, await fillIn(slow))
    const crowd = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const visitor = openVisitor(url)
        return { visitor, idempotencyKey: await fillIn(visitor) }
      }),
    )

    const answers = crowd.map(({ visitor, idempotencyKey }) =>
      visitor.post('/requests', { idempotencyKey }).catch(() => undefined),
    )
    const stopped = service.stop()
    await untilClosed(url)
    half.sendTheRest()
    const lateReference = referenceIn(await half.answer)
    expect(await stopped).toMatchObject({ code: 0, signal: null })

    // Of the crowd each was answered wholly: with a receipt, or that it was not taken.
    const told = (await Promise.all(answers)).filter((answer) => answer !== undefined)
    const statuses = new Set(told.map(({ status }) => status))
    expect([...statuses].every((status) => status === 303 || status === 503)).toBe(true)
    const acknowledged = [
      lateReference,
      ...told.filter(({ status }) => status === 303).map(referenceOf),
    ]
    expect(lookInto(dataDir).references).toEqual(expect.arrayContaining(acknowledged))

    // Whoever was not answered sends again to the next one, and has one request all the same.
    await startService({ dataDir, port })
    const again = await Promise.all(
      crowd.map(({ visitor, idempotencyKey }) => sendIn(visitor, idempotencyKey)),
    )
    const found = lookInto(dataDir)
    expect(found.damage).toEqual([])
    expect(found.references.toSorted()).toEqual([lateReference, ...again].toSorted())
  }, 60_000)

  it('writes what it counted of its use, which is otherwise only in its memory', async () => {
    const dataDir = folderOnDisk()
    const { url, stop } = await startService({ dataDir })
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101' }
    for (const path of ['/', '/guide', '/en']) await fetch(url + path, { headers })
    expect(await stop()).toMatchObject({ code: 0 })
    const sqlite = connectTo(databaseFile(dataDir))
    onTestFinished(() => void sqlite.close())
    const counted = sqlite.prepare('SELECT detail, count FROM use_counts ORDER BY detail').raw()
    expect(counted.all()).toEqual([
      ['guide', 1],
      ['home', 2],
    ])
  })
})

/** Sends a form as far as the middle of its body, on a connection that the service has already read from. */
async function sendHalf({ port }: ServiceProcess, visitor: Visitor, idempotencyKey: string) {
  const body = new URLSearchParams({ _csrf: visitor.token(), idempotencyKey }).toString()
  const socket: Socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let received = ''
  const hasBegun = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<string>()
  socket.on('data', (chunk) => {
    received += chunk.toString()
    if (received.startsWith('HTTP/1.1 100 Continue\r\n\r\n')) hasBegun.resolve()
  })
  socket.on('close', () => answer.resolve(received))
  socket.on('error', answer.reject)
  socket.write(
    [
      'POST /requests HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      `Cookie: ${visitor.cookies()}`,
      'Expect: 100-continue', // its answer tells that the service is at it
      '',
      body.slice(0, 20),
    ].join('\r\n'),
  )
  await hasBegun.promise
  return { answer: answer.promise, sendTheRest: () => void socket.write(body.slice(20)) }
}

function referenceIn(answer: string): string {
  const reference = /\r\nlocation: \/requests\/([\d-]+)\/receipt\r\n/.exec(answer)?.[1]
  if (reference === undefined) throw new Error(`No receipt in: ${answer}`)
  return reference
}

/** Until nobody new is let in. */
async function untilClosed(url: string): Promise<void> {
  while (await fetch(`${url}/healthz`).catch(() => undefined)) await pause(10)
}
