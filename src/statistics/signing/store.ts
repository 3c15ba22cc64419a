import { and, asc, between, eq, max, sql } from 'drizzle-orm'
import { nextMonth } from '../../calendar/fiscal-year.ts'
import { monthPeriod, type Period } from '../../calendar/period.ts'
import type { Tx } from '../../database/open.ts'
import { accounts, monthClosings } from '../../database/schema.ts'
import type { Month } from '../../requests/info-request.ts'
import { figuresOf, type Counted, type Figures } from '../figures.ts'
import { readDocument, type SignedDocument, type WrittenDocument } from './document.ts'
import { findFirstMonth, readCounted, takeFigures, type DivisionNames } from '../queries.ts'

/** Who signed a month, when, and what proves it. */
export type Signature = {
  month: Month
  revision: number
  sha256: string
  /** UTC milliseconds. */
  signedAt: number
  /** The name of whoever signed, as it is now. */
  signedBy: string
  reason: string
}

/** A signature with what was signed. */
export type SignedMonth = Signature & { document: SignedDocument }

const signatureColumns = {
  month: monthClosings.month,
  revision: monthClosings.revision,
  sha256: monthClosings.sha256,
  signedAt: monthClosings.signedAt,
  signedBy: accounts.name,
  reason: monthClosings.reason,
}

/** The newest revision of each signed month of a time, the first month first. */
export async function listSignedMonths(
  tx: Tx,
  { from, to }: { from: Month; to: Month },
): Promise<SignedMonth[]> {
  const rows = await tx
    .select({ ...signatureColumns, document: monthClosings.document })
    .from(monthClosings)
    .innerJoin(accounts, eq(accounts.id, monthClosings.signedById))
    .where(and(between(monthClosings.month, from, to), isNewest))
    .orderBy(asc(monthClosings.month))
  return rows.map((row) => ({ ...row, document: readDocument(row) }))
}

const isNewest = sql`${monthClosings.revision} = (select max(newer.revision) from ${monthClosings} newer where newer.month = ${monthClosings.month})`

/** The newest signature of each signed month of a time, without what was signed. */
export async function listNewestSignatures(
  tx: Tx,
  { from, to }: { from: Month; to: Month },
): Promise<Signature[]> {
  return tx
    .select(signatureColumns)
    .from(monthClosings)
    .innerJoin(accounts, eq(accounts.id, monthClosings.signedById))
    .where(and(between(monthClosings.month, from, to), isNewest))
    .orderBy(asc(monthClosings.month))
}

/** What was last signed of a month; undefined before it was. */
export async function findSignedMonth(tx: Tx, month: Month): Promise<SignedMonth | undefined> {
  const [signed] = await listSignedMonths(tx, { from: month, to: month })
  return signed
}

/** Every signature under a month, the first first. */
export async function listSignatures(tx: Tx, month: Month): Promise<Signature[]> {
  return tx
    .select(signatureColumns)
    .from(monthClosings)
    .innerJoin(accounts, eq(accounts.id, monthClosings.signedById))
    .where(eq(monthClosings.month, month))
    .orderBy(asc(monthClosings.revision))
}

/** What was signed, byte for byte; undefined when there is no such revision. */
export async function findWritten(
  tx: Tx,
  month: Month,
  revision: number,
): Promise<WrittenDocument | undefined> {
  const { document, lists, sha256 } = monthClosings
  const [found] = await tx
    .select({ document, lists, sha256 })
    .from(monthClosings)
    .where(and(eq(monthClosings.month, month), eq(monthClosings.revision, revision)))
  return found
}

/** The newest signed month: they are signed in their order, so all before it are signed as well. */
export async function findLastSigned(tx: Tx): Promise<Month | undefined> {
  const [last] = await tx.select({ month: max(monthClosings.month) }).from(monthClosings)
  return last?.month ?? undefined
}

/** The months that nobody has signed, from the first with figures up to one; they are signed in their order. */
export async function listUnsigned(tx: Tx, upTo: Month): Promise<Month[]> {
  const first = await findFirstMonth(tx)
  const last = await findLastSigned(tx)
  const unsigned: Month[] = []
  for (
    let month = last === undefined ? first : nextMonth(last);
    month !== undefined && month <= upTo;
    month = nextMonth(month)
  )
    unsigned.push(month)
  return unsigned
}

/** Adds a signature. A revision that is there already makes it fail. */
export async function addClosing(
  tx: Tx,
  closing: typeof monthClosings.$inferInsert,
): Promise<void> {
  await tx.insert(monthClosings).values(closing)
}

/**
 * The figures of a period as the department stands by them: of a signed month what was signed, of a longer period what
 * was signed of its months and, for the others, what is counted now. What came to a signed month after its signature
 * counts in the first month of the period that is not signed, until a revision is: its request can be closed there, and
 * would otherwise be closed without having been received.
 */
export async function takePublishedFigures(
  tx: Tx,
  taking: { period: Period; takenAt: number; divisions: readonly DivisionNames[] },
): Promise<Figures> {
  const { period } = taking
  const signed = await listSignedMonths(tx, period)
  const [only] = signed
  if (!only) return takeFigures(tx, taking)
  if (period.kind === 'month') return only.document.figures
  return figuresOf(taking, withSigned(await readCounted(tx, period), signed, period))
}

/** Counters with those of signed months in their place. */
function withSigned(
  { tallies, counts, use }: Counted,
  signed: readonly Pick<SignedMonth, 'month' | 'document'>[],
  { to }: Period,
): Counted {
  const frozen = signed.map(({ document }) => document.counted)
  const next = nextMonth(signed.at(-1)?.month ?? to)
  const place = {
    signed: new Set(signed.map(({ month }) => month)),
    next: next <= to ? next : undefined,
  }
  return {
    tallies: inPlace(
      tallies,
      frozen.flatMap((counted) => counted.tallies),
      place,
    ),
    counts: inPlace(
      counts,
      frozen.flatMap((counted) => counted.counts),
      place,
    ),
    use: inPlace(
      use,
      frozen.flatMap((counted) => counted.use),
      place,
    ),
  }
}

/** What was signed, what is counted of other months, and what was added to signed ones since: in the month `next`. */
function inPlace<Row extends { month: string; count: number }>(
  rows: readonly Row[],
  frozen: readonly Row[],
  { signed, next }: { signed: ReadonlySet<string>; next: Month | undefined },
): Row[] {
  const isSigned = ({ month }: Row) => signed.has(month)
  const kept = [...frozen, ...rows.filter((row) => !isSigned(row))]
  if (next === undefined) return kept
  const later = [...rows.filter(isSigned), ...frozen.map((row) => ({ ...row, count: -row.count }))]
  return [...kept, ...later.map((row) => ({ ...row, month: next }))]
}

/** The counters of one month alone. */
export async function readCountedOf(tx: Tx, month: Month): Promise<Counted> {
  const { tallies, counts, use } = await readCounted(tx, monthPeriod(month))
  return { tallies: tallies.filter((row) => row.month === month), counts, use }
}
