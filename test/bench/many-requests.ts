import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { getTableColumns, getTableName, type InferInsertModel } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import {
  addDays,
  addWorkingDays,
  dayOf,
  deemedReceived,
  isWorkingDay,
  monthOf,
  startOfDay,
  type Calendar,
  workingDaysBetween,
} from '#src/calendar/calendar.ts'
import { readCalendar } from '#src/calendar/store.ts'
import { fiscalYearOf } from '#src/calendar/fiscal-year.ts'
import { migrateSqlite } from '#src/database/sqlite/migrate.ts'
import type { Database } from '#src/database/open.ts'
import { connect, openSqlite } from '#src/database/sqlite/open.ts'
import {
  accounts,
  appliedGrounds,
  drafts,
  events,
  infoRequests,
  letters,
  proposals,
  referenceSeries,
  monthCounts,
  tallies,
  topics,
} from '#src/database/schema.ts'
import { searchKey } from '#src/database/search.ts'
import { addDepartment, hashDemoPassword } from '#src/demo/department.ts'
import { demoStories } from '#src/demo/stories.ts'
import { decisionLetter, receiptLetter, type Letter } from '#src/mail/letters.ts'
import { defaultRules } from '#src/department/rules.ts'
import { dueDate } from '#src/requests/deadlines.ts'
import {
  isOpen,
  searchText,
  withholds,
  type Action,
  type Channel,
  type Day,
  type Event,
  type InfoRequest,
  type Outcome,
  type Status,
} from '#src/requests/info-request.ts'
import { codeFromBytes, formatReference } from '#src/requests/reference.ts'
import { databaseFile } from '#src/database/start.ts'
import { monthPeriod } from '#src/calendar/period.ts'
import { takeFigures } from '#src/statistics/queries.ts'
import {
  changesOfStep,
  gather,
  mergedCounts,
  mergedTallies,
  type FigureChanges,
} from '#src/statistics/kept-counts.ts'
import { listDivisions } from '#src/statistics/queries.ts'
import { codeCost, slowHash } from '#src/web/secrets.ts'

const days = 425 // fourteen months
const backlogDays = 30
const officersPerDivision = 6
const baseUrl = 'http://localhost:3000'
/** The same code opens every one of these requests: a hash for each would take ten minutes. */
export const trackingCode = codeFromBytes(Buffer.alloc(32, 7))

/** What the bench needs to know of a database it had filled. */
export type ManyRequests = {
  /** An answered request of last month, and one that an officer has at hand. */
  answered: string
  atHand: string
  open: number
}

/**
 * Makes a data folder with a department like the demo's and so many requests of the last fourteen months, as
 * if they had come evenly: every row that the commands would have written (but no files), in bulk. Nine in ten of the
 * last thirty days are open, and a few of the others, some because they were reopened. The same every time but for the days.
 *
 * @param lean without letters and drafts: a million takes half the time and less than half the room
 */
export async function makeManyRequests(
  dataDir: string,
  count: number,
  now: number,
  { lean = false }: { lean?: boolean } = {},
): Promise<ManyRequests> {
  mkdirSync(dataDir, { recursive: true })
  const file = databaseFile(dataDir)
  migrateSqlite(file, { at: now })
  const db = openSqlite(file)
  try {
    const department = await makeDepartment(db, now)
    const codeHash = await slowHash(trackingCode, codeCost)
    const calendar = await readCalendar(db.read)
    const sqlite = connect(file)
    try {
      const made = insertAll(sqlite, { count, now, lean, department, codeHash, calendar })
      await refuseWrongFigures(db, now)
      return made
    } finally {
      sqlite.close()
    }
  } finally {
    await db.close()
  }
}

type Department = {
  topics: { id: number; divisionId: number | null }[]
  /** The accounts that are officers, and the head, of each division. */
  officers: Map<number, number[]>
  heads: Map<number, number>
  secretary: number
  executive: number
}

