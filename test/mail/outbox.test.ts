import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { letters } from '#src/database/schema.ts'
import { deliverWaiting, newLine, post, startPost, type PostLog } from '#src/mail/outbox.ts'
import {
  DeliveryFailure,
  smtpPostman,
  type OutgoingLetter,
  type Postman,
} from '#src/mail/postman.ts'
import { countLetters, listLetters } from '#src/mail/store.ts'
import { freshDatabase } from '../support/database.ts'
import { addBareRequest, aLetter } from '../support/letters.ts'
import { startMailServer } from '../support/smtp.ts'

const place = { baseUrl: 'https://requests.example.go.th' }
const minute = 60_000

/** An outbox with a stopped clock, for requests 1 to 9. */
async function startOutbox(postman: Postman) {
  const db = await freshDatabase()
  await db.write(async (tx) => {
    for (let id = 1; id <= 9; id += 1) await addBareRequest(tx, id)
  })
  const time = { now: 1_000_000 }
  const logged: unknown[] = []
  const note = (...entry: unknown[]) => void logged.push(entry)
  const log: PostLog = { info: note, warn: note, error: note }
  const line = newLine()
  const clock = () => time.now
  onTestFinished(() => postman.close())
  return {
    db,
    time,
    log,
    logged,
    clock,
    post: (changes: Parameters<typeof aLetter>[0] = {}) =>
      db.write((tx) => post(tx, aLetter(changes), place, time.now)),
    deliver: () => deliverWaiting({ db, postman, clock, log, line }),
    letters: (infoRequestId = 1) => listLetters(db.read, infoRequestId),
  }
}

/** A postman who does what he is told, letter by letter, and then delivers. */
function aPostman(...does: (() => void | Promise<void>)[]) {
  const tried: OutgoingLetter[] = []
  return {
    tried,
    async deliver(letter: OutgoingLetter) {
      tried.push(letter)
      await does.shift()?.()
    },
    close() {},
  }
}

function fails(word: 'unreachable' | 'deferred' | 'rejected') {
  return () => {
    throw new DeliveryFailure(word)
  }
}

const from = 'no-reply@requests.example.go.th'

describe('a posted letter', () => {
  it('waits for its transaction, and vanishes with it', async () => {
    const outbox = await startOutbox(aPostman())
    const failed = outbox.db.write(async (tx) => {
      await post(tx, aLetter(), place, 0)
      throw new Error('changed our mind')
    })
    await expect(failed).rejects.toThrow('changed our mind')
    expect(await outbox.letters()).toEqual([])
  })

  it('has a Message-ID of our own', async () => {
    const outbox = await startOutbox(aPostman())
    await outbox.post()
    await outbox.post()
    const [one, two] = await outbox.letters()
    expect(one?.messageId).toMatch(/^<[\w-]{36}@requests\.example\.go\.th>$/)
    expect(two?.messageId).not.toBe(one?.messageId)
  })

  it('is for paper without an address', async () => {
    const outbox = await startOutbox(aPostman())
    await outbox.post({ toAddress: '' })
    expect(await outbox.deliver()).toBe(0)
    expect(await outbox.letters()).toMatchObject([{ state: 'on-paper', attempts: 0 }])
  })

  it('is delivered once, by a real server, and marked', async () => {
    const server = await startMailServer()
    const outbox = await startOutbox(smtpPostman(server.url, from))
    await outbox.post()
    expect(await outbox.deliver()).toBe(1)
    expect(await outbox.deliver()).toBe(0)
    expect(await outbox.letters()).toMatchObject([
      { state: 'sent', attempts: 1, sentAt: outbox.time.now, failure: '' },
    ])
    expect(server.arrived.map(({ mail }) => mail.messageId)).toEqual(
      (await outbox.letters()).map(({ messageId }) => messageId),
    )
  })

  it('is never under way inside a transaction', async () => {
    let inTime: Promise<string> | undefined
    const postman = aPostman(async () => {
      inTime = outbox.db.write(async () => 'written')
      await inTime
    })
    const outbox = await startOutbox(postman)
    await outbox.post()
    await outbox.deliver()
    expect(await inTime).toBe('written')
  })

  it('says nothing about its reader in the log', async () => {
    const server = await startMailServer()
    server.refuseNext.push(550)
    const outbox = await startOutbox(smtpPostman(server.url, from))
    await outbox.post()
    await outbox.deliver()
    const text = JSON.stringify(outbox.logged)
    expect(outbox.logged).toHaveLength(1)
    for (const secret of ['requester', 'example.org', 'ผู้ขอ', '69-000001']) {
      expect(text).not.toContain(secret)
    }
  })
})

