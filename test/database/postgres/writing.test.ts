import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inTurn, toChange } from '#src/database/locking.ts'
import type { Tx } from '#src/database/open.ts'
import { openPostgres, type PostgresOptions } from '#src/database/postgres/open.ts'
import { divisions, settings, topics } from '#src/database/schema.ts'
import { nextSerial } from '#src/requests/store.ts'
import { freshDatabaseUrl } from '../../support/database.ts'
import { asAdmin } from '../../support/postgres.ts'

describe('a transaction', () => {
  it('is all or nothing: one of fifty at once fails, alone and wholly', async () => {
    const { db } = await aDatabase()
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        db.write(async (tx) => {
          await tx.insert(settings).values({ name: `n${n}`, value: 'kept' })
          if (n === 25) throw new Error('the twenty-fifth changed its mind')
          return n
        }),
      ),
    )
    const failed = results.filter((result) => result.status === 'rejected')
    expect(failed.map((result) => String(result.reason))).toEqual([
      'Error: the twenty-fifth changed its mind',
    ])
    const names = await db.read.select({ name: settings.name }).from(settings)
    expect(names).toHaveLength(49)
    expect(names).not.toContainEqual({ name: 'n25' })
  })

  it('leaves nothing when its second statement breaks a rule', async () => {
    const { db } = await aDatabase()
    const broken = db.write(async (tx) => {
      await tx.insert(settings).values({ name: 'colour', value: 'blue' })
      await tx.insert(topics).values({ nameTh: 'ก', nameEn: 'a', divisionId: 99, position: 1 })
    })
    await expect(broken).rejects.toMatchObject({ cause: { code: '23503' } })
    expect(await db.read.$count(settings)).toBe(0)
  })

  it('is not done when a query failed and the work went on as if it had not', async () => {
    const { db } = await aDatabase()
    const careless = db.write(async (tx) => {
      await tx.insert(settings).values({ name: 'colour', value: 'blue' })
      await addTopicOfNoDivision(tx).catch(() => {})
    })
    await expect(careless).rejects.toThrow('went on after one of its queries failed')
    expect(await db.read.$count(settings)).toBe(0)
  })

  it('sees its own rows before others do', async () => {
    const { db } = await aDatabase()
    await db.write(async (tx) => {
      await tx.insert(settings).values({ name: 'colour', value: 'blue' })
      expect(await tx.select().from(settings)).toHaveLength(1)
      expect(await db.read.select().from(settings)).toHaveLength(0)
    })
    expect(await db.read.select().from(settings)).toHaveLength(1)
  })

  it('cannot be begun inside another, nor used after its end or by somebody else', async () => {
    const { db } = await aDatabase()
    await expect(db.write(() => db.write(async () => 'never'))).rejects.toThrow(
      'db.write was called inside db.write',
    )
    const late = await db.write(async (tx) => async () => tx.select().from(settings))
    await expect(late()).rejects.toMatchObject({ cause: { message: outside } })

    let lent: Tx | undefined
    const isLent = Promise.withResolvers<void>()
    const isOver = Promise.withResolvers<void>()
    const lender = db.write(async (tx) => {
      lent = tx
      isLent.resolve()
      await isOver.promise
    })
    await isLent.promise
    const borrowed = db.write(async () => lent?.select().from(settings))
    await expect(borrowed).rejects.toMatchObject({ cause: { message: outside } })
    isOver.resolve()
    await lender
    expect(await db.write(async () => 'works again')).toBe('works again')
  })

  it('cannot be had by reading', async () => {
    const { db } = await aDatabase()
    await db.write((tx) => tx.insert(settings).values({ name: 'colour', value: 'blue' }))
    await expect(db.read.delete(settings)).rejects.toBeInstanceOf(Error)
    await expect(db.read.insert(settings).values({ name: 'a', value: '' })).rejects.toBeInstanceOf(
      Error,
    )
    expect(await db.read.$count(settings)).toBe(1)
  })
})

const outside = 'A transaction was used outside the work it was given to'