async function makeDepartment(db: Database, now: number): Promise<Department> {
  const passwordHash = await hashDemoPassword()
  return db.write(async (tx) => {
    const { staff } = await addDepartment(tx, { secretariat: 1, passwordHash, at: now })
    const offered = await tx.select({ id: topics.id, divisionId: topics.divisionId }).from(topics)
    const divisionIds = [...new Set(offered.flatMap(({ divisionId }) => divisionId ?? []))]
    const officers = new Map<number, number[]>()
    const heads = new Map<number, number>()
    for (const divisionId of divisionIds) {
      const added = await tx
        .insert(accounts)
        .values(
          Array.from({ length: officersPerDivision }, (_, n) => ({
            username: `${n === 0 ? 'head' : 'officer'}-${divisionId}-${n}`,
            name: `เจ้าหน้าที่ตัวอย่าง ${divisionId}/${n}`,
            role: n === 0 ? ('head' as const) : ('officer' as const),
            divisionId,
            passwordHash,
            createdAt: now,
          })),
        )
        .returning({ id: accounts.id })
      const [head = 0, ...others] = added.map(({ id }) => id)
      const known = [staff.officer, staff.officer2].filter((one) => one.divisionId === divisionId)
      officers.set(divisionId, [...known.map(({ accountId }) => accountId), ...others])
      heads.set(divisionId, head)
    }
    const { secretary, executive } = staff
    return {
      topics: offered,
      officers,
      heads,
      secretary: secretary.accountId,
      executive: executive.accountId,
    }
  })
}

type Filling = {
  count: number
  now: number
  lean: boolean
  department: Department
  codeHash: string
  calendar: Calendar
}

/** The whole life of one request, before it becomes rows. */
type Life = {
  infoRequest: Omit<InfoRequest, 'id'>
  events: Omit<Event, 'id' | 'infoRequestId' | 'position'>[]
  proposal: { position: number; outcome: Outcome; reply: string; agency: string } | undefined
  figures: FigureChanges
}

function insertAll(sqlite: Sqlite.Database, filling: Filling): ManyRequests {
  const { count, codeHash, lean } = filling
  sqlite.pragma('synchronous = OFF') // nobody was promised anything yet
  sqlite.pragma('cache_size = -200000')
  const insert = {
    infoRequest: inserterInto(sqlite, infoRequests),
    event: inserterInto(sqlite, events),
    proposal: inserterInto(sqlite, proposals),
    ground: inserterInto(sqlite, appliedGrounds),
    letter: inserterInto(sqlite, letters),
    draft: inserterInto(sqlite, drafts),
    series: inserterInto(sqlite, referenceSeries),
    tally: inserterInto(sqlite, tallies),
    count: inserterInto(sqlite, monthCounts),
  }
  const search = sqlite.prepare('INSERT INTO info_request_search (rowid, words) VALUES (?, ?)')
  const random = randomNumbers(20_261_123)
  const calendar = quickCalendar(filling.calendar)
  const serials = new Map<number, number>()
  const figures: FigureChanges = { tallies: [], counts: [] }
  const made: ManyRequests = { answered: '', atHand: '', open: 0 }

  function insertOne(index: number): void {
    const life = liveOnce(index, filling, calendar, random, serials)
    const { infoRequest } = life
    const id = index + 1
    insert.infoRequest({ id, ...infoRequest, codeHash })
    life.events.forEach((event, position) => {
      insert.event({ ...event, infoRequestId: id, position: position + 1 })
    })
    search.run(id, searchKey(searchText(infoRequest)))
    if (life.proposal) insertProposal(id, life, life.proposal)
    if (!lean) for (const letter of lettersOf({ ...infoRequest, id }, life)) insert.letter(letter)
    if (!lean && infoRequest.channel === 'online') insert.draft(draftOf(id, infoRequest, codeHash))
    gather(figures, life.figures)
    if (index % 1000 === 0) Object.assign(figures, mergedFigures(figures))

    if (isOpen(infoRequest)) made.open += 1
    if (infoRequest.outcome === 'partly-disclosed') made.answered = infoRequest.reference
    if (infoRequest.status === 'in-progress') made.atHand = infoRequest.reference
  }

  function insertProposal(
    id: number,
    { events: history }: Life,
    proposal: NonNullable<Life['proposal']>,
  ) {
    const event = history[proposal.position - 1]
    const proposalId = insert.proposal({
      ...proposal,
      infoRequestId: id,
      proposedById: event?.accountId ?? 0,
      proposedAt: event?.at ?? 0,
    })
    if (!withholds(proposal.outcome)) return
    insert.ground({
      proposalId,
      position: 1,
      ground: 's15-1',
      reason: 'กระทบความสัมพันธ์ระหว่างประเทศ',
    })
    insert.ground({ proposalId, position: 2, ground: 's15-3', reason: 'เป็นความเห็นภายใน' })
  }

  const perTransaction = 10_000
  for (let from = 0; from < count; from += perTransaction) {
    sqlite.transaction(() => {
      for (let index = from; index < Math.min(from + perTransaction, count); index += 1)
        insertOne(index)
    })()
  }
  sqlite.transaction(() => {
    const counted = mergedFigures(figures)
    for (const change of counted.tallies) insert.tally(change)
    for (const change of counted.counts) insert.count(change)
    for (const [fiscalYear, last] of serials) insert.series({ fiscalYear, last })
  })()
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  return made
}