describe('a letter that is not taken', () => {
  it('is tried again after a minute, five, fifteen, and sent once', async () => {
    const server = await startMailServer()
    server.refuseNext.push(450, 450, 450)
    const outbox = await startOutbox(smtpPostman(server.url, from))
    await outbox.post()
    for (const wait of [1, 5, 15]) {
      await outbox.deliver()
      expect(await outbox.letters()).toMatchObject([{ state: 'retrying', failure: 'deferred' }])
      outbox.time.now += wait * minute - 1
      expect(await outbox.deliver()).toBe(0)
      outbox.time.now += 1
    }
    expect(await outbox.deliver()).toBe(1)
    expect(await outbox.letters()).toMatchObject([{ state: 'sent', attempts: 4, failure: '' }])
    expect(server.asked).toHaveLength(4)
    expect(server.arrived).toHaveLength(1)
  })

  it('is given up after 72 hours', async () => {
    const postman = aPostman(...Array.from({ length: 99 }, () => fails('deferred')))
    const outbox = await startOutbox(postman)
    await outbox.post()
    const started = outbox.time.now
    for (let n = 0; n < 99; n += 1) {
      await outbox.deliver()
      const [letter] = await outbox.letters()
      if (letter?.state === 'failed') break
      outbox.time.now = letter?.nextTryAt ?? 0
    }
    expect(await outbox.letters()).toMatchObject([{ state: 'failed', failure: 'deferred' }])
    const hours = (outbox.time.now - started) / (60 * minute)
    expect(hours).toBeGreaterThan(67)
    expect(hours).toBeLessThanOrEqual(72)
    expect(postman.tried).toHaveLength(22)
  })

  it('has failed at once when its reader is unknown there', async () => {
    const server = await startMailServer()
    server.refuseNext.push(550)
    const outbox = await startOutbox(smtpPostman(server.url, from))
    await outbox.post()
    await outbox.deliver()
    outbox.time.now += 24 * 60 * minute
    await outbox.deliver()
    expect(await outbox.letters()).toMatchObject([
      { state: 'failed', failure: 'rejected', attempts: 1 },
    ])
    expect(server.asked).toHaveLength(1)
    expect(await countLetters(outbox.db.read)).toEqual({ waiting: 0, failed: 1 })
  })

  it('holds back no letter of the same request to somebody else', async () => {
    const postman = aPostman(fails('deferred'))
    const outbox = await startOutbox(postman)
    await outbox.post({ kind: 'third-party-notice', toAddress: 'party@example.com' })
    await outbox.post({ kind: 'decision' })
    expect(await outbox.deliver()).toBe(1)
    expect((await outbox.letters()).map(({ state }) => state)).toEqual(['retrying', 'sent'])
  })

  it('holds back the later letters of its request, and no others', async () => {
    const postman = aPostman(fails('deferred'))
    const outbox = await startOutbox(postman)
    await outbox.post({ infoRequestId: 1, subject: 'first' })
    await outbox.post({ infoRequestId: 1, subject: 'second' })
    await outbox.post({ infoRequestId: 2, subject: 'other' })
    await outbox.deliver()
    expect(postman.tried.map(({ subject }) => subject)).toEqual(['first', 'other'])
    outbox.time.now += minute
    await outbox.deliver()
    expect(postman.tried.map(({ subject }) => subject).slice(2)).toEqual(['first', 'second'])
  })
})

