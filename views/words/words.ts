import type { Language } from '#src/requests/info-request.ts'
import { en } from './en.ts'
import { th } from './th.ts'

/** Everything the service says to people. The Thai text is the original; English must have every sentence of it. */
export type Words = typeof th

export const wordsIn: Record<Language, Words> = { th, en }
