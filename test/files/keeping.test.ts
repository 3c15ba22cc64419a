import { createHash } from 'node:crypto'
import { readdir, stat, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { drafts } from '#src/database/schema.ts'
import { folderBlobs, pathInFolder } from '#src/files/folder-blobs.ts'
import { keepBlob } from '#src/files/keep.ts'
import { sendFile } from '#src/files/send.ts'
import {
  addFile,
  attachDraftFiles,
  attachToProposal,
  detachFromProposal,
  findFileOfDraft,
  findFileOfRequest,
  listFilesOfAnswer,
  listFilesOfDraft,
  listFilesOfRequest,
  listKnownFiles,
  removeAnswerFile,
  removeDraftFile,
} from '#src/files/store.ts'
import { addProposal } from '#src/requests/store.ts'
import { addAccount } from '#src/staff/store.ts'
import { freshDatabase, freshFolder } from '../support/database.ts'
import { addBareRequest } from '../support/letters.ts'

async function* bytes(...texts: string[]) {
  for (const piece of texts) yield Buffer.from(piece)
}

async function* broken() {
  yield Buffer.from('some')
  throw new Error('the line broke')
}

async function allFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
}

describe('keeping bytes', () => {
  it('keeps them under a random id that only we may read', async () => {
    const dataDir = freshFolder()
    const blobs = await folderBlobs(dataDir)
    const blob = await keepBlob(blobs, bytes('สวัส', 'ดี'), 100)

    expect(blob).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      size: Buffer.byteLength('สวัสดี'),
      sha256: createHash('sha256').update('สวัสดี').digest('hex'),
    })
    expect(await text(await blobs.open(blob.id, blob.size))).toBe('สวัสดี')
    expect(await allFiles(dataDir)).toEqual([`files/${blob.id.slice(0, 2)}/${blob.id}`])
    expect((await stat(pathInFolder(dataDir, blob.id))).mode & 0o777).toBe(0o600)
    expect((await stat(path.join(dataDir, 'files'))).mode & 0o777).toBe(0o700)
  })

  it('leaves nothing behind when there are too many, or when the source fails', async () => {
    const dataDir = freshFolder()
    const blobs = await folderBlobs(dataDir)
    expect((await keepBlob(blobs, bytes('12345', '67890'), 10)).size).toBe(10)
    await expect(keepBlob(blobs, bytes('12345', '678901'), 10)).rejects.toMatchObject({
      code: 'too-large',
      reason: 'file-too-large',
    })
    await expect(keepBlob(blobs, broken(), 10)).rejects.toThrow('the line broke')
    expect(await allFiles(dataDir)).toHaveLength(1)
  })

  it('opens nothing that is not there, and no path', async () => {
    const blobs = await folderBlobs(freshFolder())
    await expect(blobs.open('0'.repeat(32), 1)).rejects.toThrow('ENOENT')
    await expect(blobs.open('../../../../etc/passwd', 1)).rejects.toThrow('Not the id of a file')
  })

  it('forgets what an earlier run had half written', async () => {
    const dataDir = freshFolder()
    const blob = await keepBlob(await folderBlobs(dataDir), bytes('whole'), 10)
    await writeFile(path.join(dataDir, 'files/incoming/half'), 'ha')
    await folderBlobs(dataDir)
    expect(await allFiles(dataDir)).toEqual([
      path.relative(dataDir, pathInFolder(dataDir, blob.id)),
    ])
  })

  it('sweeps what no row knows, once it is old enough', async () => {
    const dataDir = freshFolder()
    const blobs = await folderBlobs(dataDir)
    const known = await keepBlob(blobs, bytes('known'), 10)
    const orphan = await keepBlob(blobs, bytes('orphan'), 10)
    const listKnown = async (ids: string[]) => new Set(ids.filter((id) => id === known.id))

    expect(await blobs.sweep(0, listKnown)).toBe(0)
    expect(await blobs.sweep(Date.now() + 1000, listKnown)).toBe(1)
    expect(await blobs.sweep(Date.now() + 1000, listKnown)).toBe(0)
    await expect(blobs.open(orphan.id, 6)).rejects.toThrow('ENOENT')
    expect(await text(await blobs.open(known.id, 5))).toBe('known')
    await blobs.remove(known.id)
    await blobs.remove(known.id)
    expect(await allFiles(dataDir)).toEqual([])
  })
})

async function startSender(name: string) {
  const dataDir = freshFolder()
  const blobs = await folderBlobs(dataDir)
  const blob = await keepBlob(blobs, bytes('%PDF-', 'x'), 100)
  const app = Fastify()
  app.get('/', async (_request, reply) =>
    sendFile(reply, blobs, { ...blob, name, mediaType: 'application/pdf' }),
  )
  onTestFinished(() => app.close())
  return { app, blobs, blob, file: pathInFolder(dataDir, blob.id) }
}

describe('sending a file', () => {
  it('makes it something to save, and nothing to run', async () => {
    const { app } = await startSender('รายงาน "1" (ร่าง)\'*.pdf')
    const answer = await app.inject('/')
    expect(answer.body).toBe('%PDF-x')
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '6',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-disposition':
        'attachment; filename="______ _1_ (____)__.pdf"; ' +
        "filename*=UTF-8''%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99%20%221%22%20%28%E0%B8%A3%E0%B9%88%E0%B8%B2%E0%B8%87%29%27%2A.pdf",
    })
    const head = await app.inject({ method: 'HEAD', url: '/' })
    expect(head.headers['content-length']).toBe('6')
    expect(head.body).toBe('')
  })

  it('fails before a byte is sent when the bytes are gone', async () => {
    const { app, blobs, blob, file } = await startSender('a.pdf')
    await truncate(file, 3)
    expect((await app.inject('/')).statusCode).toBe(500)
    await blobs.remove(blob.id)
    expect((await app.inject('/')).statusCode).toBe(500)
  })
})

