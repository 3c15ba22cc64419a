import { html, type SafeHtml } from '../html.ts'
import type { CaseFile } from '#src/requests/case-file.ts'
import type { HistoryEntry } from '#src/requests/store.ts'
import type { Saying } from '#src/requests/thread.ts'
import { longDay, momentTag } from '../parts/dates.ts'
import { messages } from '../parts/messages.ts'
import { insetText } from '../parts/notices.ts'
import { table } from '../parts/table.ts'
import { tag } from '../parts/tag.ts'
import { timeline } from '../parts/timeline.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { deliveryCell } from './delivery.ts'
import { who } from './who.ts'

/** What the requester and staff wrote to each other. */
export function thread(reader: Reader, { history: events, said: written }: CaseFile): SafeHtml {
  const words = reader.words.caseFile.messages
  const lastAct = events.findLast(({ accountId }) => accountId !== null)
  const last = written.at(-1)
  const isNew = last?.accountId === null && last.position > (lastAct?.position ?? 0)
  return html`
    <section aria-labelledby="messages-title">
      <h2 class="govuk-heading-m" id="messages-title">${words.title}</h2>
      ${isNew && insetText(words.news)}
      ${
        written.length === 0
          ? html`<p class="govuk-body">${words.none}</p>`
          : messages(
              written.map((event) => ({
                id: `m${event.position}`,
                from: saying(reader, event),
                at: momentTag(reader.language, event.at),
                own: isOurs(event),
                text: event.note,
              })),
            )
      }
    </section>
  `
}

function saying(reader: Reader, event: Saying<HistoryEntry>): string {
  const { steps, enteredBy } = reader.words.caseFile
  const writer = who(reader, event)
  if (event.action === 'message') return writer
  if (isOurs(event) || event.accountId === null) return `${writer} · ${steps.said[event.action]}`
  const { requester } = reader.words.domain.role
  return `${requester} · ${steps.said[event.action]} · ${enteredBy(writer)}`
}

/** An answer or a dispute is the requester's, also where staff wrote it down for them. */
function isOurs({ action, accountId }: Saying<HistoryEntry>): boolean {
  return accountId !== null && action !== 'clarify' && action !== 'dispute'
}

/** What staff wrote for each other; nothing at all while there is none. */
export function notes(reader: Reader, { history: events }: CaseFile): SafeHtml | undefined {
  const words = reader.words.caseFile.notes
  const written = events.filter(({ action }) => action === 'note')
  if (written.length === 0) return undefined
  return html`
    <section aria-labelledby="notes-title">
      <h2 class="govuk-heading-m" id="notes-title">${words.title} ${tag(words.mark, 'yellow')}</h2>
      ${messages(
        written.map((event) => ({
          id: `m${event.position}`,
          from: who(reader, event),
          at: momentTag(reader.language, event.at),
          own: true,
          text: event.note,
        })),
      )}
    </section>
  `
}

/** Every letter with the honest word about its delivery; those on paper can be printed. */
export function letters(
  reader: Reader,
  { letters: posted, infoRequest, showsContact }: CaseFile,
): SafeHtml {
  const words = reader.words.caseFile.letters
  const address = (toAddress: string) => {
    if (toAddress === '') return words.onPaper
    return showsContact ? html`<span class="unbroken">${toAddress}</span>` : words.hiddenAddress
  }
  return html`
    <section aria-labelledby="letters-title">
      <h2 class="govuk-heading-m" id="letters-title">${words.title}</h2>
      ${
        posted.length === 0
          ? html`<p class="govuk-body">${words.none}</p>`
          : table({
              caption: words.title,
              captionHidden: true,
              narrow: 'cards',
              id: 'letters',
              columns: [
                { label: words.columns.letter },
                { label: words.columns.to },
                { label: words.columns.at },
                { label: words.columns.state },
              ],
              rows: posted.map((letter) => [
                showsContact
                  ? letterLinks(reader, infoRequest.reference, letter)
                  : words.kind[letter.kind],
                address(letter.toAddress),
                momentTag(reader.language, letter.createdAt),
                deliveryCell(reader, letter),
              ]),
            })
      }
    </section>
  `
}

/** To its page, and below to its paper. */
function letterLinks(
  reader: Reader,
  reference: string,
  { id, kind, state }: CaseFile['letters'][number],
): SafeHtml {
  const words = reader.words.caseFile.letters
  const address = link(reader, `/staff/requests/${reference}/letters/${id}`)
  return html`<a class="govuk-link" href="${address}"
      >${words.kind[kind]}<span class="govuk-visually-hidden">
        ${state === 'on-paper' ? words.print : words.read}</span
      ></a
    ><br /><a class="govuk-link" href="${address}.pdf"
      >${reader.words.paper.pdf}<span class="govuk-visually-hidden"> ${words.kind[kind]}</span></a
    >`
}

/** Every event, the newest first. */
export function history(reader: Reader, { history: events, said }: CaseFile): SafeHtml {
  const words = reader.words.caseFile.history
  return html`
    <section aria-labelledby="history-title">
      <h2 class="govuk-heading-m" id="history-title">${words.title}</h2>
      ${timeline(
        events.toReversed().map((event) => ({
          title: eventTitle(reader, event),
          at: momentTag(reader.language, event.at),
          by: who(reader, event),
          body: eventBody(
            reader,
            event,
            said.some((one) => one === event),
          ),
        })),
      )}
    </section>
  `
}

function eventTitle({ words, language }: Reader, event: HistoryEntry): string {
  const { domain, caseFile } = words
  const name = domain.action[event.action]
  const division = language === 'th' ? event.divisionNameTh : event.divisionNameEn
  return event.action === 'assign' && division !== null
    ? `${name} ${caseFile.history.to(division)}`
    : name
}

function eventBody(
  { words, language }: Reader,
  event: HistoryEntry,
  isSaid: boolean,
): SafeHtml | undefined {
  const { domain, caseFile } = words
  const { fromStatus, toStatus } = event
  const to = domain.staffStatus[toStatus]
  const change =
    fromStatus === null
      ? caseFile.history.begins(to)
      : fromStatus === toStatus
        ? undefined
        : caseFile.history.change(domain.staffStatus[fromStatus], to)
  const isShownAbove = isSaid || event.action === 'note'
  return html`
    ${change && html`<p class="govuk-body-s quiet">${change}</p>`}
    ${
      event.until !== null &&
      html`<p class="govuk-body-s quiet">
        ${caseFile.steps.untilOf[sets(event)](longDay(language, event.until))}
      </p>`
    }
    ${
      isShownAbove
        ? html`<p class="govuk-body-s">
            <a class="govuk-link" href="#m${event.position}"
              >${event.action === 'note' ? caseFile.history.readNote : caseFile.history.readMessage}</a
            >
          </p>`
        : event.note !== '' &&
          html`${
            event.action === 'submit' &&
            html`<p class="govuk-body-s quiet">${words.counter.entryReason}</p>`
          }${writtenText(event.note)}`
    }
  `
}

/** What the day of a step is the day of. */
function sets({ action }: HistoryEntry): 'ask' | 'object' | 'lock' | 'due' {
  if (action === 'ask') return 'ask'
  if (action === 'notify-third-party') return 'object'
  return action === 'record-objection' ? 'lock' : 'due'
}
