import { beforeAll, afterAll, expect, onTestFinished } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { migratePostgres } from '#src/database/postgres/migrate.ts'
import { openPostgres } from '#src/database/postgres/open.ts'
import { startPostgresServer, type PostgresServer } from '../../support/postgres-server.ts'
import { dropDatabase, makeDatabase } from '../../support/postgres.ts'
import { addCast, password, type Cast, type CastMember } from '../../support/service.ts'
import type { ServiceProcess } from '../../support/service-process.ts'
import { openVisitor, type Visitor } from '../../support/visitor.ts'
import { folderOnDisk, startService } from '../service.ts'

/** A database with the cast in it, and our own way into it beside the service. */
export type Department = { url: string; db: Database; cast: Cast }

/** Puts the cast into a migrated database. */
export async function openDepartment(url: string): Promise<Department> {
  const db = openPostgres(url, { connectionsEach: 2 })
  onTestFinished(() => db.close())
  return { url, db, cast: await addCast({ db, clock: Date.now }) }
}

/** A process that serves this database. */
export function serve(
  { url }: Pick<Department, 'url'>,
  { settings = {}, port }: { settings?: Record<string, string>; port?: number } = {},
): Promise<ServiceProcess> {
  return startService({
    dataDir: folderOnDisk(),
    settings: { DATABASE_URL: url, ...settings },
    ...(port !== undefined && { port }),
  })
}

/** Two processes that serve it. */
export async function servePair(
  department: Pick<Department, 'url'>,
  settings: Record<string, string> = {},
): Promise<[ServiceProcess, ServiceProcess]> {
  return Promise.all([serve(department, { settings }), serve(department, { settings })])
}

/** A server that the tests of this file may stop and break, started before the first of them. */
export function ownServer(settings: Record<string, string> = {}) {
  let server: PostgresServer | undefined
  let isRunning = true
  beforeAll(async () => {
    server = await startPostgresServer(settings)
  }, 60_000)
  afterAll(async () => server?.remove())

  function running(): PostgresServer {
    if (!server) throw new Error('The server has not started')
    return server
  }

  async function start(): Promise<void> {
    if (!isRunning) await running().start()
    isRunning = true
  }

  async function emptyDatabase(): Promise<string> {
    await start()
    const url = await makeDatabase(running().url, 'template0')
    onTestFinished(async () => {
      await start()
      await dropDatabase(url)
    })
    return url
  }

  return {
    start,
    /** As a power cut does it. */
    async stop(): Promise<void> {
      await running().stop('immediate')
      isRunning = false
    },
    emptyDatabase,
    /** A migrated one. */
    async database(): Promise<string> {
      const url = await emptyDatabase()
      await migratePostgres(url, { at: 0 })
      return url
    },
  }
}

/** Somebody of the cast, signed in through this address. */
export async function signInAt(
  url: string,
  member: CastMember | (string & {}),
  options: Parameters<typeof openVisitor>[1] = {},
): Promise<Visitor> {
  const visitor = openVisitor(url, options)
  onTestFinished(() => visitor.leave())
  await visitor.get('/staff/sign-in')
  const answer = await visitor.post('/staff/sign-in', { username: member, password })
  expect(answer.status, `${member} signs in`).toBe(303)
  await visitor.get('/staff')
  return visitor
}

/** How an answer to whoever follows a case says which event they have seen last. */
export function seenOn({ body }: { body: string }): string {
  return /name="seen" value="(\d+)"/.exec(body)?.[1] ?? ''
}
