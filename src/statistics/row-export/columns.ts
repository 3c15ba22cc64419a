import { workingDaysBetween, parseDay, type Calendar } from '../../calendar/calendar.ts'
import type { InfoRequest, Month, Role } from '../../requests/info-request.ts'
import type { CsvCell } from '../csv.ts'

/** The months in which the requests of an export were received, the first and the last of them. */
export type ExportPeriod = { from: Month; to: Month }

/** Who may take the requests out of the service row by row. The role is asked of the person: nobody lends it. */
export const exporters: readonly Role[] = ['secretary', 'executive', 'auditor']

/** Names and contacts go with the rows only where the office that answers for them takes them. */
export function mayExportContacts(role: Role): boolean {
  return role === 'secretary'
}

/** Columns without anything about a person; a subject is in every list that these roles see. */
export const plainColumns = [
  'reference',
  'channel',
  'language',
  'topic',
  'division',
  'status',
  'outcome',
  'received_on',
  'due_on',
  'limit_on',
  'closed_on',
  'working_days',
  'requester_kind',
  'access_form',
  'deliver_by',
  'subject',
] as const

/** Who asked, how they are reached, and what they wrote in their own words, where they may have told about themselves. */
export const contactColumns = [
  'title',
  'name',
  'affiliation',
  'email',
  'phone',
  'address',
  'purpose',
  'period',
  'details',
] as const

export type ExportColumn = (typeof plainColumns)[number] | (typeof contactColumns)[number]

/** What a row is made of without contacts, and what comes with them. */
export type PlainRow = Pick<
  InfoRequest,
  | 'reference'
  | 'channel'
  | 'language'
  | 'topicId'
  | 'divisionId'
  | 'status'
  | 'outcome'
  | 'receivedOn'
  | 'dueOn'
  | 'limitOn'
  | 'closedOn'
  | 'requesterKind'
  | 'accessForm'
  | 'deliverBy'
  | 'subject'
> & {
  /** Working days of its last answer as they were counted then; nothing where that was not kept. */
  workingDays: number | null
}
export type ContactRow = Pick<InfoRequest, (typeof contactColumns)[number]>
export type ExportRow = PlainRow & Partial<ContactRow>

/** The names of what rows know by its id. */
export type ExportNames = {
  topics: ReadonlyMap<number, string>
  divisions: ReadonlyMap<number, string>
}

export function columnsOf(withContacts: boolean): readonly ExportColumn[] {
  return withContacts ? [...plainColumns, ...contactColumns] : plainColumns
}

/**
 * The cells of some requests, in the order of the columns. Words of the workflow stay the codes that they are, for
 * programs; topics and divisions have their names.
 */
export function cellsOf(
  rows: readonly ExportRow[],
  { withContacts, names, calendar }: Telling,
): CsvCell[][] {
  const daysTaken = countingOnce(calendar)
  return rows.map((row) => {
    const plain: Record<(typeof plainColumns)[number], CsvCell> = {
      reference: row.reference,
      channel: row.channel,
      language: row.language,
      topic: nameIn(names.topics, row.topicId),
      division: nameIn(names.divisions, row.divisionId),
      status: row.status,
      // What is only proposed, or was before somebody withdrew, is no outcome.
      outcome: row.status === 'answered' ? row.outcome : null,
      received_on: row.receivedOn,
      due_on: row.dueOn,
      limit_on: row.limitOn,
      closed_on: row.closedOn,
      working_days: daysTaken(row),
      requester_kind: row.requesterKind,
      access_form: row.accessForm,
      deliver_by: row.deliverBy,
      subject: row.subject,
    }
    const cells = plainColumns.map((column) => plain[column])
    if (withContacts) cells.push(...contactColumns.map((column) => row[column] ?? null))
    return cells
  })
}

export type Telling = { withContacts: boolean; names: ExportNames; calendar: Calendar }

/** The month that somebody chose or typed: `2026-10`, `2569-10`, `10/2569`, `ตุลาคม 2569`; undefined when it is none. */
export function parseMonth(typed: string): Month | undefined {
  const day = parseDay(`${typed.trim()}-01`) ?? parseDay(`1 ${typed}`)
  return day?.slice(0, 7)
}

function nameIn(names: ReadonlyMap<number, string>, id: number | null): string | null {
  return id === null ? null : (names.get(id) ?? null)
}

/** Working days from the day received to the answer. Neighbours in the register came on the same days: each is counted once. */
function countingOnce(calendar: Calendar) {
  const counted = new Map<string, number>()
  return ({ status, receivedOn, closedOn, workingDays }: PlainRow): number | null => {
    if (status !== 'answered' || closedOn === null) return null
    if (workingDays !== null) return workingDays
    const days = `${receivedOn} ${closedOn}`
    const known = counted.get(days) ?? workingDaysBetween(receivedOn, closedOn, calendar)
    counted.set(days, known)
    return known
  }
}

/** A file that was ordered is there for so long (milliseconds); then it has to be ordered anew. */
export const fetchWithinMs = 10 * 60_000

/** One that takes longer has a reader that does not read; its turn is for somebody else (milliseconds). */
export const longestExportMs = 3_600_000

/** `broken-off` also of one whose process ended: nobody could write that down. */
export type ExportStanding = 'ordered' | 'not-fetched' | 'under-way' | 'whole' | 'broken-off'

/** Where an export stands at `now` (UTC milliseconds). */
export function standingOf(
  {
    startedAt,
    endedAt,
    rows,
    sha256,
  }: { startedAt: number; endedAt: number | null; rows: number | null; sha256: string | null },
  now: number,
): ExportStanding {
  if (endedAt !== null) return sha256 === null ? 'broken-off' : 'whole'
  const age = now - startedAt
  if (rows === null) return age < fetchWithinMs ? 'ordered' : 'not-fetched'
  return age < fetchWithinMs + longestExportMs ? 'under-way' : 'broken-off'
}
