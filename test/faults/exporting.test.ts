import { once } from 'node:events'
import { expect, it } from 'vitest'
import { databaseFile } from '#src/database/start.ts'
import { migrateSqlite } from '#src/database/sqlite/migrate.ts'
import { openSqlite } from '#src/database/sqlite/open.ts'
import { listRowExports } from '#src/statistics/row-export/store.ts'
import { addCast, password } from '../support/service.ts'
import type { ServiceProcess } from '../support/service-process.ts'
import { addLongRequests, beginReading } from '../support/slow-reading.ts'
import { openVisitor } from '../support/visitor.ts'
import { receive } from '../statistics/busy-department.ts'
import { folderOnDisk, startService } from './service.ts'

const count = 800

it('an export whose process is killed is never taken for whole', async () => {
  const { dataDir, service } = await startFull()
  const answer = await beginExport(service)
  await once(answer, 'readable')
  answer.read()
  await service.kill()
  await expect(answer.toArray()).rejects.toThrow('aborted')
  expect(answer.complete).toBe(false)
  expect(await entriesIn(dataDir)).toMatchObject([
    { reason: 'เหตุผล', rows: 0, endedAt: null, sha256: null },
  ])
}, 60_000)

it('an export that is being read is finished before the service stops', async () => {
  const { dataDir, service } = await startFull()
  const answer = await beginExport(service)
  const stopped = service.stop()
  const pieces: Buffer[] = await answer.toArray()
  expect(answer.complete).toBe(true)
  expect(Buffer.concat(pieces).toString().split('\r\n')).toHaveLength(count + 3)
  expect(await stopped).toMatchObject({ code: 0, signal: null })
  expect(await entriesIn(dataDir)).toMatchObject([{ rows: count + 1 }])
}, 60_000)

/** A service with so many requests that no buffer on the way to a reader holds them all. */
async function startFull() {
  const dataDir = folderOnDisk()
  migrateSqlite(databaseFile(dataDir), { at: Date.now() })
  const db = openSqlite(databaseFile(dataDir))
  await addCast({ db, clock: Date.now })
  await receive(db, { on: '2026-10-01', serial: 1 })
  await addLongRequests(db, count)
  await db.close()
  return { dataDir, service: await startService({ dataDir }) }
}

/** The secretary orders an export of all of them, and begins to read it. */
async function beginExport({ url }: ServiceProcess) {
  const secretary = openVisitor(url)
  await secretary.get('/staff/sign-in')
  await secretary.post('/staff/sign-in', { username: 'secretary', password })
  await secretary.get('/staff/exports')
  const { location } = await secretary.post('/staff/exports', {
    from: '2026-10',
    to: '2026-10',
    reason: 'เหตุผล',
    withContacts: 'yes',
  })
  secretary.leave()
  const id = /ordered=(\d+)$/.exec(location)?.[1]
  return beginReading(`${url}/staff/exports/${id}/file`, secretary.cookies())
}

async function entriesIn(dataDir: string) {
  const db = openSqlite(databaseFile(dataDir))
  try {
    return await listRowExports(db.read, { before: undefined, limit: 10 })
  } finally {
    await db.close()
  }
}
