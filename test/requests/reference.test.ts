import { createHmac, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  codeFromBytes,
  formatCode,
  formatReference,
  readCode,
  readReference,
} from '#src/requests/reference.ts'

const anyReference = fc
  .tuple(
    fc.integer({ min: 2560, max: 2610 }),
    fc.oneof(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1_000_000, max: 99_999_999 })),
  )
  .map(([fiscalYear, serial]) => formatReference(fiscalYear, serial))

describe('a reference', () => {
  it('is the fiscal year, the serial and a check digit', () => {
    expect(formatReference(2569, 123)).toMatch(/^69-000123-\d$/)
    expect(formatReference(2569, 1_234_567)).toMatch(/^69-1234567-\d$/)
    expect(formatReference(2600, 1)).toMatch(/^00-000001-\d$/)
  })

  it('has the check digit of the published example', () => {
    // 572 → 4 in the literature; leading zeros change nothing.
    expect(formatReference(2600, 572)).toBe('00-000572-4')
  })

  it('is not made for a serial that cannot be', () => {
    for (const serial of [0, -1, 1.5, Number.NaN]) {
      expect(() => formatReference(2569, serial)).toThrow(RangeError)
    }
  })

  it('is read back, however it was typed', () => {
    const reference = formatReference(2569, 123)
    const digits = reference.replaceAll('-', '')
    const typed = [
      reference,
      digits,
      ` ${reference} `,
      reference.replaceAll('-', ' '),
      reference.replaceAll('-', '–'),
      reference.replaceAll('-', '\u2011'),
      reference.replaceAll('-', '\u2212'),
      `\u200b${reference}\ufeff`,
      digits.split('').join(' '),
      inThaiDigits(reference),
      inThaiDigits(digits),
      inFullWidth(reference),
    ]
    expect(typed.map(readReference)).toEqual(typed.map(() => reference))
  })

  it('reads back every reference it makes', () => {
    fc.assert(
      fc.property(anyReference, (reference) => {
        expect(readReference(reference)).toBe(reference)
        expect(readReference(reference.replaceAll('-', ''))).toBe(reference)
      }),
    )
  })

  it('is refused with any one digit wrong', () => {
    fc.assert(
      fc.property(anyReference, (reference) => {
        const slips = digitsOf(reference).flatMap(([place, right]) =>
          tenDigits
            .filter((digit) => digit !== right)
            .map((wrong) => changed(reference, place, wrong)),
        )
        expect(slips.length).toBeGreaterThanOrEqual(9 * 9)
        expect(slips.map(readReference)).toEqual(slips.map(() => undefined))
      }),
    )
  })

  it('is refused with any two neighbours swapped, across the dashes too', () => {
    fc.assert(
      fc.property(anyReference, (reference) => {
        const digits = digitsOf(reference)
        const slips = digits.slice(1).flatMap(([place, digit], i) => {
          const [before, other] = digits[i] ?? [place, digit]
          return digit === other ? [] : [changed(changed(reference, place, other), before, digit)]
        })
        expect(slips.length).toBeGreaterThan(0)
        expect(slips.map(readReference)).toEqual(slips.map(() => undefined))
      }),
    )
  })

  it.each([
    '',
    '69',
    '69-000123',
    '69-123-4',
    '69-000123-7-1',
    'abc',
    '69-000x23-7',
    '9'.repeat(9999),
  ])('is refused when it cannot be one: %s', (typed) => {
    expect(readReference(typed)).toBeUndefined()
  })

  it('has one form only: zeros before a long serial are refused', () => {
    const long = formatReference(2569, 1_234_567)
    const accepted = tenDigits.filter((check) => readReference(`69-01234567-${check}`))
    expect(readReference(long)).toBe(long)
    expect(accepted).toEqual([])
  })
})

const tenDigits = '0123456789'.split('')

function digitsOf(reference: string): [number, string][] {
  return reference.split('').flatMap((c, i): [number, string][] => (c === '-' ? [] : [[i, c]]))
}

function inThaiDigits(text: string): string {
  return text.replace(/\d/g, (digit) => '๐๑๒๓๔๕๖๗๘๙'.charAt(Number(digit)))
}

function inFullWidth(text: string): string {
  return text.replace(/[\d-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
}

function changed(reference: string, place: number, digit: string): string {
  return reference.slice(0, place) + digit + reference.slice(place + 1)
}

describe('a tracking code', () => {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

  it('is sixteen characters that cannot be mistaken for each other', () => {
    expect(codeFromBytes(randomBytes(32))).toMatch(/^[2-9A-HJKMNP-Z]{16}$/)
  })

  it('is the same for the same bytes, so that it can be shown again without being stored', () => {
    const bytes = createHmac('sha256', 'a test key').update('a draft').digest()
    expect(codeFromBytes(bytes)).toBe(codeFromBytes(Uint8Array.from(bytes)))
    expect(codeFromBytes(bytes)).not.toBe(
      codeFromBytes(createHmac('sha256', 'a test key').update('another draft').digest()),
    )
  })

  it('counts in base 31', () => {
    expect(codeFromBytes(bytesOf(0))).toBe('2222222222222222')
    expect(codeFromBytes(bytesOf(30))).toBe('Z222222222222222')
    expect(codeFromBytes(bytesOf(31))).toBe('2322222222222222')
  })

  it('needs enough bytes', () => {
    expect(() => codeFromBytes(randomBytes(31))).toThrow(RangeError)
  })

  it('uses every character equally often at every place', () => {
    const codes = 31 * 1000
    const counts = Array.from({ length: 16 }, () => new Map<string, number>())
    for (let i = 0; i < codes; i += 1) {
      const code = codeFromBytes(createHmac('sha256', 'a test key').update(String(i)).digest())
      for (const [place, count] of counts.entries()) {
        const letter = code.charAt(place)
        count.set(letter, (count.get(letter) ?? 0) + 1)
      }
    }
    for (const count of counts) {
      const chiSquared = alphabet
        .split('')
        .map((letter) => ((count.get(letter) ?? 0) - 1000) ** 2 / 1000)
        .reduce((sum, part) => sum + part, 0)
      // 30 degrees of freedom: fair bytes stay below 70 but for 1 in 20,000. (The bytes are fixed, so is the result.)
      expect(chiSquared).toBeLessThan(70)
    }
  })

  it('is shown in four groups and read back as people type it', () => {
    const code = codeFromBytes(createHmac('sha256', 'a test key').update('shown').digest())
    const shown = formatCode(code)
    expect(shown).toMatch(/^(\w{4}-){3}\w{4}$/)
    const typed = [
      shown,
      code,
      shown.toLowerCase(),
      ` ${shown.replaceAll('-', ' ')}\t`,
      shown.replaceAll('-', ' – '),
      `${shown}\u200b`,
      inThaiDigits(shown),
      inFullWidth(shown),
    ]
    expect(typed.map(readCode)).toEqual(typed.map(() => code))
  })

  it('reads back every code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const code = codeFromBytes(bytes)
        expect(readCode(formatCode(code))).toBe(code)
      }),
    )
  })

  it.each([
    '',
    'AAAA-AAAA-AAAA-AAA',
    'AAAA-AAAA-AAAA-AAAAA',
    'AAAA-AAAA-AAAA-AAA0',
    'AAAA-AAAA-AAAA-AAAß',
    'A'.repeat(9999),
  ])('is refused when it cannot be one: %s', (typed) => {
    expect(readCode(typed)).toBeUndefined()
  })
})

/** A number below 256 as 32 bytes. */
function bytesOf(number: number): Uint8Array {
  const bytes = new Uint8Array(32)
  bytes[31] = number
  return bytes
}
