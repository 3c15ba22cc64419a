import { once } from 'node:events'
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const checkout = fileURLToPath(new URL('../../..', import.meta.url))

export type OtherProcess = {
  /** The next line it prints; undefined when it prints no more. */
  nextLine(): Promise<string | undefined>
  /** Ends it the way the kernel does when memory is short: without a word. */
  kill(): Promise<void>
}

/** Runs a TypeScript module in a real process of its own; `before` is a shell command run first (`ulimit …`). */
export function startProcess(code: string, { before = 'true' } = {}): OtherProcess {
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    '/bin/sh',
    [
      '-c',
      `${before}; exec "$0" "$@"`,
      process.execPath,
      '--input-type=module-typescript',
      '-e',
      code,
    ],
    { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const ended = once(child, 'exit')
  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return {
    kill,
    async nextLine() {
      const line = await lines.next()
      return line.done === true ? undefined : line.value
    },
  }
}