describe('a race', () => {
  it('lets the loser see what the winner did', async () => {
    const { db } = await aDatabase()
    const take = (name: string) =>
      db.write((tx) =>
        tx
          .update(divisions)
          .set({ nameEn: name })
          .where(eq(divisions.nameEn, 'Office of the Secretary'))
          .returning({ id: divisions.id }),
      )
    const taken = await Promise.all([take('First'), take('Second')])
    expect(taken.flat()).toHaveLength(1)
  })

  it('is run again, once, by whoever lost it in a deadlock', async () => {
    const { db } = await aDatabase()
    await db.write((tx) =>
      tx.insert(settings).values(['one', 'two'].map((name) => ({ name, value: '' }))),
    )
    const runs: string[] = []
    const bothHaveOne = rendezvous(2)
    const change = (me: string, names: [string, string]) =>
      db.write(async (tx) => {
        runs.push(me)
        const isFirstRun = runs.filter((run) => run === me).length === 1
        await toChange(tx.select().from(settings).where(eq(settings.name, names[0])))
        if (isFirstRun) await bothHaveOne()
        await tx.update(settings).set({ value: me }).where(eq(settings.name, names[1]))
      })
    await Promise.all([change('A', ['one', 'two']), change('B', ['two', 'one'])])
    expect(runs).toHaveLength(3)
    const values = await db.read.select({ value: settings.value }).from(settings)
    expect(values.map(({ value }) => value).toSorted()).toEqual(['A', 'B'])
  })

  it('is run again after a serialization failure', async () => {
    const { db, url } = await aDatabase()
    await asAdmin(url, (client) =>
      client.query(
        `ALTER DATABASE ${client.database} SET default_transaction_isolation = 'serializable'`,
      ),
    )
    await db.write((tx) => tx.insert(settings).values({ name: 'count', value: '0' }))
    let runs = 0
    const bothHaveRead = rendezvous(2)
    const countUp = () =>
      db.write(async (tx) => {
        runs += 1
        const isFirstRun = runs <= 2
        const [row] = await tx.select().from(settings)
        if (isFirstRun) await bothHaveRead()
        await tx.update(settings).set({ value: String(Number(row?.value) + 1) })
      })
    await Promise.all([countUp(), countUp()])
    expect(runs).toBe(3)
    expect(await db.read.select().from(settings)).toEqual([{ name: 'count', value: '2' }])
  })

  it('is told to the person when it is lost twice', async () => {
    const { db } = await aDatabase()
    let runs = 0
    const unlucky = db.write(async () => {
      runs += 1
      throw Object.assign(new Error('could not serialize'), { code: '40001' })
    })
    await expect(unlucky).rejects.toMatchObject({ code: 'busy', reason: 'try-again' })
    expect(runs).toBe(2)
  })

  it('gives fifty writers fifty numbers in a row, and those that fail leave no hole', async () => {
    const { db } = await aDatabase()
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) =>
        db.write(async (tx) => {
          const serial = await nextSerial(tx, 2570)
          if (n % 6 === 5) throw new Error('changed its mind')
          return serial
        }),
      ),
    )
    const serials = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(serials.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 1),
    )
  })

  it('has its turns: what names the same thing comes one after the other', async () => {
    const { db } = await aDatabase()
    const seen: string[] = []
    const visit = (thing: string) =>
      db.write(async (tx) => {
        await inTurn(tx, 'the door of', thing)
        seen.push(`${thing} in`)
        await pause(50)
        seen.push(`${thing} out`)
      })
    await Promise.all([visit('a'), visit('a')])
    expect(seen).toEqual(['a in', 'a out', 'a in', 'a out'])
  })
})

describe('a connection that breaks', () => {
  it('before the commit costs nothing: the work is run again on another', async () => {
    const { db, url } = await aDatabase()
    let runs = 0
    await db.write(async (tx) => {
      runs += 1
      await tx.insert(settings).values({ name: 'colour', value: `run ${runs}` })
      if (runs === 1) await cutConnections(url)
    })
    expect(runs).toBe(2)
    expect(await db.read.select().from(settings)).toEqual([{ name: 'colour', value: 'run 2' }])
  })

  it('at the commit is not tried again: nobody knows whether it is done', async () => {
    const { db, url } = await aDatabase()
    // The commit itself ends its connection, as late as that can happen.
    await asAdmin(url, (client) =>
      client.query(`
        CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON settings DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION cut()`),
    )
    let runs = 0
    const unknown = db.write(async (tx) => {
      runs += 1
      await tx.insert(settings).values({ name: 'colour', value: 'blue' })
    })
    await expect(unknown).rejects.toMatchObject({ code: 'busy', reason: 'try-again' })
    expect(runs).toBe(1)
    expect(await db.write(async () => 'works again')).toBe('works again')
  })

  it('while nobody uses it is not even noticed', async () => {
    const { db, url } = await aDatabase()
    await Promise.all(Array.from({ length: 5 }, () => db.write(async () => pause(20))))
    await Promise.all(Array.from({ length: 5 }, () => db.read.select().from(settings)))
    await cutConnections(url)
    const results = await Promise.all([
      ...Array.from({ length: 5 }, () => db.read.$count(settings)),
      ...Array.from({ length: 5 }, () => db.write((tx) => tx.$count(settings))),
    ])
    expect(results).toEqual(Array.from({ length: 10 }, () => 0))
  })

  it('without a word is given up: a server that is frozen keeps nobody for ever', async () => {
    const { db, url } = await aDatabase({ answerTimeoutMs: 700 })
    const frozen: number[] = []
    onTestFinished(() => frozen.forEach((pid) => process.kill(pid, 'SIGCONT')))
    let runs = 0
    const held = db.write(async (tx) => {
      runs += 1
      await tx.insert(settings).values({ name: 'colour', value: 'blue' })
      for (const pid of await freeze(url)) frozen.push(pid)
      await tx.select().from(settings)
    })
    await expect(held).rejects.toMatchObject({ code: 'busy', reason: 'try-again' })
    expect(runs).toBe(1)
    expect(await db.write((tx) => tx.$count(settings))).toBe(0)
  })
})

