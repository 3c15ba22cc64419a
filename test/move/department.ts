import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { monthOf, dayOf } from '#src/calendar/calendar.ts'
import { previousMonth } from '#src/calendar/fiscal-year.ts'
import { connect } from '#src/database/sqlite/open.ts'
import { databaseFile } from '#src/database/start.ts'
import { demoPassword } from '#src/demo/department.ts'
import { freshFolder } from '../support/database.ts'
import { dropDatabase, makeDatabase } from '../support/postgres.ts'
import { aPdf, aPdfOf } from '../support/sample-files.ts'
import { freePort, startServiceProcess } from '../support/service-process.ts'
import { fillInPages, keyOf, onward, openVisitor, sendIn } from '../support/visitor.ts'

/** A data folder of a department that is at work, and what people had of it when it was stopped. */
export type Department = {
  dataDir: string
  /** A request with a file, as its requester has it. */
  asked: { reference: string; code: string; cookies: string; file: string; content: string }
  /** Whoever is writing a form, with a file in it. */
  writing: { cookies: string; subject: string; file: string }
  /** The secretary, signed in. */
  secretary: { cookies: string; report: string; reportAt: string }
  /** A month that was signed, as it is downloaded. */
  signed: { at: string; document: string; lists: string }
  /** Letters that could not be delivered so far. */
  lettersWaiting: number
}

