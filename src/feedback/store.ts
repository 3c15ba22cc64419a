import { and, asc, count, desc, eq, getTableColumns, ne } from 'drizzle-orm'
import { toChange } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { accounts, feedback, improvements, infoRequests } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import {
  resultsOf,
  type Feedback,
  type ImprovementText,
  type Quarter,
  type QuarterResults,
} from './rules.ts'

/**
 * Notes that a request has its one feedback; false when it had it before. The only mark it leaves on the request: no
 * event is written, because its time would tell whose feedback is whose.
 */
export async function markGiven(tx: Tx, infoRequestId: number): Promise<boolean> {
  const marked = await tx
    .update(infoRequests)
    .set({ hasGivenFeedback: true })
    .where(and(eq(infoRequests.id, infoRequestId), eq(infoRequests.hasGivenFeedback, false)))
    .returning({ id: infoRequests.id })
  return marked.length > 0
}

/** Keeps what was said, with nothing that leads to who said it. `id`: random. */
export async function addFeedback(
  tx: Tx,
  given: Feedback & { id: string; quarter: Quarter },
): Promise<void> {
  await tx.insert(feedback).values(given)
}

/**
 * What the department's own survey says, for every quarter of a fiscal year with an answer, the newest first: how many
 * answered, and how many chose each of the five steps of the four questions (5 is "very satisfied"). A quarter with
 * fewer than five answers is only named (`isShown: false`), without any number; do not add quarters up beside it.
 * Comments are never part of it. For the public page, the staff and the evidence of participation.
 */
export async function feedbackResults(tx: Tx): Promise<QuarterResults[]> {
  const { quarter, clearSteps, equalTreatment, clearAnswer, easyService } = feedback
  // All in one query: several would each see another moment.
  const answers = await tx
    .select({ quarter, clearSteps, equalTreatment, clearAnswer, easyService, count: count() })
    .from(feedback)
    .groupBy(quarter, clearSteps, equalTreatment, clearAnswer, easyService)
  return resultsOf(answers)
}

/**
 * The comments of a quarter in the order of their random ids. Ask only for one whose results are shown: with few
 * answers somebody could tell whose they are.
 */
export async function listComments(tx: Tx, quarter: Quarter): Promise<string[]> {
  const rows = await tx
    .select({ comment: feedback.comment })
    .from(feedback)
    .where(and(eq(feedback.quarter, quarter), ne(feedback.comment, '')))
    .orderBy(asc(feedback.id))
  return rows.map(({ comment }) => comment)
}

// -- What we changed because of you -------------------------------------------------------------

export type Improvement = typeof improvements.$inferSelect

/** What the public reads of the changes: those that are not hidden, the newest first. */
export async function listPublishedImprovements(
  tx: Tx,
): Promise<Pick<Improvement, 'on' | 'textTh' | 'textEn'>[]> {
  const { on, textTh, textEn } = improvements
  return tx
    .select({ on, textTh, textEn })
    .from(improvements)
    .where(eq(improvements.isPublished, true))
    .orderBy(desc(on), desc(improvements.id))
}

export type ImprovementEntry = Improvement & { savedBy: string }

/** All of them, hidden ones as well, the newest first. */
export async function listImprovements(tx: Tx): Promise<ImprovementEntry[]> {
  return tx
    .select({ ...getTableColumns(improvements), savedBy: accounts.name })
    .from(improvements)
    .innerJoin(accounts, eq(accounts.id, improvements.savedById))
    .orderBy(desc(improvements.on), desc(improvements.id))
}

/** Throws a `Refusal` `not-found`. */
export async function findImprovement(tx: Tx, id: number): Promise<Improvement> {
  return existing(await selectOne(tx, id))
}

/** The same, for a change: others wait until it is done. */
export async function findImprovementToChange(tx: Tx, id: number): Promise<Improvement> {
  return existing(await toChange(selectOne(tx, id)))
}

function selectOne(tx: Tx, id: number) {
  return tx.select().from(improvements).where(eq(improvements.id, id))
}

function existing([found]: Improvement[]): Improvement {
  if (!found) throw new Refusal('not-found', 'no-such-page')
  return found
}

/** Whether these very words stand there for the same day. */
export async function isImprovement(
  tx: Tx,
  { on, textTh, textEn }: ImprovementText,
): Promise<boolean> {
  const [same] = await tx
    .select({ id: improvements.id })
    .from(improvements)
    .where(
      and(
        eq(improvements.on, on),
        eq(improvements.textTh, textTh),
        eq(improvements.textEn, textEn),
      ),
    )
    .limit(1)
  return same !== undefined
}

export async function addImprovement(tx: Tx, improvement: ImprovementText & Saving): Promise<void> {
  await tx.insert(improvements).values(improvement)
}

export async function saveImprovement(
  tx: Tx,
  id: number,
  changes: Partial<ImprovementText & Pick<Improvement, 'isPublished'>> & Saving,
): Promise<void> {
  await tx.update(improvements).set(changes).where(eq(improvements.id, id))
}

/** By whom and when (UTC milliseconds). */
type Saving = Pick<Improvement, 'savedById' | 'savedAt'>
