import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** A proxy that gives each request to the next of these ports; where nobody listens, to the one after it. */
export async function startRoundRobin(ports: readonly number[]): Promise<{ url: string }> {
  let turn = 0
  const server = createServer((request, reply) => {
    turn += 1
    const order = ports.map((_port, n) => ports[(turn + n) % ports.length] ?? 0)
    void pass(request, reply, order)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}` }
}

async function pass(
  request: IncomingMessage,
  reply: ServerResponse,
  ports: readonly number[],
): Promise<void> {
  try {
    const body = Buffer.concat(await request.toArray())
    for (const port of ports) {
      const answer = await forward(request, body, port)
      if (answer === 'nobody listens') continue
      reply.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.on('error', () => reply.destroy()).pipe(reply)
      return
    }
    reply.destroy()
  } catch {
    reply.destroy() // whoever asked sees what we saw: a connection that broke
  }
}

function forward(
  { method, url, rawHeaders }: IncomingMessage,
  body: Buffer,
  port: number,
): Promise<IncomingMessage | 'nobody listens'> {
  return new Promise((resolve, reject) => {
    const sent = ask({
      host: '127.0.0.1',
      port,
      method,
      path: url,
      headers: rawHeaders,
      agent: false,
    })
    sent.on('response', resolve)
    sent.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? resolve('nobody listens') : reject(error),
    )
    sent.end(body)
  })
}
