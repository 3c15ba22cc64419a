import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import multipart from '@fastify/multipart'
import Fastify from 'fastify'
import { onTestFinished } from 'vitest'
import { multipartOptions } from '#src/files/body.ts'
import { folderBlobs } from '#src/files/folder-blobs.ts'
import type { Blobs } from '#src/files/keep.ts'
import { discardFiles, receiveForm } from '#src/files/receive.ts'
import type { Turns } from '#src/files/turns.ts'
import { Refusal, statusOfRefusal } from '#src/refusal.ts'
import { freshFolder } from './database.ts'

export const boundary = '----WebKitFormBoundaryAbc123'

/** A service that does nothing but read forms and tell what it read; afterwards it forgets the files. */
export async function startReceiver({
  turns,
  placeFor = Infinity,
}: { turns?: Turns; /** How many files. */ placeFor?: number } = {}) {
  const dataDir = freshFolder()
  const folder = await folderBlobs(dataDir)
  let place = placeFor
  const blobs: Blobs = {
    ...folder,
    async add(source, limitBytes, inspect) {
      const added = await folder.add(source, limitBytes, inspect)
      if (place > 0) place -= 1
      else {
        await folder.remove(added.blob.id)
        throw new Refusal('busy', 'try-again')
      }
      return added
    },
  }
  const app = Fastify({ http: { connectionsCheckingInterval: 500 }, requestTimeout: 4000 })
  app.removeAllContentTypeParsers()
  await app.register(multipart, multipartOptions)
  app.post('/', async (request, reply) => {
    const received = await receiveForm(request, {
      blobs,
      stallMs: 500,
      ...(turns && { turns }),
      verifyToken(sent) {
        if (sent !== 'right') throw new Refusal('not-allowed', 'stale-form')
      },
    })
    await discardFiles(received.files, blobs)
    return reply.code(received.faults.length > 0 ? 422 : 200).send(received)
  })
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Refusal) {
      const { reason } = error
      return reply.code(statusOfRefusal[error.code]).send({ reason, fields: request.body })
    }
    return reply.send(error)
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const port = Number(new URL(address).port)

  async function leftovers() {
    const found = await readdir(dataDir, { recursive: true, withFileTypes: true })
    return found.filter((entry) => entry.isFile()).map(({ name }) => name)
  }

  /** Sends bytes as they are and gives what came back; status 0 when the connection just ended. */
  function send(
    bytes: Buffer,
    { after = 'wait', piece = bytes.length, everyMs = 0 }: SendOptions = {},
  ) {
    return new Promise<{ status: number; body: Answer }>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let text = ''
      const finish = () => {
        const status = Number(/^HTTP\/1\.1 (?!100)(\d+)/m.exec(text)?.[1] ?? 0)
        const json = text.slice(text.lastIndexOf('\r\n\r\n') + 4)
        socket.destroy()
        resolve({ status, body: json.startsWith('{') ? JSON.parse(json) : {} })
      }
      socket.on('error', finish).on('close', finish)
      socket.on('data', (chunk) => {
        text += chunk.toString()
        const [, length] = /^HTTP\/1\.1 [2-5][\s\S]*content-length: (\d+)/im.exec(text) ?? []
        const at = text.lastIndexOf('\r\n\r\n') + 4
        if (length !== undefined && Buffer.byteLength(text.slice(at)) >= Number(length)) finish()
      })
      void (async () => {
        for (let start = 0; start < bytes.length; start += piece) {
          socket.write(bytes.subarray(start, start + piece))
          if (everyMs > 0) await pause(everyMs)
        }
        if (after === 'end') socket.end()
        if (after === 'reset') {
          await pause(100)
          socket.resetAndDestroy()
        }
      })()
    })
  }

  /** Sends a body in pieces whose ends the receiver sees. */
  async function inject(body: Buffer, pieceBytes = body.length) {
    const count = Math.ceil(body.length / pieceBytes)
    const pieces = Array.from({ length: count }, (_, n) =>
      body.subarray(n * pieceBytes, (n + 1) * pieceBytes),
    )
    const answer = await app.inject({
      method: 'POST',
      url: '/',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Readable.from(pieces),
    })
    return { status: answer.statusCode, body: answer.json<Answer>() }
  }

  return { send, inject, leftovers }
}

export type SendOptions = { after?: 'wait' | 'end' | 'reset'; piece?: number; everyMs?: number }

type Answer = {
  fields?: Record<string, unknown>
  files?: { name: string; size: number; mediaType: string; sha256: string }[]
  faults?: { field: string; name: string; fault: string }[]
  reason?: string
}

/** A whole HTTP request; `length` is what its header claims. */
export function post(
  body: Buffer,
  { type = `multipart/form-data; boundary=${boundary}`, length = body.length, more = '' } = {},
) {
  const head = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n${more}\r\n`
  return Buffer.concat([Buffer.from(head), body])
}

/** A part as a browser makes it for a text. */
export function field(name: string, value: string, headers = '') {
  return part(`form-data; name="${name}"`, Buffer.from(value), headers)
}

/** A part as a browser makes it for a file. */
export function file(name: string, bytes: Buffer, fieldName = 'file') {
  const disposition = `form-data; name="${fieldName}"; filename="${name}"`
  return part(disposition, bytes, 'Content-Type: application/octet-stream\r\n')
}

/** A part with any disposition and further headers. */
export function part(disposition: string, content: Buffer, headers = '') {
  const head = `--${boundary}\r\nContent-Disposition: ${disposition}\r\n${headers}\r\n`
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')])
}

export const end = Buffer.from(`--${boundary}--\r\n`)
export const token = field('_csrf', 'right')

/** A complete body. */
export function form(...parts: Buffer[]) {
  return Buffer.concat([...parts, end])
}
