import {
  addDays,
  calendarOf,
  monthOf,
  startOfDay,
  workingDaysBetween,
} from '#src/calendar/calendar.ts'
import type { Database } from '#src/database/open.ts'
import { accounts, divisions, infoRequests } from '#src/database/schema.ts'
import { defaultRules } from '#src/department/rules.ts'
import { closing } from '#src/requests/closing.ts'
import { dueDate } from '#src/requests/deadlines.ts'
import { groundIds } from '#src/requests/grounds.ts'
import {
  channels,
  isOpen,
  outcomes,
  requesterKinds,
  withholds,
  type Action,
  type Channel,
  type Day,
  type InfoRequest,
  type Outcome,
  type Status,
} from '#src/requests/info-request.ts'
import {
  addInfoRequest,
  addProposal,
  findInfoRequestById,
  saveStep,
  type NewEvent,
} from '#src/requests/store.ts'
import { countedOn } from '#src/statistics/tallies.ts'

/** Two divisions beside the secretariat, and three people; by their ids. */
export type Department = { divisions: number[]; people: [number, number, number] }

export async function aDepartment(db: Database): Promise<Department> {
  return db.write(async (tx) => {
    const added = await tx
      .insert(divisions)
      .values([
        { nameTh: 'กองตัวอย่างหนึ่ง', nameEn: 'Example Division One' },
        { nameTh: '=กอง "ตัวอย่าง", สอง', nameEn: '=Example "Division", Two' },
      ])
      .returning({ id: divisions.id })
    const people = await tx
      .insert(accounts)
      .values(
        ['proposer', 'approver', 'clearer'].map((username) => ({
          username,
          name: username,
          role: 'executive' as const,
          passwordHash: '',
          createdAt: 0,
        })),
      )
      .returning({ id: accounts.id })
    const [a = 0, b = 0, c = 0] = people.map(({ id }) => id)
    return { divisions: [1, ...added.map(({ id }) => id)], people: [a, b, c] }
  })
}

/** An ordinary request, received by nobody yet unless a division is named. Gives its id. */
export async function receive(
  db: Database,
  {
    on,
    channel = 'online',
    divisionId = null,
    serial,
  }: {
    on: Day
    channel?: Channel
    divisionId?: number | null
    serial: number
  },
): Promise<number> {
  const at = startOfDay(on)
  const submitted: NewEvent = {
    action: 'submit',
    fromStatus: null,
    toStatus: 'submitted',
    role: 'requester',
    accountId: null,
    divisionId: null,
    at,
    on,
    note: '',
    actingForId: null,
    until: null,
  }
  const assigned: NewEvent = {
    ...submitted,
    action: 'assign',
    fromStatus: 'submitted',
    toStatus: 'assigned',
    role: 'system',
    divisionId,
  }
  const infoRequest = {
    reference: `69-${String(serial).padStart(6, '0')}-0`,
    codeHash: '',
    channel,
    topicId: null,
    divisionId,
    officerId: null,
    status: divisionId === null ? ('submitted' as const) : ('assigned' as const),
    outcome: null,
    subject: `เรื่องที่ ${serial} <b>`,
    details: '',
    period: '',
    accessForm: 'file' as const,
    title: '',
    name: 'ผู้ขอ',
    affiliation: '',
    email: 'a@example.org',
    phone: '',
    deliverBy: 'email' as const,
    address: '',
    submittedAt: at,
    receivedOn: on,
    dueOn: dueDate(on, defaultRules.limit, calendarOf([])).on,
    isSensitive: false,
    proposedById: null,
    approvedById: null,
    clearedById: null,
    closedOn: null,
    closedAt: null,
    enteredById: null,
    limitOn: dueDate(on, defaultRules.limit, calendarOf([])).on,
    answerBy: null,
    waitingParties: 0,
    lockedUntil: null,
    isAppealed: false,
    disputedAt: null,
    feeState: 'none' as const,
    hasGivenFeedback: false,
    ...about(serial),
  }
  return db.write((tx) =>
    addInfoRequest(tx, infoRequest, divisionId === null ? [submitted] : [submitted, assigned]),
  )
}

/** Of every kind some. */
function about(serial: number) {
  return {
    language: serial % 3 === 0 ? ('en' as const) : ('th' as const),
    requesterKind: requesterKinds[serial % requesterKinds.length] ?? 'unspecified',
    purpose: serial % 2 === 0 ? 'ทำรายงาน' : '',
  }
}

const byThemselves = { actingForId: null, until: null }

/** One step of a request through the real door, on a day. */
export async function step(
  db: Database,
  id: number,
  on: Day,
  action: Action,
  toStatus: Status,
  changes: Partial<InfoRequest> = {},
): Promise<void> {
  await db.write(async (tx) => {
    const before = await findInfoRequestById(tx, id)
    const day = countedOn(on, before.receivedOn)
    const at = startOfDay(on)
    await saveStep(
      tx,
      before,
      {
        action,
        toStatus,
        role: 'secretary',
        accountId: null,
        at,
        on: day,
        note: '',
        ...byThemselves,
        ...(toStatus === 'answered' &&
          isOpen(before) && {
            workingDays: workingDaysBetween(before.receivedOn, day, calendarOf([])),
          }),
      },
      { ...changes, ...closing(before, toStatus, at) },
    )
  })
}

