import { describe, expect, it } from 'vitest'
import { fillIn, openVisitor, sendIn } from '../support/visitor.ts'
import { beginService, folderOnDisk, startService } from './service.ts'
import { lookInto } from './wholeness.ts'

describe('a second service on the same folder', () => {
  it('ends with a sentence, and the first goes on', async () => {
    const dataDir = folderOnDisk()
    const first = await startService({ dataDir })
    const visitor = openVisitor(first.url)
    const idempotencyKey = await fillIn(visitor)

    const second = await (await beginService({ dataDir })).ended
    expect(second).toMatchObject({ code: 1, signal: null })
    expect(second.printed.trim()).toBe(`Another process is already serving the folder ${dataDir}`)

    const reference = await sendIn(visitor, idempotencyKey)
    expect(await visitor.get(`/requests/${reference}/receipt`)).toMatchObject({ status: 200 })
    expect((await first.stop()).code).toBe(0)
    expect(lookInto(dataDir)).toMatchObject({ references: [reference], damage: [] })
  })
})
