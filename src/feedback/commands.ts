import { randomUUID } from 'node:crypto'
import { dayOf } from '../calendar/calendar.ts'
import { inTurn } from '../database/locking.ts'
import { findAnsweredOn, findInfoRequestById } from '../requests/store.ts'
import type { Services } from '../services.ts'
import {
  markOf,
  quarterOf,
  standingOf,
  type Feedback,
  type ImprovementText,
  type Standing,
} from './rules.ts'
import {
  addFeedback,
  addImprovement,
  findImprovementToChange,
  isImprovement,
  markGiven,
  saveImprovement,
} from './store.ts'

/**
 * Keeps what a requester says of the service: once for each request, and not as theirs. Gives how the request stood, so
 * anything but `open` means that nothing was kept.
 */
export async function giveFeedback(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  infoRequestId: number,
  given: Feedback,
): Promise<Standing> {
  const today = dayOf(clock())
  return db.write(async (tx) => {
    const infoRequest = await findInfoRequestById(tx, infoRequestId)
    const standing = standingOf(infoRequest, await findAnsweredOn(tx, infoRequestId), today)
    if (standing !== 'open') return standing
    // Of several forms at once, one marks the request.
    if (!(await markGiven(tx, infoRequestId))) return 'given'
    await addFeedback(tx, { ...given, id: randomUUID(), quarter: quarterOf(today) })
    return 'open'
  })
}

/** Publishes what was changed. The same form sent twice adds it once. */
export async function publishImprovement(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  improvement: ImprovementText,
  savedById: number,
): Promise<void> {
  const savedAt = clock()
  await db.write(async (tx) => {
    await inTurn(tx, 'improvements')
    if (await isImprovement(tx, improvement)) return
    await addImprovement(tx, { ...improvement, savedById, savedAt })
  })
}

/**
 * Corrects what was published. `seen`: the mark of what the form was filled in from. False when somebody has changed it
 * since; then it is left as it is. Throws a `Refusal` `not-found`.
 */
export async function correctImprovement(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  id: number,
  {
    improvement,
    seen,
    savedById,
  }: { improvement: ImprovementText; seen: string; savedById: number },
): Promise<boolean> {
  const savedAt = clock()
  return db.write(async (tx) => {
    const before = await findImprovementToChange(tx, id)
    if (markOf({ ...before, ...improvement }) === markOf(before)) return true
    if (markOf(before) !== seen) return false
    await saveImprovement(tx, id, { ...improvement, savedById, savedAt })
    return true
  })
}

/** Takes it from the public page, or puts it back; nothing is deleted. Throws a `Refusal` `not-found`. */
export async function showImprovement(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  id: number,
  { isPublished, savedById }: { isPublished: boolean; savedById: number },
): Promise<void> {
  const savedAt = clock()
  await db.write(async (tx) => {
    const before = await findImprovementToChange(tx, id)
    if (before.isPublished !== isPublished)
      await saveImprovement(tx, id, { isPublished, savedById, savedAt })
  })
}
