import { html as escaped, isSafeHtml, type SafeHtml } from '@remix-run/html-template'

export { isSafeHtml, type SafeHtml }

/** What may stand in a template: anything that is not finished HTML is escaped, and what is absent leaves nothing. */
export type Fragment = SafeHtml | string | number | boolean | null | undefined | readonly Fragment[]

/**
 * The only way to make HTML. Like the library's tag, but `false` and `true` print nothing, so that
 * `condition && html…` can be written; and without its `raw`, so that nothing unescaped can get in.
 */
export function html(strings: TemplateStringsArray, ...fragments: readonly Fragment[]): SafeHtml {
  return escaped(strings, ...fragments.map(printable))
}

type Printable = Parameters<typeof escaped>[1]

function printable(fragment: Fragment): Printable {
  if (typeof fragment === 'boolean') return undefined
  return isList(fragment) ? fragment.map(printable) : fragment
}

function isList(fragment: Fragment): fragment is readonly Fragment[] {
  return Array.isArray(fragment)
}
