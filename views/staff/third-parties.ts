import { html, type SafeHtml } from '../html.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import type { ThirdParty } from '#src/requests/third-parties.ts'
import { dayTag, legalDay, shortDay } from '../parts/dates.ts'
import { insetText } from '../parts/notices.ts'
import { table } from '../parts/table.ts'
import type { Reader } from '../reader.ts'

/** Who was notified under section 17, what they said, and whether that keeps anything from being released. */
export function thirdPartiesSection(
  reader: Reader,
  caseFile: Pick<CaseFile, 'thirdParties' | 'isLocked' | 'infoRequest'>,
): SafeHtml | undefined {
  const words = reader.words.caseFile.steps.parties
  const { thirdParties } = caseFile
  if (thirdParties.length === 0) return undefined
  return html`
    <section aria-labelledby="third-parties-title">
      <h2 class="govuk-heading-m" id="third-parties-title">${words.title}</h2>
      ${releaseLock(reader, caseFile)}
      ${table({
        caption: words.title,
        captionHidden: true,
        narrow: 'cards',
        id: 'third-parties',
        columns: [
          { label: words.columns.name },
          { label: words.columns.notified },
          { label: words.columns.until },
          { label: words.columns.response },
        ],
        rows: thirdParties.map((party) => [
          party.name,
          dayTag(reader.language, party.notifiedOn, shortDay(reader.language, party.notifiedOn)),
          dayTag(reader.language, party.objectionBy, shortDay(reader.language, party.objectionBy)),
          responseOf(reader, party),
        ]),
      })}
    </section>
  `
}

/** Why nothing can be released for the moment; nothing where it can. */
export function releaseLock(
  reader: Reader,
  { isLocked, infoRequest }: Pick<CaseFile, 'isLocked' | 'infoRequest'>,
): SafeHtml | undefined {
  const words = reader.words.caseFile.steps.parties
  const { isAppealed, lockedUntil } = infoRequest
  if (!isLocked) return undefined
  if (isAppealed || lockedUntil === null) return insetText(words.appealed)
  return insetText(words.lockedUntil(legalDay(reader.language, lockedUntil)))
}

function responseOf({ words, language }: Reader, party: ThirdParty): SafeHtml | string {
  const { parties, form } = words.caseFile.steps
  if (party.response === null || party.respondedOn === null) return parties.waiting
  const answer = parties.on(form.responses[party.response], shortDay(language, party.respondedOn))
  if (party.response !== 'objects') return answer
  return html`${answer}<br />${party.isRejected ? parties.rejected : parties.followed}`
}
