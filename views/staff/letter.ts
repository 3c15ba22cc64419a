import { html, type SafeHtml } from '../html.ts'
import type { InfoRequest } from '#src/requests/info-request.ts'
import type { PostedLetter } from '#src/mail/store.ts'
import { page } from '../layout.ts'
import { printButton } from '../parts/buttons.ts'
import { dateOfLetter, momentTag } from '../parts/dates.ts'
import { tag } from '../parts/tag.ts'
import { writtenText } from '../parts/written-text.ts'
import { link, type Reader } from '../reader.ts'
import { wordsIn } from '../words/words.ts'

export type LetterPage = { infoRequest: InfoRequest; letter: PostedLetter }

/** One letter as it was written, to read or to print and post. */
export function letterPage(reader: Reader, { infoRequest, letter }: LetterPage): SafeHtml {
  const words = reader.words.caseFile
  const { reference } = infoRequest
  const title = words.letter.title(words.letters.kind[letter.kind], reference)
  const name = [infoRequest.title, infoRequest.name].filter(Boolean).join(' ')
  return page(
    reader,
    {
      title,
      section: 'queue',
      noindex: true,
      backLink: {
        href: link(reader, `/staff/requests/${reference}`),
        text: words.letter.back(reference),
      },
    },
    html`
      <h1 class="govuk-heading-l no-print">${title}</h1>
      <p class="govuk-body no-print">
        ${tag(words.letters.state[letter.state], letter.state === 'failed' ? 'red' : 'grey')}
        ${momentTag(reader.language, letter.createdAt)}
      </p>
      <div class="no-print">${printButton(reader)}</div>
      <article class="letter" lang="${letter.language}">
        <p class="govuk-body">
          ${momentTag(letter.language, letter.createdAt, dateOfLetter(letter.language, letter.createdAt))}
        </p>
        ${writtenText([name, letter.toAddress || infoRequest.address].filter(Boolean).join('\n'))}
        <p class="govuk-body"><strong>${letter.subject}</strong></p>
        ${writtenText(bodyOf(letter))}
      </article>
    `,
  )
}

/** A printed letter is no automatic e-mail, and may well be answered. */
function bodyOf({ body, state, language }: PostedLetter): string {
  const { automatic } = wordsIn[language].letters
  return state === 'on-paper' && body.endsWith(automatic)
    ? body.slice(0, -automatic.length).trimEnd()
    : body
}
