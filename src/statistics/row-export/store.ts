import { and, desc, eq, gt, isNotNull, isNull, lt, lte, sql, type SQL } from 'drizzle-orm'
import { firstDayOf, lastDayOf } from '../../calendar/fiscal-year.ts'
import { keptQuery } from '../../database/kept-query.ts'
import type { Tx } from '../../database/open.ts'
import {
  accounts,
  divisions,
  events,
  infoRequests,
  rowExports,
  topics,
} from '../../database/schema.ts'
import type { Day, Language } from '../../requests/info-request.ts'
import type { ExportNames, ExportPeriod, ExportRow } from './columns.ts'

/** Which requests an export takes: those of the period up to the newest one when it began (`upTo`, an id). */
export type ExportScope = ExportPeriod & { withContacts: boolean; upTo: number }

/**
 * The requests of the scope in the order of their ids, page by page. Each page is a short query of its own, over so
 * many ids at most, whatever the period: nothing is held between two pages. A request is told as it is when its page
 * is read; one that comes meanwhile has a higher id than the last and is left to the next export.
 */
export async function* pagesOf(
  tx: Tx,
  { from, to, withContacts, upTo }: ExportScope,
  pageSize: number,
): AsyncGenerator<ExportRow[], void> {
  const period = { firstDay: firstDayOf(from), lastDay: lastDayOf(to) }
  const query = (withContacts ? rowsWithContacts : plainRows)(tx)
  for (let after = 0; after < upTo;) {
    const [next] = await nextRow(tx).execute({ after, upTo })
    if (!next) return
    const last = Math.min(next.id + pageSize - 1, upTo)
    yield await query.execute({ after, last, ...period })
    after = last
  }
}

const nextRow = keptQuery((tx) =>
  tx
    .select({ id: infoRequests.id })
    .from(infoRequests)
    .where(
      and(
        gt(infoRequests.id, sql.placeholder('after')),
        lte(infoRequests.id, sql.placeholder('upTo')),
      ),
    )
    .orderBy(infoRequests.id)
    .limit(1),
)

const plain = {
  reference: infoRequests.reference,
  channel: infoRequests.channel,
  language: infoRequests.language,
  topicId: infoRequests.topicId,
  divisionId: infoRequests.divisionId,
  status: infoRequests.status,
  outcome: infoRequests.outcome,
  receivedOn: infoRequests.receivedOn,
  dueOn: infoRequests.dueOn,
  limitOn: infoRequests.limitOn,
  closedOn: infoRequests.closedOn,
  requesterKind: infoRequests.requesterKind,
  accessForm: infoRequests.accessForm,
  deliverBy: infoRequests.deliverBy,
  subject: infoRequests.subject,
}

const contacts = {
  title: infoRequests.title,
  name: infoRequests.name,
  affiliation: infoRequests.affiliation,
  email: infoRequests.email,
  phone: infoRequests.phone,
  address: infoRequests.address,
  purpose: infoRequests.purpose,
  period: infoRequests.period,
  details: infoRequests.details,
}

const plainRows = keptQuery((tx) =>
  tx
    .select({ ...plain, workingDays: workingDaysIn(tx) })
    .from(infoRequests)
    .where(isOnPage())
    .orderBy(infoRequests.id),
)

const rowsWithContacts = keptQuery((tx) =>
  tx
    .select({ ...plain, workingDays: workingDaysIn(tx), ...contacts })
    .from(infoRequests)
    .where(isOnPage())
    .orderBy(infoRequests.id),
)

/** As they were counted with its last answer; nothing where that was not kept. */
function workingDaysIn(tx: Tx): SQL<number | null> {
  const counted = tx
    .select({ workingDays: events.workingDays })
    .from(events)
    .where(and(eq(events.infoRequestId, infoRequests.id), isNotNull(events.workingDays)))
    .orderBy(desc(events.position))
    .limit(1)
  return sql<number | null>`${counted}`.mapWith(events.workingDays)
}

