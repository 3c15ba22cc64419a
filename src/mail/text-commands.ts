import { inTurn } from '../database/locking.ts'
import type { Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { defaultText, type LetterText, type TextKind } from './letter-texts.ts'
import { addVersion, listVersions, type TextVersion } from './text-store.ts'

export type TextChange = {
  kind: TextKind
  language: Language
  text: LetterText
  /** The newest version its author had seen; 0 when there was none. */
  seen: number
  accountId: number
}

/**
 * Saves a text as its next version, unless it says what the newest one says: the same form sent twice is saved once.
 * The text that comes with the service is saved as nothing, so that it goes on being the one that comes with it.
 *
 * @returns the version somebody else saved meanwhile; then nothing was saved
 */
export async function saveText(
  { db, clock, letterTexts }: Pick<Services, 'db' | 'clock' | 'letterTexts'>,
  { kind, language, text, seen, accountId }: TextChange,
): Promise<TextVersion | undefined> {
  const savedAt = clock()
  const ours = defaultText(kind, language)
  const newer = await db.write(async (tx) => {
    await inTurn(tx, 'letter text', kind, language)
    const [newest] = await listVersions(tx, kind, language)
    if (isSame(text, newest && !newest.isOurs ? newest : ours)) return undefined
    if (newest && newest.version !== seen) return newest
    const { subject, body } = isSame(text, ours) ? { subject: '', body: '' } : text
    const version = (newest?.version ?? 0) + 1
    const by = { savedById: accountId, savedAt }
    await addVersion(tx, { kind, language, version, subject, body, ...by })
    return undefined
  })
  letterTexts.forget()
  return newer
}

function isSame(one: LetterText, other: LetterText): boolean {
  return one.subject === other.subject && one.body === other.body
}
