import { WrongSetting } from '../../config.ts'
import { Refusal } from '../../refusal.ts'

/*
 * Errors of the server carry a code of five characters (its first two are the class), those of the network a word of
 * Node. https://www.postgresql.org/docs/15/errcodes-appendix.html
 */

/** Somebody else got in between; the same transaction can be tried again and may then see what they did. */
export function isRaced(error: unknown): boolean {
  return raced.has(codeIn(error))
}

const raced = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: two made the same thing at once, and the second one finds it when it looks again
])

/** The connection is gone, or the server is on its way down: another connection may work. */
export function isDisconnected(error: unknown): boolean {
  const code = codeIn(error)
  return (
    code.startsWith('08') ||
    code.startsWith('57P') ||
    networkCodes.has(code) ||
    (code === 'ENOENT' && isConnecting(error)) || // the socket of a server on this machine
    says(error, /^Connection terminated( unexpectedly)?$/) ||
    isUnsent(error)
  )
}

/** The driver knew already that the connection was gone: what was to be said was never sent. */
export function isUnsent(error: unknown): boolean {
  return says(error, /is not queryable$/)
}

/** We have waited long enough, for a connection or for an answer: to wait as long once more would help nobody. */
export function isSilent(error: unknown): boolean {
  return says(
    error,
    /^Query read timeout$|^timeout expired$|^timeout exceeded when trying to connect$|due to connection timeout$/,
  )
}

/** What the person can be told about a server that does not answer; any other error stays what it is. */
export function asRefusal(error: unknown): unknown {
  const code = codeIn(error)
  if (code === '53100') return new Refusal('busy', 'storage-full', { cause: error })
  if (isDisconnected(error) || isSilent(error) || isBusy(code))
    return new Refusal('busy', 'try-again', { cause: error })
  return error
}

function isBusy(code: string): boolean {
  return (
    code.startsWith('53') || // insufficient resources, too many connections
    code.startsWith('40') || // raced, and raced again
    code === '55P03' || // lock_timeout
    code === '57014' || // statement_timeout
    code === '25P03' || // idle_in_transaction_session_timeout
    code === '25006' // a stand-by that took over does not write yet
  )
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** Any other file that is missing says nothing about the server. */
function isConnecting(error: unknown): boolean {
  return causesOf(error).some((cause) => 'syscall' in cause && cause.syscall === 'connect')
}

/** The driver has no codes for what it finds out by itself. */
function says(error: unknown, sentence: RegExp): boolean {
  return causesOf(error).some(({ message }) => sentence.test(message))
}

/**
 * For whoever starts the service: what is wrong with the server of `DATABASE_URL`, in one sentence that names the
 * setting and holds no password. Undefined for what is not about the server.
 */
export function sentenceFor(error: unknown): WrongSetting | undefined {
  const isUnreachable = isDisconnected(error) || isSilent(error)
  const sentence = sentences[codeIn(error)] ?? (isUnreachable ? unreachable : undefined)
  if (sentence !== undefined) return new WrongSetting(sentence, { cause: error })
  return says(error, /SSL|certificate/i)
    ? new WrongSetting(
        'DATABASE_URL: no encrypted connection could be made; look at its sslmode and at the certificate of the server.',
        { cause: error },
      )
    : undefined
}

const unreachable =
  'DATABASE_URL: no server answers there. Is PostgreSQL running, and are host and port right?'
const notLetIn = 'DATABASE_URL: the server does not let this user in. Are user and password right?'

const sentences: Record<string, string> = {
  '28P01': notLetIn, // invalid_password
  '28000': notLetIn, // invalid_authorization_specification
  '3D000': 'DATABASE_URL: the server has no database of this name; create it first.', // invalid_catalog_name
  '3F000': 'DATABASE_URL: the search path of this user leads to no schema.', // invalid_schema_name
  '53300': 'DATABASE_URL: the server has no connection left; raise its max_connections.', // too_many_connections
  '53100': 'DATABASE_URL: the disk of the server is full.', // disk_full
  '42501':
    'DATABASE_URL: this user may not do what is needed there. Make it the owner of the database (ALTER DATABASE … OWNER TO …), or let the owner run npm run migrate and grant it the tables.', // insufficient_privilege
}

/** The code of the error that the query builder may have wrapped. */
export function codeIn(error: unknown): string {
  for (const one of causesOf(error))
    if ('code' in one && typeof one.code === 'string') return one.code
  return ''
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = []
  for (let one = error; one instanceof Error && causes.length < 5; one = one.cause) causes.push(one)
  return causes
}
