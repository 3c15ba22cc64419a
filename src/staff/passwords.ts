import { randomInt } from 'node:crypto'
import { countGraphemes } from '../web/forms.ts'

/**
 * How long a password may be: at least twelve characters, every key counted; at most 128 letters as people
 * count them. Any composition (OWASP ASVS 5.0, 6.2.1, 6.2.5 and 6.2.9).
 */
export const passwordLimits = { least: 12, most: 128 } as const

/** What the sign-in form takes, in UTF-16 units: 128 letters of any script that people write. */
const mostUnits = 512

/** Why a password will not do: a fault of its field. */
export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'a-name'

/**
 * What speaks against a password: its length, that everybody tries it first, or that it is no more than one of
 * `names` (of the person, the service, the department) with figures and signs around it.
 */
export function objectionToPassword(
  password: string,
  names: readonly string[],
): PasswordFault | undefined {
  const clean = password.normalize('NFC')
  if (Array.from(clean).length < passwordLimits.least) return 'too-short'
  if (clean.length > mostUnits) return 'too-long'
  if (countGraphemes(clean, passwordLimits.most) > passwordLimits.most) return 'too-long'
  if (isCommon(clean)) return 'too-common'
  return names.some((name) => isMadeOf(name, clean)) ? 'a-name' : undefined
}

/** A password for somebody else: 20 of 31 letters without look-alikes, 99 random bits, in groups to be read out. */
export function randomPassword(): string {
  const letters = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)])
  return letters.join('').replace(/.{5}(?!$)/g, '$&-')
}

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz' // no 0 o, no 1 l i

/** What signs leave over can be part of a walk by chance. */
const fewestInARow = 8

function isCommon(password: string): boolean {
  if (/^(.{1,4}?)\1{2,}.{0,3}$/u.test(password.toLowerCase())) return true // 111111111111, abcabcabcabc
  const plain = folded(password)
  return (
    common.includes(plain) ||
    (plain.length >= fewestInARow && walks.some((walk) => walk.includes(plain)))
  )
}

/** Along the keyboard or the alphabet. */
const walks = [
  '012345678901234567890123456789',
  '098765432109876543210987654321',
  '12345678910111213141516',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1234567890qwertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  'q1w2e3r4t5y6u7i8o9p0',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmik',
  'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ',
  'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ',
  'ๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ',
].map(folded)

/** The most used of twelve characters and more, without the signs that people put around them. */
const common = [
  'qwertyuiop12',
  'qwertyuiop123',
  'qwerty123456',
  'qwerty1234567',
  'qwertyqwerty',
  'qwerty12qwerty12',
  'asdfghjkl123',
  '1234qwerasdf',
  '1234qwerasdfzxcv',
  'qwerasdfzxcv',
  '123qweasdzxc',
  'qweasdzxc123',
  'zaq12wsxcde3',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'passw0rd1234',
  'p4ssw0rd1234',
  'mypassword123',
  'administrator',
  'administrator1',
  'admin1234567',
  'admin12345678',
  'adminadmin123',
  'welcome12345',
  'welcome123456',
  'letmeinletmein',
  'changeme1234',
  'changeme12345',
  'iloveyou1234',
  'iloveyou12345',
  'iloveyouforever',
  'abcd12345678',
  'abc123456789',
  'a123456789012',
  'a12345678910',
  'aa1234567890',
  'thailand1234',
  'thailand12345',
  'bangkok12345',
  'sawasdee1234',
  'รหัสผ่าน1234',
  'correcthorsebatterystaple',
  'trustno1trustno1',
  'superman1234',
  'liverpool123',
  'manchesterunited',
  'unbelievable',
].map(folded)

/** Lower case, the signs left out: what remains the same however a word is dressed up. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

function lettersOf(text: string): string {
  return folded(text).replace(/\p{N}/gu, '')
}

/** A few letters can be part of any name by chance. */
const fewestLetters = 5

/** Whether the letters of a password are a part of the name, or the name over and over. */
function isMadeOf(name: string, password: string): boolean {
  const letters = lettersOf(password)
  const word = lettersOf(name)
  if (letters.length < fewestLetters || word === '') return false
  return word.repeat(Math.ceil(letters.length / word.length) + 1).includes(letters)
}