function isOnPage(): SQL | undefined {
  // Not the bare column: its index would lead to all requests of the period for each page of a thousand.
  const receivedOn = sql`coalesce(${infoRequests.receivedOn}, '')`
  return and(
    gt(infoRequests.id, sql.placeholder('after')),
    lte(infoRequests.id, sql.placeholder('last')),
    sql`${receivedOn} BETWEEN ${sql.placeholder('firstDay')} AND ${sql.placeholder('lastDay')}`,
  )
}

/** The id of the newest request; 0 when there is none. */
export async function findNewestId(tx: Tx): Promise<number> {
  const [newest] = await tx
    .select({ id: infoRequests.id })
    .from(infoRequests)
    .orderBy(desc(infoRequests.id))
    .limit(1)
  return newest?.id ?? 0
}

/** The earliest day on which a request was received; undefined in an empty service. */
export async function findFirstDay(tx: Tx): Promise<Day | undefined> {
  const [first] = await tx
    .select({ day: infoRequests.receivedOn })
    .from(infoRequests)
    .orderBy(infoRequests.receivedOn)
    .limit(1)
  return first?.day
}

/** The names of all topics and divisions, also those of former times. */
export async function readExportNames(tx: Tx, language: Language): Promise<ExportNames> {
  const name = language === 'th' ? 'nameTh' : 'nameEn'
  const allTopics = await tx.select().from(topics)
  const allDivisions = await tx.select().from(divisions)
  return {
    topics: new Map(allTopics.map((topic) => [topic.id, topic[name]])),
    divisions: new Map(allDivisions.map((division) => [division.id, division[name]])),
  }
}

/** An export as it is written down before its first byte leaves. */
export type NewExport = ExportPeriod & {
  accountId: number
  reason: string
  withContacts: boolean
  /** UTC milliseconds. */
  startedAt: number
}

export type RowExport = typeof rowExports.$inferSelect

export async function addRowExport(tx: Tx, added: NewExport): Promise<number> {
  const [row] = await tx.insert(rowExports).values(added).returning({ id: rowExports.id })
  if (!row) throw new Error('The export was not written down')
  return row.id
}

/** An export that this person has written down, or undefined. */
export async function findOwnExport(
  tx: Tx,
  { id, accountId }: { id: number; accountId: number },
): Promise<RowExport | undefined> {
  const [found] = await tx
    .select()
    .from(rowExports)
    .where(and(eq(rowExports.id, id), eq(rowExports.accountId, accountId)))
  return found
}

/** Begins the handing over, which can be done once. Whether it was begun by this. */
export async function saveBegin(tx: Tx, id: number): Promise<boolean> {
  const begun = await tx
    .update(rowExports)
    .set({ rows: 0 })
    .where(and(eq(rowExports.id, id), isNull(rowExports.rows)))
    .returning({ id: rowExports.id })
  return begun.length > 0
}

/** It has ended: with the sum of the whole file (SHA-256, hexadecimal), or broken off without one after so many rows. */
export async function saveEnd(
  tx: Tx,
  id: number,
  end: { endedAt: number; rows: number; sha256: string | null },
): Promise<void> {
  await tx.update(rowExports).set(end).where(eq(rowExports.id, id))
}

/** An export of before, with who made it. */
export type ExportEntry = RowExport & { by: string }

/** The exports, the newest first; `before`: only those with a lower id. */
export async function listRowExports(
  tx: Tx,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<ExportEntry[]> {
  const rows = await tx
    .select({ entry: rowExports, by: accounts.name })
    .from(rowExports)
    .innerJoin(accounts, eq(accounts.id, rowExports.accountId))
    .where(before === undefined ? undefined : lt(rowExports.id, before))
    .orderBy(desc(rowExports.id))
    .limit(limit)
  return rows.map(({ entry, by }) => ({ ...entry, by }))
}
