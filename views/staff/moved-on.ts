import type { HistoryEntry } from '#src/requests/store.ts'
import { shortMoment } from '../parts/dates.ts'
import type { Reader } from '../reader.ts'

/** Who changed the request, when, and how: told to whoever was overtaken. */
export function movedOnHeading(reader: Reader, event: HistoryEntry | undefined): string {
  const words = reader.words.caseFile.movedOn
  if (!event) return words.title
  const { domain } = reader.words
  const who = event.accountName ?? domain.role[event.role]
  return `${words.heading(shortMoment(reader.language, event.at), who)}: ${domain.action[event.action]}`
}
