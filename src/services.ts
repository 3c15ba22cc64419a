import type { Calendar } from './calendar/calendar.ts'
import type { Config } from './config.ts'
import type { Database } from './database/open.ts'
import type { Rules } from './department/rules.ts'
import type { Blobs } from './files/keep.ts'
import type { Kept } from './kept.ts'
import type { Topic } from './organisation/store.ts'

/** What the features need from outside: built once in `serve.ts`, or afresh by each test. */
export type Services = {
  config: Config
  db: Database
  blobs: Blobs
  /** The present instant, UTC milliseconds. The only clock there is; rules get days and instants as arguments. */
  clock: () => number
  /** The holidays of today, at most a minute old. */
  calendar: Kept<Calendar>
  /** What the department decides for itself, at most a minute old; forgotten by whoever changes it. */
  rules: Kept<Rules>
  /** The topics on offer, at most a few seconds old; forgotten by whoever changes them. */
  topics: Kept<readonly Topic[]>
  /** The key behind form tokens; kept in the database, so every process has the same. */
  signingKey: string
}
