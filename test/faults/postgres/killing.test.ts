import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPostgres } from '#src/database/postgres/open.ts'
import { every, runWhenDue } from '#src/schedule.ts'
import { freshDatabaseUrl } from '../../support/database.ts'
import { asAdmin } from '../../support/postgres.ts'
import { startRoundRobin } from '../../support/round-robin.ts'
import { startMailServer } from '../../support/smtp.ts'
import { askPatiently, type Sent } from '../asking.ts'
import { openDepartment, serve } from './services.ts'
import { lookInto } from './wholeness.ts'

/** At least: on a quick machine people go on until the processes were killed often enough. */
const submissions = 200
const fewestKills = 4
const visitorsAtOnce = 8
const shortestLifeMs = 200

describe('killing one of two processes, and then the other, while people send their requests', () => {
  it('loses nothing, doubles nothing, and leaves no hole', async () => {
    const mailServer = await startMailServer()
    const { url } = await openDepartment(await freshDatabaseUrl())
    const settings = { SMTP_URL: mailServer.url }
    const pair = await Promise.all([serve({ url }, { settings }), serve({ url }, { settings })])
    const proxy = await startRoundRobin(pair.map(({ port }) => port))
    const scheduled = keepLooking(url)

    const sent: Sent[] = []
    let begun = 0
    let kills = 0
    const visitors = Promise.all(
      Array.from({ length: visitorsAtOnce }, async () => {
        while (begun < submissions || kills < fewestKills) {
          begun += 1
          const you = { email: `${begun}@example.com` }
          sent.push(await askPatiently(proxy.url, { withFile: begun % 5 === 0, you }))
        }
      }),
    )
    let isOver = false
    void visitors.finally(() => (isOver = true))
    for (; !isOver; kills += 1) {
      await Promise.race([visitors, pause(shortestLifeMs + Math.random() * 800)])
      if (isOver) break
      const place = kills % 2 === 0 ? 0 : 1
      await pair[place].kill()
      pair[place] = await serve({ url }, { settings, port: pair[place].port })
    }
    await visitors
    expect(kills).toBeGreaterThanOrEqual(fewestKills)
    expect(sent.length).toBeGreaterThanOrEqual(submissions)

    const found = await lookInto(url)
    expect(found.damage).toEqual([])
    // All were acknowledged in the end: each is there, nothing else is, and no number was left out.
    expect(found.references.toSorted()).toEqual(sent.map(({ reference }) => reference).toSorted())
    expect(found.references).toHaveLength(sent.length)

    // Letters that a killed process had taken come again when its lease is over.
    await expect
      .poll(() => untilSent(url), { timeout: 30_000, interval: 500 })
      .toEqual({ sent: sent.length })
    const arrived = new Map<string, string[]>()
    for (const { to, mail } of mailServer.arrived)
      arrived.set(mail.messageId ?? '', [...(arrived.get(mail.messageId ?? '') ?? []), ...to])
    expect([...arrived.keys()].toSorted()).toEqual(
      found.letters.map((letter) => letter.message_id).toSorted(),
    )
    for (const to of arrived.values()) expect(new Set(to).size).toBe(1)
    expect(new Set([...arrived.values()].flat()).size).toBe(sent.length)
    // Twice comes only what a killed process had handed over without a word to us: few at each kill.
    expect(mailServer.arrived.length - sent.length).toBeLessThanOrEqual(kills * 3)

    expect(await scheduled.stop()).toBe(1)
    for (const service of pair)
      expect(await service.stop()).toMatchObject({ code: 0, signal: null, printed: '' })
  }, 180_000)
})

/** Lets a minute pass for the letters that wait, and gives how many are in which state. */
async function untilSent(url: string): Promise<Record<string, number>> {
  return asAdmin(url, async (client) => {
    await client.query(
      `UPDATE letters SET next_try_at = next_try_at - 60000 WHERE state IN ('waiting', 'retrying')`,
    )
    const { rows } = await client.query<{ state: string; count: number }>(
      'SELECT state, count(*)::int AS count FROM letters GROUP BY state',
    )
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  })
}

/** Three more who look again and again for an hourly job. Gives how often it was done. */
function keepLooking(url: string): { stop: () => Promise<number> } {
  let rounds = 0
  let isOver = false
  const job = {
    name: 'counting',
    ...every(3_600_000),
    holdMs: 60_000,
    work: async () => {
      await pause(100)
      rounds += 1
      return {}
    },
  }
  const lookers = [1, 2, 3].map(async () => {
    const db = openPostgres(url, { connectionsEach: 1 })
    while (!isOver) {
      await runWhenDue({ db, clock: Date.now, calendar: async () => new Map() }, job)
      await pause(50)
    }
    await db.close()
  })
  async function stop(): Promise<number> {
    isOver = true
    await Promise.all(lookers)
    return rounds
  }
  onTestFinished(async () => void (await stop()))
  return { stop }
}
