import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** What `npm start` runs, so that what is tested and measured is the same. */
function startWords(): string[] {
  const { scripts }: { scripts: { start: string } } = JSON.parse(
    readFileSync(`${checkout}package.json`, 'utf8'),
  )
  return scripts.start.split(' ')
}

/** The service as whoever runs it has it: a process of its own on a port of this machine. */
export type ServiceProcess = {
  url: string
  port: number
  pid: number
  /** How it ended, once it has. */
  ended: Promise<Ended>
  /** Asks it to end, as a supervisor does. */
  stop(): Promise<Ended>
  /** Ends it the way the kernel does when memory is short: without a word. */
  kill(): Promise<Ended>
}

/** `printed`: all it wrote to standard output and standard error. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; printed: string }

export type ServiceOptions = {
  dataDir: string
  /** Further settings; nothing of the surrounding environment reaches the service but PATH and NODE_OPTIONS. */
  settings?: Record<string, string>
  /** A free one unless told. */
  port?: number
  /** A program and its first words to run the service through, such as `strace -f`. It must become the service. */
  through?: readonly string[]
}

/** Starts the service and waits until it is ready. Throws with all it printed when it ends instead. */
export async function startServiceProcess(options: ServiceOptions): Promise<ServiceProcess> {
  const service = await spawnService(options)
  const ended = service.ended.then(({ code, printed }) => {
    throw new Error(`The service ended with ${String(code)} instead of starting:\n${printed}`)
  })
  await Promise.race([untilReady(service), ended])
  ended.catch(() => {}) // from now on it may end
  return service
}

/** Starts the service without waiting for anything. */
export async function spawnService({
  dataDir,
  settings = {},
  port,
  through = [],
}: ServiceOptions): Promise<ServiceProcess> {
  const chosenPort = port ?? (await freePort())
  const { PATH = '', NODE_OPTIONS = '' } = process.env
  const [program = '', ...words] = [...through, ...startWords()]
  const child = spawn(program, words, {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${path.dirname(process.execPath)}:${PATH}`, // this very Node
      NODE_OPTIONS,
      HOST: '127.0.0.1',
      PORT: String(chosenPort),
      DATA_DIR: dataDir,
      LIMITS: 'relaxed',
      LOG_LEVEL: 'warn',
      ...settings,
    },
  })
  let printed = ''
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()))
  child.stderr.on('data', (text: Buffer) => (printed += text.toString()))
  const ended = once(child, 'close').then((): Ended => ({
    code: child.exitCode,
    signal: child.signalCode,
    printed,
  }))
  if (child.pid === undefined) throw new Error(`${program} could not be started`)
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    url: `http://127.0.0.1:${chosenPort}`,
    port: chosenPort,
    pid: child.pid,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('No port is free')
  return address.port
}

async function untilReady({ url, ended }: ServiceProcess): Promise<void> {
  let hasEnded = false
  void ended.then(() => (hasEnded = true))
  while (!hasEnded) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(20)
  }
}
