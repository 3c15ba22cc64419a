import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A mail as it arrived: the envelope the server was told, and what the mail says of itself. */
export type ArrivedMail = { from: string; to: string[]; mail: ParsedMail; raw: string }

export type MailServer = {
  url: string
  port: number
  /** What was accepted, in order. */
  arrived: ArrivedMail[]
  /** Each RCPT, accepted or not. */
  asked: string[]
  /** Codes for the next RCPTs instead of 250. */
  refuseNext: number[]
  /** How long the server thinks before it accepts a mail. */
  thinkMs: number
  stop: () => Promise<void>
}

/** A real mail server in this process, without TLS unless `options` say so. */
export async function startMailServer({
  port = 0,
  ...options
}: SMTPServerOptions & { port?: number } = {}): Promise<MailServer> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    closeTimeout: 50,
    onRcptTo({ address }, _session, done) {
      it.asked.push(address)
      const code = it.refuseNext.shift()
      if (code === undefined) done()
      else done(Object.assign(new Error(`no thanks, ${address}`), { responseCode: code }))
    },
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] | undefined = await stream.toArray().catch(() => undefined)
      if (chunks === undefined) return // the sender died in the middle: nothing has arrived
      const raw = Buffer.concat(chunks)
      const mail = await simpleParser(raw)
      setTimeout(() => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        it.arrived.push({ from, to, mail, raw: raw.toString() })
        done()
      }, it.thinkMs)
    },
    ...options,
  })
  server.on('error', () => {}) // clients that hang up
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  const actualPort = typeof address === 'object' && address !== null ? address.port : port

  let isRunning = true
  const it: MailServer = {
    url: `smtp://127.0.0.1:${actualPort}`,
    port: actualPort,
    arrived: [],
    asked: [],
    refuseNext: [],
    thinkMs: 0,
    async stop() {
      if (!isRunning) return
      isRunning = false
      await new Promise<void>((resolve) => {
        server.close(resolve)
      })
    },
  }
  onTestFinished(() => it.stop())
  return it
}
