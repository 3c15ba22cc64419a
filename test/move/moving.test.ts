import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { dayOf } from '#src/calendar/calendar.ts'
import { fiscalYearOf } from '#src/calendar/fiscal-year.ts'
import { migratePostgres } from '#src/database/postgres/migrate.ts'
import { readMoveMark, writeMoveMark } from '#src/database/postgres/move-mark.ts'
import { lockFolder } from '#src/database/sqlite/folder-lock.ts'
import { databaseFile, visitDatabase } from '#src/database/start.ts'
import { pathInFolder } from '#src/files/folder-blobs.ts'
import { move } from '#src/move/move.ts'
import { openSource } from '#src/move/source.ts'
import { tables } from '#src/move/tables.ts'
import { freshDatabaseUrl, freshFolder } from '../support/database.ts'
import { asAdmin, nameOf, withName } from '../support/postgres.ts'
import { spawnService, startServiceProcess } from '../support/service-process.ts'
import { startMailServer } from '../support/smtp.ts'
import { unzip } from '../support/unzip.ts'
import { keyOf, onward, openVisitor, sendIn } from '../support/visitor.ts'
import {
  copyOf,
  countIn,
  emptyDatabaseUrl,
  inFolder,
  makeDepartment,
  type Department,
} from './department.ts'

let department: Department

beforeAll(async () => {
  department = await makeDepartment()
}, 60_000)

afterAll(() => rmSync(department.dataDir, { recursive: true }))

/** Moves, and gives all that was printed. */
async function moved(dataDir: string, databaseUrl: string | undefined): Promise<string> {
  let printed = ''
  await move({ dataDir, databaseUrl }, { out: { write: (text) => (printed += text) } })
  return printed
}

