import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgresServer, type PostgresServer } from '../support/postgres-server.ts'
import { startServiceProcess, type ServiceProcess } from '../support/service-process.ts'

/** The service as it is measured: it believes this machine about who comes from where, as from a proxy. */
export async function startBenchService(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<ServiceProcess> {
  const service = await startServiceProcess({
    dataDir,
    settings: { TRUST_PROXY: '127.0.0.1', ...settings },
  })
  running.add(service)
  void service.ended.then(() => running.delete(service))
  return service
}

/** The least that could do the same, with this page. Gives its port. */
export async function startBareServer(page: string): Promise<{ port: number; stop(): void }> {
  const folder = benchFolder()
  writeFileSync(path.join(folder, 'page.html'), page)
  const program = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const stop = () => void child.kill()
  running.add({ stop })
  return { port: Number(String(line)), stop }
}

/** A folder that is removed at the end. */
export function benchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'khamkho-bench-'))
  folders.push(folder)
  return folder
}

/** A PostgreSQL server that keeps what it acknowledges, on the disk that the data folders are on. */
export async function startBenchPostgres(): Promise<PostgresServer> {
  const server = await startPostgresServer({ fsync: 'on', full_page_writes: 'on' }, tmpdir())
  servers.push(server)
  return server
}

/** Ends whatever was started, and removes the folders. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...running].map((one) => one.stop()))
  await Promise.all(servers.map((server) => server.remove()))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

const running = new Set<{ stop(): unknown }>()
const servers: PostgresServer[] = []
const folders: string[] = []

/** Megabytes of memory that a process has now, and the most it ever had; undefined where the system does not say. */
export function memoryOf({ pid }: ServiceProcess): { now: number; most: number } | undefined {
  if (process.platform !== 'linux') return undefined
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
    return Math.round(Number(kilobytes) / 1024)
  }
  return { now: read('VmRSS'), most: read('VmHWM') }
}

/** A network address for the nth visitor. */
export function addressOf(n: number): string {
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
}

/** Runs so many works, some at once. */
export async function concurrently(
  count: number,
  atOnce: number,
  work: (n: number) => Promise<void>,
): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: Math.min(atOnce, count) }, async () => {
      while (next < count) await work(next++)
    }),
  )
}
