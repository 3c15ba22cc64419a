import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect } from '#src/database/sqlite/open.ts'
import { databaseFile } from '#src/database/start.ts'
import { freePort } from '../support/service-process.ts'
import { startMailServer } from '../support/smtp.ts'
import { fillIn, openVisitor, sendIn } from '../support/visitor.ts'
import { folderOnDisk, startService } from './service.ts'
import { lookInto } from './wholeness.ts'

describe('a mail server that is gone', () => {
  it('does not keep a request from being taken, and its letters leave once when the server is back', async () => {
    const dataDir = folderOnDisk()
    const port = await freePort()
    const settings = { SMTP_URL: `smtp://127.0.0.1:${port}` }
    const service = await startService({ dataDir, settings })
    const visitors = ['one', 'two', 'three'].map((name) => ({
      visitor: openVisitor(service.url),
      email: `${name}@example.com`,
    }))
    for (const { visitor, email } of visitors) {
      const key = await fillIn(visitor, { you: { email } })
      const reference = await sendIn(visitor, key)
      const receipt = await visitor.get(`/requests/${reference}/receipt`)
      expect(receipt.body).toContain(reference)
    }
    await until(() => lookInto(dataDir).letters.every(({ state }) => state === 'retrying'))
    expect(lookInto(dataDir).letters).toHaveLength(visitors.length)

    const mailServer = await startMailServer({ port })
    letAMinutePass(dataDir)
    await until(() => lookInto(dataDir).letters.every(({ state }) => state === 'sent'))
    await pause(3500) // one more look at the outbox finds nothing
    expect(mailServer.arrived.map(({ to }) => to[0]).toSorted()).toEqual(
      visitors.map(({ email }) => email).toSorted(),
    )
    expect(lookInto(dataDir).damage).toEqual([])
    expect((await service.stop()).code).toBe(0)
  }, 60_000)

  it('holds up nobody when it takes the connection and says nothing, not even the end of the service', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    onTestFinished(() => void silent.close())
    await new Promise((resolve) => {
      silent.once('listening', resolve)
    })
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const dataDir = folderOnDisk()
    const settings = { SMTP_URL: `smtp://127.0.0.1:${port}` }
    const service = await startService({ dataDir, settings })
    const acknowledged: string[] = []
    for (let count = 0; count < 5; count += 1) {
      const visitor = openVisitor(service.url)
      acknowledged.push(await sendIn(visitor, await fillIn(visitor)))
    }
    expect(await service.stop()).toMatchObject({ code: 0, signal: null })
    const found = lookInto(dataDir)
    expect(found.damage).toEqual([])
    expect(found.references).toEqual(acknowledged)
    expect(found.letters.some(({ state }) => state === 'sent')).toBe(false)
  }, 60_000)
})

/** For the letters that wait: they may be tried again now. */
function letAMinutePass(dataDir: string): void {
  const sqlite = connect(databaseFile(dataDir))
  sqlite.exec("UPDATE letters SET next_try_at = next_try_at - 60000 WHERE state = 'retrying'")
  sqlite.close()
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(100)
}
