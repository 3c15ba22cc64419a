import type { FastifyBaseLogger, FastifyInstance, onResponseHookHandler } from 'fastify'
import fp from 'fastify-plugin'
import { isbot } from 'isbot'
import { addDays, dayOf, startOfDay } from '../../calendar/calendar.ts'
import type { Day } from '../../requests/info-request.ts'
import type { Services } from '../../services.ts'
import { addUse } from './store.ts'
import { familyOfRoute, familyViewed, type PageFamily, type UseCount } from './use.ts'

/** The views that this process has counted and not written yet: so many of each family on each day, and nothing else. */
export type ViewCounter = {
  /** @param at UTC milliseconds */
  count(family: PageFamily, at: number): void
  /** Gives what was counted, and begins anew. */
  take(): UseCount[]
  /** Counts again what could not be written. */
  putBack(counts: readonly UseCount[]): void
}

/** As many counters as two months without a database need; beyond that new days are not counted. */
const mostCounters = 600

export function viewCounter(): ViewCounter {
  let counters = new Map<string, UseCount>()
  let today = dayAround(0)

  function add(on: Day, family: string, count: number): void {
    const name = `${on} ${family}`
    const known = counters.get(name)
    if (known) known.count += count
    else if (counters.size < mostCounters)
      counters.set(name, { on, kind: 'viewed', detail: family, count })
  }

  return {
    count(family, at) {
      // Asking for the day of each page would cost more than all the rest.
      if (at < today.from || at >= today.until) today = dayAround(at)
      add(today.on, family, 1)
    },
    take() {
      const counted = [...counters.values()]
      counters = new Map()
      return counted
    },
    putBack(counts) {
      for (const { on, detail, count } of counts) add(on, detail, count)
    },
  }
}

/** The day in Bangkok of an instant, and when it begins and ends. */
function dayAround(at: number): { on: Day; from: number; until: number } {
  const on = dayOf(at)
  return { on, from: startOfDay(on), until: startOfDay(addDays(on, 1)) }
}

/** Counts each public page after it has left, in memory: its reader waits for nothing. */
export const countViews = fp(
  async (app: FastifyInstance, { views, clock }: Pick<Services, 'views' | 'clock'>) => {
    const isRobot = remembering(isbot)
    app.addHook('onRoute', (route) => {
      const { url } = route
      if (route.method !== 'GET' || !familyOfRoute.has(url)) return
      const onResponse: onResponseHookHandler = ({ method, headers }, { statusCode }, done) => {
        const family = familyViewed({ method, statusCode, route: url, headers }, isRobot)
        if (family !== undefined) views.count(family, clock())
        done()
      }
      route.onResponse = [route.onResponse ?? [], onResponse].flat()
    })
  },
  { name: 'count-views' },
)

/**
 * Most pages are asked for by the same few versions of browsers, and judging their names is the dearest part of counting
 * (2 of 3 µs; a page of ours takes 30). What is remembered is never written anywhere, and soon forgotten.
 */
function remembering(ask: (name: string) => boolean): (name: string) => boolean {
  const answers = new Map<string, boolean>()
  return (name) => {
    const known = answers.get(name)
    if (known !== undefined) return known
    const answer = ask(name)
    if (answers.size >= mostRemembered) answers.clear()
    if (name.length <= longestRemembered) answers.set(name, answer)
    return answer
  }
}

const mostRemembered = 200
/** In UTF-16 units; names of browsers have about 150. */
const longestRemembered = 300

/**
 * Writes what was counted, in one transaction; several processes add up. When that fails it is counted on, for the
 * next time, and the reason is thrown. (A connection that breaks while the server says that it is done makes it count
 * twice: ten seconds of one process, once in a great while.)
 */
export async function saveViews({ db, views }: Pick<Services, 'db' | 'views'>): Promise<void> {
  const counted = views.take()
  if (counted.length === 0) return
  try {
    await db.write((tx) => addUse(tx, counted))
  } catch (error) {
    views.putBack(counted)
    throw error
  }
}

/** Writes the views every few seconds, and once more at the end. Does not keep the process alive by itself. */
export function startSavingViews(
  services: Pick<Services, 'db' | 'views'>,
  log: Pick<FastifyBaseLogger, 'warn'>,
  { everyMs = 10_000 }: { everyMs?: number } = {},
): { stop(): Promise<void> } {
  let underWay: Promise<void> | undefined
  async function save(): Promise<void> {
    try {
      await saveViews(services)
    } catch (err) {
      log.warn({ err }, 'views could not be written; they are kept for the next time')
    }
    underWay = undefined
  }
  const timer = setInterval(() => void (underWay ??= save()), everyMs).unref()
  return {
    async stop() {
      clearInterval(timer)
      await underWay
      await save()
    },
  }
}
