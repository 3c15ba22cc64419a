import type { Calendar } from './calendar/calendar.ts'
import type { Config } from './config.ts'
import type { Database } from './database/open.ts'
import type { Rules } from './department/rules.ts'
import type { Blobs } from './files/keep.ts'
import type { Kept } from './kept.ts'
import type { LetterTexts } from './mail/letter-texts.ts'
import type { Topic } from './organisation/store.ts'
import type { FiguresVersion } from './statistics/published/version.ts'
import type { ViewCounter } from './statistics/use/view-counter.ts'

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
  /** The texts of letters that an administrator put in the place of ours, at most a minute old. */
  letterTexts: Kept<LetterTexts>
  /** The topics on offer, at most a few seconds old; forgotten by whoever changes them. */
  topics: Kept<readonly Topic[]>
  /** Whether published figures are still the same, at most a second old; forgotten when a month is signed. */
  figuresVersion: Kept<FiguresVersion>
  /** The views of public pages that this process has not written yet. */
  views: ViewCounter
  /** The key behind form tokens; kept in the database, so every process has the same. */
  signingKey: string
}
