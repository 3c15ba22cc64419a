import type { InfoRequest, Event, Month, Outcome } from '../requests/info-request.ts'
import { isOpen } from '../requests/info-request.ts'
import type { Period } from '../calendar/period.ts'
import { columnsOf, figuresOf, type Counted, type DivisionInFigures } from './figures.ts'
import { changesOfStep, gather, type FigureChanges, type FiguredRequest } from './kept-counts.ts'

/*
 * The figures once more, from the histories themselves and from nothing that was kept: what is signed rests on this.
 */

/** A request with all its steps, the first first, and what each of its answers was. */
export type History = {
  infoRequest: Pick<
    InfoRequest,
    | 'reference'
    | 'channel'
    | 'language'
    | 'requesterKind'
    | 'purpose'
    | 'receivedOn'
    | 'dueOn'
    | 'limitOn'
  >
  steps: readonly Pick<
    Event,
    | 'position'
    | 'action'
    | 'role'
    | 'toStatus'
    | 'divisionId'
    | 'on'
    | 'dueOn'
    | 'limitOn'
    | 'workingDays'
  >[]
  /** By the position of the step that proposed it. */
  proposals: readonly { position: number; outcome: Outcome; grounds: readonly string[] }[]
}

/** Everything its steps added to the figures, up to the evening of the last day of a month. */
export function changesOf({ infoRequest, steps, proposals }: History, to: Month): FigureChanges {
  const gathered: FigureChanges = { tallies: [], counts: [] }
  let before: FiguredRequest | undefined
  for (const [index, step] of steps.entries()) {
    if (step.on.slice(0, 7) > to) break
    const isClosing = !isOpen({ status: step.toStatus }) && (!before || isOpen(before))
    const answer = proposals.findLast(({ position }) => position <= step.position)
    const gives = isClosing && step.toStatus === 'answered' ? answer : undefined
    const after: FiguredRequest = {
      ...infoRequest,
      status: step.toStatus,
      divisionId: step.divisionId,
      dueOn: step.dueOn ?? infoRequest.dueOn,
      limitOn: step.limitOn ?? infoRequest.limitOn,
      outcome: gives?.outcome ?? null,
      closedOn: isClosing
        ? step.on
        : isOpen({ status: step.toStatus })
          ? null
          : (before?.closedOn ?? null),
    }
    // What its topic assigns at once it received: the two steps are one.
    const next = steps[index + 1]
    if (!before && next?.action === 'assign' && next.role === 'system') {
      const { toStatus: status, divisionId } = next
      before = { ...after, status, divisionId }
      gather(gathered, changesOfStep(undefined, before, infoRequest.receivedOn))
      continue
    }
    gather(gathered, changesOfStep(before, after, step.on, gives && answerFacts(gives, step)))
    before = after
  }
  return gathered
}

/** Whether some of its steps are so old that they do not say when the request was due, nor how long an answer took. */
export function isOld({ steps }: History): boolean {
  return steps.some(({ dueOn }) => dueOn === null)
}

function answerFacts(
  { outcome, grounds }: History['proposals'][number],
  { workingDays }: History['steps'][number],
) {
  const isWithheld = outcome === 'refused' || outcome === 'partly-disclosed'
  return { workingDays: workingDays ?? 0, grounds: isWithheld ? [...new Set(grounds)] : [] }
}

/** What figures are made of, from what steps added. */
export function countedFrom(
  { tallies, counts }: FigureChanges,
  { from, to }: Period,
  use: Counted['use'] = [],
): Counted {
  return {
    tallies: tallies
      .filter(({ month }) => month <= to)
      .map((change) => ({ ...change, month: change.month < from ? '' : change.month })),
    counts: counts.filter(({ month }) => month >= from && month <= to),
    use,
  }
}

/** The references behind each figure, by `table row column`; only figures that count requests, and that are not zero. */
export type References = Map<string, string[]>

/**
 * Puts a request to the figures it counts in: those that are not zero when it is the only one there is. Where it counts
 * twice (closed, reopened and closed again) it stands twice.
 */
export function addReferences(
  references: References,
  { infoRequest: { reference } }: History,
  changes: FigureChanges,
  figuring: { period: Period; takenAt: number; divisions: readonly DivisionInFigures[] },
): void {
  const alone = figuresOf(figuring, countedFrom(changes, figuring.period))
  for (const { id: table, rows, total } of alone.tables) {
    for (const { id: row, values } of total ? [...rows, total] : rows) {
      for (const column of columnsOf[table]) {
        const times = isOfRequests(table, row, column) ? (values[column] ?? 0) : 0
        if (times === 0) continue
        const cell = `${table} ${row} ${column}`
        const listed = references.get(cell) ?? []
        for (let time = 0; time < times; time += 1) listed.push(reference)
        references.set(cell, listed)
      }
    }
  }
}

/** Whether a figure counts requests; a share or a middle is worked out from some. */
export function isOfRequests(table: keyof typeof columnsOf, row: string, column: string): boolean {
  return (
    column !== 'share' &&
    table !== 'use' &&
    !(table === 'speed' && (row === 'median' || row === 'ninetieth'))
  )
}