describe('waiting', () => {
  it('for a row that somebody else holds ends in time, and only for that row', async () => {
    const { db, url } = await aDatabase({ lockTimeoutMs: 400 })
    await db.write((tx) => tx.insert(settings).values({ name: 'held', value: '' }))
    const change = (name: string) =>
      db.write((tx) => tx.update(settings).set({ value: 'new' }).where(eq(settings.name, name)))
    await holding(url, "SELECT * FROM settings WHERE name = 'held' FOR UPDATE", async () => {
      const started = performance.now()
      await expect(change('held')).rejects.toMatchObject({ code: 'busy', reason: 'try-again' })
      expect(performance.now() - started).toBeGreaterThan(300)
      expect(await db.read.$count(settings)).toBe(1)
      await change('another')
    })
    await change('held')
    expect(await db.read.select().from(settings)).toEqual([{ name: 'held', value: 'new' }])
  })

  it('to read ends in the same way', async () => {
    const { db, url } = await aDatabase({ lockTimeoutMs: 200 })
    await holding(url, 'LOCK TABLE settings IN ACCESS EXCLUSIVE MODE', async () => {
      const busy = { code: 'busy', reason: 'try-again' }
      await expect(db.read.select().from(settings)).rejects.toMatchObject(busy)
      await expect(db.read.$count(settings)).rejects.toMatchObject(busy)
      await expect(db.read.select().from(settings).limit(1)).rejects.toMatchObject(busy)
    })
  })

  it('for something slow is given up, with nothing stored and the connection replaced', async () => {
    const { db } = await aDatabase({ longestJob: 300, connectionsEach: 1 })
    const slow = db.write(async (tx) => {
      await tx.insert(settings).values({ name: 'slow', value: '' })
      await pause(60_000, undefined, { ref: false })
    })
    await expect(slow).rejects.toThrow('waited for something slow')
    await db.write((tx) => tx.insert(settings).values({ name: 'quick', value: '' }))
    expect(await db.read.select({ name: settings.name }).from(settings)).toEqual([
      { name: 'quick' },
    ])
  })
})

describe('closing', () => {
  it('finishes the writes that wait, also those without a connection yet, and takes no more', async () => {
    const url = await freshDatabaseUrl()
    const db = openPostgres(url, { connectionsEach: 2 })
    const written = Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        db.write((tx) => tx.insert(settings).values({ name: `n${n}`, value: '' })),
      ),
    )
    await db.close()
    await written
    await expect(db.write(async () => 'late')).rejects.toThrow('The database is closed')
    const { rows } = await asAdmin(url, (client) =>
      client.query('SELECT count(*)::int AS count FROM settings'),
    )
    expect(rows).toEqual([{ count: 20 }])
  })
})

describe('every session', () => {
  it('waits for the disk at every commit, and not for ever for anything, whatever the address asks for', async () => {
    const url = new URL(await freshDatabaseUrl())
    url.searchParams.set('options', '-c synchronous_commit=off -c search_path=public,pg_temp')
    const db = openPostgres(url.href)
    onTestFinished(() => db.close())
    const { asPostgres } = await import('#src/database/postgres/open.ts')
    const names = ['synchronous_commit', 'lock_timeout', 'statement_timeout', 'search_path']
    const shown = await db.write(async (tx) => {
      const found: unknown[] = []
      for (const name of names) found.push(...(await asPostgres(tx).execute(`SHOW ${name}`)).rows)
      return Object.assign({}, ...found)
    })
    expect(shown).toEqual({
      synchronous_commit: 'on',
      lock_timeout: '5s',
      statement_timeout: '20s',
      search_path: 'public,pg_temp',
    })
  })
})

async function aDatabase(options: PostgresOptions = {}) {
  const url = await freshDatabaseUrl()
  const db = openPostgres(url, options)
  onTestFinished(() => db.close())
  return { db, url }
}

async function addTopicOfNoDivision(tx: Tx): Promise<void> {
  await tx.insert(topics).values({ nameTh: 'ก', nameEn: 'a', divisionId: 99, position: 1 })
}

/** Waits until so many have come. */
function rendezvous(count: number): () => Promise<void> {
  const all = Promise.withResolvers<void>()
  let come = 0
  return () => {
    come += 1
    if (come === count) all.resolve()
    return all.promise
  }
}

const ofTheService =
  "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'khamkho'"

async function cutConnections(url: string): Promise<void> {
  await asAdmin(url, (client) => client.query(`SELECT pg_terminate_backend(pid) ${ofTheService}`))
}

/** Stops the processes of the server that serve us, as a machine does that swaps. Gives their ids. */
async function freeze(url: string): Promise<number[]> {
  const { rows } = await asAdmin(url, (client) =>
    client.query<{ pid: number }>(`SELECT pid ${ofTheService}`),
  )
  for (const { pid } of rows) process.kill(pid, 'SIGSTOP')
  return rows.map(({ pid }) => pid)
}

/** Does something while somebody else holds what this statement locks. */
async function holding(url: string, statement: string, work: () => Promise<void>): Promise<void> {
  const other = new Client({ connectionString: url })
  await other.connect()
  try {
    await other.query('BEGIN')
    await other.query(statement)
    await work()
  } finally {
    await other.end()
  }
}
