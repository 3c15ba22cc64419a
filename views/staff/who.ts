import type { HistoryEntry } from '#src/requests/store.ts'
import type { Reader } from '../reader.ts'

/**
 * Who took a step: a member of staff with the role they took it in, and both names where they acted for somebody; the
 * requester and the system by what they are.
 */
export function who(
  { words }: Pick<Reader, 'words'>,
  { accountName, actingForName, role }: HistoryEntry,
): string {
  const part = words.domain.role[role]
  if (accountName === null) return part
  return actingForName === null
    ? `${accountName} (${part})`
    : words.acting.inRecord(accountName, actingForName, part)
}
