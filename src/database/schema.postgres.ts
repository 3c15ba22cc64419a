import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
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
 * The tables of schema.sqlite.ts, in the types of PostgreSQL. What the columns mean is written there; that the
 * rows are the same is proved in schema.ts.
 */

export const divisions = pgTable('divisions', {
  id: rowId(),
  nameTh: text('name_th').notNull(),
  nameEn: text('name_en').notNull(),
  isActive: boolean('is_active').notNull().default(true),
})

export const topics = pgTable('topics', {
  id: rowId(),
  nameTh: text('name_th').notNull(),
  nameEn: text('name_en').notNull(),
  divisionId: large('division_id').references(() => divisions.id),
  position: integer().notNull(),
  isActive: boolean('is_active').notNull().default(true),
})

export const accounts = pgTable(
  'accounts',
  {
    id: rowId(),
    username: text().notNull().unique(),
    name: text().notNull(),
    role: text({ enum: roles }).notNull(),
    divisionId: large('division_id').references(() => divisions.id),
    passwordHash: text('password_hash').notNull(),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: large('created_at').notNull(),
    lastSignedInAt: large('last_signed_in_at'),
    email: text().notNull().default(''),
    post: text().notNull().default(''),
    mustChangePassword: boolean('must_change_password').notNull().default(false),
  },
  (table) => [
    check(
      'officers_and_heads_belong_to_a_division',
      sql`${table.role} NOT IN ('officer', 'head') OR ${table.divisionId} IS NOT NULL`,
    ),
  ],
)

export const staffSessions = pgTable(
  'staff_sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    accountId: large('account_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: large('created_at').notNull(),
    seenAt: large('seen_at').notNull(),
  },
  (table) => [index('staff_sessions_of_an_account').on(table.accountId)],
)

export const trackingSessions = pgTable('tracking_sessions', {
  tokenHash: text('token_hash').primaryKey(),
  infoRequestId: large('info_request_id')
    .notNull()
    .references(() => infoRequests.id),
  expiresAt: large('expires_at').notNull(),
})

export const attempts = pgTable('attempts', {
  key: text().primaryKey(),
  count: integer().notNull(),
  endsAt: large('ends_at').notNull(),
})

export const drafts = pgTable(
  'drafts',
  {
    id: rowId(),
    visitorHash: text('visitor_hash').notNull(),
    idempotencyKey: text('idempotency_key').notNull().unique(),
    language: text({ enum: languages }).notNull(),
    answers: jsonb().$type<DraftAnswers>().notNull(),
    codeHash: text('code_hash'),
    infoRequestId: large('info_request_id').references(() => infoRequests.id),
    createdAt: large('created_at').notNull(),
    savedAt: large('saved_at').notNull(),
  },
  (table) => [
    index('drafts_of_a_visitor').on(table.visitorHash),
    index('drafts_by_age').on(table.savedAt),
  ],
)