describe('a kill between the server’s yes and our note', () => {
  it('brings the letter again, with the same Message-ID, and once', async () => {
    const server = await startMailServer()
    const smtp = smtpPostman(server.url, from)
    let isKilled = true
    const outbox = await startOutbox({
      async deliver(letter) {
        await smtp.deliver(letter)
        if (isKilled) await new Promise(() => {}) // the process is gone: nothing after this happens
      },
      close: () => smtp.close(),
    })
    await outbox.post()
    void outbox.deliver()
    await vi.waitFor(() => expect(server.arrived).toHaveLength(1))

    isKilled = false // the next process
    outbox.time.now += 3 * minute - 1 // it might still be at it
    expect(await outbox.deliver()).toBe(0)
    outbox.time.now += 1
    expect(await outbox.deliver()).toBe(1)
    outbox.time.now += 100 * minute
    await outbox.deliver()
    expect(new Set(server.arrived.map(({ mail }) => mail.messageId)).size).toBe(1)
    expect(server.arrived).toHaveLength(2)
    expect(await outbox.letters()).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('is the same when the postman delivers and then stumbles', async () => {
    const postman = aPostman(() => {
      throw new Error('stumbled after the yes')
    })
    const outbox = await startOutbox(postman)
    await outbox.post()
    await outbox.deliver()
    outbox.time.now += minute
    expect(await outbox.deliver()).toBe(1)
    const [first, second] = postman.tried
    expect(second?.messageId).toBe(first?.messageId)
  })

  it('gives one letter to one of two that deliver at the same time', async () => {
    const postman = aPostman()
    const outbox = await startOutbox(postman)
    for (let n = 1; n <= 9; n += 1) await outbox.post({ infoRequestId: n })
    await Promise.all([outbox.deliver(), outbox.deliver(), outbox.deliver()])
    expect(postman.tried).toHaveLength(9)
  })
})

describe('a server that cannot be reached', () => {
  it('is asked by five letters, then by one a minute, and gets them all when it is back', async () => {
    const server = await startMailServer()
    const { port } = server
    await server.stop()
    const outbox = await startOutbox(smtpPostman(server.url, from))
    for (let n = 0; n < 27; n += 1) await outbox.post({ infoRequestId: (n % 9) + 1 })

    await outbox.deliver()
    const tries = async () => {
      const rows = await outbox.db.read.select({ attempts: letters.attempts }).from(letters)
      return rows.reduce((sum, { attempts }) => sum + attempts, 0)
    }
    expect(await tries()).toBe(6)
    await outbox.deliver()
    expect(await tries()).toBe(6)
    outbox.time.now += minute
    await outbox.deliver()
    expect(await tries()).toBe(7)

    const again = await startMailServer({ port })
    outbox.time.now += minute
    expect(await outbox.deliver()).toBe(27)
    expect(again.arrived).toHaveLength(27)
    for (let id = 1; id <= 9; id += 1) {
      const written = (await outbox.letters(id)).map(({ messageId }) => messageId)
      const came = again.arrived.map(({ mail }) => mail.messageId ?? '')
      expect(came.filter((messageId) => written.includes(messageId))).toEqual(written)
    }
  })
})

describe('the post', () => {
  it('delivers on a nudge, and finishes what is under way before it stops', async () => {
    const server = await startMailServer()
    const outbox = await startOutbox(smtpPostman(server.url, from))
    const postman = smtpPostman(server.url, from)
    onTestFinished(() => postman.close())
    const running = startPost(outbox, postman, outbox.log, { everyMs: 3_600_000 })
    await outbox.post()
    running.nudge()
    await vi.waitFor(async () => expect(await outbox.letters()).toMatchObject([{ state: 'sent' }]))

    server.thinkMs = 300
    await outbox.post()
    await outbox.post({ infoRequestId: 1, kind: 'message' })
    running.nudge()
    await vi.waitFor(() => expect(server.asked).toHaveLength(2))
    await running.stop()
    const states = (await outbox.letters()).map(({ state }) => state)
    expect(states).toEqual(['sent', 'sent', 'waiting'])
    running.nudge()
    expect(server.asked).toHaveLength(2)
  })

  it('looks by itself now and then, also after an error', async () => {
    const postman = aPostman()
    const outbox = await startOutbox(postman)
    let isBroken = true
    const db: Database = {
      ...outbox.db,
      write: (work) => {
        if (isBroken) throw new Error('no disk')
        return outbox.db.write(work)
      },
    }
    await outbox.post()
    const running = startPost({ db, clock: outbox.clock }, postman, outbox.log, { everyMs: 20 })
    await vi.waitFor(() => expect(outbox.logged).not.toEqual([]))
    isBroken = false
    await vi.waitFor(() => expect(postman.tried).toHaveLength(1))
    await running.stop()
  })
})
