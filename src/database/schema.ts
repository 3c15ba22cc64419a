import { dialect } from './dialect.ts'
import * as postgres from './schema.postgres.ts'
import * as sqlite from './schema.sqlite.ts'

export * from './kinds.ts'
/** A second name for a table within one query. */
export { alias } from 'drizzle-orm/sqlite-core'

/*
 * The tables of the database this process works on. To the rest of the program they are those of SQLite, whichever
 * they are: the rows are the same, which `sameRows` proves. A column added to one side alone does not compile.
 */

type Tables = typeof sqlite

export const {
  divisions,
  topics,
  accounts,
  staffSessions,
  trackingSessions,
  attempts,
  drafts,
  infoRequests,
  events,
  proposals,
  appliedGrounds,
  files,
  letters,
  tallies,
  referenceSeries,
  holidays,
  settings,
  jobs,
  thirdParties,
  actingAppointments,
  relatedRequests,
  departmentRules,
  letterTexts,
  monthCounts,
  useCounts,
  monthClosings,
  rowExports,
  itaItems,
  feedback,
  improvements,
} = dialect === 'postgres' ? asTables(postgres) : sqlite

function asTables(tables: unknown): Tables {
  // What the rest of the program relies on, rows and the names of columns, is the same in both.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return tables as Tables
}

type Rows<Table extends { $inferSelect: unknown; $inferInsert: unknown }> = [
  Table['$inferSelect'],
  // SQLite alone could count fiscal years by itself, so what may be left out is not compared.
  Whole<Table['$inferInsert']>,
]

type Whole<Row> = { [Name in keyof Row]-?: Exclude<Row[Name], undefined> }

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never

type SameRows = { [Name in keyof Tables]: Same<Rows<Tables[Name]>, Rows<(typeof postgres)[Name]>> }

export const sameRows: SameRows = {
  divisions: true,
  topics: true,
  accounts: true,
  staffSessions: true,
  trackingSessions: true,
  attempts: true,
  drafts: true,
  infoRequests: true,
  events: true,
  proposals: true,
  appliedGrounds: true,
  files: true,
  letters: true,
  tallies: true,
  referenceSeries: true,
  holidays: true,
  settings: true,
  jobs: true,
  thirdParties: true,
  actingAppointments: true,
  relatedRequests: true,
  departmentRules: true,
  letterTexts: true,
  monthCounts: true,
  useCounts: true,
  monthClosings: true,
  rowExports: true,
  itaItems: true,
  feedback: true,
  improvements: true,
}
