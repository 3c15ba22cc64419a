import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import {
  accessForms,
  actions,
  channels,
  deliverBys,
  feeStates,
  languages,
  outcomes,
  requesterKinds,
  roles,
  statuses,
} from '../requests/info-request.ts'
import {
  countNames,
  deliveryStates,
  handledHows,
  isClosing,
  itaSlugs,
  jobOutcomes,
  letterKinds,
  measures,
  monthOf,
  oneOf,
  thirdPartyResponses,
  useKinds,
  type DraftAnswers,
  type JobCounts,
} from './kinds.ts'

/*
 * Instants (`…At`) are UTC milliseconds; days (`…On`) are text `YYYY-MM-DD` in Asia/Bangkok; nothing here
 * needs a date function of one database. No foreign key cascades: evidence is never deleted by accident.
 */

export const divisions = sqliteTable('divisions', {
  id: integer().primaryKey(),
  nameTh: text('name_th').notNull(),
  nameEn: text('name_en').notNull(),
  isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
})

/** What people ask about, and who holds it. A topic without a division goes to the secretary. */
export const topics = sqliteTable('topics', {
  id: integer().primaryKey(),
  nameTh: text('name_th').notNull(),
  nameEn: text('name_en').notNull(),
  divisionId: integer('division_id').references(() => divisions.id),
  /** Its place in the list of the form. */
  position: integer().notNull(),
  isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
})

export const accounts = sqliteTable(
  'accounts',
  {
    id: integer().primaryKey(),
    /** Lower case; what is typed at sign-in is lowered first. */
    username: text().notNull().unique(),
    name: text().notNull(),
    role: text({ enum: roles }).notNull(),
    divisionId: integer('division_id').references(() => divisions.id),
    /** Argon2id, in the PHC string form. */
    passwordHash: text('password_hash').notNull(),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
    createdAt: integer('created_at').notNull(),
    lastSignedInAt: integer('last_signed_in_at'),
    /** Where the daily digest goes; empty when none is wanted. */
    email: text().notNull().default(''),
    /** The post as a letter names it below the signature (ผู้อำนวยการกอง…). */
    post: text().notNull().default(''),
    /** The password was given by somebody else: a new one has to be chosen first. */
    mustChangePassword: integer('must_change_password', { mode: 'boolean' })
      .notNull()
      .default(false),
  },
  (table) => [
    check(
      'officers_and_heads_belong_to_a_division',
      sql`${table.role} NOT IN ('officer', 'head') OR ${table.divisionId} IS NOT NULL`,
    ),
  ],
)

