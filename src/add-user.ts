import { parseArgs } from 'node:util'
import { eq } from 'drizzle-orm'
import type { Config } from './config.ts'
import { divisions } from './database/schema.ts'
import { visitDatabase } from './database/start.ts'
import { roles, type Role } from './requests/info-request.ts'
import { clock } from './serve.ts'
import { objectionToPassword, randomPassword } from './staff/passwords.ts'
import { addAccount, findAccount } from './staff/store.ts'
import { readStandardInput } from './standard-input.ts'
import { passwordCost, slowHash } from './web/secrets.ts'

/**
 * Adds an account from the command line; the only way to the first administrator. The password comes from
 * standard input when it is piped in, or is made here and printed once.
 * Works beside a running service. Throws a sentence naming what is missing or wrong.
 */
export async function addUser(config: Config, words: string[]): Promise<void> {
  const { username, name, role, division } = readOptions(words)
  const typed = process.stdin.isTTY ? '' : await readStandardInput()
  const objection = typed === '' ? undefined : objectionToPassword(typed, [username])
  if (objection !== undefined)
    throw new Error(
      `The password will not do (${objection}): use 12 to 128 characters that nobody guesses.`,
    )
  const password = typed || randomPassword()

  const db = await visitDatabase(config, { at: clock() })
  try {
    const passwordHash = await slowHash(password, passwordCost)
    await db.write(async (tx) => {
      if (await findAccount(tx, username))
        throw new Error(`There is an account ${username} already.`)
      const [held] =
        division === undefined
          ? []
          : await tx.select().from(divisions).where(eq(divisions.nameTh, division))
      if (division !== undefined && !held) throw new Error(`There is no division ${division}.`)
      await addAccount(tx, {
        username,
        name,
        role,
        divisionId: held?.id ?? null,
        passwordHash,
        createdAt: clock(),
      })
    })
  } finally {
    await db.close()
  }
  console.log(`Added ${username} (${role}).`)
  if (typed === '') console.log(`Password, shown this once: ${password}`)
}

function readOptions(words: string[]) {
  const { values } = parseArgs({
    args: words,
    options: {
      username: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
      division: { type: 'string' },
    },
  })
  const { name, role, division } = values
  const username = values.username?.toLowerCase()
  if (!username || !/^[a-z0-9][a-z0-9._-]{1,39}$/.test(username))
    throw new Error('--username must be 2 to 40 letters a–z, digits, dots or dashes.')
  if (!name) throw new Error('--name is missing: how the person is called in the records.')
  if (!isRole(role)) throw new Error(`--role must be one of ${roles.join(', ')}.`)
  if ((role === 'officer' || role === 'head') && !division)
    throw new Error(`--division is missing: a ${role} belongs to one.`)
  return { username, name, role, division }
}

function isRole(role: string | undefined): role is Role {
  return roles.some((known) => known === role)
}