const stories = demoStories()

function liveOnce(
  index: number,
  { count, now, department, calendar: holidays }: Filling,
  calendar: QuickCalendar,
  random: () => number,
  serials: Map<number, number>,
): Life {
  const story = stories[Math.floor(random() * stories.length)] ?? stories[0]
  if (!story) throw new Error('The demo has no stories')
  const today = dayOf(now)
  const daysAgo = days - Math.floor((index * days) / count)
  const submittedAt = calendar.start(addDays(today, -daysAgo)) + Math.floor(random() * 24 * hour)
  const channel = pick<Channel>(random, [
    ['online', 0.8],
    ['counter', 0.08],
    ['post', 0.06],
    ['email', 0.04],
    ['phone', 0.02],
  ])
  const receivedOn =
    channel === 'online'
      ? deemedReceived(submittedAt, holidays).on
      : calendar.workday(dayOf(submittedAt), 0)
  const fiscalYear = fiscalYearOf(receivedOn)
  const serial = (serials.get(fiscalYear) ?? 0) + 1
  serials.set(fiscalYear, serial)
  const topic = department.topics[Math.floor(random() * department.topics.length)]
  const routed = topic?.divisionId ?? null
  const divisionId = routed ?? pickOne(random, [...department.heads.keys()])
  const officerId = pickOne(random, department.officers.get(divisionId) ?? [0])
  const enteredById = channel === 'online' ? null : department.secretary

  const life: Life = {
    infoRequest: {
      reference: formatReference(fiscalYear, serial),
      channel,
      language: story.language,
      topicId: topic?.id ?? null,
      divisionId: routed,
      officerId: null,
      status: routed === null ? 'submitted' : 'assigned',
      outcome: null,
      subject: `${story.subject} (${index + 1})`,
      details: story.details,
      period: '',
      accessForm: 'file',
      requesterKind: 'unspecified',
      title: '',
      name: story.name,
      affiliation: '',
      purpose: '',
      email: story.email === '' ? '' : `requester${index + 1}@example.com`,
      phone: story.phone === undefined ? '' : phoneOf(index),
      deliverBy: story.email === '' ? 'pick-up' : 'email',
      address: '',
      submittedAt,
      receivedOn,
      dueOn: calendar.due(receivedOn),
      isSensitive: false,
      proposedById: null,
      approvedById: null,
      clearedById: null,
      closedOn: null,
      closedAt: null,
      enteredById,
      lastPosition: 0,
      limitOn: calendar.due(receivedOn),
      answerBy: null,
      waitingParties: 0,
      lockedUntil: null,
      isAppealed: false,
      disputedAt: null,
      feeState: 'none',
      hasGivenFeedback: false,
    },
    events: [],
    proposal: undefined,
    figures: { tallies: [], counts: [] },
  }

  /** One step on a working day after the first; at the same moment when that day is not yet over. */
  const step = (
    action: Action,
    to: Status,
    by: Pick<Event, 'role' | 'accountId'>,
    workingDays: number,
    changes: Partial<InfoRequest> = {},
    note = '',
  ) => {
    const { infoRequest } = life
    const last = life.events.at(-1)
    const on = calendar.workday(receivedOn, workingDays)
    const at = Math.min(Math.max(calendar.start(on) + 10 * hour, (last?.at ?? 0) + minute), now)
    const isFirst = action === 'submit'
    const before = isFirst ? undefined : { ...infoRequest }
    Object.assign(infoRequest, changes, { status: to, lastPosition: infoRequest.lastPosition + 1 })
    life.events.push({
      action,
      fromStatus: before?.status ?? null,
      toStatus: to,
      ...by,
      divisionId: isFirst ? null : infoRequest.divisionId,
      at: isFirst ? submittedAt : at,
      on: isFirst ? receivedOn : on,
      note,
      actingForId: null,
      until: null,
      dueOn: infoRequest.dueOn,
      limitOn: infoRequest.limitOn,
      workingDays: null,
    })
    // A request that its topic assigns was received by that division: that step moves nothing.
    const answer =
      to === 'answered'
        ? {
            workingDays: calendar.workdaysUntil(receivedOn, on),
            grounds: withholds(infoRequest.outcome) ? ['s15-1', 's15-3'] : [],
          }
        : undefined
    Object.assign(life.events.at(-1) ?? {}, { workingDays: answer?.workingDays ?? null })
    if (by.role === 'system')
      gather(life.figures, changesOfStep(undefined, infoRequest, receivedOn))
    else if (!isFirst || routed === null)
      gather(life.figures, changesOfStep(before, infoRequest, on, answer))
  }
  const close = (workingDays: number, changes: Partial<InfoRequest> = {}) => {
    const closedOn = calendar.workday(receivedOn, workingDays)
    return { ...changes, closedOn, closedAt: Math.min(calendar.start(closedOn) + 11 * hour, now) }
  }

  const submitter = enteredById === null ? 'requester' : 'secretary'
  step('submit', 'submitted', { role: submitter, accountId: enteredById }, 0, {
    status: 'submitted',
    divisionId: routed,
  })
  if (routed !== null) step('assign', 'assigned', { role: 'system', accountId: null }, 0)

  const isBacklog = daysAgo <= backlogDays ? random() < 0.9 : random() < 0.003
  const daysOpen = calendar.workdaysUntil(receivedOn, today)
  const pace = isBacklog
    ? Number.POSITIVE_INFINITY
    : Math.min(Math.floor(random() ** 2 * 18), daysOpen)
  const reaches = isBacklog
    ? pick(random, [
        ['assigned', 0.25],
        ['in-progress', 0.5],
        ['awaiting-approval', 0.18],
        ['awaiting-clearance', 0.07],
      ])
    : 'answered'

  if (reaches === 'assigned' && routed === null) return life
  if (routed === null) {
    const isElsewhere = !isBacklog && random() < 0.2
    if (isElsewhere) {
      step('advise', 'answered', { role: 'secretary', accountId: department.secretary }, pace, {
        outcome: 'advised-elsewhere',
        proposedById: department.secretary,
        ...close(pace),
      })
      life.proposal = proposalAt(life, 'advised-elsewhere')
      return life
    }
    step('assign', 'assigned', { role: 'secretary', accountId: department.secretary }, 0, {
      divisionId,
    })
  }
  if (reaches === 'assigned') return life
  const officer = { role: 'officer' as const, accountId: officerId }
  step('accept', 'in-progress', officer, 0, { officerId })
  if (random() < 0.1) step('message', 'in-progress', officer, 0, {}, 'ขอทราบช่วงเวลาของข้อมูลที่ต้องการ')
  if (reaches === 'in-progress') return life
  if (!isBacklog && random() < 0.04) {
    step('withdraw', 'withdrawn', { role: 'requester', accountId: null }, pace, close(pace))
    return life
  }

  const outcome =
    reaches === 'awaiting-clearance'
      ? ('refused' as const)
      : pick<Outcome>(random, [
          ['disclosed', 0.6],
          ['partly-disclosed', 0.15],
          ['not-held', 0.1],
          ['refused', 0.05],
          ['already-public', 0.1],
        ])
  const day = isBacklog ? 0 : pace
  const head = department.heads.get(divisionId) ?? 0
  step('propose', 'awaiting-approval', officer, day, { outcome, proposedById: officerId })
  life.proposal = proposalAt(life, outcome)
  if (reaches === 'awaiting-approval') return life
  const approver = { role: 'head' as const, accountId: head }
  if (withholds(outcome)) {
    step('approve', 'awaiting-clearance', approver, day, { approvedById: head })
    if (reaches === 'awaiting-clearance') return life
    const { executive } = department
    const clearer = { role: 'executive' as const, accountId: executive }
    step('clear', 'answered', clearer, day, close(day, { clearedById: executive }))
  } else step('approve', 'answered', approver, day, close(day, { approvedById: head }))
  if (day + 3 <= daysOpen && random() < 0.003) {
    const secretary = { role: 'secretary' as const, accountId: department.secretary }
    const dueOn = calendar.due(calendar.workday(receivedOn, day + 3))
    step('reopen', 'in-progress', secretary, day + 3, { ...reopened, dueOn, limitOn: dueOn })
  }
  return life
}