export const staffSessions = sqliteTable(
  'staff_sessions',
  {
    /** SHA-256 of the cookie's value, hexadecimal: a copy of the database opens no door. */
    tokenHash: text('token_hash').primaryKey(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: integer('created_at').notNull(),
    seenAt: integer('seen_at').notNull(),
  },
  (table) => [index('staff_sessions_of_an_account').on(table.accountId)],
)

/** Whoever proved to be the requester of one request, for half an hour. */
export const trackingSessions = sqliteTable('tracking_sessions', {
  tokenHash: text('token_hash').primaryKey(),
  infoRequestId: integer('info_request_id')
    .notNull()
    .references(() => infoRequests.id),
  expiresAt: integer('expires_at').notNull(),
})

/** Failed tries, counted per keyed hash of what was tried; slows guessing without naming anybody. */
export const attempts = sqliteTable('attempts', {
  key: text().primaryKey(),
  count: integer().notNull(),
  /** When the counting starts afresh. */
  endsAt: integer('ends_at').notNull(),
})

/** A request being written. Found by the visitor's cookie, so nobody else's can be opened. */
export const drafts = sqliteTable(
  'drafts',
  {
    id: integer().primaryKey(),
    /** SHA-256 of the visitor's cookie. */
    visitorHash: text('visitor_hash').notNull(),
    /** Minted with the draft; the second of two equal submissions finds the first by it. */
    idempotencyKey: text('idempotency_key').notNull().unique(),
    language: text({ enum: languages }).notNull(),
    /** The fields as typed, by page: `{"information": {…}, "you": {…}}`. */
    answers: text({ mode: 'json' }).$type<DraftAnswers>().notNull(),
    /** Slow hash of the tracking code this draft will get; made before the submission, so that it is quick. */
    codeHash: text('code_hash'),
    infoRequestId: integer('info_request_id').references(() => infoRequests.id),
    createdAt: integer('created_at').notNull(),
    savedAt: integer('saved_at').notNull(),
  },
  (table) => [
    index('drafts_of_a_visitor').on(table.visitorHash),
    index('drafts_by_age').on(table.savedAt),
  ],
)

export const infoRequests = sqliteTable(
  'info_requests',
  {
    id: integer().primaryKey(),
    reference: text().notNull().unique(),
    codeHash: text('code_hash').notNull(),
    channel: text({ enum: channels }).notNull(),
    language: text({ enum: languages }).notNull(),
    topicId: integer('topic_id').references(() => topics.id),
    divisionId: integer('division_id').references(() => divisions.id),
    officerId: integer('officer_id').references(() => accounts.id),
    status: text({ enum: statuses }).notNull(),
    outcome: text({ enum: outcomes }),
    subject: text().notNull(),
    details: text().notNull(),
    period: text().notNull(),
    accessForm: text('access_form', { enum: accessForms }).notNull(),
    requesterKind: text('requester_kind', { enum: requesterKinds }).notNull(),
    title: text().notNull(),
    name: text().notNull(),
    affiliation: text().notNull(),
    purpose: text().notNull(),
    email: text().notNull(),
    phone: text().notNull(),
    deliverBy: text('deliver_by', { enum: deliverBys }).notNull(),
    address: text().notNull(),
    submittedAt: integer('submitted_at').notNull(),
    receivedOn: text('received_on').notNull(),
    dueOn: text('due_on').notNull(),
    isSensitive: integer('is_sensitive', { mode: 'boolean' }).notNull().default(false),
    proposedById: integer('proposed_by_id').references(() => accounts.id),
    approvedById: integer('approved_by_id').references(() => accounts.id),
    clearedById: integer('cleared_by_id').references(() => accounts.id),
    closedOn: text('closed_on'),
    closedAt: integer('closed_at'),
    enteredById: integer('entered_by_id').references(() => accounts.id),
    lastPosition: integer('last_position').notNull(),
    /** The last day of the limit itself, before any extension: what "in time" is measured by. */
    limitOn: text('limit_on').notNull().default(''),
    /** While we wait for the requester: the day by which they were asked to answer. */
    answerBy: text('answer_by'),
    /** How many third parties have been notified and not answered yet (s.17). */
    waitingParties: integer('waiting_parties').notNull().default(0),
    /** Nothing may be released up to this day: a rejected objection can still be appealed (s.17, s.18). */
    lockedUntil: text('locked_until'),
    /** A third party has appealed: locked until the Tribunal has decided. */
    isAppealed: integer('is_appealed', { mode: 'boolean' }).notNull().default(false),
    /** The requester says that something is wrong with the answer, and nobody has replied to that yet. */
    disputedAt: integer('disputed_at'),
    feeState: text('fee_state', { enum: feeStates }).notNull().default('none'),
    /** The requester has filled in the survey; what they said is kept apart, and not tied to this. */
    hasGivenFeedback: integer('has_given_feedback', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    check('known_status', oneOf(table.status, statuses)),
    check('known_outcome', sql`${table.outcome} IS NULL OR ${oneOf(table.outcome, outcomes)}`),
    check('known_channel', oneOf(table.channel, channels)),
    check(
      'closed_means_a_closing_day',
      sql`(${table.status} IN ('answered', 'withdrawn', 'lapsed')) = (${table.closedOn} IS NOT NULL)`,
    ),
    check(
      'an_answer_needs_two_people',
      sql`${table.approvedById} IS NULL OR ${table.approvedById} <> ${table.proposedById}`,
    ),
    check(
      'a_clearance_needs_a_third_person',
      sql`${table.clearedById} IS NULL OR (${table.clearedById} <> ${table.proposedById} AND ${table.clearedById} <> ${table.approvedById})`,
    ),
    check(
      'what_is_withheld_was_cleared',
      sql`${table.status} <> 'answered' OR ${table.outcome} NOT IN ('partly-disclosed', 'refused') OR ${table.clearedById} IS NOT NULL`,
    ),
    index('open_requests_by_due_day')
      .on(table.dueOn, table.id)
      .where(sql`${table.closedOn} IS NULL`),
    index('open_requests_of_a_division')
      .on(table.divisionId, table.dueOn, table.id)
      .where(sql`${table.closedOn} IS NULL`),
    index('open_requests_of_an_officer')
      .on(table.officerId, table.dueOn, table.id)
      .where(sql`${table.closedOn} IS NULL`),
    index('closed_requests_by_day')
      .on(table.closedOn, table.id, table.receivedOn, table.status, table.outcome, table.channel)
      .where(sql`${table.closedOn} IS NOT NULL`),
    index('closed_requests_of_a_division')
      .on(table.divisionId, table.closedOn, table.id, table.status)
      .where(sql`${table.closedOn} IS NOT NULL`),
    index('open_requests_by_status')
      .on(table.status, table.dueOn, table.id, table.divisionId)
      .where(sql`${table.closedOn} IS NULL`),
    index('closed_requests_by_status')
      .on(table.status, table.closedOn, table.id, table.divisionId)
      .where(sql`${table.closedOn} IS NOT NULL`),
    index('closed_requests_by_month')
      .on(monthOf(table.closedOn), table.status, table.outcome, table.channel, table.closedOn)
      .where(sql`${table.closedOn} IS NOT NULL`),
    index('requests_waiting_for_the_requester')
      .on(table.answerBy)
      .where(sql`${table.status} = 'awaiting-requester'`),
    index('disputed_requests')
      .on(table.disputedAt)
      .where(sql`${table.disputedAt} IS NOT NULL`),
    index('requests_by_email')
      .on(table.email, table.id)
      .where(sql`${table.email} <> ''`),
    index('requests_by_phone')
      .on(table.phone, table.id)
      .where(sql`${table.phone} <> ''`),
    index('requests_by_day_received').on(
      table.receivedOn,
      table.closedOn,
      table.dueOn,
      table.limitOn,
      table.channel,
      table.status,
    ),
  ],
)

/** The history of every request. Append-only: triggers refuse UPDATE and DELETE. */
export const events = sqliteTable(
  'events',
  {
    id: integer().primaryKey(),
    infoRequestId: integer('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    position: integer().notNull(),
    action: text({ enum: actions }).notNull(),
    fromStatus: text('from_status', { enum: statuses }),
    toStatus: text('to_status', { enum: statuses }).notNull(),
    role: text({ enum: [...roles, 'requester', 'system'] }).notNull(),
    accountId: integer('account_id').references(() => accounts.id),
    divisionId: integer('division_id').references(() => divisions.id),
    at: integer().notNull(),
    on: text().notNull(),
    note: text().notNull(),
    /** For whom they acted (รักษาราชการแทน); nothing when for themselves. */
    actingForId: integer('acting_for_id').references(() => accounts.id),
    /** The day this step sets: answer by, objection by, the new due date. */
    until: text(),
    /** As the request stood after this step: its due day, and the last day of its limit. Nothing in the oldest rows. */
    dueOn: text('due_on'),
    limitOn: text('limit_on'),
    /** Working days from the day received to this answer, by the calendar of that day; only where it gives one. */
    workingDays: integer('working_days'),
  },
  (table) => [
    uniqueIndex('one_event_per_position').on(table.infoRequestId, table.position),
    index('moves_by_day')
      .on(table.on, table.id)
      .where(sql`${table.action} IN ('assign', 'return')`),
    index('closings_by_day').on(table.on, table.id).where(isClosing(table)),
    index('reopenings_by_day')
      .on(table.on, table.id)
      .where(sql`${table.action} = 'reopen'`),
  ],
)

/** What an officer proposed as the answer. A new one for each try, so that nothing approved can change. */
export const proposals = sqliteTable(
  'proposals',
  {
    id: integer().primaryKey(),
    infoRequestId: integer('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    /** The position of its `propose` (or `advise`) event. */
    position: integer().notNull(),
    outcome: text({ enum: outcomes }).notNull(),
    reply: text().notNull(),
    /** Which agency holds it and how to reach it (s.12); only for `advised-elsewhere`. */
    agency: text().notNull(),
    proposedById: integer('proposed_by_id')
      .notNull()
      .references(() => accounts.id),
    proposedAt: integer('proposed_at').notNull(),
    /** How duty, public interest and private interests were weighed (s.15); empty without such a ground. */
    weighing: text().notNull().default(''),
    /** For inspection: when (UTC milliseconds) and where it can be seen. */
    visitAt: integer('visit_at'),
    visitPlace: text('visit_place').notNull().default(''),
    /** For certified copies: name and post of who certifies them. */
    certifiedBy: text('certified_by').notNull().default(''),
    pages: integer().notNull().default(0),
    certifications: integer().notNull().default(0),
    /** In satang, under the rates that held when it was proposed. */
    fee: integer().notNull().default(0),
  },
  (table) => [uniqueIndex('one_proposal_per_event').on(table.infoRequestId, table.position)],
)

/** A clause of the Act on which a proposal withholds something, with the reason written for it. */
export const appliedGrounds = sqliteTable(
  'applied_grounds',
  {
    proposalId: integer('proposal_id')
      .notNull()
      .references(() => proposals.id),
    position: integer().notNull(),
    ground: text().notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.proposalId, table.position] })],
)

/** One file: its bytes lie under `DATA_DIR/files` by this id. It belongs to a draft or to a request. */
export const files = sqliteTable(
  'files',
  {
    /** 128 random bits, hexadecimal. */
    id: text().primaryKey(),
    draftId: integer('draft_id').references(() => drafts.id),
    infoRequestId: integer('info_request_id').references(() => infoRequests.id),
    /** Came with the request, or is (to be) part of the answer. */
    purpose: text({ enum: ['request', 'answer'] }).notNull(),
    name: text().notNull(),
    mediaType: text('media_type').notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    addedAt: integer('added_at').notNull(),
    addedById: integer('added_by_id').references(() => accounts.id),
    /** The proposal it was attached to; the requester sees it once that one is the answer. */
    proposalId: integer('proposal_id').references(() => proposals.id),
    removedAt: integer('removed_at'),
  },
  (table) => [
    index('files_of_a_draft').on(table.draftId),
    index('files_of_a_request').on(table.infoRequestId),
  ],
)

/** Letters: written in the transaction that causes them, sent after it. `on-paper`: no address was given. */
export const letters = sqliteTable(
  'letters',
  {
    id: integer().primaryKey(),
    /** What it is about; nothing for what goes to staff about many. */
    infoRequestId: integer('info_request_id').references(() => infoRequests.id),
    /** The member of staff it goes to; nothing for those outside. */
    accountId: integer('account_id').references(() => accounts.id),
    /** Says what it is the only one of ("digest 2026-11-25 7"): a job that runs twice writes it once. */
    onceKey: text('once_key').unique(),
    kind: text({ enum: letterKinds }).notNull(),
    language: text({ enum: languages }).notNull(),
    /** One plain address, or empty when it goes on paper. */
    toAddress: text('to_address').notNull(),
    toName: text('to_name').notNull(),
    /** Where it goes on paper. */
    postalAddress: text('postal_address').notNull().default(''),
    /** The number of the department's register (ที่); empty until somebody enters it. */
    registerNumber: text('register_number').notNull().default(''),
    /** Who signs, and for whom when acting. */
    signedById: integer('signed_by_id').references(() => accounts.id),
    signedForId: integer('signed_for_id').references(() => accounts.id),
    subject: text().notNull(),
    body: text().notNull(),
    messageId: text('message_id').notNull().unique(),
    state: text({ enum: deliveryStates }).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: integer('created_at').notNull(),
    /** Since when it is being tried: its writing, or the last time somebody had it sent again. */
    tryingSince: integer('trying_since').notNull().default(0),
    /** When it may be tried (again). */
    nextTryAt: integer('next_try_at').notNull(),
    sentAt: integer('sent_at'),
    /** Our word for what went wrong, never the server's text with its addresses. */
    failure: text().notNull().default(''),
    /** The day somebody posted it, handed it over or told it by telephone, and who says so. */
    handledOn: text('handled_on'),
    handledHow: text('handled_how', { enum: handledHows }),
    handledById: integer('handled_by_id').references(() => accounts.id),
  },
  (table) => [
    index('letters_to_send')
      .on(table.nextTryAt)
      .where(sql`${table.state} IN ('waiting', 'retrying')`),
    index('letters_of_a_request').on(table.infoRequestId),
    index('letters_to_deal_with')
      .on(table.state, table.id)
      .where(sql`${table.state} IN ('failed', 'on-paper')`),
  ],
)

/** Kept counters behind the month report: what happened in each month, written with the event itself. */
export const tallies = sqliteTable(
  'tallies',
  {
    month: text().notNull(),
    /** 0 while nobody holds it. */
    divisionId: integer('division_id').notNull(),
    channel: text({ enum: channels }).notNull(),
    measure: text({ enum: measures }).notNull(),
    count: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.month, table.divisionId, table.channel, table.measure] }),
  ],
)

