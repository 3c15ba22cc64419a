import { copyFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import type { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { folderOf } from '#src/database/migrations.ts'
import { migratePostgres, refuseUnfit } from '#src/database/postgres/migrate.ts'
import { freshFolder } from '../../support/database.ts'
import { asAdmin, dropDatabase, withName } from '../../support/postgres.ts'
import { freePort } from '../../support/service-process.ts'
import { askPatiently } from '../asking.ts'
import { beginService, folderOnDisk, startService } from '../service.ts'
import { ownServer } from './services.ts'

const secret = 'geheim-1234'
const server = ownServer({ max_connections: '20' })

/** Roles, and who must show a password: as a department sets its server up. */
const roles = `
  CREATE ROLE clerk LOGIN PASSWORD '${secret}';
  CREATE ROLE guest LOGIN PASSWORD '${secret}';
  CREATE ROLE waiter LOGIN PASSWORD '${secret}';
`

describe('a server that cannot be used', () => {
  it('where nobody listens', async () => {
    const url = `postgres://clerk:${secret}@127.0.0.1:${await freePort()}/khamkho`
    await expectSentence(url, unreachable)
    await expectSentence(url.replace('127.0.0.1', 'localhost'), unreachable)
  })

  it('where somebody listens who says nothing, or something else', async () => {
    for (const greeting of ['', 'HTTP/1.1 400 Bad Request\r\n\r\n']) {
      const other = createServer((socket) => {
        socket.on('error', () => {})
        if (greeting !== '') socket.end(greeting)
      }).listen(0, '127.0.0.1')
      onTestFinished(() => void other.close())
      await new Promise((resolve) => {
        other.once('listening', resolve)
      })
      const address = other.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      const url = `postgres://clerk:${secret}@127.0.0.1:${port}/khamkho`
      await expectSentence(url, unreachable, { timeoutMs: 500 })
    }
  })

  it('whose name nobody knows', async () => {
    await expectSentence(`postgres://clerk:${secret}@no-such-host.invalid/khamkho`, unreachable)
  })

  it('that speaks only in the open, where the address asks for more', async () => {
    const { url } = await aGuardedDatabase()
    const sentence =
      'DATABASE_URL: no encrypted connection could be made; look at its sslmode and at the certificate of the server.'
    for (const mode of ['require', 'verify-full'])
      await expectSentence(`${as(url, 'clerk', secret)}?sslmode=${mode}`, sentence)
  })

  it('that does not know the user, or gets the wrong password', async () => {
    const { url } = await aGuardedDatabase()
    const sentence =
      'DATABASE_URL: the server does not let this user in. Are user and password right?'
    await expectSentence(as(url, 'clerk', 'wrong'), sentence)
    await expectSentence(as(url, 'nobody', secret), sentence)
    expect(await migratePostgres(as(url, 'clerk', secret), { at: 0 })).not.toEqual([])
  })

  it('that has no database of this name', async () => {
    const { url } = await aGuardedDatabase()
    const sentence = 'DATABASE_URL: the server has no database of this name; create it first.'
    await expectSentence(withName(as(url, 'clerk', secret), 'nowhere'), sentence)
  })

  it('that has no place left', async () => {
    const { url } = await aGuardedDatabase()
    await asAdmin(url, (client) => client.query('ALTER ROLE clerk CONNECTION LIMIT 0'))
    const sentence = 'DATABASE_URL: the server has no connection left; raise its max_connections.'
    await expectSentence(as(url, 'clerk', secret), sentence)
    await asAdmin(url, (client) => client.query('ALTER ROLE clerk CONNECTION LIMIT -1'))
  })

  it('on which this user may make no tables', async () => {
    const { url } = await aGuardedDatabase()
    await expectSentence(as(url, 'guest', secret), mayNot)
    expect(await tablesOf(url)).toEqual([])
  })

  it('that is too old', async () => {
    // Such a server is not at hand: what it would say of itself is put in its place.
    expect(() => refuseUnfit({ version: 14, encoding: 'UTF8' })).toThrow(
      'DATABASE_URL leads to PostgreSQL 14; 15 or later is needed.',
    )
    expect(() => refuseUnfit({ version: 15, encoding: 'UTF8' })).not.toThrow()
  })

  it('whose database is not encoded as UTF-8', async () => {
    const { admin } = await aGuardedDatabase()
    for (const encoding of ['SQL_ASCII', 'LATIN1']) {
      const url = withName(admin, `old_${encoding.toLowerCase()}`)
      await asAdmin(admin, (client) =>
        client.query(
          `CREATE DATABASE old_${encoding.toLowerCase()} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`,
        ),
      )
      onTestFinished(() => dropDatabase(url))
      const sentence = `The database of DATABASE_URL is encoded as ${encoding}; create it with ENCODING 'UTF8'.`
      await expectSentence(url, sentence)
      expect(await tablesOf(url)).toEqual([])
    }
  })

  it('whose database holds something else', async () => {
    const { url } = await aGuardedDatabase()
    await asAdmin(url, (client) =>
      client.query('CREATE TABLE invoices (id int); CREATE TABLE customers (id int)'),
    )
    const sentence =
      'The database of DATABASE_URL holds something else already (customers, invoices); nothing was touched. Give the service a database of its own.'
    await expectSentence(url, sentence)
    expect(await tablesOf(url)).toEqual(['customers', 'invoices'])
  })
})

describe('a history that is not ours', () => {
  it('newer than the program, or edited, stops the start and changes nothing', async () => {
    const { url } = await aGuardedDatabase()
    await migratePostgres(url, { at: 0 })
    const newest = folderNames().at(-1) ?? ''
    await asAdmin(url, (client) =>
      client.query("INSERT INTO applied_migrations VALUES ('9999_later', '', 0)"),
    )
    await expectSentence(
      url,
      'The database is newer than this program: it has the migration 9999_later',
    )
    await asAdmin(url, (client) =>
      client.query(`DELETE FROM applied_migrations WHERE name = '9999_later';
        UPDATE applied_migrations SET sha256 = 'other' WHERE name = '${newest}'`),
    )
    await expectSentence(url, `The migration ${newest} was edited after it had been applied`)
  })

  it('that fails half-way leaves what was there before it, and the next start goes on from there', async () => {
    const { url } = await aGuardedDatabase()
    const folder = freshFolder()
    const names = folderNames()
    for (const name of names.slice(0, 2))
      copyFileSync(path.join(folderOf('postgres'), `${name}.sql`), path.join(folder, `${name}.sql`))
    await migratePostgres(url, { at: 0, folder })
    const before = await tablesOf(url)
    // Somebody has made by hand what the third migration makes last.
    await asAdmin(url, (client) => client.query('CREATE SEQUENCE info_request_search_by_trigram'))
    await expectSentence(
      url,
      `The migration ${names[2]} failed: relation "info_request_search_by_trigram" already exists`,
    )
    expect(await tablesOf(url)).toEqual(before)
    await asAdmin(url, (client) => client.query('DROP SEQUENCE info_request_search_by_trigram'))
    expect(await migratePostgres(url, { at: 0 })).toEqual(names.slice(2))
  })
})

describe('the service itself', () => {
  it('ends with nothing but the sentence, and has not listened', async () => {
    const { url } = await aGuardedDatabase()
    const service = await beginService({
      dataDir: path.join(folderOnDisk(), 'data'),
      settings: { DATABASE_URL: as(url, 'clerk', `${secret}-wrong`) },
    })
    let wasServed = false
    const looking = setInterval(() => {
      fetch(`${service.url}/healthz`).then(
        () => (wasServed = true),
        () => {},
      )
    }, 20)
    onTestFinished(() => clearInterval(looking))
    const { code, printed } = await service.ended
    expect(code).toBe(1)
    expect(printed).toBe(
      'DATABASE_URL: the server does not let this user in. Are user and password right?\n',
    )
    expect(wasServed).toBe(false)
  })

  it('serves as a user that owns nothing what the owner has migrated', async () => {
    const { url } = await aGuardedDatabase()
    const waiting = as(url, 'waiter', secret)
    await migratePostgres(as(url, 'clerk', secret), { at: 0 })
    await expectSentence(waiting, mayNot)
    await asAdmin(as(url, 'clerk', secret), (client) => client.query(grantsToWaiter))
    expect(await migratePostgres(waiting, { at: 0 })).toEqual([])
    const service = await startService({
      dataDir: folderOnDisk(),
      settings: { DATABASE_URL: waiting },
    })
    await askPatiently(service.url)
    const { code } = await service.stop()
    expect(code).toBe(0)
  })

  it('names the setting when the server is gone, or says no, once it has migrated', async () => {
    const { url } = await aGuardedDatabase()
    await migratePostgres(as(url, 'clerk', secret), { at: 0 })
    await asAdmin(as(url, 'clerk', secret), (client) => client.query(cutAtFirstRow))
    expect(await failedStart(as(url, 'clerk', secret))).toBe(`${unreachable}\n`)

    await asAdmin(as(url, 'clerk', secret), (client) =>
      client.query(`${grantsToWaiter}; REVOKE INSERT ON settings FROM waiter`),
    )
    expect(await failedStart(as(url, 'waiter', secret))).toBe(`${mayNot}\n`)
  })
})

const grantsToWaiter =
  'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO waiter'

/** Whoever writes the first row of the service loses the connection. */
const cutAtFirstRow = `
  CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
  CREATE TRIGGER cut BEFORE INSERT ON settings EXECUTE FUNCTION cut()`

/** What the service prints when it does not start. */
async function failedStart(url: string): Promise<string> {
  const service = await beginService({ dataDir: folderOnDisk(), settings: { DATABASE_URL: url } })
  const { code, printed } = await service.ended
  expect(code).toBe(1)
  return printed
}

const mayNot =
  'DATABASE_URL: this user may not do what is needed there. Make it the owner of the database (ALTER DATABASE … OWNER TO …), or let the owner run npm run migrate and grant it the tables.'

const unreachable =
  'DATABASE_URL: no server answers there. Is PostgreSQL running, and are host and port right?'

/** One sentence, without the password. */
async function expectSentence(
  url: string,
  sentence: string,
  options: { timeoutMs?: number } = {},
): Promise<void> {
  const error: unknown = await migratePostgres(url, { at: 0, ...options }).catch(
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Error)
  if (!(error instanceof Error)) return
  expect(error.message).toBe(sentence)
  expect(error.message).not.toContain(secret)
}

/** An empty database of the clerk's, on a server that lets in only who shows a password. */
async function aGuardedDatabase(): Promise<{ url: string; admin: string }> {
  const url = await server.emptyDatabase()
  const admin = withName(url, 'postgres')
  const database = new URL(url).pathname.slice(1)
  await asAdmin(admin, async (client) => {
    const { rows } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'clerk'")
    if (rows.length === 0) {
      await client.query(roles)
      await client.query(
        `COPY (VALUES ('host all khamkho 127.0.0.1/32 trust'), ('host all all 127.0.0.1/32 scram-sha-256'))
         TO '${await hbaFile(client)}'`,
      )
      await client.query('SELECT pg_reload_conf()')
    }
    await client.query(`ALTER DATABASE ${database} OWNER TO clerk`)
  })
  return { url, admin }
}

async function hbaFile(client: Client): Promise<string> {
  const { rows } = await client.query<{ hba_file: string }>('SHOW hba_file')
  return rows[0]?.hba_file ?? ''
}

function as(url: string, username: string, password: string): string {
  const changed = new URL(url)
  changed.username = username
  changed.password = password
  return changed.href
}

async function tablesOf(url: string): Promise<string[]> {
  return asAdmin(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    )
    return rows.map(({ name }) => name)
  })
}

function folderNames(): string[] {
  return readdirSync(folderOf('postgres'))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .toSorted()
}