describe('a finished move', () => {
  it('carries every table, and says so for each', async () => {
    const printed = await moved(copyOf(department), await emptyDatabaseUrl())
    expect(tables).toHaveLength(30)
    for (const { name } of tables) {
      expect(countIn(department.dataDir, `SELECT count(*) FROM "${name}"`), name).toBeGreaterThan(0)
      expect(printed).toMatch(new RegExp(`^ {2}${name} .* same$`, 'm'))
    }
    expect(printed).toMatch(/^ {2}info_request_search .* same$/m)
    expect(printed).toMatch(/^ {2}\d+ files, [\d.]+ MB: SHA-256 read back, all the same/m)
    expect(printed).toMatch(/^Finished: [\d,]+ rows and \d+ files/m)
    expect(printed).toContain(`${department.lettersWaiting} letters wait`)
  })

  it('is the same service to everybody who used the old one', async () => {
    const url = await emptyDatabaseUrl()
    await moved(copyOf(department), url)
    const service = await startOn(url)
    const { asked, writing, secretary, signed } = department

    const signedIn = openVisitor(service.url, { cookies: secretary.cookies })
    expect((await signedIn.get(secretary.reportAt)).body).toBe(secretary.report)
    expect(signed.document).toContain('khamkho-signed-month-1')
    expect((await signedIn.get(signed.at)).body).toBe(signed.document)
    expect((await signedIn.get(`${signed.at}/lists`)).body).toBe(signed.lists)
    const found = await signedIn.get(`/staff?q=${encodeURIComponent('เรื่องที่ย้าย ๔๕')}`)
    expect(found.body).toContain(asked.reference)

    const tracking = openVisitor(service.url, { cookies: asked.cookies })
    expect((await tracking.get(`/requests/${asked.reference}`)).body).toContain('เรื่องที่ย้าย 45')
    const again = openVisitor(service.url)
    await again.get('/track')
    const { reference, code } = asked
    await onward(again.post('/track', { reference, code }), `/requests/${reference}`)
    expect((await again.get(asked.file)).body).toBe(asked.content)

    const writer = openVisitor(service.url, { cookies: writing.cookies })
    const check = await writer.get('/requests/new/check')
    expect(check.body).toContain(writing.subject)
    expect(check.body).toContain(writing.file)
    const sent = await sendIn(writer, keyOf(check))
    expect(Number(sent.slice(3, 9))).toBe(Number(reference.slice(3, 9)) + 1)
    expect((await signedIn.get(`/staff/requests/${sent}`)).body).toContain(writing.file)
  })

  it('gives the same evidence of the fiscal year, byte by byte', async () => {
    const settings = { BASE_URL: 'http://requests.example.go.th' }
    const cookie = department.secretary.cookies
    const year = fiscalYearOf(dayOf(Date.now()))
    const packFrom = async (service: { url: string }) => {
      const answer = await fetch(`${service.url}/staff/evidence/${year}.zip`, {
        headers: { cookie },
        redirect: 'manual',
      })
      expect(answer.status).toBe(200)
      return Buffer.from(await answer.arrayBuffer())
    }
    const dataDir = copyOf(department)
    const old = await startServiceProcess({ dataDir, settings })
    const before = await packFrom(old)
    await old.stop()
    const url = await emptyDatabaseUrl()
    await moved(dataDir, url)
    const after = await packFrom(await startOn(url, settings))
    expect(after.equals(before)).toBe(true)
    expect((await unzip(after)).length).toBeGreaterThan(20)
  }, 60_000)

  it('sends from the server what had not left, once, and never from the folder', async () => {
    const url = await emptyDatabaseUrl()
    const dataDir = copyOf(department)
    await moved(dataDir, url)
    await asAdmin(url, (client) => client.query('UPDATE letters SET next_try_at = 0'))
    const mailServer = await startMailServer()
    await startOn(url, { SMTP_URL: `${mailServer.url}?tls=none` })
    const old = await spawnService({
      dataDir,
      settings: { SMTP_URL: `${mailServer.url}?tls=none` },
    })
    const { code, printed } = await old.ended
    expect(code).toBe(1)
    expect(printed).toMatch(/^This folder was moved to .+ Set DATABASE_URL .+moved\.txt\.\n$/)
    const adding = visitDatabase({ dataDir, databaseUrl: undefined }, { at: 0 })
    await expect(adding).rejects.toThrow(/^This folder was moved/)
    await expect.poll(() => mailServer.arrived.length).toBe(department.lettersWaiting)
    await pause(3500) // one more look at the outbox finds nothing
    expect(mailServer.arrived).toHaveLength(department.lettersWaiting)
  }, 60_000)

  it('leaves the folder as it was, and as good as before without the note', async () => {
    const dataDir = copyOf(department)
    const before = bytesIn(dataDir)
    await moved(dataDir, await emptyDatabaseUrl())
    const note = path.join(dataDir, 'moved.txt')
    expect(bytesIn(dataDir)).toEqual({ ...before, 'moved.txt': expect.any(String) })
    rmSync(note)
    const old = await startServiceProcess({ dataDir })
    onTestFinished(async () => void (await old.kill()))
    const secretary = openVisitor(old.url, { cookies: department.secretary.cookies })
    expect(await secretary.get('/staff')).toMatchObject({ status: 200 })
  })

  it('leaves histories that cannot be changed, and ids that go on', async () => {
    const url = await emptyDatabaseUrl()
    await moved(copyOf(department), url)
    await asAdmin(url, async (client) => {
      const change = client.query("UPDATE events SET note = ''")
      await expect(change).rejects.toThrow('events are append-only')
      await expect(client.query('TRUNCATE events')).rejects.toThrow('events are append-only')
      const { rows } = await client.query<{ id: string }>(
        "INSERT INTO divisions (name_th, name_en) VALUES ('ก', 'new') RETURNING id",
      )
      expect(rows[0]?.id).toBe('5')
      const closing = client.query("UPDATE month_closings SET reason = ''")
      await expect(closing).rejects.toThrow('month_closings are append-only')
    })
  })

  it('has no row of those that a new database comes with, unless the folder has it', async () => {
    const url = await emptyDatabaseUrl()
    await moved(copyOf(department), url)
    await asAdmin(url, async (client) => {
      const { rows } = await client.query(
        'SELECT fiscal_year, count(*), count(live_on) AS live FROM ita_items GROUP BY 1 ORDER BY 1',
      )
      expect(rows).toEqual([
        { fiscal_year: 2568, count: '5', live: '0' },
        { fiscal_year: 2569, count: '5', live: '1' },
      ])
    })
  })

  it('is the same on a server that orders text as some language does', async () => {
    const url = await emptyDatabaseUrl("LOCALE_PROVIDER icu ICU_LOCALE 'th-TH'")
    expect(await moved(copyOf(department), url)).toMatch(/^ {2}attempts .* same$/m)
  })
})

