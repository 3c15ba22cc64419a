import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { openPostgres } from '#src/database/postgres/open.ts'
import { databaseBlobs } from '#src/files/database-blobs.ts'
import { keepBlob, type Blobs, type KeptBlob } from '#src/files/keep.ts'
import { sendFile } from '#src/files/send.ts'
import { freshDatabaseUrl, freshFolder } from '../../support/database.ts'
import { asAdmin } from '../../support/postgres.ts'

const MB = 1024 * 1024

describe('keeping bytes in the database', () => {
  it('gives back what came in, byte for byte, from whichever process', async () => {
    const world = await aWorld()
    const other = openPostgres(world.url)
    onTestFinished(() => other.close())
    const others = await databaseBlobs(other, () => 0, freshFolder())
    for (const size of [1, 1000, 256 * 1024, 256 * 1024 + 1, 3 * MB]) {
      const bytes = randomBytes(size)
      const blob = await keepBlob(world.blobs, from(bytes), size)
      expect(blob).toMatchObject({ size, sha256: sha256(bytes) })
      const given = Buffer.concat(await (await others.open(blob.id, size)).toArray())
      expect(given.equals(bytes), `${size} bytes`).toBe(true)
    }
  })

  it('never has a file whole in memory, neither coming nor going', async () => {
    const { blobs } = await aWorld()
    const size = 64 * MB
    const memory = measureMemory()
    async function* large() {
      for (let sent = 0; sent < size; sent += MB) {
        memory.look()
        yield randomBytes(MB)
      }
    }
    const blob = await keepBlob(blobs, large(), size)
    const hash = createHash('sha256')
    let given = 0
    for await (const chunk of await blobs.open(blob.id, size)) {
      const bytes: Buffer = chunk
      given += bytes.length
      hash.update(bytes)
      memory.look()
    }
    expect(given).toBe(size)
    expect(hash.digest('hex')).toBe(blob.sha256)
    expect(memory.mostMore()).toBeLessThan(size / 8)
  }, 60_000)

  it('leaves nothing behind that was too large, refused, or whose source failed', async () => {
    const world = await aWorld()
    await expect(keepBlob(world.blobs, from(Buffer.alloc(11)), 10)).rejects.toMatchObject({
      reason: 'file-too-large',
    })
    async function* broken() {
      yield Buffer.from('some')
      throw new Error('the line broke')
    }
    await expect(keepBlob(world.blobs, broken(), 10)).rejects.toThrow('the line broke')
    let inspected = ''
    await world.blobs.add(from(Buffer.from('bad')), 10, async (path) => {
      inspected = path
      expect(existsSync(path)).toBe(true)
      return { ok: false }
    })
    expect(existsSync(inspected)).toBe(false)
    expect(await world.counted()).toEqual({ files: 0, pieces: 0 })
  })

  it('shows nothing of a file until all of it is there, and sweeps what stays behind', async () => {
    const world = await aWorld()
    const kept = await keepBlob(world.blobs, from(Buffer.from('kept')), 10)
    // The database stops taking pieces in the middle, and then takes no clearing up either: as if we had died.
    let pieces = 0
    let id = ''
    const dying: Database = {
      ...world.db,
      write: async (work) => {
        pieces += 1
        if (pieces > 2) throw new Error('died')
        return world.db.write(work)
      },
    }
    const doomed = await databaseBlobs(dying, () => world.time.now, freshFolder())
    await expect(
      doomed.add(from(randomBytes(MB)), MB, async (path) => {
        id = path.slice(-32)
        return { ok: true }
      }),
    ).rejects.toThrow('died')
    expect(await world.counted()).toEqual({ files: 1, pieces: 3 })
    await expect(world.blobs.open(id, MB)).rejects.toThrow('not there')

    const listKnown = async () => new Set([kept.id])
    expect(await world.blobs.sweep(world.time.now, listKnown)).toBe(0)
    expect(await world.blobs.sweep(world.time.now + 1, listKnown)).toBe(1)
    expect(await world.counted()).toEqual({ files: 1, pieces: 1 })
    expect(await text(await world.blobs.open(kept.id, 4))).toBe('kept')
  })

  it('sweeps what no row knows, however many there are, and forgets what it is told to', async () => {
    const world = await aWorld()
    await asAdmin(world.url, (client) =>
      client.query(`INSERT INTO file_pieces (file_id, position, added_at, bytes)
        SELECT md5(n::text), 0, 0, 'x' FROM generate_series(1, 1200) AS n`),
    )
    const known = await keepBlob(world.blobs, from(Buffer.from('known')), 10)
    const listKnown = async (ids: string[]) => new Set(ids.filter((id) => id === known.id))
    expect(await world.blobs.sweep(world.time.now + 1, listKnown)).toBe(1200)
    expect(await world.counted()).toEqual({ files: 1, pieces: 1 })
    await world.blobs.remove(known.id)
    await world.blobs.remove(known.id)
    expect(await world.counted()).toEqual({ files: 0, pieces: 0 })
    await expect(world.blobs.open('../../etc/passwd', 1)).rejects.toThrow('Not the id of a file')
  })
})

