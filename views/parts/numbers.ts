// A formatter takes longer to build than a page, so each is built once.
const whole = new Intl.NumberFormat('en')
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1 })

/** A number for people, thousands apart. */
export function writtenNumber(value: number): string {
  return whole.format(value)
}

/** The same with at least one decimal place. */
export function writtenShare(value: number): string {
  return tenths.format(value)
}

/** Satang as baht: `5`, `1.50`. */
export function writtenBaht(satang: number): string {
  const baht = Math.floor(satang / 100)
  const rest = satang % 100
  return rest === 0
    ? writtenNumber(baht)
    : `${writtenNumber(baht)}.${String(rest).padStart(2, '0')}`
}
