import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/*
 * A load that costs as little as possible beside the service on the same machine: requests are bytes made
 * beforehand, each connection sends the next one when the last was answered, and of an answer only the status and
 * the length are read.
 */

export type Load = {
  port: number
  connections: number
  /** The bytes of the next request; undefined when that was all. */
  next: () => Buffer | undefined
}

export type Loaded = {
  /** Answers in a second, over all connections. */
  perSecond: number
  /** How long each answer took, in milliseconds. */
  latencies: number[]
  statuses: Map<number, number>
  /** Bytes of the last answer, with its headers. */
  lastLength: number
}

/** Sends all there is to send and waits for the answers. Throws when a connection breaks. */
export async function underLoad({ port, connections, next }: Load): Promise<Loaded> {
  const loaded: Loaded = { perSecond: 0, latencies: [], statuses: new Map(), lastLength: 0 }
  const started = performance.now()
  await Promise.all(Array.from({ length: connections }, () => drive(port, next, loaded)))
  loaded.perSecond = loaded.latencies.length / ((performance.now() - started) / 1000)
  return loaded
}

/**
 * Sends each of these when its time has come, so many in a second, whether the ones before were answered or not; each
 * must be answered with 303. Gives for each how long after its time the answer was there (milliseconds).
 */
export async function atRate({
  port,
  requests,
  perSecond,
}: {
  port: number
  requests: readonly Buffer[]
  perSecond: number
}): Promise<number[]> {
  const latencies: number[] = []
  const started = performance.now()
  const answers: Promise<void>[] = []
  for (const [index, bytes] of requests.entries()) {
    const due = started + (index / perSecond) * 1000
    await pause(Math.max(0, due - performance.now()))
    const late = performance.now() - due
    const answered = underLoad({ port, connections: 1, next: each([bytes]) })
    answers.push(
      answered.then(({ statuses, latencies: [took = Number.NaN] }) => {
        if (!statuses.has(303))
          throw new Error(`A form was answered ${[...statuses.keys()].join()}`)
        latencies.push(late + took)
      }),
    )
  }
  await Promise.all(answers)
  return latencies
}

/** The same request again and again, for so many seconds. */
export function repeated(request: Buffer, seconds: number): Load['next'] {
  const end = performance.now() + seconds * 1000
  return () => (performance.now() < end ? request : undefined)
}

/** The same request so many times. */
export function times(request: Buffer, count: number): Load['next'] {
  let sent = 0
  return () => (sent++ < count ? request : undefined)
}

/** Each of these once. */
export function each(requests: readonly Buffer[]): Load['next'] {
  const rest = requests.values()
  return () => rest.next().value
}

/** A request as bytes; a body makes it a form that is sent. */
export function requestBytes(
  path: string,
  { cookie, body, from }: { cookie?: string; body?: string; from?: string } = {},
): Buffer {
  const lines = [
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    cookie && `Cookie: ${cookie}`,
    from && `X-Forwarded-For: ${from}`,
    body !== undefined && 'Content-Type: application/x-www-form-urlencoded',
    body !== undefined && `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${lines.filter(Boolean).join('\r\n')}\r\n\r\n${body ?? ''}`)
}

function drive(port: number, next: Load['next'], loaded: Loaded): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let isDone = false
    let sentAt = 0
    let arrived: Buffer | undefined
    let wanted = 0 // bytes of the answer under way, once its head is there

    function send(): void {
      const request = next()
      isDone = request === undefined
      if (request === undefined) return void socket.end()
      sentAt = performance.now()
      socket.write(request)
    }

    function receive(chunk: Buffer): void {
      arrived = arrived ? Buffer.concat([arrived, chunk]) : chunk
      if (wanted === 0) wanted = lengthOf(arrived)
      if (wanted === 0 || arrived.length < wanted) return
      loaded.latencies.push(performance.now() - sentAt)
      const status = Number(arrived.toString('latin1', 9, 12))
      loaded.statuses.set(status, (loaded.statuses.get(status) ?? 0) + 1)
      loaded.lastLength = arrived.length
      arrived = undefined
      wanted = 0
      send()
    }

    socket.on('connect', send)
    socket.on('data', receive)
    socket.on('error', reject)
    socket.on('close', () => {
      if (isDone) resolve()
      else reject(new Error('The connection was closed before its answer'))
    })
  })
}

/** Bytes of the whole answer; 0 while its head is not there. */
function lengthOf(arrived: Buffer): number {
  const end = arrived.indexOf('\r\n\r\n')
  if (end < 0) return 0
  const head = arrived.toString('latin1', 0, end)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without its length:\n${head}`)
  return end + 4 + Number(length)
}
