import { mkdir, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import path from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { isPlainAddress } from './addresses.ts'

/** Takes letters to where they belong. Rejects with a `DeliveryFailure` when one could not be delivered. */
export type Postman = {
  deliver(letter: OutgoingLetter): Promise<void>
  close(): void
}

export type OutgoingLetter = {
  id: number
  /** The same at every try, so that a mail program shows a letter that came twice once. */
  messageId: string
  toAddress: string
  toName: string
  subject: string
  body: string
  /** UTC milliseconds. */
  createdAt: number
}

/** Our words for what went wrong; the server's own text may hold names and addresses. */
export const deliveryFailures = [
  /** No connection, no answer in time, or no way to sign in: nothing to do with this letter. */
  'unreachable',
  /** "Later": a full box, a greylist, too many letters at once. */
  'deferred',
  /** "Never": there is no such address there, or it takes nothing from us. */
  'rejected',
  /** Not an address that we would hand to a server. */
  'bad-address',
] as const
export type DeliveryFailureWord = (typeof deliveryFailures)[number]

export class DeliveryFailure extends Error {
  readonly word: DeliveryFailureWord

  constructor(word: DeliveryFailureWord) {
    super(word)
    this.word = word
  }

  /** Another try can help. */
  get isTemporary(): boolean {
    return this.word === 'unreachable' || this.word === 'deferred'
  }
}

/**
 * Delivers by SMTP, over three connections that are kept.
 *
 * `smtps://user:password@host` speaks TLS from the first byte, `smtp://…` must be able to turn to it (STARTTLS)
 * before anything is said. Only on this machine, or with `smtp://host?tls=none`, is it spoken in the open;
 * `?tls=required` insists on it even here.
 *
 * @param from the one plain address that letters come from
 */
export function smtpPostman(smtpUrl: string, from: string): Postman {
  const transport = createTransport({
    ...serverOf(smtpUrl),
    pool: true,
    maxConnections: 3,
    // Trying again is for the outbox, which counts and waits.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async deliver(letter) {
      const mail = mailOf(letter, from)
      try {
        // A server that answers a byte now and then would never run into the time-outs above.
        await transport.sendMail({ ...mail, signal: AbortSignal.timeout(120_000) })
      } catch (error) {
        throw new DeliveryFailure(wordFor(error))
      }
    },
    close() {
      transport.close()
    },
  }
}

/** Where no server is set: each letter becomes a complete `.eml` file in this folder, named by its id. */
export function folderPostman(folder: string, from: string): Postman {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async deliver(letter) {
      const { message } = await transport.sendMail(mailOf(letter, from))
      const file = path.join(folder, `${letter.id}.eml`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, message, { mode: 0o600 })
      await rename(`${file}.part`, file)
    },
    close() {},
  }
}

function serverOf(smtpUrl: string) {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const tls = url.searchParams.get('tls') ?? (isThisMachine(host) ? 'none' : 'required')
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && tls !== 'none',
    ignoreTLS: !secure && tls === 'none',
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/**
 * The mail as the library wants it. The recipient is one checked address, given as an object and again as the
 * envelope: a text would be parsed, and could name others. Throws when it is not a plain address.
 */
function mailOf(letter: OutgoingLetter, from: string): SendMailOptions {
  const { messageId, toAddress, toName, subject, body, createdAt } = letter
  const isOurs = toAddress.toLowerCase() === from.toLowerCase() // or we would write to ourselves for ever
  if (!isPlainAddress(toAddress) || isOurs) throw new DeliveryFailure('bad-address')
  return {
    from: { name: '', address: from },
    to: { name: oneLine(toName), address: toAddress },
    envelope: { from, to: [toAddress] },
    subject: oneLine(subject),
    text: body,
    messageId,
    date: new Date(createdAt),
    headers: {
      // so that nobody's machine answers ours
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

/** A final "no" to the recipient or to the letter itself; one to us (sign-in, sender) is for whoever runs the service. */
function wordFor(error: unknown): DeliveryFailureWord {
  if (!(error instanceof Error) || !('responseCode' in error)) return 'unreachable'
  const { responseCode } = error
  const command = 'command' in error ? error.command : undefined
  if (typeof responseCode !== 'number' || responseCode === 421) return 'unreachable'
  const isAboutTheLetter = command === 'RCPT TO' || command === 'DATA'
  if (isAboutTheLetter) return responseCode >= 500 && responseCode !== 503 ? 'rejected' : 'deferred'
  return command === 'MAIL FROM' && responseCode < 500 ? 'deferred' : 'unreachable'
}
