import { spawnSync } from 'node:child_process'
import { closeSync, cpSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { aPdf } from '../support/sample-files.ts'
import type { ServiceProcess } from '../support/service-process.ts'
import { fillIn, fillInPages, openVisitor, referenceOf, sendIn } from '../support/visitor.ts'
import { folderOnDisk, startService } from './service.ts'
import { halfReceivedFiles, lookInto } from './wholeness.ts'

/*
 * A disk of the service's own, that we can fill: a small file system in memory which only its process sees, and
 * which is gone with it. That takes the right to mount, as root or within a user namespace.
 */
const privateMounts = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
].find((words) => canMount(words))

const noMount = 'skipped: neither root nor a user namespace may mount a small disk here'

describe('a full disk', () => {
  it.skipIf(!privateMounts)(
    `tells people so, loses nothing they typed, and goes on once there is space${privateMounts ? '' : ` (${noMount})`}`,
    async () => {
      const dataDir = folderOnDisk()
      const service = await startService({ dataDir, through: onSmallDisk(dataDir) })
      const insideDir = path.join(`/proc/${service.pid}/root`, dataDir)
      const [early, ready, late] = [1, 2, 3].map(() => openVisitor(service.url))
      if (!early || !ready || !late) throw new Error('Three visitors were needed')
      const acknowledged = [await sendIn(early, await fillIn(early))]
      const idempotencyKey = await fillIn(ready)
      await fillInPages(late, { information: { subject: 'เรื่องที่พิมพ์ไว้ก่อนดิสก์เต็ม' } })

      const disk = fill(insideDir)
      // What is sent now is told so on a page of its own, in Thai, from which it can be sent again.
      const refused = await ready.post('/requests', { idempotencyKey })
      expect(refused).toMatchObject({ status: 503 })
      expect(refused.body).toContain('พื้นที่จัดเก็บเต็ม')
      expect(refused.body).toContain(`value="${idempotencyKey}"`)
      // What is typed on a page of the form comes back.
      await late.get('/requests/new/information')
      const typed = { subject: 'เรื่องใหม่', details: 'พิมพ์ไว้ยาวมาก'.repeat(20) }
      const notSaved = await late.post('/requests/new/information', typed)
      expect(notSaved).toMatchObject({ status: 503 })
      expect(notSaved.body).toContain(typed.details)
      // A file leaves nothing behind.
      const file = { name: 'ใหญ่.pdf', content: Buffer.concat([aPdf(), Buffer.alloc(200_000)]) }
      const notKept = await late.upload('/requests/new/files', { go: 'continue' }, file)
      expect(notKept).toMatchObject({ status: 503 })
      expect(notKept.body).toContain('พื้นที่จัดเก็บเต็ม')
      expect(halfReceivedFiles(insideDir)).toEqual([])
      // Reading goes on.
      expect(await late.get('/requests/new/check')).toMatchObject({ status: 200 })

      disk.free()
      acknowledged.push(referenceOf(await ready.post('/requests', { idempotencyKey })))
      const small = { name: 'เล็ก.pdf', content: aPdf() }
      expect(await late.upload('/requests/new/files', { go: 'continue' }, small)).toMatchObject({
        status: 303,
      })
      const check = await late.get('/requests/new/check')
      expect(check.body).toContain('เรื่องที่พิมพ์ไว้ก่อนดิสก์เต็ม')
      acknowledged.push(await sendIn(late, await fillIn(late)))

      const found = lookInto(snapshotOf(insideDir, service))
      expect(found.damage).toEqual([])
      expect(found.references.toSorted()).toEqual(acknowledged.toSorted())
      expect((await service.stop()).code).toBe(0)
    },
    60_000,
  )

  it('ends when a commit fails on the disk itself, and the next start finds everything that was acknowledged', async () => {
    const dataDir = folderOnDisk()
    // A limit on the size of files makes every write beyond it fail: to SQLite, a broken disk.
    const limited = ['/bin/sh', '-c', 'ulimit -f 3000; exec "$@"', 'limited'] // blocks of 512 bytes
    const doomed = await startService({ dataDir, through: limited })
    const acknowledged: string[] = []
    const visitor = openVisitor(doomed.url)
    let key: string | undefined
    try {
      for (;;) {
        key = undefined
        key = await fillIn(visitor)
        acknowledged.push(await sendIn(visitor, key))
      }
    } catch {
      // Not acknowledged: to be sent again.
    }
    expect(await doomed.ended).toMatchObject({ code: 1, signal: null })

    await startService({ dataDir, port: doomed.port })
    acknowledged.push(await sendIn(visitor, key ?? (await fillIn(visitor))))
    const found = lookInto(dataDir)
    expect(found.damage).toEqual([])
    expect(found.references.toSorted()).toEqual(acknowledged.toSorted())
  }, 60_000)
})

function canMount(words: readonly string[]): boolean {
  const [program = '', ...rest] = words
  const mount = ['mount', '-t', 'tmpfs', 'tmpfs', '/mnt']
  return spawnSync(program, [...rest, ...mount], { stdio: 'ignore' }).status === 0
}

/** Words that put a small disk of its own under the data folder of whatever they are followed by. */
function onSmallDisk(dataDir: string): string[] {
  const script = 'mount -t tmpfs -o size=6m,mode=700 tmpfs "$0" && exec "$@"'
  return [...(privateMounts ?? []), '/bin/sh', '-c', script, dataDir]
}

/** A copy of a folder that only this service sees, taken while it stands still. */
function snapshotOf(folder: string, { pid }: ServiceProcess): string {
  const copy = folderOnDisk()
  process.kill(pid, 'SIGSTOP')
  cpSync(folder, copy, { recursive: true })
  process.kill(pid, 'SIGCONT')
  return copy
}

/** Takes the last byte of the disk under a folder, until freed. */
function fill(folder: string): { free: () => void } {
  const filler = path.join(folder, 'filler')
  const file = openSync(filler, 'w')
  for (const size of [65_536, 4096, 1]) {
    try {
      while (writeSync(file, Buffer.alloc(size)) === size);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
  closeSync(file)
  return { free: () => rmSync(filler) }
}
