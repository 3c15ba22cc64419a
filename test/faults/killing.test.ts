import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { askPatiently, type Sent } from './asking.ts'
import { folderOnDisk, startService } from './service.ts'
import { halfReceivedFiles, lookInto } from './wholeness.ts'

const kills = 12
const visitorsAtOnce = 6

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
