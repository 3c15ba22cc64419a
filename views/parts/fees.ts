import { writtenBaht } from './numbers.ts'
import type { Reader } from '../reader.ts'

/** Satang a page of a copy, and a certification; zero is no fee. */
export type Rates = { page: number; certification: number }

export function isFree({ page, certification }: Rates): boolean {
  return page === 0 && certification === 0
}

/** What copies cost by the rates of today, in a sentence. */
export function feeSentence({ words }: Pick<Reader, 'words'>, rates: Rates): string {
  return isFree(rates)
    ? words.guide.fee.text
    : words.guide.fee.rates(writtenBaht(rates.page), writtenBaht(rates.certification))
}