/** Makes one with the service itself, on SQLite: the demo, and what people do on it. Remove it afterwards. */
export async function makeDepartment(): Promise<Department> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'khamkho-move-'))
  rmSync(dataDir, { recursive: true }) // a demo makes its own
  const settings = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}?tls=none` }
  const service = await startServiceProcess({ dataDir, settings, command: 'demo' })

  const requester = openVisitor(service.url)
  await fillInPages(requester, { information: { subject: 'เรื่องที่ย้าย 45' } })
  const content = aPdf()
  await requester.upload('/requests/new/files', {}, { name: 'ก.pdf', content })
  const key = keyOf(await requester.get('/requests/new/check'))
  const reference = await sendIn(requester, key)
  const receipt = await requester.get(`/requests/${reference}/receipt`)
  const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(receipt.body)?.[0] ?? ''
  const tracker = openVisitor(service.url)
  await tracker.get('/track')
  await onward(tracker.post('/track', { reference, code }), `/requests/${reference}`)
  const file = fileLinkOn((await tracker.get(`/requests/${reference}`)).body)

  const writer = openVisitor(service.url)
  await fillInPages(writer, { information: { subject: 'แบบที่ยังเขียนอยู่' } })
  const large = { name: 'large.pdf', content: aPdfOf(3_000_000) }
  await writer.upload('/requests/new/files', {}, large)

  const stranger = openVisitor(service.url)
  await stranger.get('/staff/sign-in')
  await stranger.post('/staff/sign-in', { username: 'head', password: 'wrong password' })

  const secretary = openVisitor(service.url)
  await secretary.get('/staff/sign-in')
  await secretary.post('/staff/sign-in', { username: 'secretary', password: demoPassword })
  const reportAt = `/staff/reports/${monthOf(dayOf(Date.now()))}.csv`
  const signedAt = `/staff/reports/${previousMonth(previousMonth(monthOf(dayOf(Date.now()))))}/signed/1`
  const signed = {
    at: signedAt,
    document: (await secretary.get(signedAt)).body,
    lists: (await secretary.get(`${signedAt}/lists`)).body,
  }
  const report = (await secretary.get(reportAt)).body

  await service.stop()
  addMore(dataDir)
  return {
    dataDir,
    asked: { reference, code, cookies: tracker.cookies(), file, content: content.toString() },
    writing: { cookies: writer.cookies(), subject: 'แบบที่ยังเขียนอยู่', file: 'large.pdf' },
    secretary: { cookies: secretary.cookies(), report, reportAt },
    signed,
    lettersWaiting: countIn(
      dataDir,
      "SELECT count(*) FROM letters WHERE state IN ('waiting', 'retrying')",
    ),
  }
}

export function fileLinkOn(body: string): string {
  return /href="(\/requests\/[^"]+\/files\/[0-9a-f]{32})"/.exec(body)?.[1] ?? ''
}

/** One row for each table that the demo leaves empty, and other rows than a new database has. */
const newerTables = [
  `INSERT INTO acting_appointments (absent_id, acting_id, "from", "to", order_number, appointed_by_id, appointed_at)
   SELECT absent.id, acting.id, '2026-11-02', '2026-11-06', '12/2569', absent.id, 1
   FROM accounts absent, accounts acting WHERE absent.username = 'head' AND acting.username = 'officer'`,
  `INSERT INTO related_requests (info_request_id, related_id, added_by_id, added_at)
   SELECT min(id), max(id), (SELECT min(id) FROM accounts), 1 FROM info_requests`,
  `INSERT INTO department_rules (name, "from", value, set_at)
   VALUES ('fees', '2026-10-01', '{"page":50,"certification":500}', 1)`,
  `INSERT INTO letter_texts (kind, language, version, subject, body, saved_by_id, saved_at)
   SELECT 'message', 'th', 1, 'มีข้อความ {{reference}}', 'เรียน {{name}}', min(id), 1 FROM accounts`,
  `INSERT INTO row_exports (account_id, reason, "from", "to", with_contacts, started_at)
   SELECT min(id), 'ส่งให้ผู้ตรวจสอบ', '2026-09', '2026-10', true, 1 FROM accounts`,
  `INSERT INTO feedback (id, quarter, clear_steps, equal_treatment, clear_answer, easy_service, comment)
   VALUES ('one', '2570-q1', 5, 4, 3, 2, 'ดี')`,
  `INSERT INTO improvements ("on", text_th, text_en, saved_by_id, saved_at)
   SELECT '2026-10-01', 'ลดขั้นตอน', 'Fewer steps', min(id), 1 FROM accounts`,
  // A new database comes with items of the assessment; these are no longer those.
  `DELETE FROM ita_items WHERE fiscal_year = 2567`,
  `UPDATE ita_items SET code = 'ใหม่', live_on = '2025-10-01', is_confirmed = true, set_at = 1,
   set_by_id = (SELECT min(id) FROM accounts) WHERE fiscal_year = 2569 AND slug = 'statistics'`,
] as const

/** What would take a department longer than a test: many rows in tables with keys of all kinds, and a removed file. */
function addMore(dataDir: string): void {
  inFolder(dataDir, (sqlite) => {
    const attempt = sqlite.prepare('INSERT INTO attempts (key, count, ends_at) VALUES (?, ?, ?)')
    const tally = sqlite.prepare(
      "INSERT INTO tallies (month, division_id, channel, measure, count) VALUES (?, ?, 'post', 'received', 1)",
    )
    for (const statement of newerTables) sqlite.prepare(statement).run()
    // Every language orders these in a way of its own.
    const beginnings = ['a', 'A', 'ä', 'Z', '_', '-', 'ก', 'เก', 'แ', '๑', '1', '😀', '\uFFFD']
    for (let count = 0; count < 1300; count += 1) {
      attempt.run(`${beginnings[count % 13]}${count}`, count, Number.MAX_SAFE_INTEGER - count)
      tally.run(`29${String(count % 90).padStart(2, '0')}-01`, count)
    }
    sqlite
      .prepare(
        "UPDATE files SET removed_at = 1 WHERE id = (SELECT id FROM files WHERE purpose = 'answer' LIMIT 1)",
      )
      .run()
    sqlite
      .prepare(
        "INSERT INTO jobs (name, held_until, next_at, started_at, ended_at, outcome) VALUES ('of-old', 0, 1, 2, 3, 'done')",
      )
      .run()
  })
}

/** A copy of the folder for one test. */
export function copyOf({ dataDir }: Department): string {
  const copy = path.join(freshFolder(), 'data')
  cpSync(dataDir, copy, { recursive: true })
  return copy
}

/** Works on the database of a folder that nobody serves. */
export function inFolder<T>(dataDir: string, work: (sqlite: ReturnType<typeof connect>) => T): T {
  const sqlite = connect(databaseFile(dataDir))
  try {
    return work(sqlite)
  } finally {
    sqlite.close()
  }
}

export function countIn(dataDir: string, query: string): number {
  return inFolder(dataDir, (sqlite) => sqlite.prepare<[], number>(query).pluck().get() ?? 0)
}

/** The address of a database with nothing in it. `further`: how it is made otherwise. */
export async function emptyDatabaseUrl(further = ''): Promise<string> {
  const url = await makeDatabase(process.env['DATABASE_URL'] ?? '', `template0 ${further}`)
  onTestFinished(() => dropDatabase(url))
  return url
}