/** What a request loses when it is considered anew. */
const reopened = {
  closedOn: null,
  closedAt: null,
  outcome: null,
  proposedById: null,
  approvedById: null,
  clearedById: null,
}

function proposalAt({ events: history }: Life, outcome: Outcome): Life['proposal'] {
  return {
    position: history.length,
    outcome,
    reply: 'กรมพิจารณาคำขอแล้ว ขอแจ้งผลตามรายละเอียดที่แนบมานี้',
    agency: outcome === 'advised-elsewhere' ? 'สำนักงานปลัดกระทรวงพาณิชย์ โทรศัพท์ 1203' : '',
  }
}

/** What was for paper has been posted by the time a request is closed. */
function onPaper({ closedOn }: InfoRequest): 'on-paper' | 'by-hand' {
  return closedOn === null ? 'on-paper' : 'by-hand'
}

/** A number of their own for everybody who has one. */
function phoneOf(index: number): string {
  return `08${String(index).padStart(8, '0')}`
}

function lettersOf(
  infoRequest: InfoRequest,
  { proposal }: Life,
): InferInsertModel<typeof letters>[] {
  const { submittedAt, status, closedOn, closedAt } = infoRequest
  const written: [Letter, number][] = [[receiptLetter(infoRequest, { baseUrl }), submittedAt]]
  if (proposal && status === 'answered' && closedOn !== null) {
    const grounds = withholds(proposal.outcome)
      ? [{ ground: 's15-1', reason: 'กระทบความสัมพันธ์ระหว่างประเทศ' }]
      : []
    const decision = { ...proposal, grounds, weighing: '', files: 0, notifiedOn: closedOn }
    written.push([decisionLetter(infoRequest, decision, { baseUrl }), closedAt ?? 0])
  }
  return written.map(([letter, at]) => ({
    ...letter,
    messageId: `<${letter.kind}-${infoRequest.id}@localhost>`,
    state: letter.toAddress === '' ? onPaper(infoRequest) : ('sent' as const),
    attempts: letter.toAddress === '' ? 0 : 1,
    createdAt: at,
    nextTryAt: at,
    sentAt: letter.toAddress === '' ? null : at + 3000,
    failure: '',
  }))
}

