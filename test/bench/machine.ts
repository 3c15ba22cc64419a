import { readFileSync, statfsSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, tmpdir, type } from 'node:os'
import Sqlite from 'better-sqlite3'

const tmpfs = 0x01021994

/** Where and with what this was measured: a figure means nothing without it. */
export function machine(): Record<string, string> {
  const [cpu] = cpus()
  const sqlite = new Sqlite(':memory:')
  const sqliteVersion = sqlite.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? ''
  sqlite.close()
  const isInMemory = statfsSync(tmpdir()).type === tmpfs
  return {
    processor: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()}`,
    'load average': load(),
    'data folders': `${tmpdir()}${isInMemory ? ' (in memory: commits cost nothing)' : ''}`,
    node: process.version,
    fastify: versionOf('fastify'),
    'better-sqlite3': `${versionOf('better-sqlite3')} (SQLite ${sqliteVersion})`,
  }
}

/** How many processes want to run, over 1, 5 and 15 minutes. */
export function load(): string {
  return loadavg()
    .map((average) => average.toFixed(2))
    .join(' ')
}

function versionOf(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url)
  const { version }: { version?: unknown } = JSON.parse(readFileSync(file, 'utf8'))
  return String(version)
}