/** Proposes and sends an answer; what withholds something rests on `grounds`. */
export async function answer(
  db: Database,
  { people: [proposedById, approvedById, clearedById] }: Department,
  id: number,
  on: Day,
  outcome: Outcome,
  grounds: readonly string[] = [],
): Promise<void> {
  await db.write(async (tx) => {
    const { lastPosition } = await findInfoRequestById(tx, id)
    await addProposal(
      tx,
      {
        infoRequestId: id,
        position: lastPosition + 1,
        outcome,
        reply: '',
        agency: '',
        proposedById,
        proposedAt: startOfDay(on),
      },
      grounds.map((ground) => ({ ground, reason: 'เหตุผล' })),
    )
  })
  await step(db, id, on, 'propose', 'awaiting-approval', { outcome, proposedById })
  await step(db, id, on, 'approve', 'answered', {
    approvedById,
    ...(withholds(outcome) && { clearedById }),
  })
}

/** The secretary has an answered or lapsed request considered anew; its limit begins again. */
export async function reopen(db: Database, id: number, on: Day): Promise<void> {
  const dueOn = dueDate(on, defaultRules.limit, calendarOf([])).on
  await step(db, id, on, 'reopen', 'in-progress', {
    closedOn: null,
    closedAt: null,
    outcome: null,
    proposedById: null,
    approvedById: null,
    clearedById: null,
    dueOn,
    limitOn: dueOn,
  })
}

/**
 * Many requests with every kind of life: moved to and fro, returned, sent back and proposed anew, extended, answered
 * in every way, withdrawn, lapsed, disputed and reopened, left open. The same seed makes the same department.
 */
export async function aBusyDepartment(
  db: Database,
  {
    seed,
    count,
    from,
    until,
    goOn,
  }: {
    seed: number
    count: number
    from: Day
    until: Day
    /** Into a department that is there already, whose requests live on. */
    goOn?: Department
  },
): Promise<Department> {
  const department = goOn ?? (await aDepartment(db))
  const random = randomNumbers(seed)
  const one = <T>(choices: readonly [T, ...T[]] | readonly T[]): T => {
    const chosen = choices[Math.floor(random() * choices.length)]
    if (chosen === undefined) throw new Error('Nothing to choose from')
    return chosen
  }

  /** Steps of every kind, from a day on. */
  async function live(id: number, first: Day): Promise<void> {
    let on = first
    while (random() < 0.85) {
      on = addDays(on, Math.floor(random() * 9))
      if (on > until) break
      const { divisionId, status, dueOn } = await findInfoRequestById(db.read, id)
      if (status === 'withdrawn') break
      if (status === 'answered' || status === 'lapsed') {
        if (random() < 0.5) await step(db, id, on, 'dispute', status)
        else await reopen(db, id, on)
        continue
      }
      const others = department.divisions.filter((other) => other !== divisionId)
      const what = random()
      if (what < 0.3) await step(db, id, on, 'assign', 'assigned', { divisionId: one(others) })
      else if (what < 0.4) await step(db, id, on, 'return', 'submitted', { divisionId: null })
      else if (what < 0.5) await proposeInVain(db, department, id, on)
      else if (what < 0.55) await step(db, id, on, 'withdraw', 'withdrawn')
      else if (what < 0.62) await step(db, id, on, 'lapse', 'lapsed')
      else if (what < 0.7) await step(db, id, on, 'extend', status, { dueOn: addDays(dueOn, 7) })
      else if (what < 0.95) {
        const outcome = one(outcomes)
        const grounds = withholds(outcome) ? [one(groundIds), one(groundIds)] : []
        await answer(db, department, id, on, outcome, grounds)
      } else await step(db, id, on, 'note', status)
    }
  }

  const known = await db.read.select({ id: infoRequests.id }).from(infoRequests)
  for (const { id } of known) await live(id, addDays(from, Math.floor(random() * 200)))
  const days = daysFrom(from, until)
  for (let serial = known.length + 1; serial <= known.length + count; serial += 1) {
    const on = one(days)
    const id = await receive(db, {
      on,
      channel: one(channels),
      divisionId: random() < 0.6 ? one(department.divisions) : null,
      serial,
    })
    // The first step may be taken on the evening before the request counts as received.
    await live(id, random() < 0.2 ? addDays(on, -1) : on)
  }
  return department
}

/** A proposal that is sent back: its grounds must never be counted. */
export async function proposeInVain(
  db: Database,
  department: Department,
  id: number,
  on: Day,
): Promise<void> {
  await db.write(async (tx) => {
    const { lastPosition } = await findInfoRequestById(tx, id)
    await addProposal(
      tx,
      {
        infoRequestId: id,
        position: lastPosition + 1,
        outcome: 'refused',
        reply: '',
        agency: '',
        proposedById: department.people[0],
        proposedAt: startOfDay(on),
      },
      [{ ground: 's15-7', reason: 'เหตุผล' }],
    )
  })
  const proposedById = department.people[0]
  await step(db, id, on, 'propose', 'awaiting-approval', { outcome: 'refused', proposedById })
  await step(db, id, on, 'send-back', 'in-progress', { outcome: null, proposedById: null })
}

function daysFrom(from: Day, until: Day): Day[] {
  const days = [from]
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) days.push(day)
  return days
}

/** The months of a span of days. */
export function monthsBetween(from: Day, until: Day): string[] {
  return [...new Set(daysFrom(from, until).map(monthOf))]
}

/** Numbers from 0 up to 1; the same seed gives the same ones. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