export const infoRequests = pgTable(
  'info_requests',
  {
    id: rowId(),
    reference: text().notNull().unique(),
    codeHash: text('code_hash').notNull(),
    channel: text({ enum: channels }).notNull(),
    language: text({ enum: languages }).notNull(),
    topicId: large('topic_id').references(() => topics.id),
    divisionId: large('division_id').references(() => divisions.id),
    officerId: large('officer_id').references(() => accounts.id),
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
    submittedAt: large('submitted_at').notNull(),
    receivedOn: text('received_on').notNull(),
    dueOn: text('due_on').notNull(),
    isSensitive: boolean('is_sensitive').notNull().default(false),
    proposedById: large('proposed_by_id').references(() => accounts.id),
    approvedById: large('approved_by_id').references(() => accounts.id),
    clearedById: large('cleared_by_id').references(() => accounts.id),
    closedOn: text('closed_on'),
    closedAt: large('closed_at'),
    enteredById: large('entered_by_id').references(() => accounts.id),
    lastPosition: integer('last_position').notNull(),
    limitOn: text('limit_on').notNull().default(''),
    answerBy: text('answer_by'),
    waitingParties: integer('waiting_parties').notNull().default(0),
    lockedUntil: text('locked_until'),
    isAppealed: boolean('is_appealed').notNull().default(false),
    disputedAt: large('disputed_at'),
    feeState: text('fee_state', { enum: feeStates }).notNull().default('none'),
    hasGivenFeedback: boolean('has_given_feedback').notNull().default(false),
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

export const events = pgTable(
  'events',
  {
    id: rowId(),
    infoRequestId: large('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    position: integer().notNull(),
    action: text({ enum: actions }).notNull(),
    fromStatus: text('from_status', { enum: statuses }),
    toStatus: text('to_status', { enum: statuses }).notNull(),
    role: text({ enum: [...roles, 'requester', 'system'] }).notNull(),
    accountId: large('account_id').references(() => accounts.id),
    divisionId: large('division_id').references(() => divisions.id),
    at: large('at').notNull(),
    on: text().notNull(),
    note: text().notNull(),
    actingForId: large('acting_for_id').references(() => accounts.id),
    until: text(),
    dueOn: text('due_on'),
    limitOn: text('limit_on'),
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

export const proposals = pgTable(
  'proposals',
  {
    id: rowId(),
    infoRequestId: large('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    position: integer().notNull(),
    outcome: text({ enum: outcomes }).notNull(),
    reply: text().notNull(),
    agency: text().notNull(),
    proposedById: large('proposed_by_id')
      .notNull()
      .references(() => accounts.id),
    proposedAt: large('proposed_at').notNull(),
    weighing: text().notNull().default(''),
    visitAt: large('visit_at'),
    visitPlace: text('visit_place').notNull().default(''),
    certifiedBy: text('certified_by').notNull().default(''),
    pages: integer().notNull().default(0),
    certifications: integer().notNull().default(0),
    fee: integer().notNull().default(0),
  },
  (table) => [uniqueIndex('one_proposal_per_event').on(table.infoRequestId, table.position)],
)

export const appliedGrounds = pgTable(
  'applied_grounds',
  {
    proposalId: large('proposal_id')
      .notNull()
      .references(() => proposals.id),
    position: integer().notNull(),
    ground: text().notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.proposalId, table.position] })],
)

export const files = pgTable(
  'files',
  {
    id: text().primaryKey(),
    draftId: large('draft_id').references(() => drafts.id),
    infoRequestId: large('info_request_id').references(() => infoRequests.id),
    purpose: text({ enum: ['request', 'answer'] }).notNull(),
    name: text().notNull(),
    mediaType: text('media_type').notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    addedAt: large('added_at').notNull(),
    addedById: large('added_by_id').references(() => accounts.id),
    proposalId: large('proposal_id').references(() => proposals.id),
    removedAt: large('removed_at'),
  },
  (table) => [
    index('files_of_a_draft').on(table.draftId),
    index('files_of_a_request').on(table.infoRequestId),
  ],
)

export const letters = pgTable(
  'letters',
  {
    id: rowId(),
    infoRequestId: large('info_request_id').references(() => infoRequests.id),
    accountId: large('account_id').references(() => accounts.id),
    onceKey: text('once_key').unique(),
    kind: text({ enum: letterKinds }).notNull(),
    language: text({ enum: languages }).notNull(),
    toAddress: text('to_address').notNull(),
    toName: text('to_name').notNull(),
    postalAddress: text('postal_address').notNull().default(''),
    registerNumber: text('register_number').notNull().default(''),
    signedById: large('signed_by_id').references(() => accounts.id),
    signedForId: large('signed_for_id').references(() => accounts.id),
    subject: text().notNull(),
    body: text().notNull(),
    messageId: text('message_id').notNull().unique(),
    state: text({ enum: deliveryStates }).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: large('created_at').notNull(),
    tryingSince: large('trying_since').notNull().default(0),
    nextTryAt: large('next_try_at').notNull(),
    sentAt: large('sent_at'),
    failure: text().notNull().default(''),
    handledOn: text('handled_on'),
    handledHow: text('handled_how', { enum: handledHows }),
    handledById: large('handled_by_id').references(() => accounts.id),
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

export const tallies = pgTable(
  'tallies',
  {
    month: text().notNull(),
    divisionId: large('division_id').notNull(),
    channel: text({ enum: channels }).notNull(),
    measure: text({ enum: measures }).notNull(),
    count: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.month, table.divisionId, table.channel, table.measure] }),
  ],
)

export const referenceSeries = pgTable('reference_series', {
  fiscalYear: integer('fiscal_year').primaryKey(),
  last: integer().notNull(),
})

export const holidays = pgTable('holidays', {
  on: text().primaryKey(),
  nameTh: text('name_th').notNull(),
  nameEn: text('name_en').notNull(),
  source: text().notNull(),
  standing: text({ enum: ['announced', 'predicted'] }).notNull(),
})

export const settings = pgTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
})

export const jobs = pgTable('jobs', {
  name: text().primaryKey(),
  heldUntil: large('held_until').notNull(),
  nextAt: large('next_at').notNull(),
  startedAt: large('started_at').notNull(),
  endedAt: large('ended_at'),
  outcome: text({ enum: jobOutcomes }).notNull(),
  did: jsonb().$type<JobCounts>(),
})

