import type { Role } from '../requests/info-request.ts'
import type { DivisionEntry } from './store.ts'

/** Somebody the work would wait for in vain. */
export type Gap =
  | { lacks: 'secretary' | 'executive' }
  | { lacks: 'officer' | 'head'; division: Pick<DivisionEntry, 'id' | 'nameTh' | 'nameEn'> }

/**
 * Who is missing for every request to get an answer: a secretary for what no topic routes, an executive for
 * what is withheld, and in each division that gets requests an officer and a head, for an answer needs two.
 */
export function gapsIn(
  divisions: readonly DivisionEntry[],
  posts: readonly { role: Role; divisionId: number | null }[],
): Gap[] {
  const has = (role: Role, divisionId?: number) =>
    posts.some(
      (post) => post.role === role && (divisionId === undefined || post.divisionId === divisionId),
    )
  const gaps: Gap[] = []
  if (!has('secretary')) gaps.push({ lacks: 'secretary' })
  if (!has('executive')) gaps.push({ lacks: 'executive' })
  for (const division of divisions) {
    const getsRequests = division.openRequests > 0 || (division.isActive && division.topics > 0)
    if (!getsRequests) continue
    if (!has('officer', division.id)) gaps.push({ lacks: 'officer', division })
    if (!has('head', division.id)) gaps.push({ lacks: 'head', division })
  }
  return gaps
}
