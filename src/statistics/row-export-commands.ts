import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { byteOrderMark, csvLines } from './csv.ts'
import {
  addRowExport,
  findNewestId,
  pagesOf,
  readExportNames,
  saveBrokenOff,
  saveWhole,
  type ExportScope,
  type NewExport,
} from './row-export-store.ts'
import { cellsOf, columnsOf, type Telling } from './row-export.ts'

/** Of one process. Each reads beside the work of others, which more of them would slow. */
const mostAtOnce = 2

/** One that takes longer has a reader that does not read; its turn is for somebody else (milliseconds). */
export const longestExportMs = 3_600_000

/**
 * Nothing else runs in this process while SQLite reads. So a page is short; and when the pages took so long together
 * (milliseconds), the export rests so many times as long: most of the time is for others. Measured by `npm run bench`:
 * a million rows take a minute, and the forms of others are answered as before.
 */
const rowsPerPage = 50
const longestWorkMs = 0.5
const restPerWork = 4

/** What is exported, why and for whom; see `NewExport`. */
export type ExportOrder = Omit<NewExport, 'startedAt'> & { language: Language }

/** The exports that one process has under way. */
export type RowExports = {
  /**
   * Writes down who takes what and why, and gives the file as a stream. Undefined while as many are under way as may
   * be: then nothing is written down. The stream ends only when it is written down too that all of it was handed
   * over; when its reader leaves, the work stops.
   */
  begin(order: ExportOrder, log: Log): Promise<Begun | undefined>
}

export type Begun = { id: number; file: Readable }
type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>

export function rowExportsOf(services: Services, { pageSize = rowsPerPage } = {}): RowExports {
  let underWay = 0
  return {
    async begin(order, log) {
      if (underWay >= mostAtOnce) return undefined
      underWay += 1
      try {
        const begun = await start(services, order, pageSize, log)
        begun.file.once('close', () => (underWay -= 1))
        return begun
      } catch (error) {
        underWay -= 1
        throw error
      }
    },
  }
}

async function start(
  { db, clock, calendar }: Services,
  { language, ...order }: ExportOrder,
  pageSize: number,
  log: Log,
): Promise<Begun> {
  const telling = {
    withContacts: order.withContacts,
    names: await readExportNames(db.read, language),
    calendar: await calendar(),
  }
  const scope = { ...order, upTo: await findNewestId(db.read) }
  const id = await db.write((tx) => addRowExport(tx, { ...order, startedAt: clock() }))
  const told = { export: id, by: order.accountId, withContacts: order.withContacts }
  log.info(told, 'row export begun')

  const sum = createHash('sha256')
  let rows = 0
  let isWhole = false
  async function* pieces(): AsyncGenerator<Buffer, void> {
    for await (const piece of piecesOf(db, scope, telling, pageSize)) {
      sum.update(piece.bytes)
      rows += piece.rows
      yield piece.bytes
    }
    // Before the last byte of the answer: whoever has a whole file finds it written down.
    const whole = { endedAt: clock(), rows, sha256: sum.digest('hex') }
    await db.write((tx) => saveWhole(tx, id, whole))
    isWhole = true
  }

  const file = Readable.from(pieces(), { objectMode: false })
  file.once('close', () => {
    if (isWhole) return log.info({ ...told, rows }, 'row export handed over')
    log.warn({ ...told, rows }, 'row export broken off')
    db.write((tx) => saveBrokenOff(tx, id, rows)).catch((err: unknown) =>
      log.error({ err, export: id }, 'a row export that was broken off could not be written down'),
    )
  })
  return { id, file }
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
      await pause(Math.ceil(worked * restPerWork))
      worked = 0
    }
    since = performance.now()
    if (since - begun > longestExportMs) throw new Error('A row export took too long')
  }
}
