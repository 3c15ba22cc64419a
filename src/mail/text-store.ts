import { and, asc, desc, eq } from 'drizzle-orm'
import { dayOf } from '../calendar/calendar.ts'
import type { Database, Tx } from '../database/open.ts'
import { accounts, letterTexts } from '../database/schema.ts'
import { ruleOn } from '../department/rules.ts'
import { kept, type Kept } from '../kept.ts'
import type { Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import {
  isFillable,
  isTextKind,
  type LetterText,
  type LetterTexts,
  type TextKind,
} from './letter-texts.ts'
import type { LetterPlace } from './letters.ts'

/** One saved text. */
export type TextVersion = LetterText & {
  kind: TextKind
  language: Language
  /** From 1; there is no 0, which means "nothing saved yet". */
  version: number
  savedBy: string
  savedAt: number
  /** It stands for the text that comes with the service, and holds nothing itself. */
  isOurs: boolean
}

/** The newest version of every text that has one. */
export async function listCurrentTexts(tx: Tx): Promise<TextVersion[]> {
  const newest = new Map<string, TextVersion>()
  for (const row of await selectVersions(tx).orderBy(asc(letterTexts.version)))
    for (const version of versionsOf(row)) newest.set(`${row.kind} ${row.language}`, version)
  return [...newest.values()]
}

/** Every version of one text, the newest first. */
export async function listVersions(
  tx: Tx,
  kind: TextKind,
  language: Language,
): Promise<TextVersion[]> {
  const rows = await selectVersions(tx)
    .where(and(eq(letterTexts.kind, kind), eq(letterTexts.language, language)))
    .orderBy(desc(letterTexts.version))
  return rows.flatMap(versionsOf)
}

function selectVersions(tx: Tx) {
  return tx
    .select({
      kind: letterTexts.kind,
      language: letterTexts.language,
      version: letterTexts.version,
      subject: letterTexts.subject,
      body: letterTexts.body,
      savedBy: accounts.name,
      savedAt: letterTexts.savedAt,
    })
    .from(letterTexts)
    .innerJoin(accounts, eq(accounts.id, letterTexts.savedById))
    .$dynamic()
}

/** Letters to staff have no text that can be changed. */
function versionsOf<Row extends LetterText & { kind: string }>(row: Row) {
  const { kind, subject, body } = row
  return isTextKind(kind) ? [{ ...row, kind, isOurs: subject === '' && body === '' }] : []
}

/** Adds the next version of a text. The primary key refuses a second one of its number. */
export async function addVersion(
  tx: Tx,
  version: Omit<TextVersion, 'savedBy' | 'isOurs'> & { savedById: number },
): Promise<void> {
  await tx.insert(letterTexts).values(version)
}

/** The texts that stand in the place of ours. One that names what this program does not know waits for the one that does. */
export async function readLetterTexts(tx: Tx): Promise<LetterTexts> {
  const texts: { [Kind in TextKind]?: { [Spoken in Language]?: LetterText } } = {}
  for (const version of await listCurrentTexts(tx)) {
    const { kind, language, subject, body } = version
    if (!version.isOurs && isFillable(kind, version))
      texts[kind] = { ...texts[kind], [language]: { subject, body } }
  }
  return texts
}

const keepForMs = 60_000

/** Gives the texts of letters, read at most once a minute. */
export function keptLetterTexts(
  db: Pick<Database, 'read'>,
  clock: () => number,
): Kept<LetterTexts> {
  return kept(() => readLetterTexts(db.read), { forMs: keepForMs, clock })
}

/** What a letter needs besides its own facts: where its links lead, whose texts it has, and what stands at its end. */
export async function letterPlace({
  config,
  clock,
  rules,
  letterTexts: texts,
  signingKey,
}: Pick<
  Services,
  'config' | 'clock' | 'rules' | 'letterTexts' | 'signingKey'
>): Promise<LetterPlace> {
  return {
    baseUrl: config.baseUrl,
    linkKey: signingKey,
    texts: await texts(),
    letterhead: ruleOn(await rules(), 'letterhead', dayOf(clock())),
  }
}
