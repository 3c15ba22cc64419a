import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Fastify from 'fastify'
import { connect } from '#src/database/sqlite/open.ts'

/*
 * The least that could do the same: `node bare-server.ts FOLDER`. One route returns a constant page (`page.html`
 * of the folder), one takes a form and stores it in one durable row, at the settings of the service itself.
 * Prints its port.
 */

const [folder = ''] = process.argv.slice(2)
const page = readFileSync(path.join(folder, 'page.html'), 'utf8')

writeFileSync(path.join(folder, 'bare.sqlite'), '')
const sqlite = connect(path.join(folder, 'bare.sqlite'))
sqlite.exec(
  'CREATE TABLE forms (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, idempotency_key TEXT NOT NULL) STRICT',
)
const insert = sqlite.prepare<[number, string]>(
  'INSERT INTO forms (at, idempotency_key) VALUES (?, ?)',
)

const app = Fastify()
app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  async (_request: unknown, body: string) => new URLSearchParams(body),
)

app.get('/page', async (_request, reply) => {
  reply.type('text/html; charset=utf-8')
  return page
})

app.post<{ Body: URLSearchParams }>('/requests', async (request, reply) => {
  const { lastInsertRowid } = insert.run(Date.now(), request.body.get('idempotencyKey') ?? '')
  return reply.redirect(`/requests/${lastInsertRowid}`, 303)
})

process.on('SIGTERM', () => process.exit(0))
console.log(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
