import { and, asc, desc, eq } from 'drizzle-orm'
import { dayOf } from '../calendar/calendar.ts'
import type { Database, Tx } from '../database/open.ts'
import { accounts, letterTexts } from '../database/schema.ts'
import { ruleOn } from '../department/rules.ts'
import { kept, type Kept } from '../kept.ts'
import type { Language } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { isTextKind, type LetterText, type LetterTexts, type TextKind } from './letter-texts.ts'
import type { LetterPlace } from './letters.ts'

/** One saved text. A version with nothing in it stands for the text that comes with the service. */
export type TextVersion = LetterText & {
  kind: TextKind
  language: Language
  /** From 1; there is no 0, which means "nothing saved yet". */
  version: number
  savedBy: string
  savedAt: number
}

/** The newest version of every text that has one. */
export async function listCurrentTexts(tx: Tx): Promise<TextVersion[]> {
  const newest = new Map<string, TextVersion>()
  for (const row of await selectVersions(tx).orderBy(asc(letterTexts.version)))
    if (isOfTextKind(row)) newest.set(`${row.kind} ${row.language}`, row)
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
  return rows.filter(isOfTextKind)
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

function isOfTextKind<Row extends { kind: string }>(row: Row): row is Row & { kind: TextKind } {
  return isTextKind(row.kind)
}

/** Whether a version says: the text that comes with the service. */
export function isDefault({ subject, body }: LetterText): boolean {
  return subject === '' && body === ''
}

/** The texts that stand in the place of ours. */
export async function readLetterTexts(tx: Tx): Promise<LetterTexts> {
  const texts: { [Kind in TextKind]?: { [Spoken in Language]?: LetterText } } = {}
  for (const version of await listCurrentTexts(tx)) {
    const { kind, language, subject, body } = version
    if (!isDefault(version)) texts[kind] = { ...texts[kind], [language]: { subject, body } }
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
}: Pick<Services, 'config' | 'clock' | 'rules' | 'letterTexts'>): Promise<LetterPlace> {
  return {
    baseUrl: config.baseUrl,
    texts: await texts(),
    letterhead: ruleOn(await rules(), 'letterhead', dayOf(clock())),
  }
}