export const thirdParties = pgTable(
  'third_parties',
  {
    id: rowId(),
    infoRequestId: large('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    name: text().notNull(),
    email: text().notNull(),
    address: text().notNull(),
    about: text().notNull(),
    notifiedOn: text('notified_on').notNull(),
    objectionBy: text('objection_by').notNull(),
    response: text({ enum: thirdPartyResponses }),
    respondedOn: text('responded_on'),
    isRejected: boolean('is_rejected').notNull().default(false),
  },
  (table) => [index('third_parties_of_a_request').on(table.infoRequestId)],
)

export const actingAppointments = pgTable(
  'acting_appointments',
  {
    id: rowId(),
    absentId: large('absent_id')
      .notNull()
      .references(() => accounts.id),
    actingId: large('acting_id')
      .notNull()
      .references(() => accounts.id),
    from: text().notNull(),
    to: text().notNull(),
    orderNumber: text('order_number').notNull(),
    appointedById: large('appointed_by_id')
      .notNull()
      .references(() => accounts.id),
    appointedAt: large('appointed_at').notNull(),
    endedAt: large('ended_at'),
  },
  (table) => [
    check('nobody_acts_for_themselves', sql`${table.absentId} <> ${table.actingId}`),
    index('appointments_of_whoever_acts').on(table.actingId, table.to),
    index('appointments_of_whoever_is_absent').on(table.absentId, table.to),
  ],
)

export const relatedRequests = pgTable(
  'related_requests',
  {
    infoRequestId: large('info_request_id')
      .notNull()
      .references(() => infoRequests.id),
    relatedId: large('related_id')
      .notNull()
      .references(() => infoRequests.id),
    addedById: large('added_by_id')
      .notNull()
      .references(() => accounts.id),
    addedAt: large('added_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.infoRequestId, table.relatedId] }),
    check('the_smaller_id_first', sql`${table.infoRequestId} < ${table.relatedId}`),
    index('related_the_other_way').on(table.relatedId),
  ],
)

export const departmentRules = pgTable(
  'department_rules',
  {
    name: text().notNull(),
    from: text().notNull(),
    value: jsonb().$type<unknown>().notNull(),
    setById: large('set_by_id').references(() => accounts.id),
    setAt: large('set_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.from] })],
)

export const letterTexts = pgTable(
  'letter_texts',
  {
    kind: text({ enum: letterKinds }).notNull(),
    language: text({ enum: languages }).notNull(),
    version: integer().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    savedById: large('saved_by_id')
      .notNull()
      .references(() => accounts.id),
    savedAt: large('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.language, table.version] })],
)

export const monthCounts = pgTable(
  'month_counts',
  {
    month: text().notNull(),
    name: text({ enum: countNames }).notNull(),
    detail: text().notNull(),
    count: large('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.month, table.name, table.detail] })],
)

export const useCounts = pgTable(
  'use_counts',
  {
    on: text().notNull(),
    kind: text({ enum: useKinds }).notNull(),
    detail: text().notNull(),
    count: large('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.on, table.kind, table.detail] })],
)

export const monthClosings = pgTable(
  'month_closings',
  {
    month: text().notNull(),
    revision: integer().notNull(),
    document: text().notNull(),
    lists: text().notNull(),
    sha256: text().notNull(),
    signedById: large('signed_by_id')
      .notNull()
      .references(() => accounts.id),
    signedAt: large('signed_at').notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.month, table.revision] })],
)

export const rowExports = pgTable('row_exports', {
  id: rowId(),
  accountId: large('account_id')
    .notNull()
    .references(() => accounts.id),
  reason: text().notNull(),
  from: text().notNull(),
  to: text().notNull(),
  withContacts: boolean('with_contacts').notNull(),
  startedAt: large('started_at').notNull(),
  endedAt: large('ended_at'),
  rows: large('rows'),
  sha256: text(),
})

export const itaItems = pgTable(
  'ita_items',
  {
    fiscalYear: integer('fiscal_year').notNull(),
    slug: text({ enum: itaSlugs }).notNull(),
    code: text().notNull(),
    wording: text().notNull(),
    address: text().notNull(),
    liveOn: text('live_on'),
    isConfirmed: boolean('is_confirmed').notNull().default(false),
    setById: large('set_by_id').references(() => accounts.id),
    setAt: large('set_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fiscalYear, table.slug] })],
)

export const feedback = pgTable(
  'feedback',
  {
    id: text().primaryKey(),
    quarter: text().notNull(),
    clearSteps: integer('clear_steps').notNull(),
    equalTreatment: integer('equal_treatment').notNull(),
    clearAnswer: integer('clear_answer').notNull(),
    easyService: integer('easy_service').notNull(),
    comment: text().notNull(),
  },
  (table) => [index('feedback_of_a_quarter').on(table.quarter)],
)

export const improvements = pgTable('improvements', {
  id: rowId(),
  on: text().notNull(),
  textTh: text('text_th').notNull(),
  textEn: text('text_en').notNull(),
  isPublished: boolean('is_published').notNull().default(true),
  savedById: large('saved_by_id')
    .notNull()
    .references(() => accounts.id),
  savedAt: large('saved_at').notNull(),
})

function rowId() {
  return large('id').primaryKey().generatedByDefaultAsIdentity()
}

/** Row ids and instants: 64 bits, read as a number (exact up to 9 × 10¹⁵). */
function large<Name extends string>(name: Name) {
  return bigint(name, { mode: 'number' })
}
