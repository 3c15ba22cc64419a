import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './service-process.ts'

export const noPostgres =
  'These tests need a PostgreSQL server, and none was found: apt-get install postgresql, or set POSTGRES_BIN to the folder of its programs.'

/** The folder of `initdb` and `pg_ctl`: of the newest PostgreSQL on this machine. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian)
    ? readdirSync(debian).toSorted((one, other) => Number(other) - Number(one))
    : []
  return [
    process.env['POSTGRES_BIN'] ?? '',
    ...versions.map((version) => `${debian}/${version}/bin`),
    '/opt/homebrew/opt/postgresql/bin',
    '/usr/local/bin',
  ].find((folder) => existsSync(join(folder, 'initdb')))
}

/** A real server of the tests' own on a port of this machine, gone without a trace when it is removed. */
export type PostgresServer = {
  /** Its maintenance database, as its owner. */
  url: string
  start(): Promise<void>
  /** `immediate` is what a power cut is: nobody is told, nothing is finished. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  remove(): Promise<void>
}

/** Makes and starts one. Throws `noPostgres` where there is none to start. */
export async function startPostgresServer(
  settings: Record<string, string> = {},
  place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir(),
): Promise<PostgresServer> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error(noPostgres)
  const folder = mkdtempSync(join(place, 'khamkho-postgres-'))
  const data = join(folder, 'data')
  const port = await freePort()
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    // The machine does not lose its power in a test, and what a stopped server has written is in its memory.
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    log_min_messages: 'panic',
    ...settings,
  }
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`)
  handOver(folder)
  await asOwner(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'khamkho',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ])
  const start = () =>
    asOwner(join(bin, 'pg_ctl'), [
      '-D',
      data,
      '-w',
      '-s',
      '-l',
      join(folder, 'log'),
      '-o',
      options.join(' '),
      'start',
    ])
  const stop = (mode: 'fast' | 'immediate' = 'fast') =>
    asOwner(join(bin, 'pg_ctl'), ['-D', data, '-w', '-s', '-m', mode, 'stop'])
  await start()
  return {
    url: `postgres://khamkho@127.0.0.1:${port}/postgres`,
    start,
    stop,
    async remove() {
      await stop('immediate').catch(() => {}) // it may be stopped already
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A server refuses to run as root; then it belongs to the user that Debian makes for it. */
const isRoot = process.getuid?.() === 0

async function asOwner(program: string, words: string[]): Promise<void> {
  // pg_ctl leaves the server behind with our output, so nothing may wait for its end.
  const [first = '', ...rest] = isRoot
    ? ['runuser', '-u', 'postgres', '--', program, ...words]
    : [program, ...words]
  await new Promise<void>((resolve, reject) => {
    const child = spawn(first, rest, { stdio: 'ignore', cwd: '/' })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} ended with ${String(code)}`))
    })
  })
}

function handOver(folder: string): void {
  if (!isRoot) return
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString())
  chownSync(folder, id('-u'), id('-g'))
}