describe('a move that cannot begin', () => {
  it('needs DATABASE_URL', async () => {
    await expect(moved(copyOf(department), undefined)).rejects.toThrow('DATABASE_URL is missing')
  })

  it.each<[string, RegExp, (dataDir: string) => void]>([
    ['without a database', /has no database/, (dataDir) => rmSync(databaseFile(dataDir))],
    [
      'that is being served',
      /Another process is already serving/,
      (dataDir) => onTestFinished(lockFolder(dataDir).release),
    ],
    [
      'older than the program',
      /is older than this program \(0008_figures_that_can_be_signed\)\. .+ npm run migrate/,
      (dataDir) =>
        inFolder(dataDir, (sqlite) =>
          sqlite.exec(
            "DELETE FROM applied_migrations WHERE name = '0008_figures_that_can_be_signed'",
          ),
        ),
    ],
    [
      'newer than the program',
      /newer than this program: it has the migration 9999_later/,
      (dataDir) =>
        inFolder(dataDir, (sqlite) =>
          sqlite.exec("INSERT INTO applied_migrations VALUES ('9999_later', 'x', 1)"),
        ),
    ],
    [
      'of something else',
      /is not one of this service/,
      (dataDir) => {
        rmSync(dataDir, { recursive: true })
        mkdirSync(dataDir)
        new Sqlite(databaseFile(dataDir)).exec('CREATE TABLE things (id)').close()
      },
    ],
  ])('refuses a folder %s', async (_which, sentence, spoil) => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    spoil(dataDir)
    await expect(moved(dataDir, url)).rejects.toThrow(sentence)
    expect(await tablesIn(url)).toEqual([])
    expect(existsSync(path.join(dataDir, 'moved.txt'))).toBe(false)
  })

  it('refuses a database with something in it, even an unused one of this service', async () => {
    const dataDir = copyOf(department)
    const foreign = await emptyDatabaseUrl()
    await asAdmin(foreign, (client) => client.query('CREATE TABLE things (id integer)'))
    await expect(moved(dataDir, foreign)).rejects.toThrow(/is not empty \(things\)/)
    expect(await tablesIn(foreign)).toEqual(['things'])
    await expect(moved(dataDir, await freshDatabaseUrl())).rejects.toThrow(/is not empty/)
  })

  it('refuses a database that this folder was moved into already', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    await moved(dataDir, url)
    await expect(moved(dataDir, url)).rejects.toThrow(/holds this folder already/)
  })

  it('refuses the unfinished move of another folder', async () => {
    const url = await emptyDatabaseUrl()
    const mark = { identity: 'another', folder: '/elsewhere' }
    await asAdmin(url, (client) => writeMoveMark(client, mark))
    await expect(moved(copyOf(department), url)).rejects.toThrow(
      /unfinished move of another folder \(\/elsewhere\)/,
    )
    expect(await tablesIn(url)).toEqual(['unfinished_move'])
  })

  it('refuses while another move into the database is running', async () => {
    const url = await emptyDatabaseUrl()
    await asAdmin(url, async (client) => {
      await client.query('SELECT pg_advisory_lock(5607312)')
      await expect(moved(copyOf(department), url)).rejects.toThrow(/Another move .+ is running/)
    })
  })

  it('names every file that is missing or damaged, with its request, before it touches anything', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    const [missing = '', damaged = '', short = ''] = inFolder(dataDir, (sqlite) =>
      sqlite
        .prepare<[], string>('SELECT id FROM files WHERE info_request_id IS NOT NULL ORDER BY id')
        .pluck()
        .all(),
    )
    rmSync(pathInFolder(dataDir, missing))
    const bytes = readFileSync(pathInFolder(dataDir, damaged))
    bytes[10] = (bytes[10] ?? 0) ^ 1
    writeFileSync(pathInFolder(dataDir, damaged), bytes)
    writeFileSync(pathInFolder(dataDir, short), 'short')
    const said = await sentenceOf(moved(dataDir, url))
    expect(said.split('\n')).toEqual([
      `The file ${missing} of the request ${referenceOf(dataDir, missing)} is missing.`,
      `The file ${damaged} of the request ${referenceOf(dataDir, damaged)} has other bytes than were received.`,
      expect.stringMatching(`^The file ${short} of .+ has 5 bytes instead of [\\d,]+\\.$`),
      expect.stringMatching(/^Nothing was moved\. Restore them from a backup/),
    ])
    expect(await tablesIn(url)).toEqual([])
  })

  it('refuses a file that is no database', async () => {
    const dataDir = copyOf(department)
    writeFileSync(databaseFile(dataDir), 'not a database '.repeat(1000))
    await expect(moved(dataDir, await emptyDatabaseUrl())).rejects.toThrow(
      `The database in DATA_DIR ${dataDir} cannot be read (file is not a database).`,
    )
  })

  it('refuses a damaged database', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    inFolder(dataDir, (sqlite) => {
      sqlite.unsafeMode(true)
      sqlite.pragma('writable_schema = ON')
      sqlite.exec("DELETE FROM sqlite_schema WHERE name = 'drafts_by_age'")
      sqlite.pragma('writable_schema = RESET')
    })
    await expect(moved(dataDir, url)).rejects.toThrow(/is damaged \(.+\); nothing was moved/)
    expect(await tablesIn(url)).toEqual([])
  })
})