describe('what was coming in when a process was killed', () => {
  it('is removed by the next one, but not what comes in to another that is alive', async () => {
    const { db } = await aWorld()
    const dataDir = freshFolder()
    mkdirSync(join(dataDir, 'incoming'))
    const [dead, alive] = ['dead', 'alive'].map((name) => join(dataDir, 'incoming', name))
    if (!dead || !alive) throw new Error('Two files were needed')
    for (const file of [dead, alive]) writeFileSync(file, 'half')
    const twoHoursAgo = new Date(Date.now() - 7_200_000)
    utimesSync(dead, twoHoursAgo, twoHoursAgo)
    await databaseBlobs(db, Date.now, dataDir)
    expect([dead, alive].map((file) => existsSync(file))).toEqual([false, true])
  })
})

describe('sending a file from the database', () => {
  it.each([
    ['a missing piece in the middle', 'DELETE FROM file_pieces WHERE position = 1'],
    ['a missing last piece', 'DELETE FROM file_pieces WHERE position = 3'],
    ['a piece too short', "UPDATE file_pieces SET bytes = 'x' WHERE position = 2"],
    ['a piece too many', "INSERT INTO file_pieces SELECT id, 4, 0, 'x' FROM kept_files"],
    ['no word that it is whole', 'DELETE FROM kept_files'],
  ])('is a page, and no file, where there is %s', async (_what, damage) => {
    const world = await aWorld()
    const { url } = await startSender(world, await keepBlob(world.blobs, from(randomBytes(MB)), MB))
    const whole = await fetch(url)
    expect((await whole.arrayBuffer()).byteLength).toBe(MB)
    await asAdmin(world.url, (client) => client.query(damage))
    const answer = await fetch(url)
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-disposition')).toBeNull()
  })

  it('breaks off, and never ends as if it were whole, when a piece goes missing on the way', async () => {
    const world = await aWorld()
    const size = 24 * MB
    const { url } = await startSender(
      world,
      await keepBlob(world.blobs, from(randomBytes(size)), size),
    )
    const answer = await fetch(url)
    expect(answer.headers.get('content-length')).toBe(String(size))
    const reader = answer.body?.getReader()
    await reader?.read()
    await asAdmin(world.url, (client) =>
      client.query('DELETE FROM file_pieces WHERE position = 95'),
    )
    const rest = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(rest()).rejects.toThrow('terminated')
  })
})

async function aWorld() {
  const url = await freshDatabaseUrl()
  const db = openPostgres(url)
  onTestFinished(() => db.close())
  const time = { now: 1000 }
  const blobs = await databaseBlobs(db, () => time.now, freshFolder())
  async function counted() {
    const { rows } = await asAdmin(url, (client) =>
      client.query<{ files: number; pieces: number }>(
        'SELECT (SELECT count(*) FROM kept_files)::int AS files, (SELECT count(*) FROM file_pieces)::int AS pieces',
      ),
    )
    return rows[0]
  }
  return { url, db, blobs, time, counted }
}

async function startSender({ blobs }: { blobs: Blobs }, blob: KeptBlob) {
  const app = Fastify()
  app.get('/', async (_request, reply) =>
    sendFile(reply, blobs, { ...blob, name: 'a.pdf', mediaType: 'application/pdf' }),
  )
  onTestFinished(() => app.close())
  return { url: await app.listen({ port: 0, host: '127.0.0.1' }) }
}

async function* from(bytes: Buffer) {
  for (let start = 0; start < bytes.length; start += 100_000)
    yield bytes.subarray(start, start + 100_000)
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What is really held in buffers, beyond what was held before: garbage is collected at each look. */
function measureMemory() {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('No garbage can be collected')
  const held = () => {
    collect()
    return process.memoryUsage().arrayBuffers
  }
  const before = held()
  let most = 0
  return {
    look: () => (most = Math.max(most, held() - before)),
    mostMore: () => most,
  }
}
