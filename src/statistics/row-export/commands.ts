import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Language } from '../../requests/info-request.ts'
import type { Services } from '../../services.ts'
import { byteOrderMark, csvLines } from '../csv.ts'
import {
  addRowExport,
  findNewestId,
  pagesOf,
  readExportNames,
  saveBegin,
  saveEnd,
  type ExportScope,
  type NewExport,
  type RowExport,
} from './store.ts'
import { cellsOf, columnsOf, longestExportMs, type Telling } from './columns.ts'

/** Of one process. Each reads beside the work of others, which more of them would slow. */
const mostAtOnce = 2

/**
 * Nothing else runs in this process while SQLite reads. So a page is short; and when the pages took so long together
 * (milliseconds), the export rests so many times as long: most of the time is for others. While those are busy it goes
 * on resting, up to so many times: it must end some day. Measured by `npm run bench`: see there.
 */
const rowsPerPage = 50
const longestWorkMs = 0.5
const restPerWork = 4
const longestRests = 25
/** The share of its time in which the process had something else to do. */
const busyShare = 0.5

type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>

/** Writes down who will take what out of the service, and why. Gives the id by which they fetch it. */
export async function orderExport(
  { db, clock }: Services,
  order: Omit<NewExport, 'startedAt'>,
  log: Log,
): Promise<number> {
  const id = await db.write((tx) => addRowExport(tx, { ...order, startedAt: clock() }))
  const { accountId: by, withContacts } = order
  log.info({ export: id, by, withContacts }, 'row export ordered')
  return id
}

/** The exports that one process hands over. */
export type RowExports = {
  /**
   * Gives the file of what was ordered as a stream, once: `gone` when that was done before. `busy` while as many are
   * under way as may be; then it can be fetched later. The stream ends only when it is written down that all of it was
   * handed over; when its reader leaves, the work stops, and that is written down.
   */
  fetch(ordered: RowExport, language: Language, log: Log): Promise<Readable | 'busy' | 'gone'>
}

export function rowExportsOf(services: Services, { pageSize = rowsPerPage } = {}): RowExports {
  let underWay = 0
  return {
    async fetch(ordered, language, log) {
      if (underWay >= mostAtOnce) return 'busy'
      underWay += 1
      try {
        const file = await begin(services, ordered, { language, pageSize, log })
        if (file === undefined) underWay -= 1
        else file.once('close', () => (underWay -= 1))
        return file ?? 'gone'
      } catch (error) {
        underWay -= 1
        throw error
      }
    },
  }
}

async function begin(
  { db, clock, calendar }: Services,
  { id, accountId, ...ordered }: RowExport,
  { language, pageSize, log }: { language: Language; pageSize: number; log: Log },
): Promise<Readable | undefined> {
  const telling = {
    withContacts: ordered.withContacts,
    names: await readExportNames(db.read, language),
    calendar: await calendar(),
  }
  const scope = { ...ordered, upTo: await findNewestId(db.read) }
  if (!(await db.write((tx) => saveBegin(tx, id)))) return undefined

  const told = { export: id, by: accountId, withContacts: ordered.withContacts }
  const sum = createHash('sha256')
  let rows = 0
  let isWhole = false
  async function* pieces(): AsyncGenerator<Buffer, void> {
    for await (const piece of piecesOf(db, scope, telling, pageSize)) {
      sum.update(piece.bytes)
      rows += piece.rows
      yield piece.bytes
    }
    // Before the answer ends: whoever has a whole file finds it written down.
    const whole = { endedAt: clock(), rows, sha256: sum.digest('hex') }
    await db.write((tx) => saveEnd(tx, id, whole))
    isWhole = true
  }

  log.info(told, 'row export begun')
  const file = Readable.from(pieces(), { objectMode: false })
  file.once('close', () => {
    if (isWhole) return log.info({ ...told, rows }, 'row export handed over')
    log.warn({ ...told, rows }, 'row export broken off')
    const brokenOff = { endedAt: clock(), rows, sha256: null }
    db.write((tx) => saveEnd(tx, id, brokenOff)).catch((err: unknown) =>
      log.error({ err, export: id }, 'a row export that was broken off could not be written down'),
    )
  })
  return file
}

type Piece = { bytes: Buffer; rows: number }

async function* piecesOf(
  { read }: Services['db'],
  scope: ExportScope,
  telling: Telling,
  pageSize: number,
): AsyncGenerator<Piece, void> {
  const begun = performance.now()
  const head = byteOrderMark + csvLines([columnsOf(scope.withContacts)])
  yield { bytes: Buffer.from(head), rows: 0 }
  let worked = 0
  let since = performance.now()
  for await (const page of pagesOf(read, scope, pageSize)) {
    const bytes = Buffer.from(csvLines(cellsOf(page, telling)))
    worked += performance.now() - since
    if (bytes.length > 0) yield { bytes, rows: page.length }
    if (worked >= longestWorkMs) {
      await rest(worked * restPerWork)
      worked = 0
    }
    since = performance.now()
    if (since - begun > longestExportMs) throw new Error('A row export took too long')
  }
}

/** Rests so long (milliseconds), and again while the process was busy meanwhile: somebody waits for an answer. */
async function rest(forMs: number): Promise<void> {
  for (let rests = 0; rests < longestRests; rests += 1) {
    const before = performance.eventLoopUtilization()
    await pause(Math.ceil(forMs))
    if (performance.eventLoopUtilization(before).utilization < busyShare) return
  }
}
