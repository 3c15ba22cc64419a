import { parseArgs } from 'node:util'
import { dayOf } from './calendar/calendar.ts'
import { readPeriod } from './calendar/period.ts'
import { keptCalendar } from './calendar/store.ts'
import type { Config } from './config.ts'
import { visitDatabase } from './database/start.ts'
import { keptRules } from './department/store.ts'
import { Refusal } from './refusal.ts'
import { clock } from './serve.ts'
import { findAccount } from './staff/store.ts'
import { closeMonth, readMonthStanding } from './statistics/signing/commands.ts'
import { readStandardInput } from './standard-input.ts'
import { matchesHash } from './web/secrets.ts'

/**
 * Signs a month from the command line, as the secretary would on its page: the password of the account that signs comes
 * from standard input. Works beside a running service. Throws a sentence naming what is missing or wrong.
 */
export async function closeMonthCommand(config: Config, words: string[]): Promise<void> {
  const { month, username, reason, isConfirmed } = readOptions(words)
  const password = process.stdin.isTTY ? '' : await readStandardInput()
  if (password === '')
    throw new Error(
      `The password of ${username} comes from standard input: … | npm run close-month -- …`,
    )
  const db = await visitDatabase(config, { at: clock() })
  try {
    const account = await findAccount(db.read, username)
    const isTheirs = account !== undefined && (await matchesHash(password, account.passwordHash))
    if (!account || !isTheirs || !account.isActive || account.role !== 'secretary')
      throw new Error(`${username} is not a secretary with that password.`)
    const services = {
      db,
      clock,
      rules: keptRules(db, clock),
      calendar: keptCalendar(db, clock),
    }
    const { mark, signed, checks } = await readMonthStanding(services, month)
    if (!isConfirmed)
      throw new Error(
        `Say --paper-entered when every request of ${month} that did not come online has been entered; ${checks.undatedLetters} letters written by then still wait for somebody to tell the person.`,
      )
    const revision = (signed?.revision ?? 0) + 1
    const accountId = account.id
    const sha256 = await closeMonth(services, { month, revision, reason, mark, accountId })
    console.log(`Signed ${month}, revision ${revision}, on ${dayOf(clock())}. SHA-256: ${sha256}`)
  } catch (error) {
    throw error instanceof Refusal ? new Error(sentences[error.reason] ?? error.reason) : error
  } finally {
    await db.close()
  }
}

/** What the command would not do, for the person at the terminal. */
const sentences: Record<string, string> = {
  'month-not-over': 'That month is not over. Nothing was signed.',
  'already-signed':
    'That month is signed already, and its facts have not changed. Nothing was signed.',
  'checks-open':
    'A check is open: a month before it is not signed or no longer agrees with the facts, or nothing was counted yet. See its page. Nothing was signed.',
  'reason-missing': 'A revision needs --reason "…". Nothing was signed.',
  'figures-changed': 'The figures changed meanwhile. Nothing was signed: try again.',
  'recount-differs':
    'Counting again from the histories gave other figures than the counters. Nothing was signed.',
}

function readOptions(words: string[]) {
  const { values } = parseArgs({
    args: words,
    options: {
      month: { type: 'string' },
      username: { type: 'string' },
      reason: { type: 'string', default: '' },
      'paper-entered': { type: 'boolean', default: false },
    },
  })
  const { month = '', username = '', reason } = values
  const read = readPeriod(month)
  if (!read.ok || read.period.kind !== 'month')
    throw new Error('Say which month: --month 2026-10 (or 2569-10).')
  if (username === '') throw new Error('Say who signs: --username secretary.')
  return { month: read.period.from, username, reason, isConfirmed: values['paper-entered'] }
}
