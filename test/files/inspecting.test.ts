import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectFile, safeFileName } from '#src/files/inspect.ts'
import { badFiles, goodFiles, type SampleFile } from '../support/sample-files.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inspecting-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function inspect({ name, bytes }: SampleFile) {
  const file = path.join(folder, 'file') // the name on the disk says nothing
  await writeFile(file, bytes)
  return inspectFile(file, name)
}

describe('a file that is what its name says', async () => {
  it.each(await goodFiles())('is taken: $name', async (file) => {
    expect(await inspect(file)).toEqual({
      ok: true,
      mediaType: expect.stringMatching(/^(application|image)\//),
      extension: file.name.split('.').at(-1)?.toLowerCase(),
    })
  })
})

describe('a file that is not taken', () => {
  it.each(badFiles())('$name is $fault', async (file) => {
    expect(await inspect(file)).toEqual({ ok: false, reason: file.fault })
  })

  it('leaves no file open', async () => {
    const before = await openFiles()
    for (const file of [...badFiles(), ...(await goodFiles())]) await inspect(file)
    expect(await openFiles()).toBeLessThanOrEqual(before)
  })
})

async function openFiles(): Promise<number> {
  const open = await readdir('/proc/self/fd').catch(() => [])
  return open.length
}

describe('the name of a file', () => {
  it.each([
    ['รายงาน ปี 2569.pdf', 'รายงาน ปี 2569.pdf'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    [String.raw`C:\Users\me\report.docx`, 'report.docx'],
    ['report‮fdp.exe', 'reportfdp.exe'],
    ['ก​ข﻿ค.pdf', 'กขค.pdf'],
    ['a\0b\r\nc\u0085.pdf', 'abc.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['com1.tar.pdf', '_com1.tar.pdf'],
    ['a.pdf::$DATA', 'a.pdf__$DATA'],
    ['a.pdf. . ', 'a.pdf'],
    ['  a   b .pdf', 'a b.pdf'],
    ['.pdf', 'file.pdf'],
    ['', 'file'],
    ['..', 'file'],
    ['////', 'file'],
    ['\ud800.pdf', '�.pdf'],
    ['%2e%2e%2fa.pdf', '%2e%2e%2fa.pdf'],
    ['cafe\u0301.pdf', 'café.pdf'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  it('is cut to 255 bytes and 120 graphemes, keeping its ending', () => {
    const long = safeFileName(`${'ก้'.repeat(300)}.docx`)
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255)
    expect(long).toMatch(/^(ก้)+\.docx$/)
    expect(safeFileName(`${'a'.repeat(4096)}.pdf`)).toHaveLength(120)
    expect(safeFileName(`${'ก'.repeat(81)}.pdf`)).toBe(`${'ก'.repeat(81)}.pdf`)
    expect(safeFileName(`a${'\u0301'.repeat(500)}.pdf`)).toBe('file.pdf')
  })
})
