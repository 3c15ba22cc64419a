import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { aPdf } from '../support/sample-files.ts'
import { fillInPages, keyOf, openVisitor, sendIn } from '../support/visitor.ts'
import { folderOnDisk, startService } from './service.ts'

const canTrace = spawnSync('strace', ['-D', '-o', '/dev/null', 'true']).status === 0
const note = canTrace ? '' : ' (skipped: strace is missing or may not be used here)'

/*
 * Killing a process proves nothing about a power cut: what it wrote is safe with the kernel. What the disk was
 * told before somebody was told "received" is seen only in the calls themselves.
 */
describe('what is on the disk before somebody is answered', () => {
  it.skipIf(!canTrace)(
    `a file with its name, and a request with its log, also in a database that was there before${note}`,
    async () => {
      const dataDir = folderOnDisk()
      // The connection that makes a database syncs anyway; a later one only if it was told to.
      await (await startService({ dataDir })).stop()
      const trace = path.join(folderOnDisk(), 'trace')
      const service = await startService({ dataDir, through: tracedInto(trace) })
      const visitor = openVisitor(service.url)
      await fillInPages(visitor)
      await visitor.upload(
        '/requests/new/files',
        { go: 'continue' },
        { name: 'a.pdf', content: aPdf() },
      )
      const key = keyOf(await visitor.get('/requests/new/check'))
      const reference = await sendIn(visitor, key)
      await service.stop()

      const calls = callsIn(readFileSync(trace, 'utf8'), dataDir)
      const fileKept = before(calls, 'answer /requests/new/check')
      expect(fileKept).toEqual(
        expect.arrayContaining(['write file', 'sync file', 'rename file', 'sync shelf']),
      )
      expect(inOrder(fileKept, ['write file', 'sync file', 'rename file', 'sync shelf'])).toBe(true)
      expect(inOrder(fileKept, ['sync shelf', 'write log', 'sync log'])).toBe(true)

      const requestKept = before(calls, `answer /requests/${reference}/receipt`)
      expect(requestKept).toContain('write log')
      expect(requestKept.lastIndexOf('sync log')).toBeGreaterThan(
        requestKept.lastIndexOf('write log'),
      )
    },
    60_000,
  )
})

/** Words that have the service's calls written down: in order, from all its threads, files by their paths. */
function tracedInto(file: string): string[] {
  const calls = 'trace=write,writev,pwrite64,fsync,fdatasync,rename,sendmsg,sendto'
  return ['strace', '-D', '-f', '-y', '-s', '2000', '-e', calls, '-o', file]
}

/** Each call that matters here, in a few words. */
function callsIn(trace: string, dataDir: string): string[] {
  return trace.split('\n').flatMap((line) => {
    const call = wordsFor(line.replaceAll(dataDir, ''))
    return call === undefined ? [] : [call]
  })
}

const patterns: [RegExp, (found: string) => string][] = [
  [
    / (?:write|writev|sendto|sendmsg)\(.*HTTP\/1\.1 303.*\\r\\nlocation: ([^\\]+)\\r\\n/,
    (to) => `answer ${to}`,
  ],
  [/ (?:write|writev|sendto|sendmsg)\(.*HTTP\/1\.1 (\d+)/, (status) => `answer ${status}`],
  [/ pwrite64\(\d+<\/khamkho\.sqlite-wal>/, () => 'write log'],
  [/ f(?:data)?sync\(\d+<\/khamkho\.sqlite-wal>/, () => 'sync log'],
  [/ p?write(?:64|v)?\(\d+<\/files\/incoming\/\w+>/, () => 'write file'],
  [/ f(?:data)?sync\(\d+<\/files\/incoming\/\w+>/, () => 'sync file'],
  [/ rename\("\/files\/incoming\/\w+", "\/files\/\w\w\/\w+"\)/, () => 'rename file'],
  [/ f(?:data)?sync\(\d+<\/files\/\w\w>/, () => 'sync shelf'],
]

function wordsFor(line: string): string | undefined {
  for (const [pattern, words] of patterns) {
    const found = pattern.exec(line)
    if (found) return words(found[1] ?? '')
  }
  return undefined
}

/** What was done between an answer and the one before it. */
function before(calls: readonly string[], answer: string): string[] {
  const end = calls.indexOf(answer)
  if (end < 0) throw new Error(`There is no "${answer}" in: ${calls.join(', ')}`)
  const start = calls.slice(0, end).findLastIndex((call) => call.startsWith('answer '))
  return calls.slice(start + 1, end)
}

function inOrder(calls: readonly string[], wanted: readonly string[]): boolean {
  let from = 0
  return wanted.every((call) => {
    const at = calls.indexOf(call, from)
    from = at + 1
    return at >= 0
  })
}
