import { describe, expect, it } from 'vitest'
import { calendarOf, type Calendar } from '#src/calendar/calendar.ts'
import type { Database } from '#src/database/open.ts'
import { jobs } from '#src/database/schema.ts'
import { dueAt, eachWorkingDayAt, every, runNow, runWhenDue, type Job } from '#src/schedule.ts'
import { calendar2026 } from './calendar/holidays.ts'
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
    const dead = world.come({ work: () => ending(slow) })
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
    const first = world.come({ work: () => ending(slow) })
    await world.until('running')
    world.time.now += 10 * minute
    const takenOver = world.come({ work: () => ending(second) })
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
    const world = await aWorld(every(minute))
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
    const first = world.come({ work: () => ending(slow) })
    await world.until('running')
    expect(await world.come({ name: 'another' })).toBe(true)
    slow.resolve()
    expect(await first).toBe(true)
  })
})

describe('work of each working day at 08:30', () => {
  const morning = eachWorkingDayAt('08:30')
  const at = (moment: string) => Date.parse(`${moment}:00+07:00`)
  const after = (moment: string) => morning.nextAfter(at(moment), calendar2026)
  const due = (planned: string, now: string) =>
    dueAt({ nextAt: at(planned) }, morning, at(now), calendar2026)

  it.each([
    ['the same morning', '2026-11-25T08:29', '2026-11-25T08:30'],
    ['never twice in a morning', '2026-11-25T08:30', '2026-11-26T08:30'],
    ['the next day, when it was late', '2026-11-25T14:00', '2026-11-26T08:30'],
    ['on Monday after a Friday', '2026-11-27T08:30', '2026-11-30T08:30'],
    ['on Monday, seen from the weekend', '2026-11-28T06:00', '2026-11-30T08:30'],
    ['after Songkran', '2026-04-10T08:30', '2026-04-16T08:30'],
    ['on the day between a holiday and a weekend', '2026-12-10T09:00', '2026-12-11T08:30'],
    ['next year', '2026-12-30T09:00', '2027-01-04T08:30'],
    ['by the clock of Bangkok, not of Greenwich', '2026-11-26T00:10', '2026-11-26T08:30'],
  ])('comes next %s', (_, from, to) => {
    expect(new Date(after(from)).toISOString()).toBe(new Date(at(to)).toISOString())
  })

  it.each([
    ['it waits for its time', '2026-11-26T08:30', '2026-11-26T08:29', '2026-11-26T08:30'],
    ['it is due at its time', '2026-11-26T08:30', '2026-11-26T08:30', '2026-11-26T08:30'],
    ['missed, it is due at once', '2026-11-26T08:30', '2026-11-26T15:00', '2026-11-26T15:00'],
    ['missed for days, it is due once', '2026-11-23T08:30', '2026-11-26T15:00', '2026-11-26T15:00'],
    [
      'missed on Friday, not on Saturday',
      '2026-11-27T08:30',
      '2026-11-28T10:00',
      '2026-11-30T08:30',
    ],
    ['missed, not at night', '2026-11-25T08:30', '2026-11-26T03:00', '2026-11-26T08:30'],
    ['missed before Songkran', '2026-04-10T08:30', '2026-04-14T10:00', '2026-04-16T08:30'],
    [
      'planned for what became a holiday',
      '2026-12-10T08:30',
      '2026-12-09T20:00',
      '2026-12-11T08:30',
    ],
  ])('%s', (_, planned, now, expected) => {
    expect(new Date(due(planned, now)).toISOString()).toBe(new Date(at(expected)).toISOString())
  })

  it('is done once a day, however often somebody looks, and never on a holiday', async () => {
    const world = await aWorld({ ...morning, calendar: calendar2026 })
    const doneAt: string[] = []
    // Somebody looks every two hours, but the service is off from Friday morning until Tuesday.
    for (
      let looked = at('2026-04-09T00:30');
      looked <= at('2026-04-17T22:30');
      looked += 2 * hour
    ) {
      const isOff = looked > at('2026-04-10T07:00') && looked < at('2026-04-14T09:00')
      world.time.now = looked
      if (!isOff && (await world.come())) doneAt.push(new Date(looked + 7 * hour).toISOString())
    }
    expect(doneAt.map((moment) => moment.slice(0, 16))).toEqual([
      '2026-04-09T08:30',
      '2026-04-16T08:30',
      '2026-04-17T08:30',
    ])
  })
})

describe('work that somebody wants done now', () => {
  it('is done although it is not due, and keeps to its times', async () => {
    const world = await aWorld()
    expect(await world.come()).toBe(true)
    world.time.now += minute
    expect(await world.now()).toBe(true)
    expect(world.rounds()).toBe(2)
    expect(await world.standing()).toMatchObject({ nextAt: world.time.now + hour })
  })

  it('is not begun while somebody is at it, and is done once when two press at once', async () => {
    const world = await aWorld()
    const slow = Promise.withResolvers<void>()
    const first = world.come({ work: () => ending(slow) })
    await world.until('running')
    expect(await world.now()).toBe(false)
    slow.resolve()
    expect(await first).toBe(true)

    const held = Promise.withResolvers<void>()
    const turnedAway: boolean[] = []
    const pressed = [1, 2, 3, 4].map(async () => {
      const isOurs = await world.now({ work: () => ending(held) })
      if (!isOurs) turnedAway.push(true)
      return isOurs
    })
    await expect.poll(() => turnedAway).toHaveLength(3)
    held.resolve()
    expect((await Promise.all(pressed)).filter(Boolean)).toHaveLength(1)
  })
})

it('keeps what a job counted, until it is begun again', async () => {
  const world = await aWorld()
  await world.come()
  expect(await world.standing()).toMatchObject({ outcome: 'done', did: { rounds: 1 } })
  world.time.now += hour
  const fail = async () => {
    throw new Error('no')
  }
  await expect(world.come({ work: fail })).rejects.toThrow('no')
  expect(await world.standing()).toMatchObject({ outcome: 'failed', did: null })
})

const noHolidays = calendarOf([])

/** Work that ends when the test lets it. */
async function ending({ promise }: PromiseWithResolvers<void>) {
  await promise
  return {}
}

/** A database, a stopped clock, and an hourly job that counts its rounds. */
async function aWorld({
  calendar = noHolidays,
  ...changes
}: Partial<Job> & { calendar?: Calendar } = {}) {
  const db = await freshDatabase()
  const time = { now: 1_000_000 }
  const clock = () => time.now
  let rounds = 0
  const job: Job = {
    name: 'tidying',
    ...every(hour),
    holdMs: 10 * minute,
    work: async () => ({ rounds: (rounds += 1) }),
    ...changes,
  }
  const scheduling = { db, clock, calendar: async () => calendar }
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
      runWhenDue({ ...scheduling, db: on }, { ...job, ...other }),
    /** Somebody presses the button. */
    now: (other: Partial<Job> = {}) => runNow(scheduling, { ...job, ...other }),
    async until(outcome: 'running', startedAt = time.now) {
      await expect.poll(standing).toMatchObject({ outcome, startedAt })
    },
  }
}
