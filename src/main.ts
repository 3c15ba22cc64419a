import { addUser } from './add-user.ts'
import { closeMonthCommand } from './close-month.ts'
import { readConfig } from './config.ts'
import { migrateDatabase, reasonOf } from './database/start.ts'
import { runDemo } from './demo/run.ts'
import { move } from './move/move.ts'
import { clock, serve } from './serve.ts'

const commands: Record<string, (words: string[]) => Promise<void>> = {
  /** Brings the database up to date and serves. */
  serve: () => serve(readConfig(process.env)),
  /** A believable department to try things on, in a folder of its own. */
  demo: (words) => runDemo(process.env, words),
  /** Brings the database up to date and ends. */
  async migrate() {
    const applied = await migrateDatabase(readConfig(process.env), { at: clock() })
    console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Already up to date')
  },
  /** Copies the data folder into the database of `DATABASE_URL`, and proves that nothing was lost. */
  move: () => move(readConfig(process.env)),
  /** Signs a month, as the secretary would on its page. */
  'close-month': (words) => closeMonthCommand(readConfig(process.env), words),
  /** Adds an account; the only way to the first administrator. */
  'add-user': (words) => addUser(readConfig(process.env), words),
}

const [name = 'serve', ...words] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command === undefined) {
  console.error(`There is no command ${name}; there are: ${Object.keys(commands).join(', ')}`)
  process.exitCode = 2
} else {
  try {
    await command(words)
  } catch (error) {
    // For the person at the terminal: the sentence, not where in the code it arose.
    const reason = reasonOf(error)
    console.error(reason instanceof Error ? reason.message : reason)
    process.exitCode = 1
  }
}
