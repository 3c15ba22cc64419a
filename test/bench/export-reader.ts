import { createHash } from 'node:crypto'
import { request } from 'node:http'

/*
 * Somebody who takes an export as fast as it comes, in a process of their own: what waits for the answers to forms is
 * not held up by it. Prints a line when the file begins to come, and what it was when it has ended.
 */

export type Reading = { url: string; cookie: string }
export type Read = { status: number; bytes: number; lines: number; sha256: string; seconds: number }

const { url, cookie }: Reading = JSON.parse(process.argv[2] ?? '')
const lineEnd = Buffer.from('\r\n')
const started = performance.now()
const sent = request(url, { headers: { cookie } })
sent.on('response', (answer) => {
  console.log('begun')
  const sum = createHash('sha256')
  const read: Read = { status: answer.statusCode ?? 0, bytes: 0, lines: 0, sha256: '', seconds: 0 }
  answer.on('data', (chunk: Buffer) => {
    sum.update(chunk)
    read.bytes += chunk.length
    for (let at = chunk.indexOf(lineEnd); at >= 0; at = chunk.indexOf(lineEnd, at + 1))
      read.lines += 1
  })
  answer.on('end', () => {
    read.sha256 = sum.digest('hex')
    read.seconds = (performance.now() - started) / 1000
    console.log(JSON.stringify(read))
  })
})
sent.end()