describe('a move that comes out different', () => {
  /** What goes wrong on the server when this happens to a row on its way. */
  it.each<[string, RegExp, table: string, happens: string]>([
    [
      'a changed text',
      /^letters differs, first at the row 5\./,
      'letters',
      changed('NEW.id = 5', "NEW.subject := 'x'"),
    ],
    [
      'a changed truth',
      /^divisions differs, first at the row 2\./,
      'divisions',
      changed('NEW.id = 2', 'NEW.is_active := NOT NEW.is_active'),
    ],
    [
      'changed JSON',
      /^drafts differs, first at the row 3\./,
      'drafts',
      changed('NEW.id = 3', `NEW.answers := NEW.answers || '{"more": 1}'`),
    ],
    [
      'a changed counter',
      /^tallies differs/,
      'tallies',
      changed("NEW.month = '2950-01'", 'NEW.count := 2'),
    ],
    [
      'a changed series',
      /^reference_series differs/,
      'reference_series',
      changed('true', 'NEW.last := NEW.last + 1'),
    ],
    [
      'a session that lasts longer',
      /^tracking_sessions differs/,
      'tracking_sessions',
      changed('true', 'NEW.expires_at := NEW.expires_at + 1'),
    ],
    [
      'a lost row',
      /^attempts differs, first at the row ก71\./,
      'attempts',
      changed("NEW.key = 'ก71'", 'RETURN NULL'),
    ],
    [
      'other words to be found by',
      /^info_request_search differs, first at the row 9\./,
      'info_request_search',
      changed('NEW.info_request_id = 9', "NEW.words := 'x'"),
    ],
    [
      'a lost event',
      /The history of the request \d\d-\d{6}-\d has a gap\./,
      'events',
      changed('NEW.id = 2', 'RETURN NULL'),
    ],
    [
      'a changed file',
      /^The file [0-9a-f]{32} of .+ has other bytes than were received in PostgreSQL\./,
      'file_pieces',
      changed('NEW.position = 0', 'NEW.bytes := set_byte(NEW.bytes, 0, 0)'),
    ],
    [
      'a lost piece of a file',
      /^The file [0-9a-f]{32} of .+ cannot be read/,
      'file_pieces',
      changed('NEW.position = 1', 'RETURN NULL'),
    ],
  ])('names %s and stays unfinished', async (_what, sentence, table, happens) => {
    const dataDir = copyOf(department)
    const url = await begunMove(dataDir)
    await asAdmin(url, async (client) => {
      await client.query(
        `CREATE FUNCTION behind_its_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${happens} RETURN NEW; END $$`,
      )
      await client.query(
        `CREATE TRIGGER behind_its_back BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION behind_its_back()`,
      )
    })
    const said = await sentenceOf(moved(dataDir, url))
    expect(said).toMatch(new RegExp(sentence, 'm'))
    expect(said).toContain('The move is not finished')
    await refusesToServe(url)
    expect(existsSync(path.join(dataDir, 'moved.txt'))).toBe(false)

    await asAdmin(url, (client) => client.query(`DROP TRIGGER behind_its_back ON ${table}`))
    if (table === 'file_pieces')
      await asAdmin(url, (client) => client.query('DELETE FROM kept_files'))
    expect(await moved(dataDir, url)).toContain('Finished:')
  })

  it('names what the trigger that guards a history does not guard any more', async () => {
    const dataDir = copyOf(department)
    const url = await begunMove(dataDir)
    await asAdmin(url, (client) =>
      client.query('DROP TRIGGER proposals_are_never_changed ON proposals'),
    )
    await expect(moved(dataDir, url)).rejects.toThrow(/The rows of proposals are not kept from/)
    await refusesToServe(url)
  })

  it('names a history that had a gap before', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    const reference = inFolder(dataDir, (sqlite) => {
      sqlite.exec('DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE id = 2')
      return sqlite
        .prepare<[], string>('SELECT reference FROM info_requests WHERE id = 1')
        .pluck()
        .get()
    })
    await expect(moved(dataDir, url)).rejects.toThrow(
      `The history of the request ${reference} has a gap.`,
    )
    await refusesToServe(url)
  })

  it('names the row that PostgreSQL cannot hold', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    inFolder(dataDir, (sqlite) =>
      sqlite.prepare('UPDATE letters SET subject = ? WHERE id = 70').run('a\u0000b'),
    )
    await expect(moved(dataDir, url)).rejects.toThrow(
      /^The row 70 of letters cannot be in PostgreSQL \(.+\)\.\nThe move is not finished/,
    )
    await refusesToServe(url)
  })

  it.each(['Copying rows\n', 'Copying files\n'])(
    'is not finished when the server lets go of it while %j',
    async (where) => {
      const dataDir = copyOf(department)
      const url = await emptyDatabaseUrl()
      let cutting: Promise<unknown> = Promise.resolve()
      const write = (text: string) => {
        if (text === where) cutting = cutConnections(url)
      }
      await expect(move({ dataDir, databaseUrl: url }, { out: { write } })).rejects.toThrow(
        /^DATABASE_URL: no server answers there.+\nThe move is not finished/,
      )
      await cutting
      await refusesToServe(url)
      expect(await moved(dataDir, url)).toContain('Finished:')
    },
  )

  it('is not finished when the folder was written to meanwhile', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    const write = (text: string) => {
      if (text === 'Comparing\n')
        inFolder(dataDir, (sqlite) => sqlite.exec("INSERT INTO settings VALUES ('late', '')"))
    }
    await expect(move({ dataDir, databaseUrl: url }, { out: { write } })).rejects.toThrow(
      /was changed while it was moved .+\nThe move is not finished/,
    )
    await refusesToServe(url)
    expect(await moved(dataDir, url)).toContain('Finished:')
  })
})

