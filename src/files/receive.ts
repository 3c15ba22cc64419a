import { finished } from 'node:stream/promises'
import type { MultipartFile, MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../refusal.ts'
import { networkOf } from '../web/attempts.ts'
import { addField, bodyOf, parseUrlencoded, type Body, type Fault } from '../web/forms.ts'
import { asRefusal, malformed, readBody } from './body.ts'
import {
  fileLimits,
  inspectFile,
  safeFileName,
  type FileFault,
  type Inspection,
} from './inspect.ts'
import type { Blobs, KeptBlob } from './keep.ts'
import { takingTurns, type Turns } from './turns.ts'

export type ReceivedForm = {
  /** What was typed, without `_csrf`; ready for `readForm`. */
  fields: Body
  files: ReceivedFile[]
  faults: FaultyFile[]
}

/** A file that is kept, inspected and may be used. */
export type ReceivedFile = KeptBlob & {
  /** The name of its form field. */
  field: string
  name: string
  mediaType: string
  extension: string
}

/** A file that was not kept, and why. */
export type FaultyFile = { field: string; name: string; fault: FileFault }

export type Receiving = {
  blobs: Blobs
  /** Throws a Refusal unless it is this visitor's token; gets '' when none was sent. */
  verifyToken: (token: string) => void
  /** Names of the form's file fields. */
  fileFields?: readonly string[]
  /** How long the sender may send nothing. */
  stallMs?: number
  turns?: Turns
}

/** One line for the whole process, whose memory is what has to last. */
const turnsOfAll = takingTurns({ atOnce: 8, perNetwork: 2, waitMs: 30_000 })

/** A form without a file, or with a small one, costs no more than any other form. */
const smallBytes = 256 * 1024

/**
 * Reads a form with files. The token must come before the first file; files go to the disk as they arrive, and
 * one that cannot be taken is a fault for its field, also when too many others are sending files. Everything else
 * that is wrong with the body is a Refusal (400, 408, 413, 415), and then nothing of this form is left behind; nor is it
 * when there is no place for its files now (503). What was typed becomes the request's body, so that whatever page comes
 * of it can give that back.
 */
export async function receiveForm(
  request: FastifyRequest,
  receiving: Receiving,
): Promise<ReceivedForm> {
  const { turns = turnsOfAll } = receiving
  if (isSmall(request)) return receiveParts(request, receiving, keepOrSayWhy)
  const giveBack = await turns.take(networkOf(request.ip), request.raw)
  try {
    return await receiveParts(request, receiving, giveBack ? keepOrSayWhy : passOver)
  } finally {
    giveBack?.()
  }
}

function isSmall({ raw }: FastifyRequest): boolean {
  return Number(raw.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= smallBytes
}

async function receiveParts(
  request: FastifyRequest,
  { blobs, verifyToken, fileFields = ['file'], stallMs = 20_000 }: Receiving,
  takeFile: TakeFile,
): Promise<ReceivedForm> {
  const body = readBody(request, stallMs)
  const form: ReceivedForm = { fields: parseUrlencoded(''), files: [], faults: [] }
  const kept: KeptBlob[] = []
  let isVerified = false
  let noPlace: Refusal | undefined
  try {
    for await (const part of body.parts) {
      if (part.type === 'file') {
        if (!isVerified) throw noToken(verifyToken)
        if (!fileFields.includes(part.fieldname)) throw malformed()
        if (noPlace) await readPast(part)
        else noPlace = await takeFile(part, form, kept, blobs)
      } else if (part.fieldname === '_csrf') {
        verifyToken(textOf(part))
        isVerified = true
        request.body = form.fields
      } else {
        if (fileFields.includes(part.fieldname)) throw malformed()
        addField(form.fields, part.fieldname, textOf(part))
      }
    }
    if (!isVerified) throw noToken(verifyToken)
    if (noPlace) throw noPlace
    return form
  } catch (error) {
    await discardFiles(kept, blobs)
    await body.discard()
    throw error
  } finally {
    body.close()
  }
}

/**
 * Receives a form that may have files and may come without them, the short way. What is wrong with a file is told at
 * the field `file`.
 */
export async function readFormWithFiles(
  request: FastifyRequest,
  receiving: Receiving,
): Promise<{ body: Body; received: ReceivedFile[]; faults: Fault[] }> {
  if (!request.isMultipart()) return { body: bodyOf(request), received: [], faults: [] }
  const { fields, files, faults } = await receiveForm(request, receiving)
  return {
    body: fields,
    received: files,
    faults: faults.map(({ fault }) => ({ field: 'file', fault })),
  }
}

/** Reads a form that will not be taken, only for what was typed in it. Of one that no page of ours made, nothing. */
export async function readTyped(request: FastifyRequest, receiving: Receiving): Promise<void> {
  await receiveParts(request, receiving, passOver).catch(() => {})
}

/**
 * Forgets received files again: the form they came with was refused after all. That this fails too is no reason to
 * tell the person anything else: no row knows them, so they are swept.
 */
export async function discardFiles(files: readonly KeptBlob[], blobs: Blobs): Promise<void> {
  await Promise.allSettled(files.map(({ id }) => blobs.remove(id)))
}

/**
 * The same after a transaction that should have noted them and ended with this error. Only when it was we who said no
 * is it certain that no row has them; after anything else, such as a connection that broke at the commit, they stay,
 * and are swept if no row knows them.
 */
export async function discardRefused(
  error: unknown,
  files: readonly KeptBlob[],
  blobs: Blobs,
): Promise<void> {
  if (error instanceof Refusal && error.code !== 'busy') await discardFiles(files, blobs)
}

/**
 * What becomes of one file of a form; an input in which nothing was chosen is none. Gives the refusal when there is no
 * place for it now: what was typed after it can still be read.
 */
type TakeFile = (
  part: MultipartFile,
  form: ReceivedForm,
  kept: KeptBlob[],
  blobs: Blobs,
) => Promise<Refusal | undefined>

/** No turn came: the file has to be sent again, but what was typed beside it has not. */
const passOver: TakeFile = async (part, form) => {
  await readPast(part)
  if (part.filename)
    form.faults.push({ field: part.fieldname, name: safeFileName(part.filename), fault: 'busy' })
  return undefined
}

const keepOrSayWhy: TakeFile = async (part, form, kept, blobs) => {
  const field = part.fieldname
  const name = safeFileName(part.filename ?? '')
  const addFault = (fault: FileFault) => form.faults.push({ field, name, fault })

  if (form.files.length === fileLimits.count) {
    const isFirst = !form.faults.some(({ fault }) => fault === 'too-many')
    await readPast(part)
    if (isFirst) addFault('too-many')
    return undefined
  }
  const bytesBefore = form.files.reduce((sum, { size }) => sum + size, 0)
  try {
    const { blob, verdict } = await blobs.add(
      bytesOf(part),
      fileLimits.bytesEach,
      async (path, size): Promise<Inspection> => {
        const inspection = await inspectFile(path, name)
        return inspection.ok && bytesBefore + size > fileLimits.bytesInAll
          ? { ok: false, reason: 'too-much-in-all' }
          : inspection
      },
    )
    const isNothing = blob.size === 0 && !part.filename
    if (verdict.ok) {
      const { mediaType, extension } = verdict
      kept.push(blob)
      form.files.push({ ...blob, field, name, mediaType, extension })
    } else if (!isNothing) addFault(verdict.reason)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'busy' && part.file.readableEnded) return error
    if (error.reason !== 'file-too-large') throw error
    addFault('too-large')
  }
  return undefined
}

/** The fields behind a file that is not wanted still count. */
async function readPast({ file }: MultipartFile): Promise<void> {
  try {
    await finished(file.resume())
  } catch (error) {
    throw asRefusal(error)
  }
}

/** The bytes of a file part. The parser cuts one that is too large and says so only in a flag. */
async function* bytesOf({ file }: MultipartFile): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk
  } catch (error) {
    throw asRefusal(error)
  }
  if (file.truncated) throw new Refusal('too-large', 'file-too-large')
}

function textOf(part: MultipartValue): string {
  const { value, mimetype, valueTruncated, fieldnameTruncated } = part
  if (valueTruncated || fieldnameTruncated) throw new Refusal('too-large', 'too-large')
  // a part that calls itself JSON would arrive as an object
  if (typeof value !== 'string' || mimetype !== 'text/plain') throw malformed()
  return value
}

/** Deny by default: also when the check lets an empty token pass. */
function noToken(verifyToken: (token: string) => void): Refusal {
  verifyToken('')
  return new Refusal('not-allowed', 'stale-form')
}
