import type { HistoryEntry } from '#src/requests/store.ts'
import { shortMoment } from '../parts/dates.ts'
import type { Reader } from '../reader.ts'
import { who } from './who.ts'

/** Who changed the request, when, and how: told to whoever was overtaken. */
export function movedOnHeading(reader: Reader, event: HistoryEntry | undefined): string {
  const words = reader.words.caseFile.movedOn
  if (!event) return words.title
  const at = shortMoment(reader.language, event.at)
  return `${words.heading(at, who(reader, event))}: ${reader.words.domain.action[event.action]}`
}
