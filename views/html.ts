import { html as tag, isSafeHtml, type SafeHtml } from '@remix-run/html-template'

export { isSafeHtml, type SafeHtml }

/** What may stand in a template: anything that is not finished HTML is escaped, and what is absent leaves nothing. */
export type Fragment = SafeHtml | string | number | boolean | null | undefined | readonly Fragment[]

/**
 * The only way to make HTML. Like the library's tag, but `false` and `true` print nothing, so that
 * `condition && html…` can be written; and without its `raw`, so that nothing unescaped can get in.
 */
export function html(strings: TemplateStringsArray, ...fragments: readonly Fragment[]): SafeHtml {
  let text = strings[0] ?? ''
  for (let i = 0; i < fragments.length; i += 1) text += printed(fragments[i]) + strings[i + 1]
  return tag.raw`${text}` // each part of it is a template's own text, or was escaped where it had to be
}

function printed(fragment: Fragment): string {
  if (typeof fragment === 'string') return escaped(fragment)
  if (typeof fragment === 'number') return String(fragment)
  if (isSafeHtml(fragment)) return fragment.toString()
  if (isList(fragment)) return printedList(fragment)
  return ''
}

function printedList(fragments: readonly Fragment[]): string {
  let text = ''
  for (const fragment of fragments) text += printed(fragment)
  return text
}

/** Most texts have nothing to escape, and looking is cheaper than replacing. */
function escaped(text: string): string {
  return /[&<>"']/.test(text) ? String(tag`${text}`) : text
}

function isList(fragment: Fragment): fragment is readonly Fragment[] {
  return Array.isArray(fragment)
}
