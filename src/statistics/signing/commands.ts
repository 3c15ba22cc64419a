import { labelled } from '#views/statistics/labels.ts'
import { wordsIn } from '#views/words/words.ts'
import { monthOf, startOfDay, type Calendar } from '../../calendar/calendar.ts'
import { firstDayOf, lastDayOf, nextMonth, previousMonth } from '../../calendar/fiscal-year.ts'
import { monthPeriod } from '../../calendar/period.ts'
import { inTurn } from '../../database/locking.ts'
import type { Tx } from '../../database/open.ts'
import { ruleOn } from '../../department/rules.ts'
import { countUndatedLetters } from '../../mail/store.ts'
import { Refusal } from '../../refusal.ts'
import { grounds } from '../../requests/grounds.ts'
import type { Month } from '../../requests/info-request.ts'
import type { Services } from '../../services.ts'
import { findAccountEntry } from '../../staff/store.ts'
import { figuresOf, type Figures } from '../figures.ts'
import {
  addReferences,
  changesOf,
  countedFrom,
  isOfRequests,
  isOld,
  type References,
} from '../histories.ts'
import { completed } from '../count-anew.ts'
import { readHistories } from '../history-store.ts'
import { gather, mergedCounts, mergedTallies, type FigureChanges } from '../kept-counts.ts'
import {
  differencesBetween,
  markOf,
  mayBeSigned,
  writeDocument,
  type Checks,
  type Difference,
} from './document.ts'
import {
  addClosing,
  findSignedMonth,
  listSignedMonths,
  listUnsigned,
  readCountedOf,
  type SignedMonth,
} from './store.ts'
import { findFirstMonth, listDivisions, takeFigures, type DivisionNames } from '../queries.ts'

/** How a month stands before somebody signs it. */
export type MonthStanding = {
  month: Month
  /** As they are counted now. */
  figures: Figures
  checks: Checks
  /** Whether nothing that was found out stands against the signature. */
  mayBeSigned: boolean
  /** What was last signed, and where the figures of today differ from it. */
  signed: SignedMonth | undefined
  differences: Difference[]
  /** Stands for the figures, for the form. */
  mark: string
}

/** Looks at everything that has to be so before a month is signed. */
export async function readMonthStanding(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  month: Month,
): Promise<MonthStanding> {
  const takenAt = clock()
  const divisions = await listDivisions(db.read)
  const figures = await takeFigures(db.read, { period: monthPeriod(month), takenAt, divisions })
  const signed = await findSignedMonth(db.read, month)
  const checks = await readChecks(db.read, figures, month)
  return {
    month,
    figures,
    checks,
    mayBeSigned: mayBeSigned(checks),
    signed,
    differences: signed ? differencesBetween(signed.document.figures.tables, figures.tables) : [],
    mark: markOf(figures),
  }
}

async function readChecks(tx: Tx, figures: Figures, month: Month): Promise<Checks> {
  const before = previousMonth(month)
  return {
    hasBegun: month >= (await findFirstToSign(tx, figures)),
    isOver: figures.standing === 'over',
    unsignedBefore: await listUnsigned(tx, before),
    changedBefore: await listChanged(tx, before, figures.takenAt),
    agrees: figures.mismatches.length === 0,
    undatedLetters: await countUndatedLetters(tx, startOfDay(firstDayOf(nextMonth(month)))),
  }
}

/** The first month with figures; in an empty service the first that can still have some. */
async function findFirstToSign(tx: Tx, { takenOn }: Figures): Promise<Month> {
  return (await findFirstMonth(tx)) ?? lookingBackFrom(monthOf(takenOn))
}

/** A late entry goes back a year at most, so months that were signed longer ago stay as they are. */
function lookingBackFrom(month: Month): Month {
  return Temporal.PlainYearMonth.from(month).subtract({ months: 13 }).toString()
}

/** Signed months whose figures are others now than they were then. */
async function listChanged(tx: Tx, upTo: Month, takenAt: number): Promise<Month[]> {
  const from = lookingBackFrom(upTo)
  const divisions = await listDivisions(tx)
  const changed: Month[] = []
  for (const signed of await listSignedMonths(tx, { from, to: upTo }))
    if ((await differencesFrom(tx, signed, { takenAt, divisions })).length > 0)
      changed.push(signed.month)
  return changed
}

/** Where the figures of a month are others now than were last signed; nowhere while nobody has signed it. */
export async function readDifferences(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  month: Month,
): Promise<Difference[]> {
  const signed = await findSignedMonth(db.read, month)
  if (!signed) return []
  const divisions = await listDivisions(db.read)
  return differencesFrom(db.read, signed, { takenAt: clock(), divisions })
}

async function differencesFrom(
  tx: Tx,
  { month, document }: SignedMonth,
  taking: { takenAt: number; divisions: readonly DivisionNames[] },
): Promise<Difference[]> {
  const { tables } = await takeFigures(tx, { ...taking, period: monthPeriod(month) })
  return differencesBetween(document.figures.tables, tables)
}

/** What the secretary signs. */
export type Signing = {
  month: Month
  /** 1, or one more than what was signed before. */
  revision: number
  /** Needed from the second revision on. */
  reason: string
  /** Of the figures that were shown. */
  mark: string
  accountId: number
}

