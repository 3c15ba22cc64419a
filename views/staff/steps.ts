import { html, type SafeHtml } from '../html.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
import type { HistoryEntry } from '#src/requests/store.ts'
import { momentTag } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { writtenText } from '../parts/written-text.ts'
import type { Reader } from '../reader.ts'
import { who } from './who.ts'

/** What the approver wanted changed, while nobody has proposed anew. */
export function lastSentBack(events: readonly HistoryEntry[]): HistoryEntry | undefined {
  const last = events.findLast(({ action }) => action !== 'note' && action !== 'message')
  return last?.action === 'send-back' ? last : undefined
}

export function sentBackNote(reader: Reader, event: HistoryEntry): SafeHtml {
  return insetText(html`
    <p class="govuk-body">
      <strong>${reader.words.caseFile.form.sentBack}</strong>
      <span class="quiet">· ${who(reader, event)} ${momentTag(reader.language, event.at)}</span>
    </p>
    ${writtenText(event.note)}
  `)
}

/** What a step is called; to assign what is assigned already is to move it. */
export function actionTitle(
  { words }: Pick<Reader, 'words'>,
  action: StaffAction,
  divisionId: number | null,
): string {
  return action === 'assign' && divisionId !== null
    ? words.caseFile.reassign.title
    : words.caseFile.actions[action].title
}
