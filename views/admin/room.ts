import { html, type SafeHtml } from '../html.ts'
import { page } from '../layout.ts'
import { breadcrumbs } from '../parts/navigation.ts'
import { notificationBanner } from '../parts/notices.ts'
import { tag } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'

export type Room = {
  title: string
  /** The pages between the overview and this one. */
  trail?: readonly { text: string; path: string }[] | undefined
  error?: boolean | undefined
  /** For lists. */
  wide?: boolean | undefined
}

/** A page of the administrator, with the way back to the overview. */
export function room(
  reader: Reader,
  { title, trail = [], error, wide }: Room,
  main: SafeHtml,
): SafeHtml {
  const way = [{ text: reader.words.admin.title, path: '/staff/admin' }, ...trail]
  return page(
    reader,
    {
      title,
      error,
      wide,
      section: 'administration',
      noindex: true,
      breadcrumbs: breadcrumbs(reader, [
        ...way.map(({ text, path }) => ({ text, href: link(reader, path) })),
        { text: title },
      ]),
    },
    main,
  )
}

/** What was just done, or nothing. */
export function doneBanner(reader: Reader, sentence: string | undefined): SafeHtml | undefined {
  return sentence === undefined
    ? undefined
    : notificationBanner(reader, { kind: 'success', heading: sentence })
}

/** Whether a division, a topic or an account is in use. */
export function stateTag({ words }: Reader, { isActive }: { isActive: boolean }): SafeHtml {
  return isActive ? tag(words.admin.open, 'green') : tag(words.admin.closed, 'grey')
}

/** The name in the reader's language. */
export function nameOf(
  { language }: Pick<Reader, 'language'>,
  { nameTh, nameEn }: { nameTh: string; nameEn: string },
): string {
  return language === 'th' ? nameTh : nameEn
}

/** The name in the other language, below the first. */
export function bothNames(
  reader: Reader,
  names: { nameTh: string; nameEn: string },
  href: string,
): SafeHtml {
  const other = reader.language === 'th' ? 'en' : 'th'
  return html`<a class="govuk-link" href="${href}">${nameOf(reader, names)}</a><br /><span
      class="quiet govuk-!-font-weight-regular"
      lang="${other}"
      >${nameOf({ language: other }, names)}</span
    >`
}
