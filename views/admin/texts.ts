import { html, type SafeHtml } from '../html.ts'
import type { TextKind } from '#src/mail/letter-texts.ts'
import type { TextVersion } from '#src/mail/text-store.ts'
import type { Language } from '#src/requests/info-request.ts'
import { dateOfLetter } from '../parts/dates.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { room } from './room.ts'

export type TextsPage = {
  kinds: readonly { kind: TextKind; languages: readonly Language[] }[]
  /** The newest version of each text that was ever changed. */
  changed: readonly TextVersion[]
}

/** Every text of a letter in each language, with who changed it last. */
export function textsPage(reader: Reader, { kinds, changed }: TextsPage): SafeHtml {
  const words = reader.words.texts
  return room(
    reader,
    { title: words.title, wide: true },
    html`
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.intro}</p>
      ${table({
        caption: words.title,
        captionHidden: true,
        narrow: 'cards',
        firstCellIsHeader: true,
        columns: [
          { label: words.columns.letter },
          { label: words.inLanguage.th },
          { label: words.inLanguage.en },
        ],
        rows: kinds.map(({ kind, languages }) => [
          nameOf(reader, kind),
          ...(['th', 'en'] as const).map((language) =>
            languages.includes(language)
              ? standing(reader, kind, language, changed)
              : words.onlyThai,
          ),
        ]),
      })}
    `,
  )
}

function nameOf({ words }: Reader, kind: TextKind): SafeHtml {
  return html`${words.caseFile.letters.kind[kind]}<br /><span class="table-note"
      >${words.texts.when[kind]}</span
    >`
}

function standing(
  reader: Reader,
  kind: TextKind,
  language: Language,
  changed: readonly TextVersion[],
): SafeHtml {
  const { texts, admin, caseFile } = reader.words
  const newest = changed.find((one) => one.kind === kind && one.language === language)
  const which = texts.editTitle(caseFile.letters.kind[kind], texts.inLanguage[language])
  return html`<a class="govuk-link" href="${link(reader, `/staff/admin/texts/${kind}/${language}`)}"
      >${admin.edit}<span class="govuk-visually-hidden"> ${which}</span></a
    ><br /><span class="table-note">${newest ? lastChange(reader, newest) : texts.ours}</span>`
}

function lastChange(reader: Reader, newest: TextVersion): string {
  const words = reader.words.texts
  const day = dateOfLetter(reader.language, newest.savedAt)
  return newest.isOurs
    ? words.backToOurs(newest.savedBy, day)
    : words.changed(newest.version, newest.savedBy, day)
}
