import { html, type SafeHtml } from '../html.ts'
import type { DeliveryState } from '#src/database/schema.ts'
import type { PostedLetter } from '#src/mail/store.ts'
import { dayTag, shortMoment } from '../parts/dates.ts'
import { tag, type TagColour } from '../parts/tag.ts'
import type { Reader } from '../reader.ts'

/** The honest word about how a letter fares. */
export function deliveryTag({ words }: Reader, state: DeliveryState): SafeHtml {
  return tag(words.caseFile.letters.state[state], colours[state])
}

const colours: Record<DeliveryState, TagColour> = {
  waiting: 'grey',
  retrying: 'orange',
  sent: 'green',
  failed: 'red',
  'on-paper': 'yellow',
  'by-hand': 'green',
}

/** The word, and below it what one should know: until when it is tried, why it failed, how the reader was told. */
export function deliveryCell(
  reader: Reader,
  letter: PostedLetter & { triedUntil: number | undefined },
): SafeHtml {
  const more = moreAbout(reader, letter)
  return html`${deliveryTag(reader, letter.state)}${more && html`<br />${more}`}`
}

function moreAbout(
  reader: Reader,
  { state, failure, triedUntil, handledHow, handledOn }: Parameters<typeof deliveryCell>[1],
): SafeHtml | string | undefined {
  const words = reader.words.paper.delivery
  if (triedUntil !== undefined && state === 'retrying')
    return words.stillTried(shortMoment(reader.language, triedUntil))
  if (state === 'failed' && failure !== '') return failureSentence(reader, failure)
  if (handledHow !== null && handledOn !== null)
    return html`${words.handled[handledHow]} ${dayTag(reader.language, handledOn)}`
  return undefined
}

/** What went wrong, as a sentence; the postman's own word is no word for people. */
export function failureSentence({ words }: Reader, failure: string): string {
  const sentences = words.paper.delivery.failure
  const known = Object.entries(sentences).find(([word]) => word === failure)
  return known?.[1] ?? sentences.other
}