/** The body of a trigger that does something to the rows for which this is true. */
function changed(when: string, what: string): string {
  return `IF ${when} THEN ${what}; END IF;`
}

/** A database in which a move of this folder has begun and come no further than its tables. */
async function begunMove(dataDir: string): Promise<string> {
  const url = await emptyDatabaseUrl()
  const source = openSource(dataDir)
  const { identity } = source
  source.close()
  await asAdmin(url, (client) => writeMoveMark(client, { identity, folder: dataDir }))
  await migratePostgres(url, { at: 0, isMoving: true })
  return url
}

/** Again and again for a while, as a server does that is on its way down. */
async function cutConnections(url: string): Promise<void> {
  await asAdmin(withName(url, 'postgres'), async (client) => {
    for (let times = 0; times < 20; times += 1) {
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
        [nameOf(url)],
      )
      await pause(10)
    }
  })
}

async function refusesToServe(url: string): Promise<void> {
  expect(await asAdmin(url, readMoveMark)).toBeDefined()
  await expect(migratePostgres(url, { at: 0 })).rejects.toThrow(/begun and not finished/)
}

async function startOn(url: string, settings: Record<string, string> = {}) {
  const service = await startServiceProcess({
    dataDir: freshFolder(),
    settings: { DATABASE_URL: url, ...settings },
  })
  onTestFinished(async () => void (await service.kill()))
  return service
}

async function tablesIn(url: string): Promise<string[]> {
  const { rows } = await asAdmin(url, (client) =>
    client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    ),
  )
  return rows.map(({ name }) => name)
}

async function sentenceOf(failing: Promise<unknown>): Promise<string> {
  const error: unknown = await failing.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof Error ? error.message : 'nothing was thrown'
}

function referenceOf(dataDir: string, fileId: string): string {
  return inFolder(
    dataDir,
    (sqlite) =>
      sqlite
        .prepare<[string], string>(
          'SELECT reference FROM info_requests r JOIN files f ON f.info_request_id = r.id WHERE f.id = ?',
        )
        .pluck()
        .get(fileId) ?? '',
  )
}

/** The files of a folder with their checksums, but for those by which processes keep out of each other's way. */
function bytesIn(dataDir: string): Record<string, string> {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/-shm$|-wal$|^lock\.sqlite/.test(entry.name),
  )
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      const sum = createHash('sha256').update(readFileSync(file)).digest('hex')
      return [path.relative(dataDir, file), sum]
    }),
  )
}
