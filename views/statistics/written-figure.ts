/** A figure for people: thousands apart, a share with one decimal place. */
export function writtenFigure(value: number, column: string): string {
  const decimals = column === 'share' ? 1 : 0
  return value.toLocaleString('en', { minimumFractionDigits: decimals })
}
