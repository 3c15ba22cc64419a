import { describe, expect, it } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { jobs } from '#src/database/schema.ts'
import { runWhenDue, type Job } from '#src/schedule.ts'
import { freshDatabase } from './support/database.ts'

const minute = 60_000
const hour = 60 * minute

describe('scheduled work', () => {
  it('is done once, whoever comes, and again when it is due', async () => {
    const world = await aWorld()
    const comeAll = () => Promise.all(Array.from({ length: 12 }, () => world.come()))
    expect((await comeAll()).filter(Boolean)).toHaveLength(1)
    expect(world.rounds()).toBe(1)

    world.time.now += hour - 1
    expect((await comeAll()).some(Boolean)).toBe(false)
    world.time.now += 1
    expect((await comeAll()).filter(Boolean)).toHaveLength(1)
    expect(world.rounds()).toBe(2)
    expect(await world.standing()).toMatchObject({ outcome: 'done', endedAt: world.time.now })
  })

  it('waits for whoever is at it, and is taken over when they have not ended in time', async () => {
    const world = await aWorld()
    const slow = Promise.withResolvers<void>()
    const dead = world.come({ work: () => slow.promise })
    await world.until('running')

    world.time.now += 10 * minute - 1
    expect(await world.come()).toBe(false)
    world.time.now += 1
    expect(await world.come()).toBe(true)
    expect(world.rounds()).toBe(1)

    // The one that was only slow ends after all, and does not undo what the other noted.
    const noted = await world.standing()
    world.time.now += minute
    slow.resolve()
    await dead
    expect(await world.standing()).toEqual(noted)
  })

  it('is held by whoever took it over, when the first ends late', async () => {
    const world = await aWorld()
    const [slow, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = world.come({ work: () => slow.promise })
    await world.until('running')
    world.time.now += 10 * minute
    const takenOver = world.come({ work: () => second.promise })
    await world.until('running', world.time.now)
    slow.resolve()
    await first
    expect(await world.come()).toBe(false)
    second.resolve()
    expect(await takenOver).toBe(true)
    expect(await world.standing()).toMatchObject({ outcome: 'done' })
  })

  it('is tried again after five minutes when it failed, and says why', async () => {
    const world = await aWorld()
    const fail = async () => {
      throw new Error('the disk was full')
    }
    await expect(world.come({ work: fail })).rejects.toThrow('the disk was full')
    expect(await world.standing()).toMatchObject({ outcome: 'failed' })
    world.time.now += 5 * minute - 1
    expect(await world.come()).toBe(false)
    world.time.now += 1
    expect(await world.come()).toBe(true)
    expect(await world.standing()).toMatchObject({ outcome: 'done' })
  })

  it('is not put off when it comes more often than that', async () => {
    const world = await aWorld({ everyMs: minute })
    const fail = async () => {
      throw new Error('no')
    }
    await expect(world.come({ work: fail })).rejects.toThrow('no')
    world.time.now += minute
    expect(await world.come()).toBe(true)
  })

  it('says why it failed also when that cannot be noted', async () => {
    const world = await aWorld()
    const breaking: Database = { ...world.db }
    const fail = async () => {
      breaking.write = async () => {
        throw new Error('the server is gone')
      }
      throw new Error('the disk was full')
    }
    await expect(world.come({ work: fail }, breaking)).rejects.toThrow('the disk was full')
  })

  it('goes by its name: one job holds up no other', async () => {
    const world = await aWorld()
    const slow = Promise.withResolvers<void>()
    const first = world.come({ work: () => slow.promise })
    await world.until('running')
    expect(await world.come({ name: 'another' })).toBe(true)
    slow.resolve()
    expect(await first).toBe(true)
  })
})

/** A database, a stopped clock, and an hourly job that counts its rounds. */
async function aWorld(changes: Partial<Job> = {}) {
  const db = await freshDatabase()
  const time = { now: 1_000_000 }
  const clock = () => time.now
  let rounds = 0
  const job: Job = {
    name: 'tidying',
    everyMs: hour,
    holdMs: 10 * minute,
    work: async () => void (rounds += 1),
    ...changes,
  }
  async function standing() {
    const [found] = await db.read.select().from(jobs)
    return found
  }
  return {
    db,
    time,
    rounds: () => rounds,
    standing,
    /** Somebody looks whether there is something to do. */
    come: (other: Partial<Job> = {}, on = db) =>
      runWhenDue({ db: on, clock }, { ...job, ...other }),
    async until(outcome: 'running', startedAt = time.now) {
      await expect.poll(standing).toMatchObject({ outcome, startedAt })
    },
  }
}