function draftOf(
  infoRequestId: number,
  { subject, details, name, email, language, submittedAt }: Omit<InfoRequest, 'id'>,
  codeHash: string,
): InferInsertModel<typeof drafts> {
  return {
    visitorHash: randomBytes(32).toString('hex'),
    idempotencyKey: randomBytes(32).toString('base64url'),
    language,
    answers: { information: { subject, details }, you: { name, email } },
    codeHash,
    infoRequestId,
    createdAt: submittedAt - 10 * minute,
    savedAt: submittedAt - minute,
  }
}

/** One change for each counter, so that a million requests need not be remembered. */
function mergedFigures({ tallies: flow, counts }: FigureChanges): FigureChanges {
  return { tallies: mergedTallies(flow), counts: mergedCounts(counts) }
}

/** What was made in bulk must be what the commands would have made: the report itself says where it is not. */
async function refuseWrongFigures(db: Database, now: number): Promise<void> {
  const divisions = await listDivisions(db.read)
  for (let daysAgo = 0; daysAgo <= days; daysAgo += 28) {
    const month = monthOf(addDays(dayOf(now), -daysAgo))
    const { mismatches } = await takeFigures(db.read, {
      period: monthPeriod(month),
      takenAt: now,
      divisions,
    })
    if (mismatches.length > 0)
      throw new Error(`The made figures of ${month} are wrong: ${JSON.stringify(mismatches)}`)
  }
}