/** The last serial given in each fiscal year (B.E.). Counted inside the submission: no hole, no double. */
export const referenceSeries = sqliteTable('reference_series', {
  fiscalYear: integer('fiscal_year').primaryKey(),
  last: integer().notNull(),
})

/** Days on which government offices are closed although they are weekdays. */
export const holidays = sqliteTable('holidays', {
  on: text().primaryKey(),
  nameTh: text('name_th').notNull(),
  nameEn: text('name_en').notNull(),
  source: text().notNull(),
  standing: text({ enum: ['announced', 'predicted'] }).notNull(),
})

/** What the service keeps about itself: its signing key, the mark of a demo. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
})

/** Work that is done now and then by whichever process is alive: when it last ran, and when it is next due. */
export const jobs = sqliteTable('jobs', {
  name: text().primaryKey(),
  /** Taken by a process until then; 0 when nobody is at it. */
  heldUntil: integer('held_until').notNull(),
  nextAt: integer('next_at').notNull(),
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at'),
  /** What the last run did, or that it failed. */
  outcome: text({ enum: jobOutcomes }).notNull(),
  /** What it did, as counts: `{"reminded": 2}`. */
  did: text({ mode: 'json' }).$type<JobCounts>(),
})

/** Somebody whose interests a disclosure may touch, and what they said to it (s.17). */
export const thirdParties = sqliteTable(
  'third_parties',
  {
    id: integer().primaryKey(),
    infoRequestId: integer('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    name: text().notNull(),
    email: text().notNull(),
    address: text().notNull(),
    /** What of theirs is asked for; goes into the notice. */
    about: text().notNull(),
    notifiedOn: text('notified_on').notNull(),
    objectionBy: text('objection_by').notNull(),
    response: text({ enum: thirdPartyResponses }),
    /** The day their answer came, or was waited for in vain. */
    respondedOn: text('responded_on'),
    /** They objected, and the department means to disclose all the same. */
    isRejected: integer('is_rejected', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('third_parties_of_a_request').on(table.infoRequestId)],
)

/** Who acts for whom (รักษาราชการแทน), both days included. */
export const actingAppointments = sqliteTable(
  'acting_appointments',
  {
    id: integer().primaryKey(),
    absentId: integer('absent_id')
      .notNull()
      .references(() => accounts.id),
    actingId: integer('acting_id')
      .notNull()
      .references(() => accounts.id),
    from: text().notNull(),
    to: text().notNull(),
    orderNumber: text('order_number').notNull(),
    appointedById: integer('appointed_by_id')
      .notNull()
      .references(() => accounts.id),
    appointedAt: integer('appointed_at').notNull(),
    /** Ended early: the last moment it held. */
    endedAt: integer('ended_at'),
  },
  (table) => [
    check('nobody_acts_for_themselves', sql`${table.absentId} <> ${table.actingId}`),
    index('appointments_of_whoever_acts').on(table.actingId, table.to),
    index('appointments_of_whoever_is_absent').on(table.absentId, table.to),
  ],
)

/** Two requests that belong together; the smaller id first, so that each pair is there once. */
export const relatedRequests = sqliteTable(
  'related_requests',
  {
    infoRequestId: integer('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    relatedId: integer('related_id')
      .notNull()
      .references(() => infoRequests.id),
    addedById: integer('added_by_id')
      .notNull()
      .references(() => accounts.id),
    addedAt: integer('added_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.infoRequestId, table.relatedId] }),
    check('the_smaller_id_first', sql`${table.infoRequestId} < ${table.relatedId}`),
    index('related_the_other_way').on(table.relatedId),
  ],
)

/** What the department sets for itself (limits, fees, contact), each from a day on; earlier values stay for their time. */
export const departmentRules = sqliteTable(
  'department_rules',
  {
    name: text().notNull(),
    from: text().notNull(),
    value: text({ mode: 'json' }).$type<unknown>().notNull(),
    setById: integer('set_by_id').references(() => accounts.id),
    setAt: integer('set_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.from] })],
)

/** The texts of letters as an administrator changed them: every version is kept, the highest holds. */
export const letterTexts = sqliteTable(
  'letter_texts',
  {
    kind: text({ enum: letterKinds }).notNull(),
    language: text({ enum: languages }).notNull(),
    version: integer().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    savedById: integer('saved_by_id')
      .notNull()
      .references(() => accounts.id),
    savedAt: integer('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.language, table.version] })],
)

/**
 * Kept counters of whole months behind the report, written with the event itself: how requests ended, how long answers
 * took, where each month's requests stand. A count may be negative: a reopening takes back what the closing counted.
 */
export const monthCounts = sqliteTable(
  'month_counts',
  {
    /** The month in which it happened. */
    month: text().notNull(),
    name: text({ enum: countNames }).notNull(),
    /** What of it, in the form that its name has (see `statistics/counts.ts`). */
    detail: text().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.month, table.name, table.detail] })],
)

/** How the online service is used, by day: never by whom. */
export const useCounts = sqliteTable(
  'use_counts',
  {
    on: text().notNull(),
    kind: text({ enum: useKinds }).notNull(),
    /** The family of pages that was viewed, or the page of the form that was reached. */
    detail: text().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.on, table.kind, table.detail] })],
)

/** Months as the secretary signed them; a correction is one more revision. Append-only by triggers. */
export const monthClosings = sqliteTable(
  'month_closings',
  {
    month: text().notNull(),
    /** 1 for the first. */
    revision: integer().notNull(),
    /** What was signed: JSON text, byte for byte; holds the SHA-256 of `lists`. */
    document: text().notNull(),
    /** The references behind each figure: JSON text, byte for byte. */
    lists: text().notNull(),
    /** SHA-256 of the document, hexadecimal. */
    sha256: text().notNull(),
    signedById: integer('signed_by_id')
      .notNull()
      .references(() => accounts.id),
    signedAt: integer('signed_at').notNull(),
    /** Why it was signed anew; empty for the first. */
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.month, table.revision] })],
)

