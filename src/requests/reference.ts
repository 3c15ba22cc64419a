/**
 * The number of a request as people see it: `69-000123-8`. Two digits of the fiscal year (B.E.), the serial
 * in that year in at least six digits, a check digit over both. It is not a secret.
 */
export function formatReference(fiscalYear: number, serial: number): string {
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RangeError(`No serial: ${serial}`)
  return withCheckDigit(
    String(fiscalYear % 100).padStart(2, '0'),
    String(serial).padStart(serialDigits, '0'),
  )
}

/**
 * The reference that somebody typed, in the one form we store, or undefined when it cannot be one. Dashes,
 * spaces, Thai and full-width digits are all understood. Every single wrong digit and every swap of two
 * neighbours is noticed, so a slip gets an explanation instead of another person's number.
 */
export function readReference(typed: string): string | undefined {
  const [, year, serial, check] = /^(\d\d)(\d{6}|[1-9]\d{6,8})(\d)$/.exec(plain(typed)) ?? []
  if (!year || !serial || !check) return undefined
  const reference = withCheckDigit(year, serial)
  return reference.endsWith(check) ? reference : undefined
}

const serialDigits = 6

function withCheckDigit(year: string, serial: string): string {
  return `${year}-${serial}-${checkDigit(year + serial)}`
}

/**
 * Damm's check digit: walk a quasigroup from digit to digit. Its table is totally anti-symmetric, which is
 * why no single wrong digit and no swap of neighbours stays unnoticed. Source: H. Michael Damm, *Total
 * anti-symmetrische Quasigruppen*, dissertation, Marburg 2004, page 111.
 */
function checkDigit(digits: string): string {
  let interim = 0
  for (const digit of digits) interim = Number(quasigroup[interim]?.[Number(digit)])
  return String(interim)
}

const quasigroup = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/** No 0, O, 1, I or L: people read codes out on the telephone. */
const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const codeLength = 16
const codePattern = new RegExp(`^[${codeAlphabet}]{${codeLength}}$`)

/**
 * A tracking code (79 bits) from 32 or more uniform bytes: random ones, or an HMAC-SHA-256. The bytes are
 * one large number, the code its last 16 digits to base 31. Of 2^256 numbers 31^16 codes get equal shares
 * but for one number, so no code is more likely than another by more than 1 part in 2^176.
 */
export function codeFromBytes(bytes: Uint8Array): string {
  if (bytes.length < 32) throw new RangeError('A tracking code needs 32 bytes')
  const base = BigInt(codeAlphabet.length)
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  return Array.from({ length: codeLength }, () => {
    const letter = codeAlphabet.charAt(Number(rest % base))
    rest /= base
    return letter
  }).join('')
}

/** A tracking code as it is shown: `XXXX-XXXX-XXXX-XXXX`. */
export function formatCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-')
}

/**
 * The tracking code that somebody typed, without its dashes, or undefined when it cannot be one. Lower
 * case, spaces, any dashes, Thai and full-width digits are all understood.
 */
export function readCode(typed: string): string | undefined {
  const code = plain(typed).toUpperCase()
  return codePattern.test(code) ? code : undefined
}

/** What was meant: western digits, and nothing that only separates (spaces, dashes, invisible characters). */
function plain(typed: string): string {
  if (typed.length > longestTyped) return ''
  return typed
    .normalize('NFKC')
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)))
    .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '')
}

/** Generous for 16 characters with any separators, and nothing to spend time on. */
const longestTyped = 100
