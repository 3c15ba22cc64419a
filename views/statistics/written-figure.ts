import { writtenNumber, writtenShare } from '../parts/numbers.ts'

/** A figure for people: thousands apart, a share with one decimal place. */
export function writtenFigure(value: number, column: string): string {
  return column === 'share' ? writtenShare(value) : writtenNumber(value)
}