async function startFiles() {
  const db = await freshDatabase()
  await db.write(async (tx) => {
    await addBareRequest(tx, 1)
    await addBareRequest(tx, 2)
    for (const id of [1, 2]) {
      await tx.insert(drafts).values({
        id,
        visitorHash: 'v',
        idempotencyKey: `k${id}`,
        language: 'th',
        answers: {},
        createdAt: 0,
        savedAt: 0,
      })
    }
    await addAccount(tx, {
      username: 'o',
      name: 'O',
      role: 'secretary',
      divisionId: null,
      passwordHash: '',
      createdAt: 0,
    })
  })
  return db
}
let count = 0
const aFile = (size = 1) => {
  count += 1
  const id = count.toString(16).padStart(32, '0')
  return { id, name: 'ก.pdf', mediaType: 'application/pdf', size, sha256: 'x' }
}
const MB = 1024 * 1024

describe('the files of a request', () => {
  it('are five at most, and 30 MB in all, also when many come at once', async () => {
    const db = await startFiles()
    const add = (draftId: number, size: number) =>
      db.write((tx) => addFile(tx, { draftId }, aFile(size), { at: 0 }))
    const results = await Promise.all(Array.from({ length: 8 }, () => add(1, 1)))
    expect(results.filter((fault) => fault === undefined)).toHaveLength(5)
    expect(results.filter((fault) => fault === 'too-many')).toHaveLength(3)

    expect(await add(2, 20 * MB)).toBeUndefined()
    expect(await add(2, 10 * MB + 1)).toBe('too-much-in-all')
    expect(await add(2, 10 * MB)).toBeUndefined()
    expect(await listFilesOfDraft(db.read, 2)).toHaveLength(2)
  })

  it('go from the draft to the request, and can be taken out only before', async () => {
    const db = await startFiles()
    const [kept, removed, other] = [aFile(), aFile(), aFile()]
    await db.write(async (tx) => {
      await addFile(tx, { draftId: 1 }, kept, { at: 1 })
      await addFile(tx, { draftId: 1 }, removed, { at: 2 })
      await addFile(tx, { draftId: 2 }, other, { at: 3 })
    })
    expect(await db.write((tx) => removeDraftFile(tx, 1, other.id))).toBe(false)
    expect(await db.write((tx) => removeDraftFile(tx, 1, removed.id))).toBe(true)
    expect(await findFileOfDraft(db.read, 1, kept.id)).toMatchObject({ purpose: 'request' })
    await expect(findFileOfDraft(db.read, 1, other.id)).rejects.toMatchObject({ code: 'not-found' })

    await db.write((tx) => attachDraftFiles(tx, 1, 1))
    expect(await db.write((tx) => removeDraftFile(tx, 1, kept.id))).toBe(false)
    expect(await listFilesOfDraft(db.read, 1)).toEqual([])
    expect(await listFilesOfRequest(db.read, 1)).toMatchObject([{ id: kept.id, draftId: null }])
    expect(await findFileOfRequest(db.read, 1, kept.id)).toMatchObject({ id: kept.id })
    await expect(findFileOfRequest(db.read, 2, kept.id)).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await listKnownFiles(db.read, [kept.id, removed.id])).toEqual(new Set([kept.id]))
  })

  it('wait for a proposal, go with it, and come back when it is sent back', async () => {
    const db = await startFiles()
    const [one, two] = [aFile(), aFile()]
    const answer = { infoRequestId: 1, proposalId: null }
    const propose = (position: number) =>
      db.write(async (tx) => {
        const proposal = { infoRequestId: 1, position, outcome: 'disclosed' as const }
        const by = { reply: '', agency: '', proposedById: 1, proposedAt: 0 }
        const id = await addProposal(tx, { ...proposal, ...by }, [])
        await attachToProposal(tx, 1, id)
        return id
      })
    await db.write(async (tx) => {
      await addFile(tx, answer, one, { at: 1, by: 1 })
      await addFile(tx, answer, two, { at: 2, by: 1 })
    })
    const first = await propose(1)
    expect(await listFilesOfAnswer(db.read, 1, first)).toMatchObject([
      { id: one.id },
      { id: two.id },
    ])
    expect(await db.write((tx) => removeAnswerFile(tx, 1, two.id, 5))).toBe(false)

    await db.write((tx) => detachFromProposal(tx, 1))
    expect(await db.write((tx) => removeAnswerFile(tx, 1, two.id, 5))).toBe(true)
    const second = await propose(2)
    expect(await listFilesOfAnswer(db.read, 1, second)).toMatchObject([{ id: one.id }])
    expect(await listFilesOfAnswer(db.read, 1, first)).toEqual([])
    expect(await listFilesOfAnswer(db.read, 1, null)).toEqual([])
    expect(await listFilesOfRequest(db.read, 1)).toEqual([])
    expect(await listKnownFiles(db.read, [two.id])).toEqual(new Set([two.id]))
  })
})
