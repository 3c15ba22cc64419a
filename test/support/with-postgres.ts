import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { migratePostgres } from '#src/database/postgres/migrate.ts'
import { asAdmin, nameOf, templateName, withName } from './postgres.ts'
import { findPostgres, noPostgres, startPostgresServer } from './postgres-server.ts'

/*
 * Runs a command with a PostgreSQL server of its own, whose address is in DATABASE_URL, and with a migrated database
 * in it that tests copy: `node test/support/with-postgres.ts vitest run …`. Of an address that is set already it uses
 * that server instead.
 */

const [program = '', ...words] = process.argv.slice(2)
const given = process.env['DATABASE_URL']
if (given === undefined && findPostgres() === undefined) {
  console.error(noPostgres)
  process.exit(1)
}
const server = given === undefined ? await startPostgresServer() : undefined
const url = server?.url ?? given ?? ''
try {
  const template = withName(url, templateName)
  await asAdmin(url, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${templateName}`)
    await client.query(`CREATE DATABASE ${templateName}`)
  })
  await migratePostgres(template, { at: 0 })
  console.log(`PostgreSQL: ${nameOf(url) === 'postgres' ? 'a server of its own' : 'as given'}`)
  const child = spawn(program, words, {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: url },
  })
  await once(child, 'close')
  process.exitCode = child.exitCode ?? 1
} finally {
  await server?.remove()
}
