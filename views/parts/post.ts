import type { Post } from '#src/organisation/acting-store.ts'
import type { Reader } from '../reader.ts'

/**
 * What somebody is: in Thai the post as letters name it, where the department has said so; otherwise the role and,
 * where there is one, the division.
 */
export function postName(
  { language, words }: Pick<Reader, 'language' | 'words'>,
  { role, post, divisionTh, divisionEn }: Omit<Post, 'name'>,
): string {
  if (language === 'th' && post !== '') return post
  const division = language === 'th' ? divisionTh : divisionEn
  const name = words.domain.role[role]
  return division === null ? name : words.acting.postOf(name, division)
}