/** Every export of single requests: who had it, why, and what it was. */
export const rowExports = sqliteTable('row_exports', {
  id: integer().primaryKey(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  reason: text().notNull(),
  /** The first and the last month received. */
  from: text().notNull(),
  to: text().notNull(),
  withContacts: integer('with_contacts', { mode: 'boolean' }).notNull(),
  startedAt: integer('started_at').notNull(),
  /** Nothing while it runs, and for ever when its process ended. */
  endedAt: integer('ended_at'),
  /** Handed over in the end; 0 while it runs, and nothing before it was fetched. */
  rows: integer(),
  /** Of the whole file, hexadecimal; nothing when it was broken off. */
  sha256: text(),
})

/** What the integrity assessment calls an item in a fiscal year, and where we show it. */
export const itaItems = sqliteTable(
  'ita_items',
  {
    /** B.E. */
    fiscalYear: integer('fiscal_year').notNull(),
    slug: text({ enum: itaSlugs }).notNull(),
    code: text().notNull(),
    wording: text().notNull(),
    /** The public address that shows it. */
    address: text().notNull(),
    /** The day it went live there; nothing while it has not. */
    liveOn: text('live_on'),
    /** Code and wording were compared with the official manual. */
    isConfirmed: integer('is_confirmed', { mode: 'boolean' }).notNull().default(false),
    setById: integer('set_by_id').references(() => accounts.id),
    setAt: integer('set_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fiscalYear, table.slug] })],
)

/** What people said of the service after an answer: with no tie to them or their request, not even by its time. */
export const feedback = sqliteTable(
  'feedback',
  {
    /** Random, so that the order of arrival does not show. */
    id: text().primaryKey(),
    /** `2569-q1`. */
    quarter: text().notNull(),
    clearSteps: integer('clear_steps').notNull(),
    equalTreatment: integer('equal_treatment').notNull(),
    clearAnswer: integer('clear_answer').notNull(),
    easyService: integer('easy_service').notNull(),
    comment: text().notNull(),
  },
  (table) => [index('feedback_of_a_quarter').on(table.quarter)],
)

/** "What we changed because of you": a short public list that the secretary keeps. */
export const improvements = sqliteTable('improvements', {
  id: integer().primaryKey(),
  /** The day of the change. */
  on: text().notNull(),
  textTh: text('text_th').notNull(),
  textEn: text('text_en').notNull(),
  isPublished: integer('is_published', { mode: 'boolean' }).notNull().default(true),
  savedById: integer('saved_by_id')
    .notNull()
    .references(() => accounts.id),
  savedAt: integer('saved_at').notNull(),
})
