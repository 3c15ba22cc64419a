import type { StandIn } from '#src/organisation/acting-store.ts'
import type { Language, Role } from '#src/requests/info-request.ts'
import type { Words } from './words/words.ts'

/** Who reads a page, and in which language: the first argument of every page. */
export type Reader = {
  language: Language
  words: Words
  /** The address of this page with its query and without the language, for the language switch. */
  path: string
  /** The token every form on the page carries in the field `_csrf`; empty on a page without forms. */
  csrfToken: string
  /** The member of staff who is signed in. */
  staff?:
    | {
        name: string
        role: Role
        division: string | undefined
        /** For whom they act today (รักษาราชการแทน). */
        standsInFor?: readonly StandIn[] | undefined
      }
    | undefined
}

/** An address in the reader's language: `/track` for Thai, `/en/track` for English. */
export function link({ language }: Pick<Reader, 'language'>, path: string): string {
  if (language === 'th') return path
  return path === '/' ? '/en' : `/en${path}`
}