/** A statement for one row after another; gives the row's id. */
function inserterInto<Table extends SQLiteTable>(sqlite: Sqlite.Database, table: Table) {
  const columns = Object.entries(getTableColumns(table))
  const statement = sqlite.prepare(
    `INSERT INTO ${getTableName(table)} (${columns.map(([, { name }]) => `"${name}"`).join()})
     VALUES (${columns.map(() => '?').join()})`,
  )
  return (row: InferInsertModel<Table>): number => {
    const values = new Map<string, unknown>(Object.entries(row))
    const { lastInsertRowid } = statement.run(
      columns.map(([key, column]) => {
        const value = values.get(key) ?? column.default ?? null
        return value === null ? null : column.mapToDriverValue(value)
      }),
    )
    return Number(lastInsertRowid)
  }
}

/** The calendar's answers, each worked out once: there are four hundred days and a hundred thousand requests. */
type QuickCalendar = {
  start(day: Day): number
  workday(day: Day, workingDays: number): Day
  workdaysUntil(from: Day, to: Day): number
  due(day: Day): Day
}

function quickCalendar(calendar: Calendar): QuickCalendar {
  return {
    start: once(startOfDay),
    workday: once((day: Day, workingDays: number) => {
      const first = isWorkingDay(day, calendar) ? day : addWorkingDays(day, 1, calendar)
      return addWorkingDays(first, workingDays, calendar)
    }),
    workdaysUntil: once((from: Day, to: Day) => workingDaysBetween(from, to, calendar)),
    due: once((day: Day) => dueDate(day, defaultRules.limit, calendar).on),
  }
}

function once<Input extends (string | number)[], Output>(work: (...input: Input) => Output) {
  const known = new Map<string, Output>()
  return (...input: Input): Output => {
    const key = input.join()
    const found = known.get(key) ?? work(...input)
    known.set(key, found)
    return found
  }
}

const minute = 60_000
const hour = 60 * minute

/** Numbers from 0 up to 1 that look random and are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of these by its share; the shares add up to 1. */
function pick<const Value extends string>(
  random: () => number,
  shares: readonly (readonly [Value, number])[],
): Value {
  let left = random()
  for (const [value, share] of shares) {
    left -= share
    if (left < 0) return value
  }
  const [last] = shares.at(-1) ?? []
  if (last === undefined) throw new Error('There is nothing to pick from')
  return last
}

function pickOne(random: () => number, from: readonly number[]): number {
  return from[Math.floor(random() * from.length)] ?? 0
}
