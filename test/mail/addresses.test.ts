import { describe, expect, it } from 'vitest'
import { isPlainAddress, maskAddress } from '#src/mail/addresses.ts'
import { trickyAddresses } from '../support/tricky-addresses.ts'

describe('a plain address', () => {
  it.each([
    'a@example.org',
    'somchai.j+request@mail.example.go.th',
    "o'brien@example.ie",
    'null@example.org',
    '1@2.th',
    'x_y-z=1&2@sub-domain.example.org',
    'person@xn--o3cw4h.xn--o3cw4h',
    `${'a'.repeat(64)}@example.org`,
  ])('is %s', (address) => {
    expect(isPlainAddress(address)).toBe(true)
  })

  it.each(trickyAddresses)('is not %j', (address) => {
    expect(isPlainAddress(address)).toBe(false)
  })
})

it('masks an address so that its owner knows it', () => {
  expect(maskAddress('somchai@example.org')).toBe('s•••@example.org')
  expect(maskAddress('a@b.th')).toBe('a•••@b.th')
  expect(maskAddress('')).toBe('•••@')
})