/**
 * Signs a month: counts everything once more from the histories, and freezes figures, definitions and references.
 * Gives the SHA-256 of what was signed.
 * Throws a `Refusal`: `conflict` when it is signed already or the figures have changed since they were shown,
 * `invalid` when a check is open, when the histories do not give the figures, or when a correction corrects nothing.
 */
export async function closeMonth(
  services: Pick<Services, 'db' | 'clock' | 'rules' | 'calendar'>,
  signing: Signing,
): Promise<string> {
  const { db, clock } = services
  const { month, revision, reason, accountId } = signing
  const standing = await readMonthStanding(services, month)
  refuseUnlessReady(standing, signing)

  const at = clock()
  const divisions = await listDivisions(db.read)
  const recounted = await recount(db.read, standing, {
    divisions,
    calendar: await services.calendar(),
  })
  const { username, name, post } = await findAccountEntry(db.read, accountId)
  const letterhead = ruleOn(await services.rules(), 'letterhead', lastDayOf(month))
  const names = { divisions, grounds }
  const tablesIn = (language: 'th' | 'en') =>
    labelled({ language, words: wordsIn[language] }, standing.figures.tables, names)
  const written = writeDocument(
    {
      month,
      revision,
      reason,
      replaces: standing.signed?.sha256 ?? null,
      department: { th: letterhead.nameTh, en: letterhead.nameEn },
      signedBy: { username, name, post },
      signedAt: Temporal.Instant.fromEpochMilliseconds(at).toString(),
      figures: standing.figures,
      tables: { th: tablesIn('th'), en: tablesIn('en') },
      counted: await readCountedOf(db.read, month),
      requestsRead: recounted.requests,
    },
    recounted.references,
  )
  await db.write(async (tx) => {
    await inTurn(tx, 'month closing') // no late entry comes in between either
    const now = await takeFigures(tx, {
      period: monthPeriod(month),
      takenAt: standing.figures.takenAt,
      divisions,
    })
    if (markOf(now) !== standing.mark) throw new Refusal('conflict', 'figures-changed')
    const newest = await findSignedMonth(tx, month)
    if ((newest?.revision ?? 0) !== revision - 1) throw new Refusal('conflict', 'already-signed')
    await addClosing(tx, {
      ...written,
      month,
      revision,
      reason,
      signedById: accountId,
      signedAt: at,
    })
  })
  return written.sha256
}

function refuseUnlessReady(
  { checks, signed, differences, mark, ...standing }: MonthStanding,
  signing: Signing,
): void {
  if (!checks.isOver) throw new Refusal('invalid', 'month-not-over')
  if (signing.revision !== (signed?.revision ?? 0) + 1)
    throw new Refusal('conflict', 'already-signed')
  if (!standing.mayBeSigned) throw new Refusal('invalid', 'checks-open')
  if (signed && differences.length === 0) throw new Refusal('conflict', 'already-signed')
  if (signed && signing.reason.trim() === '') throw new Refusal('invalid', 'reason-missing')
  if (signing.mark !== mark) throw new Refusal('conflict', 'figures-changed')
}

/**
 * Counts a month from the histories alone, and finds the references behind each figure. Throws a `Refusal`: `conflict`
 * when the figures have changed meanwhile, `invalid` when the histories give other figures than the counters.
 */
async function recount(
  tx: Tx,
  { month, figures }: Pick<MonthStanding, 'month' | 'figures'>,
  { divisions, calendar }: { divisions: readonly DivisionNames[]; calendar: Calendar },
): Promise<{ references: References; requests: number }> {
  const figuring = { period: monthPeriod(month), takenAt: figures.takenAt, divisions }
  const days = { from: firstDayOf(month), to: lastDayOf(month) }
  const references: References = new Map()
  let all: FigureChanges = { tallies: [], counts: [] }
  let requests = 0
  let areOld = false
  for await (const histories of readHistories(tx, days)) {
    for (const history of histories) {
      const changes = changesOf(completed(history, calendar), month)
      addReferences(references, history, changes, figuring)
      gather(all, changes)
      areOld ||= isOld(history)
    }
    requests += histories.length
    all = { tallies: mergedTallies(all.tallies), counts: mergedCounts(all.counts) }
  }
  const again = figuresOf(figuring, countedFrom(all, figuring.period))
  const isProved = (figure: Difference) => !isWithoutHistory(figure, areOld)
  if (differencesBetween(figures.tables, again.tables).some(isProved)) {
    // An entry that came in meanwhile is in the histories, and in the counters of now.
    const isChanged = markOf(await takeFigures(tx, figuring)) !== markOf(figures)
    throw isChanged
      ? new Refusal('conflict', 'figures-changed')
      : new Refusal('invalid', 'recount-differs')
  }
  return { references, requests }
}

/**
 * What histories cannot prove: how the form was used; and of the oldest requests, when they were due and how long they
 * took, since holidays and due days may have changed after their counters were filled.
 */
function isWithoutHistory({ table, row, column }: Difference, areOld: boolean): boolean {
  if (table === 'use') return true
  const isDuration = table === 'speed' && !isOfRequests(table, row, column)
  return areOld && (table === 'timeliness' || isDuration)
}
